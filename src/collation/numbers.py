"""Typed citation numbers: what counts as one, in the source and in pandoc's document alike.

A group is a bracket that holds nothing but whole numbers from 1 to 999, separated or joined: `[10]`, `[3,5-7]`,
`［3，5～7］`, `[1、2]`.  Years have four digits, intervals often a zero or a decimal point, and `[95% CI]` and `[Ca2+]`
hold letters: none of these is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

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

_WRITTEN = re.compile(
    rf"(?P<raised>\^|<sup>)?\\?(?P<opening>[{OPENING}])(?P<inner>{INNER})(?P<escape>\\?)(?P<closing>[{CLOSING}])",
    re.IGNORECASE,
)
_AROUND = re.compile(r"(?P<before>\D*)(?P<inner>\d.*\d|\d)(?P<after>\D*)", re.DOTALL)

SHORTEST_RANGE = 3
"""So many works in a row are written as a range; of two, both forms are used."""

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


@dataclass(frozen=True)
class Form:
    """How a manuscript writes its groups.

    Attributes:
        separator: what stands between two numbers, space and all.
        dash: what joins a range.
        brackets: the opening and the closing one.
        raised: what raises a group: `^`, `<sup>` or nothing.
        joins_two: whether two numbers in a row are written as a range; three always are.
    """

    separator: str = ","
    dash: str = "-"
    brackets: str = "[]"
    raised: str = ""
    joins_two: bool = False

    @classmethod
    def of(cls, groups: Iterable[str]) -> Form:
        """Return the form that most of some groups have, each given as it stands; of two as common, the first."""
        separators: Counter[str] = Counter()
        dashes: Counter[str] = Counter()
        brackets: Counter[str] = Counter()
        raised: Counter[str] = Counter()
        joined = apart = 0
        for group in groups:
            written = _WRITTEN.match(group)
            found = parts(written["inner"]) if written else None
            if written is None or found is None:
                continue
            between = [(one, other, written["inner"][one.end : other.start]) for one, other in pairwise(found)]
            separators.update(list(dict.fromkeys(_on_a_line(mark) for *_, mark in between)))
            ranges = (written["inner"][part.first_end : part.last_start] for part in found if part.dash)
            dashes.update(list(dict.fromkeys(map(_on_a_line, ranges))))
            brackets.update([] if written["escape"] else [written["opening"] + written["closing"]])
            raised.update([(written["raised"] or "").lower()])
            joined += sum(part.last == part.first + 1 for part in found)
            apart += sum(one.last + 1 == other.first for one, other, _ in between)
        return cls(
            _usual(separators, cls.separator),
            _usual(dashes, cls.dash),
            _most(brackets, cls.brackets),
            _most(raised, cls.raised),
            joined > apart,
        )

    def inner(self, numbers: Iterable[int]) -> str:
        """Write numbers as they rise, each once, those in a row as a range."""
        written = []
        for _, row in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
            run = [number for _, number in row]
            if len(run) >= SHORTEST_RANGE - self.joins_two:
                written.append(f"{run[0]}{self.dash}{run[-1]}")
            else:
                written.extend(map(str, run))
        return self.separator.join(written)

    def marker(self, numbers: Iterable[int]) -> str:
        """Write a whole group."""
        closing = self.raised.replace("<", "</")
        return f"{self.raised}{self.brackets[0]}{self.inner(numbers)}{self.brackets[1]}{closing}"

    def rewritten(self, group: str, numbers: Iterable[int]) -> str:
        """Return a group with other numbers within its own brackets, and with its own marks where it has such."""
        around = _AROUND.fullmatch(group)
        assert around is not None, group
        own = Form.of([group])
        found = parts(around["inner"]) or ()
        form = replace(
            self,
            separator=own.separator if len(found) > 1 else self.separator,
            dash=own.dash if any(part.dash for part in found) else self.dash,
        )
        return f"{around['before']}{form.inner(numbers)}{around['after']}"


def _on_a_line(mark: str) -> str:
    return re.sub(r"\s*\n\s*", " ", mark)


def _usual(counted: Counter[str], other: str) -> str:
    """Return the commonest mark with the space that it mostly has around it."""
    bare: Counter[str] = Counter()
    for mark, count in counted.items():
        bare[mark.strip()] += count
    usual = _most(bare, other)
    return _most(Counter({mark: count for mark, count in counted.items() if mark.strip() == usual}), other)


def _most(counted: Counter[str], other: str) -> str:
    return counted.most_common(1)[0][0] if counted else other
