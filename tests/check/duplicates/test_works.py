"""Near-equal titles are found without comparing each with each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from collation.check.duplicates.works import neighbours, title_words
from collation.model import BibliographyEntry, Field, Location

TITLE = "cells from the bone marrow of goats repair the cartilage of the knee after injury"
WORDS = st.lists(st.text("abc王", min_size=1, max_size=3), max_size=6).map(tuple)


def test_near_equal_titles_are_neighbours_wherever_they_differ() -> None:
    title = tuple(TITLE.split())
    others = [tuple(f"{word}{number}" for word in title[:8]) for number in range(300)]
    for index in range(len(title)):
        changed = (*title[:index], "xxx", *title[index + 1 :])
        assert (0, 301) in set(neighbours([title, *others, changed], 4)), index


@given(st.lists(WORDS, max_size=30), st.integers(1, 4))
def test_the_earlier_comes_first_and_there_are_no_more_pairs_than_reach_allows(
    titles: list[tuple[str, ...]], reach: int
) -> None:
    pairs = list(neighbours(titles, reach))
    assert len(pairs) <= 5 * reach * len(titles)
    assert all(first < second and titles[first] and titles[second] for first, second in pairs)


def test_equal_titles_are_neighbours() -> None:
    assert (0, 2) in set(neighbours([("a",), ("b",), ("a",)], 1))


def test_a_title_is_read_without_case_accents_braces_and_dashes() -> None:
    place = Location("r.bib")
    entry = BibliographyEntry("k", "misc", 1, place, (Field("title", "Jäger—TGF-β: 膝关节 ①", place),), "")
    assert title_words(entry) == ("jager", "tgf", "β", "膝", "关", "节", "1")
