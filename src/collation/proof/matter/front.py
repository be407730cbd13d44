"""What stands before the text of an output, beside what the front matter says: every format arranges it in its own way.

Each text of the front matter is looked for, the longest first, and what it takes up is taken up: a key word that is
left out is not found again in the abstract.  What remains is what nobody wrote, or what was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from collation.document.labels import label
from collation.proof.comparison import MARKER, Comparison, rising
from collation.proof.expected import FRAME, FrontText
from collation.proof.reading import settled
from collation.suggestion import stretch_like

PERSONAL: Final = ("name of an author", "affiliation", "ORCID iD", "e-mail address")
"""How the names of those texts begin that say who wrote the manuscript."""

_TAKEN: Final = "\0"
_LEFT: Final = re.compile(r"[^\0\n]+")
_BESIDE: Final = frozenset(" 0123456789*†‡,，;；、")
_LETTER: Final = re.compile(r"[^\W\d_]")
_WIDE: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORDS: Final = re.compile(r"[^\W\d_]{2}|[\u3400-\u9fff]|@")
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_MARK: Final = re.compile(r"[^\S\n]*[*†‡,，;；]*((?:\d+[^\S\n]*[*†‡,，]*)*)")
_ALIKE: Final = 0.5


@dataclass(frozen=True)
class Front:
    """What became of the front matter.

    Attributes:
        missing: the texts that are not printed.
        changed: the texts in whose place others are printed, with those.
        misplaced: the texts that stand out of the order of their like: the second author before the first.
        mismarked: the texts beside which other numbers stand, with those.
        extra: what is printed beyond the front matter.
    """

    missing: tuple[FrontText, ...]
    changed: tuple[tuple[FrontText, str], ...]
    misplaced: tuple[FrontText, ...]
    mismarked: tuple[tuple[FrontText, str], ...]
    extra: tuple[str, ...]


_known: WeakKeyDictionary[Comparison, Front] = WeakKeyDictionary()


def front(comparison: Comparison) -> Front:
    """Compare what stands before the text with the front matter."""
    if comparison not in _known:
        _known[comparison] = _compare(comparison)
    return _known[comparison]


def is_personal(text: FrontText) -> bool:
    """Whether a text says who wrote the manuscript, which a blinded copy hides."""
    return text.name.startswith(PERSONAL)


def _compare(comparison: Comparison) -> Front:
    reading, expected = comparison.reading, comparison.expected
    blocks = (block for block in reading.blocks if block.kind == "front")
    text = "\n".join(f"{block.label} {block.text}".strip() for block in blocks)
    page = _Page(text, has_spaces=reading.has_spaces)
    wanted = [one for one in expected.front if not (comparison.is_blinded and is_personal(one))]
    for words in set(expected.running_titles) - {one.text for one in wanted}:
        page.take_lines(words)  # or a key word that is left out would be found in it
    places: dict[int, int] = {}
    changed: dict[int, str] = {}
    order = sorted(range(len(wanted)), key=lambda index: -len(wanted[index].text))
    for step, index in enumerate(order):
        if index in places:
            continue
        if _take(page, wanted, index, places):
            continue
        # What is changed takes up its place before shorter texts, which may stand in it, but after those like it.
        for other in order[step + 1 :]:
            if 2 * len(wanted[other].text) < len(wanted[index].text):
                break
            if other not in places:
                _take(page, wanted, other, places)
        if printed := page.take_like(wanted[index].text):
            changed[index] = printed
    again = [one.text for one in expected.front if is_personal(one) or one.name.startswith("title")]
    for words in sorted([*again, *expected.running_titles], key=len, reverse=True):
        while (
            page.take(words) is not None
        ):  # a format may print it once more, as beside the corresponding author's mark
            pass
    misplaced = list(_misplaced(wanted, places))
    # Where another text stands in the place of one, that one is changed, and found elsewhere by chance.
    for index in misplaced:
        if printed := page.take_like(wanted[index].text):
            changed[index] = printed
    rest = page.rest(comparison)
    return Front(
        tuple(one for index, one in enumerate(wanted) if index not in places and index not in changed),
        tuple((wanted[index], printed) for index, printed in sorted(changed.items())),
        tuple(wanted[index] for index in misplaced if index not in changed),
        () if misplaced else tuple(_mismarked(wanted, places, text)),
        tuple(dict.fromkeys(words for words in rest if _WORDS.search(words) or MARKER.search(words))),
    )


def _take(page: _Page, wanted: Sequence[FrontText], index: int, places: dict[int, int]) -> bool:
    place = page.take(wanted[index].text)
    if place is not None:
        places[index] = place
    return place is not None


class _Page:
    """A text of which stretches are taken up one after the other."""

    def __init__(self, text: str, *, has_spaces: bool) -> None:
        self._text = text
        self._has_spaces = has_spaces

    def take(self, words: str) -> int | None:
        """Take up the place where words most likely stand by themselves, and return it."""
        best: tuple[int, int] | None = None
        place = self._text.find(words) if words else -1
        while place >= 0:
            sides = [self._bound(words, place - 1, 0), self._bound(words, place + len(words), -1)]
            if -1 not in sides and (best is None or sum(sides) > best[0]):
                best = sum(sides), place
            place = self._text.find(words, place + 1)
        if best is None:
            return None
        self._take_up(best[1], best[1] + len(words))
        return best[1]

    def take_lines(self, words: str) -> None:
        """Take up every line that consists of words."""
        for line in list(re.finditer(rf"^{re.escape(words)}$", self._text, re.MULTILINE)) if words else ():
            self._take_up(line.start(), line.end())

    def take_like(self, words: str) -> str:
        """Take up the stretch that is most like words, if it is like them, and return it."""
        best = (0.0, 0, 0)
        for line in _LEFT.finditer(self._text):
            if 2 * len(line[0]) > len(words):
                alike, start, end = stretch_like(words, line[0])
                best = max(best, (alike, line.start() + start, line.start() + end), key=lambda found: found[0])
        alike, start, end = best
        if alike < _ALIKE:
            return ""
        while start < end and not words[0].isdecimal() and self._text[start] in _BESIDE:
            start += 1
        while start < end and not words[-1].isdecimal() and self._text[end - 1] in _BESIDE:
            end -= 1
        printed = self._text[start:end]
        self._take_up(start, end)
        return printed

    def _take_up(self, start: int, end: int) -> None:
        self._text = self._text[:start] + _TAKEN * (end - start) + self._text[end:]

    def _bound(self, words: str, at: int, edge: int) -> int:
        """Return how well a word ends before a neighbour: -1 where it does not end there."""
        neighbour, own = self._text[at : at + 1] if at >= 0 else "", words[edge]
        if _LETTER.match(neighbour):
            is_one = self._has_spaces and _LETTER.match(own) and not (_WIDE.match(own) or _WIDE.match(neighbour))
            return -1 if is_one else 0
        return 1 if neighbour.isspace() and neighbour != "\n" else 2

    def rest(self, comparison: Comparison) -> list[str]:
        """Return what was not taken up, but for labels of ours, dates and numbers by themselves."""
        text = _DATE.sub(" ", self._text)
        has_spaces = self._has_spaces
        matter = comparison.expected.manuscript.front_matter
        types = (label(language, matter.article_type) for language in (matter.first_language, matter.second_language))
        ours = {settled(words, has_spaces=has_spaces) for words in (*FRAME, *types, "ORCID")}
        for words in sorted(filter(None, ours), key=len, reverse=True):
            is_word = has_spaces and not _WIDE.search(words)
            edges = (r"(?<![^\W\d_])", r"(?![^\W\d_])") if is_word else ("", "")
            text = re.sub(rf"{edges[0]}{re.escape(words)}{edges[1]}", "\n", text)
        fragments = (fragment.strip(" ,，;；:：*†‡()（）·|") for fragment in re.split(r"[\0\n]+", text))
        return [words for words in fragments if _LETTER.search(words) or "@" in words or MARKER.search(words)]


def _misplaced(wanted: Sequence[FrontText], places: dict[int, int]) -> Iterator[int]:
    groups: dict[str, list[int]] = {}
    for index in places:
        name = wanted[index].name.replace("label in the abstract", "abstract")
        groups.setdefault(name, []).append(index)
    for indices in groups.values():
        indices.sort()
        kept = rising([places[index] for index in indices])
        yield from (index for step, index in enumerate(indices) if step not in kept)


def _mismarked(wanted: Sequence[FrontText], places: dict[int, int], text: str) -> Iterator[tuple[FrontText, str]]:
    """Yield the authors behind whose names other numbers stand than those of their affiliations."""
    marked = [index for index in sorted(places) if wanted[index].marks]
    for index in marked:
        end = places[index] + len(wanted[index].text)
        shown = re.findall(r"\d+", _MARK.match(text, end)[1])  # type: ignore[index]  # it matches anything
        if shown and shown != list(wanted[index].marks):
            yield wanted[index], ",".join(shown)
