"""The reference list of an output has an item that the manuscript does not cite, or has one twice.

Each further item moves the numbers of those after it, and a work that nobody cited is passed off as evidence.

Basis: GB/T 7714-2015 9.1: the list has the works that the text cites, each once.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison

CODE = "extra-item"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each item beyond those of the works cited."""
    wanted = {block.text: block.label for block in comparison.expected.blocks if block.kind == "reference"}
    for index in comparison.extra:
        block = comparison.reading.blocks[index]
        if block.kind != "reference":
            continue
        again = f", which is that of {wanted[block.text]} again" if block.text in wanted else ""
        message = f"prints an item {block.label} {quoted(block.text)}{again}, that the manuscript does not have"
        yield finding(CODE, comparison, block.place(), message)
