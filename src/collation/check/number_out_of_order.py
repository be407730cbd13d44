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
NEEDS = ("sections", "bibliography")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first citation of each work that comes after that of a higher number."""
    highest = 0
    seen: set[int] = set()
    for cluster in manuscript.clusters:
        for item in sorted(cluster.items, key=lambda item: item.number):
            if not item.number or item.number in seen:
                continue
            seen.add(item.number)
            if item.number < highest:
                yield Diagnostic(
                    CODE,
                    Severity.ERROR,
                    item.location,
                    f"[{item.number}] is first cited after [{highest}]",
                    "number works in the order of their first citation",
                )
            highest = max(highest, item.number)
