"""A citation number does not lead to the reference list.

A number without its link was typed over: it no longer follows when the works are numbered anew.

Basis: a marker is a reference to an item (JATS `xref`, WAI-ARIA `doc-biblioref`), not characters that look like one.
"""

from collections import defaultdict
from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import cited, finding
from collation.proof.citations.leads import Lead, leads
from collation.proof.comparison import Comparison

CODE = "unlinked-marker"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each intact marker with a number that is plain text, or with several."""
    unlinked: dict[tuple[int, int], list[Lead]] = defaultdict(list)
    for lead in leads(comparison):
        if not lead.is_linked and not comparison.foreign(lead.found, lead.at):
            unlinked[lead.found, lead.marker.start].append(lead)
    for found in unlinked.values():
        lead = found[0]
        source, citekeys = cited(comparison, lead.marker)
        numbers = " and ".join(one.number for one in found)
        message = f"prints {numbers} in {lead.marker.text} as plain text, without a link to the reference list"
        message += f"; it cites {citekeys}"
        yield finding(CODE, comparison, comparison.place(lead.found, lead.at), message, source=source)
