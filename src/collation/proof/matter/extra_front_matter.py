"""An output prints before the text what the front matter does not say.

A name, a title or a sentence of an abstract that nobody wrote there stands under the authors' names.

Basis: Collation, n.: verifying that no sheet of a book is missing, doubled or out of place.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.matter.front import front
from collation.proof.reading import Place

CODE = "extra-front-matter"

_FEW = 3


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield what stands before the text and neither the author nor a label of ours accounts for."""
    extra = front(comparison).extra
    wanted = {part.text for part in comparison.expected.front}
    for words in extra if len(extra) <= _FEW else extra[:1]:
        message = f"prints {quoted(words)} before the text, of which the front matter has nothing"
        if words in wanted:
            message = f"prints {quoted(words)} before the text a second time"
        if len(extra) > _FEW:
            message = f"prints {quoted(words)} and {len(extra) - 1} more texts that the front matter does not have"
        yield finding(CODE, comparison, Place(), message)
