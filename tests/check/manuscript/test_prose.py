"""What of a passage is words, and what in it speaks of figures and tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.check.manuscript.prose import mentions, prose
from collation.diagnostics import Location
from collation.model import (
    Bibliography,
    CitedAt,
    FrontMatter,
    Manuscript,
    Passage,
    Section,
    Target,
)


def manuscript(text: str, *cited: tuple[int, int]) -> Manuscript:
    citations = tuple(CitedAt(0, start, end) for start, end in cited)
    passage = Passage("a.md", "body", text, ((0, 0),), citations)
    targets = (
        Target("figure", "fig-a", "1", "", Location("a.md")),
        Target("table", "tbl-a", "1", "", Location("a.md")),
    )
    return Manuscript(
        FrontMatter("metadata.yaml"), (Section("a.md", text, (), (passage,)),), (), (), targets, (), Bibliography("b")
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("见图1", (1,)),
        ("（图 1、3）", (1, 3)),
        ("图1～3显示", (1, 2, 3)),
        ("见图1，3例", (1,)),
        ("Figs. 1-3, 5", (1, 2, 3, 5)),
        ("Table 2 and 3 patients", (2,)),
        ("Tables 2 and 3", (2, 3)),
        ("Fig. 2b", (2,)),
    ],
)
def test_the_numbers_that_are_typed(text: str, numbers: tuple[int, ...]) -> None:
    (found,) = mentions(manuscript(text))
    assert found.numbers == numbers


@pytest.mark.parametrize(
    "text",
    [
        "发表1篇",
        "附图1",
        "附表2",
        "试图1次",
        "Table S1",
        "suitable 1",
        "figure 1.5",
        "Figure 3%",
        "Supplementary Table 1",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert not list(mentions(manuscript(text)))


def test_a_figure_after_a_citation_is_the_cited_work_s() -> None:
    assert not list(mentions(manuscript("文献[1]的图2", (2, 5))))


def test_attributes_addresses_and_citations_are_no_words() -> None:
    text = "![题](a(1).png){alt=x} 见 @fig-a[1]"
    (passage,) = manuscript(text, (len(text) - 3, len(text))).sections[0].passages
    assert prose(passage).replace("\0", "") == "![题] 见 "


@given(st.text(alphabet="图表Fig. Table123@-~、和[](){}!\0\n见发a", max_size=60))
def test_no_text_raises_and_none_changes_its_length(text: str) -> None:
    found = manuscript(text)
    assert len(prose(found.sections[0].passages[0])) == len(text)
    assert all(0 <= item.start < item.end <= len(text) for item in mentions(found))
