"""Groups of typed numbers are written as the manuscript writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.numbers import numbers
from collation.rewrite.typed import Form, rewritten


@pytest.mark.parametrize(
    ("group", "meant", "shown"),
    [
        ("[7]", [1], "[1]"),
        ("[7,9]", [3, 1], "[1,3]"),
        ("[7-9]", [1, 2, 3], "[1-3]"),
        ("[1,2]", [4, 5], "[4,5]"),
        ("^[7]^", [2], "^[2]^"),
        ("［7，9］", [2, 1, 1], "［1,2］"),
    ],
)
def test_a_group_keeps_its_brackets(group: str, meant: list[int], shown: str) -> None:
    assert rewritten(group, meant, Form()) == shown


def test_the_form_is_that_of_most_groups() -> None:
    form = Form.of(["[1，3～5]", "[2、4]", "[6，8]", "[7]", "[9-12]", "[13～15]"])
    assert form == Form("，", "～")
    assert form.inner([1, 2, 4, 5, 6]) == "1，2，4～6"


def test_two_neighbours_are_a_range_where_the_manuscript_joins_two() -> None:
    assert Form.of(["[1-2]", "[4]"]).inner([5, 6]) == "5-6"
    assert Form.of(["[1,2]", "[4-6]"]).inner([5, 6]) == "5,6"
    assert Form.of([]) == Form()


@given(meant=st.lists(st.integers(1, 60), min_size=1, max_size=12), joins_two=st.booleans())
def test_what_is_written_means_the_same_numbers(*, meant: list[int], joins_two: bool) -> None:
    inner = Form(joins_two=joins_two).inner(meant)
    assert numbers(inner) == tuple(sorted(set(meant)))
