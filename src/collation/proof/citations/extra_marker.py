"""An output prints a citation where the manuscript has none.

A number that nobody checked sends the reader to a work that the author did not name there.

Basis: ICMJE, Recommendations, IV.A.3.g.i: authors answer for the accuracy of each citation.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, meant
from collation.proof.citations.moves import put_in
from collation.proof.comparison import Comparison
from collation.proof.texts.sources import place_in

CODE = "extra-marker"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each marker that was put in."""
    for change in put_in(comparison):
        if comparison.foreign(change.found, change.at):
            continue  # its number is another program's
        place = comparison.place(change.found, change.at)
        message = f"prints {change.after} where the manuscript cites nothing; it is {meant(comparison, change.after)}"
        source = None if change.expected is None else place_in(comparison, change.expected, change.start)
        yield finding(CODE, comparison, place, message, source=source)
