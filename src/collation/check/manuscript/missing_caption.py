"""A figure or table has no caption, so that it is printed without a number and nothing can refer to it.

pandoc makes a figure only of an image with a caption; one without stands in the text as if it were a letter.

Basis: ICMJE Recommendations, Preparing a Manuscript for Submission: every table has a number and a title, every
illustration a number and a legend; GB/T 7713.2-2022 asks the same of Chinese articles.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]。

        ![](figures/dot.svg){alt="一个点"}
    manuscript/figures/dot.svg:
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@fig-dot]。

        ![一个点](figures/dot.svg){#fig-dot alt="白底上的一个黑点"}
    manuscript/figures/dot.svg:
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>
"""

import re
from collections.abc import Iterator

from collation import tree
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript, Section
from collation.tree import Element

CODE = "missing-caption"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections",)

_BARE_IMAGE = re.compile(r"\s*!\[\s*\](?:\([^()]*\)|\[[^\[\]]*\])(?:\{[^{}]*\})?\s*")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each image in a paragraph of its own, and each table, without caption."""
    for section in manuscript.sections:
        for passage in section.passages:
            if passage.context == "body" and _BARE_IMAGE.fullmatch(passage.text):
                start = passage.text.index("!")
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    manuscript.locate(section.path, passage.place(start), len(passage.text.strip())),
                    "a figure without caption is printed without number",
                    "write the caption in the brackets: ![caption](file)",
                )
        for place, length in _bare_tables(section):
            yield Diagnostic(
                CODE,
                SEVERITY,
                manuscript.locate(section.path, place, length),
                "a table without caption is printed without number",
                "write a line beneath it: `: caption {#tbl-name}`",
            )


def _bare_tables(section: Section) -> Iterator[tuple[int, int]]:
    """Yield where the first cell of each table without caption stands, and its length."""
    cells = iter([passage for passage in section.passages if passage.context == "table"])
    for block in tree.elements(section.blocks):
        if block["t"] != "Table":
            continue
        first = _first_word(block)
        cell = next((cell for cell in cells if first and first in cell.text), None)
        caption = [inline for part in block["c"][1][1] for inline in tree.elements(part)]
        if cell and not any(inline["t"] in ("Str", "Math", "Code") for inline in caption):
            yield cell.place(0), len(cell.text)


def _first_word(table: Element) -> str:
    return next((str(element["c"]) for element in tree.elements(table["c"][3:]) if element["t"] == "Str"), "")
