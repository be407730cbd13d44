"""A Word document read back says what Word shows, whoever saved it last."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from collation.document import numbered
from collation.proof import catalogue, docx, expected, html
from collation.proof.comparison import Comparison
from collation.proof.reading import OBJECT, Block, Place, Reading, Touch
from manuscripts import ENGLISH, Build, Outputs, Write
from tools import require

from .word_files import DEFAULTS, document, field, mark, p, picture, r, relationships, style_of, table

BODY = ("heading", "paragraph", "cell", "figure", "caption", "equation", "footnote", "reference")
Kinds = list[tuple[str, str, str]]


def shown(reading: Reading) -> Kinds:
    return [(block.kind, block.label, block.text) for block in reading.blocks]


def read(body: str, *, changes: docx.Changes = "accepted", **parts: str) -> Kinds:
    return shown(docx.read(document(body, **parts), changes))


def of_kind(reading: Reading, kind: str) -> list[Block]:
    return [block for block in reading.blocks if block.kind == kind]


def whither(reading: Reading, block: Block) -> list[tuple[int, int, str]]:
    """The links of a block, by the label or the text to which they lead."""
    found = []
    for link in block.links:
        target = reading.blocks[link.target] if isinstance(link.target, int) else None
        found.append((link.start, link.end, str(link.target) if target is None else target.label or target.text))
    return [link for link in found if link[0] < link[1]]  # HTML has ways back, which are empty


# --- our own ---------------------------------------------------------------------------------------------------------


def test_the_flagship_is_read_as_its_page_is(outputs: Outputs) -> None:
    reading, page = docx.read(outputs.docx), html.read(outputs.html)
    for kind in BODY:
        ours, theirs = of_kind(reading, kind), of_kind(page, kind)
        assert [(block.label, block.text, block.level) for block in ours] == [
            (block.label, block.text, block.level) for block in theirs
        ]
        assert [sorted(block.marks) for block in ours] == [sorted(block.marks) for block in theirs]
        if kind == "reference":
            continue
        for block, other in zip(ours, theirs, strict=True):
            links = [link for link in whither(page, other) if "示意图" not in link[2]]  # to a picture, not its caption
            assert set(links) <= set(whither(reading, block))
            assert len(block.links) == len(whither(page, other))
    assert reading.faults == ()
    assert reading.revisions == ()


def test_the_flagship_shows_what_was_numbered(outputs: Outputs) -> None:
    wanted = expected.expect(numbered.load(outputs.project), "docx")
    reading = docx.read(outputs.docx)
    assert [found for found in shown(reading) if found[0] != "front"] == [
        (block.kind, block.label, block.text) for block in wanted.blocks
    ]
    assert reading.metadata.title == wanted.metadata.title
    assert reading.metadata.authors == wanted.metadata.authors
    assert catalogue.run(Comparison(wanted, reading, "manuscript.docx")) == ()


def test_every_number_in_the_flagship_leads_to_its_item(outputs: Outputs) -> None:
    reading = docx.read(outputs.docx)
    numbers = 0
    for block in reading.blocks:
        for link in block.links:
            assert isinstance(link.target, int)
            target, words = reading.blocks[link.target], block.text[link.start : link.end]
            assert target.label in (f"[{words}]", words)
            numbers += target.kind == "reference"
    assert numbers >= len(of_kind(reading, "reference"))


def test_a_place_names_the_paragraph_and_the_bookmark_before_it(outputs: Outputs) -> None:
    reading = docx.read(outputs.docx)
    block = next(block for block in reading.blocks if block.kind == "paragraph")
    start = block.links[0].start
    assert block.place(start).anchor == "cite-1"
    assert block.place(start).paragraph == block.place().paragraph == len(of_kind(reading, "front")) + 2
    assert [block.place().paragraph for block in reading.blocks] == sorted(
        block.place().paragraph for block in reading.blocks
    )


EVERYTHING = """\
# Intro & *more* {#sec-a}

*Emph* **strong** `code [@x]` and $a_1$ math, "quotes" -- dash... [@one, p. 3; see @two], as @three shows, see [@fig-a]
and [link](http://example.org). H~2~O 10^5^ \\[0,1\\] &alpha; a\\*b ^[A note [@three].] well‑known, a\tb.

## Deeper {#sec-b}

1. item one
2. item [@one]

   second paragraph of it

> quoted

Term **strong**
:   definition

| a | b |
|---|---|
| c [@two] | d\\|e *in vitro* |

Table: Cap *tion* [@one]. {#tbl-a caption-zh="第二 *in vivo*"}

See [@tbl-a], [@eq-a], [@sec-b] and $y$ in a line.

![Figure cap [@two].](a.svg){#fig-a alt="what is to be seen" caption-zh="第二"}

$$x^2$$ {#eq-a}

$$z^2$$

```python
def f(): return [1]
```
"""


def test_a_small_manuscript_of_every_construct_shows_what_was_numbered(write: Write, build: Build) -> None:
    image = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    metadata = ENGLISH + "statements:\n  funding: Invented fund of *nobody*\n"
    project = write(EVERYTHING, metadata=metadata, files={"a.svg": image})
    reading = docx.read(build(project, "docx")["docx"])
    wanted = expected.expect(numbered.load(project), "docx")
    ours = [found for found in shown(reading) if found[0] != "front"]
    # Where notes stand is each format's own affair.
    assert sorted(ours) == sorted((block.kind, block.label, block.text) for block in wanted.blocks)
    assert ("equation", "(1)", OBJECT) in ours
    assert ("caption", "图1", "第二") in ours
    assert ("heading", "", "Funding") in ours
    found = catalogue.run(Comparison(wanted, reading, "manuscript.docx"))
    assert [item for item in found if item.code != "unprinted-source"] == []  # that one looks at the sources alone


# --- other programs --------------------------------------------------------------------------------------------------


def test_what_libreoffice_saves_reads_the_same_but_for_what_it_changed(outputs: Outputs, tmp_path: Path) -> None:
    soffice = require("soffice")
    source = tmp_path / "manuscript.docx"
    source.write_bytes(outputs.docx)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "saved"), str(source)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    before, after = docx.read(outputs.docx), docx.read((tmp_path / "saved" / "manuscript.docx").read_bytes())

    def kept(block: Block) -> Block:
        """What it is to keep: it drops some bookmarks, which are the places, and writes `en` as `en-US`."""
        return replace(block, places=(), language="")

    assert list(map(kept, after.blocks)) == list(map(kept, before.blocks))
    assert after.faults == ()
    assert replace(after.metadata, keywords=None) == replace(before.metadata, keywords=None)
    # It puts blanks between key words, where a semicolon was.
    assert after.metadata.keywords in (before.metadata.keywords, (" ".join(before.metadata.keywords or ()),))


@pytest.mark.parametrize(
    ("identifier", "name", "more"),
    [
        ("Heading1", "heading 1", ""),
        ("1", "heading 1", ""),
        ("1", "Heading 1", ""),
        ("a3", "标题 1", ""),
        ("a3", "标题1", ""),
        ("berschrift", "Kapitel", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("x", "Meine Art", '<w:aliases w:val="x,heading 1"/>'),
    ],
)
def test_a_heading_is_known_by_its_style_in_any_language(identifier: str, name: str, more: str) -> None:
    styles = DEFAULTS + style_of(identifier, name, more=more)
    assert read(p("引言", style=identifier), styles=styles) == [("heading", "", "引言")]
    based = styles + style_of("mine", "My own", based_on=identifier)
    assert read(p("引言", style="mine"), styles=based) == [("heading", "", "引言")]


def test_a_heading_without_its_style_is_known_by_its_name_or_its_outline() -> None:
    assert read(p("引言", style="Heading2"))[0][0] == "heading"
    assert read(p("引言", more='<w:outlineLvl w:val="1"/>'))[0][0] == "heading"
    levels = docx.read(document(p("a", style="Heading2") + p("b", more='<w:outlineLvl w:val="2"/>'))).blocks
    assert [block.level for block in levels] == [2, 3]
    # A style that was kept out of the outline makes headings still.
    out = style_of("Heading1", "heading 1", more='<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    assert read(p("引言", style="Heading1"), styles=out) == [("heading", "", "引言")]
    assert read(p("no heading", more='<w:outlineLvl w:val="9"/>')) == [("paragraph", "", "no heading")]


def level(number: int, text: str, format: str = "decimal", more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbers(*levels: str, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


def headed(*styles: str) -> str:
    return "".join(p(f"h{index}", style=style) for index, style in enumerate(styles))


NUMBERED = (
    style_of("H1", "heading 1", more='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    + style_of("H2", "heading 2", more='<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    + style_of(
        "H1u", "heading 1 unnumbered", based_on="H1", more='<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    )
)


def labels(body: str, numbering: str, styles: str = DEFAULTS + NUMBERED) -> list[str]:
    return [label for _, label, _ in read(body, styles=styles, numbering=numbering)]


def test_headings_are_counted_as_word_counts_them() -> None:
    both = numbers(level(0, "%1"), level(1, "%1.%2"))
    assert labels(headed("H1u", "H1", "H2", "H2", "H1u", "H1", "H2"), both) == ["", "1", "1.1", "1.2", "", "2", "2.1"]
    # A paragraph that is empty counts, as every author knows who has looked for a missing number.
    assert labels(headed("H1") + p(style="H1") + headed("H1"), both) == ["1", "3"]
    # A level above that was never counted begins.
    assert labels(headed("H2", "H1", "H2"), both) == ["1.1", "2", "2.1"]


@pytest.mark.parametrize(
    ("format", "text", "wanted"),
    [
        ("upperRoman", "%1.", "IV"),
        ("lowerRoman", "%1", "iv"),
        ("upperLetter", "%1、", "D"),
        ("chineseCountingThousand", "第%1章", "第四章"),
        ("chineseCounting", "%1、", "四"),
        ("decimalZero", "%1", "04"),
        ("decimalEnclosedCircle", "%1", "④"),
        ("decimalFullWidth", "%1", "４"),
        ("ideographDigital", "%1", "四"),
        ("bullet", "•", ""),
        ("none", "%1", ""),
        ("unknownToUs", "%1", "4"),
    ],
)
def test_a_number_is_printed_in_the_form_of_its_list(format: str, text: str, wanted: str) -> None:
    assert labels(headed("H1", "H1", "H1", "H1"), numbers(level(0, text, format)))[3] == wanted


def test_lists_begin_anew_where_they_say_so() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    both = numbers(
        level(0, "%1"), level(1, "%2"), more=f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{start}</w:num>'
    )
    other = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    body = headed("H1", "H1") + p("x", style="H1", more=other) + p("y", style="H1", more=other) + headed("H1")
    assert labels(body, both) == ["1", "2", "7", "8", "9"]
    never = numbers(level(0, "%1"), level(1, "%2", more='<w:lvlRestart w:val="0"/>'))
    assert labels(headed("H1", "H2", "H1", "H2"), never) == ["1", "1", "2", "2"]


def test_the_level_of_a_list_is_that_which_names_the_style() -> None:
    numbering = numbers(level(0, "%1"), level(1, "%1.%2", more='<w:pStyle w:val="H2"/>'))
    styles = DEFAULTS + style_of("H2", "heading 2", more='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    assert labels(headed("H2", "H2"), numbering, styles) == ["1.1", "1.2"]


def test_a_list_may_stand_behind_a_numbering_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Mine"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="5">{level(0, "§%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="9"><w:abstractNumId w:val="5"/></w:num>'
    )
    mine = style_of("Mine", "Mine", kind="numbering", more='<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr>')
    assert labels(headed("H1", "H1"), numbering, DEFAULTS + NUMBERED + mine) == ["§1", "§2"]


def test_numbers_typed_before_headings_are_their_labels() -> None:
    heading = DEFAULTS + style_of("h", "heading 1")
    typed = p("引言", style="h") + p("1 方法", style="h") + p("1.1　细胞", style="h") + p("2. 结果", style="h")
    assert read(typed, styles=heading) == [
        ("heading", "", "引言"),
        ("heading", "1", "方法"),
        ("heading", "1.1", "细胞"),
        ("heading", "2", "结果"),
    ]
    assert read(p("引言", style="h") + p("2 型糖尿病", style="h"), styles=heading)[1] == ("heading", "", "2 型糖尿病")


LOST = (
    p("虚构的题名")
    + p("张三")
    + p("摘要")
    + p("目的 不详")
    + p("关键词 虚构；编造")
    + p("引言", more='<w:outlineLvl w:val="0"/>')
    + p("正文见图1和表1[1]。")
    + p(picture("一幅画"))
    + p("图1 画的题")
    + p("Fig. 1 Title of the picture")
    + p("图1 显示的是画。")
    + p("表1 显示的是数。")
    + p("表1 数的题")
    + p("Table 1. Title of the numbers")
    + table(("甲", "乙"), ("1", "2"))
    + p("其后的正文。")
    + p("参 考 文 献：")
    + p("[1]", "<w:r><w:tab/></w:r>", "ALDER A. Invented[J].")
    + p("［2］ 张三. 虚构[J].")
    + p("3. BIRCH B. Invented[J].")
    + p("附录", more='<w:outlineLvl w:val="0"/>')
    + p("[4] 不是文献")
)


def test_where_all_styles_are_lost_words_and_neighbours_tell() -> None:
    assert read(LOST) == [
        ("front", "", "虚构的题名"),
        ("front", "", "张三"),
        ("front", "", "摘要"),
        ("front", "", "目的 不详"),
        ("front", "", "关键词 虚构；编造"),
        ("heading", "", "引言"),
        ("paragraph", "", "正文见图1和表1[1]。"),
        ("figure", "", "一幅画"),
        ("caption", "图1", "画的题"),
        ("caption", "Fig. 1", "Title of the picture"),
        ("paragraph", "", "图1 显示的是画。"),
        ("paragraph", "", "表1 显示的是数。"),
        ("caption", "表1", "数的题"),
        ("caption", "Table 1", "Title of the numbers"),
        *[("cell", "", text) for text in ("甲", "乙", "1", "2")],
        ("paragraph", "", "其后的正文。"),
        ("heading", "", "参 考 文 献："),
        ("reference", "[1]", "ALDER A. Invented[J]."),
        ("reference", "［2］", "张三. 虚构[J]."),
        ("reference", "3.", "BIRCH B. Invented[J]."),
        ("heading", "", "附录"),
        ("paragraph", "", "[4] 不是文献"),
    ]


def test_a_caption_may_stand_on_the_other_side_and_in_a_text_box() -> None:
    assert read(p("图1 上方的题") + p(picture("画")))[0] == ("caption", "图1", "上方的题")
    assert read(table(("甲",)) + p("表1 下方的题"))[1] == ("caption", "表1", "下方的题")
    boxed = "<w:txbxContent>" + p("图", field("SEQ 图 \\* ARABIC", "1"), " 盒中的题") + "</w:txbxContent>"
    shape = f'<w:r><w:pict><v:shape alt=""><v:textbox>{boxed}</v:textbox></v:shape></w:pict></w:r>'
    assert read(p("正文", shape)) == [("paragraph", "", "正文"), ("caption", "图1", "盒中的题")]


def test_a_label_ends_with_its_number_however_it_is_written() -> None:
    styles = DEFAULTS + style_of("c", "caption")
    for text, label, words in (
        ("图1　题", "图1", "题"),
        ("Figure 2. Title", "Figure 2", "Title"),
        ("Fig. 3: Title", "Fig. 3", "Title"),
        ("表 4-1 题", "表 4-1", "题"),
        ("Table S5 Title", "Table S5", "Title"),
        ("A caption without one", "", "A caption without one"),
    ):
        assert read(p(text, style="c"), styles=styles) == [("caption", label, words)]
    scheme = p("Scheme ", field("SEQ Scheme", "7"), " Title", style="c")
    assert read(scheme, styles=styles) == [("caption", "Scheme 7", "Title")]


def test_a_list_that_word_numbers_itself_has_its_labels() -> None:
    numbering = numbers(level(0, "[%1]"))
    counted = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    body = p("References", style="Heading1") + p("ALDER A.", more=counted) + p("BIRCH B.", more=counted)
    assert read(body, numbering=numbering)[1:] == [("reference", "[1]", "ALDER A."), ("reference", "[2]", "BIRCH B.")]


def test_front_matter_ends_where_the_text_begins() -> None:
    styles = DEFAULTS + style_of("t", "Title") + style_of("b", "Body Text") + style_of("h", "heading 1")
    body = p("Title", style="t") + p("Author") + p("摘要", style="h") + p("Words") + p("Text", style="b") + p("More")
    kinds = [kind for kind, _, _ in read(body + p("1 Intro", style="h"), styles=styles)]
    assert kinds == ["front", "front", "front", "front", "paragraph", "paragraph", "heading"]
    cited = p("Title", style="t") + p("Author") + p("Text[1].") + p("Intro", style="h") + p("Late", style="t")
    assert [kind for kind, _, _ in read(cited, styles=styles)] == [
        "front",
        "front",
        "paragraph",
        "heading",
        "paragraph",
    ]
    plain = p("Title", style="t") + p("Text") + p("Text")
    assert [kind for kind, _, _ in read(plain, styles=styles)] == ["front", "paragraph", "paragraph"]


# --- runs, fields, links ---------------------------------------------------------------------------------------------


def test_runs_that_a_program_cut_are_one() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    cut = p(
        '<w:r w:rsidR="00A1"><w:t xml:space="preserve">修</w:t></w:r><w:proofErr w:type="spellStart"/>',
        "复",
        r("[", up),
        f'<w:hyperlink w:anchor="a">{r("1", up)}</w:hyperlink>',
        f'<w:hyperlink w:anchor="a"><w:proofErr w:type="spellEnd"/>{r("2", up)}</w:hyperlink>',
        r(" ", up),
        r("]", up),
        '<w:r><w:lastRenderedPageBreak/><w:t xml:space="preserve"> 。</w:t></w:r>',
    ) + mark("a", p("[12] ALDER", style="Bibliography"))
    reading = docx.read(document(cut))
    block = reading.blocks[0]
    assert block.text == "修复[12 ] 。"
    assert [(item.start, item.end, item.kind) for item in block.marks] == [(2, 7, "superscript")]
    assert whither(reading, block) == [(3, 5, "[12]")]


REFERRED = mark("ref-1", p("[1] ALDER", style="Bibliography"))


@pytest.mark.parametrize(
    "way",
    [
        f'<w:hyperlink w:anchor="ref-1">{r("1")}</w:hyperlink>',
        f'<w:hyperlink w:anchor="REF-1">{r("1")}</w:hyperlink>',
        f'<w:hyperlink r:id="here">{r("1")}</w:hyperlink>',
        field("REF ref-1 \\h", "1"),
        field("REF ref-1 \\r \\h \\* MERGEFORMAT", "1"),
        field('HYPERLINK \\l "ref-1"', "1"),
        field('HYPERLINK  \\l “ref-1” \\o "a tip"', "1"),
        field('HYPERLINK "#ref-1"', "1"),
        f'<w:fldSimple w:instr=" REF ref-1 \\h ">{r("1")}</w:fldSimple>',
        f"<w:fldSimple w:instr=' HYPERLINK \\l \"ref-1\" '>{r('1')}</w:fldSimple>",
        f"<w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>{field('REF ref-1', '1')}</w:sdtContent></w:sdt></w:smartTag>",
        field("IF 1 = 2 ", field("REF ref-1", "1")),
        field("ADDIN ZOTERO_ITEM CSL_CITATION {...}", f'<w:hyperlink w:anchor="ref-1">{r("1")}</w:hyperlink>'),
    ],
)
def test_a_number_leads_to_its_item_by_any_kind_of_link(way: str) -> None:
    reading = docx.read(document(p("[", way, "]") + REFERRED, related=(("hyperlink", "#ref-1", "here"),)))
    assert reading.blocks[0].text == "[1]"
    assert whither(reading, reading.blocks[0]) == [(1, 2, "[1]")]
    assert reading.faults == ()


def test_links_lead_to_the_block_in_which_their_bookmark_begins() -> None:
    def led(body: str) -> list[tuple[int, int, str]]:
        reading = docx.read(document(p(f'<w:hyperlink w:anchor="a">{r("go")}</w:hyperlink>') + body))
        assert reading.faults == ()
        return whither(reading, reading.blocks[0])

    start, end = '<w:bookmarkStart w:id="4" w:name="a"/>', '<w:bookmarkEnd w:id="4"/>'
    assert led(p("before") + start + p("at") + end)[0][2] == "at"
    assert led(p("before") + p(start, end) + p("at"))[0][2] == "at"
    assert led(p("at", start, end) + p("after"))[0][2] == "at"
    assert led(p("before") + table(("x", "y")).replace("<w:tr>", f"{start}<w:tr>") + end)[0][2] == "x"
    assert led(p("last") + start + end)[0][2] == "last"
    # Of two of one name the first counts, and one without an end is none.
    assert led('<w:bookmarkStart w:id="9" w:name="a"/>' + p("before") + start + p("at") + end)[0][2] == "at"


def test_links_lead_outside() -> None:
    related = (("hyperlink", "https://example.org/?a=b", "out"),)
    for way in (
        f'<w:hyperlink r:id="out">{r("x")}</w:hyperlink>',
        field('HYPERLINK "https://example.org/?a=b"', "x"),
    ):
        assert [link.target for link in docx.read(document(p(way), related=related)).blocks[0].links] == [
            "https://example.org/?a=b"
        ]
    at = f'<w:hyperlink r:id="out" w:anchor="part">{r("x")}</w:hyperlink>'
    assert docx.read(document(p(at), related=related)).blocks[0].links[0].target == "https://example.org/?a=b#part"


def test_a_field_that_became_text_is_text() -> None:
    assert read(p("见图1[1]。")) == [("paragraph", "", "见图1[1]。")]


def test_half_a_field_hides_nothing() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    code = "<w:r><w:instrText>REF a</w:instrText></w:r>"
    assert read(p("a", begin, code, "b") + p("c")) == [("paragraph", "", "ab"), ("paragraph", "", "c")]
    assert read(p("a", end, "b")) == [("paragraph", "", "ab")]
    assert read(p("a", begin, code, end, "b")) == [("paragraph", "", "ab")]


def test_a_table_of_contents_is_no_text() -> None:
    entry = f'<w:hyperlink w:anchor="a">{r("1")}<w:r><w:tab/></w:r>{r("Methods")}<w:r><w:tab/></w:r>'
    entry += field("PAGEREF a \\h", "3") + "</w:hyperlink>"
    field_of = field('TOC \\o "1-3" \\h', entry)
    contents = p("目录", style="TOCHeading") + p(field_of) + mark("a", p("Methods", style="Heading1"))
    reading = docx.read(document(contents))
    assert shown(reading) == [("contents", "", "目录"), ("contents", "1", "Methods"), ("heading", "", "Methods")]
    assert whither(reading, reading.blocks[1]) == [(0, 7, "Methods")]
    control = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    assert read(f"{control}<w:sdtContent>{p('Methods 3')}</w:sdtContent></w:sdt>") == [("contents", "", "Methods")]


# --- what is shown ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a b"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>", "a b c"),
        ("<w:r><w:t> a </w:t></w:r><w:r><w:t> b </w:t></w:r>", "ab"),
        ("<w:r><w:t>IL</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>", "IL‑1"),
        ("<w:r><w:t>bio</w:t><w:softHyphen/><w:t>me\xaddical</w:t></w:r>", "biomedical"),
        ('<w:r><w:t>IL-1</w:t><w:sym w:font="Symbol" w:char="F062"/></w:r>', "IL-1β"),
        ('<w:r><w:sym w:font="Symbol" w:char="00B1"/></w:r>', "±"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', OBJECT),
        ('<w:r><w:sym w:font="Times" w:char="00E9"/><w:sym w:char="x"/></w:r>', "é"),
        (r("e") + r("\u0301"), "é"),
        (f"<w:smartTag>{r('a')}</w:smartTag><w:customXml>{r('b')}</w:customXml>", "ab"),
        (f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{r('a')}</w:sdtContent></w:sdt>", "a"),
        (f"<w:dir>{r('a')}</w:dir><w:bdo>{r('b')}</w:bdo>", "ab"),
        ("<w:r><w:ruby><w:rt>" + r("han") + "</w:rt><w:rubyBase>" + r("汉") + "</w:rubyBase></w:ruby></w:r>", "汉"),
        (f'a<w:commentRangeStart w:id="0"/>{r("b")}<w:commentRangeEnd w:id="0"/>'
         '<w:r><w:commentReference w:id="0"/></w:r>'.removeprefix("a"), "b"),
        (f"<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>{r('y')}", f"{OBJECT}y"),
        (f"{r('x')}{picture('a picture')}{r('y')}", f"x{OBJECT}y"),
        (f"<w:foreign>{r('kept')}</w:foreign>", "kept"),
    ],
)  # fmt: skip
def test_what_stands_for_characters_is_read_as_them(content: str, text: str) -> None:
    assert read(p(content)) == [("paragraph", "", text)]


def test_one_of_several_contents_is_read() -> None:
    choice = f'<mc:AlternateContent><mc:Choice Requires="wps">{r("new")}</mc:Choice><mc:Fallback>{r("old")}</mc:Fallback></mc:AlternateContent>'
    assert read(p("a", choice)) == [("paragraph", "", "anew")]
    inside = "<w:r><w:rPr><w:b/></w:rPr>" + choice.replace(r("new"), "<w:t>new</w:t>").replace(
        r("old"), "<w:t>old</w:t>"
    )
    reading = docx.read(document(p("a", inside + "</w:r>")))
    assert [(block.text, len(block.marks)) for block in reading.blocks] == [("anew", 1)]
    fallback = f"<mc:AlternateContent><mc:Fallback>{p('old')}</mc:Fallback></mc:AlternateContent>"
    assert read(fallback + p("a")) == [("paragraph", "", "old"), ("paragraph", "", "a")]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    boxed = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
    shape = f'<w:drawing><wp:anchor><wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>{boxed}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>'
    older = f"<w:pict><v:shape><v:textbox>{boxed}</v:textbox></v:shape></w:pict>"
    choice = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>'
    body = p("before", choice, "after") + p("next")
    assert read(body) == [("paragraph", "", text) for text in ("beforeafter", "boxed", "next")]
    assert [block.place() for block in docx.read(document(body)).blocks] == [
        Place(paragraph=number) for number in (1, 1, 2)
    ]


def test_a_picture_that_is_the_paragraph_is_a_figure() -> None:
    assert read(p(picture("one"), " ", picture("two"))) == [("figure", "", "one"), ("figure", "", "two")]
    assert read(p("text", picture("floating", frame="anchor"))) == [
        ("paragraph", "", "text"),
        ("figure", "", "floating"),
    ]
    older = '<w:r><w:pict><v:shape alt="old"><v:imagedata/></v:shape></w:pict></w:r>'
    assert read(table((p(older),))) == [("figure", "", "old")]
    rule = '<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>'
    assert read(p(rule) + p("a")) == [("paragraph", "", "a")]


def test_an_equation_is_a_formula_with_its_number() -> None:
    math = "<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></m:oMathPara>"
    tab = "<w:r><w:tab/></w:r>"
    assert read(p(tab, math, tab, "(1)")) == [("equation", "(1)", OBJECT)]
    assert read(p(math, "（2-1）")) == [("equation", "（2-1）", OBJECT)]
    assert read(p(math)) == [("paragraph", "", OBJECT)]
    assert read(p("where ", math)) == [("paragraph", "", f"where {OBJECT}")]
    typed = '<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID="Equation.DSMT4"/></w:object></w:r>'
    assert read(p(typed, "(3)")) == [("equation", "(3)", OBJECT)]
    styles = DEFAULTS + style_of("e", "Equation")
    assert read(p(math, style="e"), styles=styles) == [("equation", "", OBJECT)]


def test_notes_stand_behind_the_paragraph_that_calls_them() -> None:
    call = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{}noteReference{} w:id="2"/>{}</w:r>'
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " The note.")}{p("Its end.")}</w:footnote>'
        f'<w:footnote w:id="3">{p("never called")}</w:footnote>'
    )
    end = f'<w:endnote w:id="2">{p("At the end.")}</w:endnote>'
    own = call.format("foot", ' w:customMarkFollows="1"', "<w:t>*</w:t>")
    body = p("a", call.format("end", "", "")) + p("b", call.format("foot", "", ""), "c") + p("d", own)
    reading = docx.read(document(body, footnotes=notes, endnotes=end))
    assert shown(reading) == [
        ("paragraph", "", f"a{OBJECT}"),
        ("paragraph", "", f"b{OBJECT}c"),
        ("footnote", "", "The note."),
        ("footnote", "", "Its end."),
        ("paragraph", "", f"d{OBJECT}"),
        ("footnote", "", "At the end."),
    ]
    assert [whither(reading, reading.blocks[index])[0][2] for index in (0, 1, 4)] == [
        "At the end.",
        "The note.",
        "The note.",
    ]
    assert reading.blocks[2].place() == Place(paragraph=2)
    assert [fault.kind for fault in docx.read(document(body, endnotes=end)).faults] == ["dead-link"] * 2


def test_headers_and_comments_are_no_text() -> None:
    reading = docx.read(
        document(p("text"), header=p("running title"), comments=f'<w:comment w:id="0">{p("no")}</w:comment>')
    )
    assert shown(reading) == [("paragraph", "", "text")]


def test_cells_are_read_row_by_row() -> None:
    assert read(table(("a", p("b") + p("c")), ("", "d"))) == [("cell", "", text) for text in "abcd"]
    nested = table((table(("in",)), "out"))
    assert [text for _, _, text in read(nested)] == ["in", "out"]
    merged = table(("a", "b"), ("c", "d")).replace(f"<w:tc>{p('c')}", f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('c')}")
    assert [text for _, _, text in read(merged)] == ["a", "b", "d"]


# --- how it is set ---------------------------------------------------------------------------------------------------

SET = (
    style_of("Strong", "Strong", kind="character", more="<w:rPr><w:b/></w:rPr>")
    + style_of("Em", "强调", kind="character", more="<w:rPr><w:i/></w:rPr>")
    + style_of("Up", "Raised", kind="character", more='<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>')
    + style_of("Upper", "Mine", based_on="Up", kind="character")
    + style_of("Bold", "All bold", more="<w:rPr><w:b/><w:i/></w:rPr>")
)


@pytest.mark.parametrize(
    ("properties", "style", "wanted"),
    [
        ("<w:b/>", "", ["strong"]),
        ('<w:b w:val="0"/>', "", []),
        ('<w:b w:val="false"/>', "", []),
        ('<w:i w:val="on"/>', "", ["emphasis"]),
        ("<w:bCs/><w:iCs/>", "", []),
        ('<w:rStyle w:val="Strong"/>', "", ["strong"]),
        ('<w:rStyle w:val="Strong"/><w:b w:val="0"/>', "", []),
        ('<w:rStyle w:val="Em"/>', "", ["emphasis"]),
        ('<w:rStyle w:val="NotThere"/>', "", []),
        ('<w:rStyle w:val="Upper"/>', "", ["superscript"]),
        ('<w:rStyle w:val="Upper"/><w:vertAlign w:val="baseline"/>', "", []),
        ('<w:vertAlign w:val="subscript"/>', "", ["subscript"]),
        ('<w:position w:val="8"/><w:sz w:val="14"/>', "", ["superscript"]),
        ('<w:position w:val="-6"/><w:sz w:val="14"/>', "", ["subscript"]),
        ('<w:position w:val="8"/>', "", []),
        ("", "Bold", []),
        ("<w:b/>", "Bold", ["strong"]),
        ('<w:rStyle w:val="Em"/>', "Bold", []),  # what is set twice toggles: it stands upright among slanted words
        ("<w:b/><w:i/>", "", ["strong", "emphasis"]),
    ],
)
def test_a_mark_is_what_is_really_set(properties: str, style: str, wanted: list[str]) -> None:
    reading = docx.read(document(p("a ", r("b c", properties), " d", style=style), styles=DEFAULTS + SET))
    block = reading.blocks[0]
    assert [item.kind for item in block.marks] == wanted
    assert all((item.start, item.end) == (2, 5) for item in block.marks)


def test_a_heading_that_is_bold_as_a_whole_has_no_mark() -> None:
    bold = docx.read(document(p(r("Methods", "<w:b/>"), style="Heading1")))
    assert bold.blocks[0].marks == ()


def test_the_language_is_that_of_the_first_words() -> None:
    both = '<w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{both}</w:rPr></w:rPrDefault></w:docDefaults>"
    reading = docx.read(document(p("words") + p("文字") + p(r("mots", '<w:lang w:val="fr"/>')), styles=styles))
    assert [block.language for block in reading.blocks] == ["en-GB", "zh-CN", "fr"]


# --- tracked changes -------------------------------------------------------------------------------------------------

BY = 'w:id="1" w:author="虚构人" w:date="2026-01-01T00:00:00Z"'


def inserted(content: str, tag: str = "ins") -> str:
    return f"<w:{tag} {BY}>{content}</w:{tag}>"


def deleted(text: str) -> str:
    return inserted(r(text, tag="delText"), "del")


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        (p("a[", deleted("1"), inserted(r("2")), "]"), ["a[2]"], ["a[1]"]),
        (p("a", inserted(r("b") + deleted("c"))), ["ab"], ["a"]),
        (p("a ", inserted(r("x"), "moveFrom"), "b ", inserted(r("x"), "moveTo")), ["a b x"], ["a xb"]),
        (p(inserted(r("all"))) + p("b"), ["all", "b"], ["b"]),
        (p("a", more=f"<w:rPr>{inserted('')}</w:rPr>") + p("b"), ["a", "b"], ["ab"]),
        (p("a", more=f"<w:rPr>{inserted('', 'del')}</w:rPr>") + p("b") + p("c"), ["ab", "c"], ["a", "b", "c"]),
        (p(deleted("a"), more=f"<w:rPr>{inserted('', 'del')}</w:rPr>") + p("b"), ["b"], ["a", "b"]),
        (p("a", more=f"<w:rPr>{inserted('', 'del')}</w:rPr>") + table(("b",)), ["a", "b"], ["a", "b"]),
        (
            table(("a",), ("b",)).replace("<w:tr>", f"<w:tr><w:trPr>{inserted('')}</w:trPr>", 1),
            ["a", "b"],
            ["b"],
        ),
        (
            table(("a",), ("b",)).replace("<w:tr>", f"<w:tr><w:trPr>{inserted('', 'del')}</w:trPr>", 1),
            ["b"],
            ["a", "b"],
        ),
        (
            table(("a", "b")).replace("<w:tc>", f"<w:tc><w:tcPr>{inserted('', 'cellDel')}</w:tcPr>", 1),
            ["b"],
            ["a", "b"],
        ),
        (p(inserted("<m:oMath/>"), "a"), [f"{OBJECT}a"], ["a"]),
        (p(deleted("see "), inserted(field("REF a", "1"))), ["1"], ["see"]),
        (p("a", r("stray", tag="delText")), ["a"], ["astray"]),
    ],
)
def test_tracked_changes_are_read_as_made_or_as_never_made(body: str, accepted: list[str], rejected: list[str]) -> None:
    assert [text for _, _, text in read(body)] == accepted
    assert [text for _, _, text in read(body, changes="rejected")] == rejected


def test_a_tracked_change_of_the_look_can_be_undone() -> None:
    bold = r("a", f"<w:b/><w:rPrChange {BY}><w:rPr><w:i/></w:rPr></w:rPrChange>")
    was = f'<w:pPrChange {BY}><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange>'
    data = document(p("x ", bold) + p("b", more=was))
    made, unmade = docx.read(data), docx.read(data, "rejected")
    assert [item.kind for item in made.blocks[0].marks] == ["strong"]
    assert [item.kind for item in unmade.blocks[0].marks] == ["emphasis"]
    assert [reading.blocks[1].kind for reading in (made, unmade)] == ["paragraph", "heading"]


def test_who_changed_what_is_told() -> None:
    other = 'w:id="2" w:author="Another Invented"'
    body = p(
        "a", inserted(r("b")), deleted("c"), f"<w:ins {other}>{r('d')}</w:ins>", r("e", f"<w:b/><w:rPrChange {BY}/>")
    )
    for changes, stretches in (
        ("accepted", [(1, 2, 0), (2, 2, 1), (2, 3, 2)]),
        ("rejected", [(1, 1, 0), (1, 2, 1), (2, 2, 2)]),
    ):
        reading = docx.read(document(body), changes)
        assert [(item.kind, item.author, item.date[:4], item.words) for item in reading.revisions] == [
            ("insertion", "虚构人", "2026", "b"),
            ("deletion", "虚构人", "2026", "c"),
            ("insertion", "Another Invented", "", "d"),
            ("look", "虚构人", "2026", ""),
        ]
        assert reading.blocks[0].touched == tuple(Touch(*stretch) for stretch in stretches)


# --- form ------------------------------------------------------------------------------------------------------------


def faults(data: bytes) -> list[tuple[str, str]]:
    return [(fault.kind, fault.detail) for fault in docx.read(data).faults]


@pytest.mark.parametrize(
    ("data", "kind", "detail"),
    [
        (document(mark("a", p("1")) + mark("A", p("2"), "2")), "duplicate-id", "A"),
        (document(mark("a", p("1")) + mark("b", p("2"))), "duplicate-id", "1"),
        (document(p(f'<w:hyperlink w:anchor="gone">{r("1")}</w:hyperlink>')), "dead-link", "#gone"),
        (document(p(field("REF gone \\h", "1"))), "dead-link", "#gone"),
        (document(p(f'<w:hyperlink r:id="rId9">{r("1")}</w:hyperlink>')), "missing-part", "rId9"),
        (document(p(picture("x", embed="rId9"))), "missing-part", "rId9"),
        (document(p("1"), related=(("image", "media/a.png", "rId9"),)), "missing-part", "word/media/a.png"),
        (document(p("1"), files={"[Content_Types].xml": None}), "missing-part", "[Content_Types].xml"),
        (
            document(p("1"), related=(("image", "https://example.org/a.png", "rId9"),)),
            "external-resource",
            "https://example.org/a.png",
        ),
        (
            document(
                p("1"),
                settings="",
                files={
                    "word/_rels/settings.xml.rels": relationships(("attachedTemplate", "file:///C:/a.dotx", "rId1"))
                },
            ),
            "external-resource",
            "file:///C:/a.dotx",
        ),
        (
            document(p(field('INCLUDEPICTURE "https://example.org/a.png" \\d', "1"))),
            "external-resource",
            'INCLUDEPICTURE "https://example.org/a.png" \\d',
        ),
        (document(p(field("LINK Excel.Sheet.12 C:\\a.xlsx", "1"))), "external-resource", "LINK Excel.Sheet.12 C:\\a.xlsx"),
        (document(p("a", r("secret ", "<w:vanish/>"), r("words", "<w:vanish/>"))), "hidden-text", "secret words"),
        (document(p("a", r("white", '<w:color w:val="ffffff"/>'))), "hidden-text", "white"),
        (document(p("a", r("white", '<w:color w:val="000000" w:themeColor="background1"/>'))), "hidden-text", "white"),
        (document(p("a", r("tiny", '<w:sz w:val="2"/>'))), "hidden-text", "tiny"),
        (document(p("a 外泌体 b"), styles=""), "unset-font", "外泌体"),
        (document(p("外"), styles="", files={"word/styles.xml": "<w:styles"}), "unset-font", "外"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_document_by_itself_is_told(data: bytes, kind: str, detail: str) -> None:
    assert (kind, detail) in faults(data)
    assert len(faults(data)) == 1 + (b"<w:styles" in data and b"</w:styles>" not in data)


def test_hidden_text_is_no_text_and_white_text_is() -> None:
    hidden = style_of("h", "Hidden", kind="character", more="<w:rPr><w:vanish/></w:rPr>")
    assert read(p("a", r("b", '<w:rStyle w:val="h"/>')), styles=DEFAULTS + hidden) == [("paragraph", "", "a")]
    assert read(p("a", r("b", '<w:color w:val="FFFFFF"/>'))) == [("paragraph", "", "ab")]
    row = table(("a",), ("b",)).replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>", 1)
    assert read(row) == [("cell", "", "b")]
    assert faults(document(row)) == [("hidden-text", "a")]


@pytest.mark.parametrize(
    "body",
    [
        p("a", r("b", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>')),
        p("a", r("b", '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>')),
        p(r("b", '<w:color w:val="FFFFFF"/>'), more='<w:shd w:val="clear" w:fill="1F4E79"/>'),
        table((p(r("b", '<w:color w:val="FFFFFF"/>')),)).replace(
            "<w:tc>", '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr>'
        ),
        p(r(" ", '<w:color w:val="FFFFFF"/>'), "a"),
    ],
)
def test_white_letters_on_a_colour_can_be_seen(body: str) -> None:
    assert faults(document(body)) == []


THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:majorFont><a:latin typeface="L"/><a:ea typeface=""/></a:majorFont>'
    '<a:minorFont><a:latin typeface="L"/><a:ea typeface="{ea}"/><a:font script="Hans" typeface="{hans}"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)


@pytest.mark.parametrize(
    ("fonts", "ea", "hans", "language", "faulty"),
    [
        ('w:eastAsia="宋体"', "", "", "", ""),
        ('w:ascii="Times"', "", "", "", "汉"),
        ('w:eastAsiaTheme="minorEastAsia"', "", "", "", "汉"),
        ('w:eastAsiaTheme="minorEastAsia"', "宋体", "", "", ""),
        ('w:eastAsiaTheme="minorEastAsia"', "", "宋体", "zh-CN", ""),
        ('w:eastAsiaTheme="minorEastAsia"', "", "宋体", "ja-JP", "汉"),
        ('w:eastAsiaTheme="minorEastAsia"', "", "宋体", "", "汉"),
        ('w:eastAsiaTheme="majorEastAsia"', "宋体", "宋体", "zh-CN", "汉"),
        ('w:eastAsiaTheme="minorHAnsi"', "宋体", "宋体", "zh-CN", "汉"),
        ('w:eastAsia="宋体" w:eastAsiaTheme="minorHAnsi"', "", "", "", "汉"),
    ],
)
def test_a_theme_has_a_face_for_han_only_if_it_names_one(
    fonts: str, ea: str, hans: str, language: str, faulty: str
) -> None:
    data = document(
        p("汉"),
        styles=f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/></w:rPr></w:rPrDefault></w:docDefaults>",
        settings=f'<w:themeFontLang w:eastAsia="{language}"/>' if language else "",
        related=(("theme", "theme.xml", "theme"),),
        files={"word/theme.xml": THEME.format(ea=ea, hans=hans)},
    )
    assert faults(data) == [("unset-font", text) for text in faulty]


def test_a_font_may_come_from_any_style() -> None:
    font = '<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr>'
    base = style_of("Base", "Base", more=font) + style_of("Own", "Own", based_on="Base")
    base += style_of("Char", "Char", kind="character", more=font) + style_of("Tab", "Tab", kind="table", more=font)
    grid = table((p("三"),)).replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="Tab"/></w:tblPr>')
    body = p("一", style="Own") + p(r("二", '<w:rStyle w:val="Char"/>')) + grid
    assert faults(document(body, styles=base)) == []
    # Of each style that has lost its font the first place is named: the others are the same fault.
    body += p("四") + p("五") + p("六", style="Lost")
    assert faults(document(body, styles=base + style_of("Lost", "Lost"))) == [
        ("unset-font", "四"),
        ("unset-font", "六"),
    ]
