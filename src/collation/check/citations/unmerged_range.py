"""Three or more typed numbers in a row that are not written as a range.

`[1,2,3]` is printed as `[1-3]`; written out, a number that is missing or doubled is harder to see.

Basis: GB/T 7714-2015, numeric system: where numbers run on, the first and the last are joined by a hyphen.  Two that
run on are written both ways in journals that follow the standard, so `[1,2]` and `[1-2]` both pass.

Fails:
    manuscript/01-introduction.md:
        三项动物研究[1,2,3]均有报道。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
        @article{li2019, author = {Li, A.}, title = {Vesicles}, journal = {Journal}, year = {2019}}
Passes:
    manuscript/01-introduction.md:
        三项动物研究[1-3]均有报道，其中两项[1,2]以山羊为对象。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
        @article{li2019, author = {Li, A.}, title = {Vesicles}, journal = {Journal}, year = {2019}}
"""

from collections.abc import Iterator
from itertools import pairwise

from collation import numbers
from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unmerged-range"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each row of three numbers or more that stands in more than one part."""
    found = list(groups.typed(manuscript))
    dash = groups.form(found).dash
    for group in found:
        is_rising = all(before.last < after.first for before, after in pairwise(group.parts))
        if not is_rising or any(part.first > part.last for part in group.parts):
            continue  # what is wrong with it is said by another check, and mended first
        for row in _rows(group.parts):
            first, last = row[0], row[-1]
            if len(row) == 1 or last.last - first.first + 1 < numbers.SHORTEST_RANGE:
                continue
            text = group.passage.text
            joined = f"{text[first.start : first.first_end]}{dash}{text[last.last_start : last.end]}"
            yield Diagnostic(
                CODE,
                SEVERITY,
                group.location(first.start, last.end),
                f"{text[first.start : last.end]} is the range {joined}",
                f"write {joined}",
                fix=group.fix(first.start, last.end, joined),
            )


def _rows(parts: tuple[numbers.Part, ...]) -> Iterator[list[numbers.Part]]:
    """Split the parts of a group where they leave a number out."""
    row: list[numbers.Part] = []
    for part in parts:
        if row and part.first != row[-1].last + 1:
            yield row
            row = []
        row.append(part)
    yield row
