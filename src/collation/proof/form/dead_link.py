"""A link inside an output leads to nothing.

The reader stays where he is, and takes the document for broken.

Basis: WCAG 2.2, 2.4.4; ISO 14289-1 7.18.5; ECMA-376 Part 1, 17.16.22.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "dead-link"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each link whose target is missing."""
    yield from tell(CODE, comparison, "has a link to {detail}, which is not there")
