"""A citation number does not lead to the reference list.

A number without its link was typed over: it no longer follows when the works are numbered anew.

Basis: a marker is a reference to an item (JATS `xref`, WAI-ARIA `doc-biblioref`), not characters that look like one.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import cited, finding
from collation.proof.citations.leads import leads
from collation.proof.comparison import Comparison

CODE = "unlinked-marker"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each number of an intact marker that is plain text."""
    for lead in leads(comparison):
        if not lead.is_linked:
            source, _ = cited(comparison, lead.marker)
            message = f"prints {lead.number} in {lead.marker.text} as plain text, without a link to the reference list"
            yield finding(CODE, comparison, comparison.place(lead.found, lead.at), message, source=source)
