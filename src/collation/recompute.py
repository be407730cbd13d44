"""What composes reading, checking and the proof: a certificate is recomputed, and a file that came back is proved.

Nothing that a certificate or the file of a manuscript says is believed: of both only the texts that the manuscript was
made of are taken, and all else is made anew from them and compared.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from collation import standards, store
from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.acceptance import examine
from collation.check.catalogue import INDISPENSABLE, Accepted, Report
from collation.check.report import json as for_programs
from collation.check.report import text as for_persons
from collation.diagnostics import FILE, CollationError, Diagnostic, Screen
from collation.document import numbered
from collation.model import Image, Manuscript, SourceFile
from collation.project import FORMATS, Project, suffix
from collation.project import styles as styles_folder
from collation.proof import certificate, page, returned
from collation.proof import report as proof_report
from collation.proof.certificate import Certificate, CertificateError, ProvenOutput, Settings
from collation.proof.files import File, Input, file, sha256
from collation.proof.output import NOT_ASKED, Asked, Output, read_all, read_alone
from collation.proof.shown import STANDARD as SHOWN
from collation.proof.tracked import Tracked, tracked

CERTIFICATE: Final = "proof.json"
_PAGE: Final = "proof.html"
_REPORTS: Final = ("check.txt", "checked.json")
_KINDS: Final = {"figure": "what it shows", "style": "a look", "waivers": "why findings are accepted"}
_FORMATTED: Final = "citations, works, outputs and what the certificate says of them are not checked"
_PAGES: Final = {"html": "page", "epub": "EPUB"}
_PLACED: Final = frozenset({"unmatched-pattern", "unused-waiver"})
"""Checks that look at files which the folder of the outputs does not have."""


class RecomputeError(CollationError):
    """There is nothing that could be recomputed, or compared; the message says why, for a person."""


@dataclass
class Answer:
    """What came of a recomputation.

    Attributes:
        manuscript: with which the outputs were compared.
        outputs: read back.
        differences: in what the files differ from what is certified, or from what their sources give, in words.
        unchecked: what could not be recomputed, and why.
        told: what a person should know besides.
        tracked: what was changed with tracking in a file that came back, and the comments in it.
        rejected: such a file as it would be if every tracked change were rejected.
    """

    manuscript: Manuscript
    outputs: list[Output] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    tracked: tuple[Tracked, ...] = ()
    rejected: Output | None = None

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Everything in which an output is not what was checked."""
        return tuple(dict.fromkeys(found for output in self.outputs for found in output.findings))

    @property
    def is_proven(self) -> bool:
        """Whether nothing differs; not everything may have been looked at."""
        return not (self.differences or self.findings)


def recompute(project: Project, *, asked: Asked = "inside") -> Answer:
    """Prove the outputs of a project again, from its files as they are now, and compare with its certificate.

    Args:
        project: the project; nothing in it is changed.
        asked: of whom the standards are asked.

    Raises:
        RecomputeError: if it has no certificate.
        CertificateError: if that cannot be read.
        UnknownCheckError, WaiverError, BaselineError: as checking does.
    """
    data = _certificate(project.out)
    certified = certificate.read(data)
    manuscript = read(project)
    report = examine(manuscript, project)
    run = _Run(certified, project, project.out, project.out.relative_to(project.root), manuscript, asked)
    run.certificate_itself(data)
    run.files()
    if report.has_errors:
        run.differs("the manuscript has errors now, which `collate check` shows: nothing can be compared with it")
        return run.answer
    run.assembled()
    run.compare("settings", certified.settings, certificate.settings(project))
    run.inputs(certificate.inputs(project, manuscript))
    for path, form in ((project.report, for_persons), (project.checked, for_programs)):
        if path.is_file() and path.read_bytes() != form.write(report, manuscript, project).encode():
            run.differs(f"{path.name} is not what the checks report now", may_be_of_another_version=True)
    run.outputs()
    return run.answer


def recompute_alone(folder: Path, *, asked: Asked = "inside") -> Answer:
    """Recompute a certificate from a folder of outputs alone, as a stranger does who has nothing else.

    Args:
        folder: where `proof.json` lies.
        asked: of whom the standards are asked.

    Raises:
        RecomputeError: if there is no certificate, or its manuscript is not there.
        CertificateError: if the certificate cannot be read.
    """
    data = _certificate(folder)
    certified = certificate.read(data)
    with _unpacked(certified, folder) as (project, manuscript):
        run = _Run(certified, project, folder, folder, manuscript, asked, is_alone=True)
        run.certificate_itself(data)
        run.files()
        run.assembled()
        run.inputs_alone()
        if run.checks_alone():
            run.outputs()
    return run.answer


def prove_file(path: Path, format: str, against: Project | Path, *, asked: Asked = "nobody") -> Answer:
    """Compare one file, which came back from someone else's program, with the manuscript.

    Args:
        path: the file.
        format: that of the file.
        against: the project with whose sources it is compared, or a folder of outputs with whose certificate it is.
        asked: of whom the standards are asked.

    Raises:
        RecomputeError: if the manuscript has errors, so that nothing can be compared with it.
        OSError: if the file cannot be read.
    """
    if isinstance(against, Project):
        answer = _prove_file(path, format, against, read(against), asked)
        answer.told.extend(_outdated(against))
        return answer
    certified = certificate.read(_certificate(against))
    with _unpacked(certified, against) as (project, manuscript):
        own = _own_look(certified, format)
        answer = _prove_file(path, format, project, manuscript, asked, has_look=not own)
        answer.unchecked.extend(own)
    if any(output.sha256 == file(path).sha256 for output in certified.outputs):
        answer.told.append(f"{path.name} is byte for byte an output that was certified")
    return answer


def _prove_file(
    path: Path, format: str, project: Project, manuscript: Manuscript, asked: Asked, *, has_look: bool = True
) -> Answer:
    if _unprintable(catalogue.run(manuscript, select=INDISPENSABLE)):
        raise RecomputeError("the manuscript has errors, which `collate check` shows: nothing can be compared with it")
    document = numbered.prepare(manuscript, project)
    output = read_alone(document, format, path, asked=asked, styled_by=project if has_look else None)
    answer = Answer(manuscript, [output])
    answer.unchecked.extend(_unanswered(output) if isinstance(asked, tuple) else ())
    if output.comparison.reading.revisions:
        answer.rejected = read_alone(document, format, path, is_rejected=True)
        answer.tracked = tracked(output.comparison, answer.rejected.comparison)
    return answer


def _outdated(project: Project) -> list[str]:
    """Say so where the sources have changed since what was built: then a file may be of before."""
    try:
        built = store.decode(project.assembled.read_bytes(), _Texts).sources
    except (OSError, store.FormError):
        return []
    changed = [
        source.path
        for source in built
        if not project.path(source.path).is_file()
        or project.path(source.path).read_bytes() != certificate.data_of(source)
    ]
    if not changed:
        return []
    return [
        f"{', '.join(changed)} changed since the last build; --against {project.out.name} compares with what was built"
    ]


# --- for a person ----------------------------------------------------------------------------------------------------


def write(answer: Answer, screen: Screen = FILE) -> str:
    """Write an answer: the findings with their source lines, the differences, what was not checked, and yes or no."""
    parts = [
        *(f"differs: {words}\n" for words in answer.differences),
        *(f"not checked: {words}\n" for words in answer.unchecked),
        *(f"note: {words}\n" for words in answer.told),
    ]
    if answer.rejected is None:
        found = proof_report.write(answer.findings, answer.manuscript, screen)
        summary = proof_report.summary(answer.outputs) + proof_report.by_family(answer.findings)
    else:
        found = returned.write(answer.tracked, answer.outputs[0], answer.rejected, answer.manuscript, screen)
        summary = returned.summary(answer.tracked, answer.outputs[0], answer.rejected)
    shown = "\n".join(part for part in (found, summary + "".join(parts)) if part)
    return f"{shown}{screen.paint('1;32' if answer.is_proven else '1;31', _verdict(answer))}\n"


def _verdict(answer: Answer) -> str:
    if not answer.is_proven:
        counts = ((len(answer.differences), "difference"), (len(answer.findings), "finding"))
        return "no: " + " and ".join(f"{count} {noun}{'s' * (count != 1)}" for count, noun in counts if count)
    return "yes, but not everything could be checked here" if answer.unchecked else "yes"


# --- one recomputation -----------------------------------------------------------------------------------------------


@dataclass
class _Run:
    """Compares what is certified with what is made anew.

    Attributes:
        certified: the certificate.
        project: with the settings and the style that were used.
        out: the folder of the outputs.
        shown: how a person calls that folder.
        manuscript: as it was read anew.
        asked: of whom the standards are asked.
        is_alone: whether there is nothing but the folder of the outputs.
        answer: what came of it.
        is_same_version: whether the certificate was made by the tools that are here.
    """

    certified: Certificate
    project: Project
    out: Path
    shown: Path
    manuscript: Manuscript
    asked: Asked
    is_alone: bool = False
    answer: Answer = field(init=False)
    is_same_version: bool = field(init=False)

    def __post_init__(self) -> None:
        self.answer = Answer(self.manuscript)
        self.is_same_version = self.certified.tools == certificate.tools()
        if not self.is_same_version:
            self.answer.unchecked.append(f"tools: that it was made with {_versions(self.certified.tools)}")

    def differs(self, words: str, *, may_be_of_another_version: bool = False) -> None:
        """Tell a difference; that the tools are of another version may explain it, and excuses nothing."""
        explained = may_be_of_another_version and not self.is_same_version
        self.answer.differences.append(
            f"{words}, which other versions of the tools may explain" if explained else words
        )

    def compare(self, what: str, before: object, after: object, *, may_be_of_another_version: bool = False) -> None:
        """Tell every place where what is certified is not what was made anew."""
        for words in _unlike(_plain(before), _plain(after), what):
            self.differs(words, may_be_of_another_version=may_be_of_another_version)

    # --- the files ---------------------------------------------------------------------------------------------------

    def certificate_itself(self, data: bytes) -> None:
        """The certificate is in our form, and its page says what it says."""
        if certificate.write(self.certified) != data:
            self.differs(f"{CERTIFICATE} is not as Collation writes it: something was put in or set otherwise")
        path = self.out / _PAGE
        if not path.is_file():
            self.differs(f"{_PAGE} is missing")
        elif path.read_bytes() != page.write(self.certified):
            self.differs(f"{_PAGE} does not say what {CERTIFICATE} says", may_be_of_another_version=True)

    def files(self) -> None:
        """Every file that the certificate names is there, byte for byte, and no other is taken for one."""
        certified = self.certified
        expected = [certified.settings.name + ".json", *_REPORTS]
        named = [certified.assembled, *certified.checked.files]
        if [item.name for item in named] != expected:
            self.differs(f"{CERTIFICATE} names {', '.join(item.name for item in named)}, not {', '.join(expected)}")
        outputs = [(output.format, output.name) for output in certified.outputs]
        known = [(format, self._name(format)) for format in FORMATS if (format, self._name(format)) in outputs]
        if outputs != known:
            self.differs(f"{CERTIFICATE} names outputs that no build makes: {', '.join(name for _, name in outputs)}")
        for output in certified.outputs:
            named.extend([File(output.name, output.sha256, output.size), *output.beside])
        for item in named:
            path = self.out / item.name
            if Path(item.name).name != item.name or not path.is_file():
                self.differs(f"{item.name} is missing")
            elif (found := file(path)) != item:
                self.differs(f"{item.name} is not the file that was certified: its SHA-256 is {found.sha256}")
        for format in FORMATS:
            name = self._name(format)
            if (self.out / name).is_file() and name not in dict(outputs).values():
                self.answer.unchecked.append(f"{name} is in no certificate")

    def _name(self, format: str) -> str:
        return f"{self.certified.settings.name}.{suffix(format)}"

    def assembled(self) -> None:
        """The file of the manuscript is what its sources give."""
        path = self.out / f"{self.certified.settings.name}.json"
        if path.is_file() and path.read_bytes() != store.encode(self.manuscript):
            self.differs(f"{path.name} is not what the sources give", may_be_of_another_version=True)

    def inputs(self, found: Sequence[Input]) -> None:
        """What the outputs are made of is what it was."""
        before = {item.name: item for item in self.certified.inputs}
        after = {item.name: item for item in found}
        for name in (*before, *(name for name in after if name not in before)):
            if name not in after:
                self.differs(f"{name} is gone, of which the outputs were made")
            elif name not in before:
                self.differs(f"{name} is there, of which the outputs were not made")
            elif before[name] != after[name]:
                self.differs(f"{name} is not what the outputs were made of: its SHA-256 is {after[name].sha256}")

    def inputs_alone(self) -> None:
        """The texts are those that were certified; what else the outputs are made of is not here."""
        texts = tuple(certificate.texts(self.manuscript.sources, self.certified.settings))
        kinds = {"section", "metadata", "bibliography", "evidence"}
        self.compare("inputs", [item for item in self.certified.inputs if item.kind in kinds], texts)
        away = [item for item in self.certified.inputs if item.kind not in kinds and not _is_ours(self.certified, item)]
        for kind, items in groupby(away, key=lambda item: item.kind):
            names = ", ".join(item.name for item in items)
            self.answer.unchecked.append(f"{names} ({_KINDS.get(kind, kind)}): not in this folder")

    def checks_alone(self) -> bool:
        """The checks find in the texts what their report says; returns whether the texts can be printed at all."""
        used = self.certified.settings
        try:
            report = catalogue.run(
                self.manuscript,
                select=used.select,
                ignore=used.ignore,
                severity=used.severity,
                per_file=tuple(used.per_file.items()),
            )
        except CollationError as error:
            self.answer.unchecked.append(f"settings: the checks cannot be run as they were: {error}")
            report = catalogue.run(self.manuscript)
        else:
            self._compare_report(report)
            self._settings_alone(report)
        errors = _unprintable(report)
        if errors:
            self.differs(
                f"the sources have errors that stop a build, the first at {errors[0].location}: {errors[0].message}"
            )
        return not errors

    def _compare_report(self, report: Report) -> None:
        """Waivers and the baseline are not here: of what they accept it can be said that it was found, not why.

        All else that the reports say is made anew.
        """
        found = Counter(
            (item.code, str(item.location), item.message)
            for item in (*report.diagnostics, *(accepted.diagnostic for accepted in report.accepted))
        )
        path = self.out / "checked.json"
        try:
            said = store.decode(path.read_bytes(), _Said)
        except (OSError, store.FormError):
            self.differs(f"{path.name} is no report of the checks")
            return
        told = Counter(item.key for item in (*said.findings, *said.accepted))
        unlike = sorted(((found - told) + (told - found)).items())
        for finding, _ in unlike:
            code, place, message = finding
            if code not in _PLACED:
                known = "is found" if found[finding] else "is not found"
                self.differs(
                    f"{code} at {place} {known}, unlike in {path.name}: {message}", may_be_of_another_version=True
                )
        if not unlike:
            self._compare_reports(report, said)
        elif all(code in _PLACED for (code, _, _), _ in unlike):
            self.answer.unchecked.append(
                f"{' and '.join(_REPORTS)}: they tell of files that are not in this folder ({unlike[0][0][0]})"
            )

    def _compare_reports(self, report: Report, said: _Said) -> None:
        """Make the reports anew, with what is accepted and why as they have it, for that is not here."""
        waiting: dict[tuple[str, str, str], list[Diagnostic]] = defaultdict(list)
        for found in (*report.diagnostics, *(item.diagnostic for item in report.accepted)):
            waiting[_key(found)].append(found)
        accepted = tuple(Accepted(waiting[item.key].pop(0), item.by, item.reason) for item in said.accepted)
        left = {id(found) for many in waiting.values() for found in many}
        by_setting = Counter((_key(item.diagnostic), item.reason) for item in report.accepted)
        if by_setting != Counter((item.key, item.reason) for item in said.accepted if item.by == "per-file"):
            self.differs("checked.json says of findings that the setting per-file accepts them, which it does not")
        kinds = {item.kind for item in self.certified.inputs}
        means = {item.by for item in said.accepted} | ({"baseline"} if said.gone else set())
        for by, kind in (("waiver", "waivers"), ("baseline", "baseline")):
            if by in means and kind not in kinds:
                self.differs(f"checked.json speaks of {kind}, and the outputs were made without")
        kept = tuple(found for found in report.diagnostics if id(found) in left)
        anew = replace(report, diagnostics=kept, accepted=accepted, gone=said.gone)
        for name, form in zip(_REPORTS, (for_persons, for_programs), strict=True):
            path = self.out / name
            if path.is_file() and path.read_bytes() != form.write(anew, self.manuscript, self.project).encode():
                self.differs(f"{name} is not what the checks report", may_be_of_another_version=True)

    def _settings_alone(self, report: Report) -> None:
        """Name the settings that left no trace in what was made anew: they may have been others."""
        used, inputs = self.certified.settings, {(item.kind, item.name) for item in self.certified.inputs}
        found = [*report.diagnostics, *(item.diagnostic for item in report.accepted)]
        codes = {item.code for item in found}
        accepted = {item.reason for item in report.accepted}
        idle = [
            *(f"severity of {name}" for name in used.severity if codes.isdisjoint(_codes(name))),
            *(f"per-file for {glob}" for glob in used.per_file if f"ignored in {glob}" not in accepted),
            *(name for name in ("waivers", "baseline", "evidence") if (name, getattr(used, name)) not in inputs),
            *(["superscript"] if not self.manuscript.clusters else []),
        ]
        defaults = {item.name: item.default for item in fields(Project)}
        named = [words for words in idle if words not in defaults or getattr(used, words) != defaults[words]]
        if named:
            self.answer.unchecked.append(f"settings: {', '.join(named)}: they change nothing that is in this folder")

    # --- the outputs -------------------------------------------------------------------------------------------------

    def outputs(self) -> None:
        """Every output prints what was checked, at the places that the certificate says."""
        certified, manuscript = self.certified, self.manuscript
        style = certified.style
        if style.text and sha256(style.text.encode()) != style.sha256:
            self.differs(f"the text of the style {style.file} in {CERTIFICATE} is not the style that was used")
        try:
            document = numbered.prepare(manuscript, self.project)
            used = certificate.style(document.style)
        except CollationError as error:  # no such style, or one that cannot be read
            self.answer.unchecked.append(f"the outputs cannot be compared: {error}; {_FORMATTED}")
            return
        if (used.file, used.sha256) != (style.file, style.sha256):
            words = f"the style {style.name} here is not the one that the outputs were made with"
            self.answer.unchecked.append(f"{words}: nothing that it formats can be compared; {_FORMATTED}")
            return
        files = {
            output.format: (self.out / self._name(output.format), (self.shown / self._name(output.format)).as_posix())
            for output in certified.outputs
            if output.format in FORMATS and (self.out / self._name(output.format)).is_file()
        }
        away = {words for format in files for words in _own_look(certified, format)} if self.is_alone else ()
        self.answer.unchecked.extend(sorted(away))
        styled_by = None if away else self.project
        self.answer.outputs = read_all(document, files, asked=self.asked, styled_by=styled_by)
        for output in self.answer.outputs if isinstance(self.asked, tuple) else ():
            self.answer.unchecked.extend(_unanswered(output))
        if not self.answer.findings and len(self.answer.outputs) == len(certified.outputs):
            self._compare_proof(document)

    def _compare_proof(self, document: numbered.Document) -> None:
        certified = self.certified
        reports = {name: (self.out / name).read_bytes() for name in _REPORTS if (self.out / name).is_file()}
        if len(reports) < len(_REPORTS):
            return
        try:
            again = certificate.certify(
                document,
                self.answer.outputs,
                used=certified.settings,
                assembled=certified.assembled,
                reports=reports,
                made_of=certified.inputs,
            )
        except CertificateError as error:
            self.differs(str(error))
            return
        again = replace(again, checked=replace(again.checked, files=certified.checked.files))  # they were compared
        for name in ("manuscript", "style", "checked", "checks", "citations", "works", "unseen"):
            self.compare(name, getattr(certified, name), getattr(again, name), may_be_of_another_version=True)
        for before, after in zip(certified.outputs, again.outputs, strict=True):
            self.compare(f"outputs, {before.format}", before, replace(after, standards=before.standards))
            self._compare_standards(before, after)

    def _compare_standards(self, before: ProvenOutput, after: ProvenOutput) -> None:
        """What a build says of the standards: of those that it asks tools for, no more than that it did not ask."""
        outside = (*standards.STANDARDS.get(before.format, ()), SHOWN)
        now = {item.name: item for item in after.standards}
        built = [replace(item, tool="", unchecked=NOT_ASKED) if name in outside else item for name, item in now.items()]
        where = f"outputs, {before.format}, standards"
        names = [[item.name for item in some] for some in (before.standards, built)]
        if names[0] != names[1]:
            self.compare(where, *names, may_be_of_another_version=True)
            return
        for said, item in zip(before.standards, built, strict=True):
            if said in (item, now[said.name]):
                continue
            if item.unchecked and item.name not in outside:
                self.answer.unchecked.append(f"whether {before.name} meets {item.name}, because {item.unchecked}")
            else:
                self.compare(f"{where}, {item.name}", said, item, may_be_of_another_version=True)


def _unanswered(output: Output) -> Iterator[str]:
    for verdict in output.comparison.verdicts:
        name = Path(output.name).name
        if verdict.unchecked and verdict.standard == SHOWN:
            yield f"how a browser shows {name}, because {verdict.unchecked}"
        elif verdict.unchecked:
            yield f"whether {name} meets {verdict.standard}, because {verdict.unchecked}"


def _unprintable(report: Report) -> list[Diagnostic]:
    return [found for found in report.diagnostics if found.code in INDISPENSABLE]


def _key(found: Diagnostic) -> tuple[str, str, str]:
    """Return by what a finding is known from a report."""
    return found.code, str(found.location), found.message


def _codes(name: str) -> set[str]:
    return {check.CODE for check in catalogue.members(name)}


@dataclass(frozen=True)
class _SaidFinding:
    """A finding as `checked.json` has it."""

    check: str
    path: str
    line: int
    column: int
    message: str

    @property
    def key(self) -> tuple[str, str, str]:
        """By what it is known."""
        return self.check, f"{self.path}:{self.line}:{self.column}", self.message


@dataclass(frozen=True)
class _SaidAccepted(_SaidFinding):
    """A finding that is accepted: by what, and why."""

    by: catalogue.Means
    reason: str


@dataclass(frozen=True)
class _Said:
    """What is taken from `checked.json`, to be compared or, where that cannot be, to be told as not checked."""

    findings: tuple[_SaidFinding, ...]
    accepted: tuple[_SaidAccepted, ...]
    gone: tuple[str, ...]


def _versions(tools: Mapping[str, str]) -> str:
    ours = certificate.tools()
    other = [
        f"{name} {version} (here {ours.get(name, 'none')})"
        for name, version in tools.items()
        if ours.get(name) != version
    ]
    return ", ".join([*other, *(f"no {name} (here {version})" for name, version in ours.items() if name not in tools)])


def _is_ours(certified: Certificate, item: Input) -> bool:
    """Whether an input is a style that is here: one that comes with Collation, or the CSL in the certificate."""
    if item.kind != "style":
        return False
    style = certified.style
    if item.name == f"styles/csl/{style.file}" and style.text:
        return (item.sha256, item.size) == (style.sha256, len(style.text.encode()))
    path = styles_folder().parent / item.name
    return path.is_file() and (file(path).sha256, file(path).size) == (item.sha256, item.size)


def _own_look(certified: Certificate, format: str) -> list[str]:
    """Say so where the pages of a format were made with styles of the project's own, which are not here."""
    folders = {"html": ("styles/html/", "styles/hypertext/"), "epub": ("styles/epub/", "styles/hypertext/")}
    names = [
        item.name
        for item in certified.inputs
        if item.kind == "style" and item.name.startswith(folders.get(format, ())) and not _is_ours(certified, item)
    ]
    return (
        [f"that nothing was put into the look of the {_PAGES[format]}, for {', '.join(names)} is not here"]
        if names
        else []
    )


# --- a stranger's folder ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Texts:
    """What is believed of the file of a manuscript: its texts, and which images were there."""

    sources: tuple[SourceFile, ...]
    images: tuple[Image, ...] = ()


def _certificate(folder: Path) -> bytes:
    path = folder / CERTIFICATE
    if not path.is_file():
        raise RecomputeError(
            f"{path}: there is no certificate; `collate build` makes one, once all is as it was checked"
        )
    return path.read_bytes()


@contextmanager
def _unpacked(certified: Certificate, folder: Path) -> Iterator[tuple[Project, Manuscript]]:
    """Put a project together from the texts beside a certificate, and read it: both last as long as the block.

    Raises:
        RecomputeError: if the file of the manuscript is missing, cannot be read, or names a file that no project has.
    """
    used = certified.settings
    if not re.fullmatch(r"[^./\\\0-\x1f][^/\\\0-\x1f]*", used.name):
        raise RecomputeError(f"{CERTIFICATE} names the outputs {used.name!r}, which is no name of a file")
    path = folder / f"{used.name}.json"
    try:
        texts = store.decode(path.read_bytes(), _Texts)
    except FileNotFoundError as error:
        raise RecomputeError(f"{path.name} is missing: without the texts in it nothing can be recomputed") from error
    except store.FormError as error:
        raise RecomputeError(f"{path.name} is no manuscript of Collation: {error}") from error
    with tempfile.TemporaryDirectory(prefix="collation-") as name:
        top = Path(name).resolve()
        placed = {source.path: certificate.data_of(source) for source in texts.sources}
        if certified.style.text:
            placed[f"styles/csl/{certified.style.file}"] = certified.style.text.encode()
        for image in texts.images:
            if image.is_found:
                placed.setdefault(f"{used.manuscript}/{image.path}", b"")
        named = (used.manuscript, used.bibliography, used.evidence, used.waivers, used.baseline)
        parents = max(path.count("..") for path in (*placed, *named))
        root = top.joinpath(*["project"] * (parents + 1))  # a bibliography may lie beside the project
        for relative in named:
            _within(top, root, relative)
        for relative, data in placed.items():
            _place(top, root, relative, data)
        project = _project(root, used)
        (root / used.manuscript).mkdir(parents=True, exist_ok=True)
        manuscript = read(project)
        # The images are not here; that each was there and could be shown is what the build found.
        shown = tuple(replace(image, fault="") for image in manuscript.images)
        yield project, replace(manuscript, images=shown)


def _place(top: Path, root: Path, relative: str, data: bytes) -> None:
    """Write a file that a manuscript names."""
    path = _within(top, root, relative)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except (OSError, ValueError) as error:
        raise RecomputeError(f"{relative!r} is named, which is no name of a file here: {error}") from error


def _within(top: Path, root: Path, relative: str) -> Path:
    """Return a path, which never leads outside the folder that was made for the project.

    Raises:
        RecomputeError: if it would.
    """
    try:
        path = (root / relative).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise RecomputeError(f"{relative!r} is named, which is no name of a file: {error}") from error
    if not path.is_relative_to(top) or path == top:
        raise RecomputeError(f"{relative!r} is named, which is a file outside any project")
    return path


def _project(root: Path, used: Settings) -> Project:
    values = asdict(used)
    return Project(
        root,
        **{**values, "severity": tuple(used.severity.items()), "per_file": tuple(used.per_file.items())},
    )


# --- differences in words --------------------------------------------------------------------------------------------

_NAMES: Final = ("name", "path", "citekey", "format", "marker")


def _plain(value: object) -> Any:
    """Return a value as its JSON has it."""
    return json.loads(store.encode(value))


def _unlike(before: Any, after: Any, where: str) -> Iterator[str]:
    """Yield every place where two values differ, by what is certified there and what was made anew."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in (*before, *(name for name in after if name not in before)):
            yield from _unlike(before.get(name), after.get(name), f"{where}, {name}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for count, (first, second) in enumerate(zip(before, after, strict=True), start=1):
            yield from _unlike(first, second, f"{where} {_called(first, count)}")
    elif (
        isinstance(before, list) and isinstance(after, list) and any(isinstance(item, dict) for item in before + after)
    ):
        yield f"{where}: {len(before)} are certified, and there are {len(after)}"
    elif before != after:
        yield f"{where}: certified is {_shown(before)}, and it is {_shown(after)}"


def _called(item: Any, count: int) -> str:
    name = next((str(item[name]) for name in _NAMES if item.get(name)), "") if isinstance(item, dict) else ""
    return f"{count} ({name})" if name else str(count)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if value is not None else "nothing"
    return text if len(text) <= 80 else f"{text[:40]}…{text[-39:]}"
