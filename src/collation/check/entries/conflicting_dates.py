"""Two dates of one entry cannot both be right.

Of `year` and `date` one style prints the one and the next style the other, so the same work has two years.  And a page
that was read before it appeared has a wrong year, or a wrong day of access.

Basis: the biblatex manual: `date` goes before `year`, which BibTeX's styles know alone; pandoc's citeproc was measured
to print `date`.  GB/T 7714-2015: the day of citation is that on which the page was read.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          date = {2005-03}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2004},
          date = {2003-12/2004-01}}
"""

from collections.abc import Iterator

from collation.check.entries.dates import read_date, years
from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript

CODE = "conflicting-dates"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each date that another date of its entry contradicts."""
    for entry in manuscript.bibliography.entries:
        date, access = entry.field("date"), entry.field("urldate")
        if date is None and access is None:
            continue
        printed = read_date(date.value) if date else ()
        typed = years(entry.value("year"))
        if date and printed and typed and not _overlap((printed[0].year, printed[-1].year), (typed[0], typed[-1])):
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, date),
                f"the date of {entry.citekey} is in {printed[0].year}, its year is {typed[0]}",
                "look it up and keep the date alone",
                citekey=entry.citekey,
            )
        elif access and (day := read_date(access.value)):
            yield from _before(manuscript, entry, day[-1].year, printed[0].year if printed else min(typed, default=0))


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return min(one) <= max(two) and min(two) <= max(one)


def _before(manuscript: Manuscript, entry: BibliographyEntry, read: int, appeared: int) -> Iterator[Diagnostic]:
    access = entry.field("urldate")
    if access and read < appeared:
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, access),
            f"{entry.citekey} was read in {read}, before it appeared in {appeared}",
            "look both up; one is mistyped, or the page has changed since it was read",
            citekey=entry.citekey,
        )
