"""A heading, a figure, a table or an equation has another number or another rank than it was to have.

“See Table 2” then sends the reader to another table than in the other formats.

Basis: GB/T 7713.2-2022 5.4 and 5.5: figures, tables and formulas are numbered; one manuscript has one numbering.
"""

from collections import defaultdict
from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.texts.sources import location

CODE = "changed-label"


_FEW = 3


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each block with another label, level or kind; once for many that differ alike, as behind one left out."""
    alike: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for index, found in sorted(comparison.pairs.items()):
        wanted, block = comparison.expected.blocks[index], comparison.reading.blocks[found]
        if wanted.kind == "reference" == block.kind:
            continue
        if block.kind != wanted.kind:
            if wanted.kind == "paragraph" and any(raw.format == "html" for raw in comparison.expected.manuscript.raw):
                continue  # the author's own tags may make a table or a list of it
            alike[wanted.kind, block.kind].append((index, f"as a {block.kind}, not as a {wanted.kind}"))
        elif block.label != wanted.label:
            numbers = f"with the number {block.label or '(none)'}, not {wanted.label or '(none)'}"
            alike[wanted.kind, "label"].append((index, numbers))
        elif block.level != wanted.level:
            alike[wanted.kind, "level"].append((index, f"as a heading of level {block.level}, not {wanted.level}"))
    for (kind, _), several in alike.items():
        for index, what in several if len(several) <= _FEW else several[:1]:
            more = f", and so in {len(several) - 1} more" if len(several) > _FEW else ""
            message = f"prints the {kind} {quoted(comparison.expected.blocks[index].text)} {what}{more}"
            place = comparison.place(comparison.pairs[index])
            yield finding(CODE, comparison, place, message, source=location(comparison, index))
