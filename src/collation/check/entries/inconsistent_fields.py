"""An entry lacks what the others of its journal or publisher have.

A reader of the list sees the hole: one article without its issue, where those of the same journal have it.  What a work
need not have is left alone: a journal may have no volumes, an old article no DOI, an article ahead of print no pages.
So the check speaks only where the work must have the field.  Of volume, issue, pages and DOI three other articles of
the journal show it, one of them as old and one as young; of the place three other works of the publisher.  Beside that,
an article with a volume or issue has pages, or a number in their place, where nine articles in ten of the list do.

Basis: GB/T 7714-2015 and ICMJE's examples after NLM's Citing Medicine ask for the same elements in every reference of a
kind.  JabRef's check of consistency compares all entries of a type with each other; tried on correct lists, that named
works which have no volume or no DOI, and nothing else.

Fails:
    manuscript/01-introduction.md:
        山羊[@k1; @k2; @k3]与绵羊[@murphy2003]。
    references.bib:
        @article{k1, author = {Aoe, A.}, title = {Geese}, journal = {Journal}, year = {2001}, volume = {1}}
        @article{k2, author = {Boe, B.}, title = {Ducks at ponds}, journal = {Journal}, year = {2003}, volume = {3}}
        @article{k3, author = {Coe, C.}, title = {Hens}, journal = {Journal}, year = {2004}, volume = {4}}
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}, pages = {8--9}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}, pages = {8--9}}
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from collation.check.entries import forms
from collation.check.entries.dates import years
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript

CODE = "inconsistent-fields"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ()

_PAGES = ("pages", "eid", "articleno", "article-number", "elocation-id")
_OF_JOURNAL = {"volume": ("volume",), "number": ("number", "issue"), "pages": _PAGES, "doi": ("doi",)}
_OF_PUBLISHER = {"address": ("address", "location")}
"""The fields that are compared, and what may stand in their place."""

_IN_ISSUE = ("volume", "number", "issue")
_OTHERS = 3
_MANY = 10
_FEW = 0.1
"""Which share may lack a field that all are said to have."""

_Entries = list[BibliographyEntry]


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each entry that lacks what its like have, once for all that it lacks."""
    journals: defaultdict[str, _Entries] = defaultdict(list)
    publishers: defaultdict[str, _Entries] = defaultdict(list)
    in_issue: _Entries = []
    for entry in manuscript.bibliography.entries:
        journal = entry.value("journal") or entry.value("journaltitle")
        if entry.type == "article" and journal:
            journals[journal.casefold()].append(entry)
            if _has(entry, _IN_ISSUE):
                in_issue.append(entry)
        elif publisher := entry.value("publisher"):
            publishers[publisher.casefold()].append(entry)
    lacking: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for kind, groups, fields in (("journal", journals, _OF_JOURNAL), ("publisher", publishers, _OF_PUBLISHER)):
        for group in groups.values():
            for name, names in fields.items() if len(group) > _OTHERS else ():
                for entry, share in _without(group, names):
                    if kind == "publisher" or _lies_between(entry, group, names):
                        lacking[entry.ordinal][name] = f"{name}, which {share} of its {kind} have"
    if len(in_issue) >= _MANY:
        for entry, share in _without(in_issue, _PAGES):
            lacking[entry.ordinal].setdefault("pages", f"pages, which {share} articles have")
    for entry in manuscript.bibliography.entries:
        if entry.ordinal in lacking:
            shown = "; no ".join(lacking[entry.ordinal].values())
            yield Diagnostic(
                CODE,
                SEVERITY,
                entry.location,
                f"{entry.citekey} has no {shown}",
                "add it if the work has one",
                entry.citekey,
            )


def _has(entry: BibliographyEntry, names: Iterable[str]) -> bool:
    return any(entry.field(name) for name in names)


def _without(group: _Entries, names: tuple[str, ...]) -> Iterator[tuple[BibliographyEntry, str]]:
    """Yield the entries of a group that alone, or nearly alone, lack a field, and how many have it."""
    lacking = [entry for entry in group if not _has(entry, names)]
    count = len(group) - len(lacking)
    if count >= _OTHERS and len(lacking) <= max(1, len(group) * _FEW):
        yield from ((entry, f"{count} of {len(group)}") for entry in lacking if not _is_excused(entry, names))


def _lies_between(entry: BibliographyEntry, group: _Entries, names: tuple[str, ...]) -> bool:
    """Whether of those that have a field one is as old and one as young: the journal had it all the time."""
    year = _year(entry)
    known = [_year(other) for other in group if _has(other, names)]
    return any(0 < other <= year for other in known) and any(other >= year for other in known)


def _year(entry: BibliographyEntry) -> int:
    return next(iter(years(entry.value("date") or entry.value("year"))), 0)


def _is_excused(entry: BibliographyEntry, names: tuple[str, ...]) -> bool:
    """Whether a field may well be absent, or another check speaks of its absence."""
    if entry.parents or entry.field("pubstate"):
        return True
    if any(item.name in names or forms.meant(item.name) in names for item in entry.fields):
        return True
    if names == _OF_JOURNAL["number"] and not entry.value("volume").isdecimal():
        return True  # a supplement, or a journal without issues
    is_place = names[0] in ("volume", "number", "pages")
    return is_place and not _has(entry, (*_IN_ISSUE, *_PAGES))  # ahead of print
