"""A manuscript of citekeys becomes one of typed numbers, and the reverse."""

from __future__ import annotations

import re

from collation.diagnostics import Edit, Location
from collation.model import CitationCluster, CitationItem, Manuscript
from collation.rewrite.order import by_first_citation, reorder
from collation.rewrite.requirements import refuse, require, stretch
from collation.rewrite.typed import Form

# What pandoc takes for a citekey without braces, and a little less.
_PLAIN = re.compile(r"[A-Za-z0-9_]+(?:[-:._/][A-Za-z0-9_]+)*")
_RAISED = re.compile(r"<sup>\Z")


def to_numbers(manuscript: Manuscript) -> tuple[Edit, ...]:
    """Return the edits that write every citation as typed numbers, and put the entries in that order.

    Raises:
        RewriteError: if a citation says more than numbers can, such as a page.
    """
    require(manuscript, "citekey")
    refuse(
        [fault for cluster in manuscript.clusters for item in cluster.items for fault in _lost(cluster, item)],
        "numbers cannot say what these citations say",
    )
    order = by_first_citation(manuscript)
    numbers = {entry.citekey: number for number, entry in enumerate(order, start=1)}
    changes = []
    for cluster in manuscript.clusters:
        path, start, end = stretch(manuscript, cluster)
        inner = Form().inner(numbers[item.citekey] for item in cluster.items)
        changes.append(Edit(path, start, end, f"[{inner}]"))
    return (*changes, *reorder(manuscript, order))


def _lost(cluster: CitationCluster, item: CitationItem) -> list[tuple[Location, str]]:
    found = []
    if item.is_narrative:
        found.append(f"{cluster.text} prints the author; write the name before [@{item.citekey}]")
    if item.is_author_suppressed:
        found.append(f"the hyphen before @{item.citekey} would be lost; remove it")
    if item.locator or item.suffix:
        found.append(f"{cluster.text} names a place in the work")
    if item.prefix:
        found.append(f"the words before @{item.citekey} would be lost")
    return [(item.location, message) for message in found]


def to_citekeys(manuscript: Manuscript) -> tuple[Edit, ...]:
    """Return the edits that write every citation by citekeys; whether its number is raised is then the style's affair.

    Raises:
        RewriteError: if it cannot be done.
    """
    require(manuscript, "number")
    changes = []
    for cluster in manuscript.clusters:
        path, start, end = stretch(manuscript, cluster)
        text = manuscript.source[path].text
        if _RAISED.search(text, 0, start) and text.startswith("</sup>", end):
            start, end = start - len("<sup>"), end + len("</sup>")
        items = "; ".join(f"@{_written(manuscript.citekey(item))}" for item in cluster.items)
        changes.append(Edit(path, start, end, f"[{items}]"))
    return tuple(changes)


def _written(citekey: str) -> str:
    return citekey if _PLAIN.fullmatch(citekey) else f"{{{citekey}}}"
