"""The entries of references.bib in another order: a typed number means a place in that file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from collation.diagnostics import Edit, Location
from collation.model import BibliographyEntry, Manuscript
from collation.rewrite.requirements import refuse


def by_first_citation(manuscript: Manuscript) -> tuple[BibliographyEntry, ...]:
    """Return all entries in the order in which the text first cites them, those that it never cites last."""
    cited = {citekey: number for number, citekey in enumerate(manuscript.cited)}
    last = len(cited)
    return tuple(sorted(manuscript.bibliography.entries, key=lambda entry: cited.get(entry.citekey, last)))


def reorder(manuscript: Manuscript, order: Sequence[BibliographyEntry]) -> tuple[Edit, ...]:
    """Return the edits that put the entries in an order.

    An entry takes the `%` lines right above it along, and what stands behind it on its last line; all else between the
    entries (`@string`, free text, blank lines) stays where it is.

    Raises:
        RewriteError: if an entry would come before a `@string` that it uses.
    """
    path = manuscript.bibliography.path
    text = manuscript.source[path].text
    moves = [pair for pair in zip(manuscript.bibliography.entries, order, strict=True) if pair[0] is not pair[1]]
    refuse(_parted(manuscript, moves), "move these above all entries first")
    starts, ends = _starts(manuscript, text), _ends(manuscript, text)
    return tuple(
        Edit(path, starts[slot.ordinal], ends[slot.ordinal], text[starts[entry.ordinal] : ends[entry.ordinal]])
        for slot, entry in moves
    )


def _parted(
    manuscript: Manuscript, moves: Iterable[tuple[BibliographyEntry, BibliographyEntry]]
) -> Iterator[tuple[Location, str]]:
    """Yield each `@string` that stands behind the new place of an entry that uses it."""
    places: dict[str, Location] = {}
    for item in manuscript.bibliography.support:
        if item.name and item.location:
            places.setdefault(item.name, item.location)
    for slot, entry in moves:
        for name in {name for field in entry.fields for name in field.strings}:
            place = places.get(name)
            if place and place > slot.location:
                yield place, f"the @string {name}, which {entry.citekey} uses, would stand behind it"


def _ends(manuscript: Manuscript, text: str) -> dict[int, int]:
    """Return where each entry ends with the remark on its last line."""
    remarks = {remark.start: remark for remark in manuscript.bibliography.remarks}
    ends = {}
    for entry in manuscript.bibliography.entries:
        remark = remarks.get(entry.end)
        line, is_line, _ = text[remark.start : remark.end].partition("\n") if remark else ("", "", "")
        is_whole = bool(is_line) or (remark is not None and remark.end == len(text))
        ends[entry.ordinal] = entry.end + (len(line.rstrip()) if is_whole else 0)
    return ends


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
