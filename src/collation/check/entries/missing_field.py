"""An entry lacks a field that a reader needs to find the work.

The fields are those that BibTeX and biblatex require of each type, with their alternatives (`year` or `date`, `author`
or `editor`); a field that a `crossref` parent supplies is not missing.  An entry of a type that we do not know is held
to a title only.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journaltitle = {Journal}, date = {2003-12}}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Bibliography, BibliographyEntry, Manuscript

CODE = "missing-field"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_YEAR = ("year", "date")
_WHO = ("author", "editor", "organization", "institution")
_WHERE = ("url", "doi", "eprint", "howpublished", "note")
_BOOK = (("author", "editor", "organization"), ("title",), ("publisher",), _YEAR)
_PART = (("author", "editor"), ("title",), ("booktitle", "maintitle"), _YEAR)
_THESIS = (("author",), ("title",), ("school", "institution"), _YEAR)
_REPORT = (_WHO, ("title",), ("institution", "publisher", "organization"), _YEAR)
_ONLINE = (("title",), _WHERE)

REQUIRED = {
    "article": (("author", "editor"), ("title",), ("journal", "journaltitle"), _YEAR),
    "book": _BOOK, "mvbook": _BOOK, "collection": _BOOK, "proceedings": (("title",), _YEAR),
    "inbook": _PART, "incollection": _PART, "inproceedings": _PART, "conference": _PART, "inreference": _PART,
    "phdthesis": _THESIS, "mastersthesis": _THESIS, "thesis": _THESIS,
    "techreport": _REPORT, "report": _REPORT, "manual": (("title",), _YEAR),
    "online": _ONLINE, "electronic": _ONLINE, "www": _ONLINE, "misc": _ONLINE,
    "patent": (("author", "holder"), ("title",), ("number",), _YEAR),
    "dataset": (("title",), _YEAR, ("publisher", *_WHERE)),
    "software": (("title",), ("url", "doi", "version", *_WHERE)),
    "unpublished": (("author",), ("title",), _WHERE),
}  # fmt: skip
"""For each type the groups of fields of which one must be present."""


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each group of fields of which an entry has none."""
    bibliography = manuscript.bibliography
    for entry in bibliography.entries:
        for group in REQUIRED.get(entry.type, (("title",),)):
            if not any(_has(entry, name, bibliography) for name in group):
                shown = " or ".join(dict.fromkeys(group))
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    entry.location,
                    f"the {entry.type} {entry.citekey} has no {shown}",
                    f"add {group[0]} = {{…}}",
                )


def _has(entry: BibliographyEntry, name: str, bibliography: Bibliography) -> bool:
    if entry.field(name):
        return True
    inherited = {"booktitle": ("booktitle", "title"), "journaltitle": ("journaltitle", "title")}.get(name, (name,))
    if bibliography.broken_citekeys.intersection(entry.parents):
        return True  # broken-entry speaks of the parent; what it would supply nobody knows
    found = (bibliography.by_citekey.get(parent) for parent in entry.parents)
    return any(parent is not None and any(parent.field(item) for item in inherited) for parent in found)
