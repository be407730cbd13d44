"""An author's initials stand where BibTeX expects the surname.

Without a comma the last word of a name is the surname: `Murphy JM` is a person of the family JM, printed as JM M, and
sorted and cited under it.  PubMed writes surname and initials in this order, BibTeX needs the comma.

Basis: the BibTeX manual (Patashnik, "BibTeXing") reads `First von Last` or `von Last, First`; NLM's Citing Medicine,
from which PubMed's form comes, puts the surname first without a comma.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy JM and Fink DJ}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M. and D. J. Fink}, title = {Goats}, journal = {Bone}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import written
from collation.check.names.chinese import HAN
from collation.check.names.latin import BODY, PARTICLES, inverted, is_clearly_initials, medline
from collation.check.names.written import WrittenName
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "initials-as-surname"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_SUSPECT = re.compile(
    r"[\s~](?:[^\W\d_]\.?[-‐]?){1,4}(?:[\s~]+(?:[JSjs]r\.?|I{2,3}|[2-4](?:nd|rd|th)))?\s*(?:[\s~]and\s|$)"
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield for each field its names that end in initials; those that may be surnames, `LI`, only beside clear ones."""
    for entry, field in written.fields(manuscript):
        if not _SUSPECT.search(field.value):
            continue
        found = [(name, parts) for name in written.names(entry, field) if (parts := _parts(name))]
        if any(_is_clear(parts) for _, parts in found):
            yield _finding(manuscript, entry, field, found)


def _parts(name: WrittenName) -> tuple[str, str, str] | None:
    bare = name.bare
    if "," in bare or name.is_corporate or HAN.search(bare) or BODY.search(bare):
        return None
    return medline(name.text)


def _is_clear(parts: tuple[str, str, str]) -> bool:
    return all(is_clearly_initials(word) for word in parts[1].split())


def _finding(
    manuscript: Manuscript,
    entry: BibliographyEntry,
    field: Field,
    found: list[tuple[WrittenName, tuple[str, str, str]]],
) -> Diagnostic:
    edits = []
    is_safe = True
    for name, parts in found:
        surname = [word for word in parts[0].split() if word not in PARTICLES]
        # Of `Murphy John M.` nobody knows whether John is a given name.
        is_safe = is_safe and _is_clear(parts) and len(surname) == 1
        start = field.inner_start + name.start
        edits.append(Edit(manuscript.bibliography.path, start, start + len(name.text), inverted(*parts)))
    first, parts = found[0]
    shown = inverted(*parts)
    more = f"; {len(found) - 1} more in this list are written so" if len(found) > 1 else ""
    fix = Fix(tuple(edits), is_safe, "put a comma after the surname") if field.is_single else None
    place = written.location(manuscript, field, first.start, first.end)
    message = f"the surname of {first.text} would be {parts[2] or parts[1].split()[-1]}{more}"
    help = f"write the surname, a comma and the initials: {shown}"
    return Diagnostic(CODE, SEVERITY, place, message, help, entry.citekey, fix)
