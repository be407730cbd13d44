"""The one door to python-docx; where it has no word for a piece of WordprocessingML, the XML itself.

pandoc writes the Word document.  This module gives it its look before (`reference_document`) and says
after (`finish`) what pandoc cannot say.  In between stand pieces of raw XML for numbers that Word keeps
up to date.

    look = styles/docx.yaml, with header.running-title filled in
    reference_document(pandoc --print-default-data-file reference.docx, look)  ->  --reference-doc
    pandoc -f json -t docx --syntax-highlighting=none                          ->  finish(…)

What the renderer has to put into the AST (as seen in the output of pandoc 3.9):

metadata
    Only `lang`.  pandoc prints title, subtitle, author, date and abstract itself, before the body and not
    as we want them, and copies all other keys into docProps/custom.xml.  `finish` writes the properties.
front matter
    Div with `custom-style`: Title, Author, Affiliation, Abstract Heading, Abstract, Keywords, Front Note,
    and Title Second, Author Second.  Attribute `lang="en"` on a Div or Span sets the proofing language.
heading
    Header without its number in the text, and no --number-sections: the number is that of Word's
    multilevel list, which counts Heading 1 to 3 in their order.  pandoc ignores `custom-style` on a
    Header, so a heading without a number is a Div with the id and `custom-style="Heading 1 Unnumbered"`
    (to 3), holding a Para.
ids and links
    An id on a Header, Div, Span, Figure, Table or Image becomes a bookmark, a Link to `#id` a hyperlink
    to it.  The names are the ids; those that do not start with a letter or are longer than 40 characters
    become `X` and a SHA-1, at both ends alike.  The bookmark of a Header contains its whole section, that
    of a Figure or Table the caption too: a REF field to it would repeat all that.  Hence
    `label_bookmark`.
label
    Span with id `label_bookmark("fig-a")`: Str `图`, Space, RawInline `sequence_field("图", "1")`; in a
    heading the same Span around all its inlines.  No Strong in it: REF takes over the label's own
    formatting.  In the second language, without a bookmark: Str `Fig.`, Space, RawInline
    `sequence_field("图", "1", repeat=True)`.
cross-reference
    RawInline `reference_field(label_bookmark("fig-a"), "图 1")`; to a section with `number=True` and text
    `5.1`. A plain Link to `#fig-a` works as well, and is what a journal that wants no fields needs.
citation marker
    Span `cite-7` with `custom-style="Citation"` around the Superscript, and in each Link a Span with
    `custom-style="Citation"` around its text, because pandoc gives the text of a Link the style Hyperlink.
figure
    Figure with the caption as blocks: Plain, then Div `custom-style="Caption Second"`.  The Image is the
    only inline of one Plain; its inlines become the alternative text; its `width` is a length, for pandoc
    takes a percentage for the width that the image may have at most.
table
    Table with the caption likewise.  Column widths are proportions: the table is as wide as the look says.
equation
    Para of one DisplayMath in a Div `custom-style="Equation"`.  With a number: RawInline `TAB`,
    InlineMath, RawInline `TAB`, Str `(1)`; the style has a tab stop in the middle of the line and one at
    its end.
reference list
    Div `refs`; in it per item a Div `ref-10` with `custom-style="Reference Item"` holding one Para: Str
    `[10]`, RawInline `TAB`, the entry.
statement
    Div `custom-style="Statement"`: Para of Strong, the heading, and text.

All of it is ECMA-376, Part 1 (WordprocessingML) and Part 2 (packages); § refers to sections of Part 1.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any, Final, Literal, TypeVar, get_args, get_origin, get_type_hints
from xml.sax.saxutils import escape, quoteattr

from collation import archive, xml

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC: Final = "http://purl.org/dc/elements/1.1/"
DCTERMS: Final = "http://purl.org/dc/terms/"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"

TAB: Final = "<w:r><w:tab/></w:r>"
"""A tab, as raw XML for a RawInline `openxml`."""


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


REQUIRED_STYLES: Final = _names(
    # what pandoc's writer names without being asked
    "Normal, Body Text, First Paragraph, Compact, Title, Subtitle, Author, Date, Abstract Title, Abstract, "
    "Bibliography, Heading 1, Heading 2, Heading 3, Heading 4, Heading 5, Heading 6, Heading 7, Heading 8, "
    "Heading 9, TOC Heading, Block Text, Source Code, Footnote Text, Footnote Block Text, Definition Term, "
    "Definition, Table Caption, Image Caption, Figure, Captioned Figure, Comment Text, Body Text Char, "
    "Verbatim Char, Section Number, Footnote Reference, Comment Reference, Hyperlink, "
    # what the conventions above, the page and `finish` name
    "Title Second, Author Second, Affiliation, Abstract Heading, Keywords, Front Note, Caption Second, "
    "Citation, Heading 1 Unnumbered, Heading 2 Unnumbered, Heading 3 Unnumbered, Reference Item, Statement, "
    "Equation, List Paragraph, Paragraph After Table, Header, Footer"
)
"""Styles that a look must describe: pandoc, the renderer or this module puts text in them."""

_BUILT_IN_NAMES: Final = {
    name.replace(" ", "").casefold(): name
    for name in _names(
        "Normal, Title, Subtitle, Date, Body Text, Block Text, Bibliography, Hyperlink, List Paragraph, "
        "TOC Heading, caption, header, footer, footnote text, footnote reference, heading 1, heading 2, "
        "heading 3, heading 4, heading 5, heading 6, heading 7, heading 8, heading 9"
    )
} | {"commenttext": "annotation text", "commentreference": "annotation reference"}
"""Styles that Word has of its own, and the spelling by which it knows them; all others are custom styles."""

_HEADING_LIST: Final = "1"
"""numId and abstractNumId of the headings' list; pandoc keeps all below 1000 and 990."""


class WordError(Exception):
    """A look or a document has a fault; the message names it."""


# --- the look -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Page:
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float


@dataclass(frozen=True)
class _Face:
    latin: str
    east_asian: str
    alias: str = ""


@dataclass(frozen=True)
class _Languages:
    east_asian: str
    latin: str


@dataclass(frozen=True)
class _Header:
    running_title: str = ""


@dataclass(frozen=True)
class _Footer:
    page_number: bool = True


@dataclass(frozen=True)
class _Table:
    width: float
    outer_rule: float
    head_rule: float


@dataclass(frozen=True)
class _Style:
    kind: Literal["paragraph", "character"] = "paragraph"
    based_on: str | None = None
    next: str | None = None
    face: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    superscript: bool | None = None
    color: str | None = None
    align: Literal["left", "center", "right", "justify"] | None = None
    line_spacing: float | None = None
    space_before: float | None = None
    space_after: float | None = None
    first_line: float | None = None
    hanging: float | None = None
    left: float | None = None
    right: float | None = None
    keep_with_next: bool | None = None
    keep_lines: bool | None = None
    number: int | None = None
    outline: int | None = None
    tab_stops: Literal["center", "right", "center right"] | None = None
    rule_below: float | None = None


@dataclass(frozen=True)
class _Look:
    page: _Page
    line_numbers: str
    fonts: Mapping[str, _Face]
    languages: _Languages
    header: _Header
    footer: _Footer
    heading_numbers: Sequence[str]
    table: _Table
    styles: Mapping[str, _Style]

    def lineage(self, name: str) -> Iterator[_Style]:
        """The style and those it is based on, nearest first."""
        following: str | None = name
        while following is not None:
            style = self.styles[following]
            yield style
            following = style.based_on

    def face_of(self, name: str) -> _Face:
        return self.fonts[next(style.face for style in self.lineage(name) if style.face is not None)]

    def size_of(self, name: str) -> float:
        return next(style.size for style in self.lineage(name) if style.size is not None)


_Record = TypeVar("_Record")


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise WordError(f"{where} in the look is not a mapping")
    return value


def _record(kind: type[_Record], value: object, where: str) -> _Record:
    """`value` as a dataclass, every key known and every value of its type."""
    given = {str(key).replace("-", "_"): item for key, item in _mapping(value, where).items()}
    hints = get_type_hints(kind)
    for key, item in given.items():
        if key not in hints:
            raise WordError(f"{where} in the look has an unknown key: {key.replace('_', '-')}")
        if not _is_accepted(item, hints[key]):
            raise WordError(f"{where}.{key.replace('_', '-')} in the look cannot be {item!r}")
    try:
        return kind(**given)
    except TypeError as error:
        raise WordError(f"{where} in the look is incomplete: {error}") from error


def _is_accepted(item: object, hint: object) -> bool:
    if get_origin(hint) is Literal:
        return item in get_args(hint)
    if alternatives := get_args(hint):
        return any(_is_accepted(item, alternative) for alternative in alternatives)
    # bool is an int to Python, but `size: true` is a slip of the pen
    return type(item) is hint or (type(item) is int and hint is float)


def _read_look(look: Mapping[str, object]) -> _Look:
    expected = {field.name.replace("_", "-") for field in fields(_Look)}
    if set(look) != expected:
        raise WordError(f"the look lacks or does not know: {', '.join(sorted(expected ^ set(look)))}")
    line_numbers = look["line-numbers"]
    if line_numbers not in ("none", "continuous"):
        raise WordError(f"line-numbers in the look cannot be {line_numbers!r}")
    heading_numbers = look["heading-numbers"]
    if not isinstance(heading_numbers, Sequence) or isinstance(heading_numbers, str):
        raise WordError("heading-numbers in the look is not a list")
    fonts = {name: _record(_Face, face, f"fonts.{name}") for name, face in _mapping(look["fonts"], "fonts").items()}
    return _Look(
        page=_record(_Page, look["page"], "page"),
        line_numbers=line_numbers,
        fonts=fonts,
        languages=_record(_Languages, look["languages"], "languages"),
        header=_record(_Header, look["header"], "header"),
        footer=_record(_Footer, look["footer"], "footer"),
        heading_numbers=[str(number) for number in heading_numbers],
        table=_record(_Table, look["table"], "table"),
        styles=_read_styles(_mapping(look["styles"], "styles"), fonts),
    )


def _read_styles(values: Mapping[str, object], fonts: Mapping[str, _Face]) -> Mapping[str, _Style]:
    styles: dict[str, _Style] = {}
    for name, value in values.items():
        style = _record(_Style, value, f"styles.{name}")
        if style.kind == "paragraph" and style.based_on is None and name != "Normal":
            style = replace(style, based_on="Normal")
        if style.based_on is not None and style.based_on not in styles:
            raise WordError(f"styles.{name} in the look is based on {style.based_on}, which is not above it")
        if style.face is not None and style.face not in fonts:
            raise WordError(f"styles.{name} in the look has a face that is not in fonts: {style.face}")
        styles[name] = style
    named = [*REQUIRED_STYLES, *(style.next for style in styles.values() if style.next is not None)]
    if missing := [name for name in named if name not in styles]:
        raise WordError(f"styles in the look lacks {', '.join(missing)}")
    if styles["Normal"].face is None or styles["Normal"].size is None:
        raise WordError("styles.Normal in the look needs a face and a size, for all others build on it")
    return styles


# --- XML and packages ---------------------------------------------------------------------------------------


def _w(tag: str, *children: Any, **attributes: str | int) -> Any:
    """An element `w:tag` with attributes `w:…`; a child that is None is left out."""
    element = xml.etree().Element(f"{{{W}}}{tag}", nsmap={"w": W})
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend([child for child in children if child is not None])
    return element


def _w_val(tag: str, value: str | int | None) -> Any:
    """`<w:tag w:val="value"/>`, or None for no value."""
    return None if value is None else _w(tag, val=value)


def _on_off(tag: str, *, value: bool | None) -> Any:
    """A property that is on by standing there (§17.17.4), and off by `w:val="0"`."""
    return None if value is None else _w(tag) if value else _w(tag, val="0")


def _get(element: Any, name: str) -> str:
    return str(element.get(f"{{{W}}}{name}", ""))


def _path(element: Any, path: str) -> list[Any]:
    # not element.xpath: python-docx has replaced it in its own elements by one with other arguments
    return list(xml.etree().XPath(path, namespaces={"w": W, "wp": WP, "pic": PIC})(element))


def _unpack(package: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as opened:
            return {name: opened.read(name) for name in opened.namelist()}
    except zipfile.BadZipFile as error:
        raise WordError("not a Word document: it is no zip archive") from error


def _pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a package; the content types come first, so that a reader of a stream knows what follows."""
    names = sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
    return archive.pack({name: parts[name] for name in names})


def _from_mm(millimetres: float) -> int:
    """Twips, the 1440th part of an inch."""
    return round(millimetres * 1440 / 25.4)


def _from_pt(points: float) -> int:
    """Twips, the 20th part of a point."""
    return round(points * 20)


def _maybe_twips(points: float | None) -> int | None:
    return None if points is None else _from_pt(points)


# --- the reference document ---------------------------------------------------------------------------------


def reference_document(base: bytes, look: Mapping[str, object]) -> bytes:
    """Give pandoc's reference document our look; the same arguments give the same bytes.

    Args:
        base: the one that pandoc carries (`pandoc --print-default-data-file reference.docx`).
        look: the content of styles/docx.yaml, which describes the schema, with `header.running-title` filled
            in.

    Raises:
        WordError: if the look has a fault.
    """
    from docx import Document

    read = _read_look(look)
    document = Document(io.BytesIO(base))
    _restyle(document.styles.element, read)
    _number_headings(document.part.numbering_part.element, read)
    _lay_out(document, read)
    _set_settings(document.settings.element, read.languages.east_asian, read.languages.latin)
    saved = io.BytesIO()
    document.save(saved)
    parts = _unpack(saved.getvalue())
    parts["word/fontTable.xml"] = xml.serialize(_font_table(read))
    # pandoc copies these into every document; the counts in its own are those of another text
    parts["docProps/app.xml"] = xml.serialize(xml.parse(f'<Properties xmlns="{EXTENDED}"/>'.encode()))
    return _pack(parts)


def text_width(look: Mapping[str, object]) -> float:
    """Return the width of the text, between the margins, in millimetres.

    Raises:
        WordError: if the look has a fault.
    """
    page = _read_look(look).page
    return page.width - page.left - page.right


def _restyle(styles: Any, look: _Look) -> None:
    """Replace all styles but Word's default character style by those of the look."""
    defaults = styles.find(f"{{{W}}}docDefaults")
    for style in _path(styles, "w:style[not(@w:styleId='DefaultParagraphFont')]"):
        styles.remove(style)
    normal = look.styles["Normal"]
    language = _w("lang", val=look.languages.latin, eastAsia=look.languages.east_asian, bidi="ar-SA")
    size = round(look.size_of("Normal") * 2)
    run = _w("rPr", _fonts(look.face_of("Normal")), _w_val("sz", size), _w_val("szCs", size), language)
    styles.replace(
        defaults,
        _w("docDefaults", _w("rPrDefault", run), _w("pPrDefault", _w("pPr", _spacing(normal)))),
    )
    for name in look.styles:
        styles.append(_style(look, name))
    for table_style in _table_styles(look):
        styles.append(table_style)


def _style_id(name: str) -> str:
    """The id that pandoc takes for a style of this name when it does not find one."""
    return name.replace(" ", "")


def _style(look: _Look, name: str) -> Any:
    style = look.styles[name]
    is_paragraph = style.kind == "paragraph"
    element = _w(
        "style",
        _w_val("name", _BUILT_IN_NAMES.get(_style_id(name).casefold(), name)),
        _w_val("basedOn", _style_id(style.based_on or "Default Paragraph Font") if name != "Normal" else None),
        _w_val("next", _style_id(style.next) if style.next else None),
        _w("qFormat") if is_paragraph else None,
        _paragraph_properties(look, name) if is_paragraph else None,
        _run_properties(look, name),
        type=style.kind,
        styleId=_style_id(name),
    )
    if name == "Normal":
        element.set(f"{{{W}}}default", "1")
    if _style_id(name).casefold() not in _BUILT_IN_NAMES:
        element.set(f"{{{W}}}customStyle", "1")
    return element


def _paragraph_properties(look: _Look, name: str) -> Any:
    """`w:pPr` in the order of the schema (§17.3.1)."""
    style = look.styles[name]
    rule = None
    if style.rule_below is not None:
        rule = _w("pBdr", _w("bottom", val="single", sz=round(style.rule_below * 8), space="1", color="auto"))
    return _w(
        "pPr",
        _on_off("keepNext", value=style.keep_with_next),
        _on_off("keepLines", value=style.keep_lines),
        _heading_list_level(style.number),
        rule,
        _tab_stops(style.tab_stops, look.page),
        _spacing(style),
        _indents(style, look.size_of(name)),
        _w_val("jc", "both" if style.align == "justify" else style.align),
        _w_val("outlineLvl", None if style.outline is None else style.outline - 1),
    )


def _heading_list_level(number: int | None) -> Any:
    """Membership in the headings' list: numId 0 takes a style out of the list of its base (§17.9.18)."""
    if number is None:
        return None
    if number == 0:
        return _w("numPr", _w_val("numId", 0))
    return _w("numPr", _w_val("ilvl", number - 1), _w_val("numId", _HEADING_LIST))


def _tab_stops(stops: str | None, page: _Page) -> Any:
    if stops is None:
        return None
    width = _from_mm(page.width - page.left - page.right)
    positions = {"center": width // 2, "right": width}
    return _w("tabs", *(_w("tab", val=stop, pos=positions[stop]) for stop in stops.split()))


def _spacing(style: _Style) -> Any:
    values = {"before": _maybe_twips(style.space_before), "after": _maybe_twips(style.space_after)}
    attributes: dict[str, str | int] = {key: value for key, value in values.items() if value is not None}
    if style.line_spacing is not None:
        # a multiple of the line is counted in its 240th parts (§17.3.1.33)
        attributes |= {"line": round(style.line_spacing * 240), "lineRule": "auto"}
    return _w("spacing", **attributes) if attributes else None


def _indents(style: _Style, size: float) -> Any:
    """Indents in characters of the style's own size.

    A first line is given in characters and in twips: Word prefers the former, other programs know only
    the latter (§17.3.1.12).  The others are in twips alone, so that a list's own indent still replaces
    them.
    """
    attributes: dict[str, str | int] = {}
    if style.hanging is not None:
        attributes |= {"left": _from_pt(style.hanging * size)}
    if style.left is not None:
        attributes |= {"left": _from_pt(style.left * size)}
    if style.right is not None:
        attributes |= {"right": _from_pt(style.right * size)}
    if style.hanging is not None:
        attributes |= {"firstLineChars": 0, "hanging": _from_pt(style.hanging * size)}
    if style.first_line is not None:
        attributes |= {
            "firstLineChars": round(style.first_line * 100),
            "firstLine": _from_pt(style.first_line * size),
        }
    return _w("ind", **attributes) if attributes else None


def _run_properties(look: _Look, name: str) -> Any:
    """`w:rPr` in the order of the schema (§17.3.2).

    A paragraph style always names its fonts, so that no theme and no base can slip one in; a character
    style names them only when it asks for a face, so that a link in a heading stays in the heading's
    font.
    """
    style = look.styles[name]
    has_fonts = style.kind == "paragraph" or style.face is not None
    size = None if style.size is None else round(style.size * 2)
    underline = None if style.underline is None else "single" if style.underline else "none"
    return _w(
        "rPr",
        _fonts(look.face_of(name)) if has_fonts else None,
        _on_off("b", value=style.bold),
        _on_off("bCs", value=style.bold),
        _on_off("i", value=style.italic),
        _on_off("iCs", value=style.italic),
        _w_val("color", style.color),
        _w_val("sz", size),
        _w_val("szCs", size),
        _w_val("u", underline),
        _w_val("vertAlign", "superscript" if style.superscript else None),
    )


def _fonts(face: _Face) -> Any:
    return _w("rFonts", ascii=face.latin, hAnsi=face.latin, eastAsia=face.east_asian, cs=face.latin)


def _table_styles(look: _Look) -> list[Any]:
    """Word's own table style, the three-line table, and the one with which pandoc sets images side by side.

    pandoc names the style ids `Table` and `FigureTable` in every document.  Its own style `Table` is
    based on a style that is not there.
    """
    side = {
        side: _w(side, w=width, type="dxa")
        for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    }
    indent = _w("tblInd", w=0, type="dxa")
    normal = _w(
        "style",
        _w_val("name", "Normal Table"),
        _w_val("uiPriority", 99),
        _w("semiHidden"),
        _w("unhideWhenUsed"),
        _w("tblPr", indent, _w("tblCellMar", *side.values())),
        type="table",
        default="1",
        styleId="TableNormal",
    )
    outer: dict[str, str | int] = {
        "val": "single",
        "sz": round(look.table.outer_rule * 8),
        "space": "0",
        "color": "auto",
    }
    head: dict[str, str | int] = {**outer, "sz": round(look.table.head_rule * 8)}
    three_line = _w(
        "style",
        _w_val("name", "Three-line Table"),
        _w_val("basedOn", "TableNormal"),
        _w("qFormat"),
        _w(
            "tblPr",
            # a percentage is counted in its 50th parts (§17.18.90)
            _w("tblW", w=round(look.table.width * 50), type="pct"),
            _w_val("jc", "center"),
            _w("tblBorders", _w("top", **outer), _w("bottom", **outer)),
        ),
        _w(
            "tblStylePr",
            _w("tcPr", _w("tcBorders", _w("bottom", **head)), _w_val("vAlign", "bottom")),
            type="firstRow",
        ),
        type="table",
        customStyle="1",
        styleId="Table",
    )
    figures = _w(
        "style",
        _w_val("name", "Figure Table"),
        _w_val("basedOn", "TableNormal"),
        _w("tblPr", _w_val("jc", "center")),
        type="table",
        customStyle="1",
        styleId="FigureTable",
    )
    return [normal, three_line, figures]


def _number_headings(numbering: Any, look: _Look) -> None:
    """Add the list of the headings, each level tied to its style (§17.9.23)."""
    levels = [
        _w(
            "lvl",
            _w_val("start", 1),
            _w_val("numFmt", "decimal"),
            _w_val("pStyle", f"Heading{level + 1}"),
            _w_val("suff", "space"),
            _w_val("lvlText", text),
            _w_val("lvlJc", "left"),
            _w("pPr", _w("ind", left=0, firstLine=0)),
            ilvl=level,
        )
        for level, text in enumerate(look.heading_numbers)
    ]
    # Word takes two lists of one nsid for one list; this number is ours, and pandoc's are all of the form
    # 0000A…
    identity = [_w_val("nsid", "C011A7E1"), _w_val("multiLevelType", "multilevel")]
    numbering.insert(0, _w("abstractNum", *identity, *levels, abstractNumId=_HEADING_LIST))
    numbering.append(_w("num", _w_val("abstractNumId", _HEADING_LIST), numId=_HEADING_LIST))


def _lay_out(document: Any, look: _Look) -> None:
    """Paper, margins, line numbers, running title and page number; pandoc copies them from here."""
    section = document.sections[0]
    page = look.page
    properties = _path(document.element, "//w:sectPr")[0]
    properties[:] = []
    margins = {side: _from_mm(getattr(page, side)) for side in ("top", "right", "bottom", "left", "header", "footer")}
    properties.append(_w("pgSz", w=_from_mm(page.width), h=_from_mm(page.height)))
    properties.append(_w("pgMar", **margins, gutter=0))
    if look.line_numbers == "continuous":
        properties.append(_w("lnNumType", countBy=1, restart="continuous"))
    if look.header.running_title:
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = look.header.running_title
    if look.footer.page_number:
        section.footer.is_linked_to_previous = False
        for run in _raw(_field("PAGE", "1")):
            section.footer.paragraphs[0]._p.append(run)  # noqa: SLF001 - python-docx has no other way to its XML


def _font_table(look: _Look) -> Any:
    """The fonts by name; Chinese ones with their other name and their character set, GB 2312 (§17.8.3.2)."""
    table = _w("fonts")
    chinese = {face.east_asian: face.alias for face in look.fonts.values()}
    for name in sorted({face.latin for face in look.fonts.values()} - set(chinese)):
        table.append(_w("font", _w_val("charset", "00"), name=name))
    for name, alias in sorted(chinese.items()):
        table.append(_w("font", _w_val("altName", alias or None), _w_val("charset", "86"), name=name))
    return table


_SETTINGS_AFTER_COMPAT: Final = _names(
    "docVars, rsids, mathPr, attachedSchema, themeFontLang, clrSchemeMapping, doNotIncludeSubdocsInStats, "
    "doNotAutoCompressPictures, forceUpgrade, captions, readModeInkLockDown, smartTagType, schemaLibrary, "
    "shapeDefaults, doNotEmbedSmartTags, decimalSymbol, listSeparator"
)
"""What follows w:compat in the settings; their order is fixed (§17.15.1.78)."""


def _set_settings(settings: Any, east_asian: str, latin: str) -> None:
    """Settings of a Chinese document; no request to update fields, about which Word would ask its user."""
    for tag in ("updateFields", "compat"):
        for element in settings.findall(f"{{{W}}}{tag}"):
            settings.remove(element)
    # adjoining full-width punctuation marks close up, as W3C's CLREQ asks for (§17.15.1.18)
    settings.find(f"{{{W}}}characterSpacingControl").set(f"{{{W}}}val", "compressPunctuation")
    language = settings.find(f"{{{W}}}themeFontLang")
    language.set(f"{{{W}}}val", latin)
    language.set(f"{{{W}}}eastAsia", east_asian)
    # without a mode Word opens the file in that of 2007, "compatibility mode"
    mode = _w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    # a line that the author ended is not stretched to the margin (§17.15.3.14)
    shown = ("spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotExpandShiftReturn", "useFELayout")
    compat = _w("compat", *map(_w, shown), mode)
    position = next(
        (index for index, child in enumerate(settings) if _local_name(child) in _SETTINGS_AFTER_COMPAT),
        len(settings),
    )
    settings.insert(position, compat)


def _local_name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


# --- raw XML for the renderer -------------------------------------------------------------------------------


def label_bookmark(identifier: str) -> str:
    """Name the bookmark around the printed label of the figure, table or heading with this id.

    The name is one that Word allows (letters, digits and `_`, at most 40 characters) and that pandoc leaves
    as it is.  An id with other characters than letters, digits and hyphens, or a longer one, is named by its
    SHA-1.
    """
    if re.fullmatch(r"[A-Za-z0-9-]{1,36}", identifier):
        return f"Ref_{identifier.replace('-', '_')}"
    return f"Ref_{hashlib.sha1(identifier.encode(), usedforsecurity=False).hexdigest()[:36]}"


def bookmark(name: str, id: int, content_xml: str) -> str:
    """Put runs, as raw XML, inside a bookmark; `finish` replaces the number `id` by a unique one."""
    return f'<w:bookmarkStart w:id="{id}" w:name={quoteattr(name)}/>{content_xml}<w:bookmarkEnd w:id="{id}"/>'


def sequence_field(label: str, number: str, *, repeat: bool = False) -> str:
    """Write the number of a caption as a SEQ field (§17.16.5.56), which prints `number` until Word counts.

    Args:
        label: the name of the sequence, `图` or `表`, which is what Word's own Insert Caption uses.
        number: what the field prints.
        repeat: repeat the number before instead of counting on: for the caption in the second language.

    Raises:
        WordError: if the label is no word.
    """
    if not re.fullmatch(r"\w+", label):
        raise WordError(f"a sequence cannot be called {label!r}: letters, digits and _ only")
    switches = r"\c \* ARABIC" if repeat else r"\* ARABIC"
    return _field(f"SEQ {label} {switches}", number)


def reference_field(bookmark: str, text: str, *, number: bool = False) -> str:
    """Write a cross-reference as a REF field (§17.16.5.51), linked to a bookmark.

    Args:
        bookmark: its name, as from `label_bookmark`.
        text: what the field prints until Word updates it.
        number: print the number of the bookmarked paragraph, not its text: for a heading.

    Raises:
        WordError: if a field cannot have a bookmark of this name.
    """
    if not re.fullmatch(r"\w+", bookmark):
        raise WordError(f"a field cannot refer to the bookmark {bookmark!r}: letters, digits and _ only")
    switches = r"\r \h" if number else r"\h"
    return _field(f"REF {bookmark} {switches}", text)


def _field(instruction: str, result: str) -> str:
    """A complex field (§17.16.18), in five runs."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    shown = f'<w:r><w:t xml:space="preserve">{escape(result)}</w:t></w:r>'
    return mark("begin") + code + mark("separate") + shown + mark("end")


def _raw(markup: str) -> list[Any]:
    return list(xml.parse(f'<w:p xmlns:w="{W}">{markup}</w:p>'.encode()))


# --- after pandoc -------------------------------------------------------------------------------------------


def finish(docx: bytes, *, core: Mapping[str, object]) -> bytes:
    """Complete the document that pandoc wrote; the same arguments give the same bytes.

    Args:
        docx: what pandoc wrote.
        core: the document's properties: `title`; `creator` and `keywords` (a text, or several, which are
            joined by "; "); `language` (BCP 47); `date` (YYYY-MM-DD, the day of making).  What is not given
            stays empty.

    Raises:
        WordError: if a link or a REF field has no bookmark, a bookmark occurs twice, or a property is
            unknown.
    """
    parts = _unpack(docx)
    names = [f"word/{part}.xml" for part in ("document", "footnotes", "settings", "styles")]
    if missing := [name for name in names if name not in parts]:
        raise WordError(f"not a document written by pandoc: it has no {', '.join(missing)}")
    trees = [xml.parse(parts[name]) for name in names]
    document, footnotes, settings, styles = trees
    texts = [document, footnotes]
    _check_links(texts)
    _set_bookmark_ids(texts)
    for text in texts:
        _set_paragraph_styles(text)
        _set_languages(text)
        _settle_formulas(text)
        for paragraph in list(text.iter(f"{{{W}}}p")):
            _set_hints(paragraph)
    _fit_tables(document, styles)
    _keep_captions(document)
    _settle_pictures(document)
    theme_language = settings.find(f"{{{W}}}themeFontLang")
    east_asian = _get(theme_language, "eastAsia") or "zh-CN"
    _set_settings(settings, east_asian, _get(theme_language, "val"))
    # pandoc has put its own name for the language here, and Word does not know zh-Hans
    for language in _path(styles, "w:docDefaults//w:lang"):
        language.set(f"{{{W}}}eastAsia", east_asian)
    parts |= {name: xml.serialize(tree) for name, tree in zip(names, trees, strict=True)}
    parts["docProps/core.xml"] = xml.serialize(_core_properties(core))
    # metadata that pandoc copied without being asked: in a blinded copy it would name the authors
    parts["docProps/custom.xml"] = xml.serialize(xml.parse(f'<Properties xmlns="{CUSTOM}"/>'.encode()))
    return _pack(parts)


def _core_properties(core: Mapping[str, object]) -> Any:
    """docProps/core.xml (Part 2, Core properties)."""
    unknown = set(core) - {"title", "creator", "keywords", "language", "date"}
    if unknown:
        raise WordError(f"no such property of a Word document: {', '.join(sorted(unknown))}")
    namespaces = {"cp": CORE, "dc": DC, "dcterms": DCTERMS, "xsi": XSI}
    root = xml.etree().Element(f"{{{CORE}}}coreProperties", nsmap=namespaces)
    names = {
        "title": (DC, "title"),
        "creator": (DC, "creator"),
        "keywords": (CORE, "keywords"),
        "language": (DC, "language"),
    }
    for key, (namespace, tag) in names.items():
        value = core.get(key) or ""
        text = value if isinstance(value, str) else "; ".join(str(item) for item in _sequence(value, key))
        xml.etree().SubElement(root, f"{{{namespace}}}{tag}").text = text
    date = core.get("date")
    for tag in ("created", "modified") if date else ():
        element = xml.etree().SubElement(root, f"{{{DCTERMS}}}{tag}")
        element.set(f"{{{XSI}}}type", "dcterms:W3CDTF")
        element.text = f"{date}T00:00:00Z"
    return root


def _sequence(value: object, key: str) -> Sequence[object]:
    if not isinstance(value, Sequence):
        raise WordError(f"the property {key} of a Word document cannot be {value!r}")
    return value


def _check_links(trees: Sequence[Any]) -> None:
    """Every link and field has its bookmark, and every bookmark is there once.

    Word compares the names without regard to case.
    """
    names = [_get(start, "name") for tree in trees for start in _path(tree, "//w:bookmarkStart")]
    folded = Counter(name.casefold() for name in names)
    if twice := sorted({name for name in names if folded[name.casefold()] > 1}):
        raise WordError(f"bookmarks that occur twice: {', '.join(twice)}")
    wanted = {_get(link, "anchor") for tree in trees for link in _path(tree, "//w:hyperlink[@w:anchor]")}
    for code in (code.text or "" for tree in trees for code in _path(tree, "//w:instrText")):
        wanted.update(re.findall(r"^\s*REF\s+(\S+)", code))
    if missing := sorted(name for name in wanted if name.casefold() not in folded):
        raise WordError(f"links without a bookmark: {', '.join(missing)}")


def _set_bookmark_ids(trees: Sequence[Any]) -> None:
    """Number the bookmarks from 1 in document order.

    The end of one belongs to the last open start that had the same number before.
    """
    number = 0
    for tree in trees:
        open_ids: dict[str, list[int]] = {}
        for mark in _path(tree, "//w:bookmarkStart | //w:bookmarkEnd"):
            old = _get(mark, "id")
            if _local_name(mark) == "bookmarkStart":
                number += 1
                open_ids.setdefault(old, []).append(number)
                mark.set(f"{{{W}}}id", str(number))
            elif open_ids.get(old):
                mark.set(f"{{{W}}}id", str(open_ids[old].pop()))
            else:
                raise WordError(f"the end of a bookmark without its start: {old}")
        if left := [old for old, ids in open_ids.items() if ids]:
            raise WordError(f"the start of a bookmark without its end: {', '.join(left)}")


def _set_paragraph_styles(tree: Any) -> None:
    """Give list items, cells, and what follows a table, the style that pandoc does not know for them.

    A first-line indent in characters is stronger than the indent of a list (§17.3.1.12), so list items
    have a style without one.  A cell that holds paragraphs is still a cell.  pandoc names no style at all
    where a paragraph has a number or an alignment.
    """
    for properties in _path(tree, "//w:p/w:pPr"):
        style = properties.find(f"{{{W}}}pStyle")
        if style is not None and _get(style, "val") not in ("BodyText", "FirstParagraph", "Compact"):
            continue
        paragraph = properties.getparent()
        if any(_local_name(ancestor) == "tc" for ancestor in paragraph.iterancestors()):
            name = "Compact"
        elif properties.find(f"{{{W}}}numPr") is not None:
            name = "ListParagraph"
        elif _local_name(_beside(paragraph, -1)) == "tbl":
            name = "ParagraphAfterTable"
        else:
            continue
        if style is not None:
            properties.remove(style)
        properties.insert(0, _w_val("pStyle", name))


def _beside(element: Any, direction: int) -> Any:
    """The paragraph or table before (-1) or after (1) this one, or the parent when there is none."""
    siblings = element.itersiblings(f"{{{W}}}p", f"{{{W}}}tbl", f"{{{W}}}sectPr", preceding=direction < 0)
    return next(siblings, element.getparent())


def _set_languages(tree: Any) -> None:
    """Drop the language of Chinese runs, which pandoc writes as that of their Latin text."""
    for language in _path(tree, "//w:rPr/w:lang[starts-with(@w:val, 'zh')]"):
        language.getparent().remove(language)


def _fit_tables(document: Any, styles: Any) -> None:
    """Set tables as wide as their style says and the head rule below the whole head; keep rows on one page.

    pandoc counts columns on a page of its own (7920 twips), and Word's first-row formatting knows one row
    only.
    """
    widths = _path(styles, "w:style[@w:styleId='Table']/w:tblPr/w:tblW")
    text_width = _text_width(document)
    for table in _path(document, "//w:tbl[w:tblPr/w:tblStyle/@w:val='Table']") if widths else ():
        preferred = table.find(f"{{{W}}}tblPr/{{{W}}}tblW")
        preferred.set(f"{{{W}}}type", "pct")
        preferred.set(f"{{{W}}}w", _get(widths[0], "w"))
        for own in _path(table, "w:tblPr/w:jc | w:tblPr/w:tblInd"):  # of a table in a list
            own.getparent().remove(own)
        for alignment in _path(styles, "w:style[@w:styleId='Table']/w:tblPr/w:jc"):
            preferred.addnext(deepcopy(alignment))  # LibreOffice overlooks that of the style
        columns = _path(table, "w:tblGrid/w:gridCol")
        counted = [int(_get(column, "w")) for column in columns]
        if text_width and sum(counted):
            width = text_width * int(_get(preferred, "w")) / 5000
            for column, twips in zip(columns, counted, strict=True):
                column.set(f"{{{W}}}w", str(round(twips * width / sum(counted))))
        for row in _path(table, "w:tr"):
            if row.find(f"{{{W}}}trPr") is None:
                row.insert(0, _w("trPr"))
            row[0].insert(0, _w("cantSplit"))
        head = _path(table, "w:tr[w:trPr/w:tblHeader]")
        rules = _path(styles, "w:style[@w:styleId='Table']/w:tblStylePr[@w:type='firstRow']//w:bottom")
        for row in head if len(head) > 1 and rules else ():
            border = _w("bottom", **({key: _get(rules[0], key) for key in ("val", "sz", "space", "color")}))
            for cell in _path(row, "w:tc/w:tcPr"):
                cell.append(_w("tcBorders", _w("bottom", val="nil") if row is not head[-1] else deepcopy(border)))


def _text_width(document: Any) -> int:
    """Twips between the margins, 0 when the document does not say."""
    sizes = _path(document, "//w:sectPr/w:pgSz")
    margins = _path(document, "//w:sectPr/w:pgMar")
    if not sizes or not margins:
        return 0
    return int(_get(sizes[0], "w")) - int(_get(margins[0], "left")) - int(_get(margins[0], "right"))


def _keep_captions(document: Any) -> None:
    """Keep the parts of a caption together, and the caption of a table with the table."""
    captions = "@w:val='TableCaption' or @w:val='ImageCaption' or @w:val='CaptionSecond'"
    for style in _path(document, f"//w:p/w:pPr/w:pStyle[{captions}]"):
        following = _beside(style.getparent().getparent(), 1)
        continues = _path(following, "w:pPr/w:pStyle[@w:val='CaptionSecond']")
        if continues or _local_name(following) == "tbl":
            style.addnext(_w("keepNext"))


def _settle_formulas(text: Any) -> None:
    """Bring pandoc's formulas into the form of the schema of Office Math (§22.1).

    A column of a matrix says how many it stands for before it says how they are aligned (CT_MCPr), and a text that is
    normal has no style of mathematics beside that (CT_RPR).
    """
    for column in text.iter(f"{{{M}}}mcPr"):
        for count in column.findall(f"{{{M}}}count"):
            column.insert(0, count)
    for run in text.iter(f"{{{M}}}rPr"):
        if run.find(f"{{{M}}}nor") is not None:
            for style in run.findall(f"{{{M}}}sty"):
                run.remove(style)


def _settle_pictures(document: Any) -> None:
    """Give the inner picture the description of the outer one, and the outer one no margins.

    pandoc writes the path of the file where the description belongs.  It leaves out the margins, for which
    LibreOffice then takes 9 pt, so that a picture as wide as the text sticks out.
    """
    for drawing in _path(document, "//wp:inline[wp:docPr]"):
        for side in "TBLR":
            drawing.set(f"dist{side}", "0")
        description = drawing.find(f"{{{WP}}}docPr").get("descr", "")
        for picture in _path(drawing, ".//pic:cNvPr"):
            picture.set("descr", description)


def _set_hints(paragraph: Any) -> None:
    """Say in which font Word sets the characters that Chinese and Latin text share (§17.3.2.26).

    Han is always set in the East Asian font; Greek letters and quotation marks are set there too if the run
    has the hint `eastAsia`.  pandoc gives it to every run with Han, and the β of IL-1β comes out as wide as a
    Han character; a closing mark after a citation stands in a run of its own and does not get it.
    """
    runs = [run for run in paragraph.iter(f"{{{W}}}r") if _is_plain_text(run)]
    texts = [run[-1].text or "" for run in runs]
    wanted = _east_asian_characters("".join(texts))
    start = 0
    for run, text in zip(runs, texts, strict=True):
        _split_run(run, text, wanted[start : start + len(text)])
        start += len(text)


def _is_plain_text(run: Any) -> bool:
    return [_local_name(child) for child in run] in (["t"], ["rPr", "t"])


def _east_asian_characters(text: str) -> list[bool | None]:
    """For each character: in the East Asian font, in the Latin font, or (None) as it would be anyway."""
    is_chinese = any(_is_wide(character) for character in text)
    wanted: list[bool | None] = []
    for index, character in enumerate(text):
        if character in "“”‘’":
            is_apostrophe = character == "’" and re.match(r"[A-Za-z].[A-Za-z]", text[max(index - 1, 0) :])
            wanted.append(is_chinese and not is_apostrophe)
        elif character in "—…·":
            wanted.append(any(map(_is_wide, _letters_beside(text, index))))
        elif character.isalpha() and not character.isascii() and not _is_wide(character):
            wanted.append(False)
        else:
            wanted.append(None)
    return wanted


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def _letters_beside(text: str, index: int) -> Iterator[str]:
    """The nearest letter, digit or wide character before, and the nearest one after."""
    for part in (reversed(text[:index]), text[index + 1 :]):
        yield from islice((character for character in part if character.isalnum() or _is_wide(character)), 1)


def _split_run(run: Any, text: str, wanted: Sequence[bool | None]) -> None:
    """Set the hint of a run, and cut the run where it changes."""
    pieces: list[tuple[str, bool | None]] = []
    for character, want in zip(text, wanted, strict=True):
        previous = pieces[-1][1] if pieces else None
        if pieces and (want is None or previous is None or want == previous):
            pieces[-1] = (pieces[-1][0] + character, previous if want is None else want)
        else:
            pieces.append((character, want))
    for number, (piece, want) in enumerate(pieces, start=1):
        part = run if number == len(pieces) else deepcopy(run)
        if part is not run:
            run.addprevious(part)
        part[-1].text = piece
        if want is not None:
            _set_hint(part, is_east_asian=want)


def _set_hint(run: Any, *, is_east_asian: bool) -> None:
    properties = run.find(f"{{{W}}}rPr")
    if properties is None:
        properties = _w("rPr")
        run.insert(0, properties)
    fonts = properties.find(f"{{{W}}}rFonts")
    if not is_east_asian and fonts is not None:
        fonts.attrib.pop(f"{{{W}}}hint", None)
        if not fonts.attrib:
            properties.remove(fonts)
    elif is_east_asian and fonts is not None:
        fonts.set(f"{{{W}}}hint", "eastAsia")
    elif is_east_asian:
        # rFonts comes second, after rStyle (§17.3.2)
        properties.insert(1 if properties.find(f"{{{W}}}rStyle") is not None else 0, _w("rFonts", hint="eastAsia"))
    if not len(properties):
        run.remove(properties)
