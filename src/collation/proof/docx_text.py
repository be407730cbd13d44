"""The text of a Word document as Word shows it: what is there, what was deleted, what a field prints, where links lead.

Rules of ECMA-376 Part 1: 17.13.5 (tracked changes), 17.16 (fields and hyperlinks), 17.13.6 (bookmarks), 17.3.3 (runs),
17.4 (tables); Part 3, 10 (alternate content).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final, Literal

from collation.proof.docx_package import Package, name, tag, value
from collation.proof.docx_revisions import Revisions
from collation.proof.docx_styles import Look, Properties, Styles, is_on, is_shading
from collation.proof.reading import OBJECT, settled
from collation.xml import Node

Changes = Literal["accepted", "rejected"]
"""Whether tracked changes are read as their authors made them, or as if they had never been made."""

ObjectKind = Literal["picture", "formula", "note"]

_KEPT: Final[Mapping[Changes, frozenset[str]]] = {
    "accepted": frozenset({"w:ins", "w:moveTo"}),
    "rejected": frozenset({"w:del", "w:moveFrom"}),
}
_CHANGED: Final = _KEPT["accepted"] | _KEPT["rejected"]
# What stands for a character in a run (17.3.3).
_CHARACTERS: Final = {
    "w:tab": " ",
    "w:ptab": " ",
    "w:br": " ",
    "w:cr": " ",
    "w:noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "w:softHyphen": "",
}
# What holds no text of the document, or holds it a second time.
_SKIPPED: Final = frozenset(
    {
        *(
            "w:pPr",
            "w:rPr",
            "w:tblPr",
            "w:tblPrEx",
            "w:tblGrid",
            "w:trPr",
            "w:tcPr",
            "w:sdtPr",
            "w:sdtEndPr",
            "w:sectPr",
        ),
        *("w:smartTagPr", "w:customXmlPr", "w:fldData", "w:rt", "w:rubyPr", "w:altChunk", "w:subDoc", "w:numPicBullet"),
        *("w:commentReference", "w:annotationRef", "w:footnoteRef", "w:endnoteRef", "w:pgNum", "w:contentPart"),
    }
)
_MILESTONES: Final = frozenset({"w:bookmarkStart", "w:commentRangeStart", "w:commentRangeEnd"})
_NOTE: Final = ("w:footnote", "w:endnote")
_NOTES: Final = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
_EMBEDDING: Final = frozenset({"INCLUDEPICTURE", "INCLUDETEXT", "IMPORT", "INCLUDE", "LINK", "DDE", "DDEAUTO", "RD"})
"""Fields that fetch what they show from another file."""

_REFERRING: Final = frozenset({"REF", "PAGEREF", "NOTEREF"})
_LONGEST: Final = 5000
"""Characters of a field's instruction that are read; an address is shorter."""

_CITING: Final = {
    "Zotero": re.compile(r"\s*ADDIN\s+ZOTERO_ITEM\b"),
    "EndNote": re.compile(r"\s*ADDIN\s+EN\.CITE\b(?!\.DATA)"),
    "Mendeley": re.compile(r"\s*ADDIN\s+CSL_CITATION\b"),
    "NoteExpress": re.compile(r"\s*ADDIN\s+NE\.Ref\b"),
    "Word": re.compile(r"\s*CITATION\s"),
}
"""The programs that keep citations in fields, by how the instruction of such a field begins."""

_CITING_CONTROLS: Final = {"MENDELEY_CITATION": "Mendeley", "CitaviPlaceholder": "Citavi"}
"""Those that keep them in content controls, by how the tag of one begins."""

_TITLE: Final = re.compile(r'"title"\s*:\s*"((?:[^"\\]|\\.)*)"|<title>(.*?)</title>', re.DOTALL)
_ARGUMENT: Final = re.compile(r'["“„]((?:[^"”“\\]|\\.)*)["”“]|(\S+)')
# The places that Greek letters and signs have in the font Symbol, of which Word writes the number (17.3.3.30).
_SYMBOL: Final = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(b"\xa3\xa5\xac\xad\xae\xaf\xb0\xb1\xb3\xb4\xb6\xb7\xb8\xb9\xba\xbb", "≤∞←↑→↓°±≥×∂•÷≠≡≈", strict=True)),
    **dict(zip(b"\xbc\xd1\xd5\xd6\xd7\xe5\xf2", "…∇∏√⋅∑∫", strict=True)),
}
_SHAPES: Final = re.compile(r"wordprocessing(?:Shape|Group|Canvas)$")
_MATHEMATICS: Final = re.compile(r"Equation|MathType", re.IGNORECASE)


@dataclass(slots=True)
class Piece:
    """A stretch of a paragraph that is set in one way, or a thing that stands in it.

    Attributes:
        text: its characters; of an object the words that stand for it.
        look: how it is set.
        kind: of an object what it is; "" of text.
        anchors: bookmarks that begin just before it.
        target: where it leads: `#` and a bookmark, an address, or "" for nowhere.
        sequence: whether it is the number that Word counts captions by (`SEQ`).
        note: of the call of a note the part and the identifier of the note.
        number: the paragraph in which it stands, where a deleted mark has joined two.
        citation: of what another program cites here: its name, the titles of the works, and which field it is.
        revisions: the tracked changes and comments in which it stands; without text and kind it is where one that is
            not shown would stand.
    """

    text: str = ""
    look: Look | None = None
    kind: ObjectKind | Literal[""] = ""
    anchors: tuple[str, ...] = ()
    target: str = ""
    is_sequence: bool = False
    note: tuple[str, str] = ("", "")
    number: int = 0
    revisions: tuple[int, ...] = ()
    citation: tuple[str, tuple[str, ...], int] | None = None


@dataclass(slots=True)
class _Field:
    """A mark of a complex field: `begin`, a part of its `instruction`, `separate` before its result, `end`."""

    kind: str
    text: str = ""


@dataclass(slots=True)
class _Way:
    """The beginning of a hyperlink, or its end (None)."""

    target: str | None


_Event = Piece | _Field | _Way


@dataclass
class Paragraph:
    """A paragraph as Word shows it.

    Attributes:
        number: its place among all paragraphs of the document, from 1.
        properties: what it says itself of style, numbering and outline.
        pieces: what stands in it.
        cell: the number of the table in which it stands, 0 for none.
        is_contents: whether it is an entry of a table of contents that Word made.
        boxes: the paragraphs of text boxes that hang on it.
        floats: the words for pictures that hang on it and do not stand in its line.
        hidden: the text in it that is not shown.
        invisible: the text in it that is shown and cannot be seen.
    """

    number: int
    properties: Properties
    pieces: list[Piece] = field(default_factory=list)
    cell: int = 0
    is_contents: bool = False
    boxes: list[Paragraph] = field(default_factory=list)
    floats: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    invisible: list[str] = field(default_factory=list)
    events: list[_Event] = field(default_factory=list)

    @property
    def style(self) -> str:
        """The identifier of its style, "" where it names none."""
        return str(self.properties.get("style", ""))


@dataclass(frozen=True)
class _Around:
    """What the elements around a paragraph say of it."""

    cell: int = 0
    table_style: str = ""
    is_shaded: bool = False
    is_hidden: bool = False
    is_contents: bool = False


class Texts:
    """Reads the texts of a document: its body, and its notes.

    Args:
        package: the document.
        styles: its styles.
        changes: how tracked changes are read.
        revisions: the tracked changes and comments that it has.

    Attributes:
        embedded: what fields fetch from other files, and in which paragraph.
    """

    def __init__(self, package: Package, styles: Styles, changes: Changes, revisions: Revisions) -> None:
        self._package = package
        self._styles = styles
        self._changes = changes
        self._kept = _KEPT[changes]
        self._part = package.main
        self._number = 0
        self._host = 0
        self._tables = 0
        self._anchors: list[str] = []
        self._whole: frozenset[str] = frozenset()
        self._notes: dict[str, dict[str, Node]] = {}
        self._revisions = revisions
        self._around: list[int] = []
        self._next_citation = count(1)
        self._citing: tuple[str, tuple[str, ...], int] | None = None
        self.embedded: list[tuple[str, int]] = []

    def body(self) -> list[Paragraph]:
        """Return the paragraphs of the document, those in tables among them."""
        body = self._package.document.find(tag("w:body"))
        paragraphs = [] if body is None else self._story(body, self._package.main)
        if self._anchors:  # bookmarks behind the last paragraph
            last = Paragraph(self._number, {})
            last.pieces.append(Piece(anchors=self._taken()))
            paragraphs.append(last)
        return paragraphs

    def note(self, kind: str, identifier: str, number: int) -> list[Paragraph]:
        """Return the paragraphs of a note that is called in a paragraph; none where the note is missing."""
        for part, root in self._package.roots(kind):
            if kind not in self._notes:
                self._notes[kind] = {value(element, "w:id"): element for element in root if name(element) in _NOTE}
            if identifier in self._notes[kind]:
                return self._story(self._notes[kind][identifier], part, number)
        return []

    def _story(self, root: Node, part: str, host: int = 0) -> list[Paragraph]:
        """Return the paragraphs of a text; those that hang on another paragraph have the number of that one."""
        kept = self._part, self._whole, self._host
        self._part, self._host = part, host
        self._whole = frozenset(value(end, "w:id") for end in root.iter(tag("w:bookmarkEnd")))
        paragraphs = list(self._blocks(root, _Around()))
        self._part, self._whole, self._host = kept
        self._settle_fields(paragraphs)
        return paragraphs

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _blocks(self, element: Node, around: _Around) -> Iterator[Paragraph]:
        """Yield the paragraphs in a body, a cell, a note or a box; one whose mark is deleted goes on in the next."""
        joined: Paragraph | None = None
        for paragraph, is_joined in self._unjoined(element, around):
            if joined is not None and paragraph.cell == joined.cell:
                paragraph.number = joined.number
                paragraph.events[:0] = joined.events
                paragraph.boxes[:0] = joined.boxes
                paragraph.floats[:0] = joined.floats
                paragraph.hidden[:0] = joined.hidden
                paragraph.invisible[:0] = joined.invisible
            elif joined is not None:
                yield joined
            joined = paragraph if is_joined else None
            if not is_joined:
                yield paragraph
        if joined is not None:
            yield joined

    def _unjoined(self, element: Node, around: _Around) -> Iterator[tuple[Paragraph, bool]]:
        for child in element:
            kind = name(child)
            if kind == "w:p":
                yield self._paragraph(child, around)
            elif kind == "w:tbl":
                self._tables += 1
                yield from ((paragraph, False) for paragraph in self._table(child, around))
            elif kind in _MILESTONES:
                self._milestone(child, kind)
            elif kind == "mc:AlternateContent":
                yield from self._unjoined(_alternative(child), around)
            elif kind == "w:sdt":
                gallery = value(child.find(f"{tag('w:sdtPr')}//{tag('w:docPartGallery')}"))
                inner = replace(around, is_contents=True) if gallery == "Table of Contents" else around
                yield from self._unjoined(child, inner)
            elif self._is_shown(kind):
                yield from self._unjoined(child, around)

    def _is_shown(self, kind: str) -> bool:
        """Return whether what is in an element is text: not what describes it, nor what a tracked change took out."""
        return kind != "" and kind not in _SKIPPED and (kind not in _CHANGED or kind in self._kept)

    def _table(self, table: Node, around: _Around) -> Iterator[Paragraph]:
        style = value(table.find(f"{tag('w:tblPr')}/{tag('w:tblStyle')}"))
        is_shaded = around.is_shaded or self._styles.is_table_shaded(style)
        inner = replace(around, cell=self._tables, table_style=style, is_shaded=is_shaded)
        yield from self._rows(table, inner)

    def _rows(self, element: Node, around: _Around) -> Iterator[Paragraph]:
        for child in element:
            kind = name(child)
            if kind in ("w:tr", "w:tc"):
                properties = child.find(tag(f"{kind}Pr"))
                if self._is_undone(properties) or _continues(properties):
                    continue
                is_hidden = around.is_hidden or (properties is not None and is_on(properties.find(tag("w:hidden"))))
                shading = None if properties is None else properties.find(tag("w:shd"))
                is_shaded = around.is_shaded or (shading is not None and is_shading(shading))
                inner = replace(around, is_hidden=is_hidden, is_shaded=is_shaded)
                made = self._made(properties)
                self._around += made
                yield from self._rows(child, inner) if kind == "w:tr" else self._blocks(child, inner)
                self._around = self._around[: len(self._around) - len(made)]
            elif kind in _MILESTONES:
                self._milestone(child, kind)
            elif self._is_shown(kind):
                yield from self._rows(child, around)

    def _is_undone(self, properties: Node | None) -> bool:
        """Return whether a tracked change takes out the row, the cell or the mark that has these properties."""
        gone = (
            ("w:del", "w:cellDel", "w:moveFrom") if self._changes == "accepted" else ("w:ins", "w:cellIns", "w:moveTo")
        )
        return properties is not None and any(properties.find(tag(mark)) is not None for mark in gone)

    def _made(self, properties: Node | None) -> list[int]:
        """Return the tracked changes of the row, the cell or the mark that has these properties."""
        known = self._revisions.changes
        return [] if properties is None or not known else [known[child] for child in properties if child in known]

    # --- a paragraph -------------------------------------------------------------------------------------------------

    def _paragraph(self, element: Node, around: _Around) -> tuple[Paragraph, bool]:
        """Return a paragraph, and whether its mark is taken out, so that it goes on in the next."""
        self._number += not self._host
        properties = element.find(tag("w:pPr"))
        paragraph = Paragraph(
            self._host or self._number,
            self._styles.paragraph(properties),
            cell=around.cell,
            is_contents=around.is_contents,
        )
        shaded = paragraph.properties.get("shaded") or self._styles.paragraph_style(paragraph.style).get("shaded")
        self._inline(element, paragraph, replace(around, is_shaded=True) if shaded else around)
        if self._anchors and (paragraph.events or paragraph.floats):
            paragraph.events.append(Piece(anchors=self._taken(), number=paragraph.number))
        mark = None if properties is None else properties.find(tag("w:rPr"))
        self._point(paragraph, *self._made(mark))
        return paragraph, self._is_undone(mark)

    def _inline(self, element: Node, paragraph: Paragraph, around: _Around) -> None:
        events = paragraph.events
        for child in element:
            kind = name(child)
            if kind == "w:r":
                self._run(child, paragraph, around)
            elif kind == "w:hyperlink":
                events.append(_Way(self._address(child)))
                self._inline(child, paragraph, around)
                events.append(_Way(None))
            elif kind == "w:fldSimple":
                instruction = _Field("instruction", value(child, "w:instr"))
                events.extend((_Field("begin"), instruction, _Field("separate")))
                self._inline(child, paragraph, around)
                events.append(_Field("end"))
            elif kind in _MILESTONES:
                self._milestone(child, kind, paragraph)
            elif kind in _CHANGED:
                self._changed(child, kind, paragraph, around)
            elif kind == "w:sdt" and self._citing is None:
                self._citing = self._control(child)
                self._inline(child, paragraph, around)
                self._citing = None
            elif kind == "m:oMath":
                self._object(paragraph, "formula", "")
            elif kind == "mc:AlternateContent":
                self._inline(_alternative(child), paragraph, around)
            elif self._is_shown(kind):
                self._inline(child, paragraph, around)

    def _changed(self, element: Node, kind: str, paragraph: Paragraph, around: _Around) -> None:
        """Read what was put in or taken out, or remember where it would stand."""
        change = self._revisions.changes.get(element)
        if kind not in self._kept:
            self._point(paragraph, *([] if change is None else [change]))
            return
        if change is not None:
            self._around.append(change)
        self._inline(element, paragraph, around)
        if change is not None:
            self._around.remove(change)

    def _control(self, control: Node) -> tuple[str, tuple[str, ...], int] | None:
        """Return what another program cites by a content control; None where it is no citation."""
        properties = control.find(tag("w:sdtPr"))
        if properties is None:
            return None
        known = value(properties.find(tag("w:tag")))
        program = next((name for start, name in _CITING_CONTROLS.items() if known.startswith(start)), "")
        if not program and properties.find(tag("w:citation")) is not None:
            program = "Word"
        return (program, (), next(self._next_citation)) if program else None

    def _point(self, paragraph: Paragraph, *revisions: int) -> None:
        """Remember where something stands that is not shown."""
        if revisions:
            paragraph.events.append(Piece(number=paragraph.number, revisions=revisions))

    def _milestone(self, element: Node, kind: str, paragraph: Paragraph | None = None) -> None:
        """Pass the beginning of a bookmark, or the beginning or the end of what a comment speaks of."""
        if kind == "w:bookmarkStart":
            self._bookmark(element)
            return
        comment = self._revisions.comments.get(value(element, "w:id"))
        if comment is None:
            return
        if kind == "w:commentRangeStart" and comment in self._revisions.ranges:
            self._around.append(comment)
        elif comment in self._around:
            self._around.remove(comment)
        if paragraph is not None:
            self._point(paragraph, comment)

    def _address(self, hyperlink: Node) -> str:
        anchor = value(hyperlink, "w:anchor")
        if identifier := value(hyperlink, "r:id"):
            related = self._package.relationships(self._part).get(identifier)
            address = related.target if related is not None else ""
            return f"{address}#{anchor}" if anchor else address
        return f"#{anchor}" if anchor else ""

    def _bookmark(self, element: Node) -> None:
        """Remember where a bookmark begins; one without an end is none (17.13.6.2)."""
        if value(element, "w:id") in self._whole and value(element, "w:name"):
            self._anchors.append(value(element, "w:name"))

    def _taken(self) -> tuple[str, ...]:
        anchors, self._anchors = tuple(self._anchors), []
        return anchors

    def _object(
        self,
        paragraph: Paragraph,
        kind: ObjectKind,
        text: str,
        look: Look | None = None,
        note: tuple[str, str] = ("", ""),
    ) -> None:
        revisions = tuple(self._around)
        piece = Piece(text, look, kind, anchors=self._taken(), note=note, number=paragraph.number, revisions=revisions)
        paragraph.events.append(piece)

    # --- a run -------------------------------------------------------------------------------------------------------

    def _run(self, run: Node, paragraph: Paragraph, around: _Around) -> None:
        direct = tuple(self._styles.run(run.find(tag("w:rPr"))).items())
        look = self._styles.look(paragraph.style, around.table_style, direct, is_shaded=around.is_shaded)
        self._content(run, paragraph, look, around)

    def _content(self, run: Node, paragraph: Paragraph, look: Look, around: _Around) -> None:
        shown: list[str] = []
        is_marked = False
        for child in run:
            kind = name(child)
            text = self._characters(child, kind)
            if text is not None:
                if not is_marked:  # else it is the author's own mark of a note, printed in place of its number
                    shown.append(text)
                continue
            self._show(shown, paragraph, look, around)
            shown = []
            if kind in ("w:instrText", "w:delInstrText"):
                paragraph.events.append(_Field("instruction", child.text or ""))
            elif kind == "w:fldChar":
                paragraph.events.append(_Field(value(child, "w:fldCharType")))
            elif kind in _NOTES:
                is_marked = value(child, "w:customMarkFollows").lower() in ("1", "true", "on")
                self._object(paragraph, "note", "", None, (_NOTES[kind], value(child, "w:id")))
            elif kind in ("w:drawing", "w:pict", "w:object"):
                if not look.is_hidden:
                    self._drawing(child, paragraph, look)
            elif kind == "mc:AlternateContent":
                self._content(_alternative(child), paragraph, look, around)
            elif kind == "w:commentReference":
                self._milestone(child, kind, paragraph)
            elif kind == "w:ruby":
                base = child.find(tag("w:rubyBase"))
                if base is not None:
                    self._inline(base, paragraph, around)
        self._show(shown, paragraph, look, around)

    def _characters(self, element: Node, kind: str) -> str | None:
        """Return the text that an element of a run stands for, None where it is no text."""
        if kind == "w:t" or (kind == "w:delText" and self._changes == "rejected"):
            text = element.text or ""
            keeps = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            return text if keeps else text.strip(" \t\r\n")
        if kind == "w:sym":
            return _symbol(value(element, "w:char"), value(element, "w:font"))
        return _CHARACTERS.get(kind)

    def _show(self, shown: Sequence[str], paragraph: Paragraph, look: Look, around: _Around) -> None:
        text = "".join(shown)
        if not text:
            return
        if look.is_hidden or around.is_hidden:
            paragraph.hidden.append(text)
            return
        if look.is_invisible and text.strip():
            paragraph.invisible.append(text)
        piece = Piece(text, look, anchors=self._taken(), number=paragraph.number, revisions=tuple(self._around))
        piece.citation = self._citing
        paragraph.events.append(piece)

    # --- pictures and boxes ------------------------------------------------------------------------------------------

    def _drawing(self, element: Node, paragraph: Paragraph, look: Look) -> None:
        """Read a picture, an embedded object, or a text box, whose paragraphs hang on the one in which it stands."""
        boxes = list(_outermost(element, "w:txbxContent"))
        for box in boxes:
            paragraph.boxes.extend(self._story(box, self._part, paragraph.number))
        words = _alternative_text(element)
        if not _has_picture(element) and (boxes or not words):
            return  # a box, or a line that parts what is above from what is below
        if next(element.iter(tag("wp:anchor")), None) is not None:
            paragraph.floats.append(words)
            return
        embedded = next(element.iter(tag("o:OLEObject")), None)
        is_formula = embedded is not None and _MATHEMATICS.search(embedded.get("ProgID") or "")
        self._object(paragraph, "formula" if is_formula else "picture", words, look)

    # --- fields ------------------------------------------------------------------------------------------------------

    def _settle_fields(self, paragraphs: Sequence[Paragraph]) -> None:
        """Say of each piece where it leads, and drop what fields hold beside what they print."""
        whole = _whole_fields(paragraphs)
        opened: list[_Opened] = []
        ways: list[str] = []
        for paragraph in paragraphs:
            for event in paragraph.events:
                if isinstance(event, _Way):
                    if event.target is not None:
                        ways.append(event.target)
                    elif ways:
                        ways.pop()
                elif isinstance(event, _Field):
                    if event.kind == "instruction":
                        if opened and not opened[-1].is_result:
                            opened[-1].instruction += event.text
                    elif id(event) in whole:
                        self._settle_field(event, opened, paragraph)
                elif all(part.is_result for part in opened):
                    paragraph.is_contents |= any(part.keyword == "TOC" for part in opened)
                    event.citation = next((part.citation for part in opened if part.citation), event.citation)
                    event.is_sequence = any(part.keyword == "SEQ" for part in opened)
                    event.target = next((part.target for part in reversed(opened) if part.target), "") or (
                        ways[-1] if ways else ""
                    )
                    paragraph.pieces.append(event)
                elif event.anchors or event.revisions:
                    paragraph.pieces.append(
                        Piece(anchors=event.anchors, number=event.number, revisions=event.revisions)
                    )
            paragraph.events = []

    def _settle_field(self, event: _Field, opened: list[_Opened], paragraph: Paragraph) -> None:
        if event.kind == "begin":
            opened.append(_Opened())
        elif event.kind == "separate":
            opened[-1].settle(self._next_citation)
        else:
            closed = opened.pop()
            closed.settle(self._next_citation)
            if closed.keyword in _EMBEDDING:
                self.embedded.append((closed.instruction.strip(), paragraph.number))


@dataclass
class _Opened:
    """A field whose end has not come yet."""

    instruction: str = ""
    is_result: bool = False
    keyword: str = ""
    target: str = ""
    citation: tuple[str, tuple[str, ...], int] | None = None

    def settle(self, count: Iterator[int]) -> None:
        """Read the instruction: what comes now is what the field prints."""
        if self.is_result:
            return
        self.is_result = True
        if program := next((name for name, pattern in _CITING.items() if pattern.match(self.instruction)), ""):
            self.citation = (program, _titles(self.instruction), next(count))
        arguments = [quoted or bare for quoted, bare in _ARGUMENT.findall(self.instruction[:_LONGEST])]
        self.keyword = arguments[0].upper() if arguments else ""
        if self.keyword == "HYPERLINK":
            self.target = _followed(arguments[1:])
        elif self.keyword in _REFERRING and len(arguments) > 1:
            self.target = f"#{arguments[1]}"


def _titles(instruction: str) -> tuple[str, ...]:
    """Return the titles of works in the data that a program keeps in its field: JSON of CSL, or XML of EndNote."""
    found = [json or xml_ for json, xml_ in _TITLE.findall(instruction)]
    return tuple(dict.fromkeys(settled(_escaped(re.sub(r"<[^<>]*>", "", title))) for title in found if title))


def _escaped(text: str) -> str:
    r"""Return a text without the escapes of JSON (`\u00e9`) and of XML (`&amp;`)."""
    plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    plain = "".join(character for character in plain if not 0xD800 <= ord(character) <= 0xDFFF)
    return html.unescape(re.sub(r"\\(.)", r"\1", plain))


def _followed(arguments: Sequence[str]) -> str:
    r"""Return where a HYPERLINK field leads (17.16.5.25): `\l` names a bookmark, `\o` and `\t` take words as well."""
    address, anchor = "", ""
    following = iter(arguments)
    for argument in following:
        if argument.startswith("\\") and len(argument) == 2:
            taken = next(following, "") if argument[1] in "lotLOT" else ""
            anchor = taken if argument[1] in "lL" else anchor
        elif not address:
            address = argument.replace("\\\\", "\\")
    return f"{address}#{anchor}" if anchor else address


def _whole_fields(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the marks of fields that have a beginning and an end: half a field would hide all that follows."""
    opened: list[list[_Field]] = []
    whole: set[int] = set()
    for event in (event for paragraph in paragraphs for event in paragraph.events if isinstance(event, _Field)):
        if event.kind == "begin":
            opened.append([event])
        elif event.kind == "separate" and opened and len(opened[-1]) == 1:
            opened[-1].append(event)
        elif event.kind == "end" and opened:
            whole.update(map(id, (*opened.pop(), event)))
    return frozenset(whole)


# --- elements --------------------------------------------------------------------------------------------------------


def _continues(properties: Node | None) -> bool:
    """Return whether a cell is covered by the one above it, so that what is in it is not shown (17.4.84)."""
    merged = None if properties is None else properties.find(tag("w:vMerge"))
    return merged is not None and value(merged) in ("", "continue")


def _alternative(element: Node) -> Node:
    """Return the content that counts: the first choice, else the fallback; nothing where there is neither."""
    for wanted in ("mc:Choice", "mc:Fallback"):
        chosen = element.find(tag(wanted))
        if chosen is not None:
            return chosen
    return ()


def _outermost(element: Node, wanted: str) -> Iterator[Node]:
    """Yield the elements of a name that stand in no other of that name, in the alternatives that count."""
    for child in element:
        kind = name(child)
        if kind == wanted:
            yield child
        elif kind == "mc:AlternateContent":
            yield from _outermost(_alternative(child), wanted)
        elif kind:
            yield from _outermost(child, wanted)


def _has_picture(element: Node) -> bool:
    """Return whether a drawing shows a picture, a chart or an embedded object, and not only shapes of Word's own."""
    shown = element.iter(tag("a:blip"), tag("v:imagedata"), tag("o:OLEObject"), tag("a:graphicData"))
    return any(name(part) != "a:graphicData" or not _SHAPES.search(part.get("uri") or "") for part in shown)


def _alternative_text(element: Node) -> str:
    """Return the words that stand for a picture: of a drawing, or of a shape in the older form."""
    for properties in element.iter(tag("wp:docPr")):
        return properties.get("descr") or properties.get("title") or ""
    for shape in element.iter(tag("v:shape"), tag("v:rect"), tag("v:group")):
        return shape.get("alt") or ""
    return ""


def _symbol(code: str, font: str) -> str | None:
    """Return the character of a symbol font: its number lies in the private use area, or is that of the character."""
    try:
        number = int(code, 16)
    except ValueError:
        return None
    if 0xF000 <= number <= 0xF0FF or (font == "Symbol" and number <= 0xFF):
        return _SYMBOL.get(number & 0xFF, OBJECT) if font == "Symbol" else OBJECT
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else OBJECT
