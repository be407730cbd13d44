"""An output prints other words than were checked.

One digit of a dose, one sign before a number: the text that the author signed says something else.

Basis: Collation, n.: comparing copies of a text critically to find where they differ.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import MARKER, Comparison
from collation.proof.texts.sources import location

CODE = "changed-text"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each stretch of a block with other characters; markers and list items have checks of their own."""
    for change in comparison.changes:
        assert change.expected is not None
        assert change.found is not None
        block = comparison.expected.blocks[change.expected]
        if block.kind == "reference" or change.marker:
            continue
        if MARKER.fullmatch(change.before or change.after) and MARKER.fullmatch(change.after or change.before):
            continue
        place = comparison.place(change.found, change.at)
        near = quoted(block.text[max(0, change.start - 12) : change.start] or block.label)
        words = {
            "changed": f"prints {quoted(change.after)} where {quoted(change.before)} was checked, behind {near}",
            "missing": f"leaves out {quoted(change.before)} behind {near}",
            "extra": f"puts in {quoted(change.after)} behind {near}",
        }[change.kind]
        yield finding(CODE, comparison, place, words, source=location(comparison, change.expected))
