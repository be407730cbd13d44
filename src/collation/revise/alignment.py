"""Which part of the old text became which part of the new, so that a person can read the difference.

The shortest list of edits is not the one that a person would make: it keeps every letter that two texts have in common,
and leaves confetti. So whole blocks are matched first, then words, and what little stays between two changes is part of
the change.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_ALIKE: Final = 0.3
"""How much of two blocks must be the same, by pairs of neighbouring words, for the one to be the other revised."""

_KEPT: Final = 0.25
"""Where less of a text than this is left, all of it was written anew."""

_MANY: Final = 250_000
"""How many pairs of blocks are compared one with another; in a longer gap each block is gone, or new."""


@dataclass(frozen=True)
class Piece:
    """A block, as far as it must be known to find what became of it.

    Attributes:
        meaning: equal where two blocks say the same; numbers that are counted are no part of it.
        words: its words and marks in their order; a block without any is the same one only if it means the same.
        identity: what it is called by, such as a citekey or the identifier of a figure; "" where it has no name.
        kind: only blocks of one kind can be the same one.
    """

    meaning: Hashable
    words: Sequence[Hashable] = ()
    identity: str = ""
    kind: str = ""


Pair = tuple[int | None, int | None]
"""The index of a block in the old text and in the new; None in the one that does not have it."""


def blocks(old: Sequence[Piece], new: Sequence[Piece]) -> list[Pair]:
    """Say which blocks stayed, in the order in which both texts can be read from it; what is gone goes first."""
    shared = {piece.identity for piece in old if piece.identity} & {piece.identity for piece in new}
    before, after = ([_key(piece, shared) for piece in pieces] for pieces in (old, new))
    pairs: list[Pair] = []
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs.extend(zip(range(first, last), range(start, end), strict=True))
        else:
            pairs.extend(_gap(old, new, range(first, last), range(start, end), shared))
    return pairs


def _key(piece: Piece, shared: set[str]) -> Hashable:
    return (piece.kind, piece.identity) if piece.identity in shared else (piece.kind, piece.meaning)


def _gap(old: Sequence[Piece], new: Sequence[Piece], gone: range, came: range, shared: set[str]) -> Iterator[Pair]:
    """Pair the blocks of a gap that are most alike in all, without crossing."""
    if not gone or not came or len(gone) * len(came) > _MANY:
        yield from ((index, None) for index in gone)
        yield from ((None, index) for index in came)
        return
    before = [_neighbours(old[index]) for index in gone]
    after = [_neighbours(new[index]) for index in came]
    best = [[0.0] * (len(came) + 1) for _ in range(len(gone) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for row in reversed(range(len(gone))):
        for column in reversed(range(len(came))):
            score = max(best[row + 1][column], best[row][column + 1])
            first, second = old[gone[row]], new[came[column]]
            is_possible = first.kind == second.kind and first.words and second.words
            if is_possible and not {first.identity, second.identity} & shared:
                likeness = _likeness(before[row], after[column])
                if likeness >= _ALIKE:
                    alike[row, column] = likeness
                    score = max(score, best[row + 1][column + 1] + likeness)
            best[row][column] = score
    row = column = 0
    waiting: list[Pair] = []
    while row < len(gone) and column < len(came):
        likeness = alike.get((row, column), 0.0)
        if likeness and best[row][column] == best[row + 1][column + 1] + likeness:
            yield from waiting
            waiting.clear()
            yield gone[row], came[column]
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            yield gone[row], None
            row += 1
        else:
            waiting.append((None, came[column]))
            column += 1
    yield from ((index, None) for index in gone[row:])
    yield from waiting
    yield from ((None, index) for index in came[column:])


def _neighbours(piece: Piece) -> Counter[Hashable]:
    words = [None, *piece.words, None]
    return Counter(itertools.pairwise(words))


def _likeness(first: Counter[Hashable], second: Counter[Hashable]) -> float:
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


@dataclass(frozen=True)
class Unit:
    """A word, a character of Chinese, or something that is never cut, such as a marker or a formula.

    Attributes:
        meaning: equal where two units say the same.
        weight: how much of the text it is; a blank or a mark of punctuation is nothing of it.
    """

    meaning: Hashable
    weight: int


@dataclass(frozen=True)
class Step:
    """A stretch of both texts that stayed, or one of the old that became one of the new; either may be empty."""

    kind: Literal["same", "changed"]
    old: range
    new: range


def units(old: Sequence[Unit], new: Sequence[Unit]) -> list[Step]:
    """Say what of a text stayed, as a person would have revised it: in words and phrases."""
    before, after = ([unit.meaning for unit in text] for text in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = [
        Step("same" if kind == "equal" else "changed", range(first, last), range(start, end))
        for kind, first, last, start, end in matcher.get_opcodes()
    ]
    while (index := next(_islands(steps, old, new), None)) is not None:
        joined = steps[index - 1 : index + 2]
        steps[index - 1 : index + 2] = [_joined(joined)]
    kept = sum(_weight(old, step.old) for step in steps if step.kind == "same")
    longer = max(_weight(old, range(len(old))), _weight(new, range(len(new))))
    if len(steps) > 2 and kept < _KEPT * longer:
        return [_joined(steps)]
    return steps


def _islands(steps: Sequence[Step], old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[int]:
    """Yield what stayed between two changes each of which is longer than it."""
    for index in range(1, len(steps) - 1):
        step, before, after = steps[index], steps[index - 1], steps[index + 1]
        if step.kind == "same":
            weight = _weight(old, step.old)
            sizes = [max(_weight(old, beside.old), _weight(new, beside.new)) for beside in (before, after)]
            is_blank = weight == 0 and len(step.old) <= 2
            if is_blank or weight < min(sizes):
                yield index


def _joined(steps: Sequence[Step]) -> Step:
    first, last = steps[0], steps[-1]
    return Step("changed", range(first.old.start, last.old.stop), range(first.new.start, last.new.stop))


def _weight(text: Sequence[Unit], stretch: range) -> int:
    return sum(text[index].weight for index in stretch)
