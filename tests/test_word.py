"""Word: the look reaches the document through pandoc, and what pandoc cannot say is said afterwards."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from docx.shared import Mm
from lxml import etree

from collation import word
from collation.pandoc import binary

Blocks = Sequence[Mapping[str, Any]]
Build = Callable[..., bytes]

NAMESPACES = {"w": word.W, "wp": word.WP, "pic": word.PIC}
LOOK = Path(__file__).parent.parent / "styles" / "docx.yaml"
RUNNING_TITLE = "虚构的 <短> 题名"


# --- an AST by the conventions of collation.word ------------------------------------------------------------


def text(content: str) -> dict[str, Any]:
    return {"t": "Str", "c": content}


def raw(xml: str) -> dict[str, Any]:
    return {"t": "RawInline", "c": ["openxml", xml]}


def span(identifier: str, *inlines: Any, style: str | None = None) -> dict[str, Any]:
    return {"t": "Span", "c": [[identifier, [], [["custom-style", style]] if style else []], list(inlines)]}


def div(identifier: str, style: str | None, *blocks: Any, lang: str | None = None) -> dict[str, Any]:
    attributes = {"custom-style": style, "lang": lang}
    return {"t": "Div", "c": [[identifier, [], [[k, v] for k, v in attributes.items() if v]], list(blocks)]}


def para(*inlines: Any) -> dict[str, Any]:
    return {"t": "Para", "c": list(inlines)}


def plain(*inlines: Any) -> dict[str, Any]:
    return {"t": "Plain", "c": list(inlines)}


def link(target: str, *inlines: Any) -> dict[str, Any]:
    return {"t": "Link", "c": [["", [], []], list(inlines), [target, ""]]}


def header(level: int, identifier: str, title: str) -> dict[str, Any]:
    label = span(word.label_bookmark(identifier), text(title))
    return {"t": "Header", "c": [level, [identifier, [], []], [label]]}


def citation(number: int, reference: int) -> dict[str, Any]:
    target = link(f"#ref-{reference}", span("", text(str(reference)), style="Citation"))
    marker = {"t": "Superscript", "c": [text("["), target, text("]")]}
    return span(f"cite-{number}", marker, style="Citation")


def caption(identifier: str, sequence: str, second: str) -> list[Any]:
    label = span(word.label_bookmark(identifier), text(f"{sequence} "), raw(word.sequence_field(sequence, "1")))
    repeated = raw(word.sequence_field(sequence, "1", repeat=True))
    return [
        plain(label, text(" 虚构")),
        div("", "Caption Second", para(text(f"{second} "), repeated), lang="en"),
    ]


def cell(*blocks: Any) -> list[Any]:
    return [["", [], []], {"t": "AlignDefault"}, 1, 1, list(blocks)]


def row(*cells: Any) -> list[Any]:
    return [["", [], []], list(cells)]


def table(identifier: str, blocks: Blocks, heads: int = 1) -> dict[str, Any]:
    columns = [[{"t": "AlignCenter"}, {"t": "ColWidth", "c": width}] for width in (0.1, 0.2)]
    head = [row(cell(plain(text(f"甲{number}"))), cell(plain(text("乙")))) for number in range(heads)]
    body = [["", [], []], 0, [], [row(cell(para(text("丙"))), cell(plain(text("丁"))))]]
    foot = [["", [], []], []]
    return {
        "t": "Table",
        "c": [[identifier, [], []], [None, list(blocks)], columns, [["", [], []], head], [body], foot],
    }


def figure(identifier: str) -> dict[str, Any]:
    image = {"t": "Image", "c": [["", [], [["width", "100%"]]], [text("灰色方块")], ["figure.png", ""]]}
    return {
        "t": "Figure",
        "c": [[identifier, [], []], [None, caption(identifier, "图", "Fig.")], [plain(image)]],
    }


def sample() -> list[Any]:
    """An invented manuscript with one of everything."""
    display = {"t": "Math", "c": [{"t": "DisplayMath"}, "E=mc^2"]}
    return [
        div("", "Title", para(text("虚构的题名"))),
        div("", "Author", para(text("张三"))),
        div("", "Affiliation", para(text("虚构大学"))),
        div("", "Abstract Heading", para(text("摘要"))),
        div("", "Abstract", para(text("全部为虚构。"))),
        div("", "Keywords", para(text("外泌体"))),
        div("", "Title Second", para(text("An invented title")), lang="en"),
        div("", "Author Second", para(text("ZHANG San")), lang="en"),
        div("", "Front Note", para(text("虚构"))),
        header(1, "sec-introduction", "引言"),
        para(
            text("见"),
            raw(word.reference_field(word.label_bookmark("fig-effect"), "图 1")),
            text("和"),
            raw(word.reference_field(word.label_bookmark("sec-vesicles"), "1.1", number=True)),
            text("，所谓“外泌体"),
            citation(1, 1),
            text("”使 IL-1β 下降，"),
            text("Crohn’s 病"),
            {"t": "Note", "c": [para(text("脚注"), citation(2, 1))]},
        ),
        header(2, "sec-vesicles", "囊泡"),
        header(3, "sec-detail", "细节"),
        figure("fig-effect"),
        table("tbl-classes", caption("tbl-classes", "表", "Table")),
        para(text("表后")),
        {"t": "BulletList", "c": [[para(text("松项"))], [para(text("松项"))]]},
        {"t": "BulletList", "c": [[plain(text("紧项"))], [plain(text("紧项"))]]},
        {"t": "BlockQuote", "c": [para(text("引文"))]},
        {"t": "CodeBlock", "c": [["", [], []], "code"]},
        div("eq-energy", "Equation", para(display)),
        div("", "Statement", para(text("无利益冲突（虚构）"))),
        div("sec-references", "Heading 1 Unnumbered", para(text("参考文献"))),
        div(
            "refs",
            None,
            div("ref-1", "Reference Item", para(text("[1]"), raw(word.TAB), text("虚构. 虚构[J]."))),
        ),
    ]


# --- fixtures -----------------------------------------------------------------------------------------------


def run_pandoc(*arguments: str, stdin: bytes = b"", folder: Path | None = None) -> bytes:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
    return subprocess.run(
        [str(binary()), *arguments], input=stdin, capture_output=True, check=True, env=environment, cwd=folder
    ).stdout


@pytest.fixture(scope="session")
def base() -> bytes:
    return run_pandoc("--print-default-data-file", "reference.docx")


def read_look() -> dict[str, Any]:
    look: dict[str, Any] = yaml.safe_load(LOOK.read_text(encoding="utf-8"))
    look["header"]["running-title"] = RUNNING_TITLE
    return look


@pytest.fixture
def look() -> dict[str, Any]:
    return read_look()


def png() -> bytes:
    """A grey square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = 900
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * size) * size))
    return b"\x89PNG\r\n\x1a\n" + head + data + chunk(b"IEND", b"")


@pytest.fixture(scope="session")
def build(base: bytes, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """What pandoc makes of blocks, with our reference document."""
    folder = tmp_path_factory.mktemp("word")
    (folder / "figure.png").write_bytes(png())

    def make(blocks: Blocks, changed: Mapping[str, Any] | None = None) -> bytes:
        (folder / "reference.docx").write_bytes(word.reference_document(base, {**read_look(), **(changed or {})}))
        meta = {"lang": {"t": "MetaString", "c": "zh-Hans"}, "secret": {"t": "MetaString", "c": "张三"}}
        document = json.dumps({"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}).encode()
        options = ("--syntax-highlighting=none", "--reference-doc=reference.docx", "-o", "-")
        return run_pandoc("-f", "json", "-t", "docx", *options, stdin=document, folder=folder)

    return make


@pytest.fixture(scope="session")
def raw_sample(build: Build) -> bytes:
    return build(sample())


@pytest.fixture(scope="session")
def finished(raw_sample: bytes) -> bytes:
    return word.finish(raw_sample, core={"title": "虚构"})


def part(package: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return etree.fromstring(archive.read(name))


def find(element: Any, path: str) -> list[Any]:
    return list(element.xpath(path, namespaces=NAMESPACES))


def val(element: Any, name: str = "val") -> str:
    return str(element.get(f"{{{word.W}}}{name}"))


def style_of(document: Any, content: str) -> str:
    """The style id of the first paragraph with this text in it."""
    paragraph = next(p for p in document.iter(f"{{{word.W}}}p") if content in "".join(p.itertext()))
    return val(find(paragraph, "w:pPr/w:pStyle")[0])


def run_of(document: Any, content: str) -> Any:
    return next(r for r in document.iter(f"{{{word.W}}}r") if content in "".join(r.itertext()))


# --- the look -----------------------------------------------------------------------------------------------


def test_every_style_in_use_is_described_and_names_its_fonts(finished: bytes) -> None:
    styles = part(finished, "word/styles.xml")
    by_id = {val(style, "styleId"): style for style in find(styles, "w:style")}
    used = {
        val(use)
        for name in ("word/document.xml", "word/footnotes.xml")
        for use in find(part(finished, name), "//w:pStyle | //w:rStyle | //w:tblStyle")
    }
    assert {
        "Title",
        "FirstParagraph",
        "Heading1Unnumbered",
        "ReferenceItem",
        "CaptionSecond",
        "Table",
    } <= used
    assert used <= set(by_id)
    for style in by_id.values():
        if val(style, "type") == "paragraph":
            (fonts,) = find(style, "w:rPr/w:rFonts")
            assert val(fonts, "eastAsia") in ("宋体", "黑体")
            assert val(fonts, "ascii") == val(fonts, "hAnsi") in ("Times New Roman", "Courier New")
    (defaults,) = find(styles, "w:docDefaults//w:rFonts")
    assert (val(defaults, "eastAsia"), val(defaults, "ascii")) == ("宋体", "Times New Roman")


def test_headings_are_black_and_no_style_follows_the_theme(finished: bytes) -> None:
    styles = part(finished, "word/styles.xml")
    attributes = {name for element in styles.iter() for name in element.attrib}
    assert not [name for name in attributes if "theme" in name.lower()]
    assert {val(color) for color in find(styles, "//w:color")} <= {"000000"}


def test_every_style_named_by_another_is_there(finished: bytes) -> None:
    styles = part(finished, "word/styles.xml")
    ids = {val(style, "styleId") for style in find(styles, "w:style")}
    assert {val(other) for other in find(styles, "//w:basedOn | //w:next | //w:link")} <= ids
    assert len(ids) == len(find(styles, "w:style"))


def test_pandoc_keeps_the_numbering_of_headings(raw_sample: bytes) -> None:
    styles, numbering = part(raw_sample, "word/styles.xml"), part(raw_sample, "word/numbering.xml")
    for level, number in enumerate(("%1", "%1.%2", "%1.%2.%3")):
        (own,) = find(styles, f"w:style[@w:styleId='Heading{level + 1}']/w:pPr/w:numPr")
        assert val(find(own, "w:ilvl")[0]) == str(level)
        (number_list,) = find(numbering, f"w:num[@w:numId='{val(find(own, 'w:numId')[0])}']/w:abstractNumId")
        definition = f"w:abstractNum[@w:abstractNumId='{val(number_list)}']/w:lvl[@w:ilvl='{level}']"
        (numbered,) = find(numbering, definition)
        assert val(find(numbered, "w:pStyle")[0]) == f"Heading{level + 1}"
        assert val(find(numbered, "w:lvlText")[0]) == number


def test_a_heading_without_number_stays_in_the_outline(raw_sample: bytes) -> None:
    styles = part(raw_sample, "word/styles.xml")
    (style,) = find(styles, "w:style[@w:styleId='Heading1Unnumbered']")
    assert val(find(style, "w:basedOn")[0]) == "Heading1"
    assert val(find(style, "w:pPr/w:numPr/w:numId")[0]) == "0"
    assert val(find(style, "w:pPr/w:outlineLvl")[0]) == "0"
    assert style_of(part(raw_sample, "word/document.xml"), "参考文献") == "Heading1Unnumbered"


def test_page_header_and_footer_arrive_in_the_document(finished: bytes) -> None:
    (section,) = Document(io.BytesIO(finished)).sections
    for measured, millimetres in (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.left_margin, 28),
        (section.top_margin, 25.4),
    ):
        assert measured == pytest.approx(Mm(millimetres), abs=Mm(0.1))
    assert [p.text for p in section.header.paragraphs] == [RUNNING_TITLE]
    instructions = part(finished, "word/footer1.xml").iter(f"{{{word.W}}}instrText")
    assert [instruction.text for instruction in instructions] == [" PAGE "]


@pytest.mark.parametrize(("choice", "expected"), [("none", []), ("continuous", ["continuous"])])
def test_line_numbers(build: Build, choice: str, expected: list[str]) -> None:
    document = part(build([para(text("虚构"))], {"line-numbers": choice}), "word/document.xml")
    assert [val(numbers, "restart") for numbers in find(document, "//w:sectPr/w:lnNumType")] == expected


def test_no_running_title_no_header(build: Build) -> None:
    package = build([para(text("虚构"))], {"header": {"running-title": ""}})
    assert not find(part(package, "word/document.xml"), "//w:headerReference")


def test_the_table_style_has_three_lines(finished: bytes) -> None:
    (style,) = find(part(finished, "word/styles.xml"), "w:style[@w:styleId='Table']")
    rules = {rule.tag.rpartition("}")[2]: val(rule, "sz") for rule in find(style, "w:tblPr/w:tblBorders/*")}
    assert rules == {"top": "12", "bottom": "12"}  # eighths of a point
    assert [val(rule, "sz") for rule in find(style, "w:tblStylePr[@w:type='firstRow']//w:tcBorders/*")] == ["6"]


def test_body_text_is_indented_by_two_characters_and_a_reference_hangs(finished: bytes) -> None:
    styles = part(finished, "word/styles.xml")
    (body,) = find(styles, "w:style[@w:styleId='BodyText']/w:pPr/w:ind")
    assert (val(body, "firstLineChars"), val(body, "firstLine")) == ("200", "480")
    (item,) = find(styles, "w:style[@w:styleId='ReferenceItem']/w:pPr/w:ind")
    assert val(item, "left") == val(item, "hanging")


def misspell(look: dict[str, Any]) -> None:
    look["styles"]["Title"]["colour"] = "000000"


def leave_out_a_style(look: dict[str, Any]) -> None:
    del look["styles"]["Reference Item"]


def write_a_size_as_text(look: dict[str, Any]) -> None:
    look["styles"]["Title"]["size"] = "18 pt"


def write_a_size_as_truth(look: dict[str, Any]) -> None:
    look["styles"]["Title"]["size"] = True


def choose_no_alignment(look: dict[str, Any]) -> None:
    look["styles"]["Title"]["align"] = "centre"


def name_no_face(look: dict[str, Any]) -> None:
    look["styles"]["Title"]["face"] = "serif"


def build_on_a_later_style(look: dict[str, Any]) -> None:
    look["styles"]["Body Text"]["based-on"] = "Heading 1"


def forget_a_margin(look: dict[str, Any]) -> None:
    del look["page"]["left"]


def leave_out_the_page(look: dict[str, Any]) -> None:
    del look["page"]


def number_some_lines(look: dict[str, Any]) -> None:
    look["line-numbers"] = "some"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (misspell, "styles.Title in the look has an unknown key: colour"),
        (leave_out_a_style, "styles in the look lacks Reference Item"),
        (write_a_size_as_text, "styles.Title.size in the look cannot be '18 pt'"),
        (write_a_size_as_truth, "styles.Title.size in the look cannot be True"),
        (choose_no_alignment, "styles.Title.align in the look cannot be 'centre'"),
        (name_no_face, "styles.Title in the look has a face that is not in fonts: serif"),
        (build_on_a_later_style, "styles.Body Text in the look is based on Heading 1, which is not above it"),
        (forget_a_margin, "page in the look is incomplete"),
        (leave_out_the_page, "the look lacks or does not know: page"),
        (number_some_lines, "line-numbers in the look cannot be 'some'"),
    ],
)
def test_a_fault_in_the_look_is_named(
    base: bytes, look: dict[str, Any], spoil: Callable[[dict[str, Any]], None], message: str
) -> None:
    spoil(look)
    with pytest.raises(word.WordError, match=re.escape(message)):
        word.reference_document(base, look)


# --- bytes --------------------------------------------------------------------------------------------------


def test_the_same_arguments_give_the_same_bytes(base: bytes, look: dict[str, Any], build: Build) -> None:
    reference = word.reference_document(base, look)
    assert word.reference_document(base, deepcopy(look)) == reference
    first, second = (word.finish(build(sample()), core={"title": "虚构"}) for _ in range(2))
    assert first == second
    for package in (reference, first):
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            entries = archive.infolist()
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
        assert entries[0].filename == "[Content_Types].xml"


def test_the_dates_of_the_reference_document_do_not_matter(look: dict[str, Any], base: bytes) -> None:
    """pandoc stamps its reference document with the time at which it is asked for it."""
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    later = io.BytesIO()
    with zipfile.ZipFile(later, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2030, 5, 6, 7, 8, 10)), data)
    assert word.reference_document(later.getvalue(), look) == word.reference_document(base, look)


# --- fields, bookmarks, links -------------------------------------------------------------------------------


def result_and_code(xml: str) -> tuple[str, str]:
    """What a field prints and what it instructs, after a look at its order."""
    runs = etree.fromstring(f'<w:p xmlns:w="{word.W}">{xml}</w:p>')
    marks = [val(mark, "fldCharType") for mark in find(runs, "w:r/w:fldChar")]
    assert marks == ["begin", "separate", "end"]
    kinds = [child.tag.rpartition("}")[2] for child in find(runs, "w:r/*")]
    assert kinds == ["fldChar", "instrText", "fldChar", "t", "fldChar"]
    return "".join(find(runs, "w:r/w:t/text()")), "".join(find(runs, "w:r/w:instrText/text()")).strip()


def test_fields_are_well_formed() -> None:
    assert result_and_code(word.sequence_field("图", "1")) == ("1", r"SEQ 图 \* ARABIC")
    assert result_and_code(word.sequence_field("图", "1", repeat=True)) == ("1", r"SEQ 图 \c \* ARABIC")
    assert result_and_code(word.reference_field("Ref_a", "图 1 < 2 & 3")) == ("图 1 < 2 & 3", r"REF Ref_a \h")
    assert result_and_code(word.reference_field("Ref_a", "5.1", number=True)) == ("5.1", r"REF Ref_a \r \h")


def test_a_field_takes_no_name_that_would_break_it() -> None:
    with pytest.raises(word.WordError, match="cannot be called"):
        word.sequence_field("图 表", "1")
    with pytest.raises(word.WordError, match="cannot refer"):
        word.reference_field("fig-a", "图 1")


def test_a_bookmark_is_escaped() -> None:
    xml = word.bookmark('a"<&', 7, word.TAB)
    (start,) = find(etree.fromstring(f'<w:p xmlns:w="{word.W}">{xml}</w:p>'), "w:bookmarkStart")
    assert (val(start, "name"), val(start, "id")) == ('a"<&', "7")


@pytest.mark.parametrize("identifier", ["fig-a", "tbl-" + "long-" * 12, "fig-外泌体", "fig_a", "9-lives"])
def test_pandoc_leaves_the_name_of_a_label_as_it_is(build: Build, identifier: str) -> None:
    name = word.label_bookmark(identifier)
    assert re.fullmatch(r"[A-Za-z]\w{0,39}", name)
    field = raw(word.reference_field(name, "图 1"))
    document = word.finish(build([para(span(name, text("图 1")), field)]), core={})
    assert [val(start, "name") for start in find(part(document, "word/document.xml"), "//w:bookmarkStart")] == [name]


def test_labels_of_different_ids_differ() -> None:
    identifiers = ["fig-a", "fig_a", "fig.a", "fig-a-", "x" * 36, "x" * 37]
    assert len({word.label_bookmark(identifier) for identifier in identifiers}) == len(identifiers)


def test_a_link_without_a_target_is_refused(build: Build) -> None:
    document = build([para(link("#ref-9", text("9"))), para(link("#ref-8", text("8")))])
    with pytest.raises(word.WordError, match="links without a bookmark: ref-8, ref-9"):
        word.finish(document, core={})


def test_a_field_without_a_target_is_refused(build: Build) -> None:
    with pytest.raises(word.WordError, match="links without a bookmark: Ref_gone"):
        word.finish(build([para(raw(word.reference_field("Ref_gone", "图 9")))]), core={})


def test_a_link_in_a_footnote_counts(build: Build) -> None:
    note = {"t": "Note", "c": [para(link("#ref-9", text("9")))]}
    with pytest.raises(word.WordError, match="ref-9"):
        word.finish(build([para(text("虚构"), note)]), core={})


def test_two_bookmarks_that_word_cannot_tell_apart_are_refused(build: Build) -> None:
    with pytest.raises(word.WordError, match="bookmarks that occur twice: Fig-a, fig-a"):
        word.finish(build([para(span("fig-a", text("甲")), span("Fig-a", text("乙")))]), core={})


@pytest.mark.parametrize(
    ("xml", "message"),
    [('<w:bookmarkEnd w:id="99"/>', "without its start"), ("<w:bookmarkStart/>", "without its end")],
)
def test_half_a_bookmark_is_refused(build: Build, xml: str, message: str) -> None:
    with pytest.raises(word.WordError, match=message):
        word.finish(build([para(raw(xml))]), core={})


def test_bookmarks_have_numbers_of_their_own(build: Build) -> None:
    nested = word.bookmark("outer", 20, word.bookmark("inner", 20, word.TAB))
    blocks = [*sample(), para(raw(nested)), para(raw(word.bookmark("third", 20, word.TAB)))]
    package = word.finish(build(blocks), core={})
    trees = [part(package, name) for name in ("word/document.xml", "word/footnotes.xml")]
    starts = [val(start, "id") for tree in trees for start in find(tree, "//w:bookmarkStart")]
    ends = [val(end, "id") for tree in trees for end in find(tree, "//w:bookmarkEnd")]
    assert len(set(starts)) == len(starts)
    assert sorted(starts) == sorted(ends)
    names = {val(start, "id"): val(start, "name") for start in find(trees[0], "//w:bookmarkStart")}
    closing = [names[val(end, "id")] for end in find(trees[0], "//w:p/w:bookmarkEnd")]
    assert closing[-3:] == ["inner", "outer", "third"]


# --- after pandoc -------------------------------------------------------------------------------------------


def test_python_docx_and_pandoc_read_the_document(finished: bytes) -> None:
    paragraphs = [p.text for p in Document(io.BytesIO(finished)).paragraphs]
    assert paragraphs[0] == "虚构的题名"
    assert "图 1 虚构" in paragraphs
    assert "[1]\t虚构. 虚构[J]." in paragraphs
    printed = run_pandoc("-f", "docx", "-t", "plain", "--wrap=none", stdin=finished).decode()
    assert "见图 1和1.1，所谓" in printed
    assert "Fig. 1" in printed


def test_properties(build: Build) -> None:
    core = {
        "title": "虚构 & 题名",
        "creator": ["张三", "李四"],
        "language": "zh-CN",
        "keywords": ["外泌体", "软骨"],
        "date": "2026-11-23",
    }
    package = word.finish(build([para(text("虚构"))]), core=core)
    properties = Document(io.BytesIO(package)).core_properties
    assert (properties.title, properties.author) == ("虚构 & 题名", "张三; 李四")
    assert (properties.language, properties.keywords) == ("zh-CN", "外泌体; 软骨")
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2026-11-23"
    with pytest.raises(word.WordError, match="no such property of a Word document: author"):
        word.finish(package, core={"author": "张三"})
    with pytest.raises(word.WordError, match="keywords of a Word document cannot be 7"):
        word.finish(package, core={"keywords": 7})


def test_metadata_that_was_not_asked_for_does_not_get_out(raw_sample: bytes, finished: bytes) -> None:
    assert len(part(raw_sample, "docProps/custom.xml")) == 1
    for name in ("docProps/custom.xml", "docProps/app.xml"):
        assert len(part(finished, name)) == 0
    core = part(finished, "docProps/core.xml")
    assert [element.text for element in core if element.text] == ["虚构"]


def test_settings(finished: bytes) -> None:
    settings = part(finished, "word/settings.xml")
    assert not find(settings, "w:updateFields")
    assert [val(control) for control in find(settings, "w:characterSpacingControl")] == ["compressPunctuation"]
    assert [val(language, "eastAsia") for language in find(settings, "w:themeFontLang")] == ["zh-CN"]
    assert [val(mode) for mode in find(settings, "w:compat/w:compatSetting")] == ["15"]


def test_a_line_that_the_author_ended_was_stretched_to_the_margin(finished: bytes) -> None:
    compatibility = find(part(finished, "word/settings.xml"), "w:compat/*")
    names = [element.tag.rpartition("}")[2] for element in compatibility]
    assert names == [
        "spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotExpandShiftReturn", "useFELayout", "compatSetting",
    ]  # fmt: skip


def test_cells_of_several_lines_begin_at_the_same_height(finished: bytes) -> None:
    (style,) = find(part(finished, "word/styles.xml"), "w:style[@w:styleId='Table']")
    assert not find(style, "w:tcPr/w:vAlign")


def test_the_text_is_as_wide_as_the_paper_without_its_margins(look: dict[str, Any]) -> None:
    look["page"] |= {"width": 200, "left": 30, "right": 20.5}
    assert word.text_width(look) == 149.5


def test_languages(finished: bytes) -> None:
    (defaults,) = find(part(finished, "word/styles.xml"), "w:docDefaults//w:lang")
    assert (val(defaults, "val"), val(defaults, "eastAsia")) == ("en-US", "zh-CN")
    document = part(finished, "word/document.xml")
    assert {val(language) for language in find(document, "//w:rPr/w:lang")} == {"en"}


def test_chinese_is_not_proofread_as_latin(build: Build) -> None:
    block = div("", None, para(text("虚构 in vivo")), lang="zh-Hans")
    document = part(word.finish(build([block]), core={}), "word/document.xml")
    assert not find(document, "//w:rPr/w:lang")


def test_a_citation_marker_is_raised_and_in_its_own_style(finished: bytes) -> None:
    document = part(finished, "word/document.xml")
    (linked,) = find(document, "//w:hyperlink[@w:anchor='ref-1']/w:r")
    assert val(find(linked, "w:rPr/w:rStyle")[0]) == "Citation"
    assert val(find(linked, "w:rPr/w:vertAlign")[0]) == "superscript"


def test_paragraphs_that_pandoc_cannot_tell_apart_get_their_style(finished: bytes) -> None:
    document = part(finished, "word/document.xml")
    assert not find(document, "//w:p/w:pPr[not(w:pStyle)]")
    expected = {
        "松项": "ListParagraph",
        "紧项": "ListParagraph",
        "甲0": "Compact",
        "丙": "Compact",
        "表后": "ParagraphAfterTable",
        "所谓": "FirstParagraph",
    }
    assert {content: style_of(document, content) for content in expected} == expected


def test_a_table_is_as_wide_as_the_text(finished: bytes) -> None:
    document = part(finished, "word/document.xml")
    (preferred,) = find(document, "//w:tbl/w:tblPr/w:tblW")
    assert (val(preferred, "type"), val(preferred, "w")) == ("pct", "5000")
    (size,), (margins,) = find(document, "//w:pgSz"), find(document, "//w:pgMar")
    text_width = int(val(size, "w")) - int(val(margins, "left")) - int(val(margins, "right"))
    columns = [int(val(column, "w")) for column in find(document, "//w:tblGrid/w:gridCol")]
    assert sum(columns) == pytest.approx(text_width, abs=1)
    assert columns[1] == pytest.approx(2 * columns[0], abs=2)
    assert len(find(document, "//w:tr/w:trPr/w:cantSplit")) == len(find(document, "//w:tr"))


def test_the_head_rule_is_below_the_whole_head(build: Build) -> None:
    document = part(word.finish(build([table("", [], heads=2)]), core={}), "word/document.xml")
    rows = [[val(rule) for rule in find(row, "w:tc/w:tcPr/w:tcBorders/w:bottom")] for row in find(document, "//w:tr")]
    assert rows == [["nil", "nil"], ["single", "single"], []]


def test_a_table_in_a_list_stays_within_the_text(build: Build) -> None:
    blocks = [{"t": "BulletList", "c": [[para(text("项")), table("", [])]]}]
    document = part(word.finish(build(blocks), core={}), "word/document.xml")
    assert not find(document, "//w:tbl/w:tblPr/w:tblInd")
    assert [val(alignment) for alignment in find(document, "//w:tbl/w:tblPr/w:jc")] == ["center"]


def test_a_caption_is_kept_together_and_with_its_table(finished: bytes) -> None:
    document = part(finished, "word/document.xml")
    kept = {
        (val(find(p, "w:pPr/w:pStyle")[0]), bool(find(p, "w:pPr/w:keepNext")))
        for p in find(document, "//w:p[w:pPr/w:pStyle]")
    }
    assert {("TableCaption", True), ("ImageCaption", True)} <= kept
    seconds = find(document, "//w:p[w:pPr/w:pStyle/@w:val='CaptionSecond']")
    assert [bool(find(p, "w:pPr/w:keepNext")) for p in seconds] == [
        False,
        True,
    ]  # of the figure, of the table


def test_a_picture_names_no_file_and_has_no_margins(finished: bytes) -> None:
    document = part(finished, "word/document.xml")
    (picture,), (drawing,) = find(document, "//pic:cNvPr"), find(document, "//wp:inline")
    assert picture.get("descr") == "灰色方块"
    assert {drawing.get(f"dist{side}") for side in "TBLR"} == {"0"}
    assert b"figure.png" not in etree.tostring(document)


def hint_of(document: Any, content: str) -> str | None:
    fonts = find(run_of(document, content), "w:rPr/w:rFonts")
    return fonts[0].get(f"{{{word.W}}}hint") if fonts else None


def test_greek_letters_are_set_as_latin_and_quotation_marks_as_chinese(finished: bytes) -> None:
    document = part(finished, "word/document.xml")
    assert "”使" in "".join(document.itertext())
    assert hint_of(document, "“外泌体") == "eastAsia"
    assert hint_of(document, "”使") == "eastAsia"
    assert hint_of(document, "IL-1β") is None
    assert hint_of(document, "Crohn’s") is None


def test_a_mark_in_a_run_of_its_own_follows_the_paragraph(build: Build) -> None:
    strong = {"t": "Strong", "c": [text("”")]}
    chinese = para(text("所谓“MSC"), strong, text(" in"))
    english = para(text("a “cell"), strong, text(" in"))
    for block, expected in ((chinese, "eastAsia"), (english, None)):
        document = part(word.finish(build([block]), core={}), "word/document.xml")
        assert hint_of(document, "”") == expected


def test_a_run_is_cut_where_the_font_changes(build: Build) -> None:
    document = part(word.finish(build([para(text("“IL-1β”升高——是"))]), core={}), "word/document.xml")
    runs = ["".join(run.itertext()) for run in document.iter(f"{{{word.W}}}r")]
    assert runs == ["“IL-1", "β", "”升高——是"]


@pytest.mark.parametrize("package", [b"", b"not a zip"])
def test_what_is_no_document_is_refused(package: bytes) -> None:
    with pytest.raises(word.WordError, match="not a Word document"):
        word.finish(package, core={})


def test_what_pandoc_did_not_write_is_refused() -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    with pytest.raises(word.WordError, match=r"it has no word/document\.xml"):
        word.finish(empty.getvalue(), core={})
