"""A manuscript of citekeys becomes one of typed numbers, and the reverse."""

from __future__ import annotations

import re

from collation import numbers
from collation.diagnostics import Edit, Location
from collation.model import CitationCluster, CitationItem, Manuscript
from collation.numbers import Form
from collation.rewrite.order import by_first_citation, reorder
from collation.rewrite.requirements import refuse, require, stretch

# What pandoc takes for a citekey without braces, and a little less.
_PLAIN = re.compile(r"[A-Za-z0-9_]+(?:[-:._/][A-Za-z0-9_]+)*")
_RAISED = re.compile(r"<sup>\Z", re.IGNORECASE)
_BESIDE = re.compile(
    rf"(?:</sup>)?(?:\^|<sup>)?\\?[{numbers.OPENING}]{numbers.INNER}\\?[{numbers.CLOSING}]", re.IGNORECASE
)


def to_numbers(manuscript: Manuscript) -> tuple[Edit, ...]:
    """Return the edits that write every citation as typed numbers, and put the entries in that order; none if all are.

    Raises:
        RewriteError: if a citation says more than numbers can, such as a page.
    """
    if manuscript.notations == {"number"}:
        return ()
    require(manuscript, "citekey")
    refuse(
        [fault for cluster in manuscript.clusters for item in cluster.items for fault in _lost(cluster, item)],
        "numbers cannot say what these citations say",
    )
    order = by_first_citation(manuscript)
    number = {entry.citekey: count for count, entry in enumerate(order, start=1)}
    changes = []
    for cluster in manuscript.clusters:
        path, start, end = stretch(manuscript, cluster)
        changes.append(Edit(path, start, end, Form().marker(number[item.citekey] for item in cluster.items)))
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
    """Return the edits that write every citation by citekeys, none if all are; the style says whether they are raised.

    Raises:
        RewriteError: if it cannot be done.
    """
    if manuscript.notations == {"citekey"}:
        return ()
    require(manuscript, "number")
    refuse(
        [(cluster.location, why) for cluster in manuscript.clusters if (why := _swallowed(manuscript, cluster))],
        "citekeys in their place would be no citation",
    )
    changes = []
    for cluster in manuscript.clusters:
        path, start, end = stretch(manuscript, cluster)
        text = manuscript.source[path].text
        if _RAISED.search(text, 0, start) and text[end : end + len("</sup>")].lower() == "</sup>":
            start, end = start - len("<sup>"), end + len("</sup>")
        items = "; ".join(f"@{_written(manuscript.citekey(item))}" for item in cluster.items)
        changes.append(Edit(path, start, end, f"[{items}]"))
    return tuple(changes)


def _swallowed(manuscript: Manuscript, cluster: CitationCluster) -> str:
    """Say what follows a group that would make `[@citekey]` a link, a span or plain text, or return ""."""
    path, _, end = stretch(manuscript, cluster)
    text = manuscript.source[path].text
    if _BESIDE.match(text, end):
        return f"{cluster.text} stands right beside another citation; write both in one bracket"
    if text[end : end + 1] == "[" and text[end + 1 : end + 2] != "^":
        return f"{cluster.text} stands right beside a bracket; put a space between them"
    return (
        f"{cluster.text} would be a link or a span; put a space behind it" if text[end : end + 1] in tuple("({") else ""
    )


def _written(citekey: str) -> str:
    return citekey if _PLAIN.fullmatch(citekey) else f"{{{citekey}}}"
