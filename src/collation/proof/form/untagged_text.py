"""A page of an output has text that its structure does not have.

Who listens does not get it, and nobody can tell to what it belongs.

Basis: ISO 14289-1 7.1: all content is tagged, or marked as an artifact.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "untagged-text"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each line that the tags leave out."""
    yield from tell(CODE, comparison, "has text outside of its structure: {detail}")
