"""A file is no document of its format, so that nothing of it can be read back.

It was cut short, written by another program, or is another thing under that name; of such a file nothing is proven.

Basis: Collation, n.: verifying that no sheet of a book is missing; what cannot be opened cannot be collated.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "unreadable-output"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield what the reader of the format said."""
    yield from tell(CODE, comparison, "cannot be read back: {detail}")
