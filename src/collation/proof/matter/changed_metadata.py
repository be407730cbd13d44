"""The data that an output carries for programs do not say what the front matter says.

Search engines, libraries and submission systems read the title and the authors there, and not from the page.

Basis: ISO 14289-1 7.1 and 7.2; HTML Standard 4.2; ECMA-376 Part 2, 11 (core properties); JATS 1.3 `article-meta`.
"""

import re
from collections.abc import Iterator

from collation import tree
from collation.diagnostics import Diagnostic, Location
from collation.document.numbered import inlines_of
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.reading import Place, settled
from collation.proof.references.entries import letters

CODE = "changed-metadata"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each property that differs, or of which nothing is said."""
    wanted, said = comparison.expected.metadata, comparison.reading.metadata
    authors = () if comparison.is_blinded else wanted.authors or ()
    pairs = [
        ("title", wanted.title or "", said.title),
        ("authors", "; ".join(authors), None if said.authors is None else "; ".join(said.authors)),
        ("language", _language(wanted.language), None if said.language is None else _language(said.language)),
    ]
    source = Location(comparison.expected.manuscript.front_matter.path)
    for name, expected, given in pairs:
        if given is None and expected:
            yield finding(CODE, comparison, Place(), f"says nothing of its {name}, {quoted(expected)}", source=source)
        elif given is not None and settled(given) != settled(expected):
            if name == "title" and _is_alike(given, comparison.expected.manuscript.front_matter.title.first):
                continue
            message = f"has the {name} {quoted(given)}, not {quoted(expected)}"
            yield finding(CODE, comparison, Place(), message, source=source)
    yield from _keywords(comparison, source)
    yield from _others(comparison, source)
    if not comparison.is_blinded:
        yield from _contributors(comparison, source)


def _is_alike(given: str, title: str) -> bool:
    """Whether a title with formulas is said but for them: each program writes them in its own characters."""
    pieces = re.split(r"\$[^$]*\$", title)
    place = 0
    for piece in pieces:
        words = letters(tree.plain_text(inlines_of(piece)))
        found = letters(given).find(words, place)
        if found < 0:
            return False
        place = found + len(words)
    return len(pieces) > 1


def _keywords(comparison: Comparison, source: Location) -> Iterator[Diagnostic]:
    wanted = comparison.expected.metadata.keywords or ()
    said = comparison.reading.metadata.keywords
    if said is None:
        if wanted:
            yield finding(CODE, comparison, Place(), "says nothing of its key words", source=source)
        return
    if len(said) == 1 < len(wanted) and said[0].split() == " ".join(wanted).split():
        words = "has its key words without a sign between them, as LibreOffice writes them"
        yield finding(CODE, comparison, Place(), words, source=source)
        return
    for keyword in dict.fromkeys(said):
        if keyword not in wanted:
            yield finding(CODE, comparison, Place(), f"has the key word {quoted(keyword)}", source=source)
    for keyword in dict.fromkeys(wanted):
        if keyword not in said:
            yield finding(CODE, comparison, Place(), f"lacks the key word {quoted(keyword)}", source=source)


def _others(comparison: Comparison, source: Location) -> Iterator[Diagnostic]:
    wanted, said = dict(comparison.expected.metadata.others), dict(comparison.reading.metadata.others)
    for name in dict.fromkeys((*wanted, *said)):
        expected, given = wanted.get(name, ""), said.get(name, "")
        if settled(given) == settled(expected):
            continue
        message = f"has the {name} {quoted(given)}, not {quoted(expected)}"
        if not given:
            message = f"says nothing of its {name}, {quoted(expected)}"
        elif not expected:
            message = f"has the {name} {quoted(given)}, of which the front matter has nothing"
        yield finding(CODE, comparison, Place(), message, source=source)


def _contributors(comparison: Comparison, source: Location) -> Iterator[Diagnostic]:
    """Yield each author who is connected with another affiliation, or with another address, than was to be."""
    wanted, said = comparison.expected.metadata.contributors or (), comparison.reading.metadata.contributors or ()
    known = {place for author in wanted for place in author.affiliations}
    there_are = {place for given in said for place in given.affiliations}
    for author, given in zip(wanted, said, strict=False):
        if settled(author.name) != settled(given.name):  # who it is was told above
            continue
        # An affiliation that nobody has, or that nobody knows, is lost or changed itself, which is told once.
        if [one for one in author.affiliations if one in there_are] != [
            one for one in given.affiliations if one in known
        ]:
            there, here = (", ".join(" ".join(one[:1]) for one in each.affiliations) for each in (author, given))
            message = f"connects {quoted(author.name)} with {quoted(here or 'no affiliation')}, not {quoted(there)}"
            yield finding(CODE, comparison, Place(), message, source=source)
        if not author.correspondence and given.correspondence:
            message = f"says that {quoted(author.name)} is a corresponding author"
            yield finding(CODE, comparison, Place(), message, source=source)
        elif settled(author.correspondence) not in settled(given.correspondence):
            message = f"connects {quoted(author.name)} with the address {quoted(given.correspondence or 'none')}"
            yield finding(CODE, comparison, Place(), message, source=source)


def _language(tag: str | None) -> str:
    """The language itself, without script and region: `zh` of `zh-Hans`."""
    return (tag or "").partition("-")[0].lower()
