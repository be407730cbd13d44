"""One number out of place is one finding, at that number, and not at all that come after it."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from collation.assemble.manuscript import read
from collation.check.citations.number_out_of_order import find, longest_rising
from collation.check.explain import ExampleFile, project_files
from collation.project import load


@given(st.lists(st.integers(1, 40), unique=True, max_size=9))
def test_what_is_kept_rises_and_nothing_longer_does(numbers: list[int]) -> None:
    kept = longest_rising(numbers)
    chosen = [number for number in numbers if number in kept]
    assert chosen == sorted(chosen)
    longer = combinations(numbers, len(kept) + 1)
    assert not any(list(one) == sorted(one) for one in longer)


def test_a_slip_is_told_from_the_order_around_it() -> None:
    assert longest_rising([1, 2, 3, 40, 5, 6, 7]) == {1, 2, 3, 5, 6, 7}
    assert longest_rising([2, 3, 4, 1, 5]) == {2, 3, 4, 5}
    assert longest_rising([2, 1]) == {2}
    assert longest_rising([]) == frozenset()


def test_a_number_that_comes_late_is_told_from_one_that_comes_early(tmp_path, write_project) -> None:
    entry = "@article{work%d, author = {Name, A.}, title = {Title}, journal = {Journal}, year = {2003}}\n"
    text = ExampleFile("manuscript/01-introduction.md", "A [2], b [6], c [3], d [1], e [4], f [5], g [7].\n")
    library = ExampleFile("references.bib", "".join(entry % number for number in range(1, 8)))
    write_project(tmp_path, project_files([text, library]))
    assert [found.message for found in find(read(load(tmp_path)))] == [
        "[6] is first cited before [3]",
        "[1] is first cited after [3]",
    ]
