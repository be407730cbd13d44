"""Typed numbers separated by one mark here and by another there.

`[3，5～7]` beside `[3,5-7]`: they are printed alike, but the text shows that it was put together from two.

Basis: GB/T 7714-2015, numeric system: numbers are separated by a comma and joined by a hyphen; of several marks the one
that the manuscript uses most is taken for its own.

Fails:
    manuscript/01-introduction.md:
        山羊和绵羊[1,2]，绵羊和马[2,3]，山羊和马[1、3]。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
        @article{li2019, author = {Li, A.}, title = {Vesicles}, journal = {Journal}, year = {2019}}
Passes:
    manuscript/01-introduction.md:
        山羊和绵羊[1，2]，绵羊和马[2，3]，三者[1～3]均有报道。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
        @article{li2019, author = {Li, A.}, title = {Vesicles}, journal = {Journal}, year = {2019}}
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript

CODE = "mixed-separators"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_Mark = tuple[groups.Group, int, int]
"""A mark in its group, and where it starts and ends in the passage."""


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each mark between two numbers that is not the usual one; commas and dashes are counted apart."""
    found = list(groups.typed(manuscript))
    yield from _rarer(
        [_trimmed(group, start, end) for group in found for start, end in group.separators], "separates numbers"
    )
    yield from _rarer(
        [
            _trimmed(group, part.first_end, part.last_start)
            for group in found
            for part in group.parts
            if part.first_end < part.last_start
        ],
        "joins a range",
    )


def _trimmed(group: groups.Group, start: int, end: int) -> _Mark:
    mark = group.passage.text[start:end]
    return group, start + len(mark) - len(mark.lstrip()), end - len(mark) + len(mark.rstrip())


def _rarer(marks: Iterable[_Mark], what: str) -> Iterator[Diagnostic]:
    found = [(group.passage.text[start:end], group, start, end) for group, start, end in marks]
    counted = Counter(mark for mark, *_ in found)
    if len(counted) < 2:
        return
    usual, count = counted.most_common(1)[0]
    for mark, group, start, end in found:
        if mark != usual:
            yield Diagnostic(
                CODE,
                SEVERITY,
                group.location(start, end),
                f"{mark} {what} in {group.text}, elsewhere {usual} does",
                f"{count} of {len(found)} such marks are {usual}",
                fix=Fix((groups.edit(group.passage, start, end, usual),), is_safe=True, message=f"write {usual}"),
            )
