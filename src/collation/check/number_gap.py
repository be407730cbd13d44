"""Typed numbers leave one out: a work stands in the list, lower numbers and higher are cited, it is not.

The reference list would hold a work that the text never cites, or the number was lost when a sentence was cut.

Fails:
    manuscript/01-introduction.md:
        山羊模型[1]，临床试验[3]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{smith2003, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
Passes:
    manuscript/01-introduction.md:
        山羊模型[1]，临床试验[2-3]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{smith2003, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "number-gap"
NEEDS = ("sections", "bibliography")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each number below the highest that is never cited, at the first citation that passes over it."""
    cited = {item.number for cluster in manuscript.clusters for item in cluster.items if item.number}
    missing = set(range(1, min(max(cited, default=0), manuscript.bibliography.size))) - cited
    for cluster in manuscript.clusters:
        for item in cluster.items:
            passed = sorted(number for number in missing if number < item.number)
            missing.difference_update(passed)
            for number in passed:
                yield Diagnostic(
                    CODE,
                    Severity.ERROR,
                    item.location,
                    f"[{number}] is never cited, but [{item.number}] is",
                    f"cite entry {number} of {manuscript.bibliography.path} before this place, or remove it",
                )
