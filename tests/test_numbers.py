"""Which brackets hold typed citation numbers, and which numbers they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation import numbers
from collation.numbers import Form

GROUPS = {
    "[10]": (10,),
    "[ 10 ]": (10,),
    "[3,5-7]": (3, 5, 6, 7),
    "［3，5～7］": (3, 5, 6, 7),
    "[1、2]": (1, 2),
    "【1；2】": (1, 2),
    "〔1;3〕": (1, 3),
    "[3–5]": (3, 4, 5),
    "[3—5]": (3, 4, 5),
    "[3--5]": (3, 4, 5),
    "[3---5]": (3, 4, 5),
    "[3~5]": (3, 4, 5),
    "[3 - 5, 8]": (3, 4, 5, 8),
    "[3-3]": (3,),
    "[7-5]": (7, 6, 5),
    "[2,2]": (2, 2),
    "[3,\n5]": (3, 5),
    "［3]": (3,),
    "［１２，３］": (12, 3),
    "[999]": (999,),
}


@pytest.mark.parametrize(("text", "meant"), GROUPS.items(), ids=GROUPS)
def test_a_group_means_its_numbers(text: str, meant: tuple[int, ...]) -> None:
    match = numbers.GROUP.fullmatch(text)
    assert match is not None
    assert numbers.numbers(match[1]) == meant


NO_GROUPS = [
    "[]",
    "[0]",
    "[0,1]",
    "[01]",
    "[1000]",
    "[2020]",
    "[1.5]",
    "[Ca2+]",
    "[1,]",
    "[,1]",
    "[1,,2]",
    "[1-]",
    "[a1]",
    "[-1]",
    "[1+2]",
    "(1)",
    "[[1]]",
    "[1",
    "1]",
    "[０]",
]


@pytest.mark.parametrize("text", [*NO_GROUPS, "[95% CI]", "[1 2]"])
def test_what_is_no_list_of_whole_numbers_is_no_group(text: str) -> None:
    match = numbers.GROUP.fullmatch(text)
    assert match is None or numbers.numbers(match[1]) is None


@pytest.mark.parametrize("inner", ["1-3-5", "1~2~3", "", "x", "1-3-", "1" + ",1" * 999, "1-999,1"])
def test_a_range_of_a_range_or_a_thousand_works_mean_nothing(inner: str) -> None:
    assert numbers.numbers(inner) is None


@given(st.lists(st.integers(1, 999), min_size=1, max_size=20), st.sampled_from([",", ", ", "，", "、", ";", "；"]))
def test_numbers_are_read_back_in_their_order(meant: list[int], separator: str) -> None:
    assert numbers.numbers(separator.join(map(str, meant))) == tuple(meant)


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_range_runs_from_its_first_to_its_last(first: int, last: int) -> None:
    found = numbers.numbers(f"{first}-{last}")
    assert found is not None
    assert (found[0], found[-1], len(found)) == (first, last, abs(first - last) + 1)


@pytest.mark.parametrize(
    "before", ["95% CI ", "（95% CI：", "IQR ", "95%CrI=", "range ", "置信区间", "四分位间距为", "范围：", "RANGE, "]
)
def test_words_before_a_bracket_announce_an_interval(before: str) -> None:
    assert numbers.is_interval(before)


@pytest.mark.parametrize("before", ["", "文献", "CIA ", "the interval was long ", "范围内", "ranged ", "SCI"])
def test_other_words_announce_none(before: str) -> None:
    assert not numbers.is_interval(before)


@pytest.mark.parametrize("cell", ["12 [8-15]", "3.5±1.2 [3]", "≥5 [1,2]", "12 [8-15] [3]", "10%（[1]）", "12/34 ［5］"])
def test_a_cell_of_values_cites_nothing(cell: str) -> None:
    assert numbers.is_value_cell(cell)


@pytest.mark.parametrize(
    "cell", ["[3]", "[3][4]", " ［3］ ", "Murphy [3]", "软骨[3]", "2017 [5]", "2017年[5]", "", "12 mg [3]"]
)
def test_a_cell_of_words_or_of_a_year_may_cite(cell: str) -> None:
    assert not numbers.is_value_cell(cell)


@pytest.mark.parametrize(
    ("group", "meant", "shown"),
    [
        ("[7]", [1], "[1]"),
        ("[7,9]", [3, 1], "[1,3]"),
        ("[7-9]", [1, 2, 3], "[1-3]"),
        ("[1,2]", [4, 5], "[4,5]"),
        ("^[7]^", [2], "^[2]^"),
        ("［7，9］", [2, 1, 1], "［1，2］"),
        ("[7 ～ 9、 11]", [5, 6, 7, 1], "[1、 5 ～ 7]"),
    ],
)
def test_a_group_keeps_its_brackets(group: str, meant: list[int], shown: str) -> None:
    assert Form().rewritten(group, meant) == shown


@pytest.mark.parametrize(
    ("groups", "form"),
    [
        ([], Form()),
        (["[1，3～5]", "[2、4]", "[6，8]", "[7]", "[9-12]", "[13～15]"], Form("，", "～")),
        (["[1、2、3、4、5]", "[6,7]", "[8,9]"], Form()),
        (["[1, 2]", "[3,4]", "[5, 6]", "[7、8]", "[9、10]"], Form(", ")),
        (["［1］", "[2]", r"^\[4\]^"], Form(brackets="［］")),
        (["<sup>［1 - 3］</sup>"], Form(dash=" - ", brackets="［］", raised="<sup>")),
        (["[1,\r\n3]"], Form(", ")),
        (["no group", "[2003]"], Form()),
    ],
)
def test_the_form_is_that_of_most_groups_and_else_of_the_first(groups: list[str], form: Form) -> None:
    assert Form.of(groups) == form


def test_two_neighbours_are_a_range_where_the_manuscript_joins_two() -> None:
    assert Form.of(["[1-2]", "[4]"]).inner([5, 6]) == "5-6"
    assert Form.of(["[1,2]", "[4-6]"]).inner([5, 6]) == "5,6"


def test_a_whole_group_is_written_in_its_form() -> None:
    assert Form("，", "～", "［］", "<sup>").marker([1, 4, 2, 3, 9]) == "<sup>［1～4，9］</sup>"


@given(meant=st.lists(st.integers(1, 60), min_size=1, max_size=12), joins_two=st.booleans())
def test_what_is_written_means_the_same_numbers(*, meant: list[int], joins_two: bool) -> None:
    inner = Form(joins_two=joins_two).inner(meant)
    assert numbers.numbers(inner) == tuple(sorted(set(meant)))
