"""Typed citation numbers: what counts as one, in the source and in pandoc's document alike.

A group is a bracket that holds nothing but whole numbers from 1 to 999, separated or joined: `[10]`, `[3,5-7]`,
`［3，5～7］`, `[1、2]`.  Years have four digits, intervals often a zero or a decimal point, and `[95% CI]` and `[Ca2+]`
hold letters: none of these is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from collation.model import HIDDEN

DASHES = r"\-\u2010-\u2015\uff0d~\uff5e\u301c"
"""What joins a range, for a character class; a hyphen may be doubled or tripled."""

SEPARATORS = r",\uff0c\u3001;\uff1b"
"""What stands between the numbers of a group, for a character class."""

_DASH = rf"{HIDDEN}?(?:-{{1,3}}|[{DASHES}])"  # it may be escaped
_NUMBER = r"[1-9１-９]\d{0,2}"
INNER = rf"\s*{_NUMBER}(?:\s*(?:{HIDDEN}?[{SEPARATORS}]|{_DASH})\s*{_NUMBER})*\s*"
"""What stands between the brackets."""

OPENING, CLOSING = r"\[［【〔", r"\]］】〕"
"""The brackets, half-width and full-width, for a character class."""

GROUP = re.compile(rf"[{OPENING}]({INNER})[{CLOSING}]")
"""A whole group with its brackets."""

_MOST = 999
"""Nobody cites more works at one place."""

_PART = re.compile(rf"({_NUMBER})(?:\s*({_DASH})\s*({_NUMBER}))?")
_WHOLE = re.compile(INNER)
_AFTER = re.compile(rf"\s*{_DASH}")

# "95% CI [1, 3]", "IQR [8-15]", "范围[1，3]": an interval of whole numbers is announced by the words before it.
_INTERVAL = re.compile(r"(?:\b(?:CI|CrI|IQR|range|interval)|区间|间距|范围)\s*(?:为|[:：=,，])?\s*$", re.IGNORECASE)
_VALUES = re.compile(r"[\s\d.,…%％±+\-–—~～()（）/<>≤≥=]*")
_YEAR = re.compile(r"(?:19|20)\d\d年?")


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a group, or one range, and where it stands.

    Attributes:
        first: the number, or that which the range starts from.
        last: the number again, or that which the range runs to; in a reversed range it is lower.
        start: where the part starts, as all places here in characters of the text that was read.
        end: where it ends.
        first_end: where its first number ends.
        last_start: where its last number starts.
        dash: what joins a range, "" in a single number.
    """

    first: int
    last: int
    start: int
    end: int
    first_end: int
    last_start: int
    dash: str = ""

    @property
    def numbers(self) -> range:
        """The numbers that it means; a reversed range counts down, so that a check can see it."""
        step = 1 if self.first <= self.last else -1
        return range(self.first, self.last + step, step)

    @property
    def places(self) -> Iterator[tuple[int, int, int]]:
        """Each number with where it starts and ends; one that a range leaves unsaid stands where the range does."""
        for number in self.numbers:
            if number == self.first:
                yield number, self.start, self.first_end
            elif number == self.last:
                yield number, self.last_start, self.end
            else:
                yield number, self.start, self.end


def parts(inner: str, offset: int = 0) -> tuple[Part, ...] | None:
    """Return the numbers and ranges of a group, or None where its inner text is not a group's.

    Args:
        inner: what stands between the brackets.
        offset: where that starts in the text that was read.
    """
    if not _WHOLE.fullmatch(inner):
        return None
    found: list[Part] = []
    size = 0
    for match in _PART.finditer(inner):
        last = match[3] or match[1]
        end = offset + match.end()
        part = Part(
            first=int(match[1]),
            last=int(last),
            start=offset + match.start(),
            end=end,
            first_end=offset + match.end(1),
            last_start=end - len(last),
            dash=(match[2] or "").removeprefix(HIDDEN),
        )
        size += len(part.numbers)
        if size > _MOST or _AFTER.match(inner, match.end()):  # 1-3-5: a range of a range means nothing
            return None
        found.append(part)
    return tuple(found)


def numbers(inner: str) -> tuple[int, ...] | None:
    """Return the numbers that a group means, ranges written out, or None where its inner text is not a group's.

    A reversed range counts down: `7-5` is 7, 6, 5.
    """
    found = parts(inner)
    return None if found is None else tuple(number for part in found for number in part.numbers)


def is_interval(before: str) -> bool:
    """Whether the words before a group announce an interval, so that the numbers are not citations."""
    return _INTERVAL.search(before[-24:]) is not None


def is_value_cell(cell: str) -> bool:
    """Whether a table's cell holds only values, as in `12 [8-15]`, so that its brackets are no citations.

    A lone year is no value: `2017 [5]` says when a work appeared and which.
    """
    rest = GROUP.sub("", cell).strip()
    return bool(rest) and _VALUES.fullmatch(rest) is not None and not _YEAR.fullmatch(rest)
