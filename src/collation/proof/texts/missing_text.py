"""An output leaves out a paragraph, a heading, a cell, a caption or a note.

What was written and checked is not printed, with all that it cites.

Basis: Collation, n.: verifying that no sheet of a book is missing, doubled or out of place.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.reading import Place
from collation.proof.texts.runs import runs, titled
from collation.proof.texts.sources import location

CODE = "missing-text"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each block that is nowhere printed; once for a run of them."""
    expected = comparison.expected
    missing = [index for index in comparison.missing if expected.blocks[index].kind != "reference"]
    for run in runs(missing):
        first = expected.blocks[run[0]]
        message = f"does not print the {first.kind} {titled(first)}"
        if len(run) > 1:
            last = expected.blocks[run[-1]]
            message += f" and what follows to the {last.kind} {titled(last)}, {len(run)} texts"
        markers = [marker.text for index in run for marker in expected.markers.get(index, ())]
        if markers:
            message += f", with {', '.join(markers[:8])}{' …' if len(markers) > 8 else ''}"
        yield finding(CODE, comparison, Place(), message, source=location(comparison, run[0]))
