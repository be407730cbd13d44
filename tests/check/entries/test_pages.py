import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.check.entries.pages import ranges


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ("363--388", "whole"),
        ("363-88", "388"),
        ("1001-2", "1002"),
        ("388--363", "reversed"),
        ("388-63", "reversed"),
        ("S12-5", "15"),
        ("S15--S12", "reversed"),
        ("pp. 388—363", "reversed"),
        ("第388至363页", "reversed"),
        ("xv--xii", "reversed"),
        ("ix--xii", "whole"),
        ("1420-1428.e4", "whole"),
        ("12-2", "whole"),
        ("236802--1", "whole"),
    ],
)
def test_a_range_is_whole_short_or_reversed(value: str, reading: str) -> None:
    (found,) = ranges(value)
    assert ("reversed" if found.is_reversed else found.whole_last or "whole") == reading
    assert value[found.start : found.end].startswith(found.first)
    assert value[found.start : found.end].endswith(found.last)


@pytest.mark.parametrize("value", ["e1000412", "357014", "", "-", "363--", "A-1-A-5", "1" * 500 + "-1", "CD003456"])
def test_what_is_no_range_is_none(value: str) -> None:
    assert ranges(value) == ()


@given(st.integers(1, 99_000), st.integers(1, 500))
def test_a_short_last_page_means_the_whole_one(first: int, more: int) -> None:
    last = first + more
    one, two = str(first), str(last)
    if len(one) == len(two):
        shared = next(index for index in range(len(one)) if one[index] != two[index])
        (found,) = ranges(f"{one}-{two[shared:]}")
        assert not found.is_reversed
        assert found.whole_last == (two if shared else "")


@given(st.text("0123456789-–~ivxA,pp. 页第至", max_size=30))
def test_no_value_raises_and_every_place_is_in_it(value: str) -> None:
    for found in ranges(value):
        assert 0 <= found.start < found.end <= len(value)
