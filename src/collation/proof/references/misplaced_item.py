"""An item of the reference list stands at another place than its number has.

A reader who goes down the list by its numbers does not find the work.

Basis: GB/T 7714-2015 9.1: the items of a numbered list stand in the order of their numbers.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.references.items import has_its_number, items

CODE = "misplaced-item"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each item that is out of order, under its own number: one with another is told by `misnumbered-item`."""
    for index, item, entry in items(comparison):
        if index in comparison.moved and has_its_number(comparison, index):
            place = comparison.place(comparison.pairs[index])
            message = f"prints the item of @{item.citekey}, {item.label}, out of its order in the reference list"
            yield finding(CODE, comparison, place, message, source=entry.location, citekey=item.citekey)
