"""Citations as they stand in the prose, with their places: typed numbers with each part of their bracket."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from collation import numbers
from collation.diagnostics import Edit, Fix, Location
from collation.model import CitationCluster, CitedAt, Manuscript, Passage

_INNER = re.compile(numbers.INNER)
_TAG, _TAG_END = "<sup>", "</sup>"


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

    def fix(self, start: int, end: int, text: str, *, is_safe: bool = True) -> Fix:
        """Return the fix that writes a text in the place of a stretch of the passage."""
        return Fix((edit(self.passage, start, end, text),), is_safe=is_safe, message=f"write {text}")


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


def form(groups: Iterable[Group]) -> numbers.Form:
    """Return the form that most groups of a manuscript have."""
    return numbers.Form.of(source(group, group.start, group.end) for group in groups)
