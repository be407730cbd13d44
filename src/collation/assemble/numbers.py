"""Typed citation numbers: what counts as one, in the source and in pandoc's document alike.

A group is a bracket that holds nothing but whole numbers from 1 to 999, separated or joined: `[10]`, `[3,5-7]`,
`［3，5～7］`, `[1、2]`.  Years have four digits, intervals often a zero or a decimal point, and `[95% CI]` and `[Ca2+]`
hold letters: none of these is one.
"""

from __future__ import annotations

import re

_DASH = r"(?:-{1,3}|[\u2010-\u2015\uff0d~\uff5e\u301c])"
_SEPARATOR = r"[,\uff0c\u3001;\uff1b]"
_NUMBER = r"[1-9１-９]\d{0,2}"
INNER = rf"\s*{_NUMBER}(?:\s*(?:{_SEPARATOR}|{_DASH})\s*{_NUMBER})*\s*"
"""What stands between the brackets."""

OPENING, CLOSING = r"\[［【〔", r"\]］】〕"
"""The brackets, half-width and full-width, for a character class."""

GROUP = re.compile(rf"[{OPENING}]({INNER})[{CLOSING}]")
"""A whole group with its brackets."""

_MOST = 999
"""Nobody cites more works at one place."""

_RANGE = re.compile(rf"({_NUMBER})\s*{_DASH}\s*({_NUMBER})")
_PARTS = re.compile(rf"\s*{_SEPARATOR}\s*")

# "95% CI [1, 3]", "IQR [8-15]", "范围[1，3]": an interval of whole numbers is announced by the words before it.
_INTERVAL = re.compile(r"(?:\b(?:CI|CrI|IQR|range|interval)|区间|间距|范围)\s*(?:为|[:：=,，])?\s*$", re.IGNORECASE)
_VALUES = re.compile(r"[\s\d.,…%％±+\-–—~～()（）/<>≤≥=]*")
_YEAR = re.compile(r"(?:19|20)\d\d年?")


def numbers(inner: str) -> tuple[int, ...] | None:
    """Return the numbers that a group means, ranges written out, or None where its inner text is not a group's.

    A reversed range counts down, so that a check can see it: `7-5` is 7, 6, 5.
    """
    if not re.fullmatch(INNER, inner):
        return None
    found: list[int] = []
    for part in _PARTS.split(inner.strip()):
        joined = _RANGE.fullmatch(part)
        if joined:
            first, last = int(joined[1]), int(joined[2])
            found.extend(range(first, last + 1) if first <= last else range(first, last - 1, -1))
        elif part.isdigit():
            found.append(int(part))
        else:  # 1-3-5: a range of a range means nothing
            return None
        if len(found) > _MOST:
            return None
    return tuple(found)


def is_interval(before: str) -> bool:
    """Whether the words before a group announce an interval, so that the numbers are not citations."""
    return _INTERVAL.search(before[-24:]) is not None


def is_value_cell(cell: str) -> bool:
    """Whether a table's cell holds only values, as in `12 [8-15]`, so that its brackets are no citations.

    A lone year is no value: `2017 [5]` says when a work appeared and which.
    """
    rest = GROUP.sub("", cell).strip()
    return bool(rest) and _VALUES.fullmatch(rest) is not None and not _YEAR.fullmatch(rest)
