"""The name of a journal is followed by the year or the volume, which have fields of their own.

A reference that was cut at the wrong place leaves them there: `Nature 2019` is printed `Nature 2019, 2019, 12(3)`, and
is no journal that any comparison knows.  A number may belong to the name (J Appl Physiol (1985), Perkin Transactions
2): only the entry's own year, and what can be nothing but a volume with its issue, is named.

Basis: the BibTeX documentation (btxdoc) gives journal, year, volume and number a field each.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Goat Science 2003}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Goats 2000}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.dates import years
from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "year-in-journal"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_YEAR = re.compile(r"[\s,，;；.。]+((?:19|20)[0-9]{2})\s*年?[\s,，;；.。]*\Z")
# Of `J Chem Soc Perkin 1 (1972)` the figures belong to the name.
_PLACE = re.compile(
    r"[\s,，;；.。]+(?:(?:19|20)[0-9]{2}[年\s,，;；]+)?"
    r"(?:vol\.?\s*[0-9]+|[0-9]{1,4}\s*[(（]\s*[0-9]{1,3}\s*[)）]|第\s*[0-9]+\s*[卷期])[\s0-9A-Z.,，;:：–()（）第期页-]*\Z",
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each journal's name with its entry's year, or with a volume and issue, at its end."""
    for entry in manuscript.bibliography.entries:
        field = entry.field("journal") or entry.field("journaltitle")
        if field is None or not any(mark.isdigit() for mark in field.value):
            continue
        found = _PLACE.search(field.value) or _YEAR.search(field.value)
        if not found or (found.re is _YEAR and int(found[1]) not in years(entry.value("year") or entry.value("date"))):
            continue
        rest = found[0].strip(" ,，;；.。")
        start = found.start() + found[0].index(rest)
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, field, start, start + len(rest)),
            f"the journal of {entry.citekey} is followed by {rest}",
            "leave it out; year, volume, number and pages have fields of their own",
            entry.citekey,
            replace(manuscript, field, "", *found.span(), is_safe=False, message=f"leave out {rest}"),
        )
