"""An output prints a part of the front matter out of its order: an author before another, a result under a method.

The order of the authors says who did most of the work, and an abstract's label says what the words behind it are.

Basis: ICMJE, Recommendations, II.A: the authors decide the order in which they are named.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Location
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.matter.front import front
from collation.proof.reading import Place

CODE = "moved-front-matter"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each text that stands before one of its like that it was to follow."""
    source = Location(comparison.expected.manuscript.front_matter.path)
    for part in front(comparison).misplaced:
        message = f"prints the {part.name} {quoted(part.text)} out of its order"
        yield finding(CODE, comparison, Place(), message, source=source)
