"""Where a list was changed the shift of its numbers is found, and nowhere else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from collation.check.narrative.shift import Claim, Shift, shift

LIST = list("abcdefghijkl")
CITED = range(1, len(LIST) + 1)


def claims(now: list[str], named: dict[int, str]) -> list[Claim]:
    """Return what sentences claim that name the author of a number as the list was, of a list as it is now."""
    found = []
    for number, author in named.items():
        meant = {place for place, name in enumerate(now, start=1) if name == author}
        found.append(Claim(number, meant, number in meant, bool(meant) and number not in meant))
    return found


def named(numbers: object = CITED) -> dict[int, str]:
    return {number: LIST[number - 1] for number in numbers}


@given(place=st.integers(1, 10), count=st.integers(1, 3))
def test_entries_that_were_put_in_are_found_at_their_place(place: int, count: int) -> None:
    now = [*LIST[: place - 1], *"xyz"[:count], *LIST[place - 1 :]]
    assert shift(claims(now, named()), CITED, len(now)) == Shift(count, range(place, place + 1), 13 - place)


@given(place=st.integers(1, 9), count=st.integers(1, 2))
def test_entries_that_were_taken_out_are_found_at_their_place(place: int, count: int) -> None:
    now = LIST[: place - 1] + LIST[place - 1 + count :]
    assert shift(claims(now, named()), CITED, len(now)) == Shift(-count, range(place, place + 1), 13 - place - count)


@given(place=st.integers(1, 10), numbers=st.sets(st.sampled_from(CITED)))
def test_where_few_sentences_name_an_author_the_place_lies_between_them(place: int, numbers: set[int]) -> None:
    now = [*LIST[: place - 1], "x", *LIST[place - 1 :]]
    found = shift(claims(now, named(numbers)), CITED, len(now))
    assert (found is not None) == (sum(number >= place for number in numbers) > 1)
    assert found is None or (place in found.places and found.offset == 1)


@given(now=st.permutations(LIST))
def test_a_list_in_another_order_is_not_shifted(now: list[str]) -> None:
    assert shift(claims(now, named()), CITED, len(now)) is None


def test_one_sentence_of_six_may_name_yet_another_author() -> None:
    now = ["x", *LIST]
    some = named(range(1, 7))
    assert shift(claims(now, some | {6: "l"}), CITED, len(now)) == Shift(1, range(1, 2), 5)
    assert shift(claims(now, some | {5: "a", 6: "l"}), CITED, len(now)) is None


def test_what_stands_right_behind_the_place_speaks_against_it() -> None:
    now = ["x", *LIST]
    assert shift([*claims(now, named(range(1, 7))), Claim(9, {9}, is_right=True)], CITED, len(now)) is None


def test_the_ends_of_text_and_list_must_fit() -> None:
    now = ["x", *LIST]
    assert shift(claims(now, named(range(1, 7))), [*CITED, 13], len(now)) is None
    assert shift(claims(LIST[1:], named(range(2, 7))), range(1, 12), 11) is None
    assert shift([], [], 0) is None
