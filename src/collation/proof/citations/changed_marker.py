"""An output prints another citation number than the one that was checked.

The reader looks up another work than the author cites: the quotation is wrong, and nothing shows it.

Basis: GB/T 7714-2015 10.1.1: the number in the text is that of the item in the list.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import cited, finding, meant
from collation.proof.comparison import Comparison, numbers

CODE = "changed-marker"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each marker with other characters than it was to have."""
    for change in comparison.changes:
        if change.kind != "changed" or not change.is_marker:
            continue
        if comparison.foreign(change.found, change.at):
            continue  # it is one of another program's, and another check says so
        source, citekeys = cited(comparison, change.marker)
        message = f"prints {change.after} where {change.before} was checked, which cites {citekeys}"
        if meaning := meant(comparison, change.after):
            message += f"; {change.after} is {meaning}"
        if numbers(change.after) == numbers(change.before):
            message = f"prints {change.after} where {change.before} was checked: the same works in another form"
        yield finding(CODE, comparison, comparison.place(change.found, change.at), message, source=source)
