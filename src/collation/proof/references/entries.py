"""Which entry an item of the reference list prints, told by the item's own words."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from collation.model import BibliographyEntry
from collation.proof.comparison import Comparison

_NUMBER = re.compile(r"\d+")


def letters(text: str) -> str:
    """Return the letters and digits of a text, without case and accents: what no style changes."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed.casefold() if character.isalnum())


def works_by_number(comparison: Comparison) -> Mapping[int, frozenset[str]]:
    """Return for each number in the printed list the citekeys of the entries whose title its item prints.

    A number is left out where the item prints no title, as some styles have it.
    """
    titles = _titles(comparison.expected.manuscript.cited_entries)
    found: dict[int, frozenset[str]] = {}
    for block in comparison.reading.blocks:
        number = _NUMBER.search(block.label)
        if block.kind != "reference" or number is None:
            continue
        printed = letters(block.text)
        citekeys = {citekey for title, names in titles.items() if title in printed for citekey in names}
        if citekeys:
            found[int(number[0][:9])] = frozenset(citekeys)
    return found


def _titles(entries: tuple[BibliographyEntry, ...]) -> Mapping[str, list[str]]:
    titles: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        title = letters(entry.value("title"))
        if len(title) > 2 and "$" not in entry.value("title"):
            titles[title].append(entry.citekey)
    return titles


def data(entry: BibliographyEntry) -> Iterator[tuple[str, str]]:
    """Yield the data of an entry that every style prints in the same characters, if it prints them: name and value."""
    yield "title", entry.value("title")
    for name in entry.authors[:1]:
        yield "first author", name.family
    year = re.search(r"\d{4}", entry.value("year") or entry.value("date"))
    if year:
        yield "year", year[0]
    if entry.type == "article":
        yield "volume", entry.value("volume")
        yield "first page", re.split(r"[-\N{EN DASH}\N{EM DASH},]", entry.value("pages"))[0]
