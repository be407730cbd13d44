"""An output prints text that the manuscript does not have, or prints a text twice.

What nobody wrote nobody has checked.

Basis: Collation, n.: verifying that no sheet of a book is missing, doubled or out of place.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.texts.runs import runs, titled

CODE = "extra-text"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each block beyond those of the manuscript; once for a run of them."""
    blocks = comparison.reading.blocks
    wanted = {block.text for block in comparison.expected.blocks}
    for run in runs([index for index in comparison.extra if blocks[index].kind != "reference"]):
        first, last = blocks[run[0]], blocks[run[-1]]
        again = all(blocks[index].text in wanted for index in run)
        message = f"prints the {first.kind} {titled(first)}"
        if len(run) > 1:
            message += f" and what follows to the {last.kind} {titled(last)}, {len(run)} texts,"
        message += " a second time" if again else " that the manuscript does not have"
        yield finding(CODE, comparison, first.place(), message)
