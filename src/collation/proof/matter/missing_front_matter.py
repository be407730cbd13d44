"""An output does not print a part of the front matter: a title, an author's name, an abstract, a key word.

Who is not named gets no credit in any index, and what is not in the abstract is not found.

Basis: GB/T 7713.2-2022 5.1; JATS 1.3, `front`: what identifies an article.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Location
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.matter.front import front
from collation.proof.reading import Place

CODE = "missing-front-matter"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each text of the front matter that is not printed before the text."""
    source = Location(comparison.expected.manuscript.front_matter.path)
    for part in front(comparison).missing:
        message = f"does not print the {part.name} {quoted(part.text)}"
        yield finding(CODE, comparison, Place(), message, source=source)
