"""Where the numbers of the markers lead, for the checks of links."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from collation.proof.comparison import Comparison
from collation.proof.expected import Marker
from collation.proof.reading import Link


@dataclass(frozen=True)
class Lead:
    """One number of a marker that is printed, and where it leads.

    Attributes:
        marker: of which it is a number.
        number: as it is printed.
        item: the expected block of the list item that it means.
        found: the block in which it is printed.
        at: where in that block.
        is_linked: whether it is a link at all.
        target: where the link leads, as in `reading.Link`.
    """

    marker: Marker
    number: str
    item: int
    found: int
    at: int
    is_linked: bool
    target: int | str | None = None


def leads(comparison: Comparison) -> Iterator[Lead]:
    """Yield each number of each marker that is printed as it was to be."""
    wanted_in = comparison.shows
    for marker, found, start in comparison.intact:
        block = comparison.expected.blocks[wanted_in[found]]
        shown = comparison.reading.blocks[found].links
        first = bisect_left(block.links, marker.start, key=_start)
        for link in block.links[first : bisect_left(block.links, marker.end, key=_start)]:
            if not isinstance(link.target, int):
                continue
            at = start + link.start - marker.start
            number = block.text[link.start : link.end]
            there = overlapping(shown, at, at + len(number))
            target = there[0].target if there else None
            yield Lead(marker, number, link.target, found, at, bool(there), target)


def overlapping(links: Sequence[Link], start: int, end: int) -> list[Link]:
    """Return those of some links that have a character of a stretch; links seldom lie in one another."""
    first = max(0, bisect_left(links, start, key=_start) - 2)
    last = bisect_left(links, end, key=_start)
    return [link for link in links[first:last] if start < link.end]


def _start(link: Link) -> int:
    return link.start
