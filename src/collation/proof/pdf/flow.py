"""Whether the text of a PDF is drawn where its tags have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from collation.pages import Run
from collation.proof.pdf.draft import Draft
from collation.proof.reading import Fault, Place, settled


def misplaced(drafts: Iterable[Draft]) -> Iterator[Fault]:
    """Yield what is drawn elsewhere on its page than between its neighbours in the structure.

    The text of the body flows down a column, and on to one at its right.  Captions, cells, notes and the texts before
    the body are each looked at by themselves; of two cells the second is right of the first, or below.
    """
    body = _Flow()
    cells: dict[int, Run] = {}
    for draft in drafts:
        runs = draft.runs
        if not runs or draft.is_stray:
            continue
        line = max(run.size for run in runs)
        if draft.kind == "cell":
            before, cell = cells.get(draft.group), runs[0]
            cells[draft.group] = cell
            if before and before.page == cell.page and cell.x <= before.x and cell.y > before.y - 0.5 * line:
                yield Fault("misplaced-text", draft.text, Place(page=cell.page))
        flow = body if draft.kind in ("heading", "paragraph", "reference") else _Flow()
        elsewhere = [run for run in runs if not flow.goes_on(run, line)]
        if elsewhere:
            words = settled(elsewhere[0].text, has_spaces=False)
            yield Fault("misplaced-text", words, Place(page=elsewhere[0].page))


class _Flow:
    """Follows text down its columns."""

    def __init__(self) -> None:
        self._last: Run | None = None
        self._line = 0.0
        self._ends: list[float] = []

    def goes_on(self, run: Run, line: float) -> bool:
        """Whether a run stands where the text goes on; `line` is the size of the line of which it is part."""
        last, before = self._last, self._line
        self._last, self._line = run, line
        if last is None or run.page > last.page:
            self._ends = []
            return True
        height = 0.6 * max(line, before)
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
