"""The numbers of headings, captions and equations: no tag is theirs, a wide blank parts them from the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from collation import tags
from collation.pages import Run
from collation.proof.pdf.draft import Draft, Piece
from collation.proof.pdf.places import Places
from collation.proof.reading import OBJECT, settled
from collation.tags import Annotation, Destination

_HEADING: Final = re.compile(r"[A-Z]?\d+(?:\.\d+)*\.?|[A-Z](?:\.\d+)*\.?")
_CAPTION: Final = re.compile(r"\D{1,16}\d+(?:[.-]\d+)*[A-Za-z]?[.:：]?")
_EQUATION: Final = re.compile(r"[(（\[]\S{1,12}[)）\]]")
_LABEL_GAP: Final = 0.6
_EQUATION_GAP: Final = 1.0
"""From how many ems on the space behind a label, or before the number of an equation, is none between words."""


def part_label(draft: Draft) -> None:
    """Part the label of a heading or a caption from its text."""
    pattern = {"heading": _HEADING, "caption": _CAPTION}.get(draft.kind)
    if pattern is None or draft.label:
        return
    text, before = "", None
    for index, piece in enumerate(draft.pieces):
        run = piece.run
        if run and not run.text.strip():
            continue
        left = run.x if run else piece.left
        if left is None or (before and run and abs(run.y - before.y) >= 0.5 * run.size):
            return
        if before and left - before.right >= _LABEL_GAP * before.size:
            label = settled(text, has_spaces=False)
            if pattern.fullmatch(label):
                draft.label, draft.pieces = label, draft.pieces[index:]
            return
        if run is None:
            return
        text, before = text + run.text, run


def equation_label(runs: Sequence[Run]) -> str:
    """Return the number of an equation: what stands last, in brackets, far to the right of all else."""
    shown = [run for run in runs if run.text.strip()]
    for index in range(len(shown) - 1, 0, -1):
        label = settled("".join(run.text for run in shown[index:]), has_spaces=False)
        far = max(run.right for run in shown[:index]) + _EQUATION_GAP * shown[index].size
        if _EQUATION.fullmatch(label) and shown[index].x >= far:
            return label
        if len(label) > 14:
            break
    return ""


def with_contents(drafts: list[Draft], outline: Sequence[tags.Entry], places: Places) -> list[Draft]:
    """Return the blocks with the entries of the outline behind the front matter."""
    entries = [_entry(entry, places) for entry in outline]
    behind = max((index for index, draft in enumerate(drafts) if draft.kind == "front"), default=-1) + 1
    return [*drafts[:behind], *entries, *drafts[behind:]]


def _entry(entry: tags.Entry, places: Places) -> Draft:
    """Make a block of an entry; the number of the heading to which it leads is no part of its text."""
    target = places.find(entry.target) if isinstance(entry.target, Destination) else None
    text = settled(entry.title, has_spaces=False)
    label = target.label if target and target.kind == "heading" else ""
    if not (label and text.startswith(label)):
        found = re.match(rf"({_HEADING.pattern})\s", entry.title)
        label = found[1] if found and not (target and target.text == text) else ""
    text = text[len(label) :]
    if target and _as_in_an_outline(target.text).fullmatch(text):
        text = target.text
    page = entry.target.page if isinstance(entry.target, Destination) else 0
    link = Annotation(page, (0.0, 0.0, 0.0, 0.0), entry.target, entry.name)
    return Draft("contents", label=label, pieces=[Piece(text, page, link=link)])


def _as_in_an_outline(text: str) -> re.Pattern[str]:
    """Return how a text may stand in an outline: with the letters of its formulas, and straight quotation marks."""
    pattern = ".*".join(map(re.escape, text.split(OBJECT)))
    return re.compile(re.sub("[’‘']", "[’‘']", re.sub('[“”"]', '[“”"]', pattern)))
