"""An output prints a part of the front matter with other characters: a title, a name, an abstract, a key word.

A name with one letter changed is another person, who is then credited in every index.

Basis: GB/T 7713.2-2022 5.1; JATS 1.3, `front`: what identifies an article.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Location
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.matter.front import front
from collation.proof.reading import Place
from collation.proof.texts.words import difference

CODE = "changed-front-matter"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each text of the front matter that is printed otherwise, and each author with other affiliations."""
    source = Location(comparison.expected.manuscript.front_matter.path)
    for part, printed in front(comparison).changed:
        message = f"prints the {part.name} {quoted(part.text)} with {difference(part.text, printed)}"
        yield finding(CODE, comparison, Place(), message, source=source)
    for part, marks in front(comparison).mismarked:
        message = f"prints {quoted(part.text)} with the affiliation {marks}, not {','.join(part.marks)}"
        yield finding(CODE, comparison, Place(), message, source=source)
