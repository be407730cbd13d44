"""A part of an output's package is missing, or cannot be read.

A program opens the file with a warning, with a part left out, or not at all.

Basis: ECMA-376 Part 2, 9; EPUB 3.3, 3; ISO 32000-1 14.7 (the structure of a tagged PDF).
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "missing-part"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each part that is missing."""
    yield from tell(CODE, comparison, "lacks {detail}")
