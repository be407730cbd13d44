"""The items of the reference list that an output is to print, each with its entry."""

from __future__ import annotations

from collections.abc import Iterator

from collation.document.numbered import ReferenceListItem
from collation.model import BibliographyEntry
from collation.proof.comparison import Comparison


def items(comparison: Comparison) -> Iterator[tuple[int, ReferenceListItem, BibliographyEntry]]:
    """Yield each item with the index of its expected block, and its entry."""
    expected = comparison.expected
    indices = (index for index, block in enumerate(expected.blocks) if block.kind == "reference")
    for index, item in zip(indices, expected.document.references, strict=True):
        yield index, item, expected.manuscript.bibliography.by_citekey[item.citekey]


def has_its_number(comparison: Comparison, index: int) -> bool:
    """Whether the item of an expected block is printed, and under its own number."""
    found = comparison.pairs.get(index)
    return found is not None and comparison.reading.blocks[found].label == comparison.expected.blocks[index].label
