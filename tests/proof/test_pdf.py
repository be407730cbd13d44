"""A PDF read back says what its pages show, by the tags and by what is drawn."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from collation import pages, store, tags
from collation import project as projects
from collation.assemble import manuscript
from collation.document import numbered
from collation.project import Project, find_style
from collation.proof import catalogue, html, pdf
from collation.proof.comparison import Comparison
from collation.proof.expected import expect
from collation.proof.pdf import flow, structure
from collation.proof.reading import OBJECT, Block, Reading, UnreadableOutputError, settled
from collation.render import render
from manuscripts import BIBLIOGRAPHY, ENGLISH, METADATA, Build, Outputs, Prepare, Write

PLAIN = pikepdf.ObjectStreamMode.disable
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="90" height="60" fill="#369"/></svg>"""

CHINESE = """\
标题之前的一段[@one]，有*斜体 in vivo*和**粗体 bold**。

标题之前的第二段，含10^5^个细胞与CO~2~，β~2~-微球蛋白和κB[@two, p. 3]。

# 引言 {#sec-a .unnumbered}

见[@sec-far]与[@fig-late]，[@eq-one]、[@tbl-long]。**“引号粗体”**，*“引号斜体”*，*P*<0.05，*SOX9*与**1**，***both***。

- 一级[@one]
  - 二级**粗**
    1. 有序甲
    2. 有序乙

       乙的第二段[@three]。
- 一级末

> 引用一[@four]。
>
> > 嵌套引用。

术语
:   定义[@five]。

脚注一[^a]与脚注二[^b]，网址<https://example.org/a-b_c/d?e=f&g=h>和[文字](https://example.org/%E4%B8%AD)。

[^a]: 脚注甲有引文[@six]和*强调*，10^-3^。

[^b]: 脚注乙。

    脚注乙第二段[@one; @two]。

# 长的一级标题以及$x^2$和`code`还有H~2~O和引文[@one]，长到必须换行才行，因为一栏放不下这么多的文字 {#sec-b}

行内$\\alpha+\\beta$公式，段中$$y=f(x)$$继续。

$$\\frac{a}{b}=\\sum_{i=1}^n x_i$$ {#eq-one}

$$E=mc^2$$

$$f(1)$$

![早图](a.svg){#fig-a alt="虚构早图" width=30% caption-en="Early figure with 10^5^ and **bold** and *P*"}

见[@fig-a]、[@fig-late]，行内小图![小图](a.svg){alt="虚构的小块" width=1cm}在文中。

```python
def f(x):  # 中文注释
    return "x" * 2
```

| 列甲 | 列乙 |
|------|------|
| **粗** | *斜* `c` $x$ |
| 10^5^ | CO~2~[@three] |

: 小表**粗** {#tbl-small caption-en="Small *table*"}

FILLER

## 远处的节 {#sec-far}

| 研究 | 结果 |
|------|------|
ROWS

: 跨页长表 {#tbl-long caption-en="A table longer than a page"}

### 三级[@two]

![晚图](a.svg){#fig-late alt="虚构晚图" width=80%}

回到[@sec-a]，见[@sec-b]、[@tbl-small]。
""".replace(
    "FILLER",
    "\n\n".join(
        f"第{number}段讨论旁分泌效应[@one]与exosome-derived microRNA-{number}的作用，足够长以便换行和分页，"
        "并含有difficult affluent office final flow等有连字的词[@two; @three]。"
        for number in range(1, 20)
    ),
).replace("ROWS", "\n".join(f"| 研究{row}[@one] | 结果{row}，*in vitro*与10^{row}^ |" for row in range(1, 70)))

IN_ENGLISH = "# Introduction {#sec-a}\n\n" + "\n\n".join(
    "Osteoarthritis is characterised by progressive degeneration of articular cartilage, subchondral bone remodelling "
    "and synovial inflammation; mesenchymal stem cell-derived extracellular vesicles offer an efficient, affordable and "
    "non-immunogenic alternative for difficult-to-treat patients [@one; @two; @three]. The nuclear factor-κB pathway and "
    "interleukin-1β are up-regulated two-fold (*p* < 0.05) at 10^5^ cells/mL in 5% CO~2~, as **Dogwood** showed in "
    f"paragraph {number} [@three, p. 4]."
    for number in range(1, 12)
)


def kinds(reading: Reading, *left_out: str) -> dict[str, list[tuple[str, str, int]]]:
    """The blocks of each kind, without blanks."""
    found = defaultdict(list)
    for block in reading.blocks:
        if block.kind not in left_out:
            found[block.kind].append((_settled(block.label), _settled(block.text), block.level))
    return found


def _settled(text: str) -> str:
    return settled(text, has_spaces=False)


def stretches(reading: Reading, what: str) -> Iterator[tuple[str, str, int, str, str]]:
    """Each link, or mark, of the body: what it is part of, where and what it is, and where it leads, or its kind."""
    for block in reading.blocks:
        if block.kind in ("front", "contents"):
            continue
        for item in getattr(block, what):
            words = _settled(block.text[item.start : item.end])
            if words:
                there = item.kind if what == "marks" else named(reading, item.target)
                yield block.kind, _settled(block.text)[:9], len(_settled(block.text[: item.start])), words, there


def named(reading: Reading, target: object) -> str:
    """What stands where a link leads; a figure goes by its caption."""
    if not isinstance(target, int):
        return str(target)
    following = [block for block in reading.blocks[target:] if block.kind == "caption"]
    block = following[0] if reading.blocks[target].kind == "figure" else reading.blocks[target]
    return f"{block.kind} {_settled(block.label)}{_settled(block.text)[:9]}"


def one(reading: Reading, words: str, kind: str | None = None) -> Block:
    (found,) = (block for block in reading.blocks if words in block.text and kind in (None, block.kind))
    return found


def marked(block: Block) -> list[tuple[str, str]]:
    return [(mark.kind, block.text[mark.start : mark.end]) for mark in block.marks]


Proved = Callable[..., tuple[Reading, list[str]]]


@pytest.fixture
def prove(write: Write, build: Build, prepare: Prepare) -> Proved:
    """Build a manuscript, read its PDF, and say what the checks of the proof find in it."""

    def run(text: str, **others: object) -> tuple[Reading, list[str]]:
        project = write(text, files={"a.svg": DRAWING}, **others)
        return found_in(build(project, "pdf")["pdf"], project, prepare)

    return run


def found_in(data: bytes, project: Project, prepare: Prepare) -> tuple[Reading, list[str]]:
    reading = pdf.read(data)
    expected = expect(prepare(project), "pdf", has_spaces=False)
    return reading, [f"{item.code} {item.message}" for item in catalogue.run(Comparison(expected, reading, "a.pdf"))]


# --- the flagship ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def flagship_reading(outputs: Outputs) -> Reading:
    return pdf.read(outputs.pdf)


def test_the_flagship_has_the_blocks_of_its_page_in_html(flagship_reading: Reading, outputs: Outputs) -> None:
    assert flagship_reading.has_spaces is False
    page = kinds(html.read(outputs.html), "front", "contents")
    assert kinds(flagship_reading, "front", "contents") == page
    assert {"heading", "paragraph", "cell", "figure", "caption", "reference"} == set(page)


@pytest.mark.parametrize("what", ["links", "marks"])
def test_the_flagship_has_the_links_and_the_marks_of_its_page_in_html(
    flagship_reading: Reading, outputs: Outputs, what: str
) -> None:
    found = sorted(stretches(flagship_reading, what))
    assert found == sorted(stretches(html.read(outputs.html), what))
    assert len(found) > 57


def test_the_flagship_proves_and_is_without_fault(flagship_reading: Reading, outputs: Outputs) -> None:
    assert flagship_reading.faults == ()
    expected = expect(numbered.load(outputs.project), "pdf", has_spaces=False)
    assert catalogue.run(Comparison(expected, flagship_reading, "out/manuscript.pdf")) == ()


def test_the_flagship_says_its_title_authors_language_and_key_words(flagship_reading: Reading) -> None:
    metadata = flagship_reading.metadata
    assert metadata.title == "应用干细胞旁分泌效应治疗膝部骨关节炎的研究进展"
    assert metadata.authors == ("陈闻波", "蔡江瑜", "孙亚英", "陈俊", "陈世益")
    assert metadata.language == "zh-CN"
    assert metadata.keywords
    assert {"外泌体", "exosomes"} <= set(metadata.keywords)


def test_each_stretch_has_its_page(flagship_reading: Reading) -> None:
    body = [block for block in flagship_reading.blocks if block.kind in ("heading", "paragraph", "reference")]
    places = [place.page for block in body for _, place in block.places]
    assert places == sorted(places)
    assert set(places) == {1, 2, 3, 4, 5}
    parted = next(block for block in body if len(block.places) > 1)
    (_, first), (offset, second) = parted.places
    assert second.page == first.page + 1
    assert parted.place(offset - 1) == first
    assert parted.place(offset) == second


def test_the_outline_is_the_contents(flagship_reading: Reading) -> None:
    entries = [block for block in flagship_reading.blocks if block.kind == "contents"]
    assert [(block.label, block.text) for block in entries][:2] == [("", "引言"), ("1", "干细胞移植治疗")]
    for entry in entries:
        (link,) = entry.links
        assert isinstance(link.target, int)
        heading = flagship_reading.blocks[link.target]
        assert (heading.kind, heading.label, heading.text) == ("heading", entry.label, entry.text)


def test_what_stands_before_the_text_and_the_note_on_the_first_page_are_front_matter(flagship_reading: Reading) -> None:
    front = "\n".join(block.text for block in flagship_reading.blocks if block.kind == "front")
    for words in ("Researchprogressintreatment", "【摘要】", "【Keywords】", "通信作者：陈世益", "并非原文的转载"):
        assert words in front
    assert "骨关节炎（osteoarthritis，OA）是最常见的" not in front


def test_running_heads_are_no_text(flagship_reading: Reading) -> None:
    assert "综述" not in {block.text for block in flagship_reading.blocks}
    assert not any("干细胞旁分泌效应与膝骨关节炎" in block.text for block in flagship_reading.blocks)


# --- every construct -------------------------------------------------------------------------------------------------


def test_a_chinese_manuscript_of_every_construct_proves(prove: Proved) -> None:
    reading, found = prove(CHINESE)
    assert found == []
    assert reading.faults == ()
    assert {block.place().page for block in reading.blocks if block.kind == "cell"} >= {3, 4}
    assert one(reading, "第1段").place().page < one(reading, "虚构晚图").place().page


def test_an_english_manuscript_proves_with_words_parted_at_the_ends_of_lines(prove: Proved) -> None:
    reading, found = prove(IN_ENGLISH, metadata=ENGLISH)
    assert found == []
    paragraph = one(reading, "paragraph1[")
    for words in (
        "progressivedegeneration",
        "difficult-to-treat",
        "cell-derived",
        "nuclearfactor-κB",
        "efficient,afford",
    ):
        assert words in paragraph.text


def test_hard_and_soft_hyphens_at_the_end_of_a_line_are_told_apart(write: Write, build: Build) -> None:
    data = build(write(IN_ENGLISH, metadata=ENGLISH), "pdf")["pdf"]
    ends = [run.text for run in pages.read(data).runs if run.text.endswith(pages.HYPHEN)]
    assert len(ends) > 10
    text = "".join(block.text for block in pdf.read(data).blocks if block.kind == "paragraph")
    assert not re.search("[\u00ad\u2010\x02\ufffe]", text)
    assert text.count("-") == _settled(IN_ENGLISH).partition("}")[2].count("-") + 11  # and one in each range [1-3]


def test_two_languages_have_their_tags(prove: Proved) -> None:
    reading, _ = prove("# 引言\n\n文[@one]。\n\n![图](a.svg){#fig-a alt='块' caption-en='A figure'}\n\n[@fig-a]\n")
    assert one(reading, "Afigure").language == "en"
    assert one(reading, "图", "caption").language == "zh-CN"
    assert one(reading, "文[1]").language == "zh-CN"
    assert one(reading, "ALDERA").language == "en"


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("正文**粗体**后", [("strong", "粗体")]),
        ("正文**bold**后", [("strong", "bold")]),
        ("正文*斜体*后", [("emphasis", "斜体")]),
        ("正文*in vivo*后", [("emphasis", "invivo")]),
        ("正文*P*后", [("emphasis", "P")]),
        ("正文*SOX9*后", [("emphasis", "SOX9")]),
        ("正文***both***后", [("emphasis", "both"), ("strong", "both")]),
        ("正文**粗 bold 体**后", [("strong", "粗bold体")]),
        ("正文**“粗体”，bold**后", [("strong", "“粗体”，bold")]),
        ("正文*“斜体”，it*后", [("emphasis", "“斜体”，it")]),
        ("正文10^5^后", [("superscript", "5")]),
        ("正文^上标^后", [("superscript", "上标")]),
        ("正文CO~2~后", [("subscript", "2")]),
        ("正文x~*i*~^2^后", [("emphasis", "i"), ("subscript", "i"), ("superscript", "2")]),
        ("正文`code 代码`后", []),
        ("正文**flow**后", [("strong", "flow")]),
        ("正文*difficult*后", [("emphasis", "difficult")]),
        ("正文**fi** 和*ffl*后", [("emphasis", "ffl"), ("strong", "fi")]),
        ("正文**5%**后", [("strong", "5%")]),
        ("正文$x$^2^后", [("superscript", "2")]),
        ("正文`code`^2^后", [("superscript", "2")]),
        ("正文℃±→①后", []),
        ("正文κB、β与Ж后", []),
    ],
)
def test_marks_are_as_drawn(prove: Proved, text: str, marks: list[tuple[str, str]]) -> None:
    reading, found = prove(f"# 引言\n\n开头普通的中文和 plain English text 若干[@one]。\n\n{text}\n")
    assert found == []
    block = one(reading, "后", "paragraph")
    assert sorted(marked(block)) == sorted(marks)


def test_a_marker_alone_in_a_cell_or_a_paragraph_is_small_and_may_be_raised(prove: Proved) -> None:
    reading, found = prove(
        "# 引言\n\n正文普通。\n\n[@one]\n\n| 研究 | 文献 |\n|---|---|\n| 甲 | [@two; @three] |\n| 乙 | 丙 |\n"
    )
    assert found == []
    alone = [block for block in reading.blocks if re.fullmatch(r"\[[\d-]+\]", block.text)]
    assert [(block.kind, marked(block)) for block in alone] == [
        ("paragraph", [("subscript", "[1]"), ("superscript", "[1]")]),
        ("cell", [("subscript", "[2-3]"), ("superscript", "[2-3]")]),
    ]


@pytest.mark.parametrize("opening", ["> ", "- ", "1. "])
def test_quotations_and_items_of_one_paragraph_are_one_block(prove: Proved, opening: str) -> None:
    line = "`code`在前，$x^2$公式，脚注[^a]，**粗 bold**，[链接](https://example.org/)，H~2~O，[@one]，![图](a.svg){alt='块' width=5mm}后。"
    reading, found = prove(f"# 引言\n\n{opening}{line}\n\n正文\n\n{opening}$y$开头\n\n[^a]: 注[@two]。\n")
    assert found == []
    assert one(reading, "在前").text == f"code在前，{OBJECT}公式，脚注{OBJECT}，粗bold，链接，H2O，[2]，{OBJECT}后。"
    assert one(reading, "开头").text == f"{OBJECT}开头"


def test_strong_words_in_a_heading_and_a_caption_are_heavier_than_the_others(prove: Proved) -> None:
    reading, _ = prove(
        "# 标题**粗体**词\n\n文[@one]。\n\n| a |\n|---|\n| b |\n\n: 表题**粗体**词 {#tbl-a}\n\n[@tbl-a]\n"
    )
    assert marked(one(reading, "标题", "heading")) == [("strong", "粗体")]
    assert marked(one(reading, "表题", "caption")) == [("strong", "粗体")]
    assert marked(one(reading, "参考文献", "heading")) == []


def test_strong_text_in_a_face_that_is_not_bold_is_not_strong(write: Write, build: Build, prepare: Prepare) -> None:
    text = "# 引言\n\n开头 plain 若干[@one]。\n\n正文**粗体 bold**与*斜体 italic*和10^5^后。\n"
    project = write(text)
    shown = template(project)
    flat = (
        '#show strong: it => text(weight: "regular", it.body)\n#show emph: it => it.body\n#show super: it => it.body\n'
    )
    assert "#show strong: set text" in shown
    own = project.root / "styles/typst/article.typ"
    own.parent.mkdir(parents=True)
    head, mark, rest = shown.partition("#show strong: set text")
    rest = rest.replace("#show emph: set text(font: song-bold(main-language))", "")
    own.write_text(head + flat + "//" + mark + rest, encoding="utf-8")
    reading, found = found_in(build(project, "pdf")["pdf"], project, prepare)
    assert marked(one(reading, "后。")) == []
    assert {item.split()[0] for item in found} == {"lost-mark"}
    said = " ".join(found)
    for words in ("“粗体bold” without bold", "“斜体italic” without emphasis", "“5” without raising it"):
        assert words in said


def template(project: Project) -> str:
    found = find_style(project, "typst/article.typ")
    assert found
    return found.read_text(encoding="utf-8")


def test_latin_letters_that_are_all_slanted_or_all_bold_are_set_apart_from_the_chinese(prove: Proved) -> None:
    bibliography = BIBLIOGRAPHY.replace("langid = {english}", "langid = {chinese}")
    text = "# 引言\n\n普通的中文文字与*SOX*及**MSC**后[@four]。\n"
    reading, found = prove(text, bibliography=bibliography)
    assert found == []
    assert marked(one(reading, "后["))[:2] == [("emphasis", "SOX"), ("strong", "MSC")]


@pytest.mark.parametrize(
    ("heading", "label", "text"),
    [
        ("# 引言", "1", "引言"),
        ("# 引言 {.unnumbered}", "", "引言"),
        ("# 2型糖尿病 {.unnumbered}", "", "2型糖尿病"),
        ("# 3 D打印 {.unnumbered}", "", "3D打印"),
        ("# 2型糖尿病", "1", "2型糖尿病"),
        ("# $x^2$与`代码`[@one]", "1", f"{OBJECT}与代码[1]"),
        ("# IL-1β", "1", "IL-1β"),
    ],
)
def test_the_number_of_a_heading_is_its_label(prove: Proved, heading: str, label: str, text: str) -> None:
    reading, found = prove(f"{heading}\n\n正文[@one]。\n")
    block = next(block for block in reading.blocks if block.kind == "heading")
    assert (block.label, block.text) == (label, text)
    assert found == []


def test_equations_with_and_without_number(prove: Proved) -> None:
    reading, found = prove("# 引言\n\n[@eq-a]\n\n$$f(1)$$ {#eq-a}\n\n$$g(2)$$\n\n行内$h(3)$公式[@one]。\n")
    assert found == []
    shown = [(block.kind, block.label, block.text) for block in reading.blocks if OBJECT in block.text]
    assert shown == [
        ("equation", "(1)", OBJECT),
        ("paragraph", "", OBJECT),
        ("paragraph", "", f"行内{OBJECT}公式[1]。"),
    ]


def test_notes_are_called_from_the_text_and_lead_back(prove: Proved) -> None:
    reading, found = prove("# 引言\n\n正文[^a]与[^b]后。\n\n[^a]: 甲[@one]。\n\n[^b]: 乙。\n\n    乙二。\n")
    assert found == []
    calling = one(reading, "正文")
    assert calling.text == f"正文{OBJECT}与{OBJECT}后。"
    notes = [block for block in reading.blocks if block.kind == "footnote"]
    assert [(block.label, block.text) for block in notes] == [("", "甲[1]。"), ("", "乙。"), ("", "乙二。")]
    assert [reading.blocks[link.target].text for link in calling.links] == ["甲[1]。", "乙。"]
    assert {reading.blocks[block.links[0].target].text for block in notes[:2]} == {calling.text}


def test_links_lead_right_where_most_of_them_are_ways_back_from_notes(prove: Proved) -> None:
    notes = "".join(f"[^{number}]: 注{number}。\n\n" for number in range(20))
    text = "，".join(f"词[^{number}]" for number in range(20))
    _, found = prove(f"# 引言\n\n正文[@one]、[@two]、[@three]。\n\n{text}。\n\n{notes}")
    assert found == []


def test_the_words_of_a_glossary_are_text_and_bullets_are_not(prove: Proved) -> None:
    reading, found = prove("# 引言\n\n术语\n:   定义[@one]。\n\n- 项\n\n1. 甲\n\na) 乙\n")
    assert found == []
    assert [text for _, text, _ in kinds(reading)["paragraph"]] == ["术语", "定义[1]。", "项", "甲", "乙"]


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("只有一段话[@one]。\n", 2),
        ("没有引用。\n", 2),
        ("- 列表\n\n一段[@one]。\n", 2),
        ("    代码\n\n一段[@one]。\n\n# 标题\n\n又一段。\n", 2),
        ("# 只有标题[@one]\n", 2),
        ("一段。\n\n$$x$$\n\n| a |\n|---|\n| b |\n\n二段[@one]。\n\n# 标题\n\n三段。\n", 2),
    ],
)
def test_text_before_the_first_heading_is_no_front_matter(prove: Proved, text: str, front: int) -> None:
    reading, found = prove(text)
    assert found == []
    assert [block.kind for block in reading.blocks].count("front") == front


FULL = METADATA + (
    "    email: a@example.org\n    orcid: 0000-0002-1825-0097\n    corresponding: true\n    affiliations: [a]\n"
    "  - name: {zh: 李四, en: LI Si}\n    affiliations: [a]\n"
    "affiliations:\n  - {id: a, zh: 虚构大学, en: Invented University}\n"
    "abstract:\n  zh: 这是**摘要**，含10^5^。\n  en: This is an abstract.\nkeywords:\n  zh: [甲, 乙]\n  en: [one word, two]\n"
)


@pytest.mark.parametrize(
    "text",
    ["| a |\n|---|\n| b[@one] |\n\n: 题 {#tbl-a}\n\n[@tbl-a]\n", "一段话[@one]。\n", "`code`\n\n[@one]\n\n二段。\n"],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_many_authors_and_affiliations_are_front_matter_in_both_languages(
    prove: Proved, text: str, language: str
) -> None:
    authors = "".join(
        f"  - name: {{zh: 虚构{number}, en: PERSON {number}}}\n    affiliations: [a, b]\n" for number in "甲乙丙丁"
    )
    metadata = (
        FULL.replace("authors:\n", f"authors:\n{authors}") + f"note:\n  {language}: A note 注\nlang: {language}\n"
    )
    metadata = metadata.replace("  - {id: a,", "  - {id: b, zh: 虚构医院, en: Invented Hospital}\n  - {id: a,")
    metadata = metadata.replace("{zh: 虚构的题名}", "{zh: 虚构的题名, en: An invented title}")
    metadata = metadata.replace("{zh: 张三}", "{zh: 张三, en: ZHANG San}")
    reading, found = prove(text, metadata=metadata)
    assert found == []
    names = [block.text for block in reading.blocks if block.kind == "front" and "张三" in block.text]
    assert names[0].startswith("虚构甲")


def test_a_title_keeps_its_quotation_marks(prove: Proved) -> None:
    metadata = ENGLISH.replace("An invented title", "Wharton's “invented” *jelly*")
    reading, found = prove("# It's “quoted”\n\nText [@one].\n", metadata=metadata)
    assert found == []
    assert reading.metadata.title == "Wharton’s “invented” jelly"
    assert one(reading, "It’s“quoted”", "contents")


def test_a_full_head_and_the_first_page_note_are_front_matter_before_text_without_a_heading(prove: Proved) -> None:
    reading, found = prove("一段话[@one]。\n\n第二段。\n", metadata=FULL)
    assert found == []
    kept = [block.kind for block in reading.blocks if block.kind not in ("front", "contents")]
    assert kept == ["paragraph", "paragraph", "heading", "reference"]
    note = next(block for block in reading.blocks if "a@example.org" in block.text)
    assert (note.kind, note.links[0].target) == ("front", "mailto:a@example.org")


@pytest.mark.parametrize("style", ["gb-t-7714-2015-numeric", "vancouver"])
def test_the_reference_list_is_told_from_other_lists(prove: Proved, style: str) -> None:
    chosen = f'style = "{style}"\n'
    reading, found = prove("# 结论\n\n1. 甲[@one]\n2. 乙[@two]\n", settings=chosen)
    assert found == []
    assert len([block for block in reading.blocks if block.kind == "reference"]) == 2
    reading, found = prove("# 引言\n\n正文。\n\n# 结论\n\n1. 甲\n2. 乙\n", settings=chosen)
    assert found == []
    assert [block.text for block in reading.blocks if block.kind == "reference"] == []


def test_a_list_below_a_heading_with_a_like_word_is_no_reference_list(prove: Proved) -> None:
    reading, found = prove("# 引言\n\n正文。\n\n# 文献检索\n\n1. 甲\n2. 乙\n")
    assert found == []
    assert not [block for block in reading.blocks if block.kind == "reference"]


def test_key_words_and_names_are_parted_but_not_at_a_comma_inside(prove: Proved) -> None:
    metadata = FULL.replace("en: [one word, two]", "en: ['1,25-dihydroxyvitamin D', two]")
    reading, found = prove("# 引言\n\n正文[@one]。\n", metadata=metadata)
    assert found == []
    assert reading.metadata.keywords == ("甲", "乙", "1,25-dihydroxyvitamin D", "two")
    assert reading.metadata.authors == ("张三", "李四")


def test_a_table_that_floats_and_one_that_does_not_are_two(prove: Proved) -> None:
    rows = "".join(f"| 行{row} | 值 |\n" for row in range(25))
    table = f"| 甲 | 乙 |\n|---|---|\n{rows}"
    _, found = prove(f"# 引言\n\n正文[@one]。\n\n{table}\n: 题 {{#tbl-a}}\n\n{table}\n\n见[@tbl-a]。\n")
    assert found == []


def test_tables_one_behind_the_other_are_in_order(prove: Proved) -> None:
    table = "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n| 戊 | 己 |\n"
    _, found = prove(
        f"# 引言\n\n正文[@one]。\n\n{table}\n\n<!-- -->\n\n{table}\n: 题一 {{#tbl-a}}\n\n{table}\n: 题二 {{#tbl-b}}\n\n"
        "[@tbl-a] [@tbl-b]\n"
    )
    assert found == []


def test_a_reference_list_without_links_is_known_by_its_heading(prove: Proved, write: Write, build: Build) -> None:
    data = build(write("# 引言\n\n正文[@one; @two]。\n", settings='style = "vancouver"\n'), "pdf")["pdf"]

    def unlink(file: Pdf) -> None:
        for page in file.pages:
            if "/Annots" in page:
                del page.Annots

    reading = pdf.read(changed(data, unlink))
    assert [block.label for block in reading.blocks if block.kind == "reference"] == ["1.", "2."]


# --- damaged and foreign files ---------------------------------------------------------------------------------------


SMALL = (
    "# 引言 {#sec-a}\n\n开头 plain 见[@sec-a]和[@fig-a]与文献[@one]、[@two]，**粗体**与10^5^，脚注[^a]后文。\n\n"
    "[^a]: 注[@three]。\n\n![图](a.svg){#fig-a alt='块'}\n\n# 结论\n\n末段文字。\n"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A PDF with headings, a note, links, a figure and a list of references; tests change copies of it."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "manuscript").mkdir()
    (folder / "manuscript/01.md").write_text(SMALL, encoding="utf-8")
    (folder / "manuscript/metadata.yaml").write_text(METADATA, encoding="utf-8")
    (folder / "manuscript/a.svg").write_bytes(DRAWING)
    (folder / "references.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    (folder / "collation.toml").touch()
    project = projects.load(folder)
    store.save(numbered.prepare(manuscript.read(project), project).manuscript, project.assembled)
    render(project, "pdf")
    return project.product("pdf").read_bytes()


def changed(data: bytes, edit: Callable[[Pdf], object], **options: object) -> bytes:
    with Pdf.open(io.BytesIO(data)) as file:
        edit(file)
        buffer = io.BytesIO()
        file.save(buffer, fix_metadata_version=False, **options)
    return buffer.getvalue()


def outcome(data: bytes) -> tuple[set[str], str]:
    """The kinds of faults of a file, and why it cannot be read."""
    try:
        return {fault.kind for fault in pdf.read(data).faults}, ""
    except UnreadableOutputError as error:
        return set(), str(error)


def test_what_is_no_pdf_is_said_to_be_none() -> None:
    for data, words in (
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(900), "it is no PDF"),
        (b"PK\x03\x04" + bytes(99), "it is no PDF"),
        (b"%PDF-1.7\nhello", "it is no PDF that can be read"),
    ):
        with pytest.raises(UnreadableOutputError, match=words):
            pdf.read(data)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99, 0.999])
def test_a_file_that_was_cut_off_cannot_be_read_or_is_said_to_be_damaged(small: bytes, share: float) -> None:
    kinds_, message = outcome(small[: int(len(small) * share)])
    assert message or "damaged-file" in kinds_
    assert "<_io" not in message


def test_a_locked_file_cannot_be_read_and_one_that_only_forbids_can(small: bytes) -> None:
    locked = changed(small, lambda _: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UnreadableOutputError, match="locked by a password"):
        pdf.read(locked)
    open_ = changed(small, lambda _: None, encryption=pikepdf.Encryption(owner="a", user=""))
    assert pdf.read(open_).blocks == pdf.read(small).blocks


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_file_with_wrong_bytes_is_read_or_refused(small: bytes, random: Random) -> None:
    data = bytearray(changed(small, lambda _: None, compress_streams=False, object_stream_mode=PLAIN))
    for _ in range(random.choice((1, 10, 100))):
        data[random.randrange(len(data))] = random.randrange(256)
    outcome(bytes(data))


def first_element(file: Pdf) -> Dictionary:
    return file.Root.StructTreeRoot.K[0]


def circular(file: Pdf) -> None:
    first_element(file).K.append(first_element(file))
    first_element(file).K[3].K = Array([first_element(file), first_element(file).K[3], 0])


def deep(file: Pdf) -> None:
    inner = first_element(file)
    for _ in range(10_000):
        inner = file.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, K=Array([inner])))
    file.Root.StructTreeRoot.K = Array([inner])


def roles_in_a_circle(file: Pdf) -> None:
    file.Root.StructTreeRoot.RoleMap = Dictionary({"/Em": Name.Strong, "/Strong": Name.Em})


def outline_in_a_circle(file: Pdf) -> None:
    file.Root.Outlines.First.Next = file.Root.Outlines.First
    file.Root.Outlines.First.First = file.Root.Outlines.First


def form_in_itself(file: Pdf) -> None:
    form = file.make_stream(b"/F Do")
    form.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    page = file.pages[0]
    page.Resources.XObject = Dictionary(F=form)
    page.contents_add(b"q /F Do Q")


def wrong_kinds(file: Pdf) -> None:
    """Put something of a wrong kind wherever a reader looks."""
    top, page = first_element(file), file.pages[0]
    top.K[3], top.K[4] = String("x"), Array([1, 2])
    top.K[5].S, top.K[6].K, top.K[6].Pg = String("P"), Dictionary(Type=Name.MCR, MCID=String("a")), Dictionary()
    top.Lang = 5
    file.Root.Lang, file.trailer.Info = Name.x, Array([])
    file.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([top])))
    page.Annots = Array([3, Dictionary(Subtype=Name.Link, Rect=String("x")), Dictionary(Subtype=Name.Link, A=Name.x)])
    (latin,) = (name for name, font in page.Resources.Font.items() if "LibertinusSerif-R" in str(font.BaseFont))
    # An object of its own: pdfium knows a font by where its dictionary lies in memory, and forgets a direct one.
    page.Resources.Font[latin] = file.make_indirect(Dictionary())


@pytest.mark.parametrize(
    "edit",
    [circular, deep, roles_in_a_circle, outline_in_a_circle, form_in_itself, wrong_kinds],
    ids=lambda e: e.__name__,
)
def test_a_hostile_file_is_read_as_far_as_it_goes(small: bytes, edit: Callable[[Pdf], None]) -> None:
    reading = pdf.read(changed(small, edit))
    assert "末段文字。" in "".join(block.text for block in reading.blocks)


def test_a_file_without_structure_is_read_line_by_line(small: bytes) -> None:
    def untag(file: Pdf) -> None:
        del file.Root.StructTreeRoot

    reading = pdf.read(changed(small, untag))
    (fault,) = reading.faults
    assert (fault.kind, fault.detail.partition(",")[0]) == ("missing-part", "the structure")
    assert {block.kind for block in reading.blocks} == {"paragraph", "contents"}
    assert one(reading, "末段文字。")
    assert one(reading, "开头plain见1和图1与文献[1]、[2]")


# --- planted faults --------------------------------------------------------------------------------------------------


def faults(data: bytes) -> list[tuple[str, str, int]]:
    return [(fault.kind, fault.detail, fault.place.page) for fault in pdf.read(data).faults]


def content_of(file: Pdf, words: str) -> tuple[pikepdf.Page, int]:
    """Where some words are drawn: the page and the identifier of the marked content."""
    buffer = io.BytesIO()
    file.save(buffer)
    (run,) = (run for run in pages.read(buffer.getvalue()).runs if words in run.text and run.content >= 0)
    return file.pages[run.page - 1], run.content


def redrawn(words: str, pattern: bytes, replacement: bytes) -> Callable[[Pdf], None]:
    """Change how some words are drawn, by a regular expression on their part of the content stream."""

    def edit(file: Pdf) -> None:
        page, content = content_of(file, words)
        stream = page.Contents.read_bytes()
        start = re.search(rb"/MCID %d\b" % content, stream).start()
        end = stream.index(b"EMC", start)
        new = re.sub(pattern, replacement, stream[start:end], count=1)
        assert new != stream[start:end]
        page.Contents = file.make_stream(stream[:start] + new + stream[end:])

    return edit


def test_an_undamaged_file_has_no_fault(small: bytes) -> None:
    assert faults(changed(small, lambda _: None)) == []


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        pytest.param(redrawn("末段", rb"0 Tr", b"3 Tr"), "末段文字。 (drawn without ink)", id="mode 3"),
        pytest.param(redrawn("末段", rb"cm", b"cm 1 0 0 1 900 0 cm"), "末段文字。 (outside of the page)", id="outside"),
        pytest.param(
            redrawn("末段", rb"/c0 cs 0 scn", b"/DeviceGray cs 1 scn"), "末段文字。 (as pale as the paper)", id="white"
        ),
        pytest.param(redrawn("末段", rb"9\.5 Tf", b"0.1 Tf"), "末段文字。 (too small to be seen)", id="tiny"),
    ],
)
def test_hidden_text_is_a_fault_and_stays_where_the_structure_has_it(
    small: bytes, edit: Callable[[Pdf], None], fault: str
) -> None:
    data = changed(small, edit)
    assert faults(data) == [("hidden-text", fault, 1)]
    assert one(pdf.read(data), "末段文字。")


def on_paint(shade: bytes) -> Callable[[Pdf], None]:
    return redrawn("末段", rb"q ", b"q %s g 0 0 2000 2000 re f /DeviceGray cs 1 scn q " % shade)


def test_white_text_on_colour_is_text_and_on_white_is_none(small: bytes) -> None:
    plain = changed(small, redrawn("末段", rb"/c0 cs 0 scn", b""))
    data = changed(plain, on_paint(b"0.3"))
    assert one(pdf.read(data), "末段文字。")
    ((kind, words, _),) = faults(data)  # the words that were there before the paint
    assert kind == "hidden-text"
    assert words.endswith("(painted over)")
    assert "末段" not in words
    found = faults(changed(plain, on_paint(b"1")))
    assert ("hidden-text", "末段文字。 (as pale as the paper)", 1) in found
    assert {kind for kind, _, _ in found} == {"hidden-text"}


def test_text_that_is_marked_as_an_artifact_is_lost(small: bytes) -> None:
    def disown(file: Pdf) -> None:
        page, content = content_of(file, "末段")
        stream = page.Contents.read_bytes()
        page.Contents = file.make_stream(re.sub(rb"/Span<</MCID %d\b[^>]*>>BDC" % content, b"/Artifact BMC", stream))

    assert not any("末段" in block.text for block in pdf.read(changed(small, disown)).blocks)


def test_text_outside_of_the_structure_is_shown_and_a_fault(small: bytes) -> None:
    def forget(file: Pdf) -> None:
        page, content = content_of(file, "末段")
        stream = page.Contents.read_bytes()
        page.Contents = file.make_stream(re.sub(rb"/MCID %d\b" % content, b"/MCID 999", stream))

    data = changed(small, forget)
    assert faults(data) == [("untagged-text", "末段文字。", 1)]
    assert pdf.read(data).blocks[-1].text == "末段文字。"


def shifted(words: str, x: int, y: int) -> Callable[[Pdf], None]:
    return redrawn(words, rb" cm", b" cm 1 0 0 1 %d %d cm" % (x, -y))


@pytest.mark.parametrize(
    "edit",
    [
        shifted("后文", 0, 30),
        shifted("后文", 0, -30),
        shifted("后文", -60, 0),
        shifted("plain", 40, 0),
        shifted("末段", 0, 90),
    ],
)
def test_text_that_is_drawn_elsewhere_than_its_place_in_the_text_is_a_fault(
    small: bytes, edit: Callable[[Pdf], None]
) -> None:
    reading = pdf.read(changed(small, edit))
    assert {fault.kind for fault in reading.faults} == {"misplaced-text"}
    assert reading.blocks == pdf.read(small).blocks


def test_words_that_change_places_on_the_page_only_are_a_fault(small: bytes) -> None:
    def swap(file: Pdf) -> None:
        (page, first), (_, second) = content_of(file, "plain"), content_of(file, "粗体")
        stream = page.Contents.read_bytes()
        one_, other = (re.search(rb"/MCID %d\b.*?(q [^c]*cm)" % place, stream, re.DOTALL) for place in (first, second))
        middle = stream[one_.end(1) : other.start(1)]
        page.Contents = file.make_stream(stream[: one_.start(1)] + other[1] + middle + one_[1] + stream[other.end(1) :])

    reading = pdf.read(changed(small, swap))
    assert {fault.kind for fault in reading.faults} == {"misplaced-text"}
    assert reading.blocks == pdf.read(small).blocks


@pytest.mark.parametrize("drop", [-90, -30, 30, 90])
def test_words_of_a_paragraph_are_seen_wherever_they_are_drawn_above_or_below(outputs: Outputs, drop: int) -> None:
    said, drawn = tags.read(outputs.pdf), pages.read(outputs.pdf)
    wanted = {run for draft in structure.gather(said, drawn).drafts if draft.kind == "paragraph" for run in draft.runs}
    silent = []
    for index, run in list(enumerate(drawn.runs))[::7]:
        if run in wanted:
            runs = (*drawn.runs[:index], run._replace(y=run.y - drop), *drawn.runs[index + 1 :])
            if not list(flow.misplaced(structure.gather(said, replace(drawn, runs=runs)).drafts, ())):
                silent.append((run.page, run.text))
    assert silent == []


def test_text_that_is_drawn_over_other_text_is_a_fault(small: bytes) -> None:
    """A marker over another one: the tags have the one, a person sees neither or the other."""

    def over(file: Pdf) -> None:
        page, content = content_of(file, "plain")
        stream = page.Contents.read_bytes()
        found = re.search(rb"/Span<</MCID %d\b.*?EMC" % content, stream, re.DOTALL)
        again = re.sub(rb"/Span<<.*?>>BDC", b"/Artifact BMC", found[0])
        moved = re.sub(rb"(1 0 0 -1 )([\d.]+)", lambda match: match[1] + str(float(match[2]) + 9).encode(), again)
        page.Contents = file.make_stream(stream.replace(found[0], found[0] + b"\n" + moved))

    assert faults(changed(small, over)) == [("misplaced-text", "plain", 1)]


def test_an_equation_that_does_not_say_where_it_stands_is_found_by_its_characters(write: Write, build: Build) -> None:
    """Typst leaves out where an equation stands if another stands right above it and notes below."""
    text = "见[@eq-a]和[@eq-b]。[@one]\n\n$$a = b$$ {#eq-a}\n\n$$c = d$$ {#eq-b}\n\n末段。\n"

    def forget(file: Pdf) -> None:
        for element in file.objects:
            if isinstance(element, Dictionary) and element.get("/S") == Name.Formula:
                del element.A[0]["/BBox"]

    reading = pdf.read(changed(build(write(text), "pdf")["pdf"], forget))
    targets = [reading.blocks[link.target] for link in one(reading, "见").links if isinstance(link.target, int)]
    assert [block.label for block in targets if block.kind == "equation"] == ["(1)", "(2)"]


def test_text_that_is_drawn_twice_is_doubled(small: bytes) -> None:
    def doubled(aside: int) -> Callable[[Pdf], None]:
        again = rb"\g<0>\nq 1 0 0 1 %d 0 cm \g<0>\nQ" % aside
        return redrawn("末段", rb"(?s)q 1 .*?ET\nQ", again)

    for aside in (3, 200):
        assert one(pdf.read(changed(small, doubled(aside))), "末段文字。末段文字。")
    imitated = pdf.read(changed(small, doubled(0)))
    assert one(imitated, "末段").text == "末段文字。"


def fonts(file: Pdf) -> Iterator[Dictionary]:
    for page in file.pages:
        yield from (font for _, font in page.Resources.Font.items())


def test_a_font_that_is_taken_out_is_missed(small: bytes) -> None:
    def strip(file: Pdf) -> None:
        for font in fonts(file):
            if "NotoSerifSC" in str(font.BaseFont):
                del font.DescendantFonts[0].FontDescriptor["/FontFile2"]

    assert ("unembedded-font", "NotoSerifSC-Regular", 1) in faults(changed(small, strip))


def test_what_no_font_of_the_machine_draws_is_told_by_the_font_that_was_taken_out(
    write: Write, build: Build, prepare: Prepare
) -> None:
    project = write("# 引言\n\n正文TGF-β1、κB与Ⅱ型[@one]。\n")

    def strip(file: Pdf) -> None:
        for font in fonts(file):
            if "LibertinusSerif" in str(font.BaseFont):
                font.DescendantFonts[0].FontDescriptor = Dictionary(
                    {
                        key: value
                        for key, value in font.DescendantFonts[0].FontDescriptor.items()
                        if not key.startswith("/FontFile")
                    }
                )

    _, found = found_in(changed(build(project, "pdf")["pdf"], strip), project, prepare)
    assert [line.split()[0] for line in found] == ["unembedded-font"], found


def test_a_character_without_meaning_and_one_with_another_are_found(small: bytes) -> None:
    def mapped(replacement: bytes) -> Callable[[Pdf], None]:
        def edit(file: Pdf) -> None:
            for font in fonts(file):
                table = font.ToUnicode.read_bytes()
                if b"<672B>" in table and "NotoSerif" in str(font.BaseFont):  # 末
                    font.ToUnicode = file.make_stream(re.sub(rb"<(\w{4})> <672B>\n", replacement, table))

        return edit

    lost = changed(small, mapped(b"<FFFE> <672B>\n"))
    assert ("missing-glyph", "a character in the font NotoSerifSC-Regular", 1) in faults(lost)
    other = changed(small, mapped(rb"<\1> <672A>\n"))
    assert faults(other) == []
    assert one(pdf.read(other), "未段文字。")


def test_a_glyph_that_the_font_lacks_is_found(small: bytes) -> None:
    drawn = redrawn("末段", rb"\[\(", b"[<0000>(")
    assert ("missing-glyph", "a character in the font NotoSerifSC-Regular", 1) in faults(changed(small, drawn))
    in_octal = redrawn("末段", rb"\[\(", rb"[(\000\000")
    assert ("missing-glyph", "a character in the font NotoSerifSC-Regular", 1) in faults(changed(small, in_octal))


def test_text_that_is_changed_on_the_page_is_read_changed(small: bytes) -> None:
    moved = redrawn("末段", rb"\(([^)]*?)(\\...\\?.+?)\)Tj|\[\((.+)\)\]TJ", rb"[(\3\3)]TJ")
    assert one(pdf.read(changed(small, moved)), "末段文字。末段文字。")


def links_of(file: Pdf) -> list[Dictionary]:
    return [item for page in file.pages for item in page.Annots]


def link_at(file: Pdf, words: str) -> Dictionary:
    buffer = io.BytesIO()
    file.save(buffer)
    said = tags.read(buffer.getvalue())
    reading = pages.read(buffer.getvalue())
    (run,) = (run for run in reading.runs if run.text == words and any(_covers(link, run) for link in said.annotations))
    (index,) = (index for index, link in enumerate(said.annotations) if _covers(link, run))
    return links_of(file)[index]


def _covers(link: tags.Annotation, run: pages.Run) -> bool:
    left, bottom, right, top = link.box
    return link.page == run.page and left - 1 < run.x < right and bottom < run.y < top


def target_of(reading: Reading, words: str) -> str | None:
    """Where the link on a number in the first paragraph leads."""
    block = one(reading, "开头plain")
    found = [link for link in block.links if block.text[link.start : link.end] == words]
    return named(reading, found[-1].target) if found else None


def test_a_link_that_is_turned_leads_elsewhere(small: bytes) -> None:
    assert target_of(pdf.read(small), "2") == "reference [2]BIRCHB,CE"

    def turn(file: Pdf) -> None:
        link_at(file, "2").Dest = link_at(file, "3").Dest

    reading = pdf.read(changed(small, turn))
    assert target_of(reading, "2") == "reference [3]DOGWOODD,"
    assert reading.faults == ()


@pytest.mark.parametrize(
    ("target", "detail"),
    [
        (lambda file: Array([file.make_indirect(Dictionary(Type=Name.Page)), Name.Fit]), "a place on a page"),
        (lambda _: String("nowhere"), "nowhere"),
        (lambda _: Name("/nowhere"), "/nowhere"),
        (lambda _: Array([]), "a place on a page"),
        (lambda _: 5, "nothing"),
    ],
)
def test_a_dead_link_is_a_fault(small: bytes, target: Callable[[Pdf], object], detail: str) -> None:
    def kill(file: Pdf) -> None:
        link_at(file, "2").Dest = target(file)

    data = changed(small, kill)
    assert faults(data) == [("dead-link", detail, 1)]
    assert target_of(pdf.read(data), "2") == "None"


def test_a_dead_entry_of_the_outline_is_a_fault(small: bytes) -> None:
    def kill(file: Pdf) -> None:
        file.Root.Outlines.First.Dest = String("nowhere")

    assert faults(changed(small, kill)) == [("dead-link", "nowhere, in the outline under 1 引言", 0)]


def test_a_link_that_lies_elsewhere_than_its_text_is_none(small: bytes) -> None:
    def move(file: Pdf) -> None:
        link_at(file, "2").Rect = Array([0, 0, 9, 9])

    assert target_of(pdf.read(changed(small, move)), "2") is None


def test_links_by_name_by_action_and_to_the_structure_lead_to_the_block(small: bytes) -> None:
    def action(file: Pdf, **entries: object) -> None:
        link = link_at(file, "2")
        place = link.Dest
        del link["/Dest"]
        file.Root.Dests = Dictionary(old=Dictionary(D=place))
        link.A = Dictionary(S=Name.GoTo, **{name: value(place, file) for name, value in entries.items()})

    def item(file: Pdf) -> Dictionary:
        return first_element(file).K[-1].K[1]

    for entries in (
        {"D": lambda place, _: place},
        {"D": lambda _, __: Name.old},
        {"D": lambda _, __: String("/old")},
        {"SD": lambda _, file: Array([item(file), Name.Fit])},
    ):
        reading = pdf.read(changed(small, lambda file, entries=entries: action(file, **entries)))
        assert target_of(reading, "2") == "reference [2]BIRCHB,CE"
        assert reading.faults == ()


def test_two_properties_that_differ_are_a_fault(small: bytes) -> None:
    def rename(file: Pdf) -> None:
        file.trailer.Info.Title = String("另一个题名")

    data = changed(small, rename)
    assert faults(data) == [
        ("conflicting-metadata", "the title “另一个题名” in one place and “虚构的题名” in another", 0)
    ]
    assert pdf.read(data).metadata.title == "另一个题名"


def test_properties_are_read_from_the_one_place_that_has_them(small: bytes) -> None:
    def forget(file: Pdf) -> None:
        del file.trailer["/Info"]

    def forget_packet(file: Pdf) -> None:
        del file.Root["/Metadata"]

    for edit in (forget, forget_packet):
        metadata = pdf.read(changed(small, edit)).metadata
        assert (metadata.title, metadata.authors, metadata.language) == ("虚构的题名", ("张三",), "zh-CN")


def test_every_fault_of_a_pdf_is_told_by_a_check(small: bytes, write: Write, prepare: Prepare) -> None:
    def spoil(file: Pdf) -> None:
        redrawn("末段", rb"0 Tr", b"3 Tr")(file)
        file.trailer.Info.Title = String("另一个题名")
        link_at(file, "2").Dest = String("nowhere")

    project = write(SMALL, files={"a.svg": DRAWING})
    _, found = found_in(changed(small, spoil), project, prepare)
    codes = {item.split()[0] for item in found}
    assert codes >= {"hidden-text", "conflicting-metadata", "dead-link", "changed-metadata"}
