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
        before = comparison.expected.blocks[missing.expected].text[: missing.start]
        after = comparison.reading.blocks[extra.found].text[: extra.at]
        message = f"prints {extra.after} {_behind(after)}, not {_behind(before)}"
        yield finding(CODE, comparison, comparison.place(extra.found, extra.at), message, source=source)


def _behind(text: str) -> str:
    return f"behind {quoted(text[-12:])}" if text else "at the start of a text"
