"""A number in the text is that of another work's item in the reference list.

The chain is followed without our own numbering: from the printed number to the item with that label, from the item's
words to the entry whose title it prints, from the entry to the citekey in the source.

Basis: GB/T 7714-2015 10.1.1: the number in the text is that of the item in the list.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import cited, finding
from collation.proof.comparison import Comparison, numbers
from collation.proof.references.entries import works_by_number
from collation.proof.references.items import has_its_number, items

CODE = "misnumbered-marker"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield, once for each number, an intact marker whose number does not lead to a work that the source cites there.

    An item that has another number than it was to have is told by `misnumbered-item`.
    """
    works = works_by_number(comparison)
    manuscript = comparison.expected.manuscript
    told = {item.number for index, item, _ in items(comparison) if not has_its_number(comparison, index)}
    for marker, found, at in comparison.intact if works else ():
        wanted = {manuscript.citekey(item) for item in comparison.expected.cluster(marker).items}
        for number in numbers(marker.text):
            candidates = works.get(number)
            if candidates is None or number in told or not wanted.isdisjoint(candidates):
                continue
            told.add(number)
            source, citekeys = cited(comparison, marker)
            other = " or ".join(f"@{citekey}" for citekey in sorted(candidates))
            message = f"prints {number} for {citekeys}, but the item with that number is {other}"
            yield finding(CODE, comparison, comparison.place(found, at), message, source=source)
