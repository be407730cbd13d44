import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.check.entries.dates import read_date, western, years


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("2003", (2003,)),
        ("2003-05-12", (2003,)),
        ("2003-05/2004-07", (2003, 2004)),
        ("2003/", (2003,)),
        ("/2003", (2003,)),
        ("1986~", (1986,)),
        ("2003-05?", (2003,)),
        ("-0043", (-43,)),
        ("y17000", (17000,)),
        ("2003-05-12T10:00:00Z", (2003,)),
        ("May 2003", ()),
        ("2003/05/12", ()),
        ("2003-5", ()),
        ("199X", ()),
        ("2003/..", ()),
        ("20030512", ()),
        ("618", ()),
        ("", ()),
    ],
)
def test_what_citeproc_reads_of_a_date(value: str, seen: tuple[int, ...]) -> None:
    assert tuple(point.year for point in read_date(value)) == seen


@given(st.dates())
def test_every_day_of_the_calendar_is_read_and_none_is_a_fault(day) -> None:
    (point,) = read_date(day.isoformat())
    assert (point.year, point.month, point.day) == (day.year, day.month, day.day)
    assert not point.fault


@pytest.mark.parametrize("value", ["2003-13", "2003-00-05", "2003-02-29", "2003-21-01", "2003-04-31", "9999-12-32"])
def test_what_no_calendar_has_is_a_fault(value: str) -> None:
    assert read_date(value)[0].fault


@given(st.text())
def test_no_text_raises(value: str) -> None:
    for point in read_date(value):
        assert isinstance(point.fault, str)
    assert all(0 <= year <= 9999 for year in years(value))
    assert len(western(value)) == len(value)
