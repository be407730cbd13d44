"""DOCX: real Word structures, whose fields and links all lead somewhere."""

from __future__ import annotations

import re

import pytest

from collation.document.numbered import RenderError
from manuscripts import ENGLISH, Build, Outputs, Write

from .readers import Docx, W

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><rect width="96" height="48" fill="#06c"/></svg>'


def test_the_byline_the_affiliation_and_the_abstracts_are_paragraphs_of_their_styles(outputs: Outputs) -> None:
    docx = Docx(outputs.docx)
    assert docx.paragraphs("Title") == ["应用干细胞旁分泌效应治疗膝部骨关节炎的研究进展"]
    assert docx.paragraphs("Author") == ["陈闻波，蔡江瑜，孙亚英，陈俊，陈世益*"]
    assert docx.paragraphs("AuthorSecond") == ["CHEN Wenbo, CAI Jiangyu, SUN Yaying, CHEN Jun, CHEN Shiyi*"]
    affiliations = docx.paragraphs("Affiliation")
    assert affiliations[0].startswith("复旦大学附属华山医院")
    assert affiliations[1] == "* 通信作者：陈世益"
    assert affiliations[2].startswith("Department of Sports Medicine")
    assert docx.paragraphs("AbstractHeading") == ["摘要", "Abstract"]
    assert [text[:2] for text in docx.paragraphs("Abstract")[:4]] == ["目的", "方法", "结果", "结论"]
    assert [text.split()[0] for text in docx.paragraphs("Keywords")] == ["关键词", "Key"]
    assert docx.paragraphs("FrontNote")[0].startswith("说明 本文依据")


def test_the_properties_say_title_authors_and_language(outputs: Outputs) -> None:
    docx = Docx(outputs.docx)
    core = docx.part("docProps/core.xml")
    assert docx.select("string(dc:title)", core) == list("应用干细胞旁分泌效应治疗膝部骨关节炎的研究进展")
    assert "".join(docx.select("string(dc:creator)", core)) == "陈闻波; 蔡江瑜; 孙亚英; 陈俊; 陈世益"
    assert "".join(docx.select("string(dc:language)", core)) == "zh-CN"


def test_captions_count_by_fields_and_the_second_language_repeats_the_number(outputs: Outputs) -> None:
    docx = Docx(outputs.docx)
    codes = [" ".join(code.text.split()) for code in docx.select("//w:instrText")]
    assert [code for code in codes if code.startswith("SEQ")] == [
        r"SEQ 图 \* ARABIC", r"SEQ 图 \c \* ARABIC", r"SEQ 表 \* ARABIC", r"SEQ 表 \c \* ARABIC",
    ]  # fmt: skip
    assert [code for code in codes if code.startswith("REF")] == [
        r"REF Ref_fig_paracrine \h", r"REF Ref_tbl_vesicles \h",
    ]  # fmt: skip
    captions = [*docx.paragraphs("ImageCaption"), *docx.paragraphs("TableCaption"), *docx.paragraphs("CaptionSecond")]
    assert [caption[:4] for caption in captions] == ["图1 干", "表1 细", "Fig.", "Tabl"]


def test_every_field_and_every_link_has_its_bookmark_and_no_bookmark_is_there_twice(outputs: Outputs) -> None:
    docx = Docx(outputs.docx)
    bookmarks = docx.bookmarks
    assert len(bookmarks) == len(set(bookmarks))
    anchors = [link.get(f"{{{W}}}anchor") for link in docx.select("//w:hyperlink[@w:anchor]")]
    assert len(anchors) == 57
    assert set(anchors) <= set(bookmarks)
    for code in docx.select("//w:instrText"):
        if found := re.match(r"\s*REF (\S+)", code.text):
            assert found[1] in bookmarks


def test_each_marker_is_a_link_to_the_paragraph_of_its_item(outputs: Outputs) -> None:
    docx = Docx(outputs.docx)
    for link in docx.select("//w:hyperlink[@w:anchor]"):
        number = docx.words(link)
        assert link.get(f"{{{W}}}anchor") == f"ref-{number}"
        (start,) = docx.select(f"//w:bookmarkStart[@w:name='ref-{number}']")
        paragraph = docx.select("(following::w:p | ancestor::w:p)[last()]", start)
        following = docx.select("following::w:p[1] | ancestor::w:p[1]", start)
        assert paragraph
        assert docx.words(following[0]).startswith(f"[{number}] ")


def test_every_paragraph_style_names_an_east_asian_font_and_headings_are_numbered_by_word(outputs: Outputs) -> None:
    docx = Docx(outputs.docx)
    styles = docx.part("word/styles.xml")
    used = {style.get(f"{{{W}}}val") for style in docx.select("//w:pStyle")}
    for name in used:
        (fonts,) = docx.select(f"//w:style[@w:styleId='{name}']/w:rPr/w:rFonts", styles)
        assert fonts.get(f"{{{W}}}eastAsia") in ("宋体", "黑体")
    assert {"Heading1", "Heading2", "ReferenceItem", "BodyText", "TableCaption"} <= used
    for level in (1, 2):
        assert docx.select(f"//w:style[@w:styleId='Heading{level}']/w:pPr/w:numPr", styles)


def test_the_page_is_a4(outputs: Outputs) -> None:
    docx = Docx(outputs.docx)
    (size,) = docx.select("//w:sectPr/w:pgSz")
    assert (size.get(f"{{{W}}}w"), size.get(f"{{{W}}}h")) == ("11906", "16838")


def test_pictures_have_words_and_no_path(outputs: Outputs) -> None:
    docx = Docx(outputs.docx)
    described = [node.get("descr") for node in docx.select("//wp:docPr | //pic:cNvPr")]
    assert described
    assert all(len(text) > 5 and "/" not in text[:5] for text in described)


def width_in_mm(docx: Docx, index: int = 0) -> float:
    return int(docx.select("//wp:extent/@cx")[index]) / 36000


@pytest.mark.parametrize(
    ("width", "expected"),
    [("", 25.4), (" width=100%", 154.0), (" width=50%", 77.0), (" width=3cm", 30.0), (" width=96px", 25.4)],
)
def test_a_picture_is_as_wide_as_the_author_says_or_as_it_is(
    write: Write, build: Build, width: str, expected: float
) -> None:
    project = write(f'![图](a.svg){{#fig-a alt="虚构的方块"{width}}}\n\n[@one]\n', files={"a.svg": SVG})
    docx = Docx(build(project, "docx")["docx"])
    assert width_in_mm(docx) == pytest.approx(expected, abs=0.3)


def test_a_small_drawing_that_is_shown_large_is_sharp(write: Write, build: Build) -> None:
    project = write('![图](a.svg){#fig-a alt="虚构的方块" width=100%}\n\n[@one]\n', files={"a.svg": SVG})
    docx = Docx(build(project, "docx")["docx"])
    (name,) = [name for name in docx.archive.namelist() if name.endswith(".png")]
    pixels = int.from_bytes(docx.archive.read(name)[16:20])
    assert pixels / (width_in_mm(docx) / 25.4) > 295


def test_numbered_equations_cross_references_to_them_and_notes_are_words_own(write: Write, build: Build) -> None:
    text = """\
见[@eq-a]和[@sec-one][^n]。

$$a = b$$ {#eq-a}

# 一 {#sec-one}

# 二 {.unnumbered #sec-two}

见[@sec-two]。

[^n]: 脚注[@one]。
"""
    docx = Docx(build(write(text), "docx")["docx"])
    assert "见式（1）和1。" in docx.text
    assert docx.select("//m:oMath")
    footnotes = docx.part("word/footnotes.xml")
    assert "脚注[1]。" in [docx.words(item).strip() for item in docx.select("//w:p", footnotes)]
    assert docx.paragraphs("Heading1") == ["一"]
    assert docx.paragraphs("Heading1Unnumbered") == ["二", "参考文献"]
    assert "见二。" in docx.text
    codes = [" ".join(code.text.split()) for code in docx.select("//w:instrText")]
    assert codes == [r"REF Ref_sec_one \r \h"]


def test_an_abstract_in_the_second_language_only_stands_under_its_own_title(write: Write, build: Build) -> None:
    metadata = """\
title: {zh: 虚构的题名, en: An invented title}
authors:
  - name: {zh: 张三, en: ZHANG San}
abstract:
  en: An invented abstract.
keywords:
  zh: [甲, 乙]
  en: [one, two]
note: {en: An invented note.}
"""
    docx = Docx(build(write("甲[@one]\n", metadata=metadata), "docx")["docx"])
    order = [docx.words(item) for item in docx.select("//w:p")]
    expected = [
        "关键词 甲；乙",
        "An invented title",
        "ZHANG San",
        "Abstract",
        "An invented abstract.",
        "Key words one; two",
    ]
    assert [text for text in order if text in expected] == expected
    (note,) = docx.select("//w:p[w:pPr/w:pStyle/@w:val='FrontNote']")
    assert docx.select(".//w:lang/@w:val", note)[-1].startswith("en")


def test_an_english_document_has_no_chinese_letter_of_ours(write: Write, build: Build) -> None:
    metadata = ENGLISH + "    corresponding: true\n    email: ann@example.org\n  - name: {en: Bob Birch}\n"
    docx = Docx(build(write("# Methods\n\nCells [@one].\n", metadata=metadata), "docx")["docx"])
    assert docx.paragraphs("Author") == ["Ann Alder*, Bob Birch"]
    assert docx.paragraphs("Affiliation") == ["* Corresponding author: Ann Alder, ann@example.org"]
    assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", docx.text)


def test_a_fault_in_the_look_is_a_message(write: Write, build: Build) -> None:
    project = write("甲[@one]\n")
    (project.root / "styles").mkdir()
    (project.root / "styles" / "docx.yaml").write_text("page: {width: wide}\n", encoding="utf-8")
    with pytest.raises(RenderError, match="look"):
        build(project, "docx")
    (project.root / "styles" / "docx.yaml").write_text("page: [\n", encoding="utf-8")
    with pytest.raises(RenderError, match=r"styles/docx\.yaml"):
        build(project, "docx")
