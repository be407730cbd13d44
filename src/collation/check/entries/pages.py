"""Pages as an entry names them: ranges told apart from article numbers, and abbreviated ranges from reversed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from collation.model import BibliographyEntry, Field, Manuscript

_PIECE = re.compile(r"[^,;，；、]+")
# What certainly joins two pages; a single hyphen may also be part of one page (A1-1--A1-5).
_JOINT = re.compile(r"\s*(?:--+|[–—―−‐‑‒－~～〜至到]+|\\text(?:en|em)dash(?:\{\}|\s))\s*")
_HYPHEN = re.compile(r"\s*-\s*")
_NOT_PAGE = re.compile(
    r"\s*(?:pp?\.[\s~]*|pp(?=[\s\d~])[\s~]*|p\s+|pages?\b[\s.~]*|第\s*(?=[0-9A-Za-z][0-9A-Za-z\s至到、，,～~—–.-]*页?\s*$)|页码?\s*[:：]?\s*)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"([A-Za-z]{0,8}?)([0-9]{1,12})((?:\.?[A-Za-z][A-Za-z0-9]{0,8})?)")
_ROMAN = re.compile(
    r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})|c{1,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE
)
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# The form of nearly every range, seen at a glance.
_PLAIN = re.compile(r"([0-9]{1,6})--?([0-9]{1,6})")

LONGEST = 200
"""How many characters a value of pages can have; a longer one is some other text."""


@dataclass(frozen=True)
class PageRange:
    """A first and a last page; offsets count the characters of the value from 0.

    Attributes:
        start: where the first page starts.
        end: where the last one ends.
        first: the first page as written.
        last: the last page as written.
        whole_last: the last page with the digits that it leaves to the first, or "" where it leaves none.
        is_reversed: whether the range runs backwards, however it is read.
    """

    start: int
    end: int
    first: str
    last: str
    whole_last: str = ""
    is_reversed: bool = False


def without_label(value: str) -> int:
    """Return how many characters at the start of a value are a label such as `pp.`, not a page."""
    found = _NOT_PAGE.match(value)
    return found.end() if found else 0


@lru_cache(maxsize=1 << 16)
def ranges(value: str) -> tuple[PageRange, ...]:
    """Return every range of pages in a value; article numbers, single pages and what cannot be read are none."""
    return tuple(_ranges(value)) if len(value) <= LONGEST else ()


def page_ranges(manuscript: Manuscript) -> Iterator[tuple[BibliographyEntry, Field, PageRange]]:
    """Yield every range of pages of the bibliography, with its entry and field."""
    for entry in manuscript.bibliography.entries:
        field = entry.field("pages")
        for found in ranges(field.value) if field else ():
            assert field
            yield entry, field, found


def _ranges(value: str) -> Iterator[PageRange]:
    plain = _PLAIN.fullmatch(value)
    if plain and (len(plain[1]), plain[1]) <= (len(plain[2]), plain[2]):
        yield PageRange(0, len(value), plain[1], plain[2])
        return
    for piece in _PIECE.finditer(value):
        skipped = without_label(piece[0])
        text = piece[0][skipped:].rstrip(" .页\t\r\n")
        start = piece.start() + skipped
        joints = [*_JOINT.finditer(text)] or [*_HYPHEN.finditer(text)]
        if len(joints) != 1:
            continue
        lead = len(text) - len(text.lstrip())
        first, last = text[lead : joints[0].start()], text[joints[0].end() :]
        if first and last:
            is_wide = "-" not in joints[0][0] or "--" in joints[0][0]
            yield _range(start + lead, start + len(text), first, last, is_wide=is_wide)


def _range(start: int, end: int, first: str, last: str, *, is_wide: bool) -> PageRange:
    """Read two pages; `is_wide` says that more than a hyphen joins them, which can stand in a page's own number."""
    if _ROMAN.fullmatch(first) and _ROMAN.fullmatch(last):
        return PageRange(start, end, first, last, is_reversed=_roman(first) > _roman(last))
    one, two = _PAGE.fullmatch(first), _PAGE.fullmatch(last)
    # 236802-1 is page 1 of the article 236802; no volume has so many pages
    if one and two and len(one[2]) > 5 and len(two[2]) < len(one[2]):
        return PageRange(start, end, first, last)
    if not one or not two or (two[1] and two[1].lower() != one[1].lower()) or int(two[2]) >= int(one[2]):
        return PageRange(start, end, first, last)
    if len(two[2]) < len(one[2]):
        whole = one[2][: -len(two[2])] + two[2]
        if int(whole) > int(one[2]):
            return PageRange(start, end, first, last, f"{two[1]}{whole}{two[3]}")
        if whole == one[2] and not is_wide and len(one[2]) < 3:  # 12-2 may be page 2 of section 12
            return PageRange(start, end, first, last)
    return PageRange(start, end, first, last, is_reversed=True)


def _roman(text: str) -> int:
    values = [_ROMAN_VALUE[letter] for letter in text.lower()]
    return sum(-value if value < max(values[index + 1 :], default=0) else value for index, value in enumerate(values))
