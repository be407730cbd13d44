"""The bytes of an output are damaged; a program that opens it mends it, or guesses.

Each program guesses in its own way, and what it cannot guess is lost.

Basis: ISO 32000-1 7.5: the file structure, with its cross-reference table.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "damaged-file"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield what had to be mended before the output could be read."""
    yield from tell(CODE, comparison, "is damaged: {detail}")
