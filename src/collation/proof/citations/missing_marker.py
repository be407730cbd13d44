"""An output does not print a citation that the manuscript has.

A sentence whose marker is lost stands there as the author's own claim, and the work behind it goes without credit.

Basis: GB/T 7714-2015 10.1 and ICMJE, Recommendations, IV.A.3.g.i: a work is cited where the text uses it.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import cited, finding, quoted
from collation.proof.citations.moves import lost
from collation.proof.comparison import Comparison

CODE = "missing-marker"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each marker that stands nowhere in the output."""
    for change in lost(comparison):
        if comparison.foreign(change.found, change.at):
            continue  # one of another program's stands in its place, and another check says so
        source, citekeys = cited(comparison, change.marker)
        instead = f", but {quoted(change.after)}" if change.after.strip() else ""
        message = f"does not print {change.before}, which cites {citekeys}{instead}"
        yield finding(CODE, comparison, comparison.place(change.found, change.at), message, source=source)
