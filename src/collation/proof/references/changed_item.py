"""An item of the reference list has other words than were formatted from its entry.

One letter of a name or one digit of a page, and the work is not found.

Basis: one reference in four of Chinese medical journals has an error; ICMJE, Recommendations, IV.A.3.g.i.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.references.items import items
from collation.proof.texts.words import difference

CODE = "changed-item"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each item whose text differs."""
    for index, item, entry in items(comparison):
        found = comparison.pairs.get(index)
        if found is None:
            continue
        before, block = comparison.expected.blocks[index].text, comparison.reading.blocks[found]
        if block.text != before:
            words = difference(before, block.text) if block.text else "none of its words"
            message = f"prints the item {item.label} of @{item.citekey} with {words}"
            yield finding(CODE, comparison, block.place(), message, source=entry.location, citekey=item.citekey)
