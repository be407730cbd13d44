"""Headings, figures, tables and equations get their numbers here, once, so that every format prints the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from collation import tree
from collation.assemble.citations import Scan
from collation.diagnostics import Lines, Location
from collation.model import OUTPUT_IDENTIFIER, Target
from collation.tree import Element

_EQUATION_LABEL = re.compile(r"\{#(eq[-:][\w.:-]+)\}")
_DEEPEST = 3
_NONE = 99


@dataclass
class Numbering:
    """The counters of one manuscript, carried from section to section."""

    targets: list[Target] = field(default_factory=list)
    _headings: list[int] = field(default_factory=lambda: [0] * _DEEPEST)
    _unnumbered: int = _NONE
    """The level of the heading without number in whose section the text is: what is in it has none either."""
    _counts: dict[str, int] = field(default_factory=lambda: {"figure": 0, "table": 0, "equation": 0})
    _identifiers: set[str] = field(default_factory=set)

    def number(self, blocks: Sequence[Element], lines: Lines, scan: Scan) -> list[Element]:
        """Return the blocks of one section with the attribute `number` on all that is numbered.

        Args:
            blocks: those of pandoc's document.
            lines: the section's text.
            scan: what the scanner saw in it.
        """
        self._lines = lines
        self._headings_left = iter(scan.headings)
        self._captions_left = iter(scan.captions)
        self._places = scan.places
        self._written = scan.places.written("identifier")
        return tree.map_blocks(blocks, self._change)

    def _change(self, block: Element) -> list[Element] | None:
        kind = block["t"]
        if kind == "Header":
            return [self._heading(block)]
        if kind == "Figure":
            images = (element["c"][2][0] for element in tree.elements(block["c"][2]) if element["t"] == "Image")
            caption = self._places.take("caption", next(images, ""))
            return [self._numbered(block, "figure", caption[0] if caption else 0)]
        if kind == "Table" and (block["c"][1][1] or block["c"][0][0]):
            return [self._numbered(block, "table", next(self._captions_left, 0) if block["c"][1][1] else 0)]
        if kind == "Para" and (equation := self._equation(block)):
            return [equation]
        return None

    def _heading(self, block: Element) -> Element:
        level, (identifier, classes, pairs), inlines = block["c"]
        number = ""
        if level <= self._unnumbered:
            self._unnumbered = _NONE
        if "unnumbered" in classes:
            self._unnumbered = min(level, self._unnumbered)
        elif level <= _DEEPEST and self._unnumbered == _NONE:
            self._headings[level - 1] += 1
            self._headings[level:] = [0] * (_DEEPEST - level)
            number = ".".join(str(count) for count in self._headings[:level])
        text = tree.plain_text(inlines)
        start = next(self._headings_left, 0) if inlines else 0
        location = self._locate(identifier, start, len(text))
        identifier = self._unique(identifier or "section")
        self.targets.append(Target("section", identifier, number, text, location, level))
        attribute = [identifier, classes, [*pairs, ["number", number]] if number else pairs]
        return {**block, "c": [level, attribute, inlines]}

    def _numbered(self, block: Element, kind: str, caption: int) -> Element:
        """Number a figure or a table; `caption` is where its caption starts."""
        text = tree.plain_text(_caption(block["c"][1]))
        self._counts[kind] += 1
        number = str(self._counts[kind])
        identifier, classes, pairs = block["c"][0]
        location = self._locate(identifier, caption, len(text))
        self.targets.append(Target("figure" if kind == "figure" else "table", identifier, number, text, location))
        return {**block, "c": [[identifier, classes, [*pairs, ["number", number]]], *block["c"][1:]]}

    def _equation(self, block: Element) -> Element | None:
        """A displayed equation alone in its paragraph, labelled as `$$…$$ {#eq-name}`."""
        inlines = [inline for inline in block["c"] if inline["t"] not in ("Space", "SoftBreak")]
        if len(inlines) != 2 or inlines[0]["t"] != "Math" or inlines[0]["c"][0]["t"] != "DisplayMath":
            return None
        label = _EQUATION_LABEL.fullmatch(inlines[1]["c"]) if inlines[1]["t"] == "Str" else None
        if label is None:
            return None
        self._counts["equation"] += 1
        number = str(self._counts["equation"])
        location = self._locate(label[1], 0)
        self.targets.append(Target("equation", label[1], number, inlines[0]["c"][1], location))
        return tree.div(tree.attributes(label[1], ["equation"], number=number), [tree.paragraph(inlines[:1])])

    def _unique(self, identifier: str) -> str:
        """Headings without an identifier of their own get pandoc's, which repeats from file to file.

        Pandoc makes `references` of the heading References, too, which is the outputs' own.
        """
        wanted, count = identifier, 1
        taken = self._identifiers | {written.casefold() for written in self._written}  # Word knows no capitals there
        while identifier not in self._written and (wanted.casefold() in taken or OUTPUT_IDENTIFIER.fullmatch(wanted)):
            count += 1
            wanted = f"{identifier}-{count}"
        self._identifiers.add(wanted.casefold())
        return wanted

    def _locate(self, identifier: str, start: int, length: int = 1) -> Location:
        """Return where an identifier is written, or the text of what has none."""
        return self._lines.location(*(self._places.take("identifier", identifier) or (start, length)))


def _caption(caption: list[object]) -> list[Element]:
    blocks = caption[1]
    assert isinstance(blocks, list)
    return [inline for block in blocks if block["t"] in ("Plain", "Para") for inline in block["c"]]
