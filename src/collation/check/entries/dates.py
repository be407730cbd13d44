"""Years and dates of entries, as citeproc reads them: which years a value names, and what it cannot read."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from collation.model import Manuscript

LONGEST = 100
"""How many characters a value of a date can have; a longer one is some other text."""

_POINT = r"(?:(-?[0-9]{4}|y-?[0-9]{5,9})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:-uu){0,2}(?:T[0-9:.+Z-]*)?[~?%]*)"
_DATE = re.compile(rf"{_POINT}(/(?:{_POINT}|open|unknown)?)?|/{_POINT}")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


@dataclass(frozen=True)
class Point:
    """A year, with month and day where the date has them (0 where not); months 21 to 24 are the seasons."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def fault(self) -> str:
        """What no calendar has: the month or the day; "" where all is well."""
        if self.month > 24 or self.month in range(13, 21) or (self.day and not self.month):
            return f"there is no month {self.month}"
        if self.day and (self.month > 12 or self.day > _days(self.year, self.month)):
            return f"there is no day {self.day} in month {self.month}"
        return ""


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1] if 1 <= year <= 9999 and month else 31


def read_date(value: str) -> tuple[Point, ...]:
    """Return the one or two dates of a value in the form of ISO 8601-2 (EDTF), or () where citeproc reads none."""
    found = _DATE.fullmatch(value.strip()) if len(value) <= LONGEST else None
    if not found:
        return ()
    parts = found.groups()
    return tuple(
        Point(int(year.lstrip("y")), int(month or 0), int(day or 0))
        for year, month, day in (parts[0:3], parts[4:7], parts[7:10])
        if year
    )


def western(value: str) -> str:
    """Return a text of the same length in which full-width figures are ASCII."""
    return value if value.isascii() else value.translate(_FULL_WIDTH)


def years(value: str) -> tuple[int, ...]:
    """Return every year of four figures that a text names, in its order."""
    return tuple(int(year) for year in _YEAR.findall(western(value[:LONGEST])))


def this_year(manuscript: Manuscript) -> int:
    """Return the year in which the manuscript is written: that of its own date, so that each build finds the same."""
    dated = years(manuscript.front_matter.date)
    return dated[0] if dated else dt.datetime.now(tz=dt.UTC).year
