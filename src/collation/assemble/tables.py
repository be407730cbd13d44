"""The tables of Markdown, pipe, simple, multiline and grid, cut into the lines of their cells as pandoc cuts them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from collation.assemble.markup import Line, Stretch, hide
from collation.diagnostics import cells as width

_DELIMITERS = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BORDER = re.compile(r" {0,3}\+(?:[-=:]+\+)+[ \t]*")


@dataclass(frozen=True)
class Table:
    """The cells of a table, row by row, and the line after it; only a grid table's cells hold blocks."""

    cells: list[Stretch]
    after: int
    has_blocks: bool = False


def find(lines: Stretch, index: int) -> Table | None:
    """Return the table that starts at a line, or None where there is none."""
    return _pipe(lines, index) or _dashed(lines, index) or _grid(lines, index)


def _pipe(lines: Stretch, index: int) -> Table | None:
    delimiters = lines.at(index + 1).text
    if not _DELIMITERS.fullmatch(delimiters) or not re.search(r"[|+]", delimiters):
        return None
    columns = len(re.findall(r"-+", delimiters))
    found: list[Stretch] = []
    row = index
    while "|" in lines.at(row).text:
        found.extend(_pipe_row(lines[row])[:columns])
        row = index + 2 if row == index else row + 1
    return Table(found, row) if row > index else None


def _pipe_row(line: Line) -> list[Stretch]:
    line = line.stripped()
    line = line.cut(line.text.startswith("|"))
    bars = [place.start() for place in re.finditer(r"\|", hide(line.text))]
    return [Stretch([line.cut(first + 1, last)]) for first, last in pairwise((-1, *bars, len(line.text)))]


def _dashed(lines: Stretch, index: int) -> Table | None:
    """A simple table, whose rows are lines, or a multiline one, whose rows are set apart by blank lines."""
    is_ruled = lines.at(index).is_dashes and not lines.at(index + 1).is_blank
    if is_ruled:
        rule = index + 1
        while rule < len(lines) and not lines[rule].is_dashes:
            rule += 1
        multiline = _multiline_rows(lines, rule + 1)
        if multiline:
            return _columns(lines, rule, [range(index + 1, rule), *multiline])
        simple = _simple_rows(lines, index + 1)
        if simple and lines.at(simple[-1].stop).is_dashes:
            return _columns(lines, index, simple)
    if lines.at(index + 1).is_dashes:
        simple = _simple_rows(lines, index + 2)
        if simple:
            return _columns(lines, index + 1, [range(index, index + 1), *simple])
    multiline = _multiline_rows(lines, index + 1) if is_ruled else []
    return _columns(lines, index, multiline) if multiline else None


def _is_end(lines: Stretch, index: int) -> bool:
    return lines.at(index).is_dashes and lines.at(index + 1).is_blank


def _simple_rows(lines: Stretch, index: int) -> list[range]:
    """Return the rows from here to a blank line or to the lower rule."""
    rows = []
    while not lines.at(index).is_blank and not _is_end(lines, index):
        rows.append(range(index, index + 1))
        index += 1
    return rows


def _multiline_rows(lines: Stretch, index: int) -> list[range]:
    """Return the rows from here to the lower rule, without which there is no such table."""
    if index > lines.last_table_end:
        return []
    rows = []
    while not _is_end(lines, index):
        first = index
        while not lines.at(index).is_blank and not _is_end(lines, index):
            index += 1
        rows.append(range(first, index))
        index = lines.skip_blank(index)
    return rows


def _columns(lines: Stretch, rule: int, rows: list[range]) -> Table:
    """Cut rows into columns where the dashes of their rule stand."""
    starts = [found.start() for found in re.finditer(r"-+", lines[rule].text)]
    found: list[Stretch] = []
    for row in rows:
        pieces = [_cut(lines[at], starts) for at in row]
        found.extend(Stretch(piece[column] for piece in pieces) for column in range(len(starts)))
    last = rows[-1].stop
    return Table(found, last + lines.at(last).is_dashes)


def _cut(line: Line, starts: Sequence[int]) -> list[Line]:
    """Cut a line at columns of a terminal, where a Chinese character takes two, as an author lines them up."""
    edges = []
    column = place = 0
    for start in starts:
        while column < start and place < len(line.text):
            column += width(line.text[place])
            place += 1
        edges.append(place)
    return [line.cut(first, last) for first, last in pairwise((*edges, len(line.text)))]


def _grid(lines: Stretch, index: int) -> Table | None:
    if not _BORDER.fullmatch(lines.at(index).text):
        return None
    after = index
    while lines.at(after).text.lstrip(" ").startswith(("+", "|")):
        after += 1
    if not _BORDER.fullmatch(lines[after - 1].text):
        return None
    starts = [found.end() for found in re.finditer(r"\+", lines[index].text)]
    found: list[Stretch] = []
    row: list[Line] = []
    for line in lines[index + 1 : after]:
        if _BORDER.fullmatch(line.text):
            found.extend(_grid_row(row, starts))
            row = []
        else:
            row.append(line)
    return Table(found, after, has_blocks=True)


def _grid_row(row: Sequence[Line], starts: Sequence[int]) -> list[Stretch]:
    """Cut the lines of a row at their bars; where they have not one for each column, at those that all of them have."""
    bars = [[found.start() for found in re.finditer(r"\|", line.text)] for line in row]
    if all(len(places) == len(starts) for places in bars):
        pieces = [
            [line.cut(first + 1, last) for first, last in pairwise(places)]
            for line, places in zip(row, bars, strict=True)
        ]
    else:
        marks = [_marks(line.text) for line in row]
        edges = [start for start in starts if all(start - 1 in columns for columns in marks)]
        shared = edges if len(edges) > 1 else starts
        pieces = [[piece.cut(0, max(0, len(piece.text) - 1)) for piece in _cut(line, shared)][:-1] for line in row]
    return [Stretch(column) for column in zip(*pieces, strict=True)]


def _marks(text: str) -> set[int]:
    """Return the columns of a terminal in which a line has a mark of a border."""
    column, found = 0, set()
    for character in text:
        if character in "|+":
            found.add(column)
        column += width(character)
    return found
