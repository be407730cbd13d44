"""An output holds words beside its text that the manuscript lacks: in a comment, an attribute, a margin, another part.

A program shows or reads out what no page shows, and an index takes it for the article's: words that nobody checked.

Basis: JATS 1.3, `sub-article` and `response`; WAI-ARIA 1.2, 6.2 (`aria-label`); WCAG 2.2, 1.1.1: text that is not seen.
"""

import re
from collections.abc import Iterator
from typing import Final

from collation.diagnostics import Diagnostic
from collation.document.labels import LABELS, label
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.expected import Expected
from collation.proof.reading import MARGIN, OBJECT, Aside, settled
from collation.proof.references.entries import letters

CODE = "stray-text"

_FEW: Final = 3
_SAYS: Final = re.compile(r"[^\W\d_](?![^{]*\})")
_FRAME: Final = sorted({words for labels in LABELS.values() for words in labels.values() if _SAYS.search(words)})
_LABEL: Final = re.compile("|".join(re.sub(r"\\\{\w+\\\}", r"[\\w.↑]*", re.escape(words)) for words in _FRAME))
"""What the outputs say of their own accord, with any number in it."""


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield what stands beside the text and is not the manuscript's; once for many such words."""
    stray = [aside for aside in comparison.reading.asides if not _is_known(comparison.expected, aside)]
    for aside in stray if len(stray) <= _FEW else stray[:1]:
        more = f", and {len(stray) - 1} more such words" if len(stray) > _FEW else ""
        message = f"holds {quoted(aside.words)} in {aside.holder}, which the manuscript does not have{more}"
        yield finding(CODE, comparison, aside.place, message)


def _is_known(expected: Expected, aside: Aside) -> bool:
    words = settled(aside.words)
    if aside.holder == MARGIN:
        return any(_pattern(head).fullmatch(words) for head in _heads(expected))
    if words in expected.beside or _LABEL.fullmatch(words):
        return True
    if aside.holder == WORDS_OF_FORMULA:
        return any(letters(words) in letters(other) for other in expected.beside)
    return any(words in settled(raw.text) for raw in expected.manuscript.raw if raw.format.startswith("html"))


def _heads(expected: Expected) -> Iterator[str]:
    """Yield what may run at the head of a page."""
    yield from expected.running_titles
    matter = expected.manuscript.front_matter
    kind = label(expected.document.language, matter.article_type) if matter.article_type else ""
    yield settled(f"{kind} {matter.date}", has_spaces=expected.has_spaces)


def _pattern(head: str) -> re.Pattern[str]:
    """Return how a text may be drawn: its formulas with any letters."""
    return re.compile(".*".join(map(re.escape, head.split(OBJECT))))


WORDS_OF_FORMULA: Final = "a formula in MathML"
