"""The link of a citation number leads to another place than its item in the reference list.

A reader who follows the link reads the reference of another work, or none.

Basis: GB/T 7714-2015 10.1.1; WCAG 2.2, 2.4.4: the purpose of a link is what its text says.
"""

from collections import defaultdict
from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import cited, finding, quoted
from collation.proof.citations.leads import Lead, leads
from collation.proof.comparison import Comparison

CODE = "misdirected-marker"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield, once for each number, links that lead elsewhere; faults of the list itself have checks of their own."""
    wrong: dict[tuple[str, int | str | None], list[Lead]] = defaultdict(list)
    for lead in leads(comparison):
        if lead.is_linked and not _is_right(comparison, lead):
            wrong[lead.number, lead.target].append(lead)
    for (number, _), found in wrong.items():
        lead = found[0]
        source, _ = cited(comparison, lead.marker)
        again = f", and so in {len(found) - 1} more" if len(found) > 1 else ""
        message = f"prints {number} in {lead.marker.text} with a link that leads {_whither(comparison, lead)}{again}"
        yield finding(CODE, comparison, comparison.place(lead.found, lead.at), message, source=source)


def _is_right(comparison: Comparison, lead: Lead) -> bool:
    item = comparison.pairs.get(lead.item)
    if item is None:
        return True  # it is missing, and that is said of it
    if not isinstance(lead.target, int):
        return False
    if lead.target == item:
        return True
    # The item with that number, whose words are those of another work: that is said of the item.
    there, wanted = comparison.reading.blocks[lead.target], comparison.expected.blocks[lead.item]
    return there.kind == "reference" and bool(there.label) and there.label == wanted.label


def _whither(comparison: Comparison, lead: Lead) -> str:
    if lead.target is None:
        return "nowhere"
    if isinstance(lead.target, str):
        return f"to {lead.target}"
    block = comparison.reading.blocks[lead.target]
    return f"to {block.label or quoted(block.text)}"
