"""The entries of references.bib in another order: a typed number means a place in that file."""

from __future__ import annotations

from collections.abc import Sequence

from collation.diagnostics import Edit
from collation.model import BibliographyEntry, Manuscript


def by_first_citation(manuscript: Manuscript) -> tuple[BibliographyEntry, ...]:
    """Return all entries in the order in which the text first cites them, those that it never cites last."""
    cited = {citekey: number for number, citekey in enumerate(manuscript.cited)}
    last = len(cited)
    return tuple(sorted(manuscript.bibliography.entries, key=lambda entry: cited.get(entry.citekey, last)))


def reorder(manuscript: Manuscript, order: Sequence[BibliographyEntry]) -> tuple[Edit, ...]:
    """Return the edits that put the entries in an order.

    An entry takes the `%` lines right above it along; all else between the entries (`@string`, free text, blank lines)
    stays where it is.
    """
    path = manuscript.bibliography.path
    text = manuscript.source[path].text
    starts = _starts(manuscript, text)
    return tuple(
        Edit(path, starts[slot.ordinal], slot.end, text[starts[entry.ordinal] : entry.end])
        for slot, entry in zip(manuscript.bibliography.entries, order, strict=True)
        if slot is not entry
    )


def _starts(manuscript: Manuscript, text: str) -> dict[int, int]:
    """Return where each entry starts with what belongs to it."""
    remarks = {remark.end: remark for remark in manuscript.bibliography.remarks}
    starts = {}
    for entry in manuscript.bibliography.entries:
        start = entry.start
        remark = remarks.get(entry.start)
        if remark and remark.start:  # the lines at the head of a file speak of the file
            lines = text[remark.start : remark.end].split("\n")
            if not lines[-1].strip():
                for line in reversed(lines[1:-1]):
                    if not line.lstrip().startswith("%"):
                        break
                    start -= len(line) + 1
                start -= len(lines[-1]) if start < entry.start else 0
        starts[entry.ordinal] = start
    return starts
