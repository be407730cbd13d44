"""Markers and styles: how numbers are joined, and which CSL file a name means."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.document import style
from collation.document.style import Style, StyleError
from collation.project import Project

NUMBERS = st.lists(st.integers(1, 60), min_size=1, max_size=20)
GB = Style("gb", Path("gb.csl"), is_superscript=True, shortest_range=2, is_bilingual=True)
OTHER = Style("other", Path("other.csl"), is_superscript=True, shortest_range=3, is_bilingual=False)


def written_out(runs: tuple[tuple[int, ...], ...]) -> list[int]:
    return [number for run in runs for number in range(run[0], run[-1] + 1)]


@pytest.mark.parametrize(
    ("numbers", "gb", "other"),
    [
        ([5], ((5,),), ((5,),)),
        ([1, 2], ((1, 2),), ((1,), (2,))),
        ([1, 2, 3], ((1, 3),), ((1, 3),)),
        ([1, 3], ((1,), (3,)), ((1,), (3,))),
        ([5, 1, 3, 2], ((1, 3), (5,)), ((1, 3), (5,))),
        ([7, 7, 8], ((7, 8),), ((7,), (8,))),
    ],
)
def test_two_neighbours_are_a_range_in_gb_t_7714_and_three_elsewhere(
    numbers: list[int], gb: object, other: object
) -> None:
    assert GB.marker(numbers) == gb
    assert OTHER.marker(numbers) == other


@given(NUMBERS)
def test_a_marker_means_exactly_the_numbers_that_were_cited(numbers: list[int]) -> None:
    for kind in (GB, OTHER):
        assert written_out(kind.marker(numbers)) == sorted(set(numbers))


@given(NUMBERS)
def test_a_marker_has_no_range_that_is_too_short_and_no_gap_that_could_be_closed(numbers: list[int]) -> None:
    for kind in (GB, OTHER):
        runs = kind.marker(numbers)
        assert all(run[1] - run[0] + 1 >= kind.shortest_range for run in runs if len(run) == 2)
        longest = 1
        for before, after in pairwise(runs):
            longest = longest + 1 if len(before) == len(after) == 1 and after[0] == before[0] + 1 else 1
            assert longest < kind.shortest_range
            assert len(before) == len(after) == 1 or after[0] > before[-1] + 1


def named(write: Callable[..., Project], name: str) -> Project:
    return write("正文。\n", settings=f'style = "{name}"\n')


@pytest.mark.parametrize(
    ("name", "file", "is_bilingual", "shortest_range"),
    [
        ("gb-t-7714-2015-numeric", "gb-t-7714-2015-numeric.csl", True, 2),
        ("gb-t-7714-2025-numeric", "gb-t-7714-2025-numeric.csl", True, 2),
        ("nlm-citation-sequence", "nlm-citation-sequence.csl", False, 3),
        ("vancouver", "nlm-citation-sequence.csl", False, 3),
        ("vancouver-brackets", "nlm-citation-sequence-brackets.csl", False, 3),
        ("vancouver-superscript", "nlm-citation-sequence-superscript.csl", False, 3),
        ("american-medical-association", "american-medical-association.csl", False, 3),
    ],
)
def test_a_name_means_our_style_or_one_of_the_collection(
    write: Callable[..., Project], *, name: str, file: str, is_bilingual: bool, shortest_range: int
) -> None:
    found = style.load(named(write, name))
    assert (found.name, found.csl.name) == (name, file)
    assert (found.is_bilingual, found.shortest_range) == (is_bilingual, shortest_range)
    assert found.csl.is_file()


def test_a_dependent_style_is_that_of_its_parent(write: Callable[..., Project]) -> None:
    collection = style.load(named(write, "vancouver")).csl.parent
    dependent = next(
        path
        for path in sorted((collection / "dependent").glob("*.csl"))
        if "/nlm-citation-sequence" in path.read_text(encoding="utf-8")
    )
    assert style.load(named(write, dependent.stem)).csl.stem.startswith("nlm-citation-sequence")


def test_a_style_in_the_folder_of_the_project_comes_before_ours(write: Callable[..., Project]) -> None:
    project = named(write, "gb-t-7714-2015-numeric")
    ours = style.load(named(write, "gb-t-7714-2015-numeric")).csl
    own = project.root / "styles" / "csl" / "gb-t-7714-2015-numeric.csl"
    own.parent.mkdir(parents=True)
    own.write_bytes(ours.read_bytes())
    assert style.load(project).csl == own


@pytest.mark.parametrize(
    ("name", "meant"),
    [("gb-t-7714-2015-numerc", "gb-t-7714-2015-numeric"), ("vancuver", "vancouver"), ("natre", "nature")],
)
def test_a_misspelt_style_is_answered_with_the_nearest_name(
    write: Callable[..., Project], name: str, meant: str
) -> None:
    with pytest.raises(StyleError, match=f"no CSL style {name}; did you mean {meant}"):
        style.load(named(write, name))


def test_a_style_that_is_like_no_other_is_answered_without_a_guess(write: Callable[..., Project]) -> None:
    with pytest.raises(StyleError, match=r"no CSL style x{30}$"):
        style.load(named(write, "x" * 30))


@pytest.mark.parametrize(("name", "kind"), [("apa", "author-date"), ("chicago-notes-bibliography", "note")])
def test_a_style_that_does_not_number_is_refused_and_not_printed_with_numbers(
    write: Callable[..., Project], name: str, kind: str
) -> None:
    with pytest.raises(StyleError, match=f"{name} is of the kind {kind}"):
        style.load(named(write, name))


@pytest.mark.parametrize("name", ["clinical-orthopaedics-and-related-research", "cse-citation-name"])
def test_a_style_that_numbers_by_name_is_refused_for_works_are_numbered_as_they_are_cited(
    write: Callable[..., Project], name: str
) -> None:
    with pytest.raises(
        StyleError, match=r"numbers its list in the order of names; Collation numbers works as the text"
    ):
        style.load(write("文。\n", settings=f'style = "{name}"\n'))


def test_a_style_that_is_not_text_is_a_message_and_no_traceback(write: Callable[..., Project]) -> None:
    project = named(write, "broken")
    (project.root / "styles" / "csl").mkdir(parents=True)
    (project.root / "styles" / "csl" / "broken.csl").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(StyleError, match=r"broken\.csl cannot be read"):
        style.load(project)


def test_entries_are_formatted_in_their_own_language_only_where_the_style_is_bilingual() -> None:
    assert [GB.language(language) for language in ("zh", "en")] == ["zh-CN", "en-US"]
    assert [OTHER.language(language) for language in ("zh", "en")] == ["en-US", "en-US"]
