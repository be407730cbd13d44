"""How a name in a sentence and a name in an entry are compared, and who is an author of what in the bibliography."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from collation.check.narrative.mentions import without_initials
from collation.check.narrative.surnames import is_foreign, surname
from collation.chinese import IN_PINYIN, PINYIN
from collation.model import Bibliography, BibliographyEntry, Name

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_NO_LETTER = re.compile(r"[\W\d_]+")
_PARTS = re.compile(r"[\s\u00a0‐‑–-]+")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


_PARTICLES = frozenset(
    ["van", "von", "de", "der", "den", "del", "della", "di", "da", "du", "dos", "do", "la", "le", "ter", "ten", "zu"]
)


_NONE: frozenset[str] = frozenset()


class Likeness(IntEnum):
    """How a name in a sentence agrees with an author's, the higher the better."""

    NONE = 0
    SPELLING = 1
    """One letter more, less or other, or two that changed places."""
    GIVEN = 2
    """It is the author's given name."""
    MARKS = 3
    """It lacks the accents or the hyphen, or has capitals elsewhere."""
    SAME = 4


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return the letters of a name alone, in lower case and without accents."""
    lower = name.lower()
    if not lower.isascii():
        lower = "".join(
            letter for letter in unicodedata.normalize("NFKD", lower.translate(_LETTERS)) if letter.isalpha()
        )
    return _NO_LETTER.sub("", lower)


def is_han(name: str) -> bool:
    """Return whether a name is written in Han characters alone."""
    return bool(_HAN.fullmatch("".join(name.split())))


def is_one_edit(first: str, second: str) -> bool:
    """Return whether one letter put in, left out or changed, or two neighbours swapped, make one text the other."""
    if len(first) > len(second):
        first, second = second, first
    if first == second or len(second) - len(first) > 1:
        return False
    start = next((place for place, letter in enumerate(first) if letter != second[place]), len(first))
    if len(first) < len(second):
        return first[start:] == second[start + 1 :]
    rest, other = first[start:], second[start:]
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])


def begins_alike(first: str, second: str) -> bool:
    """Return whether two surnames have most of their letters in common from the first on: `Ekström`, `Ekstrand`."""
    pairs = zip(first, second, strict=False)
    shared = next((place for place, (one, other) in enumerate(pairs) if one != other), min(len(first), len(second)))
    return shared > 4 and 5 * shared >= 3 * max(len(first), len(second))


@dataclass(frozen=True)
class Known:
    """An author of an entry, in the forms in which a sentence may name the person."""

    name: Name

    @cached_property
    def han(self) -> frozenset[str]:
        """The whole name in Han characters, in either order, or nothing."""
        family, given = ("".join(part.split()) for part in (self.name.family, self.name.given))
        return frozenset({family + given, given + family}) if is_han(family + given) else frozenset()

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """The surname as the entry writes it: with its particle and without."""
        return tuple(dict.fromkeys((self.name.surname, self.name.family)))

    @cached_property
    def folded(self) -> frozenset[str]:
        """The surname, its parts where it is a double name, and the whole name, all folded."""
        surname, family, given = self.name.surname, self.name.family, self.name.given
        found = {fold(surname), fold(family), fold(given + surname), fold(surname + given)}
        found.update(fold(form.lower().translate(_UMLAUTS)) for form in (surname, family) if not form.isascii())
        found.update(fold(part) for part in _PARTS.split(family) if len(part) > 2)
        return frozenset(found - {""})

    @cached_property
    def given(self) -> frozenset[str]:
        """The given names that are written out, folded, together and each alone."""
        parts = [part for part in _PARTS.split(self.name.given) if len(part.strip(".")) > 2]
        return frozenset({fold(part) for part in parts} | {fold("".join(parts))}) - {""}

    def likeness(self, written: str) -> Likeness:
        """Return how a name in a sentence agrees with this author's."""
        if is_han(written):
            return self._likeness_of_han(written)
        if self.han:
            latin = PINYIN.get(surname(self.name.family))
            return Likeness.SAME if latin is None or latin & _runs(written).keys() else Likeness.NONE
        runs = _runs(written)
        if not written.isascii():
            runs = {fold(run.lower().translate(_UMLAUTS)): run for run in runs.values()} | runs
        if self.name.is_corporate:
            words = {fold(word) for word in self.name.family.split()}
            return Likeness.SAME if words & runs.keys() else Likeness.NONE
        same = runs.keys() & self.folded
        if same and self._is_slip_in_double_name(written):
            return Likeness.SPELLING
        if same:
            return Likeness.SAME if self._is_spelt_alike(runs[max(same, key=len)]) else Likeness.MARKS
        if len(runs) > 1 and any(len(run) > 3 and is_one_edit(run, fold(self.name.family)) for run in runs):
            return Likeness.SPELLING
        if runs.keys() & self.given:
            return Likeness.GIVEN
        whole = fold(" ".join(without_initials(written.split())))
        for form in self.spellings:
            own = fold(form)
            if max(len(own), len(whole)) > 2 and is_one_edit(own, whole):
                return Likeness.SPELLING
        return Likeness.NONE

    def _likeness_of_han(self, written: str) -> Likeness:
        if not self.han:
            latin = PINYIN.get(surname(written))
            return Likeness.SAME if latin is None or latin & self.folded else Likeness.NONE
        if written in self.han:
            return Likeness.SAME
        own_surname = self.name.family if self.name.given else surname(self.name.family)
        if written == own_surname:
            return Likeness.SAME
        family, other = surname(own_surname), surname(written)
        if (family + written[len(other) :]) in self.han and PINYIN.get(family, _NONE) & PINYIN.get(other, _NONE):
            return Likeness.SPELLING  # 许敏, 徐敏
        is_near = len(written) > 1 and any(len(form) > 2 and is_one_edit(form, written) for form in self.han)
        return Likeness.SPELLING if is_near and written[0] in "".join(self.han) else Likeness.NONE

    def may_be(self, written: str) -> bool:
        """Return whether a name in the other script may be this author's, for all that can be told from the letters.

        Chinese authors also publish under other names, and foreign ones are transliterated; but 周平 is no Zhao, and
        neither Zhou nor Smith is 王强.
        """
        if is_han(written) == bool(self.han):
            return False
        if self.name.is_corporate:
            return True
        if not self.han:
            own = fold(self.name.surname)
            spellings = PINYIN.get(surname(written), frozenset())
            if own in IN_PINYIN or not spellings:
                return not spellings or bool(spellings & self.folded)
            return is_foreign(written) or any(own[:1] == spelling[:1] for spelling in spellings)
        spellings = PINYIN.get(surname(self.name.family), frozenset())
        runs = _runs(written).keys()
        if not spellings or spellings & runs:
            return True
        return not runs & IN_PINYIN and is_foreign("".join((self.name.family + self.name.given).split()))

    def _is_slip_in_double_name(self, written: str) -> bool:
        """Whether one part of a double surname is right and the other is one letter off, or another particle."""
        surname, words = self.name.surname, written.lower().split()
        own = self.name.particle.lower().split()
        if own and set(words[: len(own)]) <= _PARTICLES and not set(words[: len(own)]) & set(own):
            return True
        return len(words) == len(surname.split()) > 1 and is_one_edit(fold(written), fold(surname))

    def _is_spelt_alike(self, written: str) -> bool:
        """Whether a surname that has the right letters has the entry's accents, hyphens and capitals too."""
        if written.isupper() or fold(self.name.surname + self.name.given) == fold(written):
            return True
        forms = [*self.spellings, *_PARTS.split(self.name.surname)]
        plain = _plain(written)
        if any(plain == _plain(form) for form in forms):
            return True
        # An entry in capitals, or one that lacks the accents itself, says nothing of the spelling.
        return all(form.isupper() for form in self.spellings) or fold(written) not in {fold(form) for form in forms}


def _plain(name: str) -> str:
    """Return a name as it is compared to the letter: any apostrophe, any hyphen, its first letter in either case."""
    name = unicodedata.normalize("NFC", " ".join(name.replace("’", "'").replace("‐", "-").replace("‑", "-").split()))
    return name[:1].lower() + name[1:]


def _runs(written: str) -> dict[str, str]:
    """Return every run of a name's words, folded, and as it is written: `Hassan Famian` may be named by either."""
    words = written.split()[:6]
    found: dict[str, str] = {}
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            run = " ".join(words[start:end])
            found.setdefault(fold(run), run)
    found.pop("", None)
    return found


class Index:
    """Who is an author of which entry; it is made once for a bibliography."""

    def __init__(self, bibliography: Bibliography) -> None:
        self._entries = bibliography.entries

    @cached_property
    def han(self) -> frozenset[str]:
        """Every author's whole name in Han characters."""
        return frozenset(
            form
            for entry in self._entries
            for name in entry.authors
            if not name.family.isascii()
            for form in Known(name).han
            if len(form) > 1
        )

    @cached_property
    def _first(self) -> Mapping[str, tuple[BibliographyEntry, ...]]:
        found: defaultdict[str, dict[str, BibliographyEntry]] = defaultdict(dict)
        for entry in self._entries:
            if entry.authors and not entry.authors[0].is_corporate:
                for form in _keys(entry.authors[0]):
                    found[form].setdefault(entry.citekey, entry)
        return {form: tuple(entries.values()) for form, entries in found.items()}

    @cached_property
    def _by_family(self) -> Mapping[str, list[BibliographyEntry]]:
        found: defaultdict[str, list[BibliographyEntry]] = defaultdict(list)
        for entry in self._entries:
            for name in entry.authors:
                found[name.family].append(entry)
        return found

    @cached_property
    def _all(self) -> Mapping[str, list[BibliographyEntry]]:
        folded: defaultdict[str, list[BibliographyEntry]] = defaultdict(list)
        for family, entries in self._by_family.items():
            folded["".join(family.split()) if is_han(family) else fold(family)].extend(entries)
        return folded

    @cached_property
    def _by_pinyin(self) -> Mapping[str, list[BibliographyEntry]]:
        found: defaultdict[str, list[BibliographyEntry]] = defaultdict(list)
        for family, entries in self._by_family.items():
            for spelling in () if family.isascii() else PINYIN.get(surname(family), ()):
                found[spelling].extend(entries)
        return found

    def first(self, written: str) -> tuple[BibliographyEntry, ...]:
        """Return the entries whose first author a name in a sentence is."""
        runs = ["".join(written.split())] if is_han(written) else _runs(written)
        found = {entry.citekey: entry for run in runs for entry in self._first.get(run, ())}
        return tuple(
            entry
            for entry in found.values()
            if Known(entry.authors[0]).likeness(written) in (Likeness.SAME, Likeness.MARKS)
        )

    def first_alone(self, written: str) -> tuple[BibliographyEntry, ...]:
        """Return the entries whose first author a name is as a whole: `Thermo Fisher` is not Fisher."""
        whole = " ".join(word for word in written.split() if not word.endswith("."))
        return tuple(
            entry
            for entry in self.first(written)
            if is_han(written) or fold(whole) in Known(entry.authors[0]).folded or len(whole.split()) < 2
        )

    def knows(self, written: str) -> bool:
        """Return whether a name in a sentence is, or ends in, the surname of an author of some entry."""
        if is_han(written):
            return "".join(written.split()) in self.han
        words = written.split()
        return any(fold(" ".join(words[start:])) in self._all for start in range(len(words)))

    def may_be_of(self, written: str) -> Iterator[BibliographyEntry]:
        """Yield the entries that have an author of the surname that a name in a sentence has, in either script."""
        keys: Iterable[str] = _runs(written)
        if is_han(written):
            keys = {written, surname(written), *PINYIN.get(surname(written), ())}
        for key in keys:
            yield from self._all.get(key, ())
            yield from self._by_pinyin.get(key, ())


def _keys(name: Name) -> frozenset[str]:
    """Return what a first author is looked up by."""
    if name.family.isascii():
        return frozenset({fold(name.family), fold(name.surname)} if name.particle else {fold(name.family)})
    return Known(name).han or frozenset({fold(name.family), fold(name.surname)})
