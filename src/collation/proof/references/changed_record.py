"""An item of the reference list says other data to programs than its entry has.

Indexes count citations by these data, and nobody sees them: a digit of a DOI credits another work.

Basis: JATS4R, Citations: an element-citation tags what the citation says; JATS 1.3, `element-citation`.
"""

import re
from collections.abc import Iterator, Sequence

from collation import chinese
from collation.diagnostics import Diagnostic
from collation.model import BibliographyEntry
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.reading import Place
from collation.proof.references.entries import letters

CODE = "changed-record"

_FEW = 2
"""Up to how many data of one item are told one by one: where more differ, they are those of another work."""

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
        differing = [pair for pair in _pairs(entry, record.data) if letters(pair[1]) != letters(pair[2])]
        told = [
            f"{f'the {name} {quoted(said)}' if said else f'no {name}'}, which is {quoted(wanted)} in @{item.citekey}"
            for name, wanted, said in differing
        ]
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


def _pairs(entry: BibliographyEntry, data: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield the data that an entry and its record share: name, the entry's value, what the record says."""
    said = dict(reversed(data))
    authors = [value for name, value in data if name == "author"]
    for place, name in enumerate(entry.authors):
        given = authors[place] if place < len(authors) else ""
        whole = name.family if name.is_corporate else name.surname
        # A Chinese name that the entry does not take apart has its surname first.
        parts = None if name.given or name.is_corporate else chinese.split_name(whole)
        yield f"author {place + 1}", whole, whole if parts and given == parts[0] else given
    title = entry.value("title")
    if "$" not in title:
        titles = [said.get(tag, "") for tag in ("article-title", "chapter-title", "source")]
        yield "title", title, title if letters(title) in map(letters, titles) else next(filter(None, titles), "")
    pages = re.split(r"[-\N{EN DASH}\N{EM DASH},]+", entry.value("pages"))[0]
    page = said.get("fpage") or said.get("elocation-id") or ""
    year = re.search(r"\d{4}", entry.value("year") or entry.value("date"))
    known = (
        ("year", year[0] if year else "", said.get("year", "")[:4]),
        ("volume", entry.value("volume"), said.get("volume", "")),
        ("issue", entry.value("number") if entry.type == "article" else "", said.get("issue", "")),
        ("first page", pages if entry.type == "article" else "", page),
        ("DOI", _ADDRESS.sub("", entry.value("doi")), said.get("doi", "")),
        ("PMID", entry.value("pmid"), said.get("pmid", "")),
    )
    yield from ((name, wanted, given) for name, wanted, given in known if wanted)
