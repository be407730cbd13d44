"""A date is not in the form in which dates are read, so nothing of it is printed.

citeproc and biblatex read 2003-05-12, 2003-05, 2003 and intervals such as 2003-05/2003-07, also with ~ or ? after them.
Of `May 2003`, `2003/05/12` or `2003-5` they read nothing: the work is printed without its year, the web page without
the day on which it was read.  The field year is read in the same way, so `2003年`, `2003.` and `c1986` leave no year at
all; `[2003]` is written 2003~, and 1999--2000 is written 1999/2000.  A year in words (in press, 待刊, n.d.) is let be:
there is none to print.

Basis: ISO 8601-1 and, for intervals, seasons (2003-21) and doubt, ISO 8601-2 (EDTF), as the biblatex manual adopts
them; what is printed of each form was measured with pandoc's citeproc.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, date = {May 2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, date = {2003-05/2003-07}}
"""

import re
from collections.abc import Iterator

from collation.check.entries import impossible_year
from collation.check.entries.dates import LONGEST, Point, read_date, western, years
from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "malformed-date"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_FIELDS = frozenset({"date", "urldate", "origdate", "eventdate"})
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_ORDERED = re.compile(r"([0-9]{4})\s*[-./年]\s*([0-9]{1,2})(?:\s*[-./月]\s*([0-9]{1,2})\s*日?|\s*月)?")
_INTERVAL = re.compile(r"([0-9]{4}(?:-[0-9]{2})?)\s*(?:--|–|—|～|~)\s*([0-9]{4}(?:-[0-9]{2})?)|([0-9]{4})-([0-9]{4})")
_WORDS = re.compile(
    r"(?:([0-9]{1,2})\s+)?([A-Za-z]{3,9})[.,]?\s+(?:([0-9]{1,2})(?:st|nd|rd|th)?\s*,\s*)?([0-9]{4})", re.IGNORECASE
)
_WHOLE = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])")
_YEAR_ALONE = re.compile(r"([0-9]{4})\s*年?\s*[.,;:。，；：]?")
_SHORT = re.compile(r"([0-9]{2})([0-9]{2})\s*(?:/|--?|–)\s*([0-9]{2})")
_HAN_FIGURES = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}(?:\s*年)?")
_DOUBTFUL = re.compile(r"(?:c(?:a\.|\.)?\s*|\[)([0-9]{4})\]?")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each date of which nothing is read, and each that no calendar has."""
    for entry in manuscript.bibliography.entries:
        year = entry.field("year")
        if year and not year.value.isdecimal() and not read_date(entry.value("date")):
            yield from _of_year(manuscript, entry, year)
        for field in entry.fields:
            if field.name not in _FIELDS or not field.value.strip():
                continue
            points = read_date(field.value)
            if not points:
                is_lost = field.name == "date" and entry.field("year") is None
                what, severity = "is not read", SEVERITY if is_lost else Severity.WARNING
                better, is_safe = _better(field)
                help = f"write {better}" if better else "write 2003-05-12, 2003-05 or 2003"
            else:
                what = next(filter(None, (point.fault for point in points)), "")
                if not what and _is_backwards(points[0], points[-1]):
                    what = "it runs backwards"
                if not what:
                    continue
                what, severity, help, better, is_safe = f"cannot be: {what}", Severity.WARNING, "look it up", "", False
            yield Diagnostic(
                CODE,
                severity,
                place(manuscript, field),
                f"the {field.name} of {entry.citekey} {what}: {field.value.strip()[:LONGEST]}",
                help,
                citekey=entry.citekey,
                fix=replace(manuscript, field, better, is_safe=is_safe) if better else None,
            )


def _of_year(manuscript: Manuscript, entry: BibliographyEntry, field: Field) -> Iterator[Diagnostic]:
    """Yield a year of which nothing is read, where impossible-year does not speak of it."""
    value = western(field.value).strip("{}() \t\r\n")
    is_named = bool(years(value)) or _HAN_YEAR.fullmatch(value)
    if "\\" in value or not is_named or read_date(value) or impossible_year.speaks(manuscript, entry):
        return
    better, is_safe = _better_year(value)
    yield Diagnostic(
        CODE,
        SEVERITY,
        place(manuscript, field),
        f"the year of {entry.citekey} is not read, so none is printed: {field.value.strip()[:LONGEST]}",
        f"write {better}" if better else "write the year alone, as in 2003",
        citekey=entry.citekey,
        fix=replace(manuscript, field, better, is_safe=is_safe) if better else None,
    )


def _better_year(value: str) -> tuple[str, bool]:
    """Return a year in the form in which it is read, and whether it certainly says the same; ("", False) if none."""
    if _HAN_YEAR.fullmatch(value):
        return value.translate(_HAN_FIGURES)[:4], True
    if found := _YEAR_ALONE.fullmatch(value):
        return found[1], True
    if (found := _INTERVAL.fullmatch(value)) and "-" not in (found[1] or "") + (found[2] or ""):
        return f"{found[1] or found[3]}/{found[2] or found[4]}", True
    if (found := _SHORT.fullmatch(value)) and found[2] < found[3]:
        return f"{found[1]}{found[2]}/{found[1]}{found[3]}", False
    if (found := _DOUBTFUL.fullmatch(value)) and value != f"c{found[1]}":  # c1986 is the year of a copyright
        return f"{found[1]}~", False
    only = set(years(value))
    return (str(only.pop()), False) if len(only) == 1 else ("", False)


def _better(field: Field) -> tuple[str, bool]:
    """Return the date in the form in which it is read, and whether it certainly means the same; ("", False) if none."""
    value = western(field.value.strip("{} \t\r\n"))
    if len(value) > LONGEST:
        return "", False
    if read_date(value):
        return value, True
    if found := _ORDERED.fullmatch(value):
        year, month, day = found[1], int(found[2]), int(found[3] or 0)
        better = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
        # 2003/05 could be half an interval, 2003.12 an issue
        is_safe = bool(day) or "月" in value or "-" in value
    elif found := _INTERVAL.fullmatch(value):
        better, is_safe = f"{found[1] or found[3]}/{found[2] or found[4]}", True
    elif (found := _WORDS.fullmatch(value)) and (month := _month(found[2])):
        day = int(found[1] or found[3] or 0)
        better = f"{found[4]}-{month:02}" + (f"-{day:02}" if day else "")
        is_safe = True
    elif found := _DOUBTFUL.fullmatch(value):
        better, is_safe = f"{found[1]}~", False
    elif len(whole := _WHOLE.findall(value)) == 1:
        better, is_safe = whole[0], False
    else:
        only = years(value)
        better, is_safe = (str(only[0]) if len(only) == 1 else ""), False
    points = read_date(better)
    return (better, is_safe) if points and not any(point.fault for point in points) else ("", False)


def _month(word: str) -> int:
    """Return the number of a month by its English name or the first letters of it, or 0."""
    return next((number for number, name in enumerate(_MONTHS, start=1) if name.startswith(word.lower())), 0)


def _is_backwards(one: Point, two: Point) -> bool:
    """Return whether an interval ends before it starts; seasons are not compared with months."""
    if one.year != two.year or not one.month or not two.month or (one.month > 12) != (two.month > 12):
        return one.year > two.year
    return (one.month, one.day or 1) > (two.month, two.day or 31)
