"""Where in the sources a printed block comes from: by the letters of the author's own text, read without pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

from collation.diagnostics import Location
from collation.model import HIDDEN, Manuscript, Passage
from collation.proof.comparison import Comparison
from collation.proof.expected import Expected, Marker
from collation.proof.references.entries import letters

# What of a passage is not printed as it stands: what is hidden, attributes, cross-references, calls of notes, entities,
# tags; and what opens an inline note, an image or the address of a link.
_UNPRINTED = re.compile(
    rf"\^\[|!\[|\](?=[(\[])|\{{[^{{}}]*\}}|{HIDDEN}+|\[?-?@[\w:.-]+\]?|\[\^[^\]]*\]|&#?\w+;|<[^<>]*>|"
    r"(?<!\S)\[[ xX]\](?=\s)"
)
_ATTRIBUTES = re.compile(r"\s*(?:\{.*\})?\s*", re.DOTALL)
_NEAR = 16
"""How many characters before a place are looked for in the sources."""

_PARTING = re.compile(
    r"</?(?:address|article|aside|blockquote|center|d[dlt]|details|div|fig\w+|footer|h[1-6r]|header|li|main|nav|[ou]l|p|"
    r"pre|section|summary|table|t[dhr]|tbody|tfoot|thead)\b",
    re.IGNORECASE,
)
"""A tag that parts the paragraph in which it stands, to pandoc and not to our reader."""

_CLOSING = {"[": "]", "(": ")"}

_matched: WeakKeyDictionary[Expected, tuple[Mapping[int, Passage], tuple[Passage, ...]]] = WeakKeyDictionary()


def location(comparison: Comparison, index: int) -> Location | None:
    """Return where in the sources an expected block comes from, as far as that is known."""
    passage = _match(comparison.expected)[0].get(index)
    if passage is None:
        return None
    return comparison.expected.manuscript.locate(passage.path, passage.place(0))


def near(comparison: Comparison, found: int, at: int) -> Location | None:
    """Return where in the sources a character of a block that is shown belongs, where that block shows one of ours."""
    wanted = comparison.shows.get(found)
    if wanted is None:
        return None
    placed = (
        (stretch[1], marker)
        for marker in comparison.expected.markers.get(wanted, ())
        if (stretch := comparison.stretch(wanted, marker.start, marker.end))
    )
    return _behind(comparison, wanted, comparison.reading.blocks[found].text[:at], placed)


def place_in(comparison: Comparison, wanted: int, at: int) -> Location | None:
    """Return where in the sources a character of an expected block stands, as far as that is known."""
    placed = ((marker.end, marker) for marker in comparison.expected.markers.get(wanted, ()))
    return _behind(comparison, wanted, comparison.expected.blocks[wanted].text[:at], placed)


def _behind(comparison: Comparison, wanted: int, before: str, placed: Iterable[tuple[int, Marker]]) -> Location | None:
    """Return what stands behind a citation, or else behind some words; where neither is known, the paragraph."""
    before = before.rstrip()
    end, last = max(
        ((end, marker) for end, marker in placed if end <= len(before)), key=lambda pair: pair[0], default=(0, None)
    )
    words = before[end:][-_NEAR:].strip()
    if last is not None and not any(map(str.isalnum, words)):
        cluster = comparison.expected.cluster(last).location
        return replace(cluster, column=cluster.column + cluster.length + len(words), length=1)
    passage = _match(comparison.expected)[0].get(wanted)
    if passage is None or not words:
        return location(comparison, wanted)
    for length in (_NEAR, _NEAR // 2):
        written = r"\s*".join(re.escape(character) for character in words[-length:] if not character.isspace())
        places = [match.end() for match in re.finditer(written, passage.text)]
        if len(places) == 1:
            here = comparison.expected.manuscript.locate(passage.path, passage.place(places[0] - 1))
            return replace(here, column=here.column + 1, length=1)
    return location(comparison, wanted)


def unprinted(expected: Expected) -> Sequence[Passage]:
    """Return the passages of the sources whose letters stand in no block that is to be printed."""
    return _match(expected)[1]


def _match(expected: Expected) -> tuple[Mapping[int, Passage], tuple[Passage, ...]]:
    """Return for each expected block the passage of the sources that it prints, and the passages that none prints."""
    if expected not in _matched:
        _matched[expected] = _matches(expected)
    return _matched[expected]


def _matches(expected: Expected) -> tuple[Mapping[int, Passage], tuple[Passage, ...]]:
    texts = [letters(block.text) for block in expected.blocks]
    for index in sorted(expected.continued, reverse=True):
        texts[index - 1] += texts[index]
        texts[index] = ""
    kinds = [block.kind for block in expected.blocks]
    notes = [text for block, text in zip(expected.blocks, texts, strict=True) if block.kind == "footnote"]
    found: dict[int, Passage] = {}
    left: list[tuple[Passage, list[str]]] = []
    unprinted: list[Passage] = []
    following = 0
    for passage in _passages(expected.manuscript):
        text = _text(passage, expected.manuscript)
        pieces, inside = _pieces(text)
        if not all(any(_fits(_pieces(note)[0], printed) for printed in notes) for note in inside):
            pieces, _ = _pieces(text.replace("^[", "["))  # no notes then: pandoc takes `x^[n][@a]` for none
        if not "".join(pieces):  # a dash alone, a formula
            continue
        for index in (*range(following, len(texts)), *range(following)):
            if index not in found and _fits(pieces, texts[index]):
                found[index] = passage
                following = index + 1
                break
        else:
            left.append((passage, pieces))
    for index in sorted(expected.continued):
        if index - 1 in found:
            found[index] = found[index - 1]
    # A verse is one block of several passages; cells that are joined differ from those that our reader cuts.
    shared = [text for index, text in enumerate(texts) if index not in found or index in expected.verses]
    shared.append("".join(text for index, text in enumerate(texts) if index not in found and kinds[index] == "cell"))
    parted = "".join(text for index, text in enumerate(texts) if index not in found)
    for passage, pieces in left:
        texts_of_it = [*shared, parted] if _is_parted(passage, expected.manuscript) else shared
        if not any(_follows(pieces, text) for text in texts_of_it):
            unprinted.append(passage)
    return found, tuple(unprinted)


def _is_parted(passage: Passage, manuscript: Manuscript) -> bool:
    written = next(section.text for section in manuscript.sections if section.path == passage.path)
    return _PARTING.search(written, passage.place(0), passage.place(len(passage.text) - 1) + 1) is not None


def _passages(manuscript: Manuscript) -> Iterator[Passage]:
    for section in manuscript.sections:
        yield from section.passages


def _text(passage: Passage, manuscript: Manuscript) -> str:
    """Return the characters of a passage, without its citations and what one format alone shows."""
    characters = list(passage.text)
    for citation in passage.citations:
        characters[citation.start : citation.end] = HIDDEN * (citation.end - citation.start)
    text = "".join(characters)
    for raw in manuscript.raw:  # another check says so
        if raw.location.path == passage.path and raw.text.strip():
            text = text.replace(raw.text.strip(), HIDDEN)
    return _caption(text) if passage.context == "body" else text


def _caption(text: str) -> str:
    """Return the words that are printed of an image that stands alone and so is a figure; other text as it is."""
    whole = text.strip()
    if not whole.startswith("!["):
        return text
    closing = _brackets(whole)
    end = closing.get(1, 0)
    if not end or not _ATTRIBUTES.fullmatch(whole, closing.get(end, end)):
        return text
    return whole[2 : end - 1]


def _pieces(text: str) -> tuple[list[str], list[str]]:
    """Return the letters and digits of a text that are printed as they stand, and the texts of the notes inside it.

    Between two pieces stands what is not.
    """
    pieces: list[str] = []
    notes: list[str] = []
    closing = _brackets(text)
    at = 0
    for match in _UNPRINTED.finditer(text):
        end = match.end()
        if match[0] in ("^[", "!["):
            end = closing.get(match.start() + 1, 0)
        elif match[0] == "]":
            end = closing.get(end, 0)
        if match.start() < at or not end:  # it stands in another, or is a bracket that nothing closes
            continue
        if match[0] == "^[":
            notes.append(text[match.end() : end - 1])
        elif match[0] == "![":
            end = closing.get(end, end)
        pieces.append(text[at : match.start()])
        at = end
    pieces.append(text[at:])
    return list(map(letters, pieces)), notes


def _brackets(text: str) -> Mapping[int, int]:
    """Return for each bracket that is closed the offset after the one that closes it."""
    closing: dict[int, int] = {}
    opened: dict[str, list[int]] = {"]": [], ")": []}
    for place, character in enumerate(text):
        if character in _CLOSING:
            opened[_CLOSING[character]].append(place)
        elif opened.get(character):
            closing[opened[character].pop()] = place + 1
    return closing


def _fits(pieces: Sequence[str], printed: str) -> bool:
    """Whether the pieces make up a printed text, from its start to its end in their order."""
    if len(pieces) == 1:
        return printed == pieces[0]
    return (
        printed.startswith(pieces[0])
        and printed.endswith(pieces[-1])
        and _follows(pieces, printed)
        and sum(map(len, pieces)) <= len(printed)
    )


def _follows(pieces: Sequence[str], printed: str) -> bool:
    """Whether the pieces stand in a printed text in their order."""
    place = 0
    for piece in pieces:
        found = printed.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True
