"""The last page of a range leaves out the digits that it shares with the first.

363-88 means 363 to 388, and is right where a journal asks for it.  The form of the printed list is the business of its
style, which can shorten a whole number but in most cases not lengthen a short one, so a list of both forms is printed
as a mixture.

Basis: NLM, Citing Medicine, permits the short form; GB/T 7714-2015 shows whole numbers in its examples.  Of the styles
that come with Collation, GB/T 7714 prints the pages as they are typed and Vancouver sets them anew.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          pages = {363-88}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          pages = {363-388}}
"""

from collections.abc import Iterator

from collation.check.entries.pages import page_ranges
from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "abbreviated-pages"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each range whose last page is shortened."""
    for entry, field, found in page_ranges(manuscript):
        if found.whole_last:
            last = found.end - len(found.last)
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, field, found.start, found.end),
                f"the last page {found.last} of {entry.citekey} is short for {found.whole_last}",
                "write the whole number, or leave it where the journal wants it short",
                citekey=entry.citekey,
                # page 5 of section 31 can be written 31-5, so a person decides
                fix=replace(manuscript, field, found.whole_last, last, found.end, is_safe=False),
            )
