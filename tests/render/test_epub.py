"""EPUB: a package that every reading system opens, whose links lead from page to page and whose words are the page's."""

from __future__ import annotations

import json
import os
import re
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from collation import store
from collation.assemble.manuscript import read
from collation.document.numbered import RenderError
from collation.project import Project
from collation.render import render
from manuscripts import ENGLISH, METADATA, Build, Outputs, Write
from tools import require, require_package

from .readers import OPS, Epub, Html, squeezed
from .test_manuscripts import EVERYTHING, IMAGES
from .test_pictures import SVG, png

BILINGUAL = """\
lang: zh-CN
title: {zh: 题名 *in vivo* & \\<x>, en: An invented *title* & more}
date: 2026-11-23
authors:
  - name: {zh: 张三, en: ZHANG San}
    corresponding: true
    email: zhang@example.org
  - name: {zh: 欧阳若兰, en: OUYANG Ruolan}
abstract:
  zh:
    - {label: 目的, text: 虚构的目的。}
    - {label: 结果, text: 虚构的结果。}
  en: An invented abstract.
keywords: {zh: [软骨, 外泌体], en: [cartilage, "exosomes, small"]}
"""
BROKEN_HTML = """\
# 引言 <b>粗</b> {#sec-a}

<div><p>未闭合的 <br> 文字<i>与<b>交叉</i></b>[@one]。

<table><tr><td>单元格</table>

<script>run()</script>

<img src="https://example.org/a.png">

<center>居中&nbsp;</center> <!-- 备注 --> <input disabled> <font color=red>红</font>
"""
HUGE_TABLE = (
    "文[@one]。\n\n"
     "| " + " | ".join(f"列{n}" for n in range(20)) + " |\n"
    + "|" + "---|" * 20 + "\n"
    + ("| " + " | ".join("averyveryverylongword一二三" for _ in range(20)) + " |\n") * 60
    + "\n: 大表 {#tbl-huge}\n"
)  # fmt: skip
ODD = """\
# a & b < "c" 'd' {#图一}

控制&#1;字符&#xFFFE;与&#xb;[@one]，零宽&#x200B;，见[图](#图一)、[外](<https://例子.cn/路 径?查="问"#片段>)、[坏](http://a..b/)、
[文件](data/数据.csv)、[邮](mailto:a@example.org)、[脚本](javascript:run())、<https://example.org/[x]%zz>。

[词]{foo:bar=1 onclick="run()" style="color:;" role=doc-banana lang=not_a_tag tabindex=7 title="好"}。

``` {.python .numberLines startFrom="7"}
x = 1 < 2 && "3"
```

- [ ] 待办
- [x] 完成
"""


def small(number: int) -> str:
    return "".join(f"## 节{n} {{#sec-{n}}}\n\n文[@one]。\n\n" for n in range(number))


MANUSCRIPTS = {
    "everything": (EVERYTHING, METADATA),
    "both languages": ("# 引言\n\n文[@one]。\n", BILINGUAL),
    "English": ("# Methods\n\nCells [@one].\n", ENGLISH),
    "no second language": ("文[@one]。\n", METADATA),
    "no authors": ("文[@one]。\n", "title: {zh: 题}\nauthors: []\n"),
    "no title": ("文[@one]。\n", "authors: []\n"),
    "no citation": ("# 引言\n\n文。\n", METADATA),
    "nothing": ("", METADATA),
    "a formula in the title": ("# $x^2$ 与[@one]\n", METADATA.replace("虚构的题名", "$E=mc^2$")),
    "footnotes": ("一[^a]二^[行内[@one]。]三[^a2]。\n\n[^a]: 注。\n\n    第二段。\n\n[^a2]: - 项\n", METADATA),
    "many levels": ("# 一\n\n### 三\n\n###### 六\n\n## 二\n\n[@one]\n", METADATA),
    "many sections": (small(30), METADATA),
    "raw HTML": (BROKEN_HTML, METADATA),
    "a huge table": (HUGE_TABLE, METADATA),
    "odd characters": (ODD, METADATA),
    "no words for images": ("![](a.png)\n\n文![](c.svg)字[@one]。\n", METADATA),
}


@pytest.fixture
def epub(write: Write, build: Build):
    def make(text: str = "文[@one]。\n", metadata: str = METADATA, **options) -> Epub:
        return Epub(build(write(text, metadata=metadata, **options), "epub")["epub"])

    return make


def made(project: Project) -> Path:
    """Render a project, whatever the checks say of it."""
    project.out.mkdir()
    store.save(read(project), project.assembled)
    render(project, "epub")
    return project.product("epub")


# --- the package --------------------------------------------------------------------------------------------------


def test_the_archive_begins_with_its_type_and_carries_no_time_of_a_clock(outputs: Outputs) -> None:
    assert outputs.epub[30:58] == b"mimetypeapplication/epub+zip"
    archive = Epub(outputs.epub).archive
    assert archive.namelist()[:3] == ["mimetype", "META-INF/container.xml", "EPUB/package.opf"]
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
    assert not any(entry.extra for entry in archive.infolist())


def test_the_manifest_names_every_file_and_its_type(outputs: Outputs) -> None:
    found = Epub(outputs.epub)
    named = {f"EPUB/{item.get('href')}" for item in found.meta("//opf:item")}
    assert named | {"mimetype", "META-INF/container.xml", "EPUB/package.opf"} == set(found.archive.namelist())
    assert found.spine == ["front.xhtml", "text.xhtml", "references.xhtml"]
    types = {item.get("href"): item.get("media-type") for item in found.meta("//opf:item")}
    assert types["figures/1.svg"] == "image/svg+xml"


def test_both_languages_are_in_the_metadata(epub) -> None:
    found = epub("文[@one]。\n", BILINGUAL)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    titles = [(title.text, title.get(lang)) for title in found.meta("//dc:title")]
    assert titles == [("题名 in vivo & <x>", "zh-Hans"), ("An invented title & more", "en")]
    assert found.said("dc:language") == ["zh-Hans", "en"]
    assert found.said("dc:creator") == ["张三", "欧阳若兰"]
    assert found.said("role") == ["aut", "aut"]
    assert found.said("file-as") == ["张三", "欧阳若兰"]
    assert found.said("alternate-script") == ["ZHANG San", "OUYANG Ruolan"]
    assert found.said("dc:subject") == ["软骨", "外泌体", "cartilage", "exosomes, small"]
    assert found.said("dc:description") == ["目的：虚构的目的。结果：虚构的结果。", "An invented abstract."]
    assert found.said("dc:date") == ["2026-11-23"]
    assert found.said("dcterms:modified") == ["2026-11-23T00:00:00Z"]


def test_a_manuscript_of_one_language_names_one(epub) -> None:
    found = epub("Cells [@one].\n", ENGLISH)
    assert found.said("dc:language") == ["en"]
    assert found.said("dc:title") == ["An invented title"]
    assert found.said("file-as") == ["Alder, Ann"]
    assert epub("文[@one]。\n", "title: {zh: 题}\nauthors: [{name: {zh: Chen Wenbo, en: 陈文博}}]\n").said(
        "file-as"
    ) == ["Chen, Wenbo"]
    assert found.said("dc:date") == []
    assert found.said("dcterms:modified") == ["1970-01-01T00:00:00Z"]


def test_a_language_that_only_the_works_cited_have_is_none_of_the_publication(epub) -> None:
    assert epub("文[@one]。\n").said("dc:language") == ["zh-Hans"]
    assert epub('![图](a.svg){#fig-a alt="圆" caption-en="A circle"}\n', files={"a.svg": SVG}).said("dc:language") == [
        "zh-Hans", "en",
    ]  # fmt: skip


def test_the_identifier_stays_while_the_text_changes_and_is_another_for_another_title(epub) -> None:
    first = epub("文[@one]。\n").said("dc:identifier")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", first[0])
    assert epub("另一段[@two]。\n").said("dc:identifier") == first
    assert epub("文[@one]。\n", METADATA.replace("题名", "别名")).said("dc:identifier") != first
    assert epub("文[@one]。\n", METADATA.replace("张三", "李四")).said("dc:identifier") != first


def test_accessibility_says_only_what_holds(epub, write: Write) -> None:
    plain = epub("文[@one]。\n")
    assert plain.said("schema:accessMode") == ["textual"]
    assert plain.said("schema:accessModeSufficient") == ["textual"]
    assert plain.said("schema:accessibilityHazard") == ["none"]
    assert {"structuralNavigation", "tableOfContents"} <= set(plain.said("schema:accessibilityFeature"))
    assert {"alternativeText", "MathML"}.isdisjoint(plain.said("schema:accessibilityFeature"))
    assert not plain.meta("//opf:meta[@property='dcterms:conformsTo'] | //opf:link")

    files = {"a.png": png(8, 8), "b.svg": SVG}
    described = epub('文![一](a.png){alt="方块"}与![二](b.svg){alt="块"}，$x$。\n', files=files)
    assert described.said("schema:accessMode") == ["textual", "visual"]
    assert described.said("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert {"alternativeText", "MathML"} <= set(described.said("schema:accessibilityFeature"))
    assert described.said("schema:accessibilityHazard") == ["none"]
    assert "图片均有替代文字" in described.said("schema:accessibilitySummary")[0]

    # What a check stops; but an author can ignore it.
    undescribed = Epub(made(write('文![一](a.png){alt="方块"}与![](b.svg)。\n', files=files)).read_bytes())
    assert undescribed.said("schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in undescribed.said("schema:accessibilityFeature")
    assert "并非每幅图片都有替代文字" in undescribed.said("schema:accessibilitySummary")[0]


def test_a_drawing_that_moves_makes_the_hazard_unknown(epub) -> None:
    moving = SVG.replace(b"</svg>", b"<animate/></svg>")
    assert b"<animate/>" in moving
    found = epub('文![一](a.svg){alt="块"}。\n', files={"a.svg": moving})
    assert found.said("schema:accessibilityHazard") == ["unknown"]


def test_pages_with_formulas_say_so(epub) -> None:
    found = epub("# 题\n\n文[@one]。\n", METADATA.replace("虚构的题名", "$E=mc^2$"))
    properties = {item.get("href"): item.get("properties") for item in found.meta("//opf:item")}
    assert properties["front.xhtml"] == "mathml"
    assert properties["text.xhtml"] is None
    assert properties["nav.xhtml"] == "nav"
    (formula,) = found.on("front.xhtml", "//m:math")
    assert formula.get("alttext") == "E=mc^2"


# --- the pages ----------------------------------------------------------------------------------------------------


def test_every_link_inside_leads_to_an_identifier_and_none_occurs_twice(outputs: Outputs) -> None:
    found = Epub(outputs.epub)
    identifiers = {name: Counter(found.on(name, "//@id")) for name in found.pages}
    for counted in identifiers.values():
        assert [name for name, count in counted.items() if count > 1] == []
    inside = 0
    for name in found.pages:
        for target in found.on(name, "//h:a/@href"):
            if not re.match(r"[a-z]+:", target):
                page, _, fragment = target.partition("#")
                assert not fragment or unquote(fragment) in identifiers[page or name], target
                assert page != name, "a link to the same page names no page"
                inside += 1
    assert inside > 100


def test_each_marker_leads_to_its_item_and_each_item_back_to_every_place(outputs: Outputs) -> None:
    found = Epub(outputs.epub)
    cited: dict[str, list[str]] = {}
    for link in found.on("text.xhtml", "//h:a[@class='citation-number']"):
        assert link.get("href") == f"references.xhtml#ref-{link.text}"
        assert (link.get("role"), link.get(f"{{{OPS}}}type")) == ("doc-biblioref", "biblioref")
        place = link.xpath("./ancestor::*[contains(@class, 'citation')][@id]")[0]
        cited.setdefault(link.text, []).append(f"text.xhtml#{place.get('id')}")
    assert len(cited) == 42
    for item in found.on("references.xhtml", "//h:div[@id='refs']/h:div"):
        links = item.xpath(".//*[@role='doc-backlink']/@href")
        assert links == cited[item.get("id").removeprefix("ref-")]


def test_the_words_are_those_of_the_page(outputs: Outputs, write: Write, build: Build) -> None:
    project = write(EVERYTHING, files=IMAGES)
    for made in ({"html": outputs.html, "epub": outputs.epub}, build(project, "html", "epub")):
        epub, html = Epub(made["epub"]), Html(made["html"])
        assert epub.markers == html.markers
        assert epub.references == html.references
        for path in (
            "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]",
            "//figcaption", "//caption", "//*[@class='caption-label']", "//td | //th", "//article//p", "//article//li",
            "//*[@class='equation-number']", "//*[@role='doc-endnotes']//li", "//img/@alt", "//header//p",
        ):  # fmt: skip
            shown = [item if isinstance(item, str) else epub.words(item) for item in epub.select(path)]
            # The page has its references in the article, and the EPUB on a page of their own.
            assert shown == [item if isinstance(item, str) else html.words(item) for item in html.select(path)], path
        assert squeezed("".join(epub.words(item) for item in epub.select("//main"))).startswith(
            squeezed(html.words(html.one("//header")))
        )


def test_the_contents_are_the_headings_and_the_same_for_readers_of_epub_2(outputs: Outputs) -> None:
    found = Epub(outputs.epub)
    headings = [found.words(item) for item in found.select("//article/*[self::h2 or self::h3]")]
    assert [words for words, _ in found.navigation] == [*headings, "参考文献"]
    contents = etree.fromstring(found.archive.read("EPUB/toc.ncx"))
    points = contents.iter("{*}navPoint")
    listed = [(point.findtext("{*}navLabel/{*}text"), point.find("{*}content").get("src")) for point in points]
    assert listed == found.navigation
    assert contents.find("{*}head/{*}meta").get("content") == found.said("dc:identifier")[0]
    depths = [len(list(point.iterancestors("{*}navPoint"))) for point in contents.iter("{*}navPoint")]
    assert max(depths) == 1


def test_the_contents_have_no_second_form_of_a_formula(epub) -> None:
    found = epub("# 甲 $x^2$ 乙\n\n[@one]\n")
    contents = etree.fromstring(found.archive.read("EPUB/toc.ncx"))
    assert contents.xpath("//*[local-name()='navLabel']/*/text()") == ["1 甲 x2 乙", "参考文献"]


def test_landmarks_name_the_front_matter_the_text_and_the_reference_list(outputs: Outputs, epub) -> None:
    path = "//h:nav[@epub:type='landmarks']//h:a"
    landmarks = {link.get(f"{{{OPS}}}type"): link.get("href") for link in Epub(outputs.epub).on("nav.xhtml", path)}
    assert landmarks == {
        "titlepage": "front.xhtml", "bodymatter": "text.xhtml", "bibliography": "references.xhtml",
    }  # fmt: skip
    without = epub("文。\n")
    assert [link.get("href") for link in without.on("nav.xhtml", path)] == ["front.xhtml", "text.xhtml"]
    assert without.spine == ["front.xhtml", "text.xhtml"]
    assert without.navigation == [("正文", "text.xhtml")]


def test_notes_are_notes_for_reading_systems_too(epub) -> None:
    found = epub("文[^a]。\n\n[^a]: 注[@one]。\n")
    (call,) = found.on("text.xhtml", "//h:a[@epub:type='noteref']")
    assert (call.get("role"), call.get("href")) == ("doc-noteref", "#fn1")
    (note,) = found.on("text.xhtml", "//h:section[@epub:type='endnotes']//h:li[@epub:type='footnote']")
    assert note.get("id") == "fn1"
    assert note.xpath(".//*[@role='doc-backlink']/@href") == ["#fnref1"]
    assert note.xpath(".//*[@class='citation-number']/@href") == ["references.xhtml#ref-1"]


def test_raw_html_is_left_out_and_its_words_are_not(epub) -> None:
    found = epub(BROKEN_HTML)
    assert not found.select("//script | //img | //font | //center | //table | //article//input")
    for words in ("1 引言 粗", "未闭合的", "文字与交叉", "单元格", "居中", "红"):
        assert words in found.text_of("text.xhtml")
    assert "run()" not in found.source
    assert "备注" not in found.source


def test_an_attribute_of_an_author_neither_runs_nor_makes_a_page_invalid(epub) -> None:
    found = epub(ODD)
    (word,) = [item for item in found.on("text.xhtml", "//h:span") if item.text == "词"]
    assert dict(word.attrib) == {"title": "好"}
    assert not found.on("text.xhtml", "//@style | //h:*[@onclick]")


def test_links_outside_are_addresses_and_links_to_nowhere_are_words(epub) -> None:
    found = epub(ODD)
    outside = [target for target in found.on("text.xhtml", "//h:a/@href") if re.match(r"[a-z]+:", target)]
    assert outside == [
        "https://xn--fsqu00a.cn/%E8%B7%AF%20%E5%BE%84?%E6%9F%A5=%22%E9%97%AE%22#%E7%89%87%E6%AE%B5",
        "mailto:a@example.org",
        "https://example.org/%5Bx%5D%25zz",
    ]
    for words in ("坏", "文件", "脚本"):
        assert words in found.text_of("text.xhtml")


def test_characters_that_xml_has_not_are_left_out(epub) -> None:
    assert "控制字符与" in epub(ODD).text_of("text.xhtml")


def test_an_image_is_in_the_package_once_under_a_plain_name(epub) -> None:
    files = {"图 1.png": png(8, 8), "b.SVG": SVG}
    text = '文![一](<图 1.png>){alt="块"}，![二](b.SVG){alt="块"}，![三](<图 1.png>){alt="块" width=1cm}。\n'
    found = epub(text, files=files)
    assert found.on("text.xhtml", "//h:img/@src") == ["figures/1.png", "figures/2.svg", "figures/1.png"]
    assert found.archive.read("EPUB/figures/1.png") == files["图 1.png"]


def test_a_drawing_that_is_no_svg_is_said_with_its_name(write: Write, build: Build) -> None:
    project = write(
        '文![一](a.svg){alt="块"}。\n', files={"a.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"}
    )
    with pytest.raises(RenderError, match=r"^a\.svg: it is not well-formed XML"):
        build(project, "epub")


def test_a_template_of_the_project_that_is_not_well_formed_is_said(write: Write, build: Build) -> None:
    project = write("文[@one]。\n")
    template = project.root / "styles" / "epub" / "text.xhtml"
    template.parent.mkdir(parents=True)
    template.write_text("<html><body>$body$<br></body></html>", encoding="utf-8")
    with pytest.raises(RenderError, match=r"styles/epub/text\.xhtml: it is not well-formed XML"):
        build(project, "epub")


def table(*words: str) -> str:
    return f"文[@one]。\n\n| {' | '.join(words)} |\n|{'---|' * len(words)}\n| {' | '.join(words)} |\n"


@pytest.mark.parametrize(
    ("text", "crowding"),
    [
        (table("Treatment", "61.2±5.1", "12 (40)", "24.1", "WOMAC", "0.81"), []),
        (table(*["1234.5±6.7"] * 5), ["crowded"]),
        (table(*["1234.5±6.7"] * 9), ["parted"]),
        (table(*["很长很长很长的汉字可以在任何一字之后换行"] * 9), []),
        (HUGE_TABLE, ["parted"]),
    ],
)
def test_words_and_numbers_of_a_table_are_parted_only_where_a_phone_has_no_room(
    epub, text: str, crowding: list
) -> None:
    assert epub(text).on("text.xhtml", "//h:table/@class") == crowding


def test_no_table_is_in_a_box_that_scrolls_for_pages_would_cut_it_off(epub) -> None:
    found = epub(HUGE_TABLE)
    assert found.on("text.xhtml", "//h:article/h:table")
    assert not found.on("text.xhtml", "//@tabindex")


def test_the_look_names_no_font_and_no_colour_of_text() -> None:
    css = re.sub(
        r"/\*.*?\*/", "", (Path(__file__).parents[2] / "styles/epub/article.css").read_text("utf-8"), flags=re.DOTALL
    )
    assert set(re.findall(r"font-family:\s*([^;]+);", css)) == {"monospace"}
    assert not re.search(r"(?<![-\w])color:", css)
    assert "@font-face" not in css
    assert "url(" not in css


# --- what programs say of it --------------------------------------------------------------------------------------

CHECK = """\
import { readFileSync } from "node:fs";
const { EpubCheck } = await import(process.argv[1]);
const found = {};
for (const path of process.argv.slice(2)) {
  const { messages } = await EpubCheck.validate(readFileSync(path));
  found[path] = messages.map(({ id, severity, message, location }) => `${severity} ${id} ${location?.path}: ${message}`);
}
console.log(JSON.stringify(found));
"""


def checked(*paths: Path) -> list[list[str]]:
    """What epubcheck finds in each file."""
    package = require_package("@likecoin/epubcheck-ts")
    result = subprocess.run(
        [require("node"), "--input-type=module", "-e", CHECK, (package / "dist/index.js").as_uri(), *map(str, paths)],
        capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    return [found[str(path)] for path in paths]


def test_epubcheck_finds_nothing_in_the_flagship(outputs: Outputs) -> None:
    assert checked(outputs.project.product("epub")) == [[]]


def test_epubcheck_finds_nothing_in_odd_manuscripts(write: Write) -> None:
    products = {
        name: made(write(text, metadata=metadata, files=IMAGES)) for name, (text, metadata) in MANUSCRIPTS.items()
    }
    found = dict(zip(products, checked(*products.values()), strict=True))
    assert {name: messages for name, messages in found.items() if messages} == {}


def test_epubcheck_finds_what_is_broken(outputs: Outputs, tmp_path: Path) -> None:
    damages = {
        "a link": ("EPUB/text.xhtml", b"references.xhtml#ref-3", b"references.xhtml#ref-99"),
        "an identifier": ("EPUB/text.xhtml", b'id="cite-2"', b'id="cite-1"'),
        "an image": ("EPUB/text.xhtml", b"figures/1.svg", b"figures/9.svg"),
        "the date": ("EPUB/package.opf", b"dcterms:modified", b"dcterms:changed"),
    }
    paths = []
    for name, (part, before, after) in damages.items():
        paths.append(tmp_path / f"{name}.epub")
        with zipfile.ZipFile(outputs.project.product("epub")) as source, zipfile.ZipFile(paths[-1], "w") as target:
            for entry in source.infolist():
                data = source.read(entry)
                if entry.filename == part:
                    assert before in data
                    data = data.replace(before, after, 1)
                target.writestr(entry, data)
    for name, messages in zip(damages, checked(*paths), strict=True):
        assert any(message.startswith("error") for message in messages), name


AXE = """\
const { chromium } = require(process.argv[1]);
const { readFileSync } = require("node:fs");
const source = readFileSync(process.argv[2], "utf8");
// As reading systems turn pages: each is a column, as wide as a phone.
const PAGED = "html { height: 100vh; width: 340px; column-width: 340px; column-gap: 20px; column-fill: auto } body { margin: 0 }";
(async () => {
  const browser = await chromium.launch({ executablePath: process.argv[3], args: ["--no-sandbox"] });
  const found = {};
  for (const [width, colorScheme] of [[360, "light"], [1200, "dark"]]) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    for (const address of process.argv.slice(4)) {
      const page = await context.newPage();
      await page.goto(address);
      const faults = [];
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) faults.push("overflow");
      await page.evaluate(source);
      const { violations } = await page.evaluate(() => axe.run());
      faults.push(...violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id }) => id));
      await page.addStyleTag({ content: PAGED });
      faults.push(...await page.evaluate(() => [...document.querySelectorAll("p, li, td, th, h2, h3, .csl-entry")]
        .flatMap((item) => [...item.getClientRects()])
        .filter(({ left, right, bottom }) => bottom > innerHeight + 1 || left % 360 + right - left > 361)
        .map(({ left, right, bottom }) => `cut off at ${left} ${right} ${bottom}`)));
      found[`${address} ${width} ${colorScheme}`] = faults;
      await page.close();
    }
    await context.close();
  }
  await browser.close();
  console.log(JSON.stringify(found));
})();
"""


def test_no_page_has_a_serious_barrier_or_is_cut_off_on_a_phone(
    outputs: Outputs, write: Write, build: Build, tmp_path: Path
) -> None:
    packages = [require_package("playwright-core"), require_package("axe-core") / "axe.min.js"]
    program = require("chromium")
    pages = []
    everything = build(write(EVERYTHING + HUGE_TABLE, files=IMAGES), "epub")["epub"]
    for name, data in (("flagship", outputs.epub), ("everything", everything)):
        found = Epub(data)
        found.archive.extractall(tmp_path / name)
        pages += [(tmp_path / name / "EPUB" / page).as_uri() for page in found.pages]
    result = subprocess.run(
        [require("node"), "-e", AXE, *map(str, packages), program, *pages],
        capture_output=True, encoding="utf-8", timeout=180, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    shown = json.loads(result.stdout)
    assert len(shown) == 2 * len(pages)
    assert {page: faults for page, faults in shown.items() if faults} == {}
