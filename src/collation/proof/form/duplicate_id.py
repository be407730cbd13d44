"""Two things in an output have the same identifier.

A link to it leads to the first, whichever was meant.

Basis: HTML Standard 3.2.6; XML 1.0, 3.3.1, validity constraint ID; ECMA-376 Part 1, 17.13.6.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell

CODE = "duplicate-id"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each identifier that is given twice."""
    yield from tell(CODE, comparison, "gives the identifier {detail} twice")
