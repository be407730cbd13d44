"""Where the prose of a Markdown text stands: its blocks as pandoc reads them, down to the passages that hold inlines.

A paragraph, a heading, a cell of a table and a caption are passages; code, metadata and link definitions hold none.
The markers of lists and quotes are no part of a passage, so a passage may lie in pieces in its file.

The kinds of block are tried in pandoc's order.  Each function returns the line after its block, or None where the lines
are no such block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from collation.assemble import markup, tables
from collation.assemble.markup import ATTRIBUTES, Line, Stretch
from collation.assemble.tables import Table
from collation.model import HIDDEN, Context

_DEEPEST = 40
"""Lists and quotes nested deeper than this are read as paragraphs: no author writes them, a hostile file may."""

_FENCE = re.compile(
    rf" {{0,3}}(?P<fence>`{{3,}}|~{{3,}})[ \t]*(?:\{{[ \t]*=[\w-]+[ \t]*\}}|[^`{{}}\s]*[ \t]*(?:{ATTRIBUTES})?)[ \t]*"
)
_RAW_FENCE = re.compile(r"\{[ \t]*=")
_RULE = re.compile(r"[ \t]*(?P<mark>[*_-])(?:[ \t]*(?P=mark)){2,}[ \t]*")
_BULLET = re.compile(r" {0,3}[*+-](?=[ \t]|$)")
_ROMAN = r"(?=\w)m*(?:cm)?d?(?:cd)?c*(?:xc)?l?(?:xl)?x*(?:ix)?v?(?:iv)?i*"
_NUMBER = rf"(?:\d+|\#|[A-Za-z]|{_ROMAN}|{_ROMAN.upper().replace('W', 'w')})"
_ORDERED = re.compile(rf" {{0,3}}(?!p\.[ \t]\d)(?:\({_NUMBER}\)|{_NUMBER}\)|({_NUMBER})\.)(?=[ \t]|$)")
_DEFINITION = re.compile(r" {0,3}[:~](?=[ \t]|$)")
_DIV = re.compile(rf":{{3,}}[ \t]*(?:{ATTRIBUTES}|[^\s:{{]\S*)[ \t]*:*[ \t]*")
_DIV_END = re.compile(r":{3,}[ \t]*")
_HEADING = re.compile(r"#+(?=[ \t]|$)")
# Attributes right after a bracket belong to it, not to the heading or caption that it ends.
_HEADING_END = re.compile(rf"[ \t]*#*[ \t]*(?:(?<!\]){ATTRIBUTES})?[ \t]*\Z")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_CAPTION = re.compile(r" {0,3}(?::(?![!-/:-@\[-`{-~\u3000-\u303f\uff01-\uff0f])|[Tt]able:)")
_CAPTION_END = re.compile(rf"\s*(?:(?<!\]){ATTRIBUTES})?[ \t]*\Z")
_BLOCK_TAG = re.compile(
    r" {0,3}(?:</?(?:address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dir|div|dl|dt|"
    r"fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hgroup|hr|html|li|main|menu|meta|nav|noframes|ol|"
    rf"output|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)(?:\s[^<>]*)?/?>|{HIDDEN}+)[ \t]*",
    re.IGNORECASE,
)
_VERBATIM = re.compile(r" {0,3}<(pre|script|style|textarea)\b", re.IGNORECASE)
_QUOTE = re.compile(r" {0,3}> ?")
_LINE_BLOCK = re.compile(r"\|(?= |$)")
_NOTE = re.compile(r" {0,3}\[\^([^\s\^\[\]]+)\]")
_LINK_DEFINITION = re.compile(
    r" {0,3}\[(?!\^[^\s\^\[\]]+\])((?:[^\[\]]|\[[^\[\]]*\])+)\]:[ \t]*\n?[ \t]*(?!\[)"
    r"(?P<address><[^<>\n]*>|(?:(?![\"'({])\S+(?:[ \t]+(?![\"'({\[])\S+)*)?)"
    r"(?:[ \t]*\n?[ \t]*(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?"
    rf"[ \t]*\n?[ \t]*(?:{ATTRIBUTES})?[ \t]*$",
    re.MULTILINE,
)
_LONGEST_DEFINITION = 4
"""The lines of a link definition: label, address, title and attributes may have one each."""

_CITED_LABEL = re.compile(r"(?<![\w.])@[\w{]")


@dataclass(frozen=True)
class Passage:
    """A run of prose that pandoc reads as one, its lines joined, and where each line starts in the file."""

    text: str
    places: tuple[int, ...]
    context: Context
    is_paragraph: bool = False

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(line.start for line in markup.split(self.text))

    def place(self, offset: int) -> int:
        """Return where in the file a character of the passage stands."""
        line = bisect_right(self._starts, offset) - 1
        return self.places[line] + offset - self._starts[line]


AsideKind = Literal["attributes", "raw", "code", "definition"]


@dataclass
class Prose:
    """All passages of a text in the order in which a reader meets them, those of each footnote apart.

    Attributes:
        passages: those of the text itself.
        notes: those of each footnote; of two with one label pandoc has the last.
        definitions: where each footnote is defined, by its label, `[^a]`.
        labels: the names that link definitions define, each with its address: `[name]` is then a link.
        asides: what is no prose and yet may be printed, or was to be: attributes, raw markup, code that is one by its
            indentation, link definitions from their label on.
        metadata: where the first metadata block starts.
    """

    passages: list[Passage] = field(default_factory=list)
    notes: dict[str, list[Passage]] = field(default_factory=dict)
    definitions: list[Line] = field(default_factory=list)
    labels: dict[str, Line] = field(default_factory=dict)
    asides: list[tuple[AsideKind, Passage]] = field(default_factory=list)
    metadata: int | None = None


def read(text: str) -> Prose:
    """Find the passages of a Markdown text whose line ends are line feeds."""
    blocks = _Blocks()
    blocks.read(markup.split(markup.hide_comments(text)))
    return blocks.prose


def label_key(label: str) -> str:
    """Return the form of a link's label in which two labels are compared."""
    return " ".join(label.lower().split())


class _Blocks:
    def __init__(self) -> None:
        self.prose = Prose()
        self.context: Context = "body"
        self.in_list = False
        self.in_numbered_table = False
        self.depth = 0
        self.open_divs = 0
        self.kinds: tuple[Callable[[Stretch, int], int | None], ...] = (
            self._code_block,
            self._metadata,
            self._bullet_list,
            self._div,
            self._heading,
            self._verbatim,
            self._block_tag,
            self._table,
            self._indented_code,
            self._line_block,
            self._quote,
            self._rule,
            self._ordered_list,
            self._definition_list,
            self._note,
            self._link_definition,
            self._paragraph,
        )

    def read(self, lines: Stretch) -> None:
        """Read the blocks of some lines."""
        index = lines.skip_blank(0)
        while index < len(lines):
            kinds = self.kinds if self.depth < _DEEPEST else (self._paragraph,)
            index = next(after for kind in kinds if (after := kind(lines, index)) is not None)
            index = lines.skip_blank(index)

    def _inside(self, lines: Iterable[Line], *, context: Context | None = None, in_list: bool = False) -> None:
        """Read the blocks that a container holds, its own markers already taken off the lines."""
        outer = self.context, self.in_list
        self.context, self.in_list = context or self.context, in_list or self.in_list
        self.depth += 1
        self.read(Stretch(lines))
        self.depth -= 1
        self.context, self.in_list = outer

    def _add(
        self,
        lines: Iterable[Line],
        context: Context | None = None,
        *,
        without: re.Pattern[str] | None = None,
        is_paragraph: bool = False,
    ) -> None:
        """Note a passage; `without` matches what ends it and is no prose."""
        stripped = [line.stripped() for line in lines]
        text = "\n".join(line.text for line in stripped)
        places = tuple(line.start for line in stripped)
        if without and (ending := without.search(text)):
            self._aside("attributes", _rest(stripped, ending.start()))
            text = text[: ending.start()]
        if text:
            places = places[: text.count("\n") + 1]
            self.prose.passages.append(Passage(text, places, context or self.context, is_paragraph))

    def _aside(self, kind: AsideKind, lines: Sequence[Line]) -> None:
        text = "\n".join(line.text for line in lines)
        if text.strip():
            self.prose.asides.append((kind, Passage(text, tuple(line.start for line in lines), self.context)))

    # --- paragraphs ----------------------------------------------------------------------------------------------

    def _paragraph(self, lines: Stretch, index: int) -> int:
        end = self._paragraph_end(lines, index)
        self._add(lines[index:end], is_paragraph=True)
        return end

    def _paragraph_end(self, lines: Stretch, index: int) -> int:
        index += 1
        while index < len(lines) and not self._interrupts(lines, index):
            index += 1
        return index

    def _interrupts(self, lines: Stretch, index: int) -> bool:
        """Whether a line ends the paragraph before it; no heading, quote or list does so without a blank line."""
        line = lines[index]
        return (
            line.is_blank
            or (self.in_list and _starts_item(line.text))
            or ("```" in line.text and self._fenced_code(lines, index) is not None)
            or self._ends_div(line)
            or ("<" in line.text and _BLOCK_TAG.match(line.text) is not None)
        )

    def _ends_div(self, line: Line) -> bool:
        return self.open_divs > 0 and _DIV_END.fullmatch(line.text) is not None

    # --- what holds no prose -------------------------------------------------------------------------------------

    def _fenced_code(self, lines: Stretch, index: int) -> int | None:
        opening = _FENCE.fullmatch(lines[index].text)
        if opening is None:
            return None
        mark, size = opening["fence"][0], len(opening["fence"])
        ends = lines.fence_ends
        for end, other, length in ends[bisect_right(ends, (index, "~", len(lines[index].text))) :]:
            if other == mark and length >= size:
                return end + 1
        return None

    def _code_block(self, lines: Stretch, index: int) -> int | None:
        after = self._fenced_code(lines, index)
        if after is not None:
            is_raw = _RAW_FENCE.search(lines[index].text)
            self._aside("raw", lines[index + 1 : after - 1]) if is_raw else self._aside("attributes", [lines[index]])
        return after

    def _metadata(self, lines: Stretch, index: int) -> int | None:
        if lines[index].text.rstrip(" \t") != "---" or lines.at(index + 1).is_blank:
            return None
        ends = (end for end in range(index + 1, len(lines)) if lines[end].text.rstrip(" \t") in ("---", "..."))
        after = next((end + 1 for end in ends), None)
        if after is not None and self.prose.metadata is None:
            self.prose.metadata = lines[index].start
        return after

    def _verbatim(self, lines: Stretch, index: int) -> int | None:
        opening = _VERBATIM.match(lines[index].text)
        if opening is None:
            return None
        closing = re.compile(rf"</{opening[1]}\s*>", re.IGNORECASE)
        for end in range(index, len(lines)):
            found = closing.search(lines[end].text)
            if found:
                self._aside("raw", [*lines[index:end], lines[end].cut(0, found.end())])
                lines[end] = lines[end].cut(found.end())
                return end
        return None

    def _block_tag(self, lines: Stretch, index: int) -> int | None:
        """A tag such as `<div>`, or a comment: the next block begins right after it."""
        found = _BLOCK_TAG.match(lines[index].text)
        if found is None:
            return None
        self._aside("raw", [lines[index].cut(0, found.end())])
        lines[index] = lines[index].cut(found.end())
        return index

    def _indented_code(self, lines: Stretch, index: int) -> int | None:
        if not lines[index].is_indented:
            return None
        end = first = index
        while lines.at(end).is_indented:
            index = end + 1
            end = lines.skip_blank(index)
        self._aside("code", lines[first:index])
        return index

    def _rule(self, lines: Stretch, index: int) -> int | None:
        return index + 1 if _RULE.fullmatch(lines[index].text) else None

    def _link_definition(self, lines: Stretch, index: int) -> int | None:
        if not lines[index].text.lstrip(" ").startswith("["):
            return None
        most = Stretch(lines[index : index + _LONGEST_DEFINITION])
        end = self._paragraph_end(most, 0)
        found = _LINK_DEFINITION.match("\n".join(line.text for line in most[:end]))
        if found is None or _CITED_LABEL.search(found[1]):
            return None
        after = found[0].count("\n") + 1
        address = _rest(most[:after], found.start("address"))[0]
        self.prose.labels[label_key(found[1])] = address.cut(0, len(found["address"]))
        self._aside("definition", _rest(most[:after], found.start(1) - 1))
        self._aside("attributes", _rest(most[:after], found.end("address")))
        return index + after

    # --- containers ----------------------------------------------------------------------------------------------

    def _div(self, lines: Stretch, index: int) -> int | None:
        if self._ends_div(lines[index]):
            self.open_divs -= 1
        elif _DIV.fullmatch(lines[index].text):
            self._aside("attributes", [lines[index]])
            self.open_divs += 1
        else:
            return None
        return index + 1

    def _quote(self, lines: Stretch, index: int) -> int | None:
        held: list[Line] = []
        while index < len(lines):
            marker = _QUOTE.match(lines[index].text)
            if marker is None and (not held or self._interrupts(lines, index)):
                break
            held.append(lines[index].cut(marker.end() if marker else 0))
            index += 1
        self._inside(held)
        return index if held else None

    def _note(self, lines: Stretch, index: int) -> int | None:
        label = _NOTE.match(lines[index].text)
        if label is None or not lines[index].text.startswith(":", label.end()):
            return None
        self.prose.definitions.append(lines[index].cut(label.start(1) - 2, label.end()))
        held = [lines[index].cut(label.end() + 1)]
        index += 1
        is_after_blank = False
        while index < len(lines):
            line = lines[index]
            if self._ends_div(line) or _NOTE.match(line.text) or (is_after_blank and _is_left(line)):
                break
            is_after_blank = line.is_blank
            held.append(line.cut(1 if line.text.startswith("\t") else 4) if line.is_indented else line)
            index += 1
        outer, self.prose.passages = self.prose.passages, []
        self._inside(held, context="footnote")
        self.prose.notes[label[1]] = self.prose.passages
        self.prose.passages = outer
        return index

    # --- lists ---------------------------------------------------------------------------------------------------

    def _bullet_list(self, lines: Stretch, index: int) -> int | None:
        return self._list(lines, index, _bullet)

    def _ordered_list(self, lines: Stretch, index: int) -> int | None:
        return self._list(lines, index, _ordered)

    def _definition_list(self, lines: Stretch, index: int) -> int | None:
        first = index + 1
        if lines.at(first).is_blank:
            first += 1
            if self._find_table(lines, first):
                return None  # what follows is the caption of a table
        if not _DEFINITION.match(lines.at(first).text):
            return None
        after = index
        while _DEFINITION.match(lines.at(first).text):  # any line before a further definition is a further term
            self._add(lines[index : index + 1])
            after = self._list(lines, first, _definition) or len(lines)
            index = lines.skip_blank(after)
            first = lines.skip_blank(index + 1)
        return after

    def _list(self, lines: Stretch, index: int, marker: Callable[[str], int | None]) -> int | None:
        width = marker(lines[index].text)
        if width is None:
            return None
        while width is not None:
            index = self._item(lines, index, width)
            following = lines.skip_blank(index)
            width = marker(lines.at(following).text)
            index = index if width is None else following
        return index

    def _item(self, lines: Stretch, index: int, marker: int) -> int:
        """Read one item, whose marker takes `marker` characters, and return the line after it."""
        text = lines[index].text
        gap = _columns(text[marker:], marker)
        if gap <= 4 and text[marker:].strip(" \t"):
            width, held = marker + gap, [lines[index].cut(marker).stripped()]
        else:  # what stands further to the right is code inside the item
            width, held = marker + 1, [lines[index].cut(min(marker + 1, len(text)))]
        index += 1
        blank: list[Line] = []
        while index < len(lines):
            line = lines[index]
            inner = line.unindented(width)
            if line.is_blank:
                blank.append(line)
            elif self._ends_div(line) or (inner is None and (blank or self._ends_item(lines, index))):
                break
            else:
                held.extend((*blank, inner or line))
                blank = []
            index += 1
        self._inside(held, in_list=True)
        return index - len(blank)

    def _ends_item(self, lines: Stretch, index: int) -> bool:
        return _starts_item(lines[index].text) or self._fenced_code(lines, index) is not None

    # --- headings and tables -------------------------------------------------------------------------------------

    def _heading(self, lines: Stretch, index: int) -> int | None:
        opening = _HEADING.match(lines[index].text)
        if opening:
            self._add([lines[index].cut(opening.end())], self._heading_context, without=_HEADING_END)
            return index + 1
        if _UNDERLINE.fullmatch(lines.at(index + 1).text):
            self._add([lines[index]], self._heading_context, without=_CAPTION_END)
            return index + 2
        return None

    @property
    def _heading_context(self) -> Context:
        return "table" if self.in_numbered_table else "heading"  # what a table holds is no section

    def _line_block(self, lines: Stretch, index: int) -> int | None:
        start = index
        while _LINE_BLOCK.match(lines.at(index).text):
            held = [lines[index].cut(1)]
            index += 1
            while lines.at(index).text.startswith(" "):
                held.append(lines[index])
                index += 1
            self._add(held)
        return index if index > start else None

    def _table(self, lines: Stretch, index: int) -> int | None:
        """A table with its caption, which is printed above it wherever it is written."""
        found = self._find_table(lines, index)
        if found is None:
            return None
        caption, table, after = found
        if caption:
            opening = _CAPTION.match(caption[0].text)
            assert opening is not None
            self._add([caption[0].cut(opening.end()), *caption[1:]], "caption", without=_CAPTION_END)
        outer, self.in_numbered_table = self.in_numbered_table, self.in_numbered_table or bool(caption)
        for cell in table.cells:
            if table.has_blocks:
                self._inside(cell, context="table")
            else:
                self._add(cell, "table")
        self.in_numbered_table = outer
        return after

    def _find_table(self, lines: Stretch, index: int) -> tuple[list[Line], Table, int] | None:
        """Return the lines of a table's caption, the table, and the line after both; None where no table stands."""
        if _CAPTION.match(lines.at(index).text):
            end = self._caption_end(lines, index)
            table = tables.find(lines, lines.skip_blank(end))
            return (lines[index:end], table, table.after) if table else None
        table = tables.find(lines, index)
        if table is None:
            return None
        below = lines.skip_blank(table.after)
        if not _CAPTION.match(lines.at(below).text):
            return [], table, table.after
        end = self._caption_end(lines, below)
        return lines[below:end], table, end

    def _caption_end(self, lines: Stretch, index: int) -> int:
        """A caption is a paragraph, but its attributes end it."""
        end = self._paragraph_end(lines, index)
        text = ""
        for after in range(index, end):
            text += f"\n{lines[after].text}"
            ending = _CAPTION_END.search(text)
            if ending and ending[0].strip():
                return after + 1
        return end


def _rest(lines: Sequence[Line], offset: int) -> list[Line]:
    """Return what is left of some lines from an offset in their text."""
    for index, line in enumerate(lines):
        if offset <= len(line.text):
            return [line.cut(offset), *lines[index + 1 :]]
        offset -= len(line.text) + 1
    return []


def _is_left(line: Line) -> bool:
    """Whether a line stands at the left margin, where it belongs to no note or item above it."""
    return not line.is_blank and not line.is_indented


def _columns(text: str, first: int) -> int:
    """Return how many columns the space takes that opens a text, where a tab reaches to the next fourth."""
    column = first
    for character in text:
        if character not in " \t":
            break
        column += 4 - column % 4 if character == "\t" else 1
    return column - first


def _bullet(line: str) -> int | None:
    found = _BULLET.match(line)
    return found.end() if found and not _RULE.fullmatch(line) else None


def _ordered(line: str) -> int | None:
    found = _ORDERED.match(line)
    if found is None:
        return None
    # "B. Smith" is a name: one capital letter and a full stop ask for two spaces.
    is_initial = found[1] is not None and found[1].isupper() and len(found[1]) == 1
    return None if is_initial and line[found.end() + 1 : found.end() + 2].strip(" \t") else found.end()


def _definition(line: str) -> int | None:
    found = _DEFINITION.match(line)
    return found.end() if found else None


def _starts_item(line: str) -> bool:
    return any(marker(line) is not None for marker in (_bullet, _ordered, _definition))
