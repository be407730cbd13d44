"""An output prints other words than were checked.

One digit of a dose, one sign before a number: the text that the author signed says something else.

Basis: Collation, n.: comparing copies of a text critically to find where they differ.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Change, Comparison
from collation.proof.texts.runs import titled
from collation.proof.texts.sources import location, place_in
from collation.proof.texts.words import told
from collation.suggestion import edits

CODE = "changed-text"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each stretch of a block with other characters; markers and list items have checks of their own."""
    for change in comparison.changes:
        if change.is_marker or change.expected is None:
            continue
        if comparison.expected.blocks[change.expected].kind == "reference" or _is_of_a_lost_font(comparison, change):
            continue
        if change.kind == "extra" and comparison.foreign(change.found, change.at):
            continue  # a citation of another program's, in whatever form
        place = comparison.place(change.found, change.at)
        source = place_in(comparison, change.expected, change.start)
        yield finding(CODE, comparison, place, told(comparison, change), source=source)
    for joint in comparison.rejoined:
        block = comparison.expected.blocks[joint.expected]
        place = comparison.place(comparison.pairs.get(joint.expected))
        what = "joins to the paragraph before it" if joint.kind == "joined" else "parts in two"
        message = f"{what} the paragraph {titled(block)}"
        yield finding(CODE, comparison, place, message, source=location(comparison, joint.expected))


def _is_of_a_lost_font(comparison: Comparison, change: Change) -> bool:
    """Whether all that is left out is drawn and cannot be seen, for want of its font: that is told of the font."""
    gaps = () if change.found is None else comparison.reading.blocks[change.found].gaps
    return bool(gaps) and all(
        at == until and change.at + at in gaps for _, _, at, until in edits(list(change.before), list(change.after))
    )
