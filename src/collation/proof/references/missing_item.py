"""A cited work has no item in the reference list of an output.

Its number in the text leads nowhere, and nobody can look the work up.

Basis: GB/T 7714-2015 9.1: the list has every work that is numbered in the text.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.reading import Place
from collation.proof.references.items import items

CODE = "missing-item"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each item that is not printed; once for all where the list has none of them."""
    missing = [(item, entry) for index, item, entry in items(comparison) if index not in comparison.pairs]
    if len(missing) > 1 and len(missing) == len(comparison.expected.document.references):
        yield finding(CODE, comparison, Place(), f"prints none of the {len(missing)} items of the reference list")
        return
    for item, entry in missing:
        message = f"has no item {item.label} in its reference list, which is @{item.citekey}"
        yield finding(CODE, comparison, Place(), message, source=entry.location, citekey=item.citekey)
