"""What is wrong, where, and what to do about it: the values that every check yields, and how they are shown."""

from __future__ import annotations

import os
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TextIO


class CollationError(Exception):
    """What was asked for cannot be done; the message tells a person why, so no traceback is shown."""


FAILURES = (CollationError, OSError, MemoryError, RecursionError)
"""What files and machines can do to a run; any other exception is a mistake of ours and is shown with its traceback."""


def reason(error: BaseException) -> str:
    """Say in a sentence why something could not be done."""
    if isinstance(error, OSError):
        return f"{error.filename or 'the disk'}: {error.strerror or error}"
    if isinstance(error, RecursionError):
        return "a text is nested too deeply to be read"
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    return str(error)


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

    def overlaps(self, other: Location) -> bool:
        """Whether two places share a character; of one that goes on over lines, only the first line counts."""
        is_near = (self.path, self.line) == (other.path, other.line)
        return is_near and self.column < other.column + other.length and other.column < self.column + self.length


class Severity(StrEnum):
    """How much a finding matters: an error stops the build, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Edit:
    """A stretch of a file that is to be replaced, and what by.

    `start` and `end` count the characters of the file from 0, a byte order mark not counted: `start` is -1 where the
    mark itself is meant.  All other bytes of the file stay as they are.
    """

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Fix:
    """How a fault can be mended.

    A safe fix keeps the meaning and may be made unseen (`--fix`); any other is offered, for a person to decide.
    `encoding` is set where the whole file is to be saved as UTF-8 and is now in that encoding; then there are no edits.
    """

    edits: tuple[Edit, ...]
    is_safe: bool
    message: str
    """What it does, in the imperative: `write the dash as -`."""
    encoding: str = ""


@dataclass(frozen=True)
class Diagnostic:
    """One finding of one check.

    `message` says the fault in lower case without a full stop, `help` what to do; `code` is the name of the check and
    `citekey` the entry of which the finding speaks, where it speaks of one.
    """

    code: str
    severity: Severity
    location: Location
    message: str
    help: str = ""
    citekey: str = ""
    fix: Fix | None = None

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
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        end = self.text.find("\n", offset)
        rest = (len(self.text) if end == -1 else end) - offset
        return Location(self.path, line, offset - start + 1, max(1, min(length, rest)))

    def offset(self, location: Location) -> int:
        """Return where a place of this text starts, in characters from 0."""
        return self._starts[location.line - 1] + location.column - 1


@dataclass(frozen=True)
class Screen:
    """What a report is written for: a terminal with its colours and width in cells, or a file."""

    is_coloured: bool = False
    width: int = 100

    @classmethod
    def of(cls, stream: TextIO) -> Screen:
        """Return what a stream can show; a user may ask for plain text (no-color.org)."""
        if not stream.isatty():
            return cls()
        import shutil

        is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        return cls(not is_plain, max(40, shutil.get_terminal_size().columns))

    def paint(self, code: str, text: str) -> str:
        """Return a text in one of the colours of a terminal (ECMA-48), or as it is."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.is_coloured else text


FILE = Screen()
"""What a report is written for when nobody looks: no colours, and a width of its own."""


def show(stream: TextIO, text: str) -> None:
    """Write to a stream at once; a character that its encoding lacks is written as an escape."""
    encoding = getattr(stream, "encoding", None) or "utf-8"  # doit puts a writer of its own in the place of a stream
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:  # `collate check | head`: the reader has seen enough, and the work goes on
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: `1 entry`, `2 entries`, `0 works`."""
    several = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count} {noun if count == 1 else several}"


_LINE_ENDS = str.maketrans("\t\n\r", "   ")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    """Return a text of the same length in which nothing is hidden and nothing commands the terminal.

    An invisible character is often why a citekey is not found; an escape sequence in a file could rewrite the report.
    """
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in _UNSEEN else character
        for character in text.translate(_LINE_ENDS)
    )


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: a Chinese character takes two (Unicode Annex 11)."""
    width = 0
    for character in text:
        if unicodedata.category(character) not in ("Mn", "Me"):
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def _excerpt(line: str, location: Location, width: int) -> tuple[str, str]:
    """Return the part of a source line around a place, no wider than `width` cells, and the carets beneath it."""
    first = location.column - 1
    last = first + location.length
    start, end = 0, _fitting(line, width)
    if end < len(line):
        if last >= end:
            behind = cells(line[first : first + width])
            start = first - _fitting(line[:first][::-1], max(width // 3, width - 1 - behind))
        room = width - (start > 0)
        end = start + _fitting(line[start:], room)
        if end < len(line):
            end = start + _fitting(line[start:], room - 1)
    shown = ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
    return shown, " " * (cells(line[start:first]) + (start > 0)) + "^" * max(1, cells(line[first : min(last, end)]))


def _fitting(text: str, room: int) -> int:
    """Return how many of a text's characters fit into some cells."""
    for count, character in enumerate(text):
        room -= cells(character)
        if room < 0:
            return count
    return len(text)


def write_text(
    diagnostics: Iterable[Diagnostic],
    read_line: Callable[[Location], str | None],
    screen: Screen = FILE,
) -> str:
    """Write findings for a person: place, fault, the source line with a caret, and help.

    Args:
        diagnostics: the findings, in the order in which they are to be shown.
        read_line: returns the source line of a place, or None where it cannot be shown.
        screen: what the text is written for.
    """
    return "\n".join(_write_one(found, read_line(found.location), screen) for found in diagnostics)


def _write_one(found: Diagnostic, line: str | None, screen: Screen) -> str:
    colour = _COLOURS[found.severity]
    place, message = visible(str(found.location)), visible(found.message)
    severity = screen.paint(f"1;{colour}", found.severity) + screen.paint(colour, f"[{found.code}]")
    parts = [f"{screen.paint('1', place)}: {severity}: {message}\n"]
    if line is not None and line.strip():
        margin = f"   {found.location.line} "
        bar = screen.paint("2", "│")
        shown, carets = _excerpt(visible(line), found.location, screen.width - len(margin) - 2)
        parts.append(f"{margin}{bar} {shown}\n{' ' * len(margin)}{bar} {screen.paint(colour, carets)}\n")
    if found.help:
        parts.append(f"  {screen.paint('1', 'help:')} {visible(found.help)}\n")
    return "".join(parts)
