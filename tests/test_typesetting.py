"""Typst's output is the same bytes each time, its faults name a line, and nothing it warns of is lost."""

from __future__ import annotations

import ctypes
import json
import struct
import subprocess
import zlib
from pathlib import Path

import pypandoc
import pypdfium2
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from collation import fonts, typesetting
from collation.typesetting import TypesettingError, draw, typeset_pdf

ARCHIVAL = ("a-2a", "ua-1")
TEMPLATE = Path(__file__).parents[1] / "styles" / "typst" / "article.typ"

FRONT = {
    "lang": "zh-Hans",
    "lang-second": "en",
    "title": "外泌体与软骨",
    "title-second": "Exosomes and cartilage",
    "running-title": "外泌体",
    "article-type": "综述",
    "note": ["基金项目"],
    "authors": [
        {"name": "甲", "name-second": "JIA", "affiliation-numbers": ["1"], "is-corresponding": True,
         "email": "a_b@example.org", "orcid": "0000-0002-1825-0097"},
        {"name": "乙", "name-second": "YI", "affiliation-numbers": ["1", "2"]},
    ],
    "affiliations": [{"number": "1", "text": "医院", "text-second": "Hospital"}, {"number": "2", "text": "大学"}],
    "abstracts": [
        {"lang": "zh-Hans", "heading": "摘要", "parts": [{"label": "目的", "text": "综述。"}]},
        {"lang": "en", "heading": "Abstract", "parts": [{"label": "Objective", "text": "To review."}]},
    ],
    "keyword-lists": [
        {"lang": "zh-Hans", "heading": "关键词", "separator": "；", "words": ["软骨", "外泌体"]},
        {"lang": "en", "heading": "Key words", "separator": ";", "words": ["cartilage", "exosomes"]},
    ],
    "statements": [{"heading": "利益冲突", "text": "无。"}],
    "references-heading": "参考文献",
}  # fmt: skip

BODY = r"""
#numbered-heading(1, "1", [引言]) <sec-introduction>

#strong[软骨]与#emph[in vivo]、#emph[软骨]，见#link(<fig-a>)[图 1]、#link(<tbl-a>)[表 1]和#link(<eq-a>)[式 1]#super[\[#link(<ref-1>)[1]\]]。Alzheimer's病。

#figure-block("figures/a.png", "一幅图", 50%, [#caption-label[图 1]题#caption-second[#caption-label[Fig. 1]Title]]) <fig-a>

#table-block([#caption-label[表 1]题], [
#figure(
  align(center)[#table(
    columns: 2,
    align: (auto,auto,),
    table.header([甲], [乙],),
    table.hline(),
    [1], [2],
  )]
  , kind: table
  )
]) <tbl-a>

#equation-block("1", "甲等于乙", $ a / b = c $) <eq-a>

其中#math.equation(alt: "甲", $a$.body)。
""".replace("*in vivo*", "#emph[in vivo]").replace("*软骨*", "#emph[软骨]")

REFERENCES = """
#reference-item("1", lang: "en", [Author A. Title\\[J\\]. Journal, 2019, 1: 2-3.])
#reference-item("2", [甲. 题\\[J\\]. 大学, 2019, 1: 2-3.])
"""


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x88" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture(autouse=True, scope="module")
def small_fonts(tmp_path_factory: pytest.TempPathFactory):
    """Give the letters of this file only, so that no test waits for the conversion of 31,058 glyphs."""
    folder = tmp_path_factory.mktemp("fonts")
    source = folder / "Song.otf"
    with TTFont(fonts._song_source(), lazy=True) as font:
        subsetter = subset.Subsetter(subset.Options(layout_features=[]))
        subsetter.populate(text=Path(__file__).read_text(encoding="utf-8") + "通信作者【】")
        subsetter.subset(font)
        font.save(source)
    (folder / "song").mkdir()
    (folder / "song" / "Song.ttf").write_bytes(fonts.truetype_outlines(source, lambda _line: None))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "font_paths", lambda _progress: [folder / "song", fonts._hei_file().parent])
        typesetting._fonts.cache_clear()
        yield
    typesetting._fonts.cache_clear()


def article(body: str = BODY, references: str = REFERENCES, front: dict[str, object] = FRONT) -> str:
    """Fill the template as the renderer does."""
    metadata = f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n"
    document = json.loads(pandoc(metadata, "-f", "markdown", "-t", "json"))
    document["blocks"] = [raw_block(body)]
    if references:
        document["meta"]["reference-list"] = {"t": "MetaBlocks", "c": [raw_block(references)]}
    return pandoc(json.dumps(document), "-f", "json", "-t", "typst-citations", "--template", str(TEMPLATE))


def raw_block(source: str) -> dict[str, object]:
    return {"t": "RawBlock", "c": ["typst", source]}


def pandoc(source: str, *options: str) -> str:
    command = [pypandoc.get_pandoc_path(), *options]
    return subprocess.run(command, input=source.encode(), capture_output=True, check=True).stdout.decode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "a.png").write_bytes(png(40, 30))
    return tmp_path


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def squeezed(data: bytes) -> str:
    """Return the text without line ends and the gaps that pdfium takes for spaces."""
    return "".join(text_of(data).split())


@pytest.mark.parametrize("standards", [ARCHIVAL, ()])
def test_article_is_typeset_without_a_warning(root: Path, standards: tuple[str, ...]) -> None:
    made = typeset_pdf(article(), root, timestamp=0, standards=standards)
    assert made.warnings == ()
    text = text_of(made.data)
    for expected in (
        "外泌体与软骨", "甲1,*", "1. 医院", "【摘要】 目的 综述。", "【关键词】 软骨；外泌体", "Exosomes and cartilage",
        "【Abstract】 Objective To review.", "cartilage; exosomes", "*通信作者：甲，a_b@example.org", "基金项目",
        "1 引言", "图 1 题", "Fig. 1 Title", "(1)",
        "利益冲突", "参考文献", "[1] Author A. Title[J]. Journal, 2019, 1: 2-3.", "[2] 甲. 题[J].",
    ):  # fmt: skip
        assert expected in text
    assert "见图1、表1和式1[1]。Alzheimer’s病。" in squeezed(made.data)
    with pypdfium2.PdfDocument(made.data) as document:
        assert document.get_metadata_value("Title") == "外泌体与软骨"
        assert document.get_metadata_value("Author") == "甲, 乙"
        assert [mark.get_title() for mark in document.get_toc()] == ["1 引言", "利益冲突", "参考文献"]


def test_article_needs_a_title_only(root: Path) -> None:
    source = article("外泌体。", "", front={"title": "软骨", "lang": "zh-Hans"})
    made = typeset_pdf(source, root, timestamp=0, standards=ARCHIVAL)
    assert made.warnings == ()
    assert "外泌体。" in text_of(made.data)


def test_table_longer_than_a_page_is_broken_not_cut(root: Path) -> None:
    cells = ", ".join(f"[甲{row}]" for row in range(120))
    body = f"见#link(<tbl-a>)[表 1]。\n#table-block([题], table(columns: 1, table.header[乙], {cells})) <tbl-a>"
    made = typeset_pdf(article(body), root, timestamp=0, standards=ARCHIVAL)
    text = squeezed(made.data)
    assert [row for row in range(120) if f"甲{row}" not in text] == []


def test_front_longer_than_a_page_is_broken_not_cut(root: Path) -> None:
    parts = [{"label": "目的", "text": "".join(f"综述{number}，" for number in range(900)) + "软骨外泌体"}]
    front = {"abstracts": [{"lang": "zh-Hans", "heading": "摘要", "parts": parts}]}
    made = typeset_pdf(article(front=FRONT | front), root, timestamp=0, standards=ARCHIVAL)
    assert "综述899，软骨外泌体" in squeezed(made.data)


def test_link_to_a_float_leads_to_the_page_that_it_is_printed_on(root: Path) -> None:
    # The picture is called for on page 1 and has room on page 2 only.
    (root / "figures" / "a.png").write_bytes(png(30, 40))
    body = '见#link(<fig-a>)[图 1]。\n\n#figure-block("figures/a.png", "图", 100%, [题]) <fig-a>\n\n' + "软骨" * 900
    made = typeset_pdf(article(body), root, timestamp=0, standards=ARCHIVAL)
    with pypdfium2.PdfDocument(made.data) as document:
        page_of_picture = next(
            index
            for index, page in enumerate(document)
            if any(item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for item in page.get_objects())
        )
        raw, first_page = pypdfium2.raw, document[0]
        link = raw.FPDF_LINK()
        assert raw.FPDFLink_Enumerate(first_page, ctypes.c_int(0), link)
        target = raw.FPDFDest_GetDestPageIndex(document, raw.FPDFLink_GetDest(document, link))
    assert target == page_of_picture > 0


def test_same_input_gives_the_same_bytes_in_any_folder(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = typeset_pdf(article(), root, timestamp=1_700_000_000, standards=ARCHIVAL)
    other = tmp_path_factory.mktemp("other") / "deeper"
    (other / "figures").mkdir(parents=True)
    (other / "figures" / "a.png").write_bytes(png(40, 30))
    monkeypatch.chdir(other)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    second = typeset_pdf(article(), Path(), timestamp=1_700_000_000, standards=ARCHIVAL)
    assert first == second
    assert str(root).encode() not in first.data


@pytest.mark.parametrize("folder", [".", "figures", "/"])
def test_error_names_the_line_and_no_folder_of_this_machine(
    root: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(root / folder)
    with pytest.raises(TypesettingError) as caught:
        typeset_pdf("第一行\n\n#没有", root, timestamp=0, standards=())
    message = str(caught.value)
    assert "unknown variable: 没有" in message
    assert "┌─ source.typ:3:" in message
    assert root.name not in message


def test_every_fault_is_told(root: Path) -> None:
    with pytest.raises(TypesettingError) as caught:
        typeset_pdf("#link(<a>)[x] #link(<b>)[y]", root, timestamp=0, standards=())
    assert "<a>" in str(caught.value)
    assert "<b>" in str(caught.value)


def test_unknown_font_surfaces_as_a_warning(root: Path) -> None:
    made = typeset_pdf('#set text(font: "No Such Font")\nx', root, timestamp=0, standards=())
    (warning,) = made.warnings
    assert "unknown font family: no such font" in warning
    assert "source.typ:1:" in warning


@pytest.mark.parametrize("standards", [ARCHIVAL, ("1.7",), ()])
def test_letter_that_no_font_has_is_an_error_under_any_standard(root: Path, standards: tuple[str, ...]) -> None:
    with pytest.raises(TypesettingError, match="could not be displayed"):
        typeset_pdf('#set document(title: "x")\nก', root, timestamp=0, standards=standards)


def test_picture_without_alternative_text_is_an_error(root: Path) -> None:
    with pytest.raises(TypesettingError, match="missing alt text"):
        typeset_pdf('#set document(title: "x")\n#image("figures/a.png")', root, timestamp=0, standards=ARCHIVAL)


def test_file_outside_the_root_cannot_be_read(root: Path) -> None:
    (root.parent / "secret.txt").write_text("x")
    with pytest.raises(TypesettingError, match="project root"):
        typeset_pdf('#read("../secret.txt")', root, timestamp=0, standards=())


def test_unknown_standard_is_an_error_and_no_traceback(root: Path) -> None:
    with pytest.raises(TypesettingError, match="unknown pdf standard"):
        typeset_pdf("x", root, timestamp=0, standards=("a-9",))


def drawing(root: Path, source: str) -> Path:
    path = root / "figures" / "drawing.typ"
    path.write_text(source, encoding="utf-8")
    return path


def test_drawing_is_the_same_bytes_each_time_and_of_the_size_asked_for(root: Path) -> None:
    path = drawing(root, '#set page(width: 72pt, height: 36pt, margin: 0pt)\n#image("a.png", width: 10pt)软骨')
    svg = draw(path, "svg", pixels_per_inch=72)
    picture = draw(path, "png", pixels_per_inch=300)
    assert svg.data.startswith(b"<svg ")
    assert str(root).encode() not in svg.data
    assert struct.unpack(">II", picture.data[16:24]) == (300, 150)
    assert (svg, picture) == (draw(path, "svg", pixels_per_inch=72), draw(path, "png", pixels_per_inch=300))
    assert svg.warnings == picture.warnings == ()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("甲#pagebreak()乙", "one page, and this one has 2"),
        ('#import "@preview/cetz:0.3.0"', "packages are not fetched"),
        ("甲\n\n#nothing", r"drawing\.typ:3:"),
        ("ก", "could not be displayed"),
    ],
)
def test_faulty_drawing_is_an_error_that_names_it(root: Path, source: str, message: str) -> None:
    with pytest.raises(TypesettingError, match=message) as caught:
        draw(drawing(root, source), "svg", pixels_per_inch=72)
    assert "drawing.typ" in str(caught.value)


def test_drawing_that_is_not_there_is_an_error_and_no_traceback(root: Path) -> None:
    with pytest.raises(TypesettingError, match=r"nowhere\.typ cannot be read"):
        draw(root / "nowhere.typ", "svg", pixels_per_inch=72)
