"""Typed numbers do not rise in the order of first citation.

GB/T 7714 (numeric system) and the ICMJE recommendations number works by their first citation in the text: the first
citation of a work must carry the number after the highest that came before.

Fails:
    manuscript/01-introduction.md:
        临床试验[2]，山羊模型[1]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
Passes:
    manuscript/01-introduction.md:
        山羊模型[1]，临床试验[1,2]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "number-out-of-order"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections", "bibliography")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first citation of each work that comes after that of a higher number."""
    if manuscript.notations != {"number"}:
        return  # beside citekeys a number says nothing of the order: mixed-notations speaks of it
    highest = 0
    seen: set[int] = set()
    for cluster in manuscript.clusters:
        for item in cluster.items:
            if item.number in seen:
                continue
            seen.add(item.number)
            if item.number < highest:
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    item.location,
                    f"[{item.number}] is first cited after [{highest}]",
                    "number works in the order of their first citation",
                )
            highest = max(highest, item.number)
