"""An output says one thing of itself in one place and another in another.

Which title a library takes over depends on the program that it reads with.

Basis: ISO 19005-1 6.7.3: the document information dictionary and the XMP metadata of a PDF for archives agree.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "conflicting-metadata"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each property with two values."""
    yield from tell(CODE, comparison, "says two things of itself: {detail}")
