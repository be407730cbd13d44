"""The address of an entry leads to another DOI than its field doi.

One of the two is another work: an entry was made from the copy of an older one, or from the page of a neighbour.  The
reader who follows the link reads something else than was cited.

Basis: ISO 26324: a DOI names one work, and the same work under doi.org.  A DOI that differs only in case, or in a
version at its end (10.1101/123 and 10.1101/123v2), is the same.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          doi = {10.1000/goats.11365}, url = {https://doi.org/10.1000/horses.204}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          doi = {10.1000/goats.11365}, url = {https://journal.example.org/goats}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.doi_addresses import doi_addresses
from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "conflicting-doi"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_VERSION = re.compile(r"[./]?v[0-9]+$")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each address of doi.org that is not that of the entry's own DOI."""
    for entry, field, own, other in doi_addresses(manuscript):
        is_short = "10/" in (own[:3], other[:3])  # which DOI a short one stands for only doi.org knows
        if not is_short and _VERSION.sub("", own) != _VERSION.sub("", other):
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, field),
                f"the address of {entry.citekey} leads to {other}, its DOI is {own}",
                "follow both and remove the one that is another work",
                citekey=entry.citekey,
            )
