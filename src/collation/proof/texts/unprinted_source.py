"""A paragraph of the sources is not in what is to be printed.

Before an output is compared with the numbered document, that document is compared with the author's own characters,
which another reader than pandoc has read: what pandoc drops or changes without a word is seen here.

Basis: two readers of one text that agree; where they do not, one of them is wrong.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.proof.check import quoted
from collation.proof.comparison import Comparison
from collation.proof.texts.sources import unprinted

CODE = "unprinted-source"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each passage whose letters are nowhere printed."""
    manuscript = comparison.expected.manuscript
    for passage in unprinted(comparison.expected):
        source = manuscript.locate(passage.path, passage.place(0))
        # It is a fault of the source and not of an output: the same words for each, so that they are told once.
        yield Diagnostic(CODE, Severity.ERROR, source, f"what is to be printed lacks {quoted(passage.text)}")
