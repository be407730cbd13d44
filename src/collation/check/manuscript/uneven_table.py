"""A line of a grid table is longer or shorter than its border, so pandoc cuts the cells elsewhere than they are drawn.

Words go to another cell, bars are printed, whole rows become one cell, or a cell is lost.  A Chinese character counts
as two columns, as an editor shows it in a font of one width.

Basis: pandoc's manual, Extension: grid_tables; seen of pandoc 3.9.

Fails:
    manuscript/01-introduction.md:
        结果见[@tbl-one]。

        +------+------+
        | 动物 | 例数 |
        +======+======+
        | 山羊[@murphy2003] | 24 |
        +------+------+

        : 结果 {#tbl-one}
Passes:
    manuscript/01-introduction.md:
        结果见[@tbl-one]。

        +-------------------+------+
        | 动物              | 例数 |
        +===================+======+
        | 山羊[@murphy2003] | 24   |
        +-------------------+------+

        : 结果 {#tbl-one}
"""

import re
import unicodedata
from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity, cells
from collation.model import Manuscript, Section

CODE = "uneven-table"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_BORDER = re.compile(r"\+(?:[-=:]+\+)+")
_QUOTED = re.compile(r"(?:[ ]*>[ ]?)*[ ]*")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first line of each grid table that is not as wide as its upper border."""
    for section in manuscript.sections:
        if "+-" in section.text or "+=" in section.text or "+:" in section.text:
            for start, text, border in _uneven(section):
                wide, wanted = cells(text), cells(border)
                more = f"{abs(wide - wanted)} column{'s' if abs(wide - wanted) != 1 else ''}"
                message = f"a line of the table is {more} {'wider' if wide > wanted else 'narrower'} than its border"
                help = "make all of its lines as wide; a Chinese character counts as two columns"
                yield Diagnostic(CODE, SEVERITY, manuscript.locate(section.path, start, len(text)), message, help)


def _uneven(section: Section) -> Iterator[tuple[int, str, str]]:
    """Yield where a line of a table starts that differs, the line, and the table's upper border."""
    prose = sorted({place for passage in section.passages for _, place in passage.places})
    start, border, is_told = 0, "", False
    for line in section.text.split("\n"):
        before = _QUOTED.match(line)
        first = before.end() if before else 0
        text = line[first:].rstrip()
        if not text.startswith(("+", "|")):
            border, is_told = "", False
        elif not border:
            border = text if _BORDER.fullmatch(text) else ""
        elif not is_told and not _fits(text, border) and _is_table(section, start, prose):
            is_told = True
            yield start + first, text, border
        start += len(line) + 1


def _fits(line: str, border: str) -> bool:
    """Whether a line is as wide as the border, or may be: of some signs, as of α, a font decides how wide they are."""
    wide, wanted = cells(line), cells(border)
    return wide <= wanted <= wide + sum(unicodedata.east_asian_width(character) == "A" for character in line)


def _is_table(section: Section, start: int, prose: list[int]) -> bool:
    """Whether the lines around an offset are prose, as cells are, and no code."""
    blank = re.compile(r"\n[ \t>]*\r?\n")
    first = max((found.end() for found in blank.finditer(section.text, 0, start)), default=0)
    end = blank.search(section.text, start)
    return any(first <= place < (end.start() if end else len(section.text)) for place in prose)
