"""An output does not set apart what the author set apart: strong or emphasised words, raised or lowered characters.

10⁵ becomes 105, CO₂ becomes CO2, the name of a gene that of its protein; bold that no font has is no bold.

Basis: GB 3101-93 and ISO 80000-1: an exponent is raised; HGNC and NLM: genes are set in italics.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.citations.leads import leads
from collation.proof.comparison import Comparison
from collation.proof.reading import Block, Mark, MarkKind
from collation.proof.texts.sources import location

CODE = "lost-mark"

_SHIFTED = frozenset({"superscript", "subscript"})
_MADE_STRONG = frozenset({"heading", "caption"})
"""Kinds of blocks whose whole text is strong in some formats."""


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each stretch whose mark is lost, where its characters are as they were to be."""
    typed_over = [(lead.found, lead.at) for lead in leads(comparison) if not lead.is_linked]
    for index, found in sorted(comparison.pairs.items()):
        wanted, block = comparison.expected.blocks[index], comparison.reading.blocks[found]
        for mark in wanted.marks:
            if mark.kind in ("strong", "emphasis") and wanted.kind in _MADE_STRONG:
                continue
            stretch = comparison.stretch(index, mark.start, mark.end)
            if stretch is None or _is_untold(comparison, wanted, mark):
                continue
            if any(found == block_ and stretch[0] <= at < stretch[1] for block_, at in typed_over):
                continue  # a marker that was typed over is no longer raised either
            lost = _lost(block, mark.kind, *stretch)
            if lost:
                message = f"prints {quoted(lost)} without {_WORDS[mark.kind]}"
                place = comparison.place(found, mark.start)
                yield finding(CODE, comparison, place, message, source=location(comparison, index))


_WORDS: dict[MarkKind, str] = {
    "strong": "bold",
    "emphasis": "emphasis",
    "superscript": "raising it",
    "subscript": "lowering it",
}


def _is_untold(comparison: Comparison, block: Block, mark: Mark) -> bool:
    """Whether a raised or lowered stretch cannot be told: on a page it has no text beside it, or it is both at once."""
    if mark.kind not in _SHIFTED:
        return False
    shifted = {at for other in block.marks if other.kind in _SHIFTED for at in range(other.start, other.end)}
    is_alone = comparison.reading.format == "pdf" and len(shifted) == len(block.text)
    return is_alone or any(
        other.kind in _SHIFTED - {mark.kind} and other.start < mark.end and mark.start < other.end
        for other in block.marks
    )


def _lost(block: Block, kind: MarkKind, start: int, end: int) -> str:
    """Return the letters and digits of a stretch that the output does not set apart.

    Chinese has no italics, and what is bold stands out already: emphasis in it cannot be shown.
    """
    kept, bold = (
        {
            offset
            for other in block.marks
            if other.kind == one
            for offset in range(max(start, other.start), min(end, other.end))
        }
        for one in (kind, "strong")
    )
    return "".join(
        character
        for offset, character in enumerate(block.text[start:end], start)
        if offset not in kept
        and character.isalnum()
        and not (kind == "emphasis" and offset in bold and "\u3400" <= character <= "\u9fff")
    )
