"""Typed numbers of one bracket that do not rise.

`[5,3]` is printed as `[3,5]`, but in the text it is most often the trace of a renumbering by hand, and the next error
of order hides behind it.

Basis: GB/T 7714-2015, numeric system: the numbers of works cited at one place are all listed, and joined where they run
on, which they only do when they rise.

Fails:
    manuscript/01-introduction.md:
        山羊和临床研究均有报道[2,1]。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
Passes:
    manuscript/01-introduction.md:
        山羊和临床研究均有报道[1,2]，95% CI [2, 1]除外。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
"""

from collections.abc import Iterator
from itertools import pairwise

from collation.check.citations import groups, repeated_number
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unsorted-numbers"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each bracket in which a number follows a higher one, at the first that does; repeats are left out."""
    for group in groups.typed(manuscript):
        starts = [(min(part.first, part.last), part) for part in repeated_number.new_parts(group)]
        late = next((part for (before, _), (start, part) in pairwise(starts) if start < before), None)
        if late is None:
            continue
        text = group.passage.text
        ordered = sorted(group.parts, key=lambda part: min(part.first, part.last))
        between = [text[start:end] for start, end in group.separators]
        written = "".join(
            group.written(part) + separator for part, separator in zip(ordered, [*between, ""], strict=True)
        )
        yield Diagnostic(
            CODE,
            SEVERITY,
            group.location(late.start, late.end),
            f"{group.written(late)} stands after a higher number in {group.text}",
            f"write the numbers in their order: {written}",
            fix=group.fix(group.first, group.last, written),
        )
