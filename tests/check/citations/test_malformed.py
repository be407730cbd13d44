"""No text stops the search for malformed numbers, and what it says to write is a citation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from collation import numbers
from collation.check.citations import malformed
from collation.model import Passage

PIECES = [
    "[",
    "]",
    "［",
    "］",
    "1",
    "2",
    "12",
    "2003",
    "0",
    ",",
    "，",
    "-",
    "～",
    " ",
    ".",
    "p. 3",
    "和",
    "软骨",
    "CI ",
    "(",
    ")",
]


def found(text: str) -> list[malformed.Malformed]:
    return list(malformed._in_passage(Passage("1.md", "body", text, ((0, 0),))))


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_any_text_has_malformed_citations_at_places_inside_it(text: str) -> None:
    for one in found(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert not one.meant or numbers.GROUP.fullmatch(one.meant)


@given(st.lists(st.integers(1, 999), min_size=1, max_size=9), st.sampled_from([",", "，", "、", ";"]))
def test_what_is_a_citation_is_not_malformed(works: list[int], separator: str) -> None:
    assert found(f"软骨[{separator.join(map(str, works))}]。") == []


def test_a_malformed_citation_says_which_works_it_seems_to_mean() -> None:
    assert [sorted(one.numbers) for one in found("甲[1,,3]乙[2-4,]丙[7, p. 12]丁[8。戊[0]")] == [
        [1, 3],
        [2, 3, 4],
        [7],
        [],
        [8],
    ]
