"""One output read back by the reader of its format, and compared with what was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Literal

from collation import standards
from collation.diagnostics import Diagnostic
from collation.document.numbered import Document
from collation.project import FORMATS, companions, suffix
from collation.proof import catalogue
from collation.proof.comparison import Comparison
from collation.proof.expected import expect
from collation.proof.reading import Fault, Reading, UnreadableOutputError
from collation.standards import Verdict

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


Asked = Literal["nobody", "inside", "tools"]
"""Of whom it is asked whether an output meets its standards: see `collation.standards`."""


def read_back(
    document: Document,
    format: str,
    path: Path,
    name: str,
    *,
    asked: Asked = "inside",
    root: Path = Path(),
    is_alone: bool = False,
) -> Output:
    """Read a file, and compare it with the document.

    Args:
        document: what was checked, numbered.
        format: that of the file.
        path: where it lies.
        name: what a person calls it.
        asked: of whom the standards are asked.
        root: the folder from which upwards tools are looked for.
        is_alone: whether it comes without the files that it needs beside it.

    Raises:
        OSError: if it cannot be read at all.
    """
    data = path.read_bytes()
    files = () if is_alone else tuple(_beside(path.parent, companions(format, data)))
    read = import_module(f"collation.proof.{format}").read
    arguments: dict[str, Any] = {}
    if companions(format, data):
        arguments["companions"] = None if is_alone else [file for file, _ in files]
    verdicts: tuple[Verdict, ...] = ()
    try:
        reading: Reading = read(data, **arguments)
    except UnreadableOutputError as error:
        reading = Reading(format, (), faults=(Fault("unreadable-output", str(error)),))
    else:
        verdicts = _verdicts(path, format, asked, root)
    expected = expect(document, format, has_spaces=reading.has_spaces)
    comparison = Comparison(expected, reading, name, verdicts=verdicts)
    return Output(format, name, data, files, comparison, catalogue.run(comparison))


def _verdicts(path: Path, format: str, asked: Asked, root: Path) -> tuple[Verdict, ...]:
    if asked == "nobody":
        return ()
    inside = standards.validate(path, format)
    if asked == "tools":
        return (*inside, *standards.validate_with_tools(path, format, root))
    return (*inside, *(Verdict(name, "", unchecked=NOT_ASKED) for name in standards.STANDARDS.get(format, ())))


def format_of(path: Path) -> str | None:
    """Return the format that the name of a file says, or None where it is none of ours."""
    return next((format for format in FORMATS if path.suffix.lower() == f".{suffix(format)}"), None)


def _beside(folder: Path, names: Sequence[str]) -> list[tuple[str, bytes]]:
    return [(name, (folder / name).read_bytes()) for name in names if (folder / name).is_file()]
