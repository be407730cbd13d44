"""Typed numbers do not rise in the order of first citation.

The first citation of a work must carry the number after the highest that came before; a reader who meets [7] before [2]
looks for what was cut.  The finding says what every number must become.

Basis: GB/T 7714-2015, numeric system, and the ICMJE recommendations (References) number works by their first citation
in the text, tables and captions taken where they stand; the order of numbers within one bracket is another matter, of
which unsorted-numbers speaks.

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

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from collation.check.citations import number_gap, renumbering
from collation.diagnostics import Diagnostic, Severity
from collation.model import CitationItem, Manuscript

CODE = "number-out-of-order"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections", "bibliography")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the fewest first citations without which the others rise: one slip is one finding, at its own place."""
    if manuscript.notations != {"number"}:
        return  # beside citekeys a number says nothing of the order: mixed-notations speaks of it
    size = manuscript.bibliography.size  # past it unresolved-number speaks
    first: dict[int, CitationItem] = {}
    for cluster in manuscript.clusters:
        for item in sorted(cluster.items, key=lambda item: item.number):
            if item.number <= size:
                first.setdefault(item.number, item)
    order = list(first)
    rising = longest_rising(order)
    if len(rising) == len(order) or number_gap.slip(manuscript)[0]:
        return  # of one number that was mistyped number-gap speaks
    plan = renumbering.plan(manuscript)
    help = f"collate renumber puts text and entries in order: {renumbering.describe(plan)}"
    highest = 0
    for place, number in enumerate(order):
        if number in rising:
            highest = number
            continue
        following = next((other for other in order[place:] if other in rising), 0)
        relation = f"after [{highest}]" if highest > number else f"before [{following}]"
        yield Diagnostic(
            CODE,
            SEVERITY,
            first[number].location,
            f"[{number}] is first cited {relation}",
            help or f"[{number}] becomes [{plan[number]}], as the first finding of this kind says",
            manuscript.citekey(first[number]),
        )
        help = ""  # there is one plan for the whole manuscript


def longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """Return the most of some different numbers above 0 that rise as they stand, the earlier of two that are as many.

    Patience sorting from the right: `heads` has, for each length, the highest number that can open such a series.
    """
    heads: list[int] = []  # negated, so that they rise
    following: dict[int, int] = {}
    for number in reversed(numbers):
        length = bisect_left(heads, -number)
        following[number] = -heads[length - 1] if length else 0
        heads[length : length + 1] = [-number]
    found = set()
    number = -heads[-1] if heads else 0
    while number:
        found.add(number)
        number = following[number]
    return frozenset(found)
