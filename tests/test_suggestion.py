"""The nearest name is one that a person may have meant, or none."""

from __future__ import annotations

import pytest

from collation.suggestion import likeness, nearest

CITEKEYS = ["toh2017", "murphy2003", "murphy2013", "王2003", "liu2018klf3as1"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("toh2071", "toh2017"),
        ("TOH2017", "toh2017"),
        ("murphy2030", "murphy2003"),
        ("murphy203", "murphy2003"),
        ("王2030", "王2003"),
        ("zzz1900", ""),
        ("", ""),
    ],
)
def test_nearest(name: str, meant: str) -> None:
    assert nearest(name, CITEKEYS) == meant


def test_of_two_that_are_equally_near_it_is_always_the_same() -> None:
    assert nearest("murphy2023", reversed(CITEKEYS)) == nearest("murphy2023", CITEKEYS) == "murphy2003"


def test_nothing_is_near_among_nothing() -> None:
    assert nearest("toh2017", []) == ""


def test_likeness_is_between_none_and_all() -> None:
    assert likeness("goat", "goat") == 1
    assert likeness("goat", "sheep") < 0.5
    assert likeness("", "sheep") == 0
