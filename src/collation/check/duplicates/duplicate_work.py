"""One work stands in the bibliography under two citekeys.

It would be printed twice, under two numbers.  Two entries with the same DOI, PMID or PMCID are an error; two with
nearly the same title and the same first author are a warning, for a series may be right: titles that differ only in a
numeral (part I, part II) are not reported.

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
        @article{murphy2003, author = {Murphy, J.}, title = {Goats: part I}, journal = {Journal}, year = {2003}}
        @article{murphy2004, author = {Murphy, J.}, title = {Goats: part II}, journal = {Journal}, year = {2004}}
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript
from collation.suggestion import likeness

CODE = "duplicate-work"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_NEAR = 0.93
_IDENTIFIERS = ("doi", "pmid", "pmcid")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_NUMERAL = re.compile(r"\d+|(?<![a-z])[ivx]+(?![a-z])|[一二三四五六七八九十]+")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each entry that names the work of an earlier one."""
    for earlier, entry, field in pairs(manuscript.bibliography.entries):
        found = entry.field(field)
        location = found.location if found else entry.location
        if field == "title":
            yield Diagnostic(
                CODE,
                Severity.WARNING,
                location,
                f"{entry.citekey} has nearly the title and the first author of {earlier.citekey}",
                f"if both are one work, cite {earlier.citekey} and remove this entry",
            )
        else:
            yield Diagnostic(
                CODE,
                SEVERITY,
                location,
                f"{entry.citekey} has the {field.upper()} of {earlier.citekey}",
                f"cite {earlier.citekey} and remove this entry, or correct the {field.upper()}",
            )


def pairs(entries: Iterable[BibliographyEntry]) -> Iterator[tuple[BibliographyEntry, BibliographyEntry, str]]:
    """Yield each entry that repeats an earlier one, with that one and the field that shows it."""
    by_identifier: dict[tuple[str, str], BibliographyEntry] = {}
    by_author: dict[str, list[tuple[BibliographyEntry, str]]] = defaultdict(list)
    for entry in entries:
        shown = False
        for name in _IDENTIFIERS:
            value = _DOI_PREFIX.sub("", entry.value(name).replace("\\", "").strip()).lower()
            if not value:
                continue
            earlier = by_identifier.setdefault((name, value), entry)
            if earlier is not entry and earlier.citekey != entry.citekey and not shown:
                shown = True
                yield earlier, entry, name
        title = _normalised(entry.value("title"))
        if not entry.authors or not title:
            continue
        others = by_author[entry.authors[0].family.lower()]
        for other, other_title in others if not shown else ():
            if other.citekey != entry.citekey and _is_near(title, other_title):
                yield other, entry, "title"
                break
        others.append((entry, title))


def _normalised(title: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"[{}\\]", "", title)).lower().split())


def _is_near(first: str, second: str) -> bool:
    if abs(len(first) - len(second)) > (1 - _NEAR) * 2 * max(len(first), len(second)):
        return False
    if first != second and _NUMERAL.sub("#", first) == _NUMERAL.sub("#", second):
        return False
    return likeness(first, second) > _NEAR
