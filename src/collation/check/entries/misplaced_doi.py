"""A DOI stands in another field, and the field doi is empty.

What looks for the work by its DOI does not see it there: no comparison with a catalogue, no warning of a retraction, no
second entry of the same work is found.  In a note the DOI is printed as the note is, or not at all.

Basis: the biblatex manual gives the DOI a field of its own; GB/T 7714-2015 and NLM, Citing Medicine, print it as an
element of its own.  An address of doi.org in `url` is printed as it should be, so that is a note.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          note = {doi: 10.1000/goats.11365}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          note = {Erratum in: 10.1000/goats.11399}, doi = {10.1000/goats.11365}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.identifiers import DOI_ADDRESS, bare_doi, normalised_doi
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "misplaced-doi"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_FIELDS = ("url", "note", "howpublished", "eprint", "addendum", "annote", "annotation", "pages", "number", "volume",
           "eid", "pubstate")  # fmt: skip
_NUMBERS = frozenset(("pages", "number", "volume", "eid"))
# A note that is nothing but a DOI, or has a line of its own for it; a DOI within a sentence may be another work's.
_LINE = re.compile(
    r"^[ \t]*("
    r"(?:\\url\{)?(?:doi\s*[:：]?\s*|(?:https?://)?(?:www\.|dx\.)?doi\.org/){0,2}10\.[0-9]{4,9}/\S+?\}?"
    r")[ \t.]*$",
    re.IGNORECASE | re.MULTILINE,
)

# Behind pages or a number: both are printed.
_BEHIND = re.compile(
    r"(?<=[\w-])\s*[.,;:，；。]?\s*("
    r"(?:doi\s*[:：]?\s*|(?:https?://)?(?:dx\.)?doi\.org/)+10\.[0-9]{4,9}/[^\s{}]+?)[ \t.]*$",
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each DOI outside doi, where the entry has none in it."""
    for entry in manuscript.bibliography.entries:
        if entry.field("doi") is None:
            archive = entry.field("eprinttype") or entry.field("archiveprefix")  # JSTOR numbers its works by DOIs
            fields = (field for field in entry.fields if not (archive and field.name == "eprint"))
            found = next(filter(None, map(_doi, fields)), None)
            if found:
                yield _diagnostic(manuscript, entry, *found)


def _doi(field: Field) -> tuple[Field, re.Match[str], str] | None:
    """Return a field that holds a DOI, where in it, and the DOI itself."""
    if field.name not in _FIELDS or "10." not in field.value:
        return None
    found = _LINE.search(field.value)
    if not found and field.name in _NUMBERS:
        found = _BEHIND.search(field.value)
    if not found:
        return None
    doi = bare_doi(found[1].removeprefix(r"\url{").removesuffix("}"))
    return (field, found, doi) if normalised_doi(doi) else None


def _diagnostic(
    manuscript: Manuscript, entry: BibliographyEntry, field: Field, found: re.Match[str], doi: str
) -> Diagnostic:
    path = manuscript.bibliography.path
    fix = None
    if field.is_single and found[0].strip() == field.value.strip():
        inner = field.inner_start
        fix = Fix(
            (
                Edit(path, field.name_start, field.name_start + len(field.name), "doi"),
                Edit(path, inner, inner + len(field.value), doi),
            ),
            is_safe=False,
            message=f"make the field {field.name} doi = {{{doi}}}",
        )
    return Diagnostic(
        CODE,
        Severity.NOTE if field.name == "url" and DOI_ADDRESS.match(field.value.strip()) else SEVERITY,
        place(manuscript, field, found.start(1), found.end(1)),
        f"the DOI of {entry.citekey} stands in {field.name}",
        f"write doi = {{{doi}}}",
        citekey=entry.citekey,
        fix=fix,
    )
