"""The last page of a range lies before the first.

Pages are wrong in a quarter of the faulty references of Chinese medical journals, and a range that runs backwards shows
that a figure was mistyped or two were swapped.  An abbreviated range (363-88 is 363 to 388) does not run backwards, and
an article number (e1000412) is no range.

Basis: NLM, Citing Medicine, and GB/T 7714-2015 give the first and the last page, in that order.  Errors in pages: 7.4 %
of the errors in Aronsky et al., JAMIA 2005;12:225; 25.9 % in 834 references of Chinese medical journals (朱红梅, 2016).

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          pages = {388--363}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          pages = {S12--S15, 363--388}}
"""

from collections.abc import Iterator

from collation.check.entries.pages import page_ranges
from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "reversed-pages"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each range of pages that runs backwards."""
    for entry, field, found in page_ranges(manuscript):
        if found.is_reversed:
            # 2018-12 may be an article's number; two numbers of one length are a range.
            is_sure = len(found.last) >= len(found.first) or "--" in field.value
            yield Diagnostic(
                CODE,
                SEVERITY if is_sure else Severity.WARNING,
                place(manuscript, field, found.start, found.end),
                f"the pages of {entry.citekey} run backwards, from {found.first} to {found.last}",
                "look the pages up; one of the two is mistyped, or they are swapped",
                citekey=entry.citekey,
            )
