"""Groups of typed numbers as an author writes them: `[1,3-5]`, `［1，3～5］`, `^[2]^`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

_SEPARATOR = re.compile(r"\d\s*([,\uff0c\u3001;\uff1b]\s*)(?=\d)")
_DASH = re.compile(r"\d(\s*(?:-{1,3}|[\u2010-\u2015\uff0d~\uff5e\u301c])\s*)(?=\d)")
_NUMBER = re.compile(r"\d+")
_GROUP = re.compile(r"(?P<opening>\W+)(?P<inner>\d.*\d|\d)(?P<closing>\W+)", re.DOTALL)
_PAIR = re.compile(r"(?<!\d)(\d+)\s*[^\d,\uff0c\u3001;\uff1b\s]\s*(\d+)(?!\d)")


@dataclass(frozen=True)
class Form:
    """How a manuscript writes groups: what separates two numbers, what joins a range, whether two make a range."""

    separator: str = ","
    dash: str = "-"
    joins_two: bool = False

    @classmethod
    def of(cls, groups: Collection[str]) -> Form:
        """Return the form that most of some groups have."""
        separators = Counter(mark for group in groups for mark in _SEPARATOR.findall(group))
        dashes = Counter(mark for group in groups for mark in _DASH.findall(group))
        pairs = [int(last) - int(first) == 1 for group in groups for first, last in _PAIR.findall(group)]
        lists = (map(int, _NUMBER.findall(group)) for group in groups if not _PAIR.search(group))
        neighbours = sum(pairs) + sum(second - first == 1 for each in lists for first, second in pairwise(each))
        return cls(
            separators.most_common(1)[0][0] if separators else cls.separator,
            dashes.most_common(1)[0][0] if dashes else cls.dash,
            2 * sum(pairs) > neighbours,
        )

    def inner(self, numbers: Iterable[int]) -> str:
        """Write numbers, sorted, each once; three and more in a row are a range."""
        ordered = sorted(set(numbers))
        parts = []
        for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
            row = [number for _, number in run]
            if len(row) > 2 or (len(row) == 2 and self.joins_two):
                parts.append(f"{row[0]}{self.dash}{row[-1]}")
            else:
                parts.extend(map(str, row))
        return self.separator.join(parts)


def rewritten(group: str, numbers: Iterable[int], form: Form) -> str:
    """Return a group with other numbers between its own brackets."""
    parts = _GROUP.fullmatch(group)
    assert parts is not None, group
    return f"{parts['opening']}{form.inner(numbers)}{parts['closing']}"
