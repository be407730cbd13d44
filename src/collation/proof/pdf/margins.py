"""What is drawn on the pages of a PDF and marked as no part of its text: what runs at the head of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from collation.pages import Run
from collation.proof.pdf.draft import Draft
from collation.proof.reading import MARGIN, Aside, Place, settled


def asides(artifacts: Iterable[Run], drafts: Iterable[Draft]) -> Iterator[Aside]:
    """Yield the words of each page that are no part of the text, less its number and heads of tables that go on."""
    cells = {_seen(run) for draft in drafts if draft.kind == "cell" for run in draft.spots}
    for page, runs in groupby(artifacts, key=lambda run: run.page):
        drawn = "".join(run.text for run in runs if _seen(run) not in cells)
        words = settled(drawn, has_spaces=False).removesuffix(str(page))
        if words:
            yield Aside(words, MARGIN, Place(page=page))


def _seen(run: Run) -> tuple[str, float]:
    return run.text.strip(), round(run.size, 1)
