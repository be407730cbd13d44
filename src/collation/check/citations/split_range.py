"""A range that is split over two brackets.

`[1]-[3]` cites the first and the third work; the second has no link, and counts as uncited.  `[@first]-[@last]` is no
range at all, for citekeys have no order: it is printed as two markers and a dash.

Basis: GB/T 7714-2015, numeric system: the first and the last of numbers in a row are joined by a hyphen within one
bracket.

Fails:
    manuscript/01-introduction.md:
        动物研究[1]-[3]均有报道。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
        @article{li2019, author = {Li, A.}, title = {Vesicles}, journal = {Journal}, year = {2019}}
Passes:
    manuscript/01-introduction.md:
        动物研究[1-3]均有报道，山羊[1]——与绵羊[2]不同——得到修复。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
        @article{li2019, author = {Li, A.}, title = {Vesicles}, journal = {Journal}, year = {2019}}
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from collation import numbers
from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript

CODE = "split-range"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_BETWEEN = re.compile(rf"\s*(?:-{{1,3}}|[{numbers.DASHES}]|至)\s*")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each two brackets that a dash joins."""
    yield from _citekeys(manuscript)
    for first, second in _split(manuscript):
        text = first.passage.text
        start, end = first.parts[-1].start, second.parts[0].end
        meant = f"{text[start : first.last]}-{text[second.first : end]}"
        is_alike = first.raised == second.raised and not first.is_escaped and not second.is_escaped
        edit = groups.edit(first.passage, first.last, second.first, "-")
        yield Diagnostic(
            CODE,
            SEVERITY,
            first.location(first.start, second.end),
            f"{text[first.start : second.end]} does not cite what lies between",
            f"write [{meant}]",
            fix=Fix((edit,), is_safe=False, message=f"write [{meant}]") if is_alike else None,
        )


def _citekeys(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each two brackets of citekeys that a dash joins; a dash with space around it is one of the sentence."""
    for first, second in pairwise(groups.places(manuscript)):
        text = first.passage.text
        between = text[first.end : second.start] if first.passage is second.passage else ""
        if not _BETWEEN.fullmatch(between) or between != between.strip():
            continue
        if text[first.end - 1] != "]" or text[second.start : second.start + 2] not in ("[@", "[-"):
            continue
        last, following = first.cluster.items[-1].citekey, second.cluster.items[0].citekey
        number = manuscript.citation_numbers
        is_near = last in number and number.get(following) == number[last] + 1
        edit = groups.edit(first.passage, first.end - 1, second.start + 1, "; ")
        yield Diagnostic(
            CODE,
            SEVERITY,
            first.location(first.start, second.end),
            f"{text[first.start : second.end]} is printed as two citations and a dash",
            "name each work, all in one bracket: [@first; @second; @third]",
            fix=Fix((edit,), is_safe=False, message="write both in one bracket") if is_near else None,
        )


def suspects(manuscript: Manuscript) -> frozenset[int]:
    """Return the numbers between the two brackets."""
    found: set[int] = set()
    for first, second in _split(manuscript):
        found.update(range(first.parts[-1].last, second.parts[0].first))
    return frozenset(found)


def _split(manuscript: Manuscript) -> Iterator[tuple[groups.Group, groups.Group]]:
    for first, second in pairwise(groups.typed(manuscript)):
        is_rising = not (first.parts[-1].dash or second.parts[0].dash) and first.parts[-1].last < second.parts[0].first
        is_near = first.passage is second.passage and first.end < second.start
        if is_rising and is_near and _BETWEEN.fullmatch(first.passage.text[first.end : second.start]):
            yield first, second
