"""An output prints before the text what the front matter does not say.

A name, a title or a sentence of an abstract that nobody wrote there stands under the authors' names.

Basis: Collation, n.: verifying that no sheet of a book is missing, doubled or out of place.
"""

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.expected import FRAME
from collation.proof.matter.front import front_text
from collation.proof.reading import Place, settled

CODE = "extra-front-matter"

_WORD = re.compile(r"[^\W\d_]{2,}|[\u3400-\u9fff]+")
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each word before the text that neither the author nor a label of ours accounts for."""
    text = front_text(comparison.reading)
    matter = comparison.expected.manuscript.front_matter
    allowed = (*FRAME, "ORCID", matter.running_title.first, matter.running_title.second)
    known = [part.text for part in comparison.expected.front]
    known += [settled(words, has_spaces=comparison.reading.has_spaces) for words in allowed]
    for words in sorted(filter(None, known), key=len, reverse=True):
        text = text.replace(words, "\n")
    for words in dict.fromkeys(_WORD.findall(_DATE.sub(" ", text))):
        message = f"prints {quoted(words)} before the text, of which the front matter has nothing"
        yield finding(CODE, comparison, Place(), message)
