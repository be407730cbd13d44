"""A figure, or what has a caption or a number, stands in a cell or in a footnote, or a picture in a footnote.

Word shows no picture in a footnote, no format can number what floats inside of a cell, and a reader who follows a
reference to it comes to the table, or to the foot of the page.

Basis: JATS 1.3 (a table-wrap or a fig stands in no td); ECMA-376 Part 1, 17.11: seen of pandoc, whose footnotes in Word
lack their pictures.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]。[^a]

        [^a]: 另见：

            $$ a = b $$ {#eq-goats}
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@eq-goats]。[^a]

        $$ a = b $$ {#eq-goats}

        [^a]: 其中$a$为山羊数。
"""

from collections.abc import Iterator
from typing import Any

from collation import tree
from collation.diagnostics import Diagnostic, Location, Severity
from collation.model import Manuscript

CODE = "misplaced-float"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections",)

_TOLD = "told"
"""The holder of what is inside of something that was told."""


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each figure, numbered table, numbered equation and picture that stands where it cannot."""
    holders = {"Table": "a cell of a table", "Note": "a footnote"}
    targets = {(str(target.kind), target.number): target.location for target in manuscript.targets}
    images = iter(manuscript.images)

    def walk(node: Any, holder: str, path: str) -> Iterator[tuple[str, str, Location]]:
        """Yield what stands in a holder: what it is, its holder, its place."""
        if isinstance(node, (list, tuple)):
            for child in node:
                yield from walk(child, holder, path)
        if not isinstance(node, dict):
            return
        kind = node.get("t")
        image = next(images, None) if kind == "Image" else None
        named = {"Figure": "figure", "Table": "table", "Div": "equation"}.get(kind or "")
        number = tree.pairs(node).get("number") if named else None
        if holder and holder != _TOLD and number is not None:
            yield named or "", holder, targets.get((named or "", number), Location(path))
            holder = _TOLD
        elif holder == holders["Note"] and image is not None:
            yield "picture", holder, image.location
        for value in node.values():
            inner = holder if holder in (_TOLD, holders["Note"]) else holders.get(kind or "", holder)
            yield from walk(value, inner, path)

    for section in manuscript.sections:
        told: set[Location] = set()
        for what, holder, location in walk(section.blocks, "", section.path):
            if location not in told:
                told.add(location)
                help = "put it between two paragraphs, and refer to it" if what != "picture" else "put it into the text"
                article = "an" if what == "equation" else "a"
                message = f"{article} {what} stands in {holder}, where not every format can show it"
                yield Diagnostic(CODE, SEVERITY, location, message, help)
