import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.check.entries.numbers import numbers


@pytest.mark.parametrize(
    ("value", "lengths", "found"),
    [
        ("1234-5679 (Print) 2434-561X (Linking)", (8,), ["1234-5679", "2434-561X"]),
        ("1234-5679 2434-561X", (8,), ["1234-5679", "2434-561X"]),
        ("ISSN 1234 5679", (8,), ["1234 5679"]),
        ("1234-567", (8,), ["1234-567"]),
        ("978 0 306 40615 7 0 306 40615 2", (10, 13), ["978 0 306 40615 7", "0 306 40615 2"]),
        ("ISBN-13 978-0-306-40615-7", (10, 13), ["978-0-306-40615-7"]),
        ("M-2306-7118-7", (10, 13), ["M-2306-7118-7"]),
        ("0140-6736", (10, 13), ["0140-6736"]),
        ("", (8,), []),
        ("n/a", (8,), []),
    ],
)
def test_each_number_stands_alone(value: str, lengths: tuple[int, ...], found: list[str]) -> None:
    assert [number.text for number in numbers(value, lengths)] == found


@given(st.text("0123456789xXM -–,()ISBNisbn", max_size=60), st.sampled_from([(8,), (10, 13)]))
def test_every_number_stands_where_it_says(value: str, lengths: tuple[int, ...]) -> None:
    for number in numbers(value, lengths):
        assert value[number.start : number.end] == number.text
        assert number.compact
