"""A PMID or PMCID stands in a note, and its own field is empty.

Programs that have no field for it write it there.  What looks for the work in PubMed, or for a second entry of it, does
not read notes; and a style that prints the note prints the number with it.

Basis: the records of PubMed as reference managers hand them on: `note = {PMID: 12345678}`; NLM, Citing Medicine, prints
both numbers as elements of their own.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          note = {PMID: 12345678}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          note = {Erratum in: Journal 2004. PMID: 12345678}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.identifiers import normalised_pmcid, normalised_pmid
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "misplaced-pmid"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ()

_LONGEST = 2000
_NOTES = ("note", "annote", "annotation", "addendum")
_ONE = r"(?:PubMed )?(?:PMID|PMCID)[ \t]*[:：]?[ \t]*(?:PMC)?[0-9]{1,9}"
# A line that is nothing else; within a sentence the number may be another work's.
_LINE = re.compile(rf"^[ \t]*{_ONE}(?:[ \t]*[.,;][ \t]*{_ONE})*[ \t.;]*$", re.IGNORECASE | re.MULTILINE)
_NUMBER = re.compile(r"(PMID|PMCID)[ \t]*[:：]?[ \t]*((?:PMC)?[0-9]{1,9})", re.IGNORECASE)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each PMID and PMCID in a note, where the entry has none in its field."""
    for entry in manuscript.bibliography.entries:
        for name in _NOTES:
            field = entry.field(name)
            if field and "pm" in field.value.lower() and len(field.value) <= _LONGEST:
                yield from _find(manuscript, entry, field)


def _find(manuscript: Manuscript, entry: BibliographyEntry, field: Field) -> Iterator[Diagnostic]:
    for line in _LINE.finditer(field.value):
        for found in _NUMBER.finditer(field.value, line.start(), line.end()):
            name = found[1].lower()
            number = normalised_pmid(found[2]) if name == "pmid" else normalised_pmcid(found[2])
            if not number or entry.field(name):
                continue
            edit = Edit(manuscript.bibliography.path, field.end, field.end, f",\n  {name} = {{{number}}}")
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, field, *found.span()),
                f"the {found[1].upper()} of {entry.citekey} stands in {field.name}",
                f"write {name} = {{{number}}}",
                citekey=entry.citekey,
                fix=Fix((edit,), is_safe=False, message=f"add {name} = {{{number}}}"),
            )
