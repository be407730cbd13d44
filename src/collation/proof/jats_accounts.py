"""Every word of an article is accounted for: what no part of the reading takes is told, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from collation.proof.reading import Aside, Place, settled
from collation.xml import Node

_PREFIXES: Final = {
    "http://www.w3.org/1999/xlink": "xlink:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://www.w3.org/1998/Math/MathML": "mml:",
}
# Attributes that are names and addresses, whatever characters they have; where they lead is compared elsewhere.
_NAMES: Final = frozenset({"id", "rid", "headers", "xml:id", "xml:lang", "xlink:href"})
# Attributes that programs show to people: not a single word in them is a name of the format's.
_SHOWN: Final = frozenset({"alt", "abbr", "summary", "title", "xlink:title", "xlink:label", "symbol"})
_WORDS: Final = re.compile(r"[^\W\d_]\S*\s+\S*[^\W\d_]|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# What pandoc says of the cells of a matrix.
_ALIGNED: Final = re.compile(r"text-align:\s*(?:left|right|center);?")
# What says something of an article without a word, by being there: nothing of it is a manuscript's.
_FOREIGN: Final = frozenset(
    {
        *("sub-article", "response", "floats-group", "product", "related-article", "related-object", "self-uri"),
        *("permissions", "license", "pub-date", "pub-history", "history", "event", "custom-meta", "article-id"),
        *("supplementary-material", "inline-supplementary-material", "media", "inline-media"),
        *("processing-meta", "conference", "award-group", "support-group", "volume-id", "issue-id"),
    }
)


class Accounts:
    """Keeps which texts of an article a part of the reading has taken.

    Args:
        root: the article.
    """

    def __init__(self, root: Node) -> None:
        self._root = root
        # The elements themselves, for lxml makes another object of an element that nobody keeps.
        self._texts: set[Node] = set()
        self._tails: set[Node] = set()

    def text(self, element: Node) -> str:
        """Take the text before the first child of an element, and return it."""
        self._texts.add(element)
        return element.text or ""

    def tail(self, element: Node) -> str:
        """Take the text behind an element, and return it."""
        self._tails.add(element)
        return element.tail or ""

    def whole(self, element: Node | None) -> str:
        """Take all that is in an element, and return its characters; "" where there is none."""
        if element is None:
            return ""
        words = [self.text(element)]
        for inner in element.iterdescendants():
            if isinstance(inner.tag, str):  # a comment is no text
                words.append(self.text(inner))
            words.append(self.tail(inner))
        return "".join(words)

    def rest(self) -> Iterator[Aside]:
        """Yield the words that nothing has taken, in their order."""
        for beside in (*reversed(list(self._root.itersiblings(preceding=True))), *self._root.itersiblings()):
            yield from self._beside(beside)
        for element in self._root.iter():
            if isinstance(element.tag, str):
                if element not in self._texts:
                    yield from self._aside(element.text, _path(element), element)
                yield from self._attributes(element)
            else:
                yield from self._beside(element)
            if element is not self._root and element not in self._tails:
                yield from self._aside(element.tail, _path(element.getparent()), element)

    def _beside(self, element: Node) -> Iterator[Aside]:
        """Yield what a comment, a processing instruction or an entity says."""
        kind = getattr(element.tag, "__name__", "")
        if kind == "Entity":
            yield Aside(element.text, "an entity", _place(element))
        else:
            words = element.text if kind == "Comment" else f"{element.target} {element.text or ''}"
            holder = "a comment" if kind == "Comment" else "a processing instruction"
            yield from self._aside(words, holder, element)

    def _aside(self, text: str | None, holder: str, element: Node) -> Iterator[Aside]:
        if text and (words := settled(text)):
            yield Aside(words, holder, _place(element))

    def _attributes(self, element: Node) -> Iterator[Aside]:
        for attribute, value in element.attrib.items():
            name = _name(attribute)
            is_said = name in _SHOWN or (name not in _NAMES and _WORDS.search(value))
            if is_said and value != element.text and not (name == "style" and _ALIGNED.fullmatch(value)):
                yield from self._aside(value, f"the attribute {name} of {_name(element.tag)}", element)
        if element.tag in _FOREIGN and not "".join(element.itertext()).strip():
            values = " ".join(value for inner in element.iter() for value in inner.attrib.values())
            if element.getparent().tag not in _FOREIGN:
                yield Aside(settled(values) or element.tag, _path(element), _place(element))


def _name(full: str) -> str:
    uri, _, local = full[1:].rpartition("}") if full.startswith("{") else ("", "", full)
    return f"{_PREFIXES.get(uri, '')}{local}"


def _path(element: Node) -> str:
    """Return the elements in which something stands, the article itself left out: `sub-article/body/p`."""
    around = [_name(other.tag) for other in (element, *element.iterancestors()) if isinstance(other.tag, str)]
    return "/".join(reversed(around[:-1])) or "article"


def _place(element: Node) -> Place:
    return Place(line=element.sourceline or 0)
