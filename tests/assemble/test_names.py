"""Names are split by BibTeX's rules, and no author is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.assemble import names
from collation.model import Name

SPLIT = {
    "Murphy, J. Mary": [Name("Murphy", "J. Mary")],
    "J. Mary Murphy": [Name("Murphy", "J. Mary")],
    "van Buul, Gerben M.": [Name("Buul", "Gerben M.", "van")],
    "Gerben van Buul": [Name("Buul", "Gerben", "van")],
    "Charles Louis de la Vallée Poussin": [Name("Vallée Poussin", "Charles Louis", "de la")],
    "King, Jr, Martin Luther": [Name("King", "Martin Luther", suffix="Jr")],
    "de la Cruz, Jr., Juan": [Name("Cruz", "Juan", "de la", "Jr.")],
    "Martin Luther {King Jr.}": [Name("{King Jr.}", "Martin Luther")],
    "{World Health Organization}": [Name("World Health Organization", is_corporate=True)],
    "{Barnes and Noble} and Smith, A.": [Name("Barnes and Noble", is_corporate=True), Name("Smith", "A.")],
    "{A} and {B}": [Name("A", is_corporate=True), Name("B", is_corporate=True)],
    "{World Health} Organization": [Name("Organization", "{World Health}")],
    "陈闻波": [Name("陈闻波")],
    "陈, 闻波 and 欧阳修": [Name("陈", "闻波"), Name("欧阳修")],
    "CHEN Wenbo": [Name("Wenbo", "CHEN")],
    "Smith, A. and others": [Name("Smith", "A."), Name("others")],
    'M{\\"u}ller, J{\\"o}rg': [Name('M{\\"u}ller', 'J{\\"o}rg')],
    "Knuth, Donald~E.": [Name("Knuth", "Donald E.")],
    "Wang, W. AND Li, F.": [Name("Wang", "W."), Name("Li", "F.")],
    "Alexander and Anderson": [Name("Alexander"), Name("Anderson")],
    "": [],
    " ": [],
    ",": [],
}


@pytest.mark.parametrize(("field", "expected"), SPLIT.items(), ids=[field or "nothing" for field in SPLIT])
def test_a_field_is_split_into_the_parts_of_each_name(field: str, expected: list[Name]) -> None:
    assert names.split(field) == tuple(expected)


@pytest.mark.parametrize("gap", ["\n", "\n  ", "\r\n    ", "\t", "  "])
def test_an_author_list_may_be_wrapped_anywhere(gap: str) -> None:
    # A list that is wrapped before or after its `and` was read as one person.
    wrapped = f"Murphy, J.{gap}and Fink, D.{gap}J. and{gap}Barry, F."
    assert names.split(wrapped) == (Name("Murphy", "J."), Name("Fink", "D. J."), Name("Barry", "F."))


def test_a_name_with_too_many_commas_is_kept_whole() -> None:
    assert names.split("A, B, C, D and Smith, A.") == (Name("A, B, C, D"), Name("Smith", "A."))


def test_the_surname_has_its_particle() -> None:
    (name,) = names.split("van der Waals, Johannes")
    assert name.surname == "van der Waals"


@given(st.lists(st.from_regex(r"[A-Z][a-z]{1,8}, [A-Z]\.", fullmatch=True), min_size=1, max_size=8))
def test_a_list_of_names_is_as_long_as_its_persons_are_many(written: list[str]) -> None:
    assert [f"{name.family}, {name.given}" for name in names.split(" and ".join(written))] == written


@given(st.text("ab ,{}\\'\"~-and陈\n", max_size=40))
def test_no_field_stops_the_splitting(field: str) -> None:
    assert all(name.family or name.given or name.particle for name in names.split(field))


def test_pybtex_gives_fields_with_strings_and_months_resolved() -> None:
    text = '@string{jog = "Goats"}\n@article{k1, Journal = jog # {!}, month = feb, year = 2003}\n@comment{x}\n@misc{k2}'
    assert names.read(text) == [
        ("k1", (("journal", "Goats!"), ("month", "February"), ("year", "2003"))),
        ("k2", ()),
    ]


def test_what_pybtex_cannot_read_is_an_error_with_its_words() -> None:
    with pytest.raises(ValueError, match="undefined string in line 1: jog"):
        names.read("@misc{k1, journal = jog}")
