"""Typed numbers separated by one mark here and by another there.

`[3，5～7]` beside `[3,5-7]`: they are printed alike, but the text shows that it was put together from two.

Basis: GB/T 7714-2015, numeric system: numbers are separated by a comma and joined by a hyphen; of several marks the one
that most brackets have is taken for the manuscript's own, and of two that as many have the first.

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
from collections.abc import Iterator, Sequence

from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "mixed-separators"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_Mark = tuple[str, groups.Group, int, int]
"""A mark, its group, and where it starts and ends in the passage."""


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each mark between two numbers that is not the usual one; commas and dashes are counted apart."""
    found = list(groups.typed(manuscript))
    separators = [_mark(group, start, end) for group in found for start, end in group.separators]
    dashes = [_mark(group, part.first_end, part.last_start) for group in found for part in group.parts if part.dash]
    yield from _rarer(separators, "separates numbers")
    yield from _rarer(dashes, "joins a range")


def _mark(group: groups.Group, start: int, end: int) -> _Mark:
    mark = group.passage.text[start:end]
    return mark.strip(), group, start + len(mark) - len(mark.lstrip()), end - len(mark) + len(mark.rstrip())


def _rarer(marks: Sequence[_Mark], what: str) -> Iterator[Diagnostic]:
    """Yield the marks that fewer brackets have; of two that as many have, the first is the manuscript's own."""
    counted = Counter(mark for mark, _ in dict.fromkeys((mark, id(group)) for mark, group, *_ in marks))
    if len(counted) < 2:
        return
    usual, count = counted.most_common(1)[0]
    for mark, group, start, end in marks:
        if mark != usual:
            yield Diagnostic(
                CODE,
                SEVERITY,
                group.location(start, end),
                f"{mark} {what} in {group.text}, elsewhere {usual} does",
                f"{count} of {len({id(group) for _, group, *_ in marks})} such brackets have {usual}",
                fix=group.fix(start, end, usual),
            )
