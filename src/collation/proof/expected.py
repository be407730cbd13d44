"""What a reader is to see: the numbered document as the same nouns that are read back from an output."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any, Final

from collation import tree, xml
from collation.document import front_matter
from collation.document.front_matter import article_type, data
from collation.document.labels import LABELS
from collation.document.numbered import Document, inlines_of
from collation.model import Bilingual, CitationCluster, Manuscript
from collation.proof.reading import (
    OBJECT,
    Block,
    BlockKind,
    Contributor,
    MarkKind,
    Metadata,
    TextBuilder,
    settled,
)
from collation.tree import Element

_MARKS: Final[Mapping[str, MarkKind]] = {
    "Strong": "strong",
    "Emph": "emphasis",
    "Superscript": "superscript",
    "Subscript": "subscript",
}
_PARTING: Final = frozenset({"pdf", "docx", "jats"})
"""The formats in which a displayed formula parts the paragraph in which it stands."""

_LONE_TAG: Final = re.compile(r"\s*<(\w+)(?:\s[^<>]*)?/?>\s*")
_OBJECTS: Final = frozenset({"img", "svg", "object", "video", "audio", "iframe", "canvas"})

_WITH_ATTRIBUTES: Final = frozenset({"Code", "CodeBlock", "Div", "Figure", "Header", "Image", "Link", "Span", "Table"})
_SAYING: Final = frozenset({"alt", "title", "aria-label"})


@dataclass(frozen=True)
class Marker:
    """A marker that is to be printed: its stretch of a block, its text, and the index of its cluster."""

    start: int
    end: int
    text: str
    cluster: int


@dataclass(frozen=True)
class FrontText:
    """One text of the front matter: what it is, in words, its characters, and the numbers that stand behind it."""

    name: str
    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Expected:
    """What an output of one format is to show.

    Attributes:
        document: the numbered document.
        blocks: of all kinds but `front`; links lead to blocks as in a `Reading`.
        markers: those of each block, by its index.
        front: the texts before the body, wherever a format puts them.
        running_titles: what a format may print at the head of each page, or before the text.
        metadata: what the output is to say of itself.
        contents: what its table of contents is to list: a block for each heading of the text, whose one link leads to
            it.
        has_spaces: as of the reading with which it is compared.
        continued: the blocks that were one paragraph of the author's with the block before, by index.
        beside: what it may say beside the text, in attributes and the like: the words of pictures, titles, formulas.
        verses: the blocks that hold several paragraphs of the author's: the lines of a verse.
        spaced: those of them that have an empty line.
    """

    document: Document
    blocks: tuple[Block, ...]
    markers: Mapping[int, tuple[Marker, ...]]
    front: tuple[FrontText, ...]
    running_titles: tuple[str, ...]
    metadata: Metadata
    contents: tuple[Block, ...] = ()
    has_spaces: bool = True
    continued: frozenset[int] = frozenset()
    beside: frozenset[str] = frozenset()
    verses: frozenset[int] = frozenset()
    spaced: frozenset[int] = frozenset()

    @property
    def manuscript(self) -> Manuscript:
        """The manuscript that the document numbers."""
        return self.document.manuscript

    def cluster(self, marker: Marker) -> CitationCluster:
        """Return the citation cluster that a marker prints."""
        return self.manuscript.clusters[marker.cluster]


def expect(document: Document, format: str, *, has_spaces: bool = True) -> Expected:
    """Return what an output is to show.

    Args:
        document: the numbered document.
        format: the output's format: raw HTML of the author's is seen in HTML alone.
        has_spaces: whether the reading of that format can tell its blanks.
    """
    writer = _Writer(document, format, has_spaces=has_spaces)
    return Expected(
        document,
        tuple(writer.blocks),
        writer.markers,
        tuple(text for text in writer.front() if text.text),
        writer.running_titles(),
        _metadata(document, format),
        tuple(writer.contents),
        has_spaces,
        frozenset(writer.continued),
        frozenset(_beside(document)),
        frozenset(writer.verses),
        frozenset(writer.spaced),
    )


class _Writer:
    """Flattens the document; links lead to identifiers until all blocks are known."""

    def __init__(self, document: Document, format: str, *, has_spaces: bool) -> None:
        self.document = document
        self.is_html = format == "html"
        self.is_word = format == "docx"
        self.is_jats = format == "jats"
        self.parts_displays = format in _PARTING
        self.continued: set[int] = set()
        self.verses: set[int] = set()
        self.spaced: set[int] = set()
        self.has_spaces = has_spaces
        self.blocks: list[Block] = []
        self.markers: dict[int, tuple[Marker, ...]] = {}
        self.contents: list[Block] = []
        self.starts: dict[str, int] = {}
        self.notes: list[tuple[str, list[Element]]] = []
        self.builder = TextBuilder(has_spaces=has_spaces)
        self.label = ""
        self.found: list[Marker] = []
        self.cluster = -1
        self._write()

    def _write(self) -> None:
        self._blocks(self.document.blocks, "paragraph")
        matter = data(self.document)
        for statement in matter.get("statements", ()):
            self._paragraph("heading", tree.text(statement["heading"]), level=1)
            self._paragraph("paragraph", statement["text"])
        notes, self.notes = self.notes, []
        if self.document.references:
            self._paragraph("heading", tree.text(matter["references-heading"]), level=1, identifier="references")
        for item in self.document.references:
            self._paragraph("reference", item.inlines, label=item.label, identifier=f"ref-{item.number}")
        for number, (identifier, blocks) in enumerate(notes, start=1):
            self.starts[identifier] = first = len(self.blocks)
            self._blocks(blocks, "footnote")
            if self.is_jats and first < len(self.blocks):  # the other formats count notes themselves
                self.blocks[first] = replace(self.blocks[first], label=str(number))
        self.blocks = [
            replace(block, links=tuple(replace(link, target=self._target(link.target)) for link in block.links))
            for block in self.blocks
        ]

    def _target(self, target: int | str | None) -> int | str | None:
        if isinstance(target, str) and target.startswith("#"):
            return self.starts.get(target[1:])
        return target

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Element], kind: BlockKind) -> None:
        for block in blocks:
            self._block(block, kind)

    def _block(self, block: Element, kind: BlockKind) -> None:
        name: str = block["t"]
        content: Any = block.get("c")
        if name in ("Para", "Plain"):
            if self.is_word and kind != "figure" and (pictures := _pictures(content)):
                for picture in pictures:  # Word has no other figures: a paragraph that holds only pictures is some
                    self._paragraph("figure", [picture])
                return
            first = len(self.blocks)
            for inlines in _parted(content) if self.parts_displays else (content,):
                self._paragraph(kind, inlines)
            self.continued.update(range(first + 1, len(self.blocks)))
        elif name == "Header":
            level, (identifier, _, pairs), inlines = content
            number = dict(pairs).get("number", "")
            self._list(inlines, number, level)
            self._paragraph("heading", inlines, label=number, level=level, identifier=identifier)
        elif name == "Figure":
            (identifier, _, _), (_, caption), inner = content
            self._start(identifier)
            self._blocks(inner, "figure")
            self._caption(caption)
        elif name == "Table":
            (identifier, _, _), (_, caption), _, head, bodies, foot = content
            self._start(identifier)
            self._caption(caption)
            rows = [*head[1], *(row for body in bodies for part in (body[2], body[3]) for row in part), *foot[1]]
            for _, cells in rows:
                for cell in cells:  # one in a note is part of the note
                    self._blocks(cell[4], kind if kind == "footnote" else "cell")
        elif name == "Div":
            (identifier, kinds, pairs), inner = content
            self._start(identifier)
            if "equation" in kinds:
                self._paragraph("equation", inner[0]["c"], label=f"({dict(pairs)['number']})")
            else:
                self._blocks(inner, kind)
        elif name == "CodeBlock":
            self._paragraph(kind, [{"t": "Code", "c": content}])
        elif name == "LineBlock":
            lines = [inline for line in content for inline in (*line, {"t": "LineBreak"})]
            self.verses.add(len(self.blocks))
            if not all(tree.plain_text(line).strip() for line in content):
                self.spaced.add(len(self.blocks))
            self._paragraph(kind, lines)
        elif name == "RawBlock":
            if self.is_html and content[0].startswith("html"):
                self._paragraph(kind, [{"t": "Str", "c": _shown(content[1])}])
        elif name == "BulletList" and self.is_word:
            self._nested([_unboxed(item) for item in content], kind)
        else:  # lists and quotations: what is in them
            self._nested(content, kind)

    def _list(self, inlines: Sequence[Element], number: str, level: int) -> None:
        """Put the heading that comes next into the table of contents: without its citations and notes."""
        self.builder, self.found = TextBuilder(has_spaces=self.has_spaces), []
        with self.builder.link(None):
            (unlinked,) = tree.map_inlines([tree.paragraph(inlines)], _uncited)
            self._inlines(unlinked["c"])
        entry = self.builder.block("contents", label=number, level=level)
        if entry.text:
            link = replace(entry.links[0], target=len(self.blocks))
            self.contents.append(replace(entry, links=(link,)))

    def _nested(self, node: object, kind: BlockKind) -> None:
        """Read the blocks inside a list or a quotation; in a definition list the terms are inlines."""
        if not isinstance(node, list):
            return
        if tree.is_inlines(node):
            self._paragraph(kind, node)
        elif tree.is_blocks(node):
            self._blocks(node, kind)
        else:
            for child in node:
                self._nested(child, kind)

    def _caption(self, blocks: Sequence[Element]) -> None:
        for block in blocks:
            inlines = block["c"][1][0]["c"] if block["t"] == "Div" else block["c"]
            self._paragraph("caption", inlines)

    def _start(self, identifier: str) -> None:
        if identifier:
            self.starts.setdefault(identifier, len(self.blocks))

    def _paragraph(
        self,
        kind: BlockKind,
        inlines: Sequence[Element],
        *,
        label: str = "",
        level: int = 0,
        identifier: str = "",
    ) -> None:
        self._start(identifier)
        self.builder, self.label, self.found = TextBuilder(has_spaces=self.has_spaces), label, []
        if kind == "figure":
            images = [inline for inline in tree.elements(inlines) if inline["t"] == "Image"]
            for image in images:
                self._start(image["c"][0][0])
                self.builder.add(tree.plain_text(image["c"][1]))
        else:
            self._inlines(inlines)
        if not (self.builder.text or self.label or kind == "figure"):
            return
        if self.found:
            self.markers[len(self.blocks)] = tuple(self.found)
        self.blocks.append(self.builder.block(kind, label=self.label, level=level))

    # --- inlines -----------------------------------------------------------------------------------------------------

    def _inlines(self, inlines: Sequence[Element]) -> None:
        for inline in inlines:
            self._inline(inline)

    def _inline(self, inline: Element) -> None:
        name: str = inline["t"]
        content: Any = inline.get("c")
        if name == "Str":
            self.builder.add(content)
        elif name in ("Space", "SoftBreak", "LineBreak"):
            self.builder.add(" ")
        elif name == "Code":
            self.builder.add(content[1])
        elif name in ("Math", "Image"):
            self.builder.add(OBJECT)
        elif name == "Note":
            identifier = f"note {len(self.notes) + 1}"
            self.notes.append((identifier, content))
            with self.builder.link(f"#{identifier}"):
                self.builder.add(OBJECT)
        elif name == "Quoted":
            opening, closing = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
            self.builder.add(opening)
            self._inlines(content[1])
            self.builder.add(closing)
        elif name == "Span":
            self._span(content)
        elif name == "Link":
            self._start(content[0][0])
            with self.builder.link(content[2][0]):
                self._inlines(content[1])
        elif name == "RawInline":
            if self.is_html and content[0] == "html":
                self.builder.add(_shown(content[1]))
        elif name == "Cite":
            self._inlines(content[1])
        else:  # what is set apart: emphasis, a raised or lowered stretch, small capitals
            with self.builder.mark(_MARKS[name]) if name in _MARKS else nullcontext():
                self._inlines(content)

    def _span(self, content: Any) -> None:
        (identifier, kinds, _), inlines = content
        self._start(identifier)
        if "caption-label" in kinds:
            self.label = tree.plain_text(inlines)
        elif "citation" in kinds:
            if identifier:  # a cluster may be printed as several markers, of which the first has the identifier
                self.cluster = int(identifier.removeprefix("cite-")) - 1
            before = len(self.builder.text)
            self._inlines(inlines)
            text = self.builder.text[before:]
            start = before + len(text) - len(text.lstrip())
            self.found.append(Marker(start, len(self.builder.text), text.strip(), self.cluster))
        else:
            self._inlines(inlines)

    # --- before the text ---------------------------------------------------------------------------------------------

    def front(self) -> Iterator[FrontText]:
        """Yield the texts of the front matter; where they stand is each format's own affair."""
        matter = self.document.manuscript.front_matter
        languages = (("", "first"), (" in the second language", "second"))
        # Where all authors work at one place it has no number.
        is_numbered = len(matter.affiliations) > 1
        numbers = {item.identifier: str(number) for number, item in enumerate(matter.affiliations, start=1)}
        for words, language in languages:
            yield from self._front(f"title{words}", getattr(matter.title, language))
            for author in matter.authors:
                places = author.affiliations if is_numbered and language == "first" else ()
                marks = tuple(numbers[place] for place in places)
                yield FrontText(f"name of an author{words}", self._settled(getattr(author.name, language)), marks)
            for affiliation in matter.affiliations:
                yield from self._front(f"affiliation{words}", getattr(affiliation.name, language))
            yield from self._front(f"note{words}", getattr(matter.note, language))
            for part in getattr(matter, f"{language}_abstract"):
                yield FrontText(f"label in the abstract{words}", self._settled(part.label))
                yield from self._front(f"abstract{words}", part.text)
            for keyword in getattr(matter, f"{language}_keywords"):
                yield from self._front(f"keyword{words}", keyword)
        for author in matter.authors:
            yield FrontText("ORCID iD", self._settled(author.orcid.removeprefix("https://orcid.org/")))
            if author.is_corresponding:
                yield FrontText("e-mail address", self._settled(author.email))

    def running_titles(self) -> tuple[str, ...]:
        """Return the running titles; without one the title runs."""
        matter = self.document.manuscript.front_matter
        titles = (matter.running_title.first or matter.title.first, matter.running_title.second or matter.title.second)
        return tuple(self._plain(title) for title in titles if title)

    def _front(self, name: str, markdown: str) -> Iterator[FrontText]:
        yield FrontText(name, self._plain(markdown))

    def _plain(self, markdown: str) -> str:
        self.builder = TextBuilder(has_spaces=self.has_spaces)
        self._inlines(inlines_of(markdown))
        return self.builder.text

    def _settled(self, text: str) -> str:
        return settled(text, has_spaces=self.has_spaces)


def _parted(inlines: Sequence[Element]) -> Iterator[Sequence[Element]]:
    """Part a paragraph at its displayed formulas: what is before and behind them stands apart."""
    start = 0
    for index, inline in enumerate(inlines):
        if inline["t"] == "Math" and inline["c"][0]["t"] == "DisplayMath":
            yield inlines[start:index]
            yield inlines[index : index + 1]
            start = index + 1
    yield inlines[start:]


def _pictures(inlines: Sequence[Element]) -> list[Element]:
    """Return the pictures of a paragraph that holds nothing else."""
    found: list[Element] = []
    for inline in inlines:
        if inline["t"] == "Link":
            inside = _pictures(inline["c"][1])
            if not inside:
                return []
            found += inside
        elif inline["t"] == "Image":
            found.append(inline)
        elif inline["t"] not in ("Space", "SoftBreak"):
            return []
    return found


def _unboxed(item: list[Element]) -> list[Element]:
    """Leave out the box of a task, which in Word is the bullet of its item."""
    inlines = item[0]["c"] if item and item[0]["t"] in ("Plain", "Para") else []
    if len(inlines) > 1 and inlines[0]["t"] == "Str" and inlines[0]["c"] in "☐☒" and inlines[1]["t"] == "Space":
        return [{**item[0], "c": inlines[2:]}, *item[1:]]
    return item


def _uncited(inlines: list[Element]) -> list[Element]:
    """Leave out of a heading what a table of contents does not repeat."""
    return [
        inline
        for inline in inlines
        if inline["t"] not in ("Note", "Image") and not (inline["t"] == "Span" and "citation" in inline["c"][0][1])
    ]


def _shown(markup: str) -> str:
    """What a browser shows of raw HTML."""
    tag = _LONE_TAG.fullmatch(markup)
    if tag:
        return " " if tag[1].lower() == "br" else OBJECT if tag[1].lower() in _OBJECTS else ""
    try:
        root = xml.parse_html(f"<body>{markup}</body>".encode())
        return "".join(root.xpath("//text()[not(ancestor::script or ancestor::style or ancestor::template)]"))
    except xml.MarkupError:  # a lone tag has nothing to show
        return ""


def _metadata(document: Document, format: str) -> Metadata:
    matter = document.manuscript.front_matter
    affiliations = {item.identifier: item.name for item in matter.affiliations}
    contributors = tuple(
        Contributor(
            author.name.first or author.name.second,
            tuple(_words(affiliations[item]) for item in author.affiliations if item in affiliations),
            author.email or author.name.first or author.name.second if author.is_corresponding else "",
        )
        for author in matter.authors
    )
    others = {"jats": _others, "epub": _of_publication}.get(format)
    return Metadata(
        title=tree.plain_text(inlines_of(matter.title.first)),
        authors=tuple(author.name.first for author in matter.authors),
        language=matter.first_language,
        keywords=tuple(data(document).get("keywords", ())),
        contributors=contributors,
        others=tuple(others(document)) if others else (),
    )


def _words(text: Bilingual) -> tuple[str, ...]:
    plain = (settled(tree.plain_text(inlines_of(words))) for words in (text.first, text.second))
    return tuple(filter(None, plain))


def _others(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what an article in JATS says of itself beyond what every format says."""
    matter = document.manuscript.front_matter
    if matter.article_type:
        yield "article type", article_type(matter.article_type)
    yield "version", "Author's Original"  # NISO RP-8-2008: no journal has seen it
    yield "kind of version", "AO"
    if matter.date:
        yield "date", matter.date


def _of_publication(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what a publication says of itself beyond what every format says."""
    matter = data(document)
    if title := tree.plain_text(matter["title"]):  # without one it has the name of the file
        yield "identifier", front_matter.identifier(matter, title)
    if matter.get("title-second"):
        yield "second title", tree.plain_text(matter["title-second"])
    if matter.get("abstracts"):
        yield "description", " ".join(map(front_matter.summary, matter["abstracts"]))
    if matter.get("date"):
        yield "date", matter["date"]


def _beside(document: Document) -> Iterator[str]:
    """Yield what an output may say beside the text: the words for pictures, titles of links, formulas in TeX."""
    matter = document.manuscript.front_matter
    written = [
        *(text for pair in (matter.title, matter.running_title, matter.note) for text in (pair.first, pair.second)),
        *(text for item in matter.affiliations for text in (item.name.first, item.name.second)),
        *(part.text for part in (*matter.first_abstract, *matter.second_abstract)),
        *(*matter.first_keywords, *matter.second_keywords),
        *(statement.text for statement in matter.statements),
    ]
    parts = [document.blocks, [item.inlines for item in document.references], *map(inlines_of, filter(None, written))]
    for element in tree.elements(parts):
        name, content = element["t"], element.get("c", ())
        if name == "Math":
            yield settled(content[1])
        elif name in ("Image", "Link"):
            yield settled(content[2][1])
            if name == "Image":
                yield settled(tree.plain_text(content[1]))
        if name in _WITH_ATTRIBUTES:
            yield from (settled(value) for key, value in tree.attribute_of(element)[2] if key in _SAYING)


FRAME: Final = frozenset(word for labels in LABELS.values() for word in labels.values())
"""What the outputs print of their own accord, such as `Abstract`; `{number}` and the like stand in them."""
