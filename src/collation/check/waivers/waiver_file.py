"""The file of the waivers: findings that a project accepts, each with the reason why."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from collation import numbers
from collation.diagnostics import CollationError, Diagnostic, Lines, Location
from collation.project import Project, toml_fault

CITED = re.compile(
    rf"(?:\^|<sup>)?(?:\\?[{numbers.OPENING}]{numbers.INNER}\\?[{numbers.CLOSING}]|\[[^\[\]]*@[^\[\]]*\])(?:\^|</sup>)?",
    re.IGNORECASE,
)
"""A citation as it stands in a source line: its numbers change where works are renumbered."""

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*waiver[ \t]*\]\]", re.MULTILINE)
_KEYS = ("check", "citekey", "path", "text", "reason")
_FORM = (
    'a waiver is written [[waiver]], then check, citekey or path, and reason, each on a line: check = "uncited-entry"'
)


class WaiverError(CollationError):
    """The waivers cannot be read; the message says where and why, for a person."""


@dataclass(frozen=True)
class Waiver:
    """A finding that the project accepts.

    Attributes:
        check: the name of the check.
        citekey: the entry of which the finding speaks, or "" for any.
        path: the file in which it stands, or "" for any.
        text: words of the line on which it stands, or "" for any: they go with the line where edits move it.
        reason: why it is accepted.
        location: where the waiver stands.
    """

    check: str
    citekey: str
    path: str
    text: str
    reason: str
    location: Location

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        place = " at ".join(part for part in (self.path, f"“{self.text}”" if self.text else "") if part)
        return " in ".join(part for part in (self.citekey, place) if part)

    def accepts(self, found: Diagnostic, line: str) -> bool:
        """Whether a finding is the one meant; `line` is the source line on which it stands."""
        return (
            found.code == self.check
            and self.citekey in ("", found.citekey)
            and self.path in ("", found.location.path)
            and self._stands_in(line)
        )

    def _stands_in(self, line: str) -> bool:
        """Whether a line has the words, whatever works are cited among them; of a mere citation its numbers count."""
        if normalised(self.text) in normalised(line):
            return True
        words = normalised(CITED.sub("[#]", self.text))
        return bool(words.replace("[#]", "").strip()) and words in normalised(CITED.sub("[#]", line))


def normalised(text: str) -> str:
    """Return a text with every run of white space as one space: what an edit of the layout leaves as it was."""
    return " ".join(text.split())


def read(project: Project) -> tuple[Waiver, ...]:
    """Read the project's waivers; none where it has no such file.

    Raises:
        WaiverError: if the file is not what it must be, with the file and the line.
    """
    name = project.waivers
    try:
        text = project.path(name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise WaiverError(f"{name}:1: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise WaiverError(f"{name}:{line}: is not UTF-8") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where, fault = toml_fault(error, text)
        raise WaiverError(f"{name}:{where}: not valid TOML: {fault}") from error
    except RecursionError as error:
        raise WaiverError(f"{name}:1: not valid TOML: nested too deeply") from error
    tables = data.pop("waiver", [])
    if data:
        raise WaiverError(f"{name}:1: has {', '.join(map(repr, data))}; {_FORM}")
    lines = Lines(name, text)
    count = len(tables) if isinstance(tables, list) else 0
    headers = [lines.location(offset, length) for offset, length in _headers(text, count)]
    if not isinstance(tables, list) or len(tables) != len(headers):
        raise WaiverError(f"{name}:1: {_FORM}")
    return tuple(_waiver(table, place) for table, place in zip(tables, headers, strict=True))


def _headers(text: str, count: int) -> Iterator[tuple[int, int]]:
    """Yield where each `[[waiver]]` stands, and its length; the reader of TOML keeps no places.

    One inside a text of several lines is none: what stands before it is then not TOML.  Where there are as many as
    waivers nobody need look.
    """
    found = list(_HEADER.finditer(text))
    for header in found:
        if len(found) != count:
            try:
                tomllib.loads(text[: header.start()])
            except tomllib.TOMLDecodeError:
                continue
        start = header.start() + header[0].index("[")
        yield start, header.end() - start


def _waiver(table: Any, place: Location) -> Waiver:
    """Return one waiver.

    Raises:
        WaiverError: if it lacks what it needs, or has what no waiver has.
    """

    def fault(message: str) -> WaiverError:
        return WaiverError(f"{place.path}:{place.line}: {message}")

    for key, value in table.items():
        if key not in _KEYS:
            raise fault(f"a waiver has no {key!r}; it has {', '.join(_KEYS)}")
        if not isinstance(value, str) or not value.strip():
            raise fault(f"{key} must be a text that is not empty")
    for key in ("check", "reason"):
        if key not in table:
            raise fault(f"the waiver has no {key}")
    if "citekey" not in table and "path" not in table:
        raise fault("the waiver names neither citekey nor path, so that nobody knows what it accepts")
    values = {key: table.get(key, "").strip() for key in _KEYS}
    return Waiver(**values, location=place)
