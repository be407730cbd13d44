"""A self-contained output fetches something from elsewhere.

Without a network, or in ten years, the figure is not there; with one, the reader is watched.

Basis: ISO 19005-2 6.1 (a file for archives holds all it needs); EPUB 3.3, 3.6.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "external-resource"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each address that would be fetched."""
    yield from tell(CODE, comparison, "would fetch {detail}")
