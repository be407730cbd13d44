"""An output prints a citation at another place than the manuscript has it.

A marker behind another sentence says that the work supports that one: the quotation is wrong, its number right.

Basis: ICMJE, Recommendations, IV.A.3.g.i; a marker belongs to the statement that it stands behind.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import cited, finding, quoted
from collation.proof.citations.moves import moved
from collation.proof.comparison import Comparison

CODE = "moved-marker"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each marker that stands elsewhere."""
    for missing, extra in moved(comparison):
        assert missing.expected is not None
        assert extra.found is not None
        source, _ = cited(comparison, missing.marker)
        before = comparison.expected.blocks[missing.expected].text[: missing.start][-12:]
        after = comparison.reading.blocks[extra.found].text[: extra.at][-12:]
        message = f"prints {extra.after} behind {quoted(after)}, not behind {quoted(before)}"
        yield finding(CODE, comparison, comparison.place(extra.found, extra.at), message, source=source)
