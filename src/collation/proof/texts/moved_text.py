"""An output prints a paragraph, a heading or a cell out of its order.

A reader takes a sentence for part of another argument, and a value for that of another row.

Basis: Collation, n.: verifying that no sheet of a book is missing, doubled or out of place.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.texts.runs import runs, titled
from collation.proof.texts.sources import location

CODE = "moved-text"

_ELSEWHERE = frozenset({"reference", "footnote"})


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each block that stands elsewhere; once for those that moved together, such as the cells of a row."""
    expected = comparison.expected
    # A list item has a check of its own, and a footnote stands where its call does.
    moved = [index for index in sorted(comparison.moved) if expected.blocks[index].kind not in _ELSEWHERE]
    for run in runs(moved, along=comparison.pairs):
        first, last = expected.blocks[run[0]], expected.blocks[run[-1]]
        message = f"prints the {first.kind} {titled(first)}"
        if len(run) > 1:
            message += f" and what follows to the {last.kind} {titled(last)}"
        message += " out of its order" if len(run) == 1 else " out of their order"
        yield finding(
            CODE, comparison, comparison.place(comparison.pairs[run[0]]), message, source=location(comparison, run[0])
        )
