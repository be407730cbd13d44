"""On which page and in which line of a PDF a text stands, by the line numbers that are printed beside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from collation import pages
from collation.pages import Run

_SAME_LINE: Final = 4.5
"""How far, in points, the number of a line may lie above or below what stands in it: a superscript is raised."""

_LENGTHS: Final = (48, 24, 12)
_UNSEEN: Final = re.compile(rf"[\s{pages.HYPHEN}\u2060\u200b\u00ad]+")


@dataclass(frozen=True)
class Place:
    """A place in a PDF; `line` is 0 where the line has no number, as in a table."""

    page: int
    line: int


class Places:
    """Finds texts in a PDF with line numbers, each behind the one before where it can be.

    Args:
        data: the PDF.
    """

    def __init__(self, data: bytes) -> None:
        runs = pages.read(data).runs
        self._starts: list[int] = []
        self._runs: list[Run] = []
        self._numbers = [run for run in runs if run.is_artifact and run.text.strip().isdecimal()]
        parts: list[str] = []
        length = 0
        for run in runs:
            text = _bare(run.text)
            if not run.is_artifact and not run.unseen and text:
                self._starts.append(length)
                self._runs.append(run)
                parts.append(text)
                length += len(text)
        self._text = "".join(parts)
        self._last = 0

    def find(self, paragraph: str, start: int) -> Place | None:
        """Return where a character of a paragraph stands, or None where the paragraph is not found."""
        bare, before = _bare(paragraph), len(_bare(paragraph[:start]))
        for size in _LENGTHS:
            for offset in (before, max(before - size, 0), 0):
                words = bare[offset : offset + size]
                found = -1 if not words else self._text.find(words, self._last)
                found = self._text.find(words) if words and found < 0 else found
                if found >= 0:
                    self._last = found
                    return self._place(min(found + (before - offset), len(self._text) - 1))
        return None

    def _place(self, offset: int) -> Place:
        run = self._runs[bisect_right(self._starts, offset) - 1]
        middle = max(other.right for other in self._runs) / 2
        beside = [
            number
            for number in self._numbers
            if number.page == run.page
            and abs(number.y - run.y) <= _SAME_LINE
            and (number.x < middle) == (run.x < middle)
        ]
        nearest = min(beside, key=lambda number: abs(number.y - run.y), default=None)
        return Place(run.page, int(nearest.text) if nearest else 0)


def _bare(text: str) -> str:
    return _UNSEEN.sub("", text)
