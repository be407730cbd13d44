"""The certificate: what was proven of a build, of which bytes, and what was not, as a value and as JSON.

`certificate.schema.json` beside this module describes the JSON.  Nothing in it is of the machine that made it: the same
inputs give the same bytes anywhere.  It is no signature: docs/decisions/0016-certificate.md says what it can prove.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from collation import evidence, pandoc, store, tree
from collation.diagnostics import CollationError
from collation.document.numbered import Document, inlines_of
from collation.document.style import Style
from collation.model import Manuscript, SourceFile
from collation.project import Project, styles
from collation.proof import catalogue
from collation.proof.comparison import Comparison, numbers
from collation.proof.expected import Expected, Marker, expect
from collation.proof.files import File, Input, InputKind, beside, sha256
from collation.proof.output import Output
from collation.proof.reading import Place

VERSION: Final = 1
"""Of the form; it grows when a reader of the old one would misread the new."""

UNSEEN: Final = (
    "what a picture or a formula shows: that each stands in its place is proven, what it looks like is not",
    "that a work supports the sentence that cites it: only a reader of both can say",
)
"""What no proof of ours looks at, in words."""

NO_FILE: Final = "no evidence file"
NO_RECORD: Final = "nothing recorded"
"""The status of a work of which nothing is known."""


class CertificateError(CollationError):
    """The file is no certificate that this version of Collation can read; the message says why."""


@dataclass(frozen=True)
class Title:
    """Which manuscript it is; its title without markup, in its first and its second language."""

    title: str
    second_title: str
    language: str
    second_language: str
    date: str


@dataclass(frozen=True)
class Settings:
    """The settings as used, as `Project` has them; which formats were asked for changes nothing in any of them."""

    name: str
    manuscript: str
    bibliography: str
    evidence: str
    style: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: dict[str, Literal["error", "warning", "note"]]
    per_file: dict[str, tuple[str, ...]]
    waivers: str
    baseline: str
    superscript: bool


@dataclass(frozen=True)
class UsedStyle:
    """The reference style: the name of its CSL file, and its text where it is the project's own."""

    name: str
    file: str
    sha256: str
    text: str


@dataclass(frozen=True)
class AcceptedCount:
    """How many findings of a check the project accepts, and by what: a waiver, the baseline, a setting."""

    by: str
    check: str
    count: int


@dataclass(frozen=True)
class Checked:
    """What was checked before anything was rendered.

    Attributes:
        files: the reports beside the outputs.
        ran: how many checks ran.
        skipped: those that did not, each with the reason.
        warnings: how many there are; an error stops the build.
        notes: likewise.
        accepted: findings that nobody is shown any more.
        citations: citation clusters in the text.
        works: works cited.
        verified: works of which every field was seen in a source; None where that was not checked.
    """

    files: tuple[File, ...]
    ran: int
    skipped: dict[str, str]
    warnings: int
    notes: int
    accepted: tuple[AcceptedCount, ...]
    citations: int
    works: int
    verified: int | None


@dataclass(frozen=True)
class Standard:
    """A standard of a format: met, as the tool with its version says, or not checked and why."""

    name: str
    tool: str
    unchecked: str


@dataclass(frozen=True)
class ProvenOutput:
    """One output.

    Attributes:
        format: the name of the format.
        name: of the file.
        beside: the files that it needs beside it.
        markers: how many citation markers stand in it as checked.
        works: how many items of the reference list.
        standards: those of its format.
    """

    format: str
    name: str
    sha256: str
    size: int
    beside: tuple[File, ...]
    markers: int
    works: int
    standards: tuple[Standard, ...]


At = dict[str, int | str]
"""A place in an output: `page`, `paragraph`, `file`, `anchor` or `line`, as far as the format has such places."""


@dataclass(frozen=True)
class CitedPlace:
    """One citation marker, where the source places it, and where each output that was read back prints it."""

    marker: str
    path: str
    line: int
    column: int
    numbers: tuple[int, ...]
    citekeys: tuple[str, ...]
    places: dict[str, At]


@dataclass(frozen=True)
class WorkEvidence:
    """What is known of a work: the status that the evidence file gives it, and which fields a source showed.

    `status` is `NO_FILE` or `NO_RECORD` where that is so; `unseen` are the printed fields that no source showed.
    """

    status: str
    seen: tuple[str, ...]
    unseen: tuple[str, ...]

    @property
    def is_verified(self) -> bool:
        """Whether every printed field was seen in a source."""
        return self.status not in (NO_FILE, NO_RECORD) and not self.unseen


@dataclass(frozen=True)
class Work:
    """One item of the reference list, as it was to be printed, and where each output prints it."""

    number: int
    citekey: str
    label: str
    text: str
    evidence: WorkEvidence
    places: dict[str, At]


@dataclass(frozen=True)
class Certificate:
    """Everything that is certified of a build.

    Attributes:
        version: of the form.
        manuscript: which one.
        assembled: the file that holds all of it for whoever recomputes this, in the folder of the outputs.
        settings: as used.
        style: the reference style.
        inputs: every file that the outputs are made of.
        checked: what was checked before anything was rendered.
        checks: the checks of the proof.
        outputs: one by one.
        citations: every marker, in the order of the text.
        works: every item of the reference list.
        tools: versions of what made and read the outputs.
        unseen: what no proof looks at.
    """

    version: int
    manuscript: Title
    assembled: File
    settings: Settings
    style: UsedStyle
    inputs: tuple[Input, ...]
    checked: Checked
    checks: tuple[str, ...]
    outputs: tuple[ProvenOutput, ...]
    citations: tuple[CitedPlace, ...]
    works: tuple[Work, ...]
    tools: dict[str, str]
    unseen: tuple[str, ...]


# --- as a file -------------------------------------------------------------------------------------------------------


def write(certificate: Certificate) -> bytes:
    """Return a certificate as JSON: one certificate is always the same bytes."""
    return store.pretty(certificate)


def read(data: bytes) -> Certificate:
    """Read a certificate.

    Raises:
        CertificateError: if the bytes are none, or one of a later version.
    """
    try:
        version = store.decode(data, _Versioned).version
        if version != VERSION:
            raise CertificateError(f"the certificate is of version {version}; this Collation reads version {VERSION}")
        return store.decode(data, Certificate)
    except store.FormError as error:
        raise CertificateError(f"is no certificate of Collation: {error}") from error


@dataclass(frozen=True)
class _Versioned:
    version: int


# --- of a build ------------------------------------------------------------------------------------------------------


def certify(
    document: Document,
    outputs: Sequence[Output],
    *,
    used: Settings,
    assembled: File,
    reports: Mapping[str, bytes],
    made_of: tuple[Input, ...],
) -> Certificate:
    """Return the certificate of outputs in which nothing differs from what was checked.

    Args:
        document: what was checked, numbered.
        outputs: read back.
        used: the settings.
        assembled: the file of the manuscript.
        reports: of the checks, by the names of the files; that for programs is `checked.json`.
        made_of: every file that the outputs are made of.

    Raises:
        CertificateError: if the report for programs is none.
    """
    return Certificate(
        version=VERSION,
        manuscript=_title(document),
        assembled=assembled,
        settings=used,
        style=style(document.style),
        inputs=made_of,
        checked=_checked(reports),
        checks=tuple(check.CODE for check in catalogue.CHECKS),
        outputs=tuple(map(_proven, outputs)),
        citations=tuple(_citations(document, outputs)),
        works=tuple(_works(document, outputs)),
        tools=tools(),
        unseen=UNSEEN,
    )


def settings(project: Project) -> Settings:
    """Return the settings of a project as a certificate has them."""
    values: dict[str, Any] = {item.name: getattr(project, item.name) for item in fields(Settings)}
    return Settings(**{**values, "severity": dict(project.severity), "per_file": dict(project.per_file)})


def inputs(project: Project, manuscript: Manuscript) -> tuple[Input, ...]:
    """Return every file that the outputs are made of.

    Texts count as they were read into the manuscript, all else as it lies in the project.

    Raises:
        OSError: if a file cannot be read.
    """
    return (*texts(manuscript.sources, settings(project)), *beside(project))


def texts(sources: Iterable[SourceFile], used: Settings) -> Iterator[Input]:
    """Yield the texts that a manuscript was read from; their bytes are made anew from their characters."""
    kinds: dict[str, InputKind] = {
        f"{used.manuscript}/metadata.yaml": "metadata",
        used.bibliography: "bibliography",
        used.evidence: "evidence",
    }
    for source in sources:
        data = data_of(source)
        yield Input(kinds.get(source.path, "section"), source.path, sha256(data), len(data))


def data_of(source: SourceFile) -> bytes:
    """Return the bytes of a text as they lay on the disk."""
    return ("\ufeff" if source.has_byte_order_mark else "").encode() + source.text.encode()


def style(used: Style) -> UsedStyle:
    """Return the reference style; its text only where nobody else could have the same file from Collation."""
    data = used.csl.read_bytes()
    ours = styles() / "csl" / used.csl.name
    is_own = used.csl.parent.name == "csl" and not (ours.is_file() and ours.read_bytes() == data)
    return UsedStyle(used.name, used.csl.name, sha256(data), data.decode("utf-8") if is_own else "")


@cache
def tools() -> dict[str, str]:
    """Return the versions of all that makes and reads the outputs, Collation first."""
    import re
    from importlib.metadata import PackageNotFoundError, requires, version

    needed = [
        re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in requires("collation") or () if "extra ==" not in line
    ]
    found = {"collation": version("collation"), "pandoc": pandoc.version()}
    for name in sorted(name.lower().replace("_", "-") for name in needed):
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # one that an older Python or another system does not need
            continue
    return found


def _title(document: Document) -> Title:
    matter = document.manuscript.front_matter
    first, second = (tree.plain_text(inlines_of(text)) for text in (matter.title.first, matter.title.second))
    return Title(first, second, matter.first_language, matter.second_language, matter.date)


# --- what was checked ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Summary:
    warnings: int
    notes: int
    citations: int
    works: int
    verified: int | None


@dataclass(frozen=True)
class _AcceptedFinding:
    check: str
    by: str


@dataclass(frozen=True)
class _SkippedCheck:
    check: str
    reason: str


@dataclass(frozen=True)
class _RunChecks:
    ran: tuple[str, ...]
    skipped: tuple[_SkippedCheck, ...]


@dataclass(frozen=True)
class _Report:
    summary: _Summary
    accepted: tuple[_AcceptedFinding, ...]
    checks: _RunChecks


def _checked(reports: Mapping[str, bytes]) -> Checked:
    files = tuple(File(name, sha256(data), len(data)) for name, data in reports.items())
    try:
        report = store.decode(reports["checked.json"], _Report)
    except store.FormError as error:
        raise CertificateError(f"checked.json is no report of `collate check`: {error}") from error
    accepted = Counter((item.by, item.check) for item in report.accepted)
    return Checked(
        files=files,
        ran=len(report.checks.ran),
        skipped={item.check: item.reason for item in report.checks.skipped},
        warnings=report.summary.warnings,
        notes=report.summary.notes,
        accepted=tuple(AcceptedCount(by, check, count) for (by, check), count in sorted(accepted.items())),
        citations=report.summary.citations,
        works=report.summary.works,
        verified=report.summary.verified,
    )


# --- what was proven -------------------------------------------------------------------------------------------------


def _proven(output: Output) -> ProvenOutput:
    comparison = output.comparison
    return ProvenOutput(
        format=output.format,
        name=Path(output.name).name,
        sha256=sha256(output.data),
        size=len(output.data),
        beside=tuple(File(name, sha256(data), len(data)) for name, data in output.beside),
        markers=len(comparison.intact),
        works=len(list(_items(comparison))),
        standards=tuple(Standard(verdict.standard, verdict.tool, verdict.unchecked) for verdict in comparison.verdicts),
    )


def _citations(document: Document, outputs: Sequence[Output]) -> Iterator[CitedPlace]:
    manuscript = document.manuscript
    citekeys: dict[int, list[str]] = defaultdict(list)
    for citekey, number in manuscript.citation_numbers.items():
        citekeys[number].append(citekey)
    compared = [output.comparison for output in outputs]
    places = [dict(_marker_places(comparison)) for comparison in compared]
    expected = compared[0].expected if compared else expect(document, "")
    for index, marker in enumerate(_markers(expected)):
        location = expected.cluster(marker).location
        printed = numbers(marker.text)
        yield CitedPlace(
            marker.text,
            location.path,
            location.line,
            location.column,
            printed,
            tuple(citekey for number in printed for citekey in citekeys[number]),
            {
                comparison.reading.format: place(known[index])
                for comparison, known in zip(compared, places, strict=True)
                if index in known
            },
        )


def _markers(expected: Expected) -> list[Marker]:
    return [marker for _, markers in sorted(expected.markers.items()) for marker in markers]


def _marker_places(comparison: Comparison) -> Iterator[tuple[int, Place]]:
    """Yield where each marker stands in an output, by its index among the markers: that is the same in all formats."""
    found = {id(marker): comparison.place(block, at) for marker, block, at in comparison.intact}
    for index, marker in enumerate(_markers(comparison.expected)):
        if id(marker) in found:
            yield index, found[id(marker)]


def _works(document: Document, outputs: Sequence[Output]) -> Iterator[Work]:
    manuscript = document.manuscript
    known = {item.citekey: item for item in manuscript.evidence}
    compared = [output.comparison for output in outputs]
    places = [dict(_items(comparison)) for comparison in compared]
    expected = expect(document, "")
    shown = [block for block in expected.blocks if block.kind == "reference"]
    for index, (item, block) in enumerate(zip(document.references, shown, strict=True)):
        entry = manuscript.bibliography.by_citekey[item.citekey]
        record = known.get(item.citekey)
        nothing = NO_FILE if "evidence" in manuscript.missing_parts else NO_RECORD
        yield Work(
            item.number,
            item.citekey,
            item.label,
            block.text,
            WorkEvidence(
                record.status if record else nothing,
                record.seen if record else (),
                evidence.unseen(entry, record),
            ),
            {
                comparison.reading.format: place(found[index])
                for comparison, found in zip(compared, places, strict=True)
                if index in found
            },
        )


def _items(comparison: Comparison) -> Iterator[tuple[int, Place]]:
    """Yield where each item of the reference list stands in an output, by its index among the items."""
    wanted = [index for index, block in enumerate(comparison.expected.blocks) if block.kind == "reference"]
    for index, block in enumerate(wanted):
        if block in comparison.pairs:
            yield index, comparison.place(comparison.pairs[block])


def place(found: Place) -> At:
    """Return a place as a certificate has it: what the format does not know is left out."""
    values = {item.name: getattr(found, item.name) for item in fields(Place)}
    return {name: value for name, value in values.items() if value}


def unverified(works: Collection[Work]) -> int:
    """Return how many works have a printed field that no source showed."""
    return sum(not work.evidence.is_verified for work in works)
