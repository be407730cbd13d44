"""What the typed numbers of a manuscript must become so that works are numbered in the order of their first citation.

A typed number n means the n-th entry of the bibliography, so the entries must follow the numbers: `collate renumber`
changes both and reads the manuscript again before it writes.
"""

from __future__ import annotations

from collections.abc import Mapping

from collation.model import Manuscript

_MOST_SHOWN = 8
"""How many steps of a plan are written out; the rest are counted."""


def plan(manuscript: Manuscript) -> dict[int, int]:
    """Return the new number of every cited work by its old one, in the order of first citation.

    Order is that of `Manuscript.cited`: the sections as they are read, with tables and captions where they stand and
    footnotes where they are called.  A manuscript that does not cite by typed numbers alone has no plan.
    """
    if manuscript.notations != {"number"}:
        return {}  # beside citekeys a number says nothing of the order: mixed-notations speaks of it
    place = {citekey: index for index, citekey in enumerate(manuscript.cited)}
    cited = (entry for entry in manuscript.bibliography.entries if entry.citekey in place)
    ordered = sorted(cited, key=lambda entry: place[entry.citekey])
    return {entry.ordinal: number for number, entry in enumerate(ordered, start=1)}


def describe(plan: Mapping[int, int]) -> str:
    """Write a plan in a line: `[3] becomes [1], [4-9] become [2-7]`, and how many works more where it is long."""
    steps: list[tuple[int, int, int]] = []
    for old, new in plan.items():
        if old == new:
            continue
        if steps and (old, new) == (steps[-1][0] + steps[-1][2], steps[-1][1] + steps[-1][2]):
            steps[-1] = (*steps[-1][:2], steps[-1][2] + 1)
        else:
            steps.append((old, new, 1))
    shown = [
        f"[{old}] becomes [{new}]" if size == 1 else f"[{old}-{old + size - 1}] become [{new}-{new + size - 1}]"
        for old, new, size in steps[:_MOST_SHOWN]
    ]
    rest = sum(size for _, _, size in steps[_MOST_SHOWN:])
    return ", ".join(shown) + (f" and so on with {rest} more" if rest else "")
