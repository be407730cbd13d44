"""JATS read back: what a journal's system would show of the article, by the tags alone (ANSI/NISO Z39.96-2021)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import Final

from collation import xml
from collation.document.labels import label as words_of
from collation.proof.reading import (
    OBJECT,
    Block,
    BlockKind,
    Fault,
    MarkKind,
    Metadata,
    Place,
    Reading,
    Record,
    TextBuilder,
    UnreadableOutputError,
)
from collation.xml import Node

_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_MARKS: Final[Mapping[str, MarkKind]] = {
    "bold": "strong",
    "italic": "emphasis",
    "sup": "superscript",
    "sub": "subscript",
}
_BLOCKS: Final = frozenset(
    {
        *("sec", "title", "p", "list", "list-item", "def-list", "def-item", "term", "def", "disp-quote", "code"),
        *("preformat", "verse-group", "disp-formula", "fig", "fig-group", "table-wrap", "table"),
        *("thead", "tbody", "tfoot", "tr", "td", "th", "table-wrap-foot", "boxed-text", "ack", "fn-group", "statement"),
        *("attrib", "body", "supplementary-material", "disp-formula-group", "array"),
    }
)
_UNSHOWN: Final = frozenset({"alt-text", "long-desc", "colgroup", "object-id", "graphic", "media", "alternatives"})
_OBJECTS: Final = frozenset({"inline-formula", "inline-graphic", "math", "tex-math", "inline-media"})
# What a journal prints above a statement that JATS tells by its tag alone.
_STATEMENTS: Final[Mapping[str, str]] = {
    "coi-statement": "conflicts-of-interest",
    "con": "author-contributions",
    "financial-disclosure": "funding",
}
_DATA: Final = (
    *("article-title", "chapter-title", "source", "year"),
    *("volume", "issue", "fpage", "lpage", "elocation-id"),
)
_FRONT_TEXTS: Final = (
    *("article-title", "subtitle", "trans-title", "trans-subtitle", "alt-title"),
    *("subject", "title", "p", "kwd"),
)
# JATS gives an ORCID iD as its address, which a journal links and need not print.
_ORCID: Final = "https://orcid.org/"
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


def read(data: bytes, companions: Collection[str] | None = None) -> Reading:
    """Read an article.

    Args:
        data: the XML.
        companions: the names of the files beside it; None where that is not known.

    Raises:
        UnreadableOutputError: if the bytes are no JATS article.
    """
    try:
        root = xml.parse(data)
    except xml.MarkupError as error:
        raise UnreadableOutputError(str(error)) from error
    if root.tag != "article":
        raise UnreadableOutputError("it is XML, but no JATS article")
    article = _Article(root, companions)
    return Reading("jats", article.blocks, _metadata(root), tuple(article.faults), records=article.records)


def _metadata(root: Node) -> Metadata:
    title = root.find("front/article-meta/title-group/article-title")
    language = root.get(_LANGUAGE, "")
    contributors = root.iterfind("front/article-meta/contrib-group/contrib[@contrib-type='author']")
    return Metadata(
        title=None if title is None else _plain(title),
        authors=tuple(next(iter(_names(contributor, language)), "") for contributor in contributors),
        language=language or None,
        keywords=tuple(map(_plain, root.iterfind("front/article-meta/kwd-group/kwd"))),
    )


def _plain(element: Node) -> str:
    return "".join(element.itertext())


def _names(contributor: Node, first: str = "") -> list[str]:
    """Return a contributor's names as they are printed, that in the article's own language first."""
    names = [*contributor.iter("name", "string-name", "collab")]
    names.sort(key=lambda name: name.get(_LANGUAGE, first) != first)
    return [_name(name) for name in names]


def _name(name: Node) -> str:
    if name.tag != "name":
        return _plain(name).strip()
    surname, given = name.findtext("surname") or "", name.findtext("given-names") or ""
    parts = [name.findtext("prefix"), *((surname, given) if name.get("name-style") == "eastern" else (given, surname))]
    between = "" if _HAN.search(surname) else " "
    suffix = name.findtext("suffix")
    return between.join(filter(None, parts)) + (f", {suffix}" if suffix else "")


class _Article:
    """Walks an article; what is shown becomes blocks."""

    def __init__(self, root: Node, companions: Collection[str] | None) -> None:
        self.root = root
        self.companions = companions
        self.language = root.get(_LANGUAGE, "")
        self.faults: list[Fault] = []
        self.records: tuple[Record, ...] = ()
        self._found: list[Block] = []
        self._notes: list[Node] = []
        self._starts: dict[str, int] = {}
        self._builder: TextBuilder | None = None
        self._kind: BlockKind = "paragraph"
        self._label = ""
        self._level = 0
        self._place = Place()
        self._look_over()
        self._front()
        for part in root.iterfind("body"):
            self._children(part)
            self._flush()
        self._statements()
        for part in root.iterfind("back"):
            self._back(part)
        for note in self._notes:
            self._note(note)
        self.blocks = tuple(map(self._settle, self._found))

    # --- form ----------------------------------------------------------------------------------------------------

    def _look_over(self) -> None:
        seen: set[str] = set()
        for element in self.root.iter():
            if not isinstance(element.tag, str):
                continue
            identifier = element.get("id")
            if identifier in seen:
                self.faults.append(Fault("duplicate-id", identifier, Place(line=element.sourceline or 0)))
            elif identifier:
                seen.add(identifier)
            if element.tag not in ("graphic", "inline-graphic", "media", "supplementary-material"):
                continue
            address = element.get(_HREF) or ""
            if "://" in address or address.startswith("//"):
                self.faults.append(Fault("external-resource", address, Place(line=element.sourceline or 0)))
            elif self.companions is not None and address not in self.companions:
                self.faults.append(Fault("missing-part", f"the file {address}", Place(line=element.sourceline or 0)))

    def _settle(self, block: Block) -> Block:
        """Say of each link to which block it leads, now that all are known."""
        links = []
        for link in block.links:
            target = link.target
            if isinstance(target, str) and target.startswith("#"):
                found = self._starts.get(target[1:])
                if found is None:
                    self.faults.append(Fault("dead-link", target, block.place(link.start)))
                target = None if found is None else min(found, len(self._found) - 1)
            links.append(replace(link, target=target))
        return replace(block, links=tuple(links))

    # --- before the text -----------------------------------------------------------------------------------------

    def _front(self) -> None:
        self._kind = "front"
        meta = self.root.find("front/article-meta")
        for element in meta if meta is not None else ():
            if element.tag in ("title-group", "article-categories", "abstract", "trans-abstract", "kwd-group"):
                self._front_texts(element)
            elif element.tag == "contrib-group":
                self._contributors(element)
            elif element.tag == "author-notes":
                for note in element.iterfind("corresp"):
                    self._block(note, "front")
        for notes in self.root.iterfind("front/notes"):
            self._front_texts(notes)
        self._kind = "paragraph"

    def _front_texts(self, element: Node) -> None:
        for part in element.iter(
            "article-title", "subtitle", "trans-title", "trans-subtitle", "title", "p", "kwd", "subject", "alt-title"
        ):
            self._block(part, "front")

    def _contributors(self, group: Node) -> None:
        for contributor in group.iterfind("contrib"):
            for name in _names(contributor, self.language):
                self._plain_block(name)
            for identifier in contributor.iterfind("contrib-id"):
                self._plain_block(_plain(identifier).strip().removeprefix(_ORCID))
            for address in contributor.iterfind("email"):
                self._plain_block(_plain(address))
        for affiliation in group.iter("aff"):
            self._block(affiliation, "front")

    def _plain_block(self, text: str) -> None:
        self._begun().add(text)
        self._flush()

    # --- statements, list and notes ------------------------------------------------------------------------------

    def _statements(self) -> None:
        """Statements that JATS keeps before the text, and that a journal prints behind it."""
        for funding in self.root.iterfind("front/article-meta/funding-group/funding-statement"):
            self._statement("funding", funding)
        for note in self.root.iterfind("front/article-meta/author-notes/fn"):
            name = _STATEMENTS.get(note.get("fn-type", ""))
            for paragraph in note.iterfind("p"):
                if name:
                    self._statement(name, paragraph)
                else:
                    self._block(paragraph, "front")

    def _statement(self, name: str, paragraph: Node) -> None:
        self._begun().add(words_of(self.language, name))
        self._level = 1
        self._flush("heading")
        self._level = 0
        self._block(paragraph, "paragraph")

    def _back(self, back: Node) -> None:
        for part in back:
            if part.tag == "ref-list":
                self._references(part)
            elif part.tag == "fn-group":
                self._notes.extend(part.iterfind("fn"))
            elif isinstance(part.tag, str):
                self._walk(part)
                self._flush()

    def _references(self, group: Node) -> None:
        self._remember(group)
        title = group.find("title")
        if title is not None:
            self._level = 1
            self._block(title, "heading")
            self._level = 0
        records = []
        for item in group.iterfind("ref"):
            self._remember(item)
            shown = item.find(".//mixed-citation")
            self._label = item.findtext("label") or ""
            if shown is not None:
                self._children(shown)
            self._begun()
            self._flush("reference", label=self._label)
            data = item.find(".//element-citation")
            if data is not None:
                records.append(Record(self._label, tuple(_data(data))))
        self.records = tuple(records)
        self._label = ""

    def _note(self, note: Node) -> None:
        self._remember(note)
        for paragraph in note.iterfind("p"):
            self._kind = "footnote"
            self._walk(paragraph)
            self._flush()
        self._kind = "paragraph"

    # --- text ----------------------------------------------------------------------------------------------------

    def _block(self, element: Node, kind: BlockKind, *, label: str = "") -> None:
        """Read one element as one block."""
        self._flush()
        self._remember(element)
        self._children(element)
        self._flush(kind, label=label)

    def _children(self, element: Node) -> None:
        self._text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._walk(child)
            self._text(child.tail)

    def _walk(self, element: Node) -> None:
        tag = element.tag
        if tag == "graphic":  # of no figure, whose graphics are not come to
            self._begun().add(OBJECT)
        if tag in _UNSHOWN or tag == "label":
            return
        if tag not in _BLOCKS:
            self._remember(element)
            self._inline(element)
            if tag == "verse-line":
                self._text(" ")
            return
        self._flush()
        self._remember(element)
        if tag == "sec":
            self._section(element)
        elif tag == "title":
            self._block(element, "heading")
        elif tag in ("fig", "table-wrap"):
            self._float(element)
        elif tag in ("td", "th"):
            around, self._kind = self._kind, "cell"
            self._children(element)
            self._flush()
            self._kind = around
        elif tag == "disp-formula":
            number = element.findtext("label")
            self._begun().add(OBJECT)
            self._flush("equation" if number else self._kind, label=number or "")
        else:
            self._children(element)
            self._flush()

    def _section(self, element: Node) -> None:
        self._level += 1
        title = element.find("title")
        if title is not None:
            self._remember(title)
            self._children(title)
            self._flush("heading", label=element.findtext("label") or "")
        for child in element:
            if isinstance(child.tag, str) and child.tag not in ("label", "title", "sec-meta"):
                self._walk(child)
                self._flush()
        self._level -= 1

    def _float(self, element: Node) -> None:
        for picture in element.iter("graphic") if element.tag == "fig" else ():
            self._begun().add(picture.findtext("alt-text") or "")
            self._remember(picture)
            self._flush("figure")
        labels = [_plain(label) for label in element.iterfind("label")]
        for place, caption in enumerate(element.iterfind("caption")):
            self._remember(caption)
            for part in caption:
                self._children(part)
                self._text(" ")
            self._begun()
            self._flush("caption", label=labels[place] if place < len(labels) else "")
        for part in element:
            if part.tag == "table-wrap-foot":
                self._notes.extend(part.iterfind("fn"))
            elif part.tag not in ("label", "caption", "graphic") and isinstance(part.tag, str):
                self._walk(part)
                self._flush()

    def _inline(self, element: Node) -> None:
        tag = element.tag
        if tag == "xref" and element.get("ref-type") in ("fn", "table-fn"):
            with self._begun().link(f"#{element.get('rid')}"):
                self._begun().add(OBJECT)
        elif tag == "fn":
            self._notes.append(element)
            with self._begun().link(f"#{element.get('id')}"):
                self._begun().add(OBJECT)
        elif tag in _OBJECTS:
            self._begun().add(OBJECT)
        elif tag == "break":
            self._text(" ")
        else:
            with ExitStack() as stack:
                if tag in _MARKS:
                    stack.enter_context(self._begun().mark(_MARKS[tag]))
                if tag == "xref":
                    stack.enter_context(self._begun().link(f"#{element.get('rid')}"))
                elif tag in ("ext-link", "uri", "email") and element.get(_HREF):
                    stack.enter_context(self._begun().link(element.get(_HREF)))
                self._children(element)

    def _remember(self, element: Node) -> None:
        """An identifier leads to the block in which it stands, or to the one that begins next."""
        identifier = element.get("id")
        if identifier:
            self._starts.setdefault(identifier, len(self._found))
            self._place = Place(anchor=identifier, line=element.sourceline or 0)
            if self._builder is not None:
                self._builder.at(self._place)

    def _text(self, text: str | None) -> None:
        if text and (self._builder is not None or text.strip()):
            self._begun().add(text)

    def _begun(self) -> TextBuilder:
        if self._builder is None:
            self._builder = TextBuilder()
            self._builder.at(self._place)
        return self._builder

    def _flush(self, kind: BlockKind | None = None, *, label: str = "") -> None:
        builder, self._builder = self._builder, None
        if builder is not None and (builder.text or label or kind == "figure"):
            made = kind or self._kind
            level = self._level if made == "heading" else 0
            self._found.append(builder.block(made, label=label, level=level))


def _data(citation: Node) -> Iterator[tuple[str, str]]:
    """Yield what the structured form of a citation says, by the names of JATS."""
    for name in citation.iterfind("person-group[@person-group-type='author']/*"):
        if name.tag == "name":
            yield "author", name.findtext("surname") or ""
        elif name.tag in ("collab", "string-name"):
            yield "author", _plain(name)
        elif name.tag == "etal":
            yield "author", "others"  # as an entry has it
    for tag in (
        "article-title",
        "chapter-title",
        "source",
        "year",
        "volume",
        "issue",
        "fpage",
        "lpage",
        "elocation-id",
    ):
        for element in citation.iterfind(tag):
            yield tag, _plain(element)
    for element in citation.iterfind("pub-id"):
        yield element.get("pub-id-type", "pub-id"), _plain(element)
