"""What is wrong, where, and what to do about it: the values that every check yields, and how they are shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class CollationError(Exception):
    """What was asked for cannot be done; the message tells a person why, so no traceback is shown."""


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file of the project.

    Lines and columns count from 1; a column counts characters (Unicode code points), not bytes or cells of a
    terminal.  `path` is relative to the project, with forward slashes, so that a report is the same everywhere.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(StrEnum):
    """How much a finding matters: an error stops the build, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Diagnostic:
    """One finding of one check.

    `message` says the fault in lower case without a full stop, `help` what to do; `code` is the name of the check.
    """

    code: str
    severity: Severity
    location: Location
    message: str
    help: str = ""

    def with_severity(self, severity: Severity) -> Diagnostic:
        """Return the same finding at another severity."""
        return replace(self, severity=severity)


def sort(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Order findings as a person reads them: by file, line and column, then by name."""
    return tuple(sorted(diagnostics, key=lambda found: (found.location, found.code, found.message)))


class Lines:
    """Turns an offset in a text into the line and column that a person sees."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts = [0]
        position = text.find("\n")
        while position != -1:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def location(self, offset: int, length: int = 1) -> Location:
        """Return where `offset` lies; `length` characters of that line belong to the place."""
        low, high = 0, len(self._starts)
        while high - low > 1:
            middle = (low + high) // 2
            if self._starts[middle] <= offset:
                low = middle
            else:
                high = middle
        start = self._starts[low]
        end = self.text.find("\n", offset)
        rest = (len(self.text) if end == -1 else end) - offset
        return Location(self.path, low + 1, offset - start + 1, max(1, min(length, rest)))


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: a Chinese character takes two (Unicode Annex 11)."""
    width = 0
    for character in text:
        if unicodedata.combining(character):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_MAX_EXCERPT = 160


def _excerpt(line: str, location: Location) -> tuple[str, str]:
    """Return the part of a source line that is worth showing and the caret line beneath it."""
    line = line.expandtabs(1).rstrip("\r\n")
    first = location.column - 1
    start = 0
    if len(line) > _MAX_EXCERPT:
        start = max(0, first - _MAX_EXCERPT // 2)
        line = ("…" if start else "") + line[start : start + _MAX_EXCERPT]
        start -= 1 if start else 0
    head = line[: first - start]
    marked = line[first - start : first - start + location.length] or " "
    return line, " " * cells(head) + "^" * cells(marked)


def write_text(
    diagnostics: Iterable[Diagnostic],
    read_line: Callable[[Location], str | None],
    *,
    is_coloured: bool = False,
) -> str:
    """Write findings for a person: place, fault, the source line with a caret, and help.

    Args:
        diagnostics: the findings, in the order in which they are to be shown.
        read_line: returns the source line of a place, or None where it cannot be shown.
        is_coloured: whether to use the colours of a terminal.
    """

    def paint(code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if is_coloured else text

    parts = []
    for found in diagnostics:
        colour = _COLOURS[found.severity]
        parts.append(
            f"{paint('1', str(found.location))}: {paint(f'1;{colour}', found.severity)}"
            f"{paint(colour, f'[{found.code}]')}: {found.message}\n"
        )
        line = read_line(found.location)
        if line is not None and line.strip():
            shown, carets = _excerpt(line, found.location)
            number = str(found.location.line)
            margin = " " * len(number)
            parts.append(
                f"   {number} {paint('2', '│')} {shown}\n   {margin} {paint('2', '│')} {paint(colour, carets)}\n"
            )
        if found.help:
            parts.append(f"  {paint('1', 'help:')} {found.help}\n")
    return "".join(parts)
