"""A block of a PDF while it is put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from collation.pages import Run
from collation.proof.reading import BlockKind, settled
from collation.tags import Annotation, Box


class Piece(NamedTuple):
    """A stretch of a block.

    Attributes:
        text: its characters.
        page: where it stands, from 1.
        run: that draws it; None for what has no characters of its own.
        link: of which it is part.
        is_code: whether it is a listing, or code in a line.
        left: where it begins, if that is known without a run, in points.
    """

    text: str
    page: int
    run: Run | None = None
    link: Annotation | None = None
    is_code: bool = False
    left: float | None = None


@dataclass(eq=False)
class Draft:
    """A block, its text still in the pieces in which it is drawn.

    Attributes:
        kind: as of the block, and so are level, language and label.
        group: what a figure has in common with its captions, and a table with its cells; 0 for all else.
        is_code: whether it is a listing.
        is_stray: whether the structure does not have it.
        pieces: its text.
        spots: the runs that are drawn for it, those of its label too.
        boxes: what is drawn for it that is no text: page and box.
    """

    kind: BlockKind
    level: int = 0
    language: str = ""
    label: str = ""
    group: int = 0
    is_code: bool = False
    is_stray: bool = False
    pieces: list[Piece] = field(default_factory=list)
    spots: list[Run] = field(default_factory=list)
    boxes: list[tuple[int, Box]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its characters, without blanks."""
        return settled("".join(piece.text for piece in self.pieces), has_spaces=False)

    @property
    def runs(self) -> list[Run]:
        """The runs of its text in which there is ink that can be seen."""
        return [piece.run for piece in self.pieces if piece.run and piece.text.strip() and not piece.run.unseen]

    @property
    def size(self) -> float:
        """The size in which it is set, in points, by its largest characters; 0 without any but those of code."""
        sizes = (piece.run.size for piece in self.pieces if piece.run and piece.text.strip() and not piece.is_code)
        return round(max(sizes, default=0.0), 1)


def lines(runs: Iterable[Run]) -> Iterator[Draft]:
    """Yield each line as a paragraph, in the order in which it is drawn; a small run that is raised starts no line."""
    draft, last = Draft("paragraph"), None
    for run in runs:
        if last and (run.page != last.page or abs(run.y - last.y) > 0.6 * max(run.size, last.size)):
            if draft.text:
                yield draft
            draft = Draft("paragraph")
        draft.pieces.append(Piece(run.text, run.page, run))
        draft.spots.append(run)
        last = run
    if draft.text:
        yield draft
