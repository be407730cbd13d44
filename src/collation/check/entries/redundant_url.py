"""The address of an entry is that of its DOI.

The field doi says the same, and a style prints what the journal wants of it; with both, some styles print the work's
address twice, and others the longer form for this entry and the shorter for the next.

Basis: the biblatex manual gives the DOI a field of its own.  Measured: of an entry with both, the style GB/T 7714-2015
prints the address alone, of one with doi alone `DOI:10.…`, so that a list of both kinds is a mixture.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          doi = {10.1000/goats.11365}, url = {http://dx.doi.org/10.1000/GOATS.11365}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          doi = {10.1000/goats.11365}, url = {https://journal.example.org/goats}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.doi_addresses import doi_addresses
from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "redundant-url"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ()

_COMMA_AFTER = re.compile(r"\s*,[ \t]*(?:\r?\n)?[ \t]*")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each address that repeats the DOI."""
    for entry, field, own, other in doi_addresses(manuscript):
        if own == other:
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, field),
                f"the address of {entry.citekey} is that of its DOI",
                "leave the field url out",
                citekey=entry.citekey,
                fix=_without(manuscript, entry, field),
            )


def _without(manuscript: Manuscript, entry: BibliographyEntry, field: Field) -> Fix:
    """Return what takes a field out of its entry; an offer, for the printed form may change."""
    path = manuscript.bibliography.path
    comma = _COMMA_AFTER.match(manuscript.source[path].text, field.end, entry.end)
    edit = Edit(path, field.name_start, comma.end() if comma else field.end, "")
    return Fix((edit,), is_safe=False, message="remove the field url")
