"""An output does not meet a standard of its format.

A journal, an archive or a screen reader takes the file by its standard and refuses it, or shows something else.

Basis: ISO 19005-2 (PDF/A-2), ISO 14289-1 (PDF/UA-1), ECMA-376, JATS 1.3, EPUB 3.3, HTML, WCAG 2.2, by validators.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.reading import Place

CODE = "unmet-standard"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each fault by a standard, in the words of the tool that was asked."""
    for verdict in comparison.verdicts:
        for fault in verdict.findings:
            message = f"does not meet {verdict.standard}: {fault}"
            yield finding(CODE, comparison, Place(), message, help=f"so says {verdict.tool}")
