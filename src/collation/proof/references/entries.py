"""Which entry an item of the reference list prints, told by the item's own words."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from collation.model import BibliographyEntry
from collation.proof.comparison import Comparison
from collation.proof.references.items import items

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
    shown_in = {item.number: letters(_title(entry)) for _, item, entry in items(comparison)}
    found: dict[int, frozenset[str]] = {}
    for block in comparison.reading.blocks:
        label = _NUMBER.search(block.label)
        if block.kind != "reference" or label is None:
            continue
        number, printed = int(label[0][:9]), letters(block.text)
        likely = shown_in.get(number, "")
        # All titles are looked for only where that of the entry with this number is not there.
        wanted = [likely] if likely in titles and likely in printed else [one for one in titles if one in printed]
        citekeys = {citekey for title in wanted for citekey in titles[title]}
        if citekeys:
            found[number] = found.get(number, frozenset()) | citekeys
    return found


def citekeys_of(comparison: Comparison, title: str) -> str:
    """Return the works of ours that have a title: `@toh2017`, "" for none."""
    titles = _titles(comparison.expected.manuscript.bibliography.entries)
    return ", ".join(f"@{citekey}" for citekey in titles.get(letters(title), ()))


def _titles(entries: tuple[BibliographyEntry, ...]) -> Mapping[str, list[str]]:
    titles: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        title = letters(_title(entry))
        if len(title) > 2:
            titles[title].append(entry.citekey)
    return titles


def _title(entry: BibliographyEntry) -> str:
    """The title of an entry; "" where it has a formula, whose letters each program has in its own form."""
    title = entry.value("title")
    return "" if "$" in title else title


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
