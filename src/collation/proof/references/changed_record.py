"""An item of the reference list says other data to programs than its entry has.

Indexes count citations by these data, and nobody sees them: a digit of a DOI credits another work.

Basis: JATS4R, Citations: an element-citation tags what the citation says; JATS 1.3, `element-citation`.
"""

import re
from collections.abc import Iterator, Sequence

from collation.diagnostics import Diagnostic
from collation.model import BibliographyEntry
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.reading import Place
from collation.proof.references.entries import letters

CODE = "changed-record"

_FEW = 2
"""Up to how many data of one item are told one by one: where more differ, they are those of another work."""

_PERSONS = frozenset({"author", "editor", "inventor"})
_TITLES = ("article-title", "chapter-title", "data-title", "source")
_PAGES = re.compile(r"\s*[-\N{EN DASH}\N{EM DASH}~～]+\s*")
_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/|^doi:\s*", re.IGNORECASE)


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each datum that differs from the entry's, or is left out though the entry has it."""
    entries = comparison.expected.manuscript.bibliography.by_citekey
    items = {item.label: item for item in comparison.expected.document.references}
    for record in comparison.reading.records:
        item = items.get(record.label)
        if item is None:
            continue
        entry = entries[item.citekey]
        parents = [entries[citekey] for citekey in entry.parents if citekey in entries]
        differing = list(
            dict.fromkeys(pair for pair in _pairs(entry, record.data, parents) if letters(pair[1]) != letters(pair[2]))
        )
        told = [_told(*pair, item.citekey) for pair in differing]
        if len(told) > _FEW:
            others = ", ".join(name for name, _, _ in differing[1:])
            told = [f"{told[0]}, and other data of {others}"]
        for what in told:
            message = f"has in the data of {item.label} {what}"
            yield finding(CODE, comparison, Place(), message, source=entry.location, citekey=item.citekey)
    if comparison.reading.records:
        said_of = {record.label for record in comparison.reading.records}
        for label in items:
            if label in said_of:
                continue
            yield finding(CODE, comparison, Place(), f"has no data for programs of the item {label}")


def _told(name: str, wanted: str, said: str, citekey: str) -> str:
    if not wanted:
        return f"the {name} {quoted(said)}, which @{citekey} does not have"
    return f"{f'the {name} {quoted(said)}' if said else f'no {name}'}, which is {quoted(wanted)} in @{citekey}"


def _pairs(
    entry: BibliographyEntry, data: Sequence[tuple[str, str]], parents: Sequence[BibliographyEntry]
) -> Iterator[tuple[str, str, str]]:
    """Yield what an entry has beside what its record says: name, the entry's value, the record's.

    First what an entry and its record both have by some name; then whatever else the record says, which must stand
    somewhere in the entry, or in one from which that inherits.
    """
    said = dict(reversed(data))
    persons = [value for name, value in data if name in _PERSONS]
    yield from _persons(entry, persons)
    title = entry.value("title")
    if "$" not in title:
        titles = [said.get(tag, "") for tag in _TITLES]
        yield "title", title, title if letters(title) in map(letters, titles) else next(filter(None, titles), "")
    pages = _PAGES.split(entry.value("pages"))
    page = said.get("fpage") or said.get("elocation-id") or ""
    last = said.get("lpage", "")
    year = re.search(r"\d{4}", entry.value("year") or entry.value("date"))
    is_article = entry.type == "article"
    known = (
        ("year", year[0] if year else "", said.get("year", "")[:4]),
        ("volume", entry.value("volume"), said.get("volume", "")),
        ("issue", entry.value("number") if is_article else "", said.get("issue", "")),
        ("first page", pages[0] if is_article else "", page),
        # An entry may leave out the digits that both pages share: 507--15.
        ("last page", pages[1] if is_article and len(pages) == 2 else "", last[-len(pages[-1]) :]),
        ("journal", entry.value("journal") or entry.value("journaltitle"), said.get("source", "")),
        ("DOI", _ADDRESS.sub("", entry.value("doi")), said.get("doi", "")),
        ("PMID", entry.value("pmid"), said.get("pmid", "")),
    )
    yield from ((name, wanted, given) for name, wanted, given in known if wanted)
    there = letters(" ".join(value for one in (entry, *parents) for value in _values(one)))
    for name, value in data:
        if name not in _PERSONS and "$" not in value and letters(value) not in there:
            yield name, "", value


def _persons(entry: BibliographyEntry, said: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    wanted = list(entry.authors)
    if entry.field("author"):
        wanted.extend(entry.editors)
    for place, name in enumerate(wanted):
        given = said[place] if place < len(said) else ""
        whole = name.family if name.is_corporate else ", ".join(filter(None, (name.surname, name.given, name.suffix)))
        yield f"author {place + 1}", whole, given
    for place, given in enumerate(said[len(wanted) :], start=len(wanted) + 1):
        if not entry.parents:  # it may have the editors of the book in which it is
            yield f"author {place}", "", given


def _values(entry: BibliographyEntry) -> Iterator[str]:
    yield from (entry.value(field.name) for field in entry.fields)
