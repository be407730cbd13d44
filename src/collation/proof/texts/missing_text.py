"""An output leaves out a paragraph, a heading, a cell, a caption or a note.

What was written and checked is not printed, with all that it cites.

Basis: Collation, n.: verifying that no sheet of a book is missing, doubled or out of place.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.reading import Place
from collation.proof.texts.sources import location

CODE = "missing-text"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each block that is nowhere printed."""
    for index in comparison.missing:
        block = comparison.expected.blocks[index]
        if block.kind == "reference":
            continue
        markers = [marker.text for marker in comparison.expected.markers.get(index, ())]
        citing = f", with {', '.join(markers)}" if markers else ""
        message = f"does not print the {block.kind} {quoted(f'{block.label} {block.text}')}{citing}"
        yield finding(CODE, comparison, Place(), message, source=location(comparison, index))
