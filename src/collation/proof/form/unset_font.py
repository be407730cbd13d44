"""Chinese text of an output has no font of its own.

Word then takes a face of the machine's, and on each machine another.

Basis: ECMA-376 Part 1, 17.3.2.26: w:eastAsia is the face of East Asian characters.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "unset-font"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each text whose font is left open."""
    yield from tell(CODE, comparison, "sets no East Asian font for {detail}")
