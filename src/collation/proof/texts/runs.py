"""Blocks that have one fault together: a section that is left out is one finding, not one for each paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from collation.proof.check import quoted
from collation.proof.reading import Block


def runs(indices: Sequence[int], *, along: Mapping[int, int] | None = None) -> Iterator[list[int]]:
    """Group rising indices that follow one another, and whose images under `along` do too."""
    run: list[int] = []
    for index in indices:
        if run and not (index == run[-1] + 1 and (along is None or along[index] == along[run[-1]] + 1)):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def titled(block: Block) -> str:
    """Return a block as a message names it: its number and the ends of its words."""
    return quoted(f"{block.label} {block.text}".strip())
