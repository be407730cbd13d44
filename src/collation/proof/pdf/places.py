"""Which block of a PDF stands where a link leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from collation import tags
from collation.proof.pdf.draft import Draft
from collation.tags import Destination

_ASCENT: Final = 0.9
"""How far above its base a line begins, in ems, for those who say where a link leads by the top of a line."""
_INDENT: Final = 12.0
_DOUBT: Final = 0.02
_RAISED: Final = 2.0
"""By how much, in points, a block may begin higher than the place that is given for it: its text may be raised."""
_NOTE_INDENT: Final = 24.0
"""By how much, in points, the text of a block may begin further right than the place that is given for it."""


class _Spot(NamedTuple):
    """Where something begins that a link may lead to."""

    x: float
    top: float
    right: float
    draft: Draft
    is_start: bool


class Places:
    """Finds the block that stands where a link leads (ISO 32000-1, 12.3.2.2: a place becomes the top left of a view).

    Writers say it by the top of a line, or by a place a little above, so that a person sees some white; how much that
    is in this file is told by all its links together.
    """

    def __init__(self, drafts: Sequence[Draft], said: tags.Tags, elements: Mapping[object, Draft]) -> None:
        self._drafts = drafts
        self._elements = elements
        self._found: dict[Destination, Draft | None] = {}
        self._spots: dict[int, list[_Spot]] = defaultdict(list)
        for draft in drafts:
            for page, (left, _, right, top) in draft.boxes:
                self._spots[page].append(_Spot(left, top, right, draft, is_start=True))
            starts = [] if draft.boxes else [*draft.spots[:1], *draft.runs[:1]]
            for run in draft.spots:
                if run.text.strip():
                    top = run.y + _ASCENT * run.size
                    self._spots[run.page].append(_Spot(run.x, top, run.right, draft, run in starts))
        targets = [link.target for link in said.annotations] + [entry.target for entry in said.outline]
        self._above = self._white([target for target in targets if isinstance(target, Destination)])

    def _white(self, targets: Iterable[Destination]) -> float:
        """Return how far above a line links lead, in points: what fits most of them that lead to a block's start."""
        offsets = []
        for target in list(dict.fromkeys(targets))[:80]:
            if target.left is not None and target.top is not None:
                spots = self._spots.get(target.page, ())
                near = [spot for spot in spots if spot.is_start and -0.6 <= spot.x - target.left <= _INDENT]
                offsets.append([target.top - spot.top for spot in near if -4 <= target.top - spot.top <= 25])
        tried = sorted({round(offset, 1) for several in offsets for offset in several}, key=abs)
        return min(
            tried,
            # Of many notes of one line each, the one above fits nearly as well: the nearer is meant.
            key=lambda white: (
                sum(min((abs(offset - white) for offset in several), default=0.0) for several in offsets)
                + _DOUBT * abs(white) * len(offsets)
            ),
            default=0.0,
        )

    def find(self, target: Destination) -> Draft | None:
        """Return the block to which a person comes."""
        if target not in self._found:
            self._found[target] = self._find(target)
        return self._found[target]

    def _find(self, target: Destination) -> Draft | None:
        if target.element is not None:
            return self._elements.get(target.element)
        spots = self._spots.get(target.page, [])
        found = self._nearest(target, spots)
        if found is None:  # below all text of its page
            later = [page for page in sorted(self._spots) if page > target.page]
            found = self._spots[later[0]][0] if later else spots[-1] if spots else None
        if found is None:
            return None
        if found.draft.group:  # a person sees a figure with its caption, which has the number
            group = [draft for draft in self._drafts if draft.group == found.draft.group and draft.kind == "caption"]
            return group[0] if group else found.draft
        return found.draft

    def _nearest(self, target: Destination, spots: Sequence[_Spot]) -> _Spot | None:
        if target.top is None:
            return spots[0] if spots else None
        left, top = target.left or 0.0, target.top - self._above
        exact = [spot for spot in spots if abs(spot.x - left) <= 0.6]
        starts = [spot for spot in spots if spot.is_start and spot.x >= left - 1]
        for near in (
            [spot for spot in exact if abs(spot.top - top) <= 3],
            [spot for spot in starts if -4 <= spot.top - top <= _RAISED and spot.x <= left + _INDENT],
            [spot for spot in exact if 0 <= spot.top - top <= self._above + 3],  # in a line: its base, not its top
        ):
            if near:
                return min(near, key=lambda spot: abs(spot.top - top))
        level = [spot for spot in starts if -4 <= spot.top - top <= _RAISED]
        if level:
            return min(level, key=lambda spot: spot.x)
        below = [spot for spot in spots if spot.top <= top + 1 and spot.right > left]
        crossed = [spot for spot in below if spot.x - _NOTE_INDENT <= left]
        return max(crossed or below, key=lambda spot: spot.top, default=None)
