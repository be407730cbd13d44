r"""The value of a field as LaTeX: which characters stand bare in it, which commands, and what is mathematics.

The promises are pandoc's, which reads every entry before it is printed, and hold for LaTeX as well; tests compare them
with pandoc itself.
"""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass

from collation.model import BibliographyEntry, Field

_PRINTED = (
    "address author booksubtitle booktitle booktitleaddon chapter edition editor eventtitle institution issue "
    "issuesubtitle issuetitle journal journalsubtitle journaltitle location mainsubtitle maintitle number organization "
    "pages publisher school series shortjournal shortseries subtitle title titleaddon translator type venue version "
    "volume"
)
PRINTED = frozenset(_PRINTED.split())
"""Fields whose text is set in a reference list; `url`, `doi` and `eprint` are read as they stand."""

NAMES = frozenset(("author", "editor", "translator"))
"""Fields that hold names, joined by `and`."""

_ENTITY = re.compile(r"\\?&(?:amp;)*(?:\\?#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6})|[A-Za-z][A-Za-z0-9]{1,30});")
_MARK = re.compile(r"\\(?:[A-Za-z]+\*?|[^A-Za-z]|\Z)|\$\$?|[%&#_^{}]", re.DOTALL)
_VERBATIM = frozenset(("\\url", "\\nolinkurl", "\\path", "\\href"))


@dataclass(frozen=True)
class Mark:
    """A character or command that LaTeX acts on.

    Attributes:
        text: a bare `%`, `&`, `#`, `_`, `^`, `$` or `$$`, or a command with its backslash.
        start: where it starts, in characters of the value from 0.
        is_math: whether it stands in mathematics.
        depth: how many braces are open there.
    """

    text: str
    start: int
    is_math: bool
    depth: int


def printed(entry: BibliographyEntry) -> Iterator[Field]:
    """Yield the fields of an entry that are printed as text and have a value."""
    for item in entry.fields:
        if item.name in PRINTED and item.value:
            yield item


def marks(value: str) -> Iterator[Mark]:
    r"""Yield what LaTeX acts on, in order: all but braces, escaped characters' own sake, and addresses in `\url`."""
    is_math, depth, math_depth, position = False, 0, 0, 0
    while found := _MARK.search(value, position):
        text, position = found[0], found.end()
        if text == "{":
            depth += 1
        elif text == "}":
            depth -= 1
            if depth < math_depth:
                is_math, math_depth = False, 0
        elif text in _VERBATIM:
            position = behind_group(value, position)
        else:
            is_dollar = text[0] == "$"
            yield Mark(text, found.start(), is_math and not is_dollar, depth)
            if is_dollar:
                is_math = not is_math
            elif text in ("\\(", "\\["):
                is_math = True
            elif text in ("\\)", "\\]"):
                is_math = False
            elif text == "\\ensuremath" and not is_math and value.startswith("{", position):
                is_math, math_depth = True, depth + 1


def formulas(value: str) -> Iterator[tuple[int, int]]:
    """Yield where each formula between two `$` starts and ends."""
    dollars = [mark for mark in marks(value) if mark.text[0] == "$"]
    for first, last in zip(dollars[::2], dollars[1::2], strict=False):
        if first.text == last.text:
            yield first.start + len(first.text), last.start


def behind_group(value: str, position: int) -> int:
    """Return the offset behind the group in braces that starts at `position`; `position` where none starts."""
    if not value.startswith("{", position):
        return position
    depth = 0
    for index in range(position, len(value)):
        depth += {"{": 1, "}": -1}.get(value[index], 0)
        if not depth:
            return index + 1
    return len(value)


def unclosed_dollar(found: list[Mark]) -> Mark | None:
    """Return the last `$` of a value where their number is odd, so that mathematics begins and never ends."""
    dollars = [mark for mark in found if mark.text[0] == "$"]
    return dollars[-1] if len(dollars) % 2 else None


@dataclass(frozen=True)
class Entity:
    """A character entity of HTML in a value: as written, where it starts and ends, and what it stands for."""

    written: str
    start: int
    end: int
    character: str


def entities(value: str) -> list[Entity]:
    """Find the character entities of a value, also those whose `&` or `#` was escaped or became an entity itself."""
    found = []
    for match in _ENTITY.finditer(value):
        name = match[0].replace("\\", "")[1:]
        while name.startswith("amp;") and name != "amp;":
            name = name[4:]
        character = html.unescape(f"&{name}") if name[0] == "#" else html.entities.html5.get(name, "")
        if character:
            found.append(Entity(match[0], *match.span(), character))
    return found
