"""One author is written in two spellings in one list.

Accents, hyphens, apostrophes and the capital of a particle get lost when references are copied: Tofiño-Vian and
Tofino-Vian are one person, and readers and indexes should find one.  The finding stands at the rarer spelling.

Basis: of the errors in reference lists 39% are in authors (Aronsky 2005, JAMIA 12:225); NLM's Citing Medicine and
GB/T 7714-2015 take a name as the work has it.  Surnames count as one only where they differ in nothing but accents,
hyphens, apostrophes, spaces or capitals, and where the whole given name or a common co-author says so: Lü and Lu may
be two persons.  Given names count as one where they differ in nothing but accents beside a common co-author, unless
the names of the rarer entry were seen in a source.  Names in Chinese characters are not compared, nor names that differ
in a letter.

Fails:
    manuscript/01-introduction.md:
        两项研究[@murphy2003; @murphy2004]。
    references.bib:
        @article{murphy2003, author = {Muñoz-Vian, Miguel}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{murphy2004, author = {Munoz-Vian, Miguel}, title = {Sheep}, journal = {Journal}, year = {2004}}
Passes:
    manuscript/01-introduction.md:
        两项研究[@murphy2003; @murphy2004]。
    references.bib:
        @article{murphy2003, author = {Lü, Xiaoming}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{murphy2004, author = {Lu, Xin and Murphy, J. M.}, title = {Sheep}, journal = {Journal}, year = {2004}}
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from collation.check.names import written
from collation.check.names.written import WrittenName
from collation.diagnostics import Diagnostic, Edit, Fix, Severity, plural
from collation.model import BibliographyEntry, Manuscript, Name

CODE = "two-spellings"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ()

_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
    | dict.fromkeys("-‐‑–'’‘ʼ`´. {}~\\")
)


class _Mention(NamedTuple):
    entry: BibliographyEntry
    position: int
    name: Name


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first place of each spelling of a name that is rarer than another of the same person."""
    yield from _surnames(manuscript)
    yield from _given_names(manuscript)


def _surnames(manuscript: Manuscript) -> Iterator[Diagnostic]:
    spellings: dict[str, set[tuple[str, str]]] = {}
    for surname in {
        (name.particle, name.family) for entry in manuscript.bibliography.entries for name in entry.authors
    }:
        spellings.setdefault(_folded("".join(surname)), set()).add(surname)
    doubtful = {key for key, found in spellings.items() if len(found) > 1 and len(key) > 3 and key.isascii()}
    if not doubtful:
        return
    persons: dict[tuple[str, str], dict[str, list[_Mention]]] = {}
    for entry in manuscript.bibliography.entries:
        for position, name in enumerate(entry.authors):
            key = _key(name)
            if key[0] in doubtful and key[1] and not name.surname.isupper():  # capitals-in-name speaks of those
                persons.setdefault(key, {}).setdefault(name.surname, []).append(_Mention(entry, position, name))
    for found in persons.values():
        usual = max(found.values(), key=lambda group: (len(group), not group[0].name.surname.isascii()))
        for rarer in found.values():
            if rarer is not usual and _are_one(rarer, usual):
                yield _finding(manuscript, rarer, usual)


def _given_names(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the given names that differ from another's of the same surname in nothing but accents."""
    entries = manuscript.bibliography.entries
    accented = {
        (name.particle, name.family, _unaccented(name.given))
        for entry in entries
        for name in entry.authors
        if not name.given.isascii() and len(name.given) > 3
    }
    families = {family for _, family, given in accented if given.isascii()}
    persons: dict[tuple[str, str, str], dict[str, list[_Mention]]] = {}
    for entry in entries if families else ():
        for position, name in enumerate(entry.authors):
            if name.family not in families:
                continue
            key = (name.particle, name.family, _unaccented(name.given))
            if key in accented:
                persons.setdefault(key, {}).setdefault(name.given, []).append(_Mention(entry, position, name))
    seen = {item.citekey for item in manuscript.evidence if "author" in item.seen}
    for found in persons.values():
        usual = max(found.values(), key=lambda group: (len(group), not group[0].name.given.isascii()))
        known = {person for mention in usual for person in _co_authors(mention)}
        for rarer in found.values():
            is_one = any(person in known for mention in rarer for person in _co_authors(mention))
            if rarer is not usual and is_one and not all(mention.entry.citekey in seen for mention in rarer):
                yield _finding(manuscript, rarer, usual, part=-1)


@lru_cache(maxsize=1 << 16)
def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def _key(name: Name) -> tuple[str, str]:
    return _folded(name.particle + name.family), _folded(name.given)[:1]


@lru_cache(maxsize=65536)
def _folded(text: str) -> str:
    """Return a name without accents, hyphens, apostrophes, spaces and capitals."""
    return _unaccented(text).translate(_LETTERS).casefold()


def _are_one(first: Iterable[_Mention], second: Iterable[_Mention]) -> bool:
    """Whether two spellings share a whole given name, or given names that fit beside one co-author."""
    known: dict[tuple[str, str], list[str]] = {}
    whole = set()
    for mention in second:
        whole.add(_folded(mention.name.given))
        for person in _co_authors(mention):
            known.setdefault(person, []).append(mention.name.given)
    for mention in first:
        given = mention.name.given
        if len(_folded(given)) > 3 and _folded(given) in whole:
            return True
        if any(_fit(given, other) for person in _co_authors(mention) for other in known.get(person, ())[:8]):
            return True
    return False


def _co_authors(mention: _Mention) -> Iterator[tuple[str, str]]:
    for position, name in enumerate(mention.entry.authors):
        if position != mention.position and name.given:
            yield _key(name)


def _fit(first: str, second: str) -> bool:
    """Whether one given name may be the other in initials: `J.` and `J. Mary`, but not `John` and `Jane`."""
    words = zip(first.replace("-", " ").split(), second.replace("-", " ").split(), strict=False)
    for one, other in words:
        short, long = sorted((_folded(one), _folded(other)), key=len)
        if not long.startswith(short) or (1 < len(short) < len(long)):
            return False
    return True


def _finding(manuscript: Manuscript, rarer: list[_Mention], usual: list[_Mention], part: int = 0) -> Diagnostic:
    """Report the rarer spelling of a surname, or of a given name where the `part` is the last of the name."""
    entry, position, person = rarer[0]
    other = usual[0]
    name, model = _written(entry, position), _written(other.entry, other.position)
    place, fix = entry.location, None
    if name is not None:
        span = name.parts[part] if len(name.parts) > 1 else None
        start, end = (span.start, span.end) if span else (name.start, name.end)
        place = written.location(manuscript, name.field, start, end)
        if span and model is not None and len(model.parts) > 1:
            fix = _fix(manuscript, rarer, model.parts[part].text, part)
    shown, spelling = (f"{one.given} {one.surname}" if part else one.surname for one in (person, other.name))
    count = len(usual)
    message = f"{shown} is spelled {spelling} in {plural(count, 'other entry')}"
    help = f"see {other.entry.citekey}; if this is one person, write the name as the works have it"
    return Diagnostic(CODE, SEVERITY, place, message, help, entry.citekey, fix)


def _fix(manuscript: Manuscript, rarer: list[_Mention], text: str, part: int) -> Fix | None:
    """Return the offer to write a name otherwise wherever it stands beside a comma in a field of its own."""
    edits: list[Edit] = []
    for mention in rarer:
        name = _written(mention.entry, mention.position)
        if name is not None and len(name.parts) > 1:
            span = name.parts[part]
            one = written.replacement(manuscript, name.field, span.start, span.end, text, is_safe=False)
            edits.extend(one.edits if one else ())
    return Fix(tuple(edits), is_safe=False, message=f"write {text}") if edits else None


def _written(entry: BibliographyEntry, position: int) -> WrittenName | None:
    """Return an author as written; None where the two readings of the field do not count alike."""
    field = entry.field("author") or entry.field("editor")
    found = list(written.names(entry, field)) if field else []
    return found[position] if len(found) == len(entry.authors) else None
