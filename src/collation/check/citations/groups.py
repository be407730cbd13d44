"""Typed numbers as they stand in the prose: each bracket with its parts, and the form that the house gives them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from collation import numbers
from collation.diagnostics import Edit, Location
from collation.model import CitationCluster, CitedAt, Manuscript, Passage

_INNER = re.compile(numbers.INNER)
_TAG, _TAG_END = "<sup>", "</sup>"
SHORTEST_RANGE = 3
"""So many works in a row are written as a range; of two, both forms are used."""


@dataclass(frozen=True)
class Place:
    """A citation cluster in its passage; `start` and `end` take in the marks that raise it."""

    manuscript: Manuscript
    passage: Passage
    cited: CitedAt
    start: int
    end: int
    raised: str

    @property
    def cluster(self) -> CitationCluster:
        """The cluster itself."""
        return self.manuscript.clusters[self.cited.cluster]

    @property
    def text(self) -> str:
        """The cluster as it stands in the passage, without the tag that may raise it."""
        return self.passage.text[self.cited.start : self.cited.end]

    @property
    def before(self) -> str:
        """What stands before it in the passage, as far back as it matters."""
        return self.passage.text[max(0, self.start - 80) : self.start]

    @property
    def after(self) -> str:
        """What stands after it in the passage, as far on as it matters."""
        return self.passage.text[self.end : self.end + 40]

    def location(self, start: int, end: int) -> Location:
        """Return where a stretch of the passage stands in the file."""
        return locate(self.manuscript, self.passage, start, end)


@dataclass(frozen=True)
class Group(Place):
    """A cluster of typed numbers: its parts with their places in the passage, and its brackets."""

    parts: tuple[numbers.Part, ...]

    @property
    def first(self) -> int:
        """Where the first part starts."""
        return self.parts[0].start

    @property
    def last(self) -> int:
        """Where the last part ends."""
        return self.parts[-1].end

    @property
    def is_escaped(self) -> bool:
        r"""Whether its brackets stand after backslashes, as in `^\[5\]^`, which other programs write."""
        return self.brackets[0] not in numbers.OPENING or self.brackets[1] not in numbers.CLOSING

    @property
    def brackets(self) -> str:
        """The opening and the closing bracket."""
        inner = self.text[len("^") if self.raised == "^" else 0 :]
        return inner[0] + inner.rstrip("^")[-1]

    def written(self, part: numbers.Part) -> str:
        """Return a part as the author wrote it."""
        return self.passage.text[part.start : part.end]

    @property
    def separators(self) -> tuple[tuple[int, int], ...]:
        """What stands between each part and the next, space and all."""
        return tuple((part.end, after.start) for part, after in zip(self.parts, self.parts[1:], strict=False))


def places(manuscript: Manuscript) -> Iterator[Place]:
    """Yield every cluster that stands in the prose, section by section; one in a footnote once."""
    for section in manuscript.sections:
        for passage in section.passages:
            for cited in passage.citations:
                yield _place(manuscript, passage, cited)


def typed(manuscript: Manuscript) -> Iterator[Group]:
    """Yield every cluster of typed numbers."""
    if "number" not in manuscript.notations:
        return
    for place in places(manuscript):
        if place.cluster.notation != "number":
            continue
        inner = _INNER.search(place.text)
        parts = numbers.parts(inner[0], place.cited.start + inner.start()) if inner else None
        if parts:
            yield Group(manuscript, place.passage, place.cited, place.start, place.end, place.raised, parts)


def _place(manuscript: Manuscript, passage: Passage, cited: CitedAt) -> Place:
    start, end, raised = cited.start, cited.end, ""
    if passage.text[start] == "^":
        raised = "^"
    elif start >= len(_TAG):
        source = manuscript.source[passage.path].text
        first, last = passage.place(start), passage.place(end - 1) + 1
        is_tagged = source[first - len(_TAG) : first].lower() == _TAG
        if is_tagged and source[last : last + len(_TAG_END)].lower() == _TAG_END:
            start, end, raised = start - len(_TAG), end + len(_TAG_END), _TAG
    return Place(manuscript, passage, cited, start, end, raised)


def locate(manuscript: Manuscript, passage: Passage, start: int, end: int) -> Location:
    """Return where a stretch of a passage stands in its file."""
    first = passage.place(start)
    return manuscript.locate(passage.path, first, passage.place(end - 1) + 1 - first)


def source(place: Place, start: int, end: int) -> str:
    """Return the author's own characters of a stretch of a place's passage: its tags, which the passage hides, too."""
    text = place.manuscript.source[place.passage.path].text
    return text[place.passage.place(start) : place.passage.place(end - 1) + 1]


def edit(passage: Passage, start: int, end: int, text: str) -> Edit:
    """Return the edit that puts a text in the place of a stretch of a passage, which must not be empty."""
    return Edit(passage.path, passage.place(start), passage.place(end - 1) + 1, text)


@dataclass(frozen=True)
class House:
    """The marks that a manuscript of typed numbers uses most."""

    separator: str = ","
    dash: str = "-"
    brackets: str = "[]"
    raised: str = ""

    def inner(self, works: Iterable[int]) -> str:
        """Write some numbers in their order, three and more in a row as a range."""
        written = []
        for run in runs(sorted(set(works))):
            if len(run) >= SHORTEST_RANGE:
                written.append(f"{run[0]}{self.dash}{run[-1]}")
            else:
                written.extend(map(str, run))
        return self.separator.join(written)

    def marker(self, works: Iterable[int]) -> str:
        """Write a whole citation of some works."""
        closing = _TAG_END if self.raised == _TAG else self.raised
        return f"{self.raised}{self.brackets[0]}{self.inner(works)}{self.brackets[1]}{closing}"


def house(groups: Iterable[Group]) -> House:
    """Return the marks that are used most; of two that are used as much, the one that comes first."""
    separators: Counter[str] = Counter()
    dashes: Counter[str] = Counter()
    brackets: Counter[str] = Counter()
    raised: Counter[str] = Counter()
    for group in groups:
        separators.update(group.passage.text[start:end] for start, end in group.separators)
        dashes.update(part.dash for part in group.parts if part.dash)
        brackets.update([] if group.is_escaped else [group.brackets])
        raised.update([group.raised])
    return House(
        _most(separators, ",").replace("\n", " "), _most(dashes, "-"), _most(brackets, "[]"), _most(raised, "")
    )


def _most(counted: Counter[str], other: str) -> str:
    return counted.most_common(1)[0][0] if counted else other


def runs(rising: Sequence[int]) -> Iterator[list[int]]:
    """Split rising numbers where they leave one out."""
    run: list[int] = []
    for number in rising:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run
