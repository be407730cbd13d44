"""Paragraphs that a co-author joined or parted are brought back to ours, so that no word of them is told as lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal, TypeVar

from collation.proof.expected import Expected
from collation.proof.reading import Block, Foreign, Link, Mark, Touch, stretch

_HEAD: Final = 12
"""By how many characters at its start a paragraph is known inside another."""

_MANY: Final = 40_000
"""How many pairs of paragraphs are looked at; where more differ it is another manuscript."""


@dataclass(frozen=True)
class Rejoined:
    """A paragraph that was joined to the one before it, or parted from it: the expected block, and what was done."""

    expected: int
    kind: Literal["joined", "parted"]


def rejoin(blocks: Sequence[Block], expected: Expected) -> tuple[tuple[Block, ...], tuple[Rejoined, ...]]:
    """Return the blocks of a document with the paragraphs of the manuscript, and where those of the document differ."""
    wanted, shown = {block.text for block in expected.blocks}, {block.text for block in blocks}
    left = [
        index
        for index, block in enumerate(expected.blocks)
        if block.kind == "paragraph" and len(block.text) > _HEAD and block.text not in shown
    ]
    unknown = {index for index, block in enumerate(blocks) if block.kind == "paragraph" and block.text not in wanted}
    if not left or not unknown or len(left) * len(unknown) > _MANY:
        return tuple(blocks), ()
    found: list[Block] = []
    moved: list[int] = []
    done: list[Rejoined] = []
    for index, block in enumerate(blocks):
        moved.append(len(found))
        whole = _parted_from(found[-1], block, expected, left) if {index - 1, index} <= unknown else None
        if whole is not None:
            moved[-1] = len(found) - 1
            found[-1] = _joined(found[-1], block, expected.blocks[whole].text)
            done.append(Rejoined(whole, "parted"))
            continue
        starts = _joined_in(block, expected, left) if index in unknown else []
        if len(starts) < 2:
            found.append(block)
            continue
        for (_, start), (_, end) in pairwise([*starts, (-1, len(block.text))]):
            found.append(stretch(block, start, end))
        done.extend(Rejoined(joined, "joined") for joined, _ in starts[1:])
    return tuple(_aimed(block, moved) for block in found), tuple(done)


def _joined_in(block: Block, expected: Expected, left: Sequence[int]) -> list[tuple[int, int]]:
    """Return the paragraphs of ours, following one another, of which a paragraph consists, with where each starts."""
    found: list[tuple[int, int]] = []
    for index in left:
        head = expected.blocks[index].text[:_HEAD]
        place = block.text.find(head)
        if place < 0 or block.text.find(head, place + 1) >= 0:
            continue
        if not found and place == 0:
            found.append((index, 0))
        elif found and found[-1][0] == index - 1 and place > found[-1][1]:
            found.append((index, place))
    return found


def _parted_from(first: Block, second: Block, expected: Expected, left: Sequence[int]) -> int | None:
    """Return the paragraph of ours of which two that follow one another are the parts."""
    for index in left:
        text = expected.blocks[index].text
        place = text.find(second.text[:_HEAD])
        if place > 0 and text.startswith(first.text[:_HEAD]) and text[:place].rstrip().endswith(first.text[-_HEAD:]):
            return index
    return None


def _joined(first: Block, second: Block, wanted: str) -> Block:
    """Put two blocks together, with a blank between where the paragraph of ours has one."""
    place = wanted.find(second.text[:_HEAD])
    between = " " if wanted[place - 1] == " " else ""
    shift = len(first.text) + len(between)
    return replace(
        first,
        text=f"{first.text}{between}{second.text}",
        places=(*first.places, *((offset + shift, place) for offset, place in second.places)),
        links=(*first.links, *_shifted(second.links, shift)),
        marks=(*first.marks, *_shifted(second.marks, shift)),
        touched=(*first.touched, *_shifted(second.touched, shift)),
        foreign=(*first.foreign, *_shifted(second.foreign, shift)),
    )


_Stretch = TypeVar("_Stretch", Link, Mark, Touch, Foreign)


def _shifted(stretches: Sequence[_Stretch], shift: int) -> Iterator[_Stretch]:
    return (replace(one, start=one.start + shift, end=one.end + shift) for one in stretches)


def _aimed(block: Block, moved: Sequence[int]) -> Block:
    """Let the links of a block lead to where the blocks now are."""
    links = (replace(link, target=moved[link.target]) if isinstance(link.target, int) else link for link in block.links)
    return replace(block, links=tuple(links))
