"""A sentence gives a work another year than its entry has.

A reader looks for the study of 2015 and finds one of 2014: the year, the number or the entry is wrong.  The year in
which a study began or for which patients were enrolled is no year of publication, and is not compared where it comes
before it; one year off is a note, for a work may be out ahead of print.

Basis: ICMJE recommends that references are verified against the original source; NLM's Citing Medicine gives the year
of publication of the version that is cited.  Wrong years are 3.5% of the errors in reference lists (Aronsky 2005,
JAMIA 12:225).

Fails:
    manuscript/01-introduction.md:
        2008年，Murphy等[@murphy2003]报道了山羊模型。
    references.bib:
        @article{murphy2003, author = {Murphy, J. and Fink, D. and Hunt, E.}, title = {Goats}, journal = {Journal},
          year = {2003}}
Passes:
    manuscript/01-introduction.md:
        Murphy等[@murphy2003]自1999年起开展了山羊实验，其结果于2003年发表。
    references.bib:
        @article{murphy2003, author = {Murphy, J. and Fink, D. and Hunt, E.}, title = {Goats}, journal = {Journal},
          year = {2003}}
"""

from collections.abc import Iterator

from collation.check.narrative.reading import (
    cite_instead,
    listed,
    locate,
    read,
    reference,
    replacement,
    works_of,
    year,
)
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript

CODE = "wrong-year"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections", "bibliography")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each year that is of none of the works of the author named with it."""
    reading = read(manuscript)
    for study in reading.studies:
        works = study.agreeing
        years = [year(work) for work in works]
        if not all(years):
            continue
        for date in study.mention.dates if works else ():
            own = min(years, key=lambda other: abs(other - date.year))
            if date.year in years or (date.dating == "begun" and date.year < own):
                continue
            work = works[years.index(own)]
            name = study.leading[0].text
            others = [other for other in works_of(study, study.leading[0], reading) if year(other) == date.year]
            severity = SEVERITY
            help = "correct the year here or in the entry, or cite the work that is meant"
            if others:
                where = listed([reference(manuscript, other) for other in others[:4]], "or")
                help = f"{name} {date.year} is {where}: cite that, or correct the year"
            elif abs(date.year - own) == 1:
                severity = Severity.NOTE
                help = "right if the work was out online in the one year and in print in the other; if not, correct one"
            edit = replacement(study.passage, date.start, date.end, str(own))
            fix = Fix((edit,), is_safe=False, message=f"write {own}") if edit and severity == SEVERITY else None
            yield Diagnostic(
                CODE,
                severity,
                locate(manuscript, study.passage, date.start, date.end),
                f"{reference(manuscript, work)} is of {own}, not of {date.year}",
                help,
                work.citekey,
                cite_instead(manuscript, study, others[0]) if len(others) == 1 else fix,
            )
