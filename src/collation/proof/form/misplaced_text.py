"""A page of an output draws text elsewhere than between the text before and behind it.

Who listens, copies or searches gets it in its place; who reads the page finds it in another sentence.

Basis: ISO 14289-1 7.1: the order of the tags is the order in which the page is read.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.comparison import Comparison
from collation.proof.form.faults import tell
from collation.proof.reading import Fault

CODE = "misplaced-text"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield the first run of text of each block that stands elsewhere."""
    told = [fault for fault in comparison.reading.faults if not _is_spaced(fault, comparison)]
    yield from tell(CODE, comparison, "draws {detail} elsewhere on the page than its place in the text", told)


def _is_spaced(fault: Fault, comparison: Comparison) -> bool:
    """Whether what is far below the words before it is so because the author left a line of a verse empty."""
    return bool(fault.blocks) and comparison.shows.get(fault.blocks[0]) in comparison.expected.spaced
