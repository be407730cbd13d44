"""An item of the reference list has another number than the text cites the work by.

Every citation of the work then leads to another one.

Basis: GB/T 7714-2015 10.1.1: the number in the text is that of the item in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.document.numbered import ReferenceListItem
from collation.model import BibliographyEntry
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.reading import Block
from collation.proof.references.items import has_its_number, items

CODE = "misnumbered-item"

_Item = tuple[int, ReferenceListItem, BibliographyEntry]


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each item with another label than it was to have; once for a run of items that are all shifted alike."""
    for run in _runs(comparison):
        index, item, entry = run[0]
        block, wanted = _shown(comparison, index), comparison.expected.blocks[index].label
        message = f"prints {block.label or 'no number'} before the item of @{item.citekey}, which is {wanted}"
        if len(run) > 1:
            last = run[-1][0]
            message += (
                f", and so on to {_shown(comparison, last).label}, which is {comparison.expected.blocks[last].label}"
            )
        yield finding(CODE, comparison, block.place(), message, source=entry.location, citekey=item.citekey)


def _runs(comparison: Comparison) -> Iterator[list[_Item]]:
    run: list[_Item] = []
    for one in items(comparison):
        if one[0] not in comparison.pairs or has_its_number(comparison, one[0]):
            continue
        shift = _shift(comparison, one)
        if run and (shift is None or shift != _shift(comparison, run[-1]) or one[0] != run[-1][0] + 1):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _shown(comparison: Comparison, index: int) -> Block:
    return comparison.reading.blocks[comparison.pairs[index]]


def _shift(comparison: Comparison, item: _Item) -> int | None:
    """By how much the printed number of an item is too high; None where it prints none."""
    number = re.search(r"\d+", _shown(comparison, item[0]).label)
    return None if number is None else int(number[0][:9]) - item[1].number
