"""HTML read back: the page as its markup has it, not as the template meant it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote

from collation import xml
from collation.document.labels import LABELS
from collation.proof.look import traits
from collation.proof.reading import (
    OBJECT,
    Block,
    BlockKind,
    Fault,
    FaultKind,
    MarkKind,
    Metadata,
    Place,
    Reading,
    TextBuilder,
    UnreadableOutputError,
    settled,
)
from collation.xml import Node, classes

_MARKS: Final[Mapping[str, MarkKind]] = {
    "strong": "strong",
    "b": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "sup": "superscript",
    "sub": "subscript",
}
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What a browser sets apart from the text around it (HTML Standard, 15.3), as far as it may stand in an article.
_BLOCKS: Final = _HEADINGS | {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li", "main", "nav", "ol", "p"),
    *("pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_UNSHOWN: Final = frozenset({"head", "script", "style", "template", "title"})
_OBJECTS: Final = frozenset({"math", "img", "svg", "object", "video", "audio", "iframe", "canvas"})
# What is shown before a text and numbers it.
_LABELS: Final = frozenset({"heading-number", "caption-label", "reference-number", "equation-number"})
# What leads back from a list item or a note: a way, and no text of it.
_WAYS_BACK: Final = frozenset({"backlinks", "footnote-back"})
_ARROWS: Final = re.compile(r"[\s\d↑↩︎]*")
_SKIP: Final = frozenset(labels["skip"] for labels in LABELS.values())
"""The words of the one link over which a reader comes to the text; it is shown to who has only a keyboard."""
# Attributes that make a browser fetch something (HTML Standard, 4.2.4, 4.7, 4.8, 4.10).
_FETCHING: Final = ("src", "srcset", "data", "poster", "background")
_EPUB_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
_HERE: Final = ("data:", "#", "about:")
# What a style sheet of one element does to text that no reader is to see.
_HIDDEN: Final = re.compile(
    r"\b(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0*(?![.\d])|"
    r"font-size\s*:\s*0*\.?0*(?![.\d])|color\s*:\s*transparent|text-indent\s*:\s*-\d{3,})",
    re.IGNORECASE,
)
_STYLED: Final = re.compile(r"""(?:@import\s*|url\(\s*)["']?\s*(?!data:|#|["')\s])([^"')]+)""", re.IGNORECASE)


def read(data: bytes) -> Reading:
    """Read a page.

    Raises:
        UnreadableOutputError: if the bytes are no page.
    """
    try:
        root = xml.parse_html(data)
    except xml.MarkupError as error:
        raise UnreadableOutputError(str(error)) from error
    pages = Pages({"": root})
    return Reading("html", pages.blocks, _metadata(root), pages.faults, traits=tuple(traits(root)))


def _metadata(root: Node) -> Metadata:
    def said(name: str) -> tuple[str, ...]:
        return tuple(item.get("content", "") for item in root.iterfind(f".//head/meta[@name='{name}']"))

    return Metadata(
        title=root.findtext(".//head/title"),
        authors=said("author"),
        language=root.get("lang"),
        keywords=said("citation_keywords"),
    )


@dataclass(frozen=True)
class _Region:
    """What the elements around a text say of it."""

    kind: BlockKind = "paragraph"
    level: int = 0
    language: str = ""
    is_in_figure: bool = False


class Pages:
    """Reads one page, or the content documents of an EPUB in their order: links lead from one to another.

    Args:
        pages: the roots of the documents by file name; the one page of an HTML file has the name "".
        parts: the names of all files of the package, which a page may fetch.
    """

    def __init__(self, pages: Mapping[str, Node], parts: Collection[str] = ()) -> None:
        self._parts = parts
        self._faults: list[Fault] = []
        self._blocks: list[Block] = []
        self._starts: dict[tuple[str, str], int] = {}
        self._file = ""
        self._place = Place()
        self._builder: TextBuilder | None = None
        self._region = _Region()
        self._label: list[str] | None = None
        self._labels: list[str] = []
        for name, root in pages.items():
            self._file, self._place = name, Place(file=name)
            self._look_over(root)
            self._starts[name, ""] = len(self._blocks)
            self._region = _Region(language=root.get("lang") or "")
            self._walk(root)
            self._flush()
        self.blocks = tuple(map(self._settle, self._blocks))
        self.faults = tuple(self._faults)

    # --- form --------------------------------------------------------------------------------------------------------

    def _look_over(self, root: Node) -> None:
        """Find what is wrong with a page by itself: identifiers that are there twice, and what must be fetched."""
        seen: set[str] = set()
        for element in root.iter():
            name = _name(element)
            identifier = element.get("id")
            if identifier in seen:
                self._fault("duplicate-id", identifier, element)
            elif identifier is not None:
                seen.add(identifier)
            addresses = [element.get(attribute) or "" for attribute in _FETCHING]
            if name == "link":
                addresses.append(element.get("href") or "")
            if name == "style":
                addresses.extend(_STYLED.findall(element.text or ""))
            if "style" in element.attrib:
                addresses.extend(_STYLED.findall(element.get("style")))
            for address in map(str.strip, addresses):
                if address and not address.startswith(_HERE) and self._resolved(address)[0] not in self._parts:
                    self._fault("external-resource", address, element)

    def _fault(self, kind: FaultKind, detail: str, element: Node) -> None:
        self._faults.append(Fault(kind, detail, Place(file=self._file, line=element.sourceline or 0)))

    # --- links -------------------------------------------------------------------------------------------------------

    def _resolved(self, address: str, file: str | None = None) -> tuple[str, str]:
        """Return the file, as the package names it, and the identifier that an address names."""
        path, _, anchor = address.partition("#")
        base = self._file if file is None else file
        return (posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path))) if path else base), unquote(
            anchor
        )

    def _settle(self, block: Block) -> Block:
        """Say of each link to which block it leads, now that all are known."""
        links = []
        for link in block.links:
            address = str(link.target)
            target: int | str | None = address
            file, anchor = self._resolved(address, block.place().file)
            if address.startswith("#") or (file, "") in self._starts:
                found = self._starts.get((file, anchor))
                target = None if found is None else min(found, len(self._blocks) - 1)
                if found is None:
                    self._faults.append(Fault("dead-link", address, block.place(link.start)))
            links.append(replace(link, target=target))
        return replace(block, links=tuple(links))

    # --- text --------------------------------------------------------------------------------------------------------

    def _walk(self, element: Node) -> None:
        name, kinds = _name(element), classes(element)
        if name in _UNSHOWN:
            return
        if "hidden" in element.attrib or _HIDDEN.search(element.get("style") or ""):
            words = settled("".join(element.itertext()))
            if words and name != "nav":  # the landmarks of an EPUB are for programs
                self._fault("hidden-text", words, element)
            return
        identifier = element.get("id")
        if name not in _BLOCKS:
            self._remember(identifier)
            self._inline(element, name, kinds)
            return
        self._flush()
        self._remember(identifier)
        around, self._region = self._region, self._inner(element, name, kinds)
        if not (name == "footer" and self._region.kind == "paragraph"):  # what a journal prints below each page
            self._children(element)
        self._flush()
        self._region = around

    def _inner(self, element: Node, name: str, kinds: frozenset[str]) -> _Region:
        """Return what is known of the text in a block element."""
        around = self._region
        kind, level, is_in_figure = around.kind, around.level, around.is_in_figure
        if name == "header" or "first-page-note" in kinds or "frontmatter" in (element.get(_EPUB_TYPE) or "").split():
            kind = "front"
        elif name == "nav":
            kind = "contents"
        elif "footnotes" in kinds or element.get("role") in ("doc-endnotes", "doc-footnote"):
            kind = "footnote"
        elif "csl-entry" in kinds:
            kind = "reference"
        elif kind == "paragraph":
            if name in ("td", "th"):
                kind = "cell"
            elif name in ("caption", "figcaption"):
                kind = "caption"
            elif "equation" in kinds:
                kind = "equation"
            elif name in _HEADINGS:
                said = element.get("aria-level") or ""
                kind, level = "heading", max(1, int(said if said.isdecimal() else name[1]) - 1)
            elif name == "figure":
                is_in_figure = True
        return _Region(kind, level, element.get("lang") or around.language, is_in_figure)

    def _children(self, element: Node) -> None:
        self._text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._walk(child)
            self._text(child.tail)

    def _inline(self, element: Node, name: str, kinds: frozenset[str]) -> None:
        if "skip-link" in kinds and self._is_skip_link(element):
            return
        if kinds & _WAYS_BACK and _ARROWS.fullmatch("".join(element.itertext())):
            for link in element.iter("{*}a"):
                with self._begun().link(link.get("href") or ""):
                    pass
        elif kinds & _LABELS:
            self._label = []
            self._children(element)
            self._labels.append("".join(self._label))
            self._label = None
        elif name == "img" and self._region.is_in_figure and self._region.kind == "paragraph":
            self._flush()
            self._region = replace(self._region, kind="figure")
            self._begun().add(element.get("alt") or "")
            self._flush(keeps_empty=True)
            self._region = replace(self._region, kind="paragraph")
        elif name in _OBJECTS or "footnote-ref" in kinds:
            with ExitStack() as stack:
                if name == "a":
                    stack.enter_context(self._begun().link(element.get("href") or ""))
                self._begun().add(OBJECT)
        elif name == "br":
            self._text(" ")
        else:
            with self._set_apart(element, name):
                self._children(element)

    def _is_skip_link(self, element: Node) -> bool:
        return (
            not self._file
            and _name(element.getparent()) == "body"
            and element.getprevious() is None
            and settled("".join(element.itertext())) in _SKIP
        )

    @contextmanager
    def _set_apart(self, element: Node, name: str) -> Iterator[None]:
        with ExitStack() as stack:
            if self._label is None and name in _MARKS:
                stack.enter_context(self._begun().mark(_MARKS[name]))
            if name == "a" and element.get("href") is not None:
                stack.enter_context(self._begun().link(element.get("href")))
            yield

    def _remember(self, identifier: str | None) -> None:
        """An identifier leads to the block in which it stands, or to the one that begins next."""
        if identifier:
            self._starts.setdefault((self._file, identifier), len(self._blocks))
            self._place = Place(file=self._file, anchor=identifier)
            if self._builder is not None:
                self._builder.at(self._place)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._label is not None:
            self._label.append(text)
        elif self._builder is not None or text.strip():
            self._begun().add(text)

    def _begun(self) -> TextBuilder:
        if self._builder is None:
            self._builder = TextBuilder()
            self._builder.at(self._place)
        return self._builder

    def _flush(self, *, keeps_empty: bool = False) -> None:
        builder, labels = self._builder, self._labels
        self._builder, self._labels = None, []
        if builder is None and not labels:
            return
        builder = builder or TextBuilder()
        if builder.text or labels or keeps_empty:
            region = self._region
            self._blocks.append(
                builder.block(region.kind, label=" ".join(labels), level=region.level, language=region.language)
            )


def _name(element: Node) -> str:
    """The name of an element without its namespace; "" of a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
