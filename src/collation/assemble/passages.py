"""Where the prose of a Markdown text stands: its blocks as pandoc reads them, down to the passages that hold inlines.

A paragraph, a heading, a cell of a table and a caption are passages; code, metadata and link definitions hold none.
The markers of lists and quotes are no part of a passage, so a passage may lie in pieces in its file.

The kinds of block are tried in pandoc's order.  Each function returns the line after its block, or None where the lines
are no such block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from collation.diagnostics import cells
from collation.model import Context

HIDDEN = "\0"
"""Stands for every character of what is no prose: code, math, tags, addresses, comments."""

ESCAPED_OPENING, ESCAPED_CLOSING = "\1", "\2"
"""What stands for a bracket after a backslash, which the author wants printed: it opens no citation or link."""

ATTRIBUTES = (
    r"\{\s*(?:(?:\#[\w:.-]+|\.[^\W\d_][\w:.-]*|-|"
    r"[^\W\d_][\w:.-]*=(?:\"[^\"]*\"|'[^']*'|[^\s}\"']*))\s*)*\}"
)
"""The attributes of a heading, a span or a caption, as a pattern: `{#fig-name .class width=50%}`."""

_DEEPEST = 40
"""Lists and quotes nested deeper than this are read as paragraphs: no author writes them, a hostile file may."""

_INLINE = re.compile(
    r"""
    (?P<escape>\\(?:[^\w\n]|_))
  | (?P<ticks>`++)(?:[^`]|(?!(?P=ticks)(?!`))`++)+?(?P=ticks)(?!`)(?:\{[^{}\n]*\})?
  | \$\$[\s\S]+?\$\$
  | \$(?!\s)(?:\\[\s\S]|[^\\$\s]|\s++(?!\$))++\$(?!\d)
  | <[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>
  | <[^\s<>@]+@[^\s<>@]+>
  | </?[A-Za-z][\w:-]*(?:\s++[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/?>
    """,
    re.VERBOSE,
)
# What may stand anywhere, so that it is sought before any block: comments, but not those that code shows.
_COMMENT = re.compile(
    r"""
    ^\ {0,3}(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:[\s\S]*?\n)??\ {0,3}(?P=fence)[`~]*[ \t]*$
  | (?P<ticks>`++)(?:(?!\n[ \t]*\n)[^`]|(?!(?P=ticks)(?!`))`++)+?(?P=ticks)(?!`)
  | \\[^\w\s]
  | (?P<comment><!--[\s\S]*?-->)
    """,
    re.VERBOSE | re.MULTILINE,
)
_FENCE = re.compile(
    rf" {{0,3}}(?P<fence>`{{3,}}|~{{3,}})[ \t]*(?:\{{[ \t]*=[\w-]+[ \t]*\}}|[^`{{}}\s]*[ \t]*(?:{ATTRIBUTES})?)[ \t]*"
)
_FENCE_END = re.compile(r"(`{3,}|~{3,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"[ \t]*(?P<mark>[*_-])(?:[ \t]*(?P=mark)){2,}[ \t]*")
_BULLET = re.compile(r" {0,3}[*+-](?=[ \t]|$)")
_ROMAN = r"(?=\w)m*(?:cm)?d?(?:cd)?c*(?:xc)?l?(?:xl)?x*(?:ix)?v?(?:iv)?i*"
_NUMBER = rf"(?:\d+|\#|[A-Za-z]|{_ROMAN}|{_ROMAN.upper().replace('W', 'w')})"
_ORDERED = re.compile(rf" {{0,3}}(?!p\.[ \t]\d)(?:\(({_NUMBER})\)|({_NUMBER})\)|({_NUMBER})\.)(?=[ \t]|$)")
_DEFINITION = re.compile(r" {0,3}[:~](?=[ \t]|$)")
_DIV = re.compile(rf":{{3,}}[ \t]*(?:{ATTRIBUTES}|[^\s:{{]\S*)[ \t]*:*[ \t]*")
_DIV_END = re.compile(r":{3,}[ \t]*")
_HEADING = re.compile(r"#+(?=[ \t]|$)")
# Attributes right after a bracket belong to it, not to the heading or caption that it ends.
_HEADING_END = re.compile(rf"[ \t]*#*[ \t]*(?:(?<!\]){ATTRIBUTES})?[ \t]*\Z")
_CAPTION = re.compile(r" {0,3}(?::(?![!-/:-@\[-`{-~\u3000-\u303f\uff01-\uff0f])|[Tt]able:)")
_CAPTION_ATTRIBUTES = re.compile(rf"(?<!\]){ATTRIBUTES}[ \t]*\Z")
_CAPTION_END = re.compile(rf"\s*(?:(?<!\]){ATTRIBUTES})?\s*\Z")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_BLOCK_TAG = re.compile(
    rf" {{0,3}}(?:</?(?:address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dir|div|dl|dt|"
    r"fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hgroup|hr|html|li|main|menu|meta|nav|noframes|ol|"
    rf"output|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)(?:\s[^<>]*)?/?>|{HIDDEN}+)[ \t]*",
    re.IGNORECASE,
)
_VERBATIM = re.compile(r" {0,3}<(pre|script|style|textarea)\b", re.IGNORECASE)
_DELIMITERS = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_DASHES = re.compile(r" {0,3}-+(?:[ \t]+-+)*[ \t]*")
_TABLE_END = re.compile(r"-[ \t]*(?:\n[ \t>]*(?:\n|\Z)|\Z)")
_GRID = re.compile(r" {0,3}\+(?:[-=:]+\+)+[ \t]*")
_QUOTE = re.compile(r" {0,3}> ?")
_LINE_BLOCK = re.compile(r"\|(?= |$)")
_NOTE = re.compile(r" {0,3}\[\^([^\s\^\[\]]+)\]:")
_NOTE_MARK = re.compile(r" {0,3}\[\^[^\s\^\[\]]+\]")
_LINK_DEFINITION = re.compile(
    r" {0,3}\[(?!\^[^\s\^\[\]]+\])((?:[^\[\]]|\[[^\[\]]*\])+)\]:[ \t]*\n?[ \t]*(?!\[)"
    r"(?:<[^<>\n]*>|(?![\"'({])\S+(?:[ \t]+(?![\"'({\[])\S+)*)?"
    r"(?:[ \t]*\n?[ \t]*(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?"
    rf"[ \t]*\n?[ \t]*(?:{ATTRIBUTES})?[ \t]*$",
    re.MULTILINE,
)
_LONGEST_DEFINITION = 4
"""The lines of a link definition: label, address, title and attributes may have one each."""

_CITED_LABEL = re.compile(r"(?<![\w.])@[\w{]")

_Span = tuple[int, int]
_Lines = list[_Span]
_Table = tuple[int, list[_Lines]]
"""The line after a table, and the lines of each of its cells."""


@dataclass(frozen=True)
class Passage:
    """A run of prose that pandoc reads as one, its lines joined, and where each line stands in the file."""

    text: str
    places: tuple[int, ...]
    context: Context
    is_paragraph: bool = False

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts = [0]
        for line in self.text.split("\n")[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        return tuple(starts)

    def place(self, offset: int) -> int:
        """Return where in the file a character of the passage stands."""
        line = bisect_right(self._starts, offset) - 1
        return self.places[line] + offset - self._starts[line]


@dataclass
class Prose:
    """All passages of a text in the order in which a reader meets them, those of each footnote apart.

    `labels` are the names that link definitions define: `[name]` is then a link.
    """

    passages: list[Passage] = field(default_factory=list)
    notes: dict[str, list[Passage]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)


def read(text: str) -> Prose:
    """Find the passages of a Markdown text whose line ends are line feeds."""
    return _Blocks(_hide_comments(text)).run()


def label_key(label: str) -> str:
    """Return the form of a link's label in which two labels are compared."""
    return " ".join(label.lower().split())


def hide(text: str) -> str:
    """Hide the code, math, tags and addresses of a passage, and the escapes of all but brackets; keep every offset."""

    def hidden(found: re.Match[str]) -> str:
        if found["escape"]:
            bracket = found["escape"][1]
            return HIDDEN + (
                ESCAPED_OPENING if bracket in "[［【〔" else ESCAPED_CLOSING if bracket in "]］】〕" else HIDDEN
            )
        return re.sub(r"[^\n]", HIDDEN, found[0])

    return _INLINE.sub(hidden, text)


def _hide_comments(text: str) -> str:
    # Only what comes before the last end of a comment can be one: a file of openings alone must not cost a search each.
    end = text.rfind("-->") + 3

    def hidden(found: re.Match[str]) -> str:
        return HIDDEN * len(found[0]) if found["comment"] else found[0]

    return _COMMENT.sub(hidden, text[:end]) + text[end:] if end >= 7 else text


class _Blocks:
    def __init__(self, text: str) -> None:
        self.text = text
        self.prose = Prose()
        self.context: Context = "body"
        self.in_list = False
        self.depth = 0
        self.open_divs = 0
        self.fence_ends = [(found.start(1), found[1][0], len(found[1])) for found in _FENCE_END.finditer(text)]
        self.last_table_end = max((found.start() for found in _TABLE_END.finditer(text)), default=-1)
        self.kinds: tuple[Callable[[_Lines, int], int | None], ...] = (
            self._fenced_code,
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
        )

    def run(self) -> Prose:
        self._read(list(self._split(0, len(self.text))))
        return self.prose

    def _split(self, start: int, end: int) -> Iterator[_Span]:
        for line in self.text[start:end].split("\n"):
            yield start, start + len(line)
            start += len(line) + 1

    def _read(self, lines: _Lines) -> None:
        index = 0
        while index < len(lines):
            index = self._block(lines, index)

    def _block(self, lines: _Lines, index: int) -> int:
        if self._is_blank(lines, index):
            return index + 1
        if self.depth < _DEEPEST:
            for kind in self.kinds:
                after = kind(lines, index)
                if after is not None:
                    return after
        return self._paragraph(lines, index)

    def _inside(self, lines: _Lines, *, context: Context | None = None, in_list: bool = False) -> None:
        """Read the blocks that a container holds, its own markers already taken off the lines."""
        outer = self.context, self.in_list
        self.context, self.in_list = context or self.context, in_list or self.in_list
        self.depth += 1
        self._read(lines)
        self.depth -= 1
        self.context, self.in_list = outer

    # --- lines ---------------------------------------------------------------------------------------------------

    def _line(self, lines: _Lines, index: int) -> str:
        return self.text[slice(*lines[index])] if index < len(lines) else ""

    def _is_blank(self, lines: _Lines, index: int) -> bool:
        return not self._line(lines, index).strip(" \t")

    def _skip_blank(self, lines: _Lines, index: int) -> int:
        while index < len(lines) and self._is_blank(lines, index):
            index += 1
        return index

    def _unindented(self, span: _Span, width: int) -> _Span | None:
        """Return a line without that much indentation, or None where it has less."""
        start, end = span
        column = 0
        while column < width and start < end and self.text[start] in " \t":
            column += 4 - column % 4 if self.text[start] == "\t" else 1
            start += 1
        return (start, end) if column >= width else None

    def _is_code_indent(self, lines: _Lines, index: int) -> bool:
        return self._line(lines, index).startswith(("    ", "\t"))

    def _add(
        self,
        lines: Sequence[_Span],
        context: Context | None = None,
        *,
        without: re.Pattern[str] | None = None,
        is_paragraph: bool = False,
    ) -> None:
        """Note a passage; `without` matches what ends it and is no prose."""
        texts, places = [], []
        for start, end in lines:
            line = self.text[start:end]
            places.append(start + len(line) - len(line.lstrip(" \t")))
            texts.append(line.strip(" \t"))
        text = "\n".join(texts)
        if without and (ending := without.search(text)):
            text = text[: ending.start()]
        if text:
            self.prose.passages.append(Passage(text, tuple(places), context or self.context, is_paragraph))

    # --- paragraphs ----------------------------------------------------------------------------------------------

    def _paragraph(self, lines: _Lines, index: int) -> int:
        end = self._paragraph_end(lines, index)
        self._add(lines[index:end], is_paragraph=True)
        return end

    def _paragraph_end(self, lines: _Lines, index: int) -> int:
        index += 1
        while index < len(lines) and not self._interrupts(lines, index):
            index += 1
        return index

    def _interrupts(self, lines: _Lines, index: int) -> bool:
        """Whether a line ends the paragraph before it; no heading, quote or list does so without a blank line."""
        line = self._line(lines, index)
        return (
            not line.strip(" \t")
            or (self.in_list and _starts_item(line))
            or (line.lstrip(" ").startswith("```") and self._fenced_code(lines, index) is not None)
            or self._ends_div(line)
            or (line.lstrip(" ").startswith("<") and _BLOCK_TAG.match(line) is not None)
        )

    def _ends_div(self, line: str) -> bool:
        return self.open_divs > 0 and _DIV_END.fullmatch(line) is not None

    # --- what holds no prose -------------------------------------------------------------------------------------

    def _fenced_code(self, lines: _Lines, index: int) -> int | None:
        opening = _FENCE.fullmatch(self._line(lines, index))
        if opening is None:
            return None
        mark, size = opening["fence"][0], len(opening["fence"])
        first = bisect_right(self.fence_ends, (lines[index][1], "~", 0))
        for place, other, length in self.fence_ends[first:]:
            if place >= lines[-1][1]:
                break
            if other == mark and length >= size:
                line = bisect_right(lines, (place, len(self.text))) - 1
                before = self.text[lines[line][0] : place]
                if line > index and len(before) < 4 and not before.strip(" "):
                    return line + 1
        return None

    def _metadata(self, lines: _Lines, index: int) -> int | None:
        if self._line(lines, index).rstrip(" \t") != "---" or self._is_blank(lines, index + 1):
            return None
        for end in range(index + 1, len(lines)):
            if self._line(lines, end).rstrip(" \t") in ("---", "..."):
                return end + 1
        return None

    def _verbatim(self, lines: _Lines, index: int) -> int | None:
        opening = _VERBATIM.match(self._line(lines, index))
        if opening is None:
            return None
        closing = re.compile(rf"</{opening[1]}\s*>", re.IGNORECASE)
        for end in range(index, len(lines)):
            found = closing.search(self.text, *lines[end])
            if found:
                lines[end] = (found.end(), lines[end][1])
                return end
        return None

    def _block_tag(self, lines: _Lines, index: int) -> int | None:
        """A tag such as `<div>`, or a comment: the next block begins right after it."""
        found = _BLOCK_TAG.match(self._line(lines, index))
        if found is None:
            return None
        start, end = lines[index]
        lines[index] = (start + found.end(), end)
        return index

    def _indented_code(self, lines: _Lines, index: int) -> int | None:
        if not self._is_code_indent(lines, index):
            return None
        end = index
        while end < len(lines) and self._is_code_indent(lines, end):
            index = end + 1
            end = self._skip_blank(lines, index)
        return index

    def _rule(self, lines: _Lines, index: int) -> int | None:
        return index + 1 if _RULE.fullmatch(self._line(lines, index)) else None

    def _link_definition(self, lines: _Lines, index: int) -> int | None:
        line = self._line(lines, index)
        if not line.lstrip(" ").startswith("["):
            return None
        most = lines[index : index + _LONGEST_DEFINITION]
        end = self._paragraph_end(most, 0)
        found = _LINK_DEFINITION.match("\n".join(self._line(most, at) for at in range(end)))
        if found is None or _CITED_LABEL.search(found[1]):
            return None
        self.prose.labels.add(label_key(found[1]))
        return index + found[0].count("\n") + 1

    # --- containers ----------------------------------------------------------------------------------------------

    def _div(self, lines: _Lines, index: int) -> int | None:
        line = self._line(lines, index)
        if self._ends_div(line):
            self.open_divs -= 1
        elif _DIV.fullmatch(line):
            self.open_divs += 1
        else:
            return None
        return index + 1

    def _quote(self, lines: _Lines, index: int) -> int | None:
        if not _QUOTE.match(self._line(lines, index)):
            return None
        held = []
        while index < len(lines):
            start, end = lines[index]
            marker = _QUOTE.match(self._line(lines, index))
            if marker is None and self._interrupts(lines, index):
                break
            held.append((start + marker.end() if marker else start, end))
            index += 1
        self._inside(held)
        return index

    def _note(self, lines: _Lines, index: int) -> int | None:
        label = _NOTE.match(self._line(lines, index))
        if label is None:
            return None
        held = [(lines[index][0] + label.end(), lines[index][1])]
        index += 1
        is_after_blank = False
        while index < len(lines):
            line = self._line(lines, index)
            is_indented = self._is_code_indent(lines, index)
            if not line.strip(" \t"):
                is_after_blank = True
            elif (is_after_blank and not is_indented) or _NOTE_MARK.match(line) or self._ends_div(line):
                break
            else:
                is_after_blank = False
            start, end = lines[index]
            held.append((start + (1 if line.startswith("\t") else 4) if is_indented else start, end))
            index += 1
        outer, self.prose.passages = self.prose.passages, []
        self._inside(held, context="footnote")
        self.prose.notes[label[1]] = self.prose.passages
        self.prose.passages = outer
        return index

    # --- lists ---------------------------------------------------------------------------------------------------

    def _bullet_list(self, lines: _Lines, index: int) -> int | None:
        return self._list(lines, index, _bullet)

    def _ordered_list(self, lines: _Lines, index: int) -> int | None:
        return self._list(lines, index, _ordered)

    def _definition_list(self, lines: _Lines, index: int) -> int | None:
        first = index + 1
        if self._is_blank(lines, first):
            first += 1
            if first < len(lines) and self._find_table(lines, first):
                return None  # what follows is the caption of a table
        if not _DEFINITION.match(self._line(lines, first)):
            return None
        self._add(lines[index : index + 1])
        return self._list(lines, first, _definition)

    def _list(self, lines: _Lines, index: int, marker: Callable[[str], int | None]) -> int | None:
        start = marker(self._line(lines, index))
        if start is None:
            return None
        while start is not None:
            index = self._item(lines, index, start)
            following = self._skip_blank(lines, index)
            start = marker(self._line(lines, following))
            index = index if start is None else following
        return index

    def _item(self, lines: _Lines, index: int, marker: int) -> int:
        """Read one item, whose marker takes `marker` characters, and return the line after it."""
        start, end = lines[index]
        rest = self.text[start + marker : end]
        text = rest.lstrip(" \t")
        gap = _columns(rest, marker)
        if text and gap <= 4:
            width, held = marker + gap, [(end - len(text), end)]
        else:  # what stands further to the right is code inside the item
            width, held = marker + 1, [(min(start + marker + 1, end), end)]
        index += 1
        blank: _Lines = []
        while index < len(lines):
            line = self._line(lines, index)
            inner = self._unindented(lines[index], width)
            if not line.strip(" \t"):
                blank.append(lines[index])
            elif self._ends_div(line) or (inner is None and (blank or self._ends_item(lines, index))):
                break
            else:
                held.extend((*blank, inner or lines[index]))
                blank = []
            index += 1
        self._inside(held, in_list=True)
        return index - len(blank)

    def _ends_item(self, lines: _Lines, index: int) -> bool:
        line = self._line(lines, index)
        return _starts_item(line) or (
            _FENCE.fullmatch(line) is not None and self._fenced_code(lines, index) is not None
        )

    # --- headings and tables -------------------------------------------------------------------------------------

    def _heading(self, lines: _Lines, index: int) -> int | None:
        line = self._line(lines, index)
        start, end = lines[index]
        opening = _HEADING.match(line)
        if opening:
            self._add([(start + opening.end(), end)], "heading", without=_HEADING_END)
            return index + 1
        if _UNDERLINE.fullmatch(self._line(lines, index + 1)):
            self._add([(start, end)], "heading", without=_CAPTION_END)
            return index + 2
        return None

    def _line_block(self, lines: _Lines, index: int) -> int | None:
        if not _LINE_BLOCK.match(self._line(lines, index)):
            return None
        while _LINE_BLOCK.match(self._line(lines, index)):
            start, end = lines[index]
            held = [(start + 1, end)]
            index += 1
            while self._line(lines, index).startswith(" "):
                held.append(lines[index])
                index += 1
            self._add(held)
        return index

    def _table(self, lines: _Lines, index: int) -> int | None:
        """A table with its caption, which is printed above it wherever it is written."""
        found = self._find_table(lines, index)
        if found is None:
            return None
        caption, body, held, after = found
        if caption:
            start, end = caption[0]
            opening = _CAPTION.match(self.text, start, end)
            assert opening is not None
            self._add([(opening.end(), end), *caption[1:]], "caption", without=_CAPTION_END)
        for cell in held:
            if _GRID.fullmatch(self._line(lines, body)):  # the only table whose cells hold blocks
                self._inside(cell, context="table")
            else:
                self._add(cell, "table")
        return after

    def _find_table(self, lines: _Lines, index: int) -> tuple[_Lines, int, list[_Lines], int] | None:
        """Return a table's caption, its first line, its cells, and the line after all; None where no table stands."""
        caption: _Lines = []
        if _CAPTION.match(self._line(lines, index)):
            end = self._caption_end(lines, index)
            caption, index = lines[index:end], self._skip_blank(lines, end)
        for kind in (self._pipe_table, self._dashed_table, self._grid_table):
            found = kind(lines, index)
            if found:
                after, held = found
                below = self._skip_blank(lines, after)
                if not caption and _CAPTION.match(self._line(lines, below)):
                    after = self._caption_end(lines, below)
                    caption = lines[below:after]
                return caption, index, held, after
        return None

    def _caption_end(self, lines: _Lines, index: int) -> int:
        """A caption is a paragraph, but its attributes end it."""
        end = self._paragraph_end(lines, index)
        for after in range(index + 1, end):
            if _CAPTION_ATTRIBUTES.search("\n".join(self._line(lines, at) for at in range(index, after))):
                return after
        return end

    def _pipe_table(self, lines: _Lines, index: int) -> _Table | None:
        delimiters = self._line(lines, index + 1)
        if not _DELIMITERS.fullmatch(delimiters) or not ("|" in delimiters or "+" in delimiters):
            return None
        columns = len(re.findall(r"-+", delimiters))
        cells: list[_Lines] = []
        row = index
        while row < len(lines) and "|" in self._line(lines, row):
            cells.extend(self._pipe_row(lines[row])[:columns])
            row = index + 2 if row == index else row + 1
        return (row, cells) if row > index else None

    def _pipe_row(self, span: _Span) -> list[_Lines]:
        start, end = span
        line = hide(self.text[start:end])
        place = start + len(line) - len(line.lstrip(" \t"))
        place += self.text.startswith("|", place)
        cells: list[_Lines] = []
        for cell in line[place - start :].split("|"):
            cells.append([(place, place + len(cell))])
            place += len(cell) + 1
        return cells

    def _dashed_table(self, lines: _Lines, index: int) -> _Table | None:
        """A simple table, whose rows are lines, or a multiline one, whose rows are set apart by blank lines."""
        is_ruled = self._is_dashes(lines, index) and not self._is_blank(lines, index + 1)
        if is_ruled:
            rule = index + 1
            while rule < len(lines) and not self._is_dashes(lines, rule):
                rule += 1
            rows = self._rows(lines, rule + 1, is_multiline=True)
            if rows:
                return self._cells(lines, rule, [range(index + 1, rule), *rows[1]], rows[0])
            rows = self._rows(lines, index + 1, is_multiline=False)
            if rows and self._is_dashes(lines, rows[0] - 1):
                return self._cells(lines, index, rows[1], rows[0])
        if self._is_dashes(lines, index + 1):
            rows = self._rows(lines, index + 2, is_multiline=False)
            if rows:
                return self._cells(lines, index + 1, [range(index, index + 1), *rows[1]], rows[0])
        if is_ruled:
            rows = self._rows(lines, index + 1, is_multiline=True)
            if rows:
                return self._cells(lines, index, rows[1], rows[0])
        return None

    def _is_dashes(self, lines: _Lines, index: int) -> bool:
        return _DASHES.fullmatch(self._line(lines, index)) is not None

    def _rows(self, lines: _Lines, index: int, *, is_multiline: bool) -> tuple[int, list[range]] | None:
        """Return the line after the rows that begin here, their lower rule included, and the lines of each row."""
        if index >= len(lines) or (is_multiline and lines[index][0] > self.last_table_end):
            return None
        rows: list[range] = []
        first = index
        while index < len(lines):
            is_blank = self._is_blank(lines, index)
            if self._is_dashes(lines, index) and self._is_blank(lines, index + 1):
                break
            if is_blank and not is_multiline:
                return (index, rows) if rows else None
            if is_blank:
                rows.append(range(first, index))
                index = first = self._skip_blank(lines, index)
                continue
            index += 1
            if not is_multiline:
                rows.append(range(index - 1, index))
        if is_multiline and index > first:
            rows.append(range(first, index))
        if index >= len(lines):
            return (index, rows) if rows and not is_multiline else None
        return (index + 1, rows) if rows else None

    def _cells(self, lines: _Lines, rule: int, rows: list[range], after: int) -> _Table:
        starts = [found.start() for found in re.finditer(r"-+", self._line(lines, rule))]
        found: list[_Lines] = []
        for row in rows:
            pieces = [self._cut(lines[at], starts) for at in row]
            found.extend([piece[column] for piece in pieces] for column in range(len(starts)))
        return after, found

    def _cut(self, span: _Span, starts: Sequence[int]) -> list[_Span]:
        """Cut a line into columns that start at these cells of a terminal, as an author lines them up."""
        start, end = span
        edges = []
        width, place = 0, start
        for column in starts:
            while width < column and place < end:
                width += cells(self.text[place])
                place += 1
            edges.append(place)
        return list(zip(edges, [*edges[1:], end], strict=True))

    def _grid_table(self, lines: _Lines, index: int) -> _Table | None:
        border = self._line(lines, index)
        if not _GRID.fullmatch(border):
            return None
        after = index
        while self._line(lines, after).lstrip(" ").startswith(("+", "|")):
            after += 1
        if not _GRID.fullmatch(self._line(lines, after - 1)):
            return None
        starts = [found.end() for found in re.finditer(r"\+", border)]
        found: list[_Lines] = []
        row: list[Sequence[_Span]] = []
        for at in range(index + 1, after):
            if _GRID.fullmatch(self._line(lines, at)):
                found.extend([piece[column] for piece in row] for column in range(len(starts) - 1))
                row = []
            else:
                row.append(self._grid_row(lines[at], starts))
        return after, found

    def _grid_row(self, span: _Span, starts: Sequence[int]) -> list[_Span]:
        """Cut a line at its bars; where it has others than its columns ask for, at the places of the columns."""
        bars = [place for place in range(*span) if self.text[place] == "|"]
        if len(bars) == len(starts):
            return [(left + 1, right) for left, right in pairwise(bars)]
        return [(start, max(start, end - 1)) for start, end in self._cut(span, starts)]


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
    is_initial = found[3] is not None and found[3].isupper() and len(found[3]) == 1
    return None if is_initial and line[found.end() + 1 : found.end() + 2].strip(" \t") else found.end()


def _definition(line: str) -> int | None:
    found = _DEFINITION.match(line)
    return found.end() if found else None


def _starts_item(line: str) -> bool:
    return any(marker(line) is not None for marker in (_bullet, _ordered, _definition))
