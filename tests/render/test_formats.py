"""PDF, HTML and DOCX say the same: read back by other libraries than those that wrote them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from collation import project as projects
from collation.assemble.manuscript import read
from manuscripts import Build, Outputs

from .readers import ITEM, Docx, Epub, Html, Jats, Pdf, numbers, squeezed

BODY = [
    *range(1, 11), 1, 10, *range(11, 33), 15, 33, 5, *range(34, 43),
]  # fmt: skip
TABLE = [15, 33, 5, 34, 35, 36, 37, 38, 40, 41, 42]
MARKERS = [str(number) for number in (*BODY, *TABLE)]
HEADINGS = [
    ("", "引言"), ("1", "干细胞移植治疗"), ("2", "干细胞的旁分泌效应"), ("3", "条件培养液"), ("4", "细胞外基质"),
    ("5", "细胞外囊泡"), ("5.1", "外泌体"), ("5.2", "微囊泡"), ("6", "小结与展望"),
]  # fmt: skip


def parts_of(pdf: Pdf) -> tuple[str, list[tuple[str, str]]]:
    """The text before the reference list, and the items of the list."""
    text = re.sub(r"干细胞旁分泌效应与膝骨关节炎 \d+\r?\n", "", pdf.text)  # the running head
    body, _, listed = text.partition("\n参考文献")
    items = re.split(r"(?m)^(?=\[\d+\] )", listed)[1:]
    return body, [(f"[{match[1]}]", match[2]) for match in map(ITEM.match, items) if match]


def test_the_facts_are_the_46_places_and_the_table_adds_11() -> None:
    assert (len(BODY), len(TABLE)) == (46, 11)


def test_the_markers_of_the_pdf_stand_in_the_order_of_the_facts(outputs: Outputs) -> None:
    assert numbers(parts_of(Pdf(outputs.pdf))[0]) == MARKERS


def test_the_markers_of_the_html_stand_in_the_order_of_the_facts(outputs: Outputs) -> None:
    assert Html(outputs.html).markers == MARKERS


def test_the_markers_of_the_docx_stand_in_the_order_of_the_facts(outputs: Outputs) -> None:
    assert Docx(outputs.docx).markers == MARKERS


def test_the_markers_of_the_jats_stand_in_the_order_of_the_facts(outputs: Outputs) -> None:
    assert Jats(outputs.jats).markers == MARKERS


def test_the_markers_of_the_epub_stand_in_the_order_of_the_facts(outputs: Outputs) -> None:
    assert Epub(outputs.epub).markers == MARKERS


def test_the_lists_have_the_same_42_items_in_all_formats(outputs: Outputs) -> None:
    html = Html(outputs.html).references
    assert [number for number, _ in html] == [f"[{number}]" for number in range(1, 43)]
    assert all(len(text) > 40 for _, text in html)
    assert Docx(outputs.docx).references == html
    assert Jats(outputs.jats).references == html
    assert Epub(outputs.epub).references == html
    # PDFium takes every hyphen at the end of a line for one that parts a word.
    listed = [(number, squeezed(text).replace("-", "")) for number, text in parts_of(Pdf(outputs.pdf))[1]]
    assert listed == [(number, squeezed(text).replace("-", "")) for number, text in html]


def test_headings_have_the_same_numbers_in_all_formats(outputs: Outputs) -> None:
    for page in (Html(outputs.html), Epub(outputs.epub)):
        shown = [
            ("".join(item.xpath("./*[@class='heading-number']//text()")), "".join(item.xpath("./text()")).strip())
            for item in page.select("//article/*[self::h2 or self::h3]")
        ]
        assert shown == HEADINGS
    pdf = squeezed(parts_of(Pdf(outputs.pdf))[0])
    assert all(squeezed(f"{number}{title}") in pdf for number, title in HEADINGS)
    docx = Docx(outputs.docx)
    counters = [0, 0]
    found = []
    for item in docx.select("//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Heading')]"):
        style = docx.select("string(w:pPr/w:pStyle/@w:val)", item)
        number = ""
        if not "".join(style).endswith("Unnumbered"):  # Word counts: a new heading of a level ends those below
            level = int("".join(style)[-1])
            counters = [*counters[: level - 1], counters[level - 1] + 1, *([0] * (2 - level))]
            number = ".".join(map(str, counters[:level]))
        found.append((number, docx.words(item)))
    assert found == [*HEADINGS, ("", "参考文献")]
    jats = Jats(outputs.jats)
    headings = [(jats.texts("label", item), jats.texts("title", item)) for item in jats.select("//body//sec")]
    assert [("".join(label), "".join(title)) for label, title in headings] == HEADINGS


def test_figure_and_table_are_labelled_and_referred_to_alike_in_all_formats(outputs: Outputs) -> None:
    captions = [
        ("图1", "干细胞旁分泌产物及其在膝关节内的作用环节"),
        ("Fig.1", "Paracrine products of stem cells and where they act in the knee joint"),
        ("表1", "细胞外囊泡治疗膝骨关节炎及软骨损伤的研究"),
        ("Table1", "Studies of extracellular vesicles in knee osteoarthritis and cartilage injury"),
    ]
    html, docx, jats, epub = Html(outputs.html), Docx(outputs.docx), Jats(outputs.jats), Epub(outputs.epub)
    for text in (Pdf(outputs.pdf).text, html.text, docx.text, jats.text, epub.text_of("text.xhtml")):
        for label, words in captions:
            assert squeezed(label + words) in squeezed(text)
    links = html.select("//a[@class='cross-reference']")
    targets = [(html.words(link), link.get("href")) for link in links]
    assert targets == [("图1", "#fig-paracrine"), ("表1", "#tbl-vesicles")]
    for page in (html, epub):
        assert page.one("//figure").get("id") == "fig-paracrine"
        assert page.one("//table").get("id") == "tbl-vesicles"
    links = jats.select("//xref[@ref-type='fig' or @ref-type='table']")
    assert [(jats.words(link), f"#{link.get('rid')}") for link in links] == targets


TEXTS: dict[str, Callable[[bytes], str]] = {
    "pdf": lambda data: Pdf(data).text,
    "html": lambda data: Html(data).one("//body").text_content(),
    "docx": lambda data: Docx(data).text,
    "jats": lambda data: Jats(data).text,
    "epub": lambda data: Epub(data).source,
}


def test_typed_numbers_give_the_same_text_as_citekeys(outputs: Outputs, flagship: Path, build: Build) -> None:
    manuscript = read(projects.load(flagship))
    order = {citekey: str(number) for number, citekey in enumerate(manuscript.cited, start=1)}
    for path in sorted((flagship / "manuscript").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(
            r"\[(@[a-z0-9]+(?:; *@[a-z0-9]+)*)\]",
            lambda cluster: f"[{','.join(order[name.strip(' @')] for name in cluster[1].split(';'))}]",
            text,
        )
        path.write_text(text, encoding="utf-8")
    bibliography = manuscript.bibliography
    entries = [bibliography.by_citekey[citekey].text for citekey in manuscript.cited]
    (flagship / "references.bib").write_text("\n".join(entries), encoding="utf-8")
    project = projects.load(flagship)
    assert read(project).notations == {"number"}
    typed = build(project)
    for format, text_of in TEXTS.items():
        assert text_of(typed[format]) == text_of(getattr(outputs, format))


@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param({"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}, id="a later day, no locale"),
        pytest.param({"TZ": "Pacific/Pago_Pago", "LC_ALL": "zh_CN.GB18030", "LANG": "tr_TR"}, id="an earlier day"),
    ],
)
def test_a_build_elsewhere_gives_the_same_bytes(
    outputs: Outputs, flagship: Path, tmp_path: Path, run: Callable[..., object], elsewhere: dict[str, str]
) -> None:
    home = tmp_path / "another home"
    home.mkdir()
    moved = flagship.rename(tmp_path / "另一个 folder")
    prepared_fonts = platformdirs.user_cache_dir()  # converting them again would take a quarter of a minute
    run(moved, "collate", "build", HOME=str(home), USER="somebody", XDG_CACHE_HOME=prepared_fonts, **elsewhere)
    first, second = (
        {path.name: path.read_bytes() for path in folder.iterdir()} for folder in (outputs.project.out, moved / "out")
    )
    assert second.keys() == first.keys() >= {"manuscript.json", "check.txt", "checked.json", "proof.json", "proof.html"}
    assert [name for name in first if second[name] != first[name]] == []


def test_no_output_names_a_folder_of_this_machine(outputs: Outputs) -> None:
    archives = (Docx(outputs.docx).archive, Epub(outputs.epub).archive)
    parts = [archive.read(name) for archive in archives for name in archive.namelist()]
    for data in (outputs.pdf, outputs.html, outputs.jats, *parts):
        for folder in (outputs.project.root, tempfile.gettempdir(), Path.home()):
            assert f"{folder}/".encode() not in data
