"""Where the numbers of the markers lead, for the checks of links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from collation.proof.comparison import Comparison
from collation.proof.expected import Marker


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
    blocks = comparison.expected.blocks
    wanted_in = comparison.shows
    for marker, found, start in comparison.intact:
        block = blocks[wanted_in[found]]
        for link in block.links:
            if not (marker.start <= link.start and link.end <= marker.end) or not isinstance(link.target, int):
                continue
            at = start + link.start - marker.start
            number = block.text[link.start : link.end]
            shown = comparison.reading.blocks[found].links
            there = [one for one in shown if one.start < at + len(number) and at < one.end]
            target = there[0].target if there else None
            yield Lead(marker, number, link.target, found, at, bool(there), target)
