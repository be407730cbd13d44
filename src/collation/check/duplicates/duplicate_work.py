"""One work stands in the bibliography under two citekeys: they have the same DOI, PMID, PMCID, arXiv number or ISBN.

It would be printed twice, under two numbers; of a work that is cited under both the message says which.  The
identifiers are compared in one form, however they are written.  A chapter has the ISBN of its book, and a volume that
of its set: these are not compared.

Basis: the numeric system gives a work that is cited again the number it had (GB/T 7714; ICMJE recommendations), so one
work has one entry; of twelve checkers that were tried, two found the same DOI in another form.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003; @murphy2003b]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003},
          doi = {10.1002/art.11365}}
        @article{murphy2003b, author = {Murphy, J. M.}, title = {The goat}, journal = {Journal}, year = {2003},
          doi = {10.1002/ART.11365}}
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003; @murphy2004]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats: part {I}}, journal = {Journal}, year = {2003}}
        @article{murphy2004, author = {Murphy, J.}, title = {Goats: part II}, journal = {Journal}, year = {2004}}
"""

from collections.abc import Iterator

from collation.check.duplicates.works import same_identifier, title_words
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript
from collation.suggestion import likeness

CODE = "duplicate-work"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_UNLIKE = 0.5
"""Titles that are less like than this are no two ways to write one."""

_NAMES = {"eprint": "arXiv number"}


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each entry that names the work of an earlier one."""
    numbers = manuscript.citation_numbers
    is_numbered = manuscript.notations == {"number"}  # then a number means a place in the file
    remove = "move this entry to the end of the file" if is_numbered else "remove this entry"
    for earlier, entry, name in same_identifier(manuscript):
        found = entry.field(name)
        assert found is not None
        shown = _NAMES.get(name, name.upper())
        help = f"cite {earlier.citekey} and {remove}, or correct the {shown}"
        both = ""
        if not _may_be_one(earlier, entry):
            both, help = ", though their titles are those of two works", f"look up both; one {shown} is wrong"
        elif earlier.citekey in numbers and entry.citekey in numbers:
            both = f": [{numbers[earlier.citekey]}] and [{numbers[entry.citekey]}] are one work"
        yield Diagnostic(
            CODE,
            SEVERITY,
            found.location,
            f"{entry.citekey} has the {shown} of {earlier.citekey}{both}",
            help,
            citekey=entry.citekey,
        )


def _may_be_one(first: BibliographyEntry, second: BibliographyEntry) -> bool:
    """Whether the titles allow one work; in two scripts one may be the translation of the other."""
    ours, theirs = (" ".join(title_words(entry)) for entry in (first, second))
    return not (ours and theirs) or ours.isascii() != theirs.isascii() or likeness(ours, theirs) > _UNLIKE
