"""One output read back by the reader of its format, and compared with what was checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Literal

from collation import limits, standards
from collation.diagnostics import Diagnostic
from collation.document.numbered import Document
from collation.garbage import collector_paused
from collation.project import FORMATS, Project, companions, suffix
from collation.proof import catalogue, look, shown
from collation.proof.comparison import Comparison
from collation.proof.expected import expect
from collation.proof.identity import traces
from collation.proof.reading import Fault, Reading, UnreadableOutputError
from collation.proof.shown import Sight
from collation.standards import Places, Verdict

NOT_ASKED: Final = "no tool was asked; collate proof --standards asks those that are installed"


@dataclass(frozen=True, eq=False)
class Output:
    """A file in one format, and what became of the proof of it.

    Attributes:
        format: the name of the format.
        name: the file as a person knows it.
        data: its bytes.
        beside: the files that it needs beside it, by name; those that are not there are left out.
        comparison: of what was read back with what was checked.
        findings: in what it is not what was checked.
    """

    format: str
    name: str
    data: bytes
    beside: tuple[tuple[str, bytes], ...]
    comparison: Comparison
    findings: tuple[Diagnostic, ...]


Asked = Literal["nobody", "inside"] | Places
"""Of whom it is asked whether an output meets its standards: of nobody, of the validators inside this process, or of
tools besides, and then in which folders those of npm are looked for.  See `collation.standards`.
"""


def read_all(
    document: Document,
    files: Mapping[str, tuple[Path, str]],
    *,
    asked: Asked = "inside",
    is_blinded: bool = False,
    styled_by: Project | None = None,
) -> list[Output]:
    """Read the outputs of a build, and compare each with the document.

    Args:
        document: what was checked, numbered.
        files: where each output lies and what a person calls it, by format.
        asked: of whom the standards are asked.
        is_blinded: whether the outputs are to hide who wrote them, as copies for blinded review do.
        styled_by: the project whose styles they are to have; without it they are not compared with any.

    Raises:
        OSError: if one cannot be read at all.
    """
    found: dict[str, _File] = {}
    with collector_paused(), standards.validating() as inside:
        # Word's is first, for its validator takes longest; it runs in a process of its own while the others are read.
        for format in sorted(files, key=lambda name: name != "docx"):
            path, name = files[format]
            found[format] = _read(format, path, name)
            if asked != "nobody" and found[format].is_readable:
                inside.begin(path, format)
        # The verdicts come last.
        return [
            _compared(
                document,
                found[format],
                *_asked(found[format], path, asked, inside),
                is_blinded=is_blinded,
                styled_by=styled_by,
            )
            for format, (path, _) in files.items()
        ]


def read_alone(
    document: Document,
    format: str,
    path: Path,
    *,
    asked: Asked = "nobody",
    is_rejected: bool = False,
    is_blinded: bool = False,
    styled_by: Project | None = None,
) -> Output:
    """Read one file that comes without those that it needs beside it, and compare it with the document.

    Args:
        document: what was checked, numbered.
        format: that of the file.
        path: where it lies.
        asked: of whom the standards are asked.
        is_rejected: whether its tracked changes are read as if none had been made, where its format has any.
        is_blinded: whether it is to hide who wrote it.
        styled_by: the project whose styles it is to have; without it they are not compared with any.

    Raises:
        OSError: if it cannot be read at all.
    """
    found = _read(format, path, path.as_posix(), is_alone=True, is_rejected=is_rejected)
    with standards.validating() as inside:
        if asked != "nobody" and found.is_readable:
            inside.begin(path, format)
        return _compared(
            document, found, *_asked(found, path, asked, inside), is_blinded=is_blinded, styled_by=styled_by
        )


@dataclass(frozen=True, eq=False)
class _File:
    """A file as it was read."""

    format: str
    name: str
    data: bytes
    beside: tuple[tuple[str, bytes], ...]
    reading: Reading

    @property
    def is_readable(self) -> bool:
        """Whether a reader could read it at all."""
        return not any(fault.kind == "unreadable-output" for fault in self.reading.faults)


def _read(format: str, path: Path, name: str, *, is_alone: bool = False, is_rejected: bool = False) -> _File:
    size = path.stat().st_size
    if size > limits.FILE:
        fault = Fault("unreadable-output", f"it has {size >> 20} MiB, more than any document needs")
        return _File(format, name, b"", (), Reading(format, (), faults=(fault,)))
    data = path.read_bytes()
    files = () if is_alone else tuple(_beside(path.parent, companions(format, data)))
    arguments: dict[str, Any] = {"changes": "rejected"} if is_rejected and format == "docx" else {}
    if companions(format, data):
        arguments["companions"] = None if is_alone else [file for file, _ in files]
    try:
        reading: Reading = import_module(f"collation.proof.{format}").read(data, **arguments)
        _limit(reading)
    except UnreadableOutputError as error:
        reading = Reading(format, (), faults=(Fault("unreadable-output", str(error)),))
    return _File(format, name, data, files, reading)


def _limit(reading: Reading) -> None:
    """Raise an UnreadableOutputError for more text than can be compared while a person waits."""
    count, characters = len(reading.blocks), sum(len(block.text) for block in reading.blocks)
    if count > limits.BLOCKS:
        raise UnreadableOutputError(f"it has {count} paragraphs and the like, more than any article needs")
    if characters > limits.CHARACTERS:
        raise UnreadableOutputError(f"it has {characters} characters, more than any article needs")


def _compared(
    document: Document,
    file: _File,
    verdicts: Sequence[Verdict],
    sights: Sequence[Sight],
    *,
    is_blinded: bool,
    styled_by: Project | None,
) -> Output:
    expected = expect(document, file.format, has_spaces=file.reading.has_spaces)
    said = traces(file.format, file.data, dict(file.beside)) if is_blinded else ()
    comparison = Comparison(
        expected,
        file.reading,
        file.name,
        verdicts=verdicts,
        is_blinded=is_blinded,
        traces=said,
        look=None if styled_by is None else look.look(document, styled_by, file.format),
    )
    found = catalogue.run(comparison)
    found = (*found, *shown.findings(comparison, sights, found))
    return Output(file.format, file.name, file.data, file.beside, comparison, found)


def _asked(
    file: _File, path: Path, asked: Asked, inside: standards.Validating
) -> tuple[tuple[Verdict, ...], tuple[Sight, ...]]:
    """Return what is said of an output, and what a browser shows of it."""
    if asked == "nobody":
        return (), ()
    is_page = file.format in shown.FORMATS
    if not file.is_readable:
        reason = "it cannot be read"
        unread = (Verdict(shown.STANDARD, "", unchecked=reason),) if is_page else ()
        return (*standards.unasked(file.format, reason), *unread), ()
    if asked == "inside":
        names = (*standards.STANDARDS.get(file.format, ()), *((shown.STANDARD,) if is_page else ()))
        unasked = (Verdict(name, "", unchecked=NOT_ASKED) for name in names)
        return (*inside.verdicts(file.format), *unasked), ()
    said = (*inside.verdicts(file.format), *standards.validate_with_tools(path, file.format, asked))
    if not is_page:
        return said, ()
    verdict, sights = shown.look(path, file.format, asked)
    return (*said, verdict), sights


def format_of(path: Path) -> str | None:
    """Return the format that the name of a file says, or None where it is none of ours."""
    return next((format for format in FORMATS if path.suffix.lower() == f".{suffix(format)}"), None)


def _beside(folder: Path, names: Sequence[str]) -> list[tuple[str, bytes]]:
    return [(name, (folder / name).read_bytes()) for name in names if (folder / name).is_file()]
