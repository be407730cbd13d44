"""Typed numbers, and the entries that they mean, in the order of first citation."""

from __future__ import annotations

from collation.diagnostics import Edit
from collation.model import Manuscript
from collation.numbers import Form
from collation.rewrite.order import by_first_citation, reorder
from collation.rewrite.requirements import require, stretch


def plan(manuscript: Manuscript) -> dict[int, int]:
    """Return the new number of every entry by its old one: cited works by first citation, the others after them."""
    return {entry.ordinal: number for number, entry in enumerate(by_first_citation(manuscript), start=1)}


def edits(manuscript: Manuscript) -> tuple[Edit, ...]:
    """Return the edits that renumber a manuscript of typed numbers; none where its numbers rise already.

    Raises:
        RewriteError: if it cannot be done.
    """
    if manuscript.notations == {"citekey"}:
        return ()  # they are numbered when they are printed
    require(manuscript, "number")
    new = plan(manuscript)
    if all(old == number for old, number in new.items()):
        return ()
    form = Form.of([cluster.text for cluster in manuscript.clusters])
    changes = []
    for cluster in manuscript.clusters:
        old = [item.number for item in cluster.items]
        numbers = [new[number] for number in old]
        if numbers != old:
            path, start, end = stretch(manuscript, cluster)
            changes.append(Edit(path, start, end, form.rewritten(cluster.text, numbers)))
    return (*changes, *reorder(manuscript, by_first_citation(manuscript)))
