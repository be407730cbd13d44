"""The DOI of an entry bears a later year than the entry.

Many publishers write into the DOI the year in which the article was taken in or the issue appeared; nothing appears
before that.  So the year is mistyped, or the DOI is that of another work, as when an entry was made from a copy of an
older one.

Basis: the forms of Elsevier (j.joca.2014.01.003, S0140-6736(18)32344-4), Nature (nrrheum.2014.157), Springer and BMC
(s13287-017-0632-0), Hindawi (2014/965849), and of the Chinese journals (cma.j.issn.0000-0000.2003.12.001).  A DOI means
nothing by itself (ISO 26324), so this is a warning; one year, as when an issue is dated back, is a note.  In 1,025 DOIs
of these forms in public BibTeX files one year was found three times, more never.  Elsevier's (00) and (05) say nothing:
in those years the articles of earlier ones were given DOIs.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          doi = {10.1016/j.goats.2013.01.003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          doi = {10.1016/j.goats.2002.11.003}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.dates import read_date, years
from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript

CODE = "doi-after-year"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_FORMS = re.compile(
    r"10\.1016/j\.[a-z]+\.((?:19|20)[0-9]{2})\.(?:0[1-9]|1[0-2])\.[0-9]{3}"
    r"|10\.1016/S[0-9]{4}-[0-9]{3}[0-9X]\((?!00|05)([0-9]{2})\)"
    r"|10\.1038/[a-z]+\.((?:19|20)[0-9]{2})\.[0-9]+"
    r"|10\.(?:1007|1186|1038)/s[0-9]{5}-0([0-9]{2})-[0-9]{4,5}-"
    r"|10\.1155/((?:19|20)[0-9]{2})/[0-9]+"
    r"|10\.[0-9]{4,5}/(?:[a-z]+\.)?j\.(?:issn|cnki\.issn)\.?[0-9]{4}-?[0-9]{3}[0-9X]\.((?:19|20)[0-9]{2})\.",
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each DOI whose year is later than that of its entry."""
    for entry in manuscript.bibliography.entries:
        field = entry.field("doi")
        found = _FORMS.search(field.value) if field else None
        if not field or not found:
            continue
        written = next(filter(None, found.groups()))
        year = _latest(entry)
        in_doi = int(written) if len(written) == 4 else _in_century(int(written), year)
        if year and in_doi > year:
            yield Diagnostic(
                CODE,
                # an issue is sometimes dated back, to the end of the year before
                SEVERITY if in_doi > year + 1 else Severity.NOTE,
                place(manuscript, field),
                f"the DOI of {entry.citekey} is of {in_doi}, the entry of {year}",
                "look up the DOI; the year is wrong, or the DOI is another work's",
                citekey=entry.citekey,
            )


def _in_century(two_figures: int, year: int) -> int:
    """Return the year that two figures mean: the one nearest to that of the entry."""
    return min((century + two_figures for century in (1900, 2000)), key=lambda meant: abs(meant - year))


def _latest(entry: BibliographyEntry) -> int:
    """Return the last year that an entry names, or 0."""
    dated = [point.year for point in read_date(entry.value("date"))]
    return max([*dated, *years(entry.value("year"))], default=0)
