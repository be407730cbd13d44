"""Typed numbers leave out a work of the list, though a higher number is cited.

The reference list would hold a work that the text never cites, or the number was lost when a sentence was cut.  The
finding says what every number must become if the work is to go.

Basis: GB/T 7714-2015, numeric system: the numbers run on without a break in the order of citation; the ICMJE
recommendations list what the text cites and nothing else.

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

from collation.check.citations import malformed_number, raised_number, renumbering, split_range, unicode_superscript
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "number-gap"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections", "bibliography")

_UNREADABLE = (malformed_number, raised_number, split_range, unicode_superscript)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each number below the highest that is never cited, at the first citation that passes over it."""
    missing = gaps(manuscript)
    plan = renumbering.describe(renumbering.plan(manuscript)) if missing else ""
    for cluster in manuscript.clusters:
        for item in cluster.items:
            passed = sorted(number for number in missing if number < item.number)
            missing.difference_update(passed)
            for number in passed:
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    item.location,
                    f"[{number}] is never cited, but [{item.number}] is",
                    f"cite entry {number} of {manuscript.bibliography.path} before this place, or remove it"
                    + (f": then {plan}" if plan else ", as the first finding of this kind says"),
                )
                plan = ""


def gaps(manuscript: Manuscript) -> set[int]:
    """Return the numbers that are never cited, though a higher one is that has an entry.

    A number whose citation cannot be read is meant to be cited: of that another check speaks.
    """
    if manuscript.notations != {"number"}:
        return set()  # beside citekeys a number says nothing of the order: mixed-notations speaks of it
    size = manuscript.bibliography.size
    cited = {item.number for cluster in manuscript.clusters for item in cluster.items}
    missing = set(range(1, max((number for number in cited if number <= size), default=0))) - cited
    return missing - meant(manuscript) if missing else missing


def meant(manuscript: Manuscript) -> frozenset[int]:
    """Return the numbers of works whose citation other checks find unreadable: they are not left out."""
    found = frozenset[int]()
    return found.union(*(check.suspects(manuscript) for check in _UNREADABLE))
