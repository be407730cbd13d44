"""JATS: valid, with every part where journals and archives look for it, and with nothing that nobody said.

All works and persons are invented.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from collation.document.numbered import Document, RenderError
from collation.document.style import Style
from collation.model import Bibliography, FrontMatter, Manuscript, Name
from collation.project import Project
from collation.render.jats import PUBLIC_IDENTIFIER, names, render
from collation.render.jats.elements import make
from collation.tree import Element
from manuscripts import ENGLISH, METADATA, Build, Outputs, Write
from tools import require_package

from .nested import BLOCKS
from .readers import Jats
from .test_manuscripts import EVERYTHING, IMAGES
from .test_pictures import DRAWING, png

Read = Callable[..., Jats]

EXAMPLES = min(int(os.environ.get("COLLATION_PROPERTY_EXAMPLES", "500" if os.environ.get("CI") else "50")), 500)
EMPTY = Manuscript(FrontMatter("metadata.yaml"), (), (), (), (), (), Bibliography("references.bib"))
STYLE = Style("invented", Path("invented.csl"), is_superscript=True, shortest_range=2, is_bilingual=True)


# --- the standard ----------------------------------------------------------------------------------------------------


@cache
def dtd(public_identifier: str) -> etree.DTD:
    """The DTD of the tag suite that the public identifier names, found as a program finds it: in a catalogue."""
    folder = require_package("@jats4r/dtds") / "schema"
    catalogue = etree.parse(folder / "catalog.xml")
    (file,) = catalogue.xpath("//*[@publicId=$name]/@uri", name=public_identifier)
    return etree.DTD(str(folder / file))


def faults(data: bytes) -> list[str]:
    tree = etree.fromstring(data).getroottree()
    standard = dtd(tree.docinfo.public_id)
    standard.validate(tree)
    return [f"{fault.line}: {fault.message}" for fault in standard.error_log]


@pytest.fixture
def read(write: Write, build: Build) -> Read:
    """Render a manuscript, require that it is valid, and return what a program reads of it."""

    def run(text: str = "正文[@one]。\n", **options: Any) -> Jats:
        data = build(write(text, **options), "jats")["jats"]
        assert faults(data) == []
        return Jats(data)

    return run


def test_the_flagship_is_valid(outputs: Outputs) -> None:
    assert faults(outputs.jats) == []


def test_everything_that_an_author_can_write_is_valid(read: Read) -> None:
    read(EVERYTHING, files=IMAGES)


@settings(max_examples=EXAMPLES, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(blocks=BLOCKS)
def test_any_nest_of_blocks_is_valid(blocks: list[Element]) -> None:
    article = render(Document(EMPTY, STYLE, tuple(blocks), ()), Project(Path()))
    assert faults(article) == []


def test_a_fault_is_found(outputs: Outputs) -> None:
    for old, new in ((b"<body>", b"<body>text"), (b'rid="ref-1"', b'rid="ref-99"'), (b"</title>", b"</title><title/>")):
        assert faults(outputs.jats.replace(old, new, 1))


def test_the_document_says_what_it_is(outputs: Outputs) -> None:
    head, _, rest = outputs.jats.partition(b"<article ")
    assert f'<!DOCTYPE article PUBLIC "{PUBLIC_IDENTIFIER}"'.encode() in head
    assert head.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert b"xmlns" not in rest.partition(b">")[2]  # namespaces are said once
    article = Jats(outputs.jats)
    assert article.root.get("dtd-version") == "1.3"
    assert article.root.get("article-type") == "review-article"
    assert article.root.get(Jats.LANG) == "zh"


# --- front -----------------------------------------------------------------------------------------------------------


def test_what_only_a_journal_knows_is_not_invented(outputs: Outputs) -> None:
    article = Jats(outputs.jats)
    journal = article.one("/article/front/journal-meta")
    assert article.words(journal) == ""
    assert {child.get("specific-use") for child in journal} == {"not-assigned"}
    assert not article.select(
        "//article-meta/*[self::volume or self::permissions or self::pub-date or self::article-id]"
    )
    assert article.select("//article-meta/pub-date-not-available")
    version = article.one("//article-meta/article-version")
    assert (version.get("article-version-type"), version.get("iso-8601-date")) == ("AO", "2026-11-23")


def test_titles_abstracts_and_keywords_stand_in_both_languages(outputs: Outputs) -> None:
    article = Jats(outputs.jats)
    meta = article.one("//article-meta")
    assert article.texts(".//article-title", meta) == ["应用干细胞旁分泌效应治疗膝部骨关节炎的研究进展"]
    (translated,) = article.select(".//trans-title-group", meta)
    assert translated.get(Jats.LANG) == "en"
    assert article.words(translated).startswith("Research progress in treatment of knee osteoarthritis")
    assert article.texts(".//abstract/sec/title", meta) == ["目的", "方法", "结果", "结论"]
    assert article.one(".//trans-abstract", meta).get(Jats.LANG) == "en"
    assert article.texts(".//trans-abstract/sec/title", meta) == ["Objective", "Methods", "Results", "Conclusion"]
    groups = article.select(".//kwd-group", meta)
    assert [group.get(Jats.LANG) for group in groups] == [None, "en"]  # the first are in the article's language
    assert [len(group) for group in groups] == [6, 6]
    assert article.texts(".//subject", meta) == ["综述"]
    assert article.texts(".//alt-title[@alt-title-type='running-head']", meta)[0] == "干细胞旁分泌效应与膝骨关节炎"


PEOPLE = """\
lang: zh
title: {zh: 虚构的题名, en: An *in vitro* title}
authors:
  - name: {zh: 欧阳若兰, en: OUYANG Ruolan}
    affiliations: [b, a]
    orcid: 0000-0002-1825-0097
  - name: {zh: 陈文, en: Chen Wen}
    affiliations: [a]
    corresponding: true
    email: chen@example.org
  - name: {zh: 阿依古丽·虚构}
affiliations:
  - {id: a, zh: 甲单位, en: Place A}
  - {id: b, zh: 乙单位, en: Place B}
"""


def test_authors_have_their_names_in_both_languages_their_affiliations_and_orcid(read: Read) -> None:
    article = read(metadata=PEOPLE)
    first, second, third = article.select("//contrib")
    assert [article.words(part) for part in first.iter("surname", "given-names")] == [
        "欧阳",
        "若兰",
        "OUYANG",
        "Ruolan",
    ]
    assert [name.get(Jats.LANG) for name in first.iter("name")] == ["zh", "en"]
    assert article.texts("contrib-id[@contrib-id-type='orcid']", first) == ["https://orcid.org/0000-0002-1825-0097"]
    assert [(link.get("rid"), article.words(link)) for link in first.iter("xref")] == [("aff2", "2"), ("aff1", "1")]
    assert second.get("corresp") == "yes"
    assert [link.get("rid") for link in second.iter("xref")] == ["aff1", "cor1"]
    assert article.texts("string-name", third) == ["阿依古丽·虚构"]
    assert article.texts("//author-notes/corresp[@id='cor1']") == ["*通信作者：陈文，chen@example.org"]
    assert article.texts("//corresp/email") == ["chen@example.org"]
    assert article.texts("//aff-alternatives[@id='aff1']/aff") == ["1甲单位", "1Place A"]
    assert article.texts("//trans-title/italic") == ["in vitro"]


@pytest.mark.parametrize(
    ("name", "other", "parts"),
    [
        ("陈闻波", "", ("eastern", "陈", "闻波", "")),
        ("欧阳若兰", "", ("eastern", "欧阳", "若兰", "")),
        ("阿依古丽·虚构", "", None),
        ("CHEN Wenbo", "", ("eastern", "CHEN", "Wenbo", "")),
        ("Wenbo CHEN", "", ("western", "CHEN", "Wenbo", "")),
        ("OUYANG Ruo-lan", "", ("eastern", "OUYANG", "Ruo-lan", "")),
        ("LI W", "", ("eastern", "LI", "W", "")),
        ("CHEN WB", "", ("eastern", "CHEN", "WB", "")),
        ("LI WB", "", None),  # either may be the surname
        ("ANN ALDER", "", None),
        ("Chen Wenbo", "陈闻波", ("eastern", "Chen", "Wenbo", "")),
        ("Wenbo Chen", "陈闻波", ("western", "Chen", "Wenbo", "")),
        ("Zhang Zhang", "张章", None),
        ("Ann Alder", "", ("western", "Alder", "Ann", "")),
        ("Ann B. Alder", "", ("western", "Alder", "Ann B.", "")),
        ("Pim van der Buul", "", ("western", "van der Buul", "Pim", "")),
        ("van Buul, Pim", "", ("western", "van Buul", "Pim", "")),
        ("Bob Birch, Jr.", "", ("western", "Birch", "Bob", "Jr.")),
        ("Bob Birch III", "", ("western", "Birch", "Bob", "III")),
        ("Ann Alder, MD, PhD", "", None),
        ("Suharto", "", None),
        ("Анна Ольха", "", None),
    ],
)
def test_a_name_is_parted_where_it_can_be_told(name: str, other: str, parts: tuple[str, ...] | None) -> None:
    made = names.of_byline(name, other)
    if parts is None:
        assert (made.tag, made.text) == ("string-name", name)
    else:
        found = [made.findtext(tag) or "" for tag in ("surname", "given-names", "suffix")]
        assert (made.get("name-style"), *found) == parts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name("Buul", "Pim", "van"), ["surname van Buul", "given-names Pim"]),
        (Name("Birch", "Bob", suffix="Jr."), ["surname Birch", "given-names Bob", "suffix Jr."]),
        (Name("Plato"), ["surname Plato"]),
        (Name("陈文博"), ["surname 陈", "given-names 文博"]),
        (Name("欧阳", "若兰"), ["surname 欧阳", "given-names 若兰"]),
        (Name("某某药厂协作"), ["string-name 某某药厂协作"]),
        (Name("Invented Trial Group", is_corporate=True), ["collab Invented Trial Group"]),
        (Name("others"), ["etal "]),
    ],
)
def test_a_name_of_an_entry_keeps_its_parts(name: Name, expected: list[str]) -> None:
    made = names.of_entry(name)
    parts = list(made) or [made]
    assert [f"{part.tag} {part.text or ''}" for part in parts] == expected


STATEMENTS = """
statements:
  funding: 虚构基金（2026-*1*）。
  conflicts-of-interest: 无。
  author-contributions: 张三撰写。
  ethics: 不适用。
  data-availability: 见[数据](https://example.org/data)。
  acknowledgements: 感谢。
  use-of-artificial-intelligence: 未使用。
"""


def test_each_statement_stands_where_jats_wants_it(read: Read) -> None:
    article = read(metadata=METADATA + STATEMENTS)
    assert article.texts("//funding-group/funding-statement") == ["虚构基金（2026-1）。"]
    notes = article.select("//author-notes/fn")
    assert [(note.get("fn-type"), article.words(note)) for note in notes] == [
        ("coi-statement", "无。"),
        ("con", "张三撰写。"),
    ]
    sections = article.select("/article/back/sec")
    assert [(section.get("sec-type"), article.texts("title", section)) for section in sections] == [
        ("ethics-statement", ["伦理声明"]),
        ("data-availability", ["数据可用性"]),
        (None, ["Use of artificial intelligence"]),
    ]
    assert article.texts("/article/back/ack/p") == ["感谢。"]
    assert article.one("//sec[@sec-type='data-availability']//ext-link").get(Jats.HREF) == "https://example.org/data"


def test_a_statement_that_is_still_to_be_supplied_is_not_there(outputs: Outputs) -> None:
    article = Jats(outputs.jats)
    assert not article.select("//funding-group | //author-notes/fn | /article/back/sec")


@pytest.mark.parametrize(
    ("said", "kind"),
    [("review", "review-article"), ("Case Report", "case-report"), ("letter", "letter"), ("", None)],
)
def test_the_kind_of_article_is_as_jats_calls_it(read: Read, said: str, kind: str | None) -> None:
    article = read(metadata=f"{METADATA}article-type: '{said}'\n")
    assert article.root.get("article-type") == kind


ABSTRACTS = {
    "words": ("abstract: {zh: 一段话。}", ["p"]),
    "parts": ("abstract: {zh: [{label: 目的, text: 甲。}, {label: 结论, text: 乙。}]}", ["sec", "sec"]),
    "words before parts": ("abstract: {zh: [{text: 引。}, {label: 结论, text: 乙。}]}", ["p", "sec"]),
    "words behind parts": ("abstract: {zh: [{label: 目的, text: 甲。}, {text: 续。}]}", ["sec"]),
}


@pytest.mark.parametrize(("metadata", "parts"), [pytest.param(*case, id=name) for name, case in ABSTRACTS.items()])
def test_an_abstract_of_any_form_is_valid(read: Read, metadata: str, parts: list[str]) -> None:
    article = read(metadata=f"{METADATA}{metadata}\n")
    assert [child.tag for child in article.one("//abstract")] == parts
    assert not article.select("//trans-abstract")


def test_metadata_may_have_markup_and_formulas_everywhere(read: Read) -> None:
    words = "'$x^2$ *斜* **粗** `码` H~2~O [链](https://example.org) \"引\" <sup>1</sup>'"
    metadata = (
        f"title: {{zh: {words}, en: {words}}}\nrunning-title: {{zh: {words}}}\nnote: {{zh: {words}, en: {words}}}\n"
        f"authors:\n  - name: {{zh: 张三}}\n    affiliations: [a]\naffiliations:\n  - {{id: a, zh: {words}, en: {words}}}\n"
        f"abstract: {{zh: {words}, en: {words}}}\nkeywords: {{zh: [{words}], en: [{words}]}}\n"
        f"statements: {{funding: {words}, conflicts-of-interest: {words}, ethics: {words}, thanks: {words}}}\n"
    )
    article = read(metadata=metadata)
    assert len(article.select("//tex-math")) == 13
    assert article.texts("//kwd-group[1]/kwd/italic") == ["斜"]


# --- body ------------------------------------------------------------------------------------------------------------

NESTED = """\
# 甲 {#sec-a}

一[@one]。

## 深 {#sec-deep}

二。

## 乙 {#sec-b}

三。

# 丙

> # 引中题 {#in-quote}
>
> 四。

见[@sec-deep]、[引](#in-quote)和[块](#note)。

::: {#note}
五。

# 丁 {#sec-d}
:::
"""


def test_sections_nest_as_their_headings_do(read: Read) -> None:
    article = read(NESTED)
    paths = {
        section.get("id"): [item.get("id") for item in section.iterancestors("sec")]
        for section in article.select("//body//sec")
    }
    assert paths == {"sec-a": [], "sec-deep": ["sec-a"], "sec-b": ["sec-a"], "丙": [], "sec-d": []}
    assert article.texts("//body//sec/label") == ["1", "1.1", "1.2", "2", "4"]
    assert article.texts("//disp-quote/p/bold") == ["3 引中题"]
    links = article.select("//xref[not(@ref-type='bibr')]")
    assert [(link.get("ref-type"), link.get("rid")) for link in links] == [
        ("sec", "sec-deep"),
        ("other", "in-quote"),
        ("other", "note"),
    ]


def test_a_marker_links_each_number_and_carries_the_id_of_its_cluster(read: Read) -> None:
    article = read("甲[@one; @two; @three]乙，见文献[@two]，@one 说[@one, p. 3]。\n")
    raised = article.one("//sup[@id='cite-1']")
    assert etree.tostring(raised, with_tail=False, encoding="unicode").endswith(
        'id="cite-1">[<xref ref-type="bibr" rid="ref-1">1</xref>-<xref ref-type="bibr" rid="ref-3">3</xref>]</sup>'
    )
    spoken = article.one("//named-content[@content-type='citation']")
    assert (article.words(spoken), spoken.get("id")) == ("[2]", "cite-2")
    assert article.markers == ["1-3", "2", "1", "1"]
    assert article.words(article.one("//p")) == "甲[1-3]乙，见文献[2]，Alder[1]说[1]3。"


def test_footnotes_are_numbered_and_gathered_and_those_of_a_table_stay_below_it(read: Read) -> None:
    article = read(
        "甲^[注一[@one]。]。\n\n| a | b |\n|---|---|\n| 乙^[注二] | 丙 |\n\n: 表题^[注三] {#tbl-a}\n\n"
        "丁[^x]。\n\n[^x]: 注四。\n\n    - 项\n\n    ```\n    码\n    ```\n"
    )
    assert [(note.get("id"), article.words(note)) for note in article.select("/article/back/fn-group/fn")] == [
        ("fn1", "1 注一[1]。"),
        ("fn4", "4 注四。 项 码"),
    ]
    assert article.texts("//table-wrap/table-wrap-foot/fn") == ["2 注三", "3 注二"]
    links = article.select("//xref[sup]")
    assert [(link.get("ref-type"), link.get("rid")) for link in links] == [
        ("fn", "fn1"),
        ("table-fn", "fn2"),
        ("table-fn", "fn3"),
        ("fn", "fn4"),
    ]


def test_formulas_are_tex_and_mathml_and_a_numbered_one_has_its_label(read: Read) -> None:
    article = read(
        "式[@eq-a]：\n\n$$x = \\frac{1}{2} \\text{如果}$$ {#eq-a}\n\n文中$a<b$，又\n\n$$c$$\n\n与 $$d$$ 同行。\n"
    )
    equation = article.one("//disp-formula[@id='eq-a']")
    assert article.texts("label", equation) == ["(1)"]
    assert [child.tag.rpartition("}")[2] for child in equation.find("alternatives")] == ["tex-math", "math"]
    assert [item.text for item in article.select("//tex-math")] == ["x = \\frac{1}{2} \\text{如果}", "a<b", "c", "d"]
    assert [item.get("display") for item in article.root.iter("{*}math")] == ["block", "inline", "block", "block"]
    assert [link.get("rid") for link in article.select("//xref[@ref-type='disp-formula']")] == ["eq-a"]
    assert article.one("//counts/equation-count").get("count") == "3"


@pytest.mark.parametrize(
    "formula",
    [
        r"\begin{cases} x & y \\ z & w \end{cases}",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"\mathbb{R}\mathcal{L}\hat{x}\overline{ab}\vec{v}\dot{q}",
        r"\underbrace{a+b}_{n} \overset{!}{=} \sqrt[3]{x}",
        r"\sum_{i=1}^{n}\int_0^\infty \lim_{x \to 0} \prod",
        r"\left( \frac{a}{b} \right] \, \mathrm{mol}\cdot\mathrm{L}^{-1}",
        r"\xrightarrow{k} \rightleftharpoons \Delta G^{\circ} \pm \leq \mu",
        r"\color{red}{x} \boxed{y} \cancel{z} \phantom{w}",
        r"\begin{array}{l|r} a & b \\ \hline c & d \end{array}",
    ],
)
def test_mathml_of_any_formula_is_valid(read: Read, formula: str) -> None:
    read(f"${formula}$\n\n$${formula}$$\n\n[@one]\n")


def test_a_formula_that_cannot_be_shown_is_an_error(write: Write, build: Build) -> None:
    with pytest.raises(RenderError, match="Could not convert TeX math"):
        build(write("式$\\frac{$[@one]。\n"), "jats")


def test_a_figure_names_its_file_and_describes_it(read: Read) -> None:
    article = read(
        "![题[@one]](a.png){#fig-a alt='所见' caption-en='Title *b*'}\n\n见[@fig-a]。\n", files={"a.png": png(8, 8)}
    )
    figure = article.one("//fig[@id='fig-a']")
    assert [(item.get(Jats.LANG), article.words(item)) for item in figure.iter("label", "caption")] == [
        (None, "图1"),
        ("en", "Fig. 1"),
        (None, "题[1]"),
        ("en", "Title b"),
    ]
    graphic = article.one("graphic", figure)
    assert (graphic.get("mimetype"), graphic.get("mime-subtype"), graphic.get(Jats.HREF)) == (
        "image",
        "png",
        "fig1.png",
    )
    assert article.select("graphic/alt-text", figure)[0].text == "所见"
    assert article.texts("//xref[@ref-type='fig']") == ["图1"]


def test_each_image_is_one_file_beside_the_article_named_by_its_figure(write: Write, build: Build) -> None:
    text = (
        "[@one]小![行](icon.svg){width=10%}图。\n\n![甲](甲.typ){#fig-a alt=x}\n\n![乙](b.jpg){#fig-b alt=y width=50%}\n\n"
        "![再](甲.typ){alt=z}\n\n![](icon.svg){width=20% alt=w}\n"
    )
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><rect width="96" height="48"/></svg>'
    project = write(text, files={"icon.svg": svg, "甲.typ": DRAWING, "b.jpg": IMAGES["b.jpg"]})
    data = build(project, "jats")["jats"]
    assert faults(data) == []
    article = Jats(data)
    assert [item.get(Jats.HREF) for item in article.select("//graphic | //inline-graphic")] == [
        "image1.png",
        "fig1.png",
        "fig2.jpg",
        "fig1.png",
        "image1.png",
    ]
    made = {path.name: path.read_bytes() for path in project.companions("jats")}
    assert sorted(made) == ["fig1.png", "fig2.jpg", "image1.png"]
    assert made["fig2.jpg"] == IMAGES["b.jpg"]
    assert made["fig1.png"].startswith(b"\x89PNG")
    assert int.from_bytes(made["image1.png"][16:20]) == pytest.approx(160 * 0.2 / 25.4 * 300, abs=2)  # 300 dpi


def test_an_image_that_cannot_be_shown_leaves_nothing_behind(write: Write, build: Build) -> None:
    project = write(
        "![甲](a.png){#fig-a alt=x}[@one]\n\n![乙](b.tiff){alt=y}\n", files={"a.png": png(8, 8), "b.tiff": b"II*\0"}
    )
    with pytest.raises(RenderError, match=r"b\.tiff"):
        build(project, "jats")
    assert {path.name for path in project.out.iterdir()} == {"manuscript.json"}


TABLE = """\
+-------+-------+-------+
| 头    | 二            |
|       +-------+-------+
|       | 三    | 四    |
+:======+:=====:+======:+
| 甲    | 1     | 2     |
|       +-------+-------+
|       | - 项[@one]    |
|       |               |
|       | > 引          |
+-------+-------+-------+

: 题 {#tbl-a}

| 无体 | 表 |
|------|----|
"""


def test_a_table_keeps_its_spans_alignments_and_heads(read: Read) -> None:
    article = read(TABLE)
    table = article.one("//table-wrap[@id='tbl-a']/table")
    cells = [
        (cell.tag, article.words(cell), cell.get("rowspan"), cell.get("colspan"), cell.get("align"), cell.get("scope"))
        for cell in table.iter("th", "td")
    ]
    assert cells == [
        ("th", "头", "2", None, "left", "col"),
        ("th", "二", None, "2", "center", "col"),
        ("th", "三", None, None, "center", "col"),
        ("th", "四", None, None, "right", "col"),
        ("td", "甲", "2", None, "left", None),
        ("td", "1", None, None, "center", None),
        ("td", "2", None, None, "right", None),
        ("td", "项[1]引", None, "2", "center", None),
    ]
    assert [col.get("width") for col in table.iter("col")]


BLOCKS = """\
3. 三
4. 四

a) 甲
b) 乙

- [ ] 做

  第二段

  1. 内

术语 *t*
:   定义一[@one]

    > 引

```python
a < b
```

| 行一 *斜* [链](https://example.org)
| 行二^[注] $x$

甲\\
乙 `码` ~~删~~ [小]{.smallcaps} [下]{.underline} [词]{lang=en #word} <me@example.org> “引‘用’”

---

> 引
>
> ```
> 码
> ```
"""


def test_blocks_of_every_kind_are_there(read: Read) -> None:
    article = read(BLOCKS)
    lists = article.select("//list")
    assert [(item.get("list-type"), article.texts("list-item/label", item)) for item in lists] == [
        ("order", ["3.", "4."]),
        ("alpha-lower", []),
        ("bullet", []),
        ("order", []),
    ]
    code = article.one("//code[@language='python']")
    assert code.text == "a < b"
    assert code.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    assert article.texts("//def-item/term") == ["术语 t"]
    assert article.texts("//verse-line") == ["行一 斜 链", "行二1 x"]
    assert article.texts("//strike | //sc | //underline") == ["删", "小", "下"]
    assert article.texts("//email") == ["me@example.org"]
    word = article.one("//styled-content[@id='word']")
    assert word.get(Jats.LANG) == "en"
    assert article.texts("//disp-quote/code") == ["码"]


def test_numbers_of_a_list_that_starts_elsewhere_are_said_in_its_own_letters(read: Read) -> None:
    article = read("iv) 甲\nv) 乙\n\n文\n\n(C) 丙\n(D) 丁\n\n[@one]\n")
    assert article.texts("//list-item/label") == ["iv)", "v)", "(C)", "(D)"]


@pytest.mark.parametrize("identifier", ["a:b", "1a", "甲", "aff1", "cor1", "ref1"])
def test_an_identifier_becomes_a_valid_name_and_its_links_follow(read: Read, identifier: str) -> None:
    metadata = f"{METADATA}    affiliations: [x]\n    corresponding: true\naffiliations: [{{id: x, zh: 甲}}]\n"
    article = read(f"# 题 {{#{identifier}}}\n\n见[那里](#{identifier})[@one]。\n", metadata=metadata)
    section = article.one("//body/sec")
    assert re.fullmatch(r"[^\W\d][\w.-]*", section.get("id"))
    assert [link.get("rid") for link in article.select("//xref[@ref-type='sec']")] == [section.get("id")]


def test_headings_of_one_name_have_identifiers_of_their_own(read: Read) -> None:
    article = read({"01-a.md": "# 方法\n\n文[@one]。\n", "02-b.md": "# 方法\n\n文。\n"})
    identifiers = [section.get("id") for section in article.select("//body/sec")]
    assert len(set(identifiers)) == 2


def test_what_is_raw_for_another_format_and_rules_are_left_out(read: Read) -> None:
    article = read("甲<b>乙</b>[@one]。`丙`{=html}\n\n***\n\n```{=html}\n丁\n```\n")
    assert article.words(article.one("//body")) == "甲乙[1]。"


def test_characters_that_no_xml_can_hold_are_left_out() -> None:
    made = make("p", "甲\x01\ufffe\ud800乙", make("break"), "\0丙", id="a\x02")
    assert etree.tostring(made, encoding="unicode", with_tail=False).endswith('id="a">甲乙<break/>丙</p>')


# --- back ------------------------------------------------------------------------------------------------------------

ENTRIES = {
    "journal": (
        ("@article{k, author = {van Buul, Pim and 陈文博 and {Invented Group} and Birch, Jr., Bob and others}, "
        "title = {On {C}ells: a $\\alpha$ study}, journal = {Invented Journal}, year = {2001}, volume = {1}, "
        "number = {2 Suppl}, pages = {S1--S9}, doi = {https://doi.org/10.5555/Ab_c}, pmid = {123}, pmcid = {PMC45}, "
        "langid = {english}}"),
        "journal",
        [
            "person-group[author] van Buul Pim 陈 文博 Invented Group Birch Bob Jr.",
            "article-title On Cells: a α study", "source Invented Journal", "year 2001", "volume 1", "issue 2 Suppl",
            "fpage S1", "lpage S9", "pub-id[doi] 10.5555/Ab_c", "pub-id[pmid] 123", "pub-id[pmcid] PMC45",
        ],
    ),
    "article number": (
        "@article{k, author = {Alder, Ann}, title = {T}, journaltitle = {J}, date = {2020-05-06}, pages = {e1234}}",
        "journal",
        ["person-group[author] Alder Ann", "article-title T", "source J", "year 2020", "month 5", "day 6",
         "elocation-id e1234"],
    ),
    "pages apart": (
        "@article{k, author = {Alder, Ann}, title = {T}, journal = {J}, year = {2020}, pages = {1--3, 7}}",
        "journal",
        ["person-group[author] Alder Ann", "article-title T", "source J", "year 2020", "fpage 1", "page-range 1-3, 7"],
    ),
    "book": (
        ("@book{k, author = {Alder, Ann}, title = {Book}, subtitle = {Parts}, edition = {2}, publisher = {House}, "
        "address = {Town}, year = {1999}, volume = {3}, series = {S}, isbn = {978-0-306-40615-7}}"),
        "book",
        ["person-group[author] Alder Ann", "source Book: Parts", "edition 2", "publisher-name House",
         "publisher-loc Town", "year 1999", "volume 3", "series S", "isbn 978-0-306-40615-7"],
    ),
    "edited book": (
        "@book{k, editor = {Birch, Bob}, title = {Book}, publisher = {House}, year = {1999}}",
        "book",
        ["person-group[editor] Birch Bob", "source Book", "publisher-name House", "year 1999"],
    ),
    "chapter": (
        ("@incollection{k, author = {Alder, Ann}, editor = {Birch, Bob}, title = {Chapter}, booktitle = {Book}, "
        "publisher = {House}, year = {1999}, pages = {5-9}}"),
        "book",
        ["person-group[author] Alder Ann", "person-group[editor] Birch Bob", "chapter-title Chapter", "source Book",
         "publisher-name House", "year 1999", "fpage 5", "lpage 9"],
    ),
    "paper of a conference, with its parent": (
        ("@inproceedings{k, author = {Alder, Ann}, title = {Paper}, crossref = {p}, pages = {7}}\n"
        "@proceedings{p, editor = {Birch, Bob}, title = {Proceedings}, eventtitle = {Meeting}, venue = {Town}, "
        "eventdate = {2010-01-02}, publisher = {House}, year = {2011}}"),
        "confproc",
        ["person-group[author] Alder Ann", "person-group[editor] Birch Bob", "article-title Paper",
         "source Proceedings", "conf-name Meeting", "conf-date 2010-01-02", "conf-loc Town", "publisher-name House",
         "year 2011", "fpage 7"],
    ),
    "thesis": (
        "@phdthesis{k, author = {陈, 文博}, title = {论文}, school = {虚构大学}, address = {某市}, year = {2012}}",
        "thesis",
        ["person-group[author] 陈 文博", "source 论文", "publisher-name 虚构大学", "publisher-loc 某市", "year 2012"],
    ),
    "report": (
        "@techreport{k, author = {{Invented Body}}, title = {Report}, institution = {Body}, number = {7}, year = {2013}}",
        "report",
        ["person-group[author] Invented Body", "source Report", "publisher-name Body", "year 2013",
         "pub-id[publisher-id] 7"],
    ),
    "patent": (
        "@patent{k, author = {Alder, Ann}, title = {Device}, number = {CN 1234567 A}, date = {2014-03-02}, holder = {X}}",
        "patent",
        ["person-group[inventor] Alder Ann", "source Device", "year 2014", "month 3", "day 2", "patent CN 1234567 A"],
    ),
    "data": (
        ("@dataset{k, author = {Alder, Ann}, title = {Counts}, publisher = {Repository}, year = {2015}, version = {1.2}, "
        "number = {GSE9}, doi = {10.5555/data}}"),
        "data",
        ["person-group[author] Alder Ann", "data-title Counts", "source Repository", "year 2015",
         "pub-id[accession] GSE9", "version 1.2",
         "pub-id[doi] 10.5555/data"],
    ),
    "page on the web": (
        ("@online{k, author = {{Invented Body}}, title = {Page}, url = {https://example.org/a_b?c=1&d=2}, "
        "urldate = {2016-05-04}, year = {2016}}"),
        "web",
        ["person-group[author] Invented Body", "source Page", "year 2016",
         "ext-link https://example.org/a_b?c=1&d=2", "date-in-citation[access-date] 2016-05-04"],
    ),
    "preprint": (
        "@article{k, author = {Alder, Ann}, title = {Early}, journal = {bioRxiv}, year = {2017}, doi = {10.5555/pre}}",
        "preprint",
        ["person-group[author] Alder Ann", "article-title Early", "source bioRxiv", "year 2017", "pub-id[doi] 10.5555/pre"],
    ),
    "preprint by its number": (
        "@misc{k, author = {Alder, Ann}, title = {Early}, eprint = {2001.01234}, eprinttype = {arXiv}, year = {2020}}",
        "preprint",
        ["person-group[author] Alder Ann", "article-title Early", "source arXiv", "year 2020", "pub-id[arxiv] 2001.01234"],
    ),
    "standard": (
        "@standard{k, author = {{某委员会}}, title = {材料}, number = {GB/T 0000}, publisher = {某社}, year = {2018}}",
        "standard",
        ["person-group[author] 某委员会", "source 材料", "publisher-name 某社", "year 2018",
         "pub-id[std-designation] GB/T 0000"],
    ),
    "program": (
        "@software{k, author = {Alder, Ann}, title = {Program}, version = {3}, year = {2019}, url = {https://example.org/p}}",
        "software",
        ["person-group[author] Alder Ann", "source Program", "year 2019", "version 3", "ext-link https://example.org/p"],
    ),
    "newspaper": (
        "@newspaper{k, author = {Alder, Ann}, title = {News}, journal = {Daily}, date = {2021-01-31}, pages = {4}}",
        "newspaper",
        ["person-group[author] Alder Ann", "article-title News", "source Daily", "year 2021", "month 1", "day 31",
         "fpage 4"],
    ),
    "anything else": (
        "@misc{k, author = {Alder, Ann}, title = {Thing}, howpublished = {By hand}, year = {2022}}",
        "other",
        ["person-group[author] Alder Ann", "source Thing", "year 2022"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("bibtex", "kind", "parts"), [pytest.param(*case, id=name) for name, case in ENTRIES.items()])
def test_an_entry_is_given_as_printed_and_in_its_parts(read: Read, bibtex: str, kind: str, parts: list[str]) -> None:
    article = read("文[@k]。\n", bibliography=bibtex + "\n")
    item = article.one("//ref-list/ref")
    assert (item.get("id"), article.texts("label", item)) == ("ref-1", ["[1]"])
    printed, in_parts = article.one("citation-alternatives", item)
    assert (printed.tag, in_parts.tag) == ("mixed-citation", "element-citation")
    assert printed.get("publication-type") == in_parts.get("publication-type") == kind
    found = []
    for part in in_parts:
        kinds = [
            value for name, value in part.attrib.items() if name in ("pub-id-type", "person-group-type", "content-type")
        ]
        words = " ".join(" ".join(part.itertext()).split())
        found.append(f"{part.tag}{''.join(f'[{value}]' for value in kinds)} {words}")
    assert found == parts


def test_an_entry_is_printed_as_the_style_wants_it_with_its_language(read: Read) -> None:
    article = read("文[@six; @one]。\n", settings='style = "gb-t-7714-2025-numeric"\n')
    printed = article.select("//mixed-citation")
    assert [(item.get(Jats.LANG), article.words(item)[:12]) for item in printed] == [
        ("zh", "陈文博. 第六篇虚构的论"),
        ("en", "Alder A. Fir"),
    ]


def test_names_left_out_by_the_author_are_said_to_be(read: Read) -> None:
    article = read("文[@k]。\n", bibliography=ENTRIES["journal"][0])
    assert article.select("//element-citation/person-group/etal")


def test_typed_numbers_lead_to_the_same_items(read: Read) -> None:
    article = read("文[1]。又[2-4,1]。\n")
    assert article.markers == ["1", "1-4"]
    assert [link.get("rid") for link in article.select("//xref")] == ["ref-1", "ref-1", "ref-4"]


def test_an_english_manuscript_without_a_second_language(read: Read) -> None:
    article = read("# Introduction\n\nText [@one; @two].\n", metadata=ENGLISH, settings='style = "vancouver"\n')
    assert article.root.get(Jats.LANG) == "en"
    assert not article.select("//trans-title-group | //name-alternatives | //trans-abstract | //kwd-group")
    assert article.texts("//contrib/name/surname") == ["Alder"]
    assert article.texts("//ref-list/title") == ["References"]
    assert article.texts("//ref/label") == ["1.", "2."]


def test_without_a_citation_there_is_no_list_and_the_counts_say_so(read: Read) -> None:
    article = read("没有引用。\n")
    assert not article.select("/article/back")
    assert article.one("//counts/ref-count").get("count") == "0"


def test_without_a_text_there_is_an_empty_body(read: Read) -> None:
    assert read("<!-- 待写 -->\n").words(read("<!-- 待写 -->\n").one("//body")) == ""


def test_counts_are_those_of_the_text(outputs: Outputs) -> None:
    article = Jats(outputs.jats)
    counts = {count.tag: int(count.get("count")) for count in article.one("//counts")}
    assert counts == {"fig-count": 1, "table-count": 1, "equation-count": 0, "ref-count": 42}
    assert [len(article.select(f"//{tag}")) for tag in ("fig", "table-wrap", "ref")] == [1, 1, 42]


def test_every_reference_leads_to_something_and_every_identifier_is_there_once(outputs: Outputs) -> None:
    article = Jats(outputs.jats)
    identifiers = [element.get("id") for element in article.select("//*[@id]")]
    assert len(set(identifiers)) == len(identifiers)
    targets = [link.get("rid") for link in article.select("//xref")]
    assert set(targets) <= set(identifiers)


def test_the_same_manuscript_gives_the_same_bytes(write: Write, build: Build, tmp_path: Path) -> None:
    first, second = (build(write(EVERYTHING, files=IMAGES), "jats")["jats"] for _ in range(2))
    assert first == second
    assert str(tmp_path).encode() not in first


def test_the_images_of_the_flagship_lie_beside_it(outputs: Outputs) -> None:
    project: Project = outputs.project
    assert [path.name for path in project.companions("jats")] == ["fig1.png"]
    assert project.is_whole("jats")
