"""An output prints a paragraph, a heading or a cell out of its order.

A reader takes a sentence for part of another argument, and a value for that of another row.

Basis: Collation, n.: verifying that no sheet of a book is missing, doubled or out of place.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.texts.sources import location

CODE = "moved-text"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each block that stands elsewhere."""
    for index in sorted(comparison.moved):
        block = comparison.expected.blocks[index]
        if block.kind == "reference":
            continue
        place = comparison.place(comparison.pairs[index])
        message = f"prints the {block.kind} {quoted(f'{block.label} {block.text}')} out of its order"
        yield finding(CODE, comparison, place, message, source=location(comparison, index))
