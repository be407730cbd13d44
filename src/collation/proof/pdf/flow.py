"""Whether the text of a PDF is drawn where its tags have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from collation.pages import Run
from collation.proof.pdf.draft import Draft
from collation.proof.reading import settled

_LINE: Final = 0.6
"""Up to how many ems above or below another a run stands in the same line: it may be raised or lowered."""
_LOWEST: Final = 2.7
"""How many ems the next line of a text may stand below the last; a formula in either makes it as high as it likes."""
_NEAR_OBJECT: Final = 12
"""How many pieces behind a formula or a picture may stand in its line, or in the one below."""
_LEVEL: Final = 0.45
_OVER: Final = 0.4
"""Up to how many ems beside a line, and from how many ems of its length on, other text is drawn over it."""
_ROW: Final = 12.0
"""How high, in points, the stretches are in which the texts of a page are looked at together."""


@dataclass(frozen=True, eq=False)
class Misplaced:
    """Text that is drawn elsewhere on its page than between its neighbours in the structure.

    Attributes:
        text: its first words.
        page: from 1.
        draft: the block of which it is part; None for what is no part of the text.
        last: the block beside which it is out of place.
    """

    text: str
    page: int
    draft: Draft | None
    last: Draft | None


def misplaced(drafts: Sequence[Draft], artifacts: Iterable[Run]) -> Iterator[Misplaced]:
    """Yield what is drawn elsewhere on its page than between its neighbours in the structure, or over other text.

    The text of the body flows down a column, and on to one at its right.  Captions, cells, notes and the texts before
    the body are each looked at by themselves; of two cells the second is right of the first, or below.  The lines of
    one block stand close together.

    Args:
        drafts: the blocks, in the order of the structure.
        artifacts: what is drawn and no part of the text, such as running heads.
    """
    placed = [draft for draft in drafts if draft.runs and not draft.is_stray]
    found = {id(one.draft): one for one in _out_of_flow(placed)}
    yield from found.values()
    runs: list[tuple[Run, Draft | None]] = [(run, draft) for draft in placed for run in draft.spots]
    for run, draft, other in _drawn_over([*runs, *((run, None) for run in artifacts)]):
        if id(draft) not in found and id(other) not in found:
            one = _told(run, draft, other)
            found |= {id(part): one for part in (draft, other) if part}
            yield one


def _told(run: Run, draft: Draft | None, last: Draft | None) -> Misplaced:
    return Misplaced(settled(run.text, has_spaces=False), run.page, draft, last)


def _out_of_flow(drafts: Iterable[Draft]) -> Iterator[Misplaced]:
    """Yield the first run of each block that does not go on where the text before it ends."""
    body = _Flow()
    cells: dict[int, tuple[Run, Draft]] = {}
    for draft in drafts:
        runs = draft.runs
        line = max(run.size for run in runs)
        if draft.kind == "cell":
            before, cell = cells.get(draft.group), runs[0]
            cells[draft.group] = cell, draft
            if before and _is_before(cell, before[0], line):
                yield _told(cell, draft, before[1])
                continue
        flow = body if draft.kind in ("heading", "paragraph", "reference") else _Flow()
        last = flow.draft
        elsewhere = [run for run in runs if not flow.goes_on(run, line, draft)]
        elsewhere = elsewhere or list(islice(_far_below(draft, line), 1))
        if elsewhere:
            yield _told(elsewhere[0], draft, last)


def _is_before(cell: Run, last: Run, line: float) -> bool:
    """Whether a cell stands before the last one: neither right of it nor below."""
    return last.page == cell.page and cell.x <= last.x and cell.y > last.y - 0.5 * line


def _far_below(draft: Draft, line: float) -> Iterator[Run]:
    """Yield what stands far below the words before it, though nothing is between them."""
    if draft.is_code:  # with as many empty lines as the author likes
        return
    last: Run | None = None
    since = _NEAR_OBJECT
    for piece in draft.pieces:
        since += 1
        run = piece.run
        if run is None:
            since = 0 if piece.left is not None else since  # a formula or a picture, not the call of a note
        elif piece.text.strip():
            is_below = last and last.page == run.page and last.y - run.y > _LOWEST * line
            if is_below and since > _NEAR_OBJECT:
                yield run
            last = run


def _drawn_over(runs: Iterable[tuple[Run, Draft | None]]) -> Iterator[tuple[Run, Draft | None, Draft | None]]:
    """Yield each run that is drawn over another, with the blocks of both."""
    rows: dict[tuple[int, int], list[tuple[Run, Draft | None]]] = defaultdict(list)
    for run, draft in runs:
        if not any(character.isalnum() for character in run.text) or run.right <= run.x:
            continue
        row = int(run.y // _ROW)
        for near in (row - 1, row, row + 1):
            for other, of in rows[run.page, near]:
                size = min(run.size, other.size)
                shared = min(run.right, other.right) - max(run.x, other.x)
                if abs(run.y - other.y) < _LEVEL * size and shared > _OVER * size:
                    yield run, draft, of
                    break
        rows[run.page, row].append((run, draft))


class _Flow:
    """Follows text down its columns."""

    def __init__(self) -> None:
        self.draft: Draft | None = None
        self._last: Run | None = None
        self._line = 0.0
        self._ends: list[float] = []

    def goes_on(self, run: Run, line: float, draft: Draft) -> bool:
        """Whether a run stands where the text goes on; `line` is the size of the line of which it is part."""
        last, before = self._last, self._line
        self._last, self._line, self.draft = run, line, draft
        if last is None or run.page > last.page:
            self._ends = []
            return True
        height = _LINE * max(line, before)
        if run.page < last.page:
            return False
        if abs(run.y - last.y) <= height:  # in the same line, or level with it in the next column
            return run.x >= last.right - height
        self._ends.append(last.right)
        if run.y < last.y:
            return True
        # A line or two may stick out of the column: what has no place to be parted.
        column_end = sorted(self._ends)[len(self._ends) * 9 // 10]
        self._ends = []
        return run.x >= column_end - height
