"""The table of contents does not list the headings that the text has.

Who looks for a section finds it under another name or number, or not at all.

Basis: GB/T 7713.2-2022 5.4; WCAG 2.2, 2.4.5 and 2.4.6: headings say what follows, and there is more than one way to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from collation.diagnostics import Diagnostic, Location
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.expected import FRAME
from collation.proof.reading import Block, Place
from collation.proof.texts.runs import titled
from collation.proof.texts.sources import location
from collation.suggestion import edits

CODE = "changed-contents"

_LISTING: Final = frozenset({"html", "pdf", "epub"})
"""The formats that have a table of contents, or an outline beside the pages."""


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each heading that is not listed as it is, and each entry that is of no heading."""
    entries = [block for block in comparison.reading.blocks if block.kind == "contents" and block.links and block.text]
    wanted = comparison.expected.contents
    if not entries:
        if wanted and comparison.reading.format in _LISTING:
            yield finding(CODE, comparison, Place(), "has no table of contents")
        return
    of_text = {entry.links[0].target for entry in wanted}
    listed = [entry for entry in entries if not _is_beside(comparison, entry, of_text)]
    # An outline repeats the citations of a heading, a table of contents does not.
    whole = {_key(_heading(comparison, entry)): _key(entry) for entry in wanted}
    keys = [whole.get(_key(entry), _key(entry)) for entry in listed]
    known = set(keys)
    deepest = max((entry.level for entry in wanted if _key(entry) in known), default=0)
    wanted = tuple(entry for entry in wanted if entry.level <= deepest or not deepest)
    for start, end, at, until in edits([_key(entry) for entry in wanted], keys):
        for entry, other in zip(wanted[start:end], listed[at:until], strict=False):
            message = f"lists {titled(other)} in its contents where the heading is {titled(entry)}"
            yield finding(CODE, comparison, other.place(), message, source=_source(comparison, entry))
        for entry in wanted[start + until - at : end]:
            message = f"does not list the heading {titled(entry)} in its contents"
            yield finding(CODE, comparison, Place(), message, source=_source(comparison, entry))
        for other in listed[at + end - start : until]:
            message = f"lists {titled(other)} in its contents, which is no heading at that place"
            yield finding(CODE, comparison, other.place(), message)


def _heading(comparison: Comparison, entry: Block) -> Block:
    target = entry.links[0].target
    assert isinstance(target, int)
    return comparison.expected.blocks[target]


def _key(entry: Block) -> tuple[str, str]:
    return entry.label, entry.text


def _is_beside(comparison: Comparison, entry: Block, of_text: Collection[object]) -> bool:
    """Whether an entry is of a heading that only some formats list: a statement, the reference list, the title."""
    target = entry.links[0].target
    if not isinstance(target, int):
        return False
    block = comparison.reading.blocks[target]
    if block.kind in ("front", "contents"):
        return True
    if comparison.shows.get(target) in of_text:  # the author may have a heading of that name too
        return False
    return entry.text in FRAME or (block.kind == "heading" and block.text == entry.text)


def _source(comparison: Comparison, entry: Block) -> Location | None:
    target = entry.links[0].target
    assert isinstance(target, int)
    return location(comparison, target)
