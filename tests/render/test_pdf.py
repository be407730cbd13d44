"""PDF: what an archive, a search and a reader who listens need; the looks are for eyes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from collation import pages
from collation.document.numbered import RenderError
from manuscripts import METADATA, Build, Outputs, Write
from tools import require

from .readers import Html, Pdf, numbers, squeezed

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_the_file_says_title_authors_keywords_language_and_date(outputs: Outputs) -> None:
    pdf = Pdf(outputs.pdf)
    assert pdf.metadata["Title"] == "应用干细胞旁分泌效应治疗膝部骨关节炎的研究进展"
    assert pdf.metadata["Author"] == "陈闻波, 蔡江瑜, 孙亚英, 陈俊, 陈世益"
    assert "外泌体" in pdf.metadata["Keywords"]
    assert pdf.metadata["CreationDate"].startswith("D:20261123000000")
    assert pdf.language.lower() in ("zh-cn", "zh")
    assert pdf.is_tagged


def test_the_file_says_that_it_is_pdf_a_2a_and_pdf_ua_1(outputs: Outputs) -> None:
    for name, value in (("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")):
        assert f"<{name}>{value}</{name}>".encode() in outputs.pdf


def test_images_have_words_for_those_who_listen(outputs: Outputs) -> None:
    (words,) = Pdf(outputs.pdf).alternatives()
    assert words == Html(outputs.html).one("//img").get("alt")


def test_every_font_is_embedded_and_bold_chinese_is_really_another_face(outputs: Outputs) -> None:
    runs = list(Pdf(outputs.pdf).runs())
    assert all(is_embedded for _, _, is_embedded in runs)
    fonts = {text: font.partition("+")[2] for text, font, _ in runs if HAN.search(text)}
    assert {font.partition("-")[0] for font in fonts.values()} == {"NotoSerifSC", "NotoSansSC"}
    for bold in ("目的", "结论", "关键词", "参考文献"):
        assert {font for text, font in fonts.items() if bold in text and len(text) < 10} == {"NotoSansSC-Thin"}
    assert any("Italic" in font for text, font, _ in runs if "SOX9" in text)


def test_each_marker_leads_to_the_item_of_its_number(outputs: Outputs) -> None:
    links = [(text, item) for text, item in Pdf(outputs.pdf).links() if text.isdigit()]
    assert len(links) == 57
    assert [item for _, item in links] == [text for text, _ in links]


def test_cross_references_lead_to_the_page_of_the_thing(outputs: Outputs) -> None:
    pdf = Pdf(outputs.pdf)
    pages = dict(pdf.cross_references())
    assert {squeezed(label) for label in pages} == {"图1", "表1"}
    for label, page in pages.items():
        assert re.search(rf"^{squeezed(label)[0]} ?1 ", pdf.pages[page], re.MULTILINE)


def test_poppler_too_finds_every_font_embedded(outputs: Outputs) -> None:
    require("pdffonts")
    listed = subprocess.run(
        ["pdffonts", str(outputs.project.product("pdf"))], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert len(listed) > 5
    for line in listed:
        embedded = re.search(r" (yes|no) +(yes|no) +(yes|no) +\d+ +\d+$", line)
        assert embedded
        assert embedded[1] == "yes"


def test_poppler_draws_every_page_with_ink(outputs: Outputs, tmp_path: Path) -> None:
    require("pdftoppm")
    subprocess.run(
        ["pdftoppm", "-r", "20", "-gray", str(outputs.project.product("pdf")), str(tmp_path / "page")], check=True
    )
    pages = sorted(tmp_path.glob("page*.pgm"))
    assert len(pages) == len(Pdf(outputs.pdf).pages)
    for page in pages:
        pixels = page.read_bytes()[-165 * 233 :]
        assert 0.02 < sum(pixel < 224 for pixel in pixels) / len(pixels) < 0.6


def test_the_reference_list_is_numbered_as_the_style_has_it(write: Write, build: Build) -> None:
    text = "甲[@one]乙[@two]\n"
    numeric = Pdf(build(write(text), "pdf")["pdf"]).text
    vancouver = Pdf(build(write(text, settings='style = "vancouver"\n'), "pdf")["pdf"]).text
    assert re.search(r"^\[2\] BIRCH B", numeric, re.MULTILINE)
    assert re.search(r"^2\. Birch B", vancouver, re.MULTILINE)


def test_mathematics_in_the_abstract_and_in_a_title_of_the_list_has_words_for_those_who_listen(
    write: Write, build: Build
) -> None:
    metadata = METADATA + "abstract:\n  zh: 含有$x^2$的摘要。\n"
    entry = "@misc{m, author = {Alder, Ann}, title = {On $\\beta$ in {$x^2$}}, note = {Invented}, year = {2001}}\n"
    assert Pdf(build(write("甲[@m]\n", metadata=metadata, bibliography=entry), "pdf")["pdf"]).pages


@pytest.mark.parametrize("number", ["", " {#eq-a}"], ids=["plain", "numbered"])
@pytest.mark.parametrize(("matrix", "bar"), [("vmatrix", "|"), ("Vmatrix", "‖")])
def test_a_determinant_has_single_bars_and_a_norm_double_ones(
    write: Write, build: Build, matrix: str, bar: str, number: str
) -> None:
    text = f"[@one]\n\n$$\\begin{{{matrix}}}1&2\\\\3&4\\end{{{matrix}}}$$" + number
    shown = squeezed(Pdf(build(write(text), "pdf")["pdf"]).text)
    assert re.search(rf"{re.escape(bar)}1324{re.escape(bar)}", shown), shown


def test_an_image_in_the_line_keeps_its_words(write: Write, build: Build) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    project = write('行内![小图](a.svg){alt="虚构的 \\"小\\" 图" width=1cm}[@one]。\n', files={"a.svg": svg})
    assert list(Pdf(build(project, "pdf")["pdf"]).alternatives()) == ['虚构的 "小" 图']


def test_identifiers_that_typst_cannot_write_in_angle_brackets_still_work(write: Write, build: Build) -> None:
    text = "见[@sec-x²]和[链接](#sec-x²)[@one]。\n\n# 方法 {#sec-x²}\n\n正文。\n\n# (括号) 一/二\n\n正文。\n"
    assert "方法" in Pdf(build(write(text), "pdf")["pdf"]).text


@pytest.mark.parametrize("width", ["banana", "12parsec", "-3cm"])
def test_a_width_that_is_none_is_a_message(write: Write, build: Build, width: str) -> None:
    project = write(f'![图](a.svg){{#fig-a alt="虚构" width={width}}}\n\n[@one]\n', files={"a.svg": b"<svg/>"})
    with pytest.raises(RenderError, match=f"the width '{width}'"):
        build(project, "pdf")


@pytest.mark.parametrize("format", ["pdf", "html", "docx"])
def test_an_equation_that_is_none_is_a_message_that_shows_it(write: Write, build: Build, format: str) -> None:
    with pytest.raises(RenderError, match=r"Could not convert TeX math \\frac\{1\}"):
        build(write("甲$\\frac{1}$[@one]\n"), format)


def test_a_letter_in_no_font_is_a_message_that_names_it(write: Write, build: Build) -> None:
    with pytest.raises(RenderError, match="could not be displayed with font"):
        build(write("楔形文字\U00012000[@one]。\n"), "pdf")


def test_markers_of_one_cluster_are_one_bracket_in_print(write: Write, build: Build) -> None:
    text = Pdf(build(write("甲[@one; @two; @three; @five]，乙[@six; @one]。\n"), "pdf")["pdf"]).text
    assert numbers(text.partition("参考文献")[0]) == ["1-4", "1,5"]


def test_a_dot_behind_emphasis_is_a_dot(write: Write, build: Build) -> None:
    text = Pdf(build(write("So it is *in vitro*.Then more[@one].\n"), "pdf")["pdf"]).text
    assert "in vitro.Then more" in " ".join(text.split())


def test_a_table_without_a_caption_goes_on_in_the_next_column(write: Write, build: Build) -> None:
    rows = "".join(f"| 行{row} | 值{row} |\n" for row in range(60))
    filler = "\n\n".join("正文文字把表格推到栏底，这样它就必须分栏。" * 3 for _ in range(12))
    text = f"# 引言\n\n{filler}\n\n| 甲 | 乙 |\n|---|---|\n{rows}\n后文[@one]。\n"
    data = build(write(text), "pdf")["pdf"]
    places = [
        (run.page, round(run.x), round(run.y)) for run in pages.read(data).runs if re.fullmatch("行|行 ", run.text)
    ]
    assert len(places) == 60
    assert len(set(places)) == 60, "rows are printed over one another"
