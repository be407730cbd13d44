"""A heading, a figure, a table or an equation has another number or another rank than it was to have.

“See Table 2” then sends the reader to another table than in the other formats.

Basis: GB/T 7713.2-2022 5.4 and 5.5: figures, tables and formulas are numbered; one manuscript has one numbering.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.texts.sources import location

CODE = "changed-label"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each block with another label, level or kind."""
    for index, found in sorted(comparison.pairs.items()):
        wanted, block = comparison.expected.blocks[index], comparison.reading.blocks[found]
        if wanted.kind == "reference" == block.kind:
            continue
        if block.kind != wanted.kind:
            if wanted.kind == "paragraph" and any(raw.format == "html" for raw in comparison.expected.manuscript.raw):
                continue  # the author's own tags may make a table or a list of it
            what = f"as a {block.kind}, not as a {wanted.kind}"
        elif block.label != wanted.label:
            what = f"with the number {block.label or '(none)'}, not {wanted.label or '(none)'}"
        elif block.level != wanted.level:
            what = f"as a heading of level {block.level}, not {wanted.level}"
        else:
            continue
        message = f"prints the {wanted.kind} {quoted(wanted.text)} {what}"
        yield finding(CODE, comparison, block.place(), message, source=location(comparison, index))
