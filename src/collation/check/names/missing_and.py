"""Authors are parted by something else than the word `and`.

A list as PubMed gives it, `Doe J, Roe R`, or as Chinese is written, 王强, 李明, is one person for BibTeX: the
reader sees DOE J R R or 王强李明, and the authors are lost.  `AND` in capitals is read by BibTeX, but not by pandoc.

Basis: the BibTeX manual (Patashnik, "BibTeXing") parts names by `and` and takes a comma for the end of the family name;
author errors are the most frequent ones in reference lists, in English (39% of errors: Aronsky 2005, JAMIA 12:225) and
in Chinese (27.6%: 朱红梅 2016).

Fails:
    references.bib:
        @article{murphy2003, author = {王强, 李明, 张三}, title = {山羊}, journal = {某杂志}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {王强 and 李明 and 张三}, title = {山羊}, journal = {某杂志}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import lists, written
from collation.check.names.lists import Listing
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "missing-and"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_CAPITAL_AND = re.compile(r"\s(?!and\s)([Aa][Nn][Dd])(?=\s)")
_NAMES = {",": "a comma", "，": "a comma", ";": "a semicolon", "；": "a semicolon", " ": "a space"}


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each field of which a name is several, and each `and` in capitals."""
    for entry, field in written.fields(manuscript):
        value = field.value
        for found in _CAPITAL_AND.finditer(written.hide_braced(value)) if "AND" in value or "And" in value else ():
            fix = written.replacement(manuscript, field, found.start(1), found.end(1), "and", is_safe=True)
            place = written.location(manuscript, field, found.start(1), found.end(1))
            message, help = f"{found[1]} joins two authors into one", "write `and` in small letters"
            yield Diagnostic(CODE, SEVERITY, place, message, help, citekey=entry.citekey, fix=fix)
        listing = lists.listing(entry, field)
        if listing:
            yield _finding(manuscript, entry, field, listing)


def _finding(manuscript: Manuscript, entry: BibliographyEntry, field: Field, listing: Listing) -> Diagnostic:
    fix = None
    if listing.edits and field.is_single and not field.strings:
        path, offset = manuscript.bibliography.path, field.inner_start
        edits = tuple(Edit(path, offset + start, offset + end, text) for start, end, text in listing.edits)
        fix = Fix(edits, listing.is_certain, f"write {listing.text}")
    name = field.value[listing.start : listing.end]
    shown = name if len(name) <= 60 else f"{name[:57]}…"
    help = "write each author as `surname, given name`, with `and` between them; a body's name stands in braces"
    message = f"{_NAMES.get(listing.separator, listing.separator)} stands between authors instead of `and`: {shown}"
    if not listing.separator:
        message = f"a name has a family name, a suffix such as Jr and a given name, and no more: {shown}"
    place = written.location(manuscript, field, listing.start, listing.end)
    return Diagnostic(
        CODE, SEVERITY, place, message, f"write {listing.text}" if listing.text else help, entry.citekey, fix
    )
