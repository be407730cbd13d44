"""A character of an output has no shape in its font, or no meaning behind its shape.

The reader sees an empty box, and who copies or listens gets nothing.

Basis: ISO 14289-1 7.21.8 (.notdef) and 7.21.7 (Unicode mapping).
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "missing-glyph"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each character without a glyph."""
    yield from tell(CODE, comparison, "draws no glyph for {detail}")
