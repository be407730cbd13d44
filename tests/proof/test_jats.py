"""An article in JATS read back says what its tags say (all works and persons are invented)."""

from __future__ import annotations

import pytest

from collation.proof import jats
from collation.proof.reading import OBJECT, Reading, UnreadableOutputError

ARTICLE = """\
<article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="zh">
<front><article-meta>
<title-group><article-title>虚构的<italic>题名</italic></article-title>
<trans-title-group xml:lang="en"><trans-title>An invented title</trans-title></trans-title-group></title-group>
<contrib-group><contrib contrib-type="author"><name-alternatives>
<name name-style="western" xml:lang="en"><surname>Zhang</surname><given-names>San</given-names></name>
<name name-style="eastern" xml:lang="zh"><surname>张</surname><given-names>三</given-names></name>
</name-alternatives></contrib></contrib-group>
<author-notes><fn fn-type="coi-statement"><p>无。</p></fn></author-notes>
<abstract><sec><title>目的</title><p>摘要。</p></sec></abstract>
<kwd-group><kwd>软骨</kwd></kwd-group>
</article-meta></front>
<body>{body}</body>
<back><ref-list id="refs"><title>参考文献</title>
<ref id="ref-1"><label>[1]</label><citation-alternatives>
<mixed-citation>ALDER A. First invented work[J].</mixed-citation>
<element-citation><person-group person-group-type="author"><name><surname>Alder</surname></name></person-group>
<article-title>First invented work</article-title><year>2001</year><pub-id pub-id-type="doi">10.1000/1</pub-id>
</element-citation></citation-alternatives></ref>
</ref-list></back></article>"""


def read(body: str, companions: tuple[str, ...] | None = None) -> Reading:
    return jats.read(ARTICLE.replace("{body}", body).encode(), companions)


def shown(reading: Reading) -> list[tuple[str, str, str]]:
    return [(block.kind, block.label, block.text) for block in reading.blocks if block.kind != "front"]


TAIL = [
    ("heading", "", "利益冲突"),
    ("paragraph", "", "无。"),
    ("heading", "", "参考文献"),
    ("reference", "[1]", "ALDER A. First invented work[J]."),
]


def test_what_stands_before_the_text_is_told_with_names_in_the_articles_language_first() -> None:
    reading = read("")
    front = [block.text for block in reading.blocks if block.kind == "front"]
    assert front == ["虚构的题名", "An invented title", "张三", "San Zhang", "目的", "摘要。", "软骨"]
    assert (reading.metadata.title, reading.metadata.authors) == ("虚构的题名", ("张三",))
    assert (reading.metadata.language, reading.metadata.keywords) == ("zh", ("软骨",))
    assert shown(reading) == TAIL


def test_sections_nest_and_markers_lead_to_their_items() -> None:
    body = (
        '<sec id="a"><label>1</label><title>甲</title><p>词<sup id="cite-1">[<xref ref-type="bibr" rid="ref-1">1</xref>]'
        '</sup>。</p><sec id="b"><label>1.1</label><title>乙</title><p>见<xref ref-type="sec" rid="a">1</xref>。</p></sec></sec>'
    )
    reading = read(body)
    assert shown(reading)[:4] == [
        ("heading", "1", "甲"),
        ("paragraph", "", "词[1]。"),
        ("heading", "1.1", "乙"),
        ("paragraph", "", "见1。"),
    ]
    start = next(index for index, block in enumerate(reading.blocks) if block.kind == "heading")
    heading, marked, nested, referring = reading.blocks[start : start + 4]
    assert (heading.level, nested.level) == (1, 2)
    assert reading.blocks[marked.links[0].target].kind == "reference"
    assert referring.links[0].target == start
    assert [(mark.start, mark.end, mark.kind) for mark in marked.marks] == [(1, 4, "superscript")]
    assert marked.place(2).anchor == "cite-1"


def test_figures_tables_formulas_and_notes_are_told_apart() -> None:
    body = (
        '<p>式<inline-formula><tex-math>x</tex-math></inline-formula><xref ref-type="fn" rid="fn1">1</xref></p>'
        '<fig id="f"><label>图1</label><label xml:lang="en">Fig. 1</label><caption><p>图题</p></caption>'
        '<caption xml:lang="en"><p>A caption</p></caption><graphic xlink:href="a.png"><alt-text>所见</alt-text></graphic></fig>'
        '<disp-formula id="e"><label>(1)</label><tex-math>x</tex-math></disp-formula>'
        '<table-wrap id="t"><label>表1</label><caption><p>表题</p></caption><table><tbody><tr><td>一</td><td>二</td></tr>'
        '</tbody></table><table-wrap-foot><fn id="fn1"><label>1</label><p>注</p></fn></table-wrap-foot></table-wrap>'
    )
    assert shown(read(body, ("a.png",))) == [
        ("paragraph", "", f"式{OBJECT}{OBJECT}"),
        ("figure", "", "所见"),
        ("caption", "图1", "图题"),
        ("caption", "Fig. 1", "A caption"),
        ("equation", "(1)", OBJECT),
        ("caption", "表1", "表题"),
        ("cell", "", "一"),
        ("cell", "", "二"),
        *TAIL,
        ("footnote", "1", "注"),
    ]


def test_the_data_for_programs_are_read_apart() -> None:
    (record,) = read("").records
    assert record.label == "[1]"
    assert dict(record.data) == {
        "author": "Alder",
        "article-title": "First invented work",
        "year": "2001",
        "doi": "10.1000/1",
    }


def test_authors_of_every_form_are_data_of_an_item() -> None:
    others = "<string-name>阿不都·肉孜</string-name><collab>虚构协作组</collab><etal/></person-group>"
    (record,) = jats.read(ARTICLE.replace("</person-group>", others).encode()).records
    assert [value for name, value in record.data if name == "author"] == [
        "Alder",
        "阿不都·肉孜",
        "虚构协作组",
        "others",
    ]


@pytest.mark.parametrize(
    ("body", "kind", "detail"),
    [
        ('<p id="a">1</p><p id="a">2</p>', "duplicate-id", "a"),
        ('<p><xref rid="nowhere">1</xref></p>', "dead-link", "#nowhere"),
        (
            '<p><inline-graphic xlink:href="https://example.org/a.png"/></p>',
            "external-resource",
            "https://example.org/a.png",
        ),
        ('<p><inline-graphic xlink:href="b.png"/></p>', "missing-part", "the file b.png"),
    ],
)
def test_what_is_wrong_with_an_article_by_itself_is_told(body: str, kind: str, detail: str) -> None:
    assert [(fault.kind, fault.detail) for fault in read(body, ("a.png",)).faults] == [(kind, detail)]


@pytest.mark.parametrize("data", [b"", b"<article>", b"<html/>", b"\0", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_what_is_no_article_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UnreadableOutputError, match=r"well-formed|no JATS"):
        jats.read(data)


def test_the_numbers_that_a_list_says_count_on() -> None:
    items = "".join(f"<list-item><label>{number}.</label><p>一</p></list-item>" for number in (3, 4, 7))
    found = read(f'<list list-type="order">{items}</list>')
    assert [fault.detail for fault in found.faults] == ["the number 7. in a list, behind 4."]
