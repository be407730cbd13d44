"""Numbers in digits, numerals and words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.check.manuscript.numerals import numbers, said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("18只", "18"),
        ("１８例，３０％", "18 30"),
        ("1 000 nm", "1000"),
        ("1,200 goats", "1200"),
        ("a 2-year study", "2"),
        ("30-45%", "30 45"),
        ("P<0.05", "0.05"),
        ("20mg/kg", "20"),
        ("0·5", "0.5"),
        ("n=18", "18"),
        ("fifteen years, twenty-one goats and 3 sheep", "3 15 21"),
        ("two arms, the twenty-first century, two hundred, a tenth", ""),
        ("随访十五年，一百二十例", "15 120"),
        ("十二指肠，数十例，第十二个，近十年，二十余例，三四十例，两组", ""),
        ("IL-6, CD44, M2, miR-140-5p, 3D, COVID-19, 1/5, 10^6^, (1) x, 2) y", ""),
    ],
)
def test_what_says_how_much(text: str, found: str) -> None:
    assert [str(number.values[0]) for number in numbers(text)] == found.split()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十八", "18"),
        ("三十", "30"),
        ("二百零五", "205"),
        ("一万二千", "12000"),
        ("二〇〇三", "2003"),
        ("三十点五", "30.5"),
        ("两项", "2"),
        ("1.2万", "12000"),
        ("1 000", "1000"),
        ("1\\ 000", "1000"),
        ("twenty-four", "24"),
        ("Six", "6"),
        ("33.33%", "33.3"),
        ("33.33%", "33"),
        ("2.5", "3"),
        ("CD44", "44"),
    ],
)
def test_a_text_says_a_number_in_many_ways(text: str, value: str) -> None:
    assert Decimal(value) in said(text.replace("\\ ", "\0\0"))


@given(st.text(alphabet="0123456789.,% -–万亿百十零〇点twoive ^/()[]A\0", max_size=40))
def test_a_text_says_all_numbers_that_it_has_and_none_raises(text: str) -> None:
    known = said(text)
    for number in numbers(text):
        assert text[number.start : number.end]
        assert not known.isdisjoint(number.values)


def test_thousands_of_digits_are_no_number() -> None:
    assert not list(numbers("9" * 5000))
    said("9" * 5000 + "一" * 5000)
