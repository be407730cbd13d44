"""An output holds text that nobody sees: hidden, white on white, or too small to be read.

A program reads it nevertheless: a search, a screen reader, a journal's check of similarity, a reviewer's assistant.

Basis: ECMA-376 Part 1, 17.3.2.41 (w:vanish); ISO 32000-1 9.3.6 (text that is neither filled nor stroked).
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "hidden-text"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each text that is there and is not shown."""
    yield from tell(CODE, comparison, "holds {detail} where nobody sees it")
