"""Tables are cut into cells as pandoc cuts them, row by row."""

from __future__ import annotations

import pytest

from collation.assemble import markup, tables

TABLES = {
    "| 甲 | 乙 |\n|----|:--:|\n| 丙 | 丁 |\n戊": (["甲", "乙", "丙", "丁"], 3),
    "甲 | 乙\n---|---\n丙 |\n": (["甲", "乙", "丙", ""], 3),
    "|甲|\n|-|": (["甲"], 2),
    "| 甲 | 乙 |\n|----|----|\n| 丙 | 丁 | 戊 |": (["甲", "乙", "丙", "丁"], 3),
    "| `|` | \\| |\n|---|---|\n| $|$ | x |": (["`|`", "\\|", "$|$", "x"], 3),
    "甲     Latin\n----   -----\n丙     丁 戊\n己\n\n庚": (["甲", "Latin", "丙", "丁 戊", "己", ""], 4),
    "----  ----\n甲    乙\n丙    丁\n----  ----\n\n戊": (["甲", "乙", "丙", "丁"], 4),
    "----------\n甲    乙\n----  ----\n丙    丁\n      戊\n\n己    庚\n----------\n": (
        ["甲", "乙", "丙", "丁\n戊", "己", "庚"],
        8,
    ),
    "----  ----\n甲    乙\n      丙\n\n丁    戊\n----  ----\n": (["甲", "乙\n丙", "丁", "戊"], 6),
    "+---+----+\n| a | b  |\n| c |    |\n+===+====+\n| d | e  |\n+---+----+\nf": (["a\nc", "b", "d", "e"], 6),
    "+---+----+\n| a | 甲乙丙 |\n+---+----+": (["a", "甲乙丙"], 3),
}


@pytest.mark.parametrize(("text", "expected"), TABLES.items(), ids=[repr(text) for text in TABLES])
def test_a_table_is_cut_into_its_cells(text: str, expected: tuple[list[str], int]) -> None:
    table = tables.find(markup.split(text), 0)
    assert table is not None
    cells = ["\n".join(line.stripped().text for line in cell).strip() for cell in table.cells]
    assert (cells, table.after) == expected
    assert table.has_blocks == text.startswith("+")


@pytest.mark.parametrize(
    "text", ["甲", "甲|乙", "甲\n---", "|甲|\n丙", "---\n", "----\n\n甲", "+---+\n|甲|\n", "甲\n\n---\n乙\n", ""]
)
def test_other_lines_are_no_table(text: str) -> None:
    assert tables.find(markup.split(text), 0) is None


@pytest.mark.parametrize("text", TABLES)
def test_each_line_of_a_cell_knows_its_place(text: str) -> None:
    table = tables.find(markup.split(text), 0)
    assert table is not None
    for cell in table.cells:
        for line in cell:
            assert text[line.start : line.start + len(line.text)] == line.text
