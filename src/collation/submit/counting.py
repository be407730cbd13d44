"""How long a text is, as journals count: in 字, in words and in characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from collation import tree
from collation.document import front_matter
from collation.document.numbered import Document
from collation.tree import Element

PARTS: Final = ("body", "headings", "tables", "captions", "footnotes", "abstract", "statements", "references")
"""The parts of a manuscript that journals count, or leave out of the count."""

_HAN: Final = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PUNCTUATION: Final = (
    r"\u3001-\u3004\u3008-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u2018-\u201d\u2014\u2026"
)
_WIDE: Final = re.compile(f"[{_HAN}{_PUNCTUATION}]")
_WORD: Final = re.compile(rf"[^\s{_HAN}{_PUNCTUATION}]+")


@dataclass(frozen=True)
class Amount:
    """How much text there is.

    Attributes:
        zi: in 字, as Word's 字数 counts: each Han character is one, each mark of Chinese punctuation, and each run of
            other characters between them or between spaces.
        words: in words, as Word counts a text in English: runs of characters between spaces.
        characters: in characters, spaces between words among them.
    """

    zi: int = 0
    words: int = 0
    characters: int = 0

    def __add__(self, other: Amount) -> Amount:
        """Add two amounts of text."""
        return Amount(self.zi + other.zi, self.words + other.words, self.characters + other.characters)

    def of(self, unit: str) -> int:
        """Return the amount in one of the units of `collation.journals`."""
        return {"字": self.zi, "words": self.words}.get(unit, self.characters)


def amount(text: str) -> Amount:
    """Return how long a text is."""
    settled = " ".join(unicodedata.normalize("NFC", text).split())
    words = sum(any(map(str.isalnum, word)) for word in settled.split(" "))
    latin = sum(any(map(str.isalnum, word)) for word in _WORD.findall(settled))
    return Amount(len(_WIDE.findall(settled)) + latin, words, len(settled))


def amounts(document: Document) -> Mapping[str, Amount]:
    """Return how much text each part of a manuscript has, by the names of `PARTS`; its markers are no text."""
    found = dict.fromkeys(PARTS, Amount())
    for part, text in (*_texts(document.blocks, "body"), *_matter(document)):
        found[part] += amount(text)
    return found


def _matter(document: Document) -> Iterator[tuple[str, str]]:
    matter = document.manuscript.front_matter
    for part in matter.first_abstract:
        yield "abstract", f"{part.label} {part.text}"
    for statement in front_matter.data(document).get("statements", ()):
        yield "statements", tree.plain_text(statement["text"])
    for item in document.references:
        yield "references", tree.plain_text(item.inlines)


def _texts(node: Any, part: str) -> Iterator[tuple[str, str]]:
    """Yield every text below a node, with the part of the manuscript to which it belongs."""
    if isinstance(node, list) and tree.is_inlines(node):
        yield part, tree.plain_text(_without_markers(node))
        for inline in tree.elements(node):
            if inline["t"] == "Note":
                yield from _texts(inline["c"], "footnotes")
        return
    if isinstance(node, dict):
        yield from _block(node, part)
        return
    for child in node if isinstance(node, (list, tuple)) else ():
        yield from _texts(child, part)


def _block(block: Element, part: str) -> Iterator[tuple[str, str]]:
    kind = block["t"]
    if kind == "Header":
        yield from _texts(block["c"][2], part if part == "footnotes" else "headings")
    elif kind in ("Table", "Figure"):
        _, caption, *content = block["c"]
        yield from _texts(caption[1], "captions")
        yield from _texts(content, "tables" if kind == "Table" else part)
    elif kind == "CodeBlock":
        yield part, block["c"][1]
    elif kind not in ("RawBlock", "HorizontalRule"):
        yield from _texts(block.get("c", []), part)


def _without_markers(inlines: Iterable[Element]) -> list[Element]:
    """Leave out the markers, which journals do not count, and what stands for no text."""
    kept: list[Element] = []
    for inline in inlines:
        kind, content = inline["t"], inline.get("c", ())
        if kind == "Span" and "citation" in content[0][1]:
            continue
        if kind in ("Span", "Link", "Quoted"):
            kept.append({**inline, "c": [content[0], _without_markers(content[1]), *content[2:]]})
        elif isinstance(content, list) and tree.is_inlines(content):
            kept.append({**inline, "c": _without_markers(content)})
        else:
            kept.append(inline)
    return kept
