"""Personal names in their parts, where those can be told; where not, the name as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from collation import chinese
from collation.model import Name
from collation.render.jats.elements import make
from collation.xml import Node

_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_DEGREE = re.compile(
    r"(?:M\.?D|Ph\.?D|D\.?Phil|[MB]\.?Sc|[MB]\.?[AS]|MPH|MBBS|MBA|D[DMV][DSM]|DO|RN|Pharm\.?D|FRC[SP])\.?"
)
_CAPITALS = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_INITIALS = re.compile(r"[A-Z]{1,2}|[A-Z]-[A-Z]")


def of_byline(name: str, other: str = "", language: str = "") -> Node:
    """Return the name of an author, in the language whose code is given.

    `CHEN Wenbo` says by its capitals which part is the surname; `Chen Wenbo` does only where the name in characters,
    `other`, begins with a surname that Latin letters write so; of any other name in Latin letters the surname is the
    last word, with the particle before it, as BibTeX has it.

    Args:
        name: as the byline prints it.
        other: the same person's name in the manuscript's other language.
        language: of this form of the name.
    """
    parts = chinese.split_name(name)
    if parts:
        return _name("eastern", *parts, language=language)
    if not re.search(r"[A-Za-z]", name) or chinese.HAN.search(name):
        return make("string-name", name, lang=language)
    words, suffix, degrees = _without_titles(name)
    found = _latin(words, other)
    if found is None or degrees:
        # `degrees` have no place in `name`, and a split that nobody can vouch for is none.
        return make("string-name", name, lang=language)
    return _name(*found, suffix=suffix, language=language)


def of_entry(name: Name) -> Node:
    """Return a person, a body (`collab`) or `and others` (`etal`) of a bibliography entry."""
    if name.is_corporate:
        return make("collab", name.family)
    if name.family == "others" and not name.given:
        return make("etal")
    if chinese.HAN.search(name.family):
        parts = (name.family, name.given) if name.given else chinese.split_name(name.family)
        return _name("eastern", *parts) if parts else make("string-name", name.family)
    return _name("western", name.surname, name.given, suffix=name.suffix)


def _name(style: str, surname: str, given: str, *, suffix: str = "", language: str = "") -> Node:
    return make(
        "name",
        make("surname", surname),
        make("given-names", given) if given else None,
        make("suffix", suffix) if suffix else None,
        name_style=style,
        lang=language,
    )


def _without_titles(name: str) -> tuple[list[str], str, bool]:
    """Return the words of a name, its suffix (`Jr.`), and whether degrees stand behind it (`Ann Alder, MD`).

    A surname that stands first with a comma, `van Buul, Pim`, is put where it is without one.
    """
    parts = [part.strip() for part in name.split(",")]
    suffix, has_degrees = "", False
    while len(parts) > 1 and (_SUFFIX.fullmatch(parts[-1]) or _DEGREE.fullmatch(parts[-1])):
        last = parts.pop()
        if _SUFFIX.fullmatch(last):
            suffix = last
        else:
            has_degrees = True
    words = " ".join(parts).split() if len(parts) != 2 else [*parts[1].split(), "\0", *parts[0].split()]
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    return words, suffix, has_degrees


def _latin(words: Sequence[str], other: str) -> tuple[str, str, str] | None:
    """Return the order of a name, its surname and its given names, or None where they cannot be told."""
    if "\0" in words:  # a comma said it
        place = words.index("\0")
        return "western", " ".join(words[place + 1 :]), " ".join(words[:place])
    if len(words) < 2:
        return None
    capitals = [word.isupper() and _CAPITALS.fullmatch(word) is not None for word in words]
    if all(capitals):
        capitals = [capital and not _INITIALS.fullmatch(word) for word, capital in zip(words, capitals, strict=True)]
    for order, marks in (("eastern", capitals), ("western", capitals[::-1])):
        count = next((index for index, mark in enumerate(marks) if not mark), 0)
        if count and not any(marks[count:]):
            return _parted(words, order, count)
    if any(map(str.isupper, filter(_CAPITALS.fullmatch, words))):
        return None
    known = chinese.split_name(other)
    if known:
        spellings = chinese.PINYIN.get(known[0], frozenset())
        first, last = words[0].lower() in spellings, words[-1].lower() in spellings
        return None if first == last else _parted(words, "eastern" if first else "western", 1)
    particle = next((index for index, word in enumerate(words[1:], start=1) if word[0].islower()), len(words) - 1)
    return _parted(words, "western", len(words) - particle)


def _parted(words: Sequence[str], order: str, count: int) -> tuple[str, str, str]:
    """Take the first or the last words of a name for its surname."""
    place = count if order == "eastern" else len(words) - count
    first, last = " ".join(words[:place]), " ".join(words[place:])
    return (order, first, last) if order == "eastern" else (order, last, first)
