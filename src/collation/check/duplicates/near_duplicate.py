"""Two entries have nearly the same title, and the same first author or year.

They are probably one work that was imported twice, with a slip in one of them.  What makes two works is known: numbered
parts, another word in the place of one (male, female; 短期, 长期), an erratum, a reply, a preprint and its article, an
abstract and its article, another edition, volume, standard or meeting, another DOI, the same title in another place.

Basis: one work has one number (GB/T 7714; ICMJE recommendations); a title counts as near from 93 of 100 characters
alike, the bar of the tools that compare titles, of which one removes the entry that it takes for the double and lost a
different work.  Nothing is removed here.

Fails:
    manuscript/01-introduction.md:
        两项研究[@wang2003; @wang2003b]。
    references.bib:
        @article{wang2003, author = {王强 and 李明}, title = {间充质干细胞外泌体治疗膝骨关节炎的研究进展与展望},
          journal = {某杂志}, year = {2003}}
        @article{wang2003b, author = {王强}, title = {间充质干细胞外泌体治疗膝骨关节炎的研究进展和展望},
          journal = {某杂志}, year = {2004}}
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003; @murphy2004]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats: part {I}}, journal = {Journal}, year = {2003}}
        @article{murphy2004, author = {Murphy, J.}, title = {Goats: part II}, journal = {Journal}, year = {2004}}
"""

from collections.abc import Iterator

from collation.check.duplicates.works import (
    are_titles_told_apart,
    are_told_apart,
    first_author,
    neighbours,
    same_identifier,
    title_words,
    year,
)
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript
from collation.suggestion import likeness

CODE = "near-duplicate"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_NEAR = 0.93
_REACH = 4
_TELLING = 30
"""By another author, or of another year, a shorter title may be that of two works: many are called `Osteoarthritis`."""


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each entry whose title is nearly that of an earlier one, where no identifier says so already."""
    entries = manuscript.bibliography.entries
    words = [title_words(entry) for entry in entries]
    authors = [first_author(entry) for entry in entries]
    years = [year(entry) for entry in entries]
    known = {entry.citekey for _, entry, _ in same_identifier(manuscript)}
    found: dict[int, int] = {}
    compared: set[tuple[int, int]] = set()
    for one, other in neighbours(words, _REACH):
        is_same_author, is_same_year = authors[one] == authors[other] != "", years[one] == years[other]
        if not (is_same_author or is_same_year) or (one, other) in compared:
            continue
        compared.add((one, other))
        first, second = entries[one], entries[other]
        if first.citekey == second.citekey or second.citekey in known:
            continue
        is_near = _is_near(words[one], words[other], is_same_author=is_same_author, is_same_year=is_same_year)
        if is_near and not are_told_apart(first, second):
            found[other] = min(one, found.get(other, one))
    for index in sorted(found):
        yield _finding(entries[found[index]], entries[index])


def _is_near(first: tuple[str, ...], second: tuple[str, ...], *, is_same_author: bool, is_same_year: bool) -> bool:
    ours, theirs = " ".join(first), " ".join(second)
    if not (is_same_author and is_same_year) and min(len(ours), len(theirs)) < _TELLING:
        return False
    return likeness(ours, theirs) > _NEAR and not are_titles_told_apart(first, second)


def _finding(earlier: BibliographyEntry, entry: BibliographyEntry) -> Diagnostic:
    title = entry.field("title")
    shared = "the first author" if first_author(earlier) == first_author(entry) != "" else "the year"
    return Diagnostic(
        CODE,
        SEVERITY,
        title.location if title else entry.location,
        f"{entry.citekey} has nearly the title and {shared} of {earlier.citekey}",
        f"if both are one work, cite {earlier.citekey} and remove this entry; else give both their DOI",
        citekey=entry.citekey,
    )
