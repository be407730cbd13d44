"""Pandoc's document is walked, read and built as its JSON has it."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation import pandoc, tree
from collation.tree import Element

SOURCE = """\
# 题 {#sec-a .b number=1}

甲*乙*^[注[@a]]“丙”`丁`$x$[戊](u)~己~ [@b, p. 3]

> - 庚
>
>   1. 辛

| 壬 |
|----|
| 癸 |

: 表 {#tbl-a}

![图](f.png){#fig-a}

Term
:   Definition

| line
| block
"""


def test_plain_text_is_what_a_reader_sees() -> None:
    blocks = pandoc.read("甲*乙*^[注]“丙”`丁`$x$[戊](u)~己~ [@b]\\\n'q' <b>庚</b> ~~辛~~ [壬]{.smallcaps}")["blocks"]
    assert tree.plain_text(blocks[0]["c"]) == "甲乙“丙”丁x戊己 [@b] ‘q’ 庚 辛 壬"


def test_plain_text_is_split_into_words_and_spaces() -> None:
    assert tree.text("a  b") == [tree.string("a"), {"t": "Space"}, {"t": "Space"}, tree.string("b")]
    assert tree.text("") == []


@given(st.text("ab 甲\n"))
def test_text_that_is_built_reads_back(value: str) -> None:
    assert tree.plain_text(tree.text(value)) == value


def test_attributes_are_built_and_read_back() -> None:
    attribute = tree.attributes("a", ["b"], caption_en="c")
    assert attribute == ["a", ["b"], [["caption-en", "c"]]]
    for element in (tree.span(attribute, []), tree.div(attribute, []), {"t": "Header", "c": [1, attribute, []]}):
        assert tree.attribute_of(element) == attribute
        assert tree.pairs(element) == {"caption-en": "c"}


def test_what_is_built_is_a_document_that_pandoc_writes() -> None:
    inlines = [
        *tree.text("甲 乙"),
        tree.span(tree.attributes("s", ["c"], k="v"), tree.text("丙")),
        tree.link(tree.text("丁"), "#s"),
        tree.link([], "#t", tree.attributes("", ["x"])),
        tree.wrapped("Superscript", tree.text("2")),
        tree.raw_inline("html", "<br>"),
    ]
    document = tree.document(
        [tree.div(tree.attributes("d"), [tree.paragraph(inlines)]), tree.raw_block("html", "<hr>")]
    )
    assert pandoc.write(document, "html").data.decode() == (
        '<div id="d">\n<p>甲 乙<span id="s" class="c" data-k="v">丙</span><a href="#s">丁</a><a href="#t" class="x"></a>'
        "<sup>2</sup><br></p>\n</div>\n<hr>"
    )


def test_every_element_is_met_in_the_order_of_the_document() -> None:
    blocks = pandoc.read(SOURCE)["blocks"]
    words = [item["c"] for item in tree.elements(blocks) if item["t"] == "Str"]
    assert "".join(words).startswith("题甲乙注")
    assert [
        item["t"] for item in tree.elements(blocks) if item["t"] in ("Header", "Table", "Figure", "DefinitionList")
    ] == [
        "Header",
        "Table",
        "Figure",
        "DefinitionList",
    ]


def upper(inlines: list[Element]) -> list[Element]:
    return [tree.string(item["c"].upper()) if item["t"] == "Str" else item for item in inlines]


def test_inlines_are_changed_wherever_they_stand() -> None:
    blocks = pandoc.read("a *b* ^[c [d](u)]\n\n> - e\n\n|f|\n|-|\n|g|\n\n: h\n\n![i](p)\n\nj\n: k\n\n| l\n")["blocks"]
    changed = tree.map_inlines(blocks, upper)
    words = [item["c"] for item in tree.elements(changed) if item["t"] == "Str"]
    assert sorted(set(words)) == list("ABCDEFGHIJKL")


def test_inner_inlines_are_changed_before_outer_ones() -> None:
    seen: list[str] = []

    def change(inlines: list[Element]) -> list[Element]:
        seen.append(tree.plain_text(inlines))
        return inlines

    tree.map_inlines(pandoc.read("a *b **c***")["blocks"], change)
    assert seen == ["c", "b c", "a b c"]


@pytest.mark.parametrize("kind", ["inlines", "blocks"])
def test_the_document_that_is_given_stays_as_it_is(kind: str) -> None:
    blocks = pandoc.read(SOURCE)["blocks"]
    before = copy.deepcopy(blocks)
    if kind == "inlines":
        assert tree.map_inlines(blocks, upper) != before
    else:
        assert tree.map_blocks(blocks, lambda block: [] if block["t"] == "Header" else None) != before
    assert blocks == before


def test_a_change_of_nothing_changes_nothing() -> None:
    blocks = pandoc.read(SOURCE)["blocks"]
    assert tree.map_inlines(blocks, lambda inlines: inlines) == blocks
    assert tree.map_blocks(blocks, lambda block: None) == blocks


def test_blocks_are_replaced_wherever_they_stand_and_not_visited_again() -> None:
    def change(block: Element) -> list[Element] | None:
        if block["t"] != "BlockQuote":
            return None
        return [tree.paragraph(tree.text("一")), *block["c"]]

    blocks = tree.map_blocks(
        pandoc.read("> 甲\n\n- 乙\n\n  > 丙\n  >\n  > > 丁\n\n戊^[\n己]\n\n[^1]\n\n[^1]: > 庚\n")["blocks"], change
    )
    kinds = [item["t"] for item in tree.elements(blocks)]
    assert kinds.count("BlockQuote") == 1, "what a change returns stays as it is"
    words = "".join(item["c"] for item in tree.elements(blocks) if item["t"] == "Str")
    assert words == "一甲乙一丙丁戊己一庚"


def test_a_block_may_be_removed_or_doubled() -> None:
    blocks = pandoc.read("甲\n\n- 乙\n\n  丙\n")["blocks"]
    gone = tree.map_blocks(blocks, lambda block: [] if "乙" in str(block["c"]) and block["t"] == "Para" else None)
    assert "".join(item["c"] for item in tree.elements(gone) if item["t"] == "Str") == "甲丙"
    twice = tree.map_blocks(blocks, lambda block: [block, block] if block["t"] == "Para" else None)
    assert "".join(item["c"] for item in tree.elements(twice) if item["t"] == "Str") == "甲甲乙乙丙丙"


@pytest.mark.parametrize(
    ("value", "literal"),
    [("甲", '"甲"'), ('a"b', '"a\\"b"'), ("a\\b", '"a\\\\b"'), ("a\nb", '"a b"'), ("", '""'), ('\\"', '"\\\\\\""')],
)
def test_a_text_is_quoted_for_typst(value: str, literal: str) -> None:
    assert tree.quoted(value) == literal
