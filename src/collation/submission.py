"""What composes all stages into a submission: a manuscript is made in a journal's form, proven, judged and packed.

Every document of a package goes the way of a build, with the journal's profile in the place of the project's settings:
it is assembled, checked, rendered, read back and certified in the package's own folder, so that
`collate proof out/submission/ID` recomputes it like any other.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TextIO

from collation.assemble import assemble
from collation.check import check
from collation.diagnostics import FILE, CollationError, Screen, plural, show, write_text
from collation.document import numbered
from collation.form import Layout
from collation.journals import reading
from collation.journals.profile import Profile
from collation.project import Project
from collation.proof import prove
from collation.render import render
from collation.submit import gate, package, page, reference_files
from collation.submit.candidate import Candidate
from collation.submit.gate import Standing

FOLDER: Final = "submission"
FORMATS: Final = ("pdf", "docx", "jats")
"""The formats that journals take."""

_RAISED: Final = ("raised-brackets", "raised")


class SubmissionError(CollationError):
    """There can be no package; the message says why, for a person."""


@dataclass(frozen=True)
class Submission:
    """A package that was made.

    Attributes:
        profile: of the journal.
        folder: of the package; its archive lies beside it under the same name.
        standings: how the manuscript stands to what the journal asks.
    """

    profile: Profile
    folder: Path
    standings: tuple[Standing, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left for which the journal would send it back."""
        return not any(standing.is_refused for standing in self.standings)


def submit(project: Project, journal: str, stream: TextIO, *, article_type: str = "", is_final: bool = False) -> bool:
    """Make the package for a journal, and say what is still missing from it.

    Nothing of the project is changed but `out/submission/`; a package that was there stays until the new one is whole.

    Args:
        project: the project.
        journal: the name of the profile.
        stream: where a person reads what became of it.
        article_type: for which type of article; by default the one that the front matter says.
        is_final: whether there is to be a package only where nothing is missing.

    Returns:
        Whether there is a package: with `is_final`, whether nothing is missing.

    Raises:
        ProfileError: if there is no such profile, or it has faults.
        SubmissionError: if the manuscript has errors, or what was printed is not what was checked.
    """
    profile, candidate = _candidate(project, journal, article_type)
    standings = gate.judge(candidate)
    submission = Submission(profile, project.out / FOLDER / profile.identifier, standings)
    told = _told(submission, candidate, Screen.of(stream) if hasattr(stream, "isatty") else FILE)
    if is_final and not submission.is_ready:
        show(stream, f"{told}no final package: {_missing(submission)}\n")
        return False
    with _beside(submission.folder) as folder:
        _make(_target(project, profile, folder), candidate, submission, folder)
    show(stream, f"{told}{_verdict(submission, project)}\n")
    return True


def compare(project: Project, stream: TextIO) -> None:
    """Show how the manuscript stands with every profile, side by side; nothing is written."""
    rows = []
    for journal in reading.identifiers(project):
        profile, candidate = _candidate(project, journal, "")
        standings = gate.judge(candidate)
        states = [standing.state for standing in standings]
        missing = [standing.field.name for standing in standings if standing.is_refused]
        rows.append((profile, states, missing))
    width = max((len(profile.identifier) for profile, _, _ in rows), default=0)
    for profile, states, missing in rows:
        counts = ", ".join(f"{states.count(state)} {state}" for state in gate.STATES)
        told = f"missing: {', '.join(missing)}" if missing else "nothing is missing that a program can see"
        show(
            stream, f"{profile.identifier:<{width}}  {profile.title}\n{'':<{width}}  {counts}\n{'':<{width}}  {told}\n"
        )


def _candidate(project: Project, journal: str, article_type: str) -> tuple[Profile, Candidate]:
    """Read the manuscript and the profile, and number the one in the form of the other.

    Raises:
        ProfileError: if there is no such profile, or it has faults.
        SubmissionError: if the manuscript has errors.
    """
    from collation.assemble.manuscript import read
    from collation.check.acceptance import examine

    manuscript = read(project)
    if examine(manuscript, project).has_errors:
        raise SubmissionError("the manuscript has errors, which `collate check` shows: nothing can be submitted")
    profile = reading.load(project, journal, article_type or manuscript.front_matter.article_type)
    document = numbered.prepare(manuscript, _styled(project, profile))
    return profile, Candidate(document, project, profile)


def _styled(project: Project, profile: Profile) -> Project:
    """Return the project with the journal's settings in place of its own."""
    form = profile.text("citations.form")
    return replace(
        project,
        style=profile.text("references.style", project.style),
        superscript=form in _RAISED if form else project.superscript,
        layout=layout_of(profile),
    )


def layout_of(profile: Profile) -> Layout:
    """Return how a journal wants the Word document to look."""
    lines = profile.text("layout.line-numbers")
    pages = profile.requirement("layout.page-numbers")
    return Layout(
        latin_font=profile.text("layout.latin-font"),
        han_font=profile.text("layout.han-font"),
        han_heading_font=profile.text("layout.han-heading-font"),
        size=profile.number("layout.size"),
        line_spacing=profile.number("layout.line-spacing"),
        line_numbers="continuous" if lines == "continuous" else "none" if lines == "none" else "",
        page_numbers=pages.asked is True if pages else None,
    )


def _target(project: Project, profile: Profile, folder: Path) -> Project:
    """Return the project as it is built for the journal: in its form, into the folder of the package."""
    styled = _styled(project, profile)
    return replace(styled, outputs=folder.relative_to(project.root).as_posix(), formats=FORMATS)


def _make(target: Project, candidate: Candidate, submission: Submission, folder: Path) -> None:
    """Make every file of a package.

    Raises:
        SubmissionError: if what was printed is not what was checked.
    """
    told = io.StringIO()
    assemble(target)
    check(target, told)
    for format in target.formats:
        render(target, format)
    if not prove(target, told):
        raise SubmissionError(f"what was printed is not what was checked, and so is not packed\n{told.getvalue()}")
    files = {
        f"references.{name}": write(candidate.manuscript).encode()
        for name, write in (
            ("bib", reference_files.bibtex),
            ("ris", reference_files.ris),
            ("nbib", reference_files.nbib),
        )
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    documents = [
        path.name for format in target.formats for path in (target.product(format), *target.companions(format))
    ]
    sent = {name: (folder / name).read_bytes() for name in (*documents, *files)}
    manifest = package.manifest(submission.profile, sent, target.certificate.read_bytes(), submission.standings)
    (folder / package.MANIFEST).write_bytes(manifest)
    (folder / f"{submission.profile.identifier}.zip").write_bytes(package.packed({**sent, package.MANIFEST: manifest}))
    (folder / page.NAME).write_bytes(page.write(candidate, submission.standings, tuple(sent)))


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give an empty folder that takes the place of another at the end, or, where anything fails, leaves it."""
    made, former = (folder.with_name(f".{folder.name}.{kind}") for kind in ("tmp", "old"))
    for path in (made, former):
        shutil.rmtree(path, ignore_errors=True)
    made.mkdir(parents=True)
    try:
        yield made
        if folder.exists():
            folder.rename(former)
        made.rename(folder)
    except BaseException:
        if former.exists() and not folder.exists():
            former.rename(folder)
        raise
    finally:
        for path in (made, former):
            shutil.rmtree(path, ignore_errors=True)


# --- for a person ----------------------------------------------------------------------------------------------------


def _told(submission: Submission, candidate: Candidate, screen: Screen) -> str:
    found = gate.findings(submission.standings)
    source = candidate.manuscript.source

    def line(place: object) -> str | None:
        path, number = getattr(place, "path", ""), getattr(place, "line", 0)
        return source[path].text.split("\n")[number - 1] if path in source and number > 1 else None

    return f"{write_text(found, line, screen)}\n" if found else ""


def _missing(submission: Submission) -> str:
    refused = [standing.field.words for standing in submission.standings if standing.is_refused]
    return f"{submission.profile.title} still lacks {'; '.join(refused)}"


def _verdict(submission: Submission, project: Project) -> str:
    folder = submission.folder.relative_to(project.root).as_posix()
    unknown = sum(standing.state == "not verified" for standing in submission.standings)
    warned = sum(bool(standing.findings) for standing in submission.standings)
    what = "made, and nothing is missing that is known"
    if warned:
        what = f"made, and {plural(warned, 'thing')} should be mended, though it is not known that the journal insists"
    if not submission.is_ready:
        what = f"a draft: {_missing(submission)}"
    doubt = f"; of {plural(unknown, 'thing')} nobody has looked up what the journal asks" if unknown else ""
    return f"{folder} is {what}{doubt}; {folder}/{page.NAME} shows the whole"
