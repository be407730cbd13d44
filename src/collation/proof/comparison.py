"""What was to be shown beside what a reader saw: which block is which, and what became of each marker."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal

from collation.proof.expected import Expected, Marker
from collation.proof.look import Look
from collation.proof.paragraphs import rejoin
from collation.proof.reading import Block, Foreign, Link, Place, Reading, Trace
from collation.standards import Verdict
from collation.suggestion import edits, likeness

MARKER: Final = re.compile(
    r"\[\d+(?:\s?[-\N{EN DASH}\N{EM DASH},，、;；]\s?\d+)*(?:,\s?(?=[^\W\d])[^\[\]\d]{1,24}\d[^\[\]]{0,24})?\]"
)
"""A marker as it is printed: numbers, in lists and ranges, in one bracket; perhaps a place in the work behind them."""

_NUMBERS: Final = re.compile(r"\[\d+(?:\s?[-\N{EN DASH}\N{EM DASH},，、;；]\s?\d+)*|")
_OTHERWISE: Final = re.compile(r"[\[［【〔(（⟦]?\s?\d+(?:\s?[-–—,，、;；~～]\s?\d+)*\s?[\]］】〕)）⟧]?")
"""How a marker is printed by whoever types it in brackets of his own, or in none."""

# Scripts that put no blank between words: their characters count one by one.
_UNSPACED: Final = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3130-\u318f\u31f0-\ua4cf\uf900-\ufaff"
_UNSPACED_ABOVE: Final = r"\U00020000-\U0003ffff"
_WORD: Final = re.compile(
    rf"{MARKER.pattern}|\d+(?:[.,]\d+)*|[^\W\d_{_UNSPACED}{_UNSPACED_ABOVE}]+|.",
    re.DOTALL,
)
_CHARACTER: Final = re.compile(rf"{MARKER.pattern}|\d+(?:[.,]\d+)*|.", re.DOTALL)
_STREAMS: Final[Mapping[str, str]] = {"heading": "body", "paragraph": "body", "equation": "body"}
_UNPARTED: Final = frozenset({"pdf", "docx"})
"""The formats that do not say where the front matter ends."""

_ALIKE: Final = 0.5
"""How alike two texts must be, wherever they stand, to be taken for one that was changed."""

_LIKELY: Final = 0.2
"""How alike, where nothing else stands between the same two neighbours."""

_SHORT: Final = 12
"""Up to how many characters that is not asked: of a cell that was typed over nothing is left."""

_MANY: Final = 4_000
"""How many pairs of blocks are compared one with another; beyond that only those that share a rare stretch."""

_STRETCH: Final = 6
_LONG: Final = 4_000_000
"""How many pairs of tokens are aligned; a longer text counts as changed from its first edit to its last."""


def numbers(marker: str) -> tuple[int, ...]:
    """Return every number that a printed marker stands for, in its order: `[1,3-5]` for 1, 3, 4 and 5.

    A place in the work that stands behind them in the bracket is none: `[1, p. 3]` for 1.
    A range that falls, or is too long to be one, stands for its two ends.
    """
    found: list[int] = []
    if _OTHERWISE.fullmatch(marker):
        marker = f"[{marker.strip('[]［］【】〔〕()（）⟦⟧ ')}]".replace("~", "-").replace("～", "-")
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
        is_marker: whether a marker was to be shown or is shown: its number, its place, or its being there.
    """

    kind: Literal["changed", "missing", "extra"]
    expected: int | None
    found: int | None
    before: str
    after: str
    start: int = 0
    at: int = 0
    marker: Marker | None = None
    is_marker: bool = False


@dataclass(frozen=True)
class _Edit:
    """A stretch of a text and what stands in its place in another: all else is the same in both."""

    start: int
    end: int
    at: int
    until: int


class Comparison:
    """An output beside what it was to show.

    Args:
        expected: what was to be shown.
        reading: what was read back.
        output: the name of the file as a person knows it.
        verdicts: what the standards of its format say of it.
        is_blinded: whether the output is to hide who wrote it.
        traces: what it says beside its text, where it is blinded; see `identity`.
        look: how its pages are to look, where it has pages and that is known.
    """

    def __init__(
        self,
        expected: Expected,
        reading: Reading,
        output: str,
        *,
        verdicts: Sequence[Verdict] = (),
        is_blinded: bool = False,
        traces: Sequence[Trace] = (),
        look: Look | None = None,
    ) -> None:
        self.expected = expected
        blocks = tuple(_settled_front(reading, expected))
        blocks, self.rejoined = rejoin(blocks, expected) if reading.format == "docx" else (blocks, ())
        self.reading = replace(reading, blocks=blocks)
        self.output = output
        self.verdicts = verdicts
        self.is_blinded = is_blinded
        self.traces = traces
        self.look = look
        self._compared = [
            index for index, block in enumerate(self.reading.blocks) if block.kind not in ("front", "contents")
        ]
        self._edited: dict[int, tuple[_Edit, ...]] = {}

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
        self._pair_likest(self._left(matched), self._unused(matched), matched)
        self._by_label(matched)
        return matched

    def _shown(self) -> Iterator[tuple[int, Block]]:
        return ((index, self.reading.blocks[index]) for index in self._compared)

    def _in_order(self, wanted: Sequence[int], found: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Match equal blocks that stand in the same order."""
        keys = [_key(self.expected.blocks[index]) for index in wanted]
        shown = [_key(self.reading.blocks[index]) for index in found]
        for first, second in aligned(keys, shown):
            yield wanted[first], found[second]

    def _anywhere(self, matched: dict[int, int]) -> None:
        """Match equal blocks wherever they stand: they were moved, or are taken for another kind."""
        places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index in reversed(self._unused(matched)):
            places[_key(self.reading.blocks[index])].append(index)
        for index in self._left(matched):
            key = _key(self.expected.blocks[index])
            if places[key] and any(key):
                matched[index] = places[key].pop()

    def _between(self, wanted: Sequence[int], found: Sequence[int], matched: dict[int, int]) -> None:
        """Match what is left between two matched blocks with the likest that is left between the same two."""
        used = set(matched.values())
        anchors = [(-1, -1), *((w, matched[w]) for w in wanted if w in matched), (len(self.expected.blocks), 1 << 60)]
        for (first, first_shown), (last, last_shown) in pairwise(anchors):
            gap = [index for index in _inside(wanted, first, last) if index not in matched]
            room = [index for index in _inside(found, first_shown, last_shown) if index not in used]
            if len(gap) == len(room) == 1 and self._is_likely(gap[0], room[0]):
                matched[gap[0]] = room[0]
            elif gap and room:
                self._pair_likest(gap, room, matched)

    def _is_likely(self, wanted: int, found: int) -> bool:
        """Whether the one block that is left can show the one that is wanted at that place."""
        first, second = self.expected.blocks[wanted], self.reading.blocks[found]
        if first.kind == second.kind and min(len(first.text), len(second.text)) <= _SHORT:
            return True
        return self._likeness(wanted, found) > _LIKELY

    def _pair_likest(self, wanted: Sequence[int], found: Sequence[int], matched: dict[int, int]) -> None:
        ranked = sorted(((self._likeness(w, f), -abs(w - f), w, f) for w, f in self._near(wanted, found)), reverse=True)
        used: set[int] = set()
        for likeness_, _, w, f in ranked:
            if likeness_ < _ALIKE:
                return
            if w not in matched and f not in used:
                matched[w] = f
                used.add(f)

    def _near(self, wanted: Sequence[int], found: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs that are worth a look: all, or, where those are too many, those that share a rare stretch."""
        if len(wanted) * len(found) <= _MANY:
            yield from ((w, f) for w in wanted for f in found)
            return
        having: dict[str, list[int]] = defaultdict(list)
        for f in found:
            for stretch in dict.fromkeys(_stretches(self.reading.blocks[f].text)):
                having[stretch].append(f)
        for w in wanted:
            shared = Counter(
                f
                for stretch in dict.fromkeys(_stretches(self.expected.blocks[w].text))
                if len(having.get(stretch, ())) <= 8
                for f in having.get(stretch, ())
            )
            yield from ((w, f) for f, _ in shared.most_common(3))

    def _likeness(self, wanted: int, found: int) -> float:
        first, second = self.expected.blocks[wanted], self.reading.blocks[found]
        if len(first.text) * len(second.text) <= _LONG:
            return likeness(first.text or first.label, second.text or second.label)
        stretches, others = set(_stretches(first.text)), set(_stretches(second.text))
        return 2 * len(stretches & others) / max(1, len(stretches) + len(others))

    def _by_label(self, matched: dict[int, int]) -> None:
        """Match what is left by its number, where nothing else has it: of its text nothing is as it was."""
        labels: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index in self._unused(matched):
            block = self.reading.blocks[index]
            labels[block.kind, block.label].append(index)
        for index in self._left(matched):
            block = self.expected.blocks[index]
            having = labels.get((block.kind, block.label), [])
            if block.label and len(having) == 1:
                matched[index] = having.pop()

    def _left(self, matched: Mapping[int, int]) -> list[int]:
        return [index for index in range(len(self.expected.blocks)) if index not in matched]

    def _unused(self, matched: Mapping[int, int]) -> list[int]:
        used = set(matched.values())
        return [index for index in self._compared if index not in used]

    @cached_property
    def missing(self) -> tuple[int, ...]:
        """The expected blocks that are not shown, but for a marker that is a block by itself: it is in `changes`."""
        return tuple(index for index in self._left(self.pairs) if index not in self._lone_markers[0])

    @cached_property
    def extra(self) -> tuple[int, ...]:
        """The blocks that are shown and were not to be, but for a marker that is a block by itself."""
        return tuple(index for index in self._unused(self.pairs) if index not in self._lone_markers[1])

    @cached_property
    def _lone_markers(self) -> tuple[frozenset[int], frozenset[int]]:
        """What is missing, and what was put in, and is a marker and nothing else, in a cell with others about it."""
        left, unused = set(self._left(self.pairs)), set(self._unused(self.pairs))
        lost = frozenset(index for index in left if self._is_marker(index) and left.isdisjoint((index - 1, index + 1)))
        put_in = frozenset(
            index
            for index in unused
            if MARKER.fullmatch(self.reading.blocks[index].text) and unused.isdisjoint((index - 1, index + 1))
        )
        return lost, put_in

    def _is_marker(self, wanted: int) -> bool:
        markers = self.expected.markers.get(wanted, ())
        return len(markers) == 1 and markers[0].text == self.expected.blocks[wanted].text

    @cached_property
    def moved(self) -> frozenset[int]:
        """The expected blocks that are shown out of their order, the fewest that explain the order of the others."""
        streams = _by_stream(enumerate(self.expected.blocks))
        moved: set[int] = set()
        for indices in streams.values():
            shown = [(index, self.pairs[index]) for index in indices if index in self.pairs]
            kept = rising([place for _, place in shown])
            moved.update(index for step, (index, _) in enumerate(shown) if step not in kept)
        return frozenset(moved)

    @cached_property
    def shows(self) -> Mapping[int, int]:
        """For each block that is shown, the expected block that it shows."""
        return {found: wanted for wanted, found in self.pairs.items()}

    # --- what became of the text -------------------------------------------------------------------------------------

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every difference of text inside matched blocks, in their order, and the blocks of one marker that differ."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[Change]:
        for wanted, found in sorted(self.pairs.items()):
            yield from self._changed(wanted, found)
        lost, put_in = self._lone_markers
        for wanted in sorted(lost):
            marker = self.expected.markers[wanted][0]
            yield Change("missing", wanted, None, marker.text, "", marker=marker, is_marker=True)
        for found in sorted(put_in):
            yield Change("extra", None, found, "", self.reading.blocks[found].text, is_marker=True)

    def _edits(self, wanted: int, found: int) -> tuple[_Edit, ...]:
        """Return where two blocks differ; of a marker that differs in part, all."""
        if wanted not in self._edited:
            self._edited[wanted] = self._differences(wanted, found)
        return self._edited[wanted]

    def _differences(self, wanted: int, found: int) -> tuple[_Edit, ...]:
        before, after = self.expected.blocks[wanted].text, self.reading.blocks[found].text
        if before == after:
            return ()
        token = _WORD if self.expected.has_spaces else _CHARACTER
        whole: list[_Edit] = []
        markers = self.expected.markers.get(wanted, ())
        starts = [marker.start for marker in markers]
        for difference in differences(token.findall(before), token.findall(after)):
            edit = _trimmed(difference, before, after)
            for marker in markers[max(0, bisect_right(starts, edit.start) - 1) : bisect_left(starts, edit.end)]:
                if edit.start < marker.end:
                    early, late = max(0, edit.start - marker.start), max(0, marker.end - edit.end)
                    edit = _Edit(edit.start - early, edit.end + late, edit.at - early, edit.until + late)
            if whole and _are_near(whole[-1], edit, before):
                first = whole.pop()
                edit = _Edit(first.start, edit.end, first.at, edit.until)
            whole.append(edit)
        return tuple(whole)

    def _changed(self, wanted: int, found: int) -> Iterator[Change]:
        before, after = self.expected.blocks[wanted].text, self.reading.blocks[found].text
        for edit in self._edits(wanted, found):
            markers = self._markers_in(wanted, edit)
            # What looks like a marker and is none, such as an interval, pairs with its like first.
            others = len(MARKER.findall(before, edit.start, edit.end)) - len(markers)
            printed = self._printed(after, edit.at, edit.until)[max(0, others) :]
            is_whole = len(markers) == 1 and (markers[0].start, markers[0].end) == (edit.start, edit.end)
            words_instead = after[edit.at : edit.until].strip()
            is_typed_over = is_whole and not printed and _OTHERWISE.fullmatch(words_instead)
            # Of `[3]40-41` the place in the work may be all that is left.
            if is_typed_over and not markers[0].text.endswith(f"]{words_instead}"):
                marker = markers[0]
                yield Change(
                    "changed", wanted, found, marker.text, words_instead, marker.start, edit.at, marker, is_marker=True
                )
                continue
            for marker, (at, end) in zip(markers, printed, strict=False):
                shown = after[edit.at : edit.until] if is_whole and len(printed) == 1 else after[at:end]
                if shown != marker.text:
                    yield Change("changed", wanted, found, marker.text, shown, marker.start, at, marker, is_marker=True)
            words, instead = before[edit.start : edit.end], after[edit.at : edit.until]
            if markers or printed:
                words = _without(before, edit.start, edit.end, [(marker.start, marker.end) for marker in markers])
                instead = _without(after, edit.at, edit.until, printed)
            for marker in markers[len(printed) :]:
                yield Change(
                    "missing", wanted, found, marker.text, instead, marker.start, edit.at, marker, is_marker=True
                )
            for at, end in printed[len(markers) :]:
                yield Change("extra", wanted, found, "", after[at:end], edit.start, at, is_marker=True)
            is_said = is_whole and len(printed) <= 1  # that these words stand for the marker
            if words != instead and not is_said and (words or instead):
                kind: Literal["changed", "missing", "extra"] = (
                    "changed" if words and instead else "missing" if words else "extra"
                )
                yield Change(kind, wanted, found, words, instead, edit.start, edit.at)

    def _printed(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return where markers stand in a stretch of a text, with the place in the work that stands behind some."""
        found = []
        for match in MARKER.finditer(text, start, end):
            placed = (len(one) for one in self._placed if text.startswith(one, match.start(), end))
            found.append((match.start(), max(match.end(), match.start() + max(placed, default=0))))
        return found

    @cached_property
    def _placed(self) -> tuple[str, ...]:
        """The markers behind which a place in the work stands, in Chinese outside of the bracket."""
        markers = (marker.text for markers in self.expected.markers.values() for marker in markers)
        return tuple(dict.fromkeys(text for text in markers if not MARKER.fullmatch(text)))

    def _markers_in(self, wanted: int, edit: _Edit) -> list[Marker]:
        return [
            marker
            for marker in self.expected.markers.get(wanted, ())
            if edit.start <= marker.start and marker.end <= edit.end
        ]

    def stretch(self, wanted: int, start: int, end: int) -> tuple[int, int] | None:
        """Return where a stretch of an expected block stands in the one that shows it, if nothing in it is changed."""
        found = self.pairs.get(wanted)
        if found is None:
            return None
        changed = self._edits(wanted, found)
        index = bisect_right(changed, start, key=lambda edit: edit.end)
        if index < len(changed) and changed[index].start < end:
            return None
        shift = changed[index - 1].until - changed[index - 1].end if index else 0
        return start + shift, end + shift

    @cached_property
    def intact(self) -> tuple[tuple[Marker, int, int], ...]:
        """Each marker that is shown with its own text: the marker, the block that shows it, and where in that block."""
        return tuple(
            (marker, self.pairs[wanted], stretch[0])
            for wanted, markers in self.expected.markers.items()
            for marker in markers
            if (stretch := self.stretch(wanted, marker.start, marker.end))
        )

    # --- for the words of a finding ----------------------------------------------------------------------------------

    def foreign(self, found: int | None, at: int) -> Foreign | None:
        """Return the citation of another program's that stands at a place of a block."""
        citations = () if found is None else self.reading.blocks[found].foreign
        return next((one for one in citations if one.start <= at < one.end), None)

    def replaced(self, found: int, foreign: Foreign) -> Marker | None:
        """Return the marker in whose place a citation of another program's stands, None where it is put in."""
        for marker, block, at in self.intact:
            if block == found and foreign.start <= at < foreign.end:
                return marker
        return next(
            (
                change.marker
                for change in self.changes
                if change.found == found and change.marker and foreign.start <= change.at < foreign.end
            ),
            None,
        )

    def links(self, found: int, start: int, end: int) -> list[Link]:
        """Return the links of a block that stand inside a stretch of it."""
        return [link for link in self.reading.blocks[found].links if start <= link.start and link.end <= end]

    def place(self, found: int | None, offset: int = 0) -> Place:
        """Return where in the output a character of a block stands; the output itself, where the block is in none."""
        return Place() if found is None else self.reading.blocks[found].place(offset)

    def at(self, place: Place) -> str:
        """Say where in the output something stands: `out/manuscript.docx, paragraph 12`."""
        return f"{self.output}, {place}" if str(place) else self.output


def _settled_front(reading: Reading, expected: Expected) -> Iterator[Block]:
    """Yield the blocks of a reading, each on its side of the line between front matter and text.

    Some formats do not draw that line, and their readers take a text without a heading for front matter, or an
    author for a paragraph.  Who knows both texts can tell; what is neither stays where it is.
    """
    if reading.format not in _UNPARTED:
        yield from reading.blocks
        return
    body = {block.text: block.kind for block in reversed(expected.blocks) if block.text}
    front = {part.text for part in expected.front}
    fronts = [index for index, block in enumerate(reading.blocks) if block.kind == "front"]
    last = len(fronts)
    while last and reading.blocks[fronts[last - 1]].text in body.keys() - front:
        last -= 1
    moved = set(fronts[last:])
    is_text = False
    for index, block in enumerate(reading.blocks):
        if index in moved:
            yield replace(block, kind=body[block.text])
        elif block.kind == "paragraph" and not is_text and block.text in front - body.keys():
            yield replace(block, kind="front")
        else:
            yield block
        is_text = is_text or (block.kind not in ("front", "contents") and block.text in body)


def aligned(first: Sequence[Hashable], second: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Match equal items of two sequences that stand in the same order, at a cost that does not grow with their product.

    What both have once is matched first, as far as it stands in one order, and then what is left between those.
    """
    pending = [(0, len(first), 0, len(second))]
    while pending:
        a, b, c, d = pending.pop()
        while a < b and c < d and first[a] == second[c]:
            yield a, c
            a, c = a + 1, c + 1
        while a < b and c < d and first[b - 1] == second[d - 1]:
            b, d = b - 1, d - 1
            yield b, d
        if a == b or c == d:
            continue
        once = Counter(second[c:d])
        here = Counter(first[a:b])
        places = {item: c + offset for offset, item in enumerate(second[c:d]) if once[item] == 1}
        unique = [
            (a + offset, places[item]) for offset, item in enumerate(first[a:b]) if here[item] == 1 and item in places
        ]
        kept = sorted(rising([place for _, place in unique]))
        anchors = [unique[step] for step in kept]
        if anchors:
            yield from anchors
            ends = [(a - 1, c - 1), *anchors, (b, d)]
            pending += [(w + 1, v, x + 1, y) for (w, x), (v, y) in pairwise(ends)]
        elif (b - a) * (d - c) <= _LONG and not here.keys().isdisjoint(once):
            last = (a, c)
            for start, end, at, until in [*edits(first[a:b], second[c:d]), (b - a, b - a, d - c, d - c)]:
                yield from zip(range(last[0], a + start), range(last[1], c + at), strict=True)
                last = a + end, c + until


def differences(first: Sequence[str], second: Sequence[str]) -> Iterator[_Edit]:
    """Yield where the texts of two sequences of tokens differ."""
    a, b, c, d = 0, len(first), 0, len(second)
    while a < b and c < d and first[a] == second[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and first[b - 1] == second[d - 1]:
        b, d = b - 1, d - 1
    is_long = (b - a) * (d - c) > _LONG
    stretches = [(0, b - a, 0, d - c)] if is_long else edits(first[a:b], second[c:d])
    starts, places = _starts(first), _starts(second)
    for start, end, at, until in stretches:
        yield _Edit(starts[a + start], starts[a + end], places[c + at], places[c + until])


def _trimmed(edit: _Edit, before: str, after: str) -> _Edit:
    """Leave out of an edit what is the same at its ends: `He` of `He[27]` for `Heel`."""
    start, end, at, until = edit.start, edit.end, edit.at, edit.until
    while start < end and at < until and before[start] == after[at] != "[":
        start, at = start + 1, at + 1
    while start < end and at < until and before[end - 1] == after[until - 1] != "]":
        end, until = end - 1, until - 1
    return _Edit(start, end, at, until)


def _are_near(first: _Edit, second: _Edit, text: str) -> bool:
    """Whether two edits are one to a person: a character or two part them, and no marker ends or begins there."""
    if second.start <= first.end:
        return True
    between = text[first.end : second.start]
    return len(between) <= 2 and not re.search(r"[\[\]。；;.!?！？]", between + text[second.start : second.start + 1])


def _without(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> str:
    """Return a stretch of a text but for some spans of it, which rise."""
    parts = []
    for first, last in spans:
        parts.append(text[start:first])
        start = last
    return "".join((*parts, text[start:end])).strip()


def _stretches(text: str) -> Iterator[str]:
    """Yield some of the stretches of a text, the same of the same words wherever they stand."""
    if len(text) <= _STRETCH:
        yield text
        return
    codes = list(map(ord, text))
    for at, (first, last) in enumerate(zip(codes, codes[_STRETCH - 1 :], strict=False)):
        if (31 * first + last) % 8 == 0:
            yield text[at : at + _STRETCH]


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


def rising(values: Sequence[int]) -> set[int]:
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
