"""Where in the sources a printed block comes from: by the letters of the author's own text, read without pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from weakref import WeakKeyDictionary

from collation.diagnostics import Location
from collation.model import HIDDEN, Manuscript, Passage
from collation.proof.comparison import Comparison
from collation.proof.expected import Expected
from collation.proof.references.entries import letters

# What of a passage is not printed as it stands: addresses and attributes, images, cross-references, calls of notes.
_UNPRINTED = re.compile(
    rf"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|\{{[^}}]*\}}|\[?-?@[\w:.-]+\]?|\[\^[^\]]*\]|&#?\w+;|<[^>]*>|{HIDDEN}+"
)
_FIGURE = re.compile(r"!\[(.*)\]\([^)]*\)(?:\{.*\})?", re.DOTALL)
_WIDEST = 400
"""How many letters may stand where a passage has something else: a citation with its words, a listing."""

_matched: WeakKeyDictionary[Expected, Mapping[int, Passage]] = WeakKeyDictionary()


def location(comparison: Comparison, index: int) -> Location | None:
    """Return where in the sources an expected block comes from, as far as that is known."""
    passage = matches(comparison.expected).get(index)
    if passage is None:
        return None
    return comparison.expected.manuscript.locate(passage.path, passage.place(0))


def unprinted(expected: Expected) -> Iterator[Passage]:
    """Yield each passage of the sources whose letters stand in no block that is to be printed."""
    used = {id(passage) for passage in matches(expected).values()}
    for passage in _passages(expected.manuscript):
        if id(passage) not in used and "".join(pieces(passage)):
            yield passage


def matches(expected: Expected) -> Mapping[int, Passage]:
    """Return for each expected block the passage of the sources that it prints, by the index of the block."""
    if expected not in _matched:
        _matched[expected] = _match(expected)
    return _matched[expected]


def _passages(manuscript: Manuscript) -> Iterator[Passage]:
    for section in manuscript.sections:
        yield from section.passages


def _match(expected: Expected) -> dict[int, Passage]:
    texts = [letters(block.text) for block in expected.blocks]
    for index in sorted(expected.continued, reverse=True):
        texts[index - 1] += texts[index]
        texts[index] = ""
    found: dict[int, Passage] = {}
    following = 0
    for passage in _passages(expected.manuscript):
        wanted = pieces(passage)
        if not "".join(wanted):  # a dash alone, a formula
            continue
        for index in (*range(following, len(texts)), *range(following)):
            if index not in found and fits(wanted, texts[index]):
                found[index] = passage
                following = index + 1
                break
    for index in sorted(expected.continued):
        if index - 1 in found:
            found[index] = found[index - 1]
    return found


def pieces(passage: Passage) -> list[str]:
    """Return the letters and digits of a passage that are printed as they stand; between two pieces is what is not."""
    text = list(passage.text)
    for citation in passage.citations:
        text[citation.start : citation.end] = HIDDEN * (citation.end - citation.start)
    whole = "".join(text)
    figure = _FIGURE.fullmatch(whole)
    return [letters(piece) for piece in _UNPRINTED.split(figure[1] if figure else whole)]


def fits(wanted: Sequence[str], printed: str) -> bool:
    """Whether the pieces make up a printed text in their order, with little between them."""
    place = len(wanted[0])
    if not printed.startswith(wanted[0]):
        return False
    for piece in wanted[1:-1]:
        next_place = printed.find(piece, place)
        if not place <= next_place <= place + _WIDEST:
            return False
        place = next_place + len(piece)
    if len(wanted) == 1:
        return place == len(printed)
    rest = len(printed) - len(wanted[-1])
    return printed.endswith(wanted[-1]) and place <= rest <= place + _WIDEST
