r"""A DOI leads nowhere, or is written with more than the DOI itself.

A reader follows a DOI, and every look-up begins with it.  One that lacks its prefix or its slash, or holds a space, is
printed as a link to nothing.  An address or a label before it, `\_` or `%2F` in it, are printed as they stand, for
pandoc takes the field word for word: `DOI:https://doi.org/10.…`.  Brackets, `<`, `;` and a registrant with full stops
(10.1000.10) are right.

Basis: the DOI Handbook (ISO 26324): `10.`, a registrant, a slash, and any printable characters; the registrants given
out have four digits or more.  The biblatex manual: the field holds the bare DOI.  A DOI may end with a full stop or
hold a dash, but nearly none does, so that is a warning.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          doi = {10.12.171}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          doi = {10.1016/S0140-6736(97)11096-0}}
"""

import re
import unicodedata
from collections.abc import Iterator

from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.identifiers import DOI_ADDRESS, bare_doi, normalised_doi
from collation.model import Field, Manuscript

CODE = "malformed-doi"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

# The form of nearly every DOI, seen at a glance; all others are looked at more closely.
_RIGHT = re.compile(
    r"10(?:\.[0-9]{4,9}(?:\.[0-9]+)*)?/(?=.)[A-Za-z0-9._;:/<>+#-]*(?:\([A-Za-z0-9/.-]*\)[A-Za-z0-9._;:/<>+#-]*)*(?<![.;:])"
)
_TYPED = re.compile(r"[1lI|][0oO][.,:;。]?\s*([0-9]{4,9}(?:\.[0-9]+)*)\s*[/\\|]\s*(\S+)")
_PREFIX = re.compile(r"10\s?\.\s?[0-9]{4,}")
_IN_ADDRESS = re.compile(r"https?://\S*?/(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
# What a page's address has behind the DOI; it leads to the page, and no look-up knows it.
_PAGE = re.compile(r"(?<=[0-9A-Za-z)])(?:/(?:full|abstract|pdf|epdf|fulltext|summary|meta|html)(?:/?|\.html?)|\?\S*)\Z")
_WRAPPED = re.compile(r"\\(?:url|nolinkurl|path)\s*\{(.*)\}|[(\[](.*)[)\]]|(\S+)\s+\[doi\]", re.DOTALL | re.IGNORECASE)
_END = re.compile(r"[.,;:。，；：、]+$")
_UNWRITABLE = re.compile(r'[{}\\"%]')


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each DOI that is none, or that has something about it."""
    for entry in manuscript.bibliography.entries:
        field = entry.field("doi")
        if field is None or (_RIGHT.fullmatch(field.value) and not _PAGE.search(field.value)):
            continue
        found = _fault(field)
        if found:
            severity, what, help, better, is_safe = found
            is_writable = better and better != field.value and not _UNWRITABLE.search(better)
            yield Diagnostic(
                CODE,
                severity,
                place(manuscript, field),
                f"the DOI of {entry.citekey} {what}",
                help,
                citekey=entry.citekey,
                fix=replace(manuscript, field, better, is_safe=is_safe) if is_writable else None,
            )


def _fault(field: Field) -> tuple[Severity, str, str, str, bool] | None:
    """Return severity, fault, help, what is likely meant, and whether that is certain; None where all is well."""
    bare = bare_doi(field.value)
    if wrapped := _WRAPPED.fullmatch(field.value.strip()):
        inside = bare_doi(wrapped[1] or wrapped[2] or wrapped[3] or "")
        if normalised_doi(inside):
            return Severity.WARNING, "has more about it than itself", f"write {inside}", inside, True
    if not normalised_doi(bare):
        return _nowhere(bare)
    if elsewhere := _IN_ADDRESS.fullmatch(bare):
        return Severity.WARNING, "is the address of a page", "write the DOI alone", elsewhere[1], False
    if _DASHES.search(bare):
        better = _DASHES.sub("-", bare)
        what = "has a dash where a hyphen is likelier"
        return Severity.WARNING, what, f"write {better} if that is the DOI", better, False
    better = bare
    while end := _END.search(better) or (better[-1] == ")" and better.count(")") > better.count("(")):
        better = better[: end.start()] if isinstance(end, re.Match) else better[:-1]
    if better != bare:
        what = f"ends with {bare[len(better) :]}"
        return Severity.WARNING, what, f"leave it out if the DOI is {better}", better, False
    page = _PAGE.search(bare)
    if page and normalised_doi(better := bare[: page.start()]):
        return Severity.WARNING, f"ends with {page[0]}", f"leave it out if the DOI is {better}", better, False
    if bare != field.value.strip():
        return Severity.WARNING, _more(field.value), f"write {bare}; the rest would be printed", bare, True
    if "\\" in bare:
        return Severity.WARNING, f"holds a backslash: {bare}", "look it up; the backslash would be printed", "", False
    return None


def _more(value: str) -> str:
    """Say what a field holds besides the DOI."""
    if DOI_ADDRESS.match(value.strip()):
        return "is written as an address"
    return "has a label before it" if "doi" in value[:6].lower() else "is written with escapes"


def _nowhere(bare: str) -> tuple[Severity, str, str, str, bool]:
    """Say why a text is no DOI, and which one it may be."""
    if len(_PREFIX.findall(bare)) > 1:
        return SEVERITY, "is more than one", "keep the DOI of this work", "", False
    plain = unicodedata.normalize("NFKC", bare)
    joined = "".join(plain.split())
    if elsewhere := _IN_ADDRESS.fullmatch(joined):
        return Severity.WARNING, "is the address of a page", "write the DOI alone", elsewhere[1], False
    if normalised_doi(joined):
        what = "holds a space" if any(mark.isspace() for mark in bare) else "holds full-width characters"
        return SEVERITY, what, f"write {joined} if that is the DOI", joined, False
    typed = _TYPED.fullmatch(joined)
    meant = f"10.{typed[1]}/{typed[2]}" if typed else joined.lstrip("/.")
    if re.fullmatch(r"[0-9]{4,5}/\S+", meant):
        meant = f"10.{meant}"
    if normalised_doi(meant):
        return SEVERITY, f"is mistyped: {bare}", f"write {meant} if that is the DOI", meant, False
    if not plain.startswith("10."):
        what = "does not begin with 10."
    elif "/" not in plain:
        what = "has no slash"
    elif plain.endswith("/"):
        what = "has nothing after its slash"
    else:
        what = "has a prefix that nobody was given"
    return SEVERITY, f"{what}: {bare}", "look it up: a DOI is 10., a registrant, / and the work", "", False
