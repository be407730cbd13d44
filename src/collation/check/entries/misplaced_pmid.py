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
_SUSPECT = re.compile(r"pm|pubmed", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:PubMed[ \t]+)?(PMID|PMCID)[ \t]*[:：]?[ \t]*((?:PMC)?[0-9]{1,9})"
    r"|\b(PMC[0-9]{4,9})\b|\bpubmed\.ncbi\.nlm\.nih\.gov/([0-9]{1,8})/?",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\r\n]+")
# What else a line has that is nothing but numbers; within a sentence the number may be another work's.
_BESIDE = re.compile(r"(?:https?://|Epub[^.;]{0,30}[.;]|\[PubMed[^\]]*\]|[\s.,;])*", re.IGNORECASE)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each PMID and PMCID in a note, where the entry has none in its field."""
    for entry in manuscript.bibliography.entries:
        for name in _NOTES:
            field = entry.field(name)
            if field and _SUSPECT.search(field.value) and len(field.value) <= _LONGEST:
                yield from _find(manuscript, entry, field)


def _find(manuscript: Manuscript, entry: BibliographyEntry, field: Field) -> Iterator[Diagnostic]:
    for line in _LINE.finditer(field.value):
        if not _BESIDE.fullmatch(_NUMBER.sub("", line[0])):
            continue
        for found in _NUMBER.finditer(field.value, line.start(), line.end()):
            written = next(filter(None, (found[2], found[3], found[4])))
            name = found[1].lower() if found[1] else "pmcid" if found[3] else "pmid"
            number = normalised_pmid(written) if name == "pmid" else normalised_pmcid(written)
            if not number or entry.field(name):
                continue
            edit = Edit(manuscript.bibliography.path, field.end, field.end, f",\n  {name} = {{{number}}}")
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, field, *found.span()),
                f"the {name.upper()} of {entry.citekey} stands in {field.name}",
                f"write {name} = {{{number}}}",
                citekey=entry.citekey,
                fix=Fix((edit,), is_safe=False, message=f"add {name} = {{{number}}}"),
            )
