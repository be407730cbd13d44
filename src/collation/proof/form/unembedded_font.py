"""A font that an output uses is not in it.

Another machine sets the text in another face, and Chinese in none.

Basis: ISO 19005-2 6.2.11.4.1; ISO 14289-1 7.21.4.1.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "unembedded-font"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each font that is not embedded."""
    yield from tell(CODE, comparison, "does not hold the font {detail}")
