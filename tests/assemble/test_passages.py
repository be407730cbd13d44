"""The blocks of Markdown are cut where pandoc cuts them, and every passage knows where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from collation.assemble import passages

from . import generators


def found(text: str) -> list[tuple[str, str]]:
    return [(passage.context, passage.text) for passage in passages.read(text).passages]


BLOCKS = {
    # paragraphs
    "甲\n乙\n\n丙": [("body", "甲\n乙"), ("body", "丙")],
    "甲\n# 乙": [("body", "甲\n# 乙")],
    "甲\n- 乙\n> 丙": [("body", "甲\n- 乙\n> 丙")],
    "甲\n    乙": [("body", "甲\n乙")],
    "甲\n```\n乙\n```\n丙": [("body", "甲"), ("body", "丙")],
    "甲\n~~~\n乙\n~~~": [("body", "甲\n~~~\n乙\n~~~")],
    "甲\n```\n乙": [("body", "甲\n```\n乙")],
    # what holds no prose
    "````\n```\n甲\n````\n乙": [("body", "乙")],
    "~~~ {.r}\n甲\n\n~~~~\n乙": [("body", "乙")],
    "```{r, echo=FALSE}\n甲\n```": [("body", "```{r, echo=FALSE}\n甲\n```")],
    "    甲\n\n    乙\n丙": [("body", "丙")],
    "---\na: 甲\n---\n乙\n\n---\nb: 丙\n...\n": [("body", "乙")],
    "---\n\n甲": [("body", "甲")],
    "* * *\n甲": [("body", "甲")],
    "[a]: u 'title'\n[b]:\n  <u v>\n甲": [("body", "甲")],
    "甲\n[a]: u": [("body", "甲\n[a]: u")],
    "[@a]: 甲": [("body", "[@a]: 甲")],
    "<!-- 甲\n\n乙 -->\n丙": [("body", "丙")],
    "<pre>\n甲\n</pre>乙": [("body", "乙")],
    "<div>\n# 甲\n</div>\n乙": [("heading", "甲"), ("body", "乙")],
    # headings
    "# 甲 {#sec-a .b}\n## 乙 ##\n###  丙 ## {-}": [("heading", "甲"), ("heading", "乙"), ("heading", "丙")],
    "甲 {#a}\n===\n乙\n---": [("heading", "甲"), ("heading", "乙")],
    "#甲\n\n#. 乙": [("body", "#甲"), ("body", "乙")],
    "# 甲[乙]{.b}": [("heading", "甲[乙]{.b}")],
    # containers
    "> 甲\n乙\n>> 丙\n\n丁": [("body", "甲\n乙\n> 丙"), ("body", "丁")],
    "> 甲\n>\n> > 乙": [("body", "甲"), ("body", "乙")],
    "- 甲\n乙\n- 丙\n\n  丁\n\n戊": [("body", "甲\n乙"), ("body", "丙"), ("body", "丁"), ("body", "戊")],
    "- 甲\n    - 乙\n\n      丙\n- 丁": [("body", "甲"), ("body", "乙"), ("body", "丙"), ("body", "丁")],
    "1) 甲\n   ```\n   乙\n   ```\n2) 丙": [("body", "甲"), ("body", "丙")],
    "-     甲\n-\n  乙": [("body", "乙")],
    "- 甲\n\n      乙\n": [("body", "甲")],
    "(1) 甲\na. 乙\nII) 丙\n#. 丁": [("body", "甲"), ("body", "乙"), ("body", "丙"), ("body", "丁")],
    "B. Smith": [("body", "B. Smith")],
    "B.  甲": [("body", "甲")],
    "p. 3 甲": [("body", "p. 3 甲")],
    "2003年. 甲": [("body", "2003年. 甲")],
    "甲\n:   乙\n\n    丙\n:   丁\n\n戊": [(("body"), text) for text in "甲乙丙丁戊"],
    "甲\n\n~ 乙": [("body", "甲"), ("body", "乙")],
    "::: {.a}\n甲\n:::\n乙": [("body", "甲"), ("body", "乙")],
    "::: a\n- 甲\n:::\n乙": [("body", "甲"), ("body", "乙")],
    ":::\n甲": [("body", ":::\n甲")],
    "| 甲\n|  乙\n  丙\n|\n丁": [("body", "甲"), ("body", "乙\n丙"), ("body", "丁")],
    # tables
    "|甲|乙|\n|-|-|\n|丙\n丁": [("table", "甲"), ("table", "乙"), ("table", "丙"), ("body", "丁")],
    "甲|乙\n-|-\n丙|丁|戊": [("table", text) for text in "甲乙丙丁"],
    "|甲|\n|-|\n\n: 题 {#tbl-a}\n乙": [("caption", "题"), ("table", "甲"), ("body", "乙")],
    "Table: 题\n续\n\n|甲|\n|-|\n: 乙": [("caption", "题\n续"), ("table", "甲"), ("body", ": 乙")],
    "Table: 题\n\n甲": [("body", "Table: 题"), ("body", "甲")],
    ": 题\n\n甲": [("body", ": 题"), ("body", "甲")],
    "甲\n\n: 题\n\n|乙|\n|-|": [("body", "甲"), ("caption", "题"), ("table", "乙")],
    "甲\n\n: 乙\n\n丙": [("body", "甲"), ("body", "乙"), ("body", "丙")],
}


@pytest.mark.parametrize(("text", "expected"), BLOCKS.items(), ids=[repr(text) for text in BLOCKS])
def test_a_text_is_cut_into_its_passages(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_the_text_of_a_footnote_is_kept_apart() -> None:
    prose = passages.read("甲[^a]\n\n[^a]: 乙\n丙\n[^b]: 丁\n\n    戊\n\n\t- 己\n\n庚\n\n> [^c]: 辛\n")
    assert [passage.text for passage in prose.passages] == ["甲[^a]", "庚"]
    assert {label: [passage.text for passage in note] for label, note in prose.notes.items()} == {
        "a": ["乙\n丙"],
        "b": ["丁", "戊", "己"],
        "c": ["辛"],
    }
    assert {passage.context for note in prose.notes.values() for passage in note} == {"footnote"}


def test_of_two_footnotes_of_one_name_the_last_counts() -> None:
    assert [passage.text for passage in passages.read("[^a]: 甲\n\n[^a]: 乙").notes["a"]] == ["乙"]


def test_labels_of_links_are_compared_without_case_and_space() -> None:
    assert passages.read("[A  b]: u\n\n> [c]: v\n\n    [d]: w").labels.keys() == {"a b", "c"}


@given(generators.documents())
@settings(max_examples=100, deadline=None)
def test_each_character_of_a_passage_stands_where_it_says(text: str) -> None:
    text = text.replace("\r", "")
    prose = passages.read(text)
    for passage in [*prose.passages, *(passage for note in prose.notes.values() for passage in note)]:
        for offset, character in enumerate(passage.text):
            assert character in ("\n", "\0") or text[passage.place(offset)] == character


@pytest.mark.parametrize("marker", ["> ", "- ", "1. "])
def test_containers_may_be_nested_deeper_than_any_author_would(marker: str) -> None:
    assert found(marker * 500 + "甲")[-1][1].endswith("甲")
