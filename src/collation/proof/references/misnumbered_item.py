"""An item of the reference list has another number than the text cites the work by.

Every citation of the work then leads to another one.

Basis: GB/T 7714-2015 10.1.1: the number in the text is that of the item in the list.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.references.items import items

CODE = "misnumbered-item"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each item with another label than it was to have."""
    for index, item, entry in items(comparison):
        found = comparison.pairs.get(index)
        if found is None:
            continue
        block, wanted = comparison.reading.blocks[found], comparison.expected.blocks[index].label
        if block.label != wanted:
            message = f"prints {block.label or 'no number'} before the item of @{item.citekey}, which is {wanted}"
            yield finding(CODE, comparison, block.place(), message, source=entry.location, citekey=item.citekey)
