"""Two entries have the same journal, volume and first page.

Either both are one work, or one of them has the place of the other: an import that went wrong keeps the place and mixes
up title and authors.  Short letters, abstracts and what replies to another work do share a page; where both have a DOI
of their own, nothing is said, and nothing of page 1, with which each article of many journals begins.

Basis: volume and first page find an article in its journal (NLM, Citing Medicine); in Chinese medical journals a
quarter of the wrong references are wrong in the page and a fifth in volume or issue.

Fails:
    manuscript/01-introduction.md:
        两项研究[@murphy2003; @jo2017]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Arthritis Rheum}, year = {2003},
          volume = {48}, pages = {3464--3474}}
        @article{jo2017, author = {Jo, C.}, title = {Knees of men}, journal = {Arthritis Rheum}, year = {2003},
          volume = {48}, pages = {3464--3470}}
Passes:
    manuscript/01-introduction.md:
        两项研究[@murphy2003; @jo2017]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Arthritis Rheum}, year = {2003},
          volume = {48}, number = {1}, pages = {1--9}}
        @article{jo2017, author = {Jo, C.}, title = {Knees of men}, journal = {Arthritis Rheum}, year = {2003},
          volume = {48}, number = {2}, pages = {1--7}}
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from collation.check.duplicates import near_duplicate
from collation.check.duplicates.works import are_told_apart, first_page, same_identifier, second_works, title_words
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript

CODE = "same-first-page"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_RANGE = re.compile(r"\d\s*[-\u2010-\u2015\u2212~～〜至到]")
_ARTICLE_NUMBER = re.compile(r"(?:e|cd|art)[0-9]+|[0-9]{5,}")
_NOT_IN_NAME = re.compile(r"[\W_]+|\b(?:the|and)\b")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each entry with the place of an earlier one, where no other check of the family speaks of it."""
    places: defaultdict[tuple[str, str, str], list[BibliographyEntry]] = defaultdict(list)
    for entry in manuscript.bibliography.entries:
        place = _place(entry)
        if place:
            places[place].append(entry)
    shared = [entries for entries in places.values() if len(entries) > 1]
    if not shared:
        return
    known = {entry.citekey for _, entry, _ in same_identifier(manuscript)}
    known |= {found.citekey for found in near_duplicate.find(manuscript)}
    for earlier, *others in shared:
        for entry in others:
            if entry.citekey in known | {earlier.citekey} or _may_share(earlier, entry):
                continue
            pages = entry.field("pages")
            assert pages is not None
            yield Diagnostic(
                CODE,
                SEVERITY,
                pages.location,
                f"{entry.citekey} has the journal, volume and first page of {earlier.citekey}",
                "compare both with their sources; remove one if both are one work",
                citekey=entry.citekey,
            )


def _may_share(first: BibliographyEntry, second: BibliographyEntry) -> bool:
    numbers = {entry.value("number") or entry.value("issue") for entry in (first, second)}
    if ("" not in numbers and len(numbers) > 1) or are_told_apart(first, second):
        return True
    is_article_number = _ARTICLE_NUMBER.fullmatch(first_page(first)) is not None
    if not is_article_number and not all(_RANGE.search(entry.value("pages")) for entry in (first, second)):
        return True  # a piece of one page, as letters and abstracts are
    return second_works(title_words(first)) != second_works(title_words(second))


def _place(entry: BibliographyEntry) -> tuple[str, str, str] | None:
    journal = entry.value("journal") or entry.value("journaltitle") or entry.value("shortjournal")
    volume, page = entry.value("volume"), first_page(entry)
    if not (journal and volume and page) or page == "1":
        return None
    return _NOT_IN_NAME.sub(" ", journal.casefold()).strip(), volume.strip(), page
