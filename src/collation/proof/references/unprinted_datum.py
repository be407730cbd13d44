"""An item of the reference list does not print what its entry says.

The list is formatted by a style, and programs on the way drop a volume, change a title's letters or take a name apart;
the entry was checked, and a reader has only the item.

Basis: GB/T 7714-2015 4.1 to 4.5: what an item consists of.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.references.entries import data, letters

CODE = "unprinted-datum"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each datum of an entry that its item lacks, but for those that the style prints in no item."""
    references = [index for index, block in enumerate(comparison.expected.blocks) if block.kind == "reference"]
    lacking: list[tuple[int, str, str, str]] = []
    printed: set[str] = set()
    for item, index in zip(comparison.expected.document.references, references, strict=True):
        found = comparison.pairs.get(index)
        if found is None or comparison.reading.blocks[found].text != comparison.expected.blocks[index].text:
            continue  # that it is missing, or has other words, is told by other checks
        text = letters(comparison.reading.blocks[found].text)
        entry = comparison.expected.manuscript.bibliography.by_citekey[item.citekey]
        for name, value in data(entry):
            wanted = letters(value)
            if not wanted or "$" in value:
                continue
            if wanted in text:
                printed.add(name)
            else:
                lacking.append((found, item.citekey, name, value))
    for found, citekey, name, value in lacking:
        if name in printed:
            entry = comparison.expected.manuscript.bibliography.by_citekey[citekey]
            block = comparison.reading.blocks[found]
            message = f"prints {block.label} without the {name} {quoted(value)} of @{citekey}"
            yield finding(CODE, comparison, block.place(), message, source=entry.location, citekey=citekey)
