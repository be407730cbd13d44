"""What composes git, reading, checking, rendering and comparing: what an author sends back to reviewers.

What is said to be exact is read back before it is written: the tracked document with all changes accepted must read as
the new version does, and with all rejected as the old.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from collation import history
from collation import project as projects
from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.catalogue import INDISPENSABLE
from collation.diagnostics import CollationError, plural
from collation.document import numbered
from collation.document.labels import label
from collation.document.numbered import Document
from collation.history import Commit, History
from collation.project import Project, replace_files
from collation.proof import docx as word_reader
from collation.proof.reading import Reading
from collation.render import docx, html, pdf
from collation.revise import numbers, response
from collation.revise.marked import marked
from collation.revise.paragraph import Changed, Who
from collation.revise.tracked import Edition, RevisionError, track

FOLDER = "revision"
"""Where in `out/` the files of a revision lie."""


@dataclass
class Revision:
    """What came of comparing two versions.

    Attributes:
        files: what was written.
        changes: of the text.
        moves: of the citation numbers.
        told: what a person should know besides.
    """

    files: tuple[Path, ...] = ()
    changes: tuple[Changed, ...] = ()
    moves: tuple[numbers.Move, ...] = ()
    told: list[str] = field(default_factory=list)


def revise(project: Project, since: str, until: str | None = None, *, author: str = "") -> Revision:
    """Compare two versions of a project, and write what reviewers and their editor are sent.

    Args:
        project: the project; only `out/revision/` in it is written to.
        since: the commit of the version that was sent before, in any way in which git names one.
        until: the commit of the new version; without it, the files as they are now.
        author: who is named in Word for the changes; by default the corresponding author of the new version.

    Raises:
        HistoryError: if an earlier version cannot be had.
        RevisionError: if a version has errors that stop a build, or the result does not read as the two versions do.
        RenderError, StyleError: as rendering does.
    """
    past = history.find(project.root)
    first, last = past.commit(since), past.commit(until) if until is not None else None
    revision = Revision()
    with tempfile.TemporaryDirectory(prefix="collation-") as name:
        before = _version(past, first, Path(name) / "old", project)
        after = project if last is None else _version(past, last, Path(name) / "new", project)
        names = (f"the version of {first}", f"the version of {last}" if last else "the manuscript")
        old, new = _prepared(before, names[0]), _prepared(after, names[1], is_now=last is None)
        word = [_printed(old, before, names[0]), _printed(new, after, names[1])]
        printed = pdf.render(new, after, has_line_numbers=True)
        moves = numbers.moves(old, new)
        both = marked(old, new)
        page = replace(both, blocks=(*both.blocks, *numbers.blocks(moves, new.language)))
        shown = {"html": html.render(page, after), "pdf": pdf.render(both, after)}
        who = _who(new, author)
        tracked = track(_edition(word[0], old), _edition(word[1], new), who)
        _prove(tracked.data, *word)
    if past.has_changes():
        words = "the new version has changes" if last is None else "files of the project have changes"
        revision.told.append(f"{words} that no commit holds" + (", and they are not in it" if last else ""))
    revision.changes, revision.moves = tracked.changes, moves
    out = project.out / FOLDER
    files = {
        out / f"{project.name}.tracked.docx": tracked.data,
        **{out / f"{project.name}.tracked.{suffix}": data for suffix, data in shown.items()},
        out / f"{project.name}.lines.pdf": printed,
        out / "numbers.csv": numbers.write_csv(revision.moves).encode(),
        out / "numbers.md": numbers.write_markdown(revision.moves).encode(),
    }
    entries = response.entries(tracked.changes, printed, new.language)
    files |= _response(out, response.write(entries, new.language, f"{project.name}.lines.pdf"), revision.told)
    replace_files(files)
    revision.files = tuple(files)
    return revision


def _version(past: History, commit: Commit, into: Path, project: Project) -> Project:
    """Write a version into a folder, and read its settings; those of now say which files outside the project it names.

    Raises:
        HistoryError: if git does not have it.
        RevisionError: if it was no project.
    """
    named = (project.manuscript, project.bibliography, project.evidence)
    into.mkdir()
    root = past.write(commit, into, [name for name in named if name.startswith("..")])
    try:
        return projects.load(root)
    except projects.ProjectError as error:
        words = str(error).replace(f"{root}", "the project")
        raise RevisionError(f"the version of {commit} cannot be read: {words}") from error


def _prepared(project: Project, name: str, *, is_now: bool = False) -> Document:
    """Read, check and number a version.

    Raises:
        RevisionError: if it has errors that stop a build.
    """
    manuscript = read(project)
    errors = catalogue.run(manuscript, select=INDISPENSABLE).diagnostics
    faults = [item for item in errors if item.code in INDISPENSABLE]
    if faults:
        help = "`collate check` shows them" if is_now else "name another commit, one that builds"
        raise RevisionError(
            f"{name} has {plural(len(faults), 'error')} that would stop a build, the first at {faults[0].location}: "
            f"{faults[0].message}; {help}"
        )
    try:
        return numbered.prepare(manuscript, project)
    except CollationError as error:
        raise RevisionError(f"{name} cannot be printed: {error}") from error


def _printed(document: Document, project: Project, name: str) -> bytes:
    """Write a version for Word.

    Raises:
        RevisionError: if it cannot be written, as for an image that is not there.
    """
    try:
        return docx.render(document, project)
    except CollationError as error:
        raise RevisionError(f"{name} cannot be printed: {error}") from error


def _edition(data: bytes, document: Document) -> Edition:
    return Edition(data, {item.number: item.citekey for item in document.references})


def _who(document: Document, author: str) -> Who:
    """Name the author of the changes and their date: that of the manuscript, the only one that an output may carry."""
    matter = document.manuscript.front_matter
    named = [item.name.first for item in matter.authors if item.is_corresponding]
    named += [item.name.first for item in matter.authors]
    asked = "".join(filter(str.isprintable, author)).strip()
    name = asked or next(filter(None, named), "") or "Author"
    date = f"{matter.date}T00:00:00Z" if matter.date else ""
    return Who(name, label(document.language, "renumbering", author=name), date)


def _prove(tracked: bytes, old: bytes, new: bytes) -> None:
    """Read the tracked document back, as each version.

    Raises:
        RevisionError: if it does not read as both versions do.
    """
    if _seen(word_reader.read(tracked, "accepted")) != _seen(word_reader.read(new)):
        raise RevisionError("a mistake in Collation: with all changes accepted the document is not the new version")
    if _seen(word_reader.read(tracked, "rejected")) != _seen(word_reader.read(old)):
        raise RevisionError("a mistake in Collation: with all changes rejected the document is not the old version")


def _seen(reading: Reading) -> Sequence[object]:
    return [(block.kind, block.label, block.text, block.marks, block.level) for block in reading.blocks]


def _response(out: Path, made: tuple[bytes, bytes], told: list[str]) -> dict[Path, bytes]:
    """Return where the skeleton goes: beside those that somebody wrote in, never over one."""
    written: list[str] = []
    for count in itertools.count():
        name = "response" if count == 0 else f"response.new{'' if count == 1 else f'-{count}'}"
        paths = (out / f"{name}.md", out / f"{name}.docx")
        if response.is_untouched(*(path.read_bytes() if path.is_file() else None for path in paths)):
            break
        written.append(name)
    if written:
        told.append(f"{', '.join(written)}: somebody wrote in it, so it is left as it is; what is new is in {name}.*")
    return dict(zip(paths, made, strict=True))


def write(revision: Revision, root: Path) -> str:
    """Say what came of it, for a person."""
    real = sum(not change.counts for change in revision.changes)
    counted = len(revision.changes) - real
    lines = [f"{plural(real, 'change')}, and {plural(counted, 'number')} that only counted anew"]
    lines += [f"citation numbers: {numbers.write_markdown(revision.moves).splitlines()[0]}"]
    lines += [f"wrote {path.relative_to(root).as_posix()}" for path in revision.files]
    lines += [f"note: {words}" for words in revision.told]
    return "".join(f"{line}\n" for line in lines)


__all__ = ["Revision", "RevisionError", "revise", "write"]
