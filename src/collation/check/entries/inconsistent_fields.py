"""An entry lacks a field that nearly all others of its kind have.

A reader of the list sees the hole: one article without its pages among forty that have them.  Often the work has none
(an article ahead of print, a journal without issue numbers), so this is a note; it speaks only where at least ten
entries of the type, in the same script, are there and four in five have the field.  It leaves alone what a journal
never has, the volume of a journal that counts its issues through, the DOI of a work before 2000, volume and pages ahead
of print, and what a parent supplies.

Basis: GB/T 7714-2015 and ICMJE's examples after NLM's Citing Medicine ask for the same elements in every reference of a
kind; JabRef's check of consistency compares the entries of a type in the same way.

Fails:
    manuscript/01-introduction.md:
        山羊[@k1; @k2; @k3; @k4; @k5]与绵羊[@k6; @k7; @k8; @k9; @murphy2003]。
    references.bib:
        @article{k1, author = {Aoe, A.}, title = {Geese}, journal = {Journal}, year = {2001}, volume = {1}}
        @article{k2, author = {Boe, B.}, title = {Ducks at ponds}, journal = {Journal}, year = {2001}, volume = {1}}
        @article{k3, author = {Coe, C.}, title = {Hens}, journal = {Journal}, year = {2001}, volume = {1}}
        @article{k4, author = {Doe, D.}, title = {Pigs in mud}, journal = {Journal}, year = {2001}, volume = {1}}
        @article{k5, author = {Eoe, E.}, title = {Mules}, journal = {Journal}, year = {2001}, volume = {1}}
        @article{k6, author = {Foe, F.}, title = {Horses on hills}, journal = {Journal}, year = {2001}, volume = {1}}
        @article{k7, author = {Goe, G.}, title = {Oxen}, journal = {Journal}, year = {2001}, volume = {1}}
        @article{k8, author = {Hoe, H.}, title = {Camels by night}, journal = {Journal}, year = {2001}, volume = {1}}
        @article{k9, author = {Ioe, J.}, title = {Yaks}, journal = {Journal}, year = {2001}, volume = {1}}
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}, pages = {8--9}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}, pages = {8--9}}
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from collation.check.entries import forms, titles
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript

CODE = "inconsistent-fields"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ()

_FIELDS = {
    "volume": ("volume",),
    "number": ("number", "issue"),
    "pages": ("pages", "eid", "articleno", "article-number"),
    "doi": ("doi",),
    "publisher": ("publisher", "organization", "institution"),
    "address": ("address", "location"),
    "school": ("school", "institution"),
}
"""The fields that are compared, and what may stand in their place."""

_LEAST = 10
_SHARE = 0.8
_MOST_ISSUES = 52
"""A number above that of a weekly's issues is counted through all years, and stands for the volume."""

_NUMBER = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each entry that lacks fields which most of its kind have, once for all of them."""
    kinds: dict[tuple[str, bool], list[BibliographyEntry]] = defaultdict(list)
    for entry in manuscript.bibliography.entries:
        kinds[entry.type, titles.is_chinese(entry.value("title"))].append(entry)
    for (type, _), entries in kinds.items():
        if len(entries) < _LEAST:
            continue
        filled = [{item.name for item in entry.fields if item.value.strip()} for entry in entries]
        has = {name: [not names.isdisjoint(group) for names in filled] for name, group in _FIELDS.items()}
        count = {name: sum(filled) for name, filled in has.items()}
        usual = [name for name in _FIELDS if _SHARE * len(entries) <= count[name] < len(entries)]
        if not usual:
            continue
        journals = [_journal(entry) for entry in entries]
        sizes = Counter(journals)
        having = {(name, journals[index]) for name in usual for index, is_filled in enumerate(has[name]) if is_filled}
        for index, (entry, journal) in enumerate(zip(entries, journals, strict=True)):
            lacking = [
                name
                for name in usual
                if not has[name][index]
                # What no other article of the journal has either, the journal has not.
                and (name == "doi" or not journal or (name, journal) in having or _is_alone(name, sizes[journal]))
                and not _is_excused(entry, name)
            ]
            if lacking:
                shares = ", ".join(f"{name} ({count[name]} of {len(entries)} have it)" for name in lacking)
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    entry.location,
                    f"unlike most entries of the type {type}, {entry.citekey} has no {shares}",
                    "add it if the work has one",
                    entry.citekey,
                )


def _is_alone(name: str, articles: int) -> bool:
    """Whether nothing is known of a journal's habits, but that many journals have no issues."""
    return articles == 1 and name != "number"


def _journal(entry: BibliographyEntry) -> str:
    return (entry.value("journal") or entry.value("journaltitle")).casefold()


def _is_excused(entry: BibliographyEntry, name: str) -> bool:
    """Whether a field may well be absent, or another check speaks of its absence."""
    if entry.parents or any(item.name == name or forms.meant(item.name) == name for item in entry.fields):
        return True
    if name == "doi":
        year = _YEAR.search(entry.value("year") or entry.value("date"))
        return year is None or year[1] < "2000"
    if name == "volume":
        number = _NUMBER.search(entry.value("number") or entry.value("issue"))
        if number and int(number[0]) > _MOST_ISSUES:
            return True
    is_ahead = not any(entry.field(field) for part in ("volume", "number", "pages") for field in _FIELDS[part])
    return name in ("volume", "number", "pages") and is_ahead
