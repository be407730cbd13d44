"""What decides how a page looks and acts, and is no text of it: as a file has it, and as `styles/` gives it.

A line of a style sheet hides a paragraph or prints a number before it, a base address leads every link elsewhere, and a
script does either once nobody looks.  So each of them is what the templates and styles of the project have, or what the
author wrote into the manuscript as raw HTML.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from collation import tree, xml
from collation.document import front_matter
from collation.document.numbered import Document
from collation.project import Project, find_style
from collation.proof.reading import Place, Trait
from collation.xml import Node

_TEMPLATES: Final[Mapping[str, Mapping[str, str]]] = {
    "html": {"": "html/article.html"},
    "epub": {f"{name}.xhtml": f"epub/{name}.xhtml" for name in ("front", "text", "references", "nav")},
}
_SHEETS: Final = ("article.css",)
"""The style sheets of an EPUB."""

_PARTIAL: Final = re.compile(r"\$([a-z-]+)\(\)\$")
_COMMENT: Final = re.compile(r"\$--.*")
_PERHAPS: Final = re.compile(r"\$(if|for)\([^$]*\)\$(?:(?!\$(?:if|for)\().)*?\$end\1\$", re.DOTALL)
_VARIABLE: Final = re.compile(r"\$([^$\n]*)\$")

_ACTIVE: Final = re.compile(r"\s*(?:javascript|vbscript)\s*:", re.IGNORECASE)
_LED: Final = frozenset({"href", "action", "formaction", "{http://www.w3.org/1999/xlink}href"})
_SAYING: Final = re.compile(r"style|script|base|http-equiv|\bon\w", re.IGNORECASE)

_SIZED: Final = re.compile(
    r"\s*(?:width|height)\s*:\s*(?:0?\.[1-9]\d*|[1-9]\d{0,3}(?:\.\d+)?)(?:%|[a-z]+)\s*", re.IGNORECASE
)
_ALIGNED: Final = re.compile(r"\s*text-align\s*:\s*(?:left|right|center)\s*", re.IGNORECASE)
_HARMLESS: Final[Mapping[str, re.Pattern[str]]] = {
    **dict.fromkeys(("col", "table", "img"), _SIZED),
    **dict.fromkeys(("td", "th", "mtd"), _ALIGNED),
}
"""What pandoc writes into the tags of tables, pictures and formulas: a size that can be seen, and an alignment."""


def traits(root: Node, file: str = "", parts: Mapping[str, bytes] | None = None) -> Iterator[Trait]:
    """Yield what decides how a page looks and acts.

    Args:
        root: the page.
        file: its name in the package.
        parts: the files of the package, among them the style sheets that the page leads to.
    """
    parts = parts or {}
    for element in (*root.itersiblings(preceding=True), *root.iter()):
        place = Place(file=file, line=element.sourceline or 0)
        if not isinstance(element.tag, str):
            if getattr(element, "target", "") == "xml-stylesheet":
                yield Trait("style sheet", _lines(element.text or ""), "", place)
            continue
        name = element.tag.rpartition("}")[2].lower()
        if name == "base":
            yield Trait("base address", " ".join(filter(None, map(element.get, ("href", "target")))), name, place)
        elif name == "meta" and "http-equiv" in element.attrib:
            said = f"{element.get('http-equiv').lower()}: {element.get('content', '')}"
            yield Trait("instruction", " ".join(said.split()), name, place)
        elif name == "style":
            yield Trait("style sheet", _lines("".join(element.itertext())), name, place)
        elif name == "link" and "stylesheet" in (element.get("rel") or "").lower().split():
            address = (element.get("href") or "").strip()
            part = parts.get(posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(address))))
            words = address if part is None else part.decode("utf-8", "replace")
            yield Trait("style sheet", _lines(words), name, place)
        elif name == "script":
            yield Trait("script", _lines("".join(element.itertext()) or element.get("src", "")), name, place)
        for attribute, value in element.attrib.items():
            if attribute == "style":
                if not _is_harmless(name, value):
                    yield Trait("style", _lines(value), name, place)
            elif attribute.lower().startswith("on"):
                yield Trait("handler", f"{attribute.lower()}={_lines(value)}", name, place)
            elif attribute in _LED and _ACTIVE.match(value):
                yield Trait("handler", _lines(value), name, place)


def _lines(text: str) -> str:
    """A text as it is compared: pandoc sets what stands indented in a template as far in."""
    return "\n".join(filter(None, (line.strip() for line in text.splitlines())))


def _is_harmless(name: str, style: str) -> bool:
    allowed = _HARMLESS.get(name)
    return not style.strip() or (
        allowed is not None and all(allowed.fullmatch(one) for one in style.split(";") if one.strip())
    )


@dataclass(frozen=True)
class Look:
    """What a page may have of traits, and what it must.

    Attributes:
        known: the kind and the words of each that a template or its styles have, by the name of the page; where a
            template puts in something of the document, a pattern of it.
        needed: those of them that no page is without.
        written: those that the author wrote as raw HTML.
    """

    known: Mapping[str, frozenset[tuple[str, str | re.Pattern[str]]]]
    needed: Mapping[str, frozenset[tuple[str, str | re.Pattern[str]]]]
    written: frozenset[tuple[str, str]]

    def knows(self, trait: Trait) -> bool:
        """Whether a page has something with good reason."""
        known = self.known.get(posixpath.basename(trait.place.file), frozenset())
        return (trait.kind, trait.words) in self.written or any(_is(trait, one) for one in known)

    def lacks(self, traits: Collection[Trait], file: str) -> Iterator[str]:
        """Yield the kind of what a page is without."""
        for kind, words in sorted(self.needed.get(posixpath.basename(file), ()), key=str):
            if not any(trait.place.file == file and _is(trait, (kind, words)) for trait in traits):
                yield kind

    def added(self, trait: Trait) -> str:
        """Return the lines of a sheet or a script that are in none of ours; all of it where that are none."""
        known = self.known.get(posixpath.basename(trait.place.file), frozenset())
        ours = {
            line for kind, words in known if kind == trait.kind and isinstance(words, str) for line in words.split("\n")
        }
        return " ".join(line for line in trait.words.split("\n") if line not in ours)


def _is(trait: Trait, known: tuple[str, str | re.Pattern[str]]) -> bool:
    kind, words = known
    if kind != trait.kind:
        return False
    return trait.words == words if isinstance(words, str) else words.fullmatch(trait.words) is not None


def look(document: Document, project: Project, format: str) -> Look | None:
    """Return how the pages of a document are to look, by the templates and styles of a project; None of other formats.

    Raises:
        OSError: if a style cannot be read.
    """
    if format not in _TEMPLATES:
        return None
    sheets = {name: _style(project, f"epub/{name}").encode() for name in _SHEETS} if format == "epub" else {}
    values = {}
    if format == "html":
        names = ["article.css", *(["revision.css"] if document.matter is not None else [])]
        values["styles"] = "\n".join(_style(project, f"html/{name}") for name in names)
        values["script"] = _style(project, "html/article.js")
    known, needed = {}, {}
    for name, path in _TEMPLATES[format].items():
        template = _PARTIAL.sub(lambda found: _style(project, f"hypertext/{found[1]}.html"), _style(project, path))
        template = _COMMENT.sub("", template)
        known[name] = frozenset(_given(template, name, values, sheets))
        always, count = template, 1
        while count:
            always, count = _PERHAPS.subn("", always)
        needed[name] = frozenset(_given(always, name, values, sheets))
    return Look(known, needed, frozenset(_written(document)) if format == "html" else frozenset())


def _style(project: Project, name: str) -> str:
    path = find_style(project, name)
    return "" if path is None else path.read_text(encoding="utf-8", errors="replace")


def _given(
    template: str, file: str, values: Mapping[str, str], sheets: Mapping[str, bytes]
) -> Iterator[tuple[str, str | re.Pattern[str]]]:
    """Yield what a template has."""
    try:
        root = xml.parse_html(template.encode())
    except xml.MarkupError:
        return
    for trait in traits(root, file, sheets):
        yield (
            trait.kind,
            trait.words if trait.words.encode() in map(_settled, sheets.values()) else _filled(trait.words, values),
        )


def _settled(sheet: bytes) -> bytes:
    return _lines(sheet.decode("utf-8", "replace")).encode()


def _filled(words: str, values: Mapping[str, str]) -> str | re.Pattern[str]:
    """Return what stands in a template with the values in it, or a pattern where what they are is the document's."""
    pieces = _VARIABLE.split(words)
    names = {name for name in pieces[1::2] if name}
    filled = [piece if index % 2 == 0 else values.get(piece, "") or "$" for index, piece in enumerate(pieces)]
    if names <= set(values):
        return _lines("".join(filled))
    parts = [
        re.escape(filled[index]) if index % 2 == 0 or not piece or piece in values else ".*"
        for index, piece in enumerate(pieces)
    ]
    return re.compile("".join(parts), re.DOTALL)


def _written(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what the author's own markup has."""
    parts = [document.blocks, [item.inlines for item in document.references], *front_matter.data(document).values()]
    for element in tree.elements(parts):
        if element["t"] in ("RawInline", "RawBlock"):
            if _SAYING.search(element["c"][1]):
                try:
                    root = xml.parse_html(element["c"][1].encode())
                except xml.MarkupError:  # the end of an element
                    continue
                yield from ((trait.kind, trait.words) for trait in traits(root))
        elif element["t"] in tree.WITH_ATTRIBUTES:
            for name, value in tree.attribute_of(element)[2]:
                if name.lower().startswith("on"):
                    yield "handler", f"{name.lower()}={_lines(value)}"
