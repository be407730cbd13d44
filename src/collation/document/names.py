"""The name of an author in its parts, where those can be told; where not, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from collation import chinese

_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_DEGREE = re.compile(
    r"(?:M\.?D|Ph\.?D|D\.?Phil|[MB]\.?Sc|[MB]\.?[AS]|MPH|MBBS|MBA|D[DMV][DSM]|DO|RN|Pharm\.?D|FRC[SP])\.?"
)
_CAPITALS = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_INITIALS = re.compile(r"[A-Z]{1,2}|[A-Z]-[A-Z]")


Order = Literal["eastern", "western"]


@dataclass(frozen=True)
class PartedName:
    """A name of which it can be told what is what.

    Attributes:
        order: `eastern` where the surname stands first, as JATS has it in `name-style`.
        surname: with its particle, as in `van Buul`.
        given: the given names, or "".
        suffix: `Jr.`, `III`, or "".
    """

    order: Order
    surname: str
    given: str
    suffix: str = ""


def part(name: str, other: str = "") -> PartedName | None:
    """Return the parts of a name as the byline prints it, or None where nobody can vouch for them.

    `CHEN Wenbo` says by its capitals which part is the surname; `Chen Wenbo` does only where the name in characters,
    `other`, begins with a surname that Latin letters write so; of any other name in Latin letters the surname is the
    last word, with the particle before it, as BibTeX has it.

    Args:
        name: in one language.
        other: the same person's name in the manuscript's other language.
    """
    parts = chinese.split_name(name)
    if parts:
        return PartedName("eastern", *parts)
    if not re.search(r"[A-Za-z]", name) or chinese.HAN.search(name):
        return None
    words, suffix, has_degrees = _without_titles(name)
    found = _latin(words, other)
    if found is None or has_degrees:  # a degree is no part of a name
        return None
    return replace(found, suffix=suffix)


def filed(name: str, other: str = "") -> str:
    """Return a name as a library sorts it; one in characters begins with the surname, and so stays as it is."""
    parts = part(name, other)
    if parts is None or chinese.HAN.search(name) or not parts.given:
        return name
    return ", ".join(filter(None, (parts.surname, parts.given, parts.suffix)))


def _without_titles(name: str) -> tuple[list[str], str, bool]:
    """Return the words of a name, its suffix (`Jr.`), and whether degrees stand behind it (`Ann Alder, MD`).

    A surname that stands first with a comma, `van Buul, Pim`, is put where it is without one.
    """
    parts = [part.strip() for part in name.split(",")]
    suffix, has_degrees = "", False
    while len(parts) > 1 and (_SUFFIX.fullmatch(parts[-1]) or _DEGREE.fullmatch(parts[-1])):
        last = parts.pop()
        if _SUFFIX.fullmatch(last):
            suffix = last
        else:
            has_degrees = True
    words = " ".join(parts).split() if len(parts) != 2 else [*parts[1].split(), "\0", *parts[0].split()]
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    return words, suffix, has_degrees


def _latin(words: Sequence[str], other: str) -> PartedName | None:
    if "\0" in words:  # a comma said it
        place = words.index("\0")
        return PartedName("western", " ".join(words[place + 1 :]), " ".join(words[:place]))
    if len(words) < 2:
        return None
    capitals = [word.isupper() and _CAPITALS.fullmatch(word) is not None for word in words]
    if all(capitals):
        capitals = [capital and not _INITIALS.fullmatch(word) for word, capital in zip(words, capitals, strict=True)]
    orders: tuple[tuple[Order, list[bool]], ...] = (("eastern", capitals), ("western", capitals[::-1]))
    for order, marks in orders:
        count = next((index for index, mark in enumerate(marks) if not mark), 0)
        if count and not any(marks[count:]):
            return _parted(words, order, count)
    if any(map(str.isupper, filter(_CAPITALS.fullmatch, words))):
        return None
    known = chinese.split_name(other)
    if known:
        spellings = chinese.PINYIN.get(known[0], frozenset())
        first, last = words[0].lower() in spellings, words[-1].lower() in spellings
        return None if first == last else _parted(words, "eastern" if first else "western", 1)
    particle = next((index for index, word in enumerate(words[1:], start=1) if word[0].islower()), len(words) - 1)
    return _parted(words, "western", len(words) - particle)


def _parted(words: Sequence[str], order: Order, count: int) -> PartedName:
    """Take the first or the last words of a name for its surname."""
    place = count if order == "eastern" else len(words) - count
    first, last = " ".join(words[:place]), " ".join(words[place:])
    return PartedName(order, first, last) if order == "eastern" else PartedName(order, last, first)
