"""A document has a citation that another program keeps: Zotero, EndNote, Mendeley, NoteExpress, or Word itself.

Its number is that program's own: it means a work in another list, and changes when that program counts anew.

Basis: ECMA-376 Part 1, 17.16.5 (the field ADDIN is another program's); GB/T 7714-2015 10.1.1.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import cited, finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.reading import Foreign
from collation.proof.references.entries import citekeys_of
from collation.proof.texts.sources import near

CODE = "foreign-marker"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each citation of another program's, with what it says of the works that it cites."""
    for index, block in enumerate(comparison.reading.blocks):
        for foreign in block.foreign:
            printed = block.text[foreign.start : foreign.end]
            message = f"has a citation of {foreign.program}, {quoted(printed)}{_works(comparison, foreign)}"
            source = near(comparison, index, foreign.start)
            replaced = comparison.replaced(index, foreign)
            if replaced is not None:
                source, citekeys = cited(comparison, replaced)
                message += f", where {replaced.text} was checked, which cites {citekeys}"
            place = comparison.place(index, foreign.start)
            yield finding(CODE, comparison, place, message, source=source)


def _works(comparison: Comparison, foreign: Foreign) -> str:
    """Say which works the program names, and which of them are ours."""
    named = [
        f"{quoted(title, length=80)} ({found})"
        if (found := citekeys_of(comparison, title))
        else quoted(title, length=80)
        for title in foreign.titles
    ]
    return f", for {', '.join(named)}" if named else ""
