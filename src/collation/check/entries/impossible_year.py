"""The year of an entry is none in which the work can have appeared.

The year is printed, and a reader looks for the volume by it.  A letter among the figures (20l8), a figure too many or
too few, or a year that is still to come is a slip of the hand, in the day on which a page was read too.  A work without
a year may say so (`in press`, 待刊, n.d.), and a year may be doubtful (1986~) or two (1999/2000).

Basis: the BibTeX documentation (btxdoc) asks for four figures at the end of `year`; GB/T 7714-2015 permits a year in
brackets, with c, and other calendars beside it.  Later than the year after the manuscript's own is in the future;
before 1600 there was no medical journal, so that is a warning.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {20l8}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {in press}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.dates import LONGEST, read_date, this_year, western, years
from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "impossible-year"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_EARLIEST = 1600
_LOOKS_LIKE = str.maketrans("lI|OoОоSsBZz", "111000055822")
_LETTERED = re.compile(r"(?<![^\W_])(?=[^\W\d]*[0-9][^\W\d]*[0-9])(?![0-9]{4})[0-9lI|OoОоSsBZz]{4}(?![^\W_])")
_SUFFIXED = re.compile(r"\s*[0-9]{4}([a-h])\s*")
_RUNS = re.compile(r"[0-9]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BACKWARDS = re.compile(r"([0-9]{4})\s*(?:--?|–|/)\s*([0-9]{4})(?![0-9])")
_NO_YEAR = re.compile(
    r"press|forthcoming|appear|submitted|accepted|review|preparation|unpublished|ahead|online|preprint|print|date"
    r"|\bn\.?\s*d\b|\bs\.?\s*a\b|\bo\.\s*j\b|\bs\.?\s*d\b|\bb\.?c|\bce\b|\ba\.?d\b|undated|unknown|druck|erscheinen|paraître|para\S+tre|prensa"
    r"|stampa|prelo|печат",
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each year that cannot be."""
    latest = this_year(manuscript) + 1
    for entry in manuscript.bibliography.entries:
        field = entry.field("year")
        # The commonest by far, seen at a glance.
        if field and not (len(field.value) == 4 and _is_plain(field.value, latest)):
            yield from _of_year(manuscript, entry, field, latest)
        for dated in filter(None, map(entry.field, ("date", "urldate"))):
            for point in read_date(dated.value):
                found = _of_number(point.year, latest)
                if found:
                    yield _diagnostic(manuscript, entry, dated, found)


def speaks(manuscript: Manuscript, entry: BibliographyEntry) -> bool:
    """Whether this check finds a fault in the field year of an entry."""
    field = entry.field("year")
    return field is not None and any(_of_year(manuscript, entry, field, this_year(manuscript) + 1))


def _is_plain(value: str, latest: int) -> bool:
    return value.isascii() and value.isdecimal() and _EARLIEST <= int(value) <= latest


def _diagnostic(
    manuscript: Manuscript, entry: BibliographyEntry, field: Field, found: tuple[Severity, str, str]
) -> Diagnostic:
    severity, what, help = found
    name = "day of access" if field.name == "urldate" else "year"
    message = f"the {name} of {entry.citekey} {what}"
    return Diagnostic(CODE, severity, place(manuscript, field), message, help, citekey=entry.citekey)


def _of_number(year: int, latest: int) -> tuple[Severity, str, str] | None:
    if year > latest:
        return SEVERITY, f"is {year}, which is still to come", f"the manuscript is of {latest - 1}; look the year up"
    if year < _EARLIEST:
        return Severity.WARNING, f"is {year}, before there were journals", "look the year up"
    return None


def _of_year(manuscript: Manuscript, entry: BibliographyEntry, field: Field, latest: int) -> Iterator[Diagnostic]:
    value = western(field.value[:LONGEST])
    if lettered := _LETTERED.search(value):
        meant = lettered[0].translate(_LOOKS_LIKE)
        if _is_plain(meant, latest):
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, field, *lettered.span()),
                f"the year of {entry.citekey} has a letter among its figures: {lettered[0]}",
                f"write {meant} if that is the year",
                citekey=entry.citekey,
                fix=replace(manuscript, field, meant, *lettered.span(), is_safe=False),
            )
            return
    if suffixed := _SUFFIXED.fullmatch(value):
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, field, suffixed.start(1), suffixed.end(1)),
            f"the year of {entry.citekey} has a letter after it, so none is printed: {value.strip()}",
            "leave it out; a style that needs the letter sets it itself",
            citekey=entry.citekey,
            fix=replace(manuscript, field, "", *suffixed.span(1), is_safe=False, message="leave out the letter"),
        )
    named = years(value)
    found = next(filter(None, (_of_number(year, latest) for year in named)), None)
    if not named:
        found = _of_text(value)
    elif (backwards := _BACKWARDS.search(value)) and backwards[1] > backwards[2]:
        found = found or (SEVERITY, f"runs backwards: {backwards[0]}", "look the years up")
    if found:
        yield _diagnostic(manuscript, entry, field, found)


def _of_text(value: str) -> tuple[Severity, str, str] | None:
    """Say what is wrong with a text that names no year of four figures; a year of another calendar is not wrong."""
    if _HAN.search(value) or _NO_YEAR.search(value):
        return None
    help = "write four figures, or in press where there is no year yet"
    if not _RUNS.search(value):
        return Severity.WARNING, f"is none: {value.strip()}", help
    return SEVERITY, f"has not four figures: {value.strip()}", help
