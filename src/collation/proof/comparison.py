"""What was to be shown beside what a reader saw: which block is which, and what became of each marker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal

from collation.proof.expected import Expected, Marker
from collation.proof.reading import Block, Link, Place, Reading
from collation.standards import Verdict
from collation.suggestion import edits, likeness

MARKER: Final = re.compile(r"\[\d+(?:\s?[-\N{EN DASH}\N{EM DASH},，、;；]\s?\d+)*\]")
"""A marker as it is printed: numbers, in lists and ranges, in one bracket."""

_NUMBERS: Final = re.compile(MARKER.pattern.removesuffix(r"\]") + "|")
_TOKEN: Final = re.compile(rf"{MARKER.pattern}|.", re.DOTALL)
_STREAMS: Final[Mapping[str, str]] = {"heading": "body", "paragraph": "body", "equation": "body"}
_ALIKE: Final = 0.5
_MANY: Final = 20_000


def numbers(marker: str) -> tuple[int, ...]:
    """Return every number that a printed marker stands for, in its order: `[1,3-5]` for 1, 3, 4 and 5.

    A place in the work that stands behind them in the bracket is none: `[1, p. 3]` for 1.
    A range that falls, or is too long to be one, stands for its two ends.
    """
    found: list[int] = []
    for part in re.split(r"[,，、;；]", _NUMBERS.match(marker)[0]):  # type: ignore[index]  # it matches anything
        ends = [int(end[:9]) for end in re.findall(r"\d+", part)]
        if len(ends) == 2 and ends[0] <= ends[1] < ends[0] + 1000:
            found.extend(range(ends[0], ends[1] + 1))
        else:
            found.extend(ends)
    return tuple(found)


@dataclass(frozen=True)
class Change:
    """Text that is not what it was to be.

    Attributes:
        kind: `changed`, `missing` or `extra`.
        expected: the block that was to be shown, by its index, or None where there is none.
        found: the block that is shown, or None.
        before: what was to be shown; of a marker its text.
        after: what is shown.
        start: where in the expected block the change begins.
        at: where in the block that is shown.
        marker: the marker that was to be shown, where the change is one of a marker.
    """

    kind: Literal["changed", "missing", "extra"]
    expected: int | None
    found: int | None
    before: str
    after: str
    start: int = 0
    at: int = 0
    marker: Marker | None = None


class Comparison:
    """An output beside what it was to show.

    Args:
        expected: what was to be shown.
        reading: what was read back.
        output: the name of the file as a person knows it.
        verdicts: what the standards of its format say of it.
        is_blinded: whether the output is to hide who wrote it.
    """

    def __init__(
        self,
        expected: Expected,
        reading: Reading,
        output: str,
        *,
        verdicts: Sequence[Verdict] = (),
        is_blinded: bool = False,
    ) -> None:
        self.expected = expected
        self.reading = reading
        self.output = output
        self.verdicts = verdicts
        self.is_blinded = is_blinded
        self._compared = [
            index for index, block in enumerate(reading.blocks) if block.kind not in ("front", "contents")
        ]

    # --- which block is which ----------------------------------------------------------------------------------------

    @cached_property
    def pairs(self) -> Mapping[int, int]:
        """For each expected block that is shown, the block that shows it: the same text, or the likest."""
        wanted, found = _by_stream(enumerate(self.expected.blocks)), _by_stream(self._shown())
        matched: dict[int, int] = {}
        for stream, indices in wanted.items():
            matched.update(self._in_order(indices, found.get(stream, [])))
        self._anywhere(matched)
        for stream, indices in wanted.items():
            self._between(indices, found.get(stream, []), matched)
        self._likest(matched)
        return matched

    def _shown(self) -> Iterator[tuple[int, Block]]:
        return ((index, self.reading.blocks[index]) for index in self._compared)

    def _in_order(self, wanted: Sequence[int], found: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Match equal blocks that stand in the same order."""
        keys = [_key(self.expected.blocks[index]) for index in wanted]
        shown = [_key(self.reading.blocks[index]) for index in found]
        if keys == shown:
            yield from zip(wanted, found, strict=True)
            return
        for block in SequenceMatcher(None, keys, shown, autojunk=False).get_matching_blocks():
            for step in range(block.size):
                yield wanted[block.a + step], found[block.b + step]

    def _anywhere(self, matched: dict[int, int]) -> None:
        """Match equal blocks wherever they stand: they were moved, or are taken for another kind."""
        places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index in reversed(self._unused(matched)):
            places[_key(self.reading.blocks[index])].append(index)
        for index, block in enumerate(self.expected.blocks):
            key = _key(block)
            if index not in matched and places[key] and any(key):
                matched[index] = places[key].pop()

    def _between(self, wanted: Sequence[int], found: Sequence[int], matched: dict[int, int]) -> None:
        """Match what is left between two matched blocks with the likest that is left between the same two."""
        used = set(matched.values())
        anchors = [(-1, -1), *((w, matched[w]) for w in wanted if w in matched), (len(self.expected.blocks), 1 << 60)]
        for (first, first_shown), (last, last_shown) in pairwise(anchors):
            gap = [index for index in _inside(wanted, first, last) if index not in matched]
            room = [index for index in _inside(found, first_shown, last_shown) if index not in used]
            if len(gap) == len(room) == 1 and self._likeness(gap[0], room[0]) > 0.2:
                matched[gap[0]] = room[0]
            else:
                self._pair_likest(gap, room, matched)

    def _likest(self, matched: dict[int, int]) -> None:
        """Match what is left with the likest that is left, where that is not too much to compare."""
        gap = [index for index in range(len(self.expected.blocks)) if index not in matched]
        self._pair_likest(gap, self._unused(matched), matched)

    def _pair_likest(self, wanted: Sequence[int], found: Sequence[int], matched: dict[int, int]) -> None:
        if len(wanted) * len(found) > _MANY:
            return
        ranked = sorted(((self._likeness(w, f), -abs(w - f), w, f) for w in wanted for f in found), reverse=True)
        used: set[int] = set()
        for likeness_, _, w, f in ranked:
            if likeness_ < _ALIKE:
                return
            if w not in matched and f not in used:
                matched[w] = f
                used.add(f)

    def _likeness(self, wanted: int, found: int) -> float:
        first, second = self.expected.blocks[wanted], self.reading.blocks[found]
        return likeness(first.text or first.label, second.text or second.label)

    def _unused(self, matched: Mapping[int, int]) -> list[int]:
        used = set(matched.values())
        return [index for index in self._compared if index not in used]

    @cached_property
    def missing(self) -> tuple[int, ...]:
        """The expected blocks that are not shown."""
        return tuple(index for index in range(len(self.expected.blocks)) if index not in self.pairs)

    @cached_property
    def extra(self) -> tuple[int, ...]:
        """The blocks that are shown and were not to be."""
        return tuple(self._unused(self.pairs))

    @cached_property
    def moved(self) -> frozenset[int]:
        """The expected blocks that are shown out of their order, the fewest that explain the order of the others."""
        streams = _by_stream(enumerate(self.expected.blocks))
        moved: set[int] = set()
        for indices in streams.values():
            shown = [(index, self.pairs[index]) for index in indices if index in self.pairs]
            kept = _rising([place for _, place in shown])
            moved.update(index for step, (index, _) in enumerate(shown) if step not in kept)
        return frozenset(moved)

    @cached_property
    def shows(self) -> Mapping[int, int]:
        """For each block that is shown, the expected block that it shows."""
        return {found: wanted for wanted, found in self.pairs.items()}

    # --- what became of the text -------------------------------------------------------------------------------------

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every difference of text inside matched blocks, in their order."""
        return tuple(change for wanted, found in sorted(self.pairs.items()) for change in self._changes(wanted, found))

    def _changes(self, wanted: int, found: int) -> Iterator[Change]:
        before, after = self.expected.blocks[wanted].text, self.reading.blocks[found].text
        if before == after:
            return
        first, second = _TOKEN.findall(before), _TOKEN.findall(after)
        starts, places = _starts(first), _starts(second)
        markers = {marker.start: marker for marker in self.expected.markers.get(wanted, ())}
        for a1, a2, b1, b2 in _joined(edits(first, second), first):
            lost = [step for step in range(a1, a2) if MARKER.fullmatch(first[step])]
            new = [step for step in range(b1, b2) if MARKER.fullmatch(second[step])]
            for one, other in zip(lost, new, strict=False):
                marker = markers.get(starts[one])
                yield Change("changed", wanted, found, first[one], second[other], starts[one], places[other], marker)
            for one in lost[len(new) :]:
                rest = "".join(second[step] for step in range(b1, b2) if step not in new)
                marker = markers.get(starts[one])
                yield Change("missing", wanted, found, first[one], rest, starts[one], places[b1], marker)
            for other in new[len(lost) :]:
                yield Change("extra", wanted, found, "", second[other], starts[a1], places[other])
            words = "".join(first[step] for step in range(a1, a2) if step not in lost)
            instead = "".join(second[step] for step in range(b1, b2) if step not in new)
            if words or (instead and len(lost) <= len(new)):
                yield Change(
                    "changed" if words and instead else "missing" if words else "extra",
                    wanted,
                    found,
                    words,
                    instead,
                    starts[a1],
                    places[b1],
                )

    @cached_property
    def intact(self) -> tuple[tuple[Marker, int, int], ...]:
        """Each marker that is shown with its own text: the marker, the block that shows it, and where in that block."""
        return tuple(self._intact())

    def _intact(self) -> Iterator[tuple[Marker, int, int]]:
        lost = {(change.expected, change.start) for change in self.changes if change.marker}
        for wanted, markers in self.expected.markers.items():
            found = self.pairs.get(wanted)
            if found is None:
                continue
            shift = self._shifts(wanted, found)
            for marker in markers:
                if (wanted, marker.start) not in lost:
                    yield marker, found, shift(marker.start)

    def _shifts(self, wanted: int, found: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
        """Return the function that says where in the block that is shown a character of the expected block stands."""
        before, after = self.expected.blocks[wanted].text, self.reading.blocks[found].text
        if before == after:
            return lambda offset: offset
        first, second = _TOKEN.findall(before), _TOKEN.findall(after)
        starts, places = _starts(first), _starts(second)
        ends = [(starts[a2], places[b2]) for _, a2, _, b2 in edits(first, second)]

        def shift(offset: int) -> int:
            index = bisect_left(ends, (offset, 1 << 60)) - 1
            return offset + (ends[index][1] - ends[index][0] if index >= 0 else 0)

        return shift

    # --- for the words of a finding ----------------------------------------------------------------------------------

    def links(self, found: int, start: int, end: int) -> list[Link]:
        """Return the links of a block that stand inside a stretch of it."""
        return [link for link in self.reading.blocks[found].links if start <= link.start and link.end <= end]

    def place(self, found: int, offset: int = 0) -> Place:
        """Return where in the output a character of a block stands."""
        return self.reading.blocks[found].place(offset)

    def at(self, place: Place) -> str:
        """Say where in the output something stands: `out/manuscript.docx, paragraph 12`."""
        return f"{self.output}, {place}" if str(place) else self.output


def _by_stream(blocks: Iterator[tuple[int, Block]] | enumerate[Block]) -> dict[str, list[int]]:
    """Group blocks by what has one order in all formats; where notes, tables and figures stand is each format's own."""
    streams: dict[str, list[int]] = defaultdict(list)
    for index, block in blocks:
        streams[_STREAMS.get(block.kind, block.kind)].append(index)
    return streams


def _key(block: Block) -> tuple[str, str]:
    return (block.label if block.kind == "equation" else "", block.text)


def _inside(indices: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Return those of rising indices that stand between two others."""
    return indices[bisect_left(indices, first + 1) : bisect_left(indices, last)]


def _starts(tokens: Sequence[str]) -> list[int]:
    """Where each token starts, and where the last one ends."""
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts


def _joined(stretches: Sequence[tuple[int, int, int, int]], tokens: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Take edits that a character or two part for one: `2041` for `2014`; a marker between them keeps them apart."""
    joined: list[tuple[int, int, int, int]] = []
    for a1, a2, b1, b2 in stretches:
        if joined and a1 - joined[-1][1] <= 2 and not any(map(MARKER.fullmatch, tokens[joined[-1][0] : a2])):
            joined[-1] = (joined[-1][0], a2, joined[-1][2], b2)
        else:
            joined.append((a1, a2, b1, b2))
    return joined


def _rising(values: Sequence[int]) -> set[int]:
    """Return the places of a longest rising run of values."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_left(ends, value)
        before.append(places[length - 1] if length else -1)
        if length == len(ends):
            ends.append(value)
            places.append(place)
        else:
            ends[length], places[length] = value, place
    kept: set[int] = set()
    place = places[-1] if places else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept
