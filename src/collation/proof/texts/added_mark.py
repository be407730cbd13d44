"""An output raises or lowers characters that the author wrote on the line.

10 and 5 become 10⁵, a number a footnote's mark, a letter an index: another value, where every character is right.

Basis: GB 3101-93 and ISO 80000-1: what is raised is an exponent, what is lowered an index.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.texts.sources import location

CODE = "added-mark"

_WORDS = {"superscript": "raises", "subscript": "lowers"}


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each stretch that is raised or lowered and was not to be, in blocks whose text is as it was to be."""
    for index, found in sorted(comparison.pairs.items()):
        wanted, block = comparison.expected.blocks[index], comparison.reading.blocks[found]
        if wanted.text != block.text:
            continue
        for mark in block.marks:
            if mark.kind not in _WORDS:
                continue
            meant = {
                offset
                for other in (
                    *wanted.marks,
                    *(other for other in block.marks if other.kind in _WORDS.keys() - {mark.kind}),
                )
                if other.kind in _WORDS
                for offset in range(other.start, other.end)
            }
            added = "".join(
                block.text[offset]
                for offset in range(mark.start, mark.end)
                if offset not in meant and block.text[offset].isalnum()
            )
            if added:
                place = comparison.place(found, mark.start)
                message = f"{_WORDS[mark.kind]} {quoted(added)}, which is not to be"
                yield finding(CODE, comparison, place, message, source=location(comparison, index))
