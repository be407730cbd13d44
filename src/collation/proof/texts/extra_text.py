"""An output prints text that the manuscript does not have, or prints a text twice.

What nobody wrote nobody has checked.

Basis: Collation, n.: verifying that no sheet of a book is missing, doubled or out of place.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison

CODE = "extra-text"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each block beyond those of the manuscript."""
    wanted = {block.text for block in comparison.expected.blocks}
    for index in comparison.extra:
        block = comparison.reading.blocks[index]
        if block.kind == "reference":
            continue
        again = "a second time" if block.text in wanted else "that the manuscript does not have"
        message = f"prints the {block.kind} {quoted(f'{block.label} {block.text}')} {again}"
        yield finding(CODE, comparison, block.place(), message)
