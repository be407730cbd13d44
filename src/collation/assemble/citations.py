"""Where every citation of a Markdown text stands: the scanner that knows places.

pandoc knows what is a citation but not where it is; this scanner knows where but follows pandoc's rules by its own
reading.  `markdown` requires, in every build, that both see the same clusters in the same order.

The scanner works on a copy of the text of the same length in which everything that is no prose (code, math, comments,
tags, addresses) is blanked out, so that an offset in the copy is an offset in the author's file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from collation.assemble import numbers
from collation.model import Context

CROSS_REFERENCE = re.compile(r"(?:fig|tbl|sec|eq)[-:]")
"""What the identifier of a figure, table, section or equation starts with; any other `@name` is a citekey."""

_BLANK = "\0"
_ESCAPED_OPEN, _ESCAPED_CLOSE = "\1", "\2"
_PARAGRAPH = r"(?:(?!\n[ \t]*\n)[\s\S])"

_KEY = re.compile(r"(?:[^\W_]|[_*])(?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*")
_BRACED_KEY = re.compile(r"\{([^{}\s]+)\}")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
_LINK_SOURCE = re.compile(r"\((?:[^()\n]|\n(?![ \t]*\n)|\([^()\n]*\))*\)")

_INLINE = re.compile(
    rf"""
    (?P<escape>\\[\s\S])
  | (?P<code>(?<!`)(?P<ticks>`+)(?!`){_PARAGRAPH}+?(?<!`)(?P=ticks)(?!`)(?:\{{[^{{}}\n]*\}})?)
  | (?P<display>\$\${_PARAGRAPH}+?\$\$)
  | (?P<math>\$(?![\s$])(?:\\[\s\S]|(?!\n[ \t]*\n)[^\\$])*?(?<![\s\\])\$(?!\d))
  | (?P<autolink><[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>|<[^\s<>@]+@[^\s<>@]+>)
  | (?P<tag></?[A-Za-z][^<>]*>)
    """,
    re.VERBOSE,
)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\n]*)$")
_COMMENT = re.compile(r"<!--[\s\S]*?-->")
_LINK_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n^@][^\]\n]*)\]:[ \t]*\S", re.MULTILINE)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_HEADING_ATTRIBUTES = re.compile(r"^(#{1,6}[ \t][^\n]*?)(\{[^{}\n]*\})[ \t]*$", re.MULTILINE)
_CAPTION = re.compile(r"^(?:[Tt]able)?:[ \t]")
_LIST_ITEM = re.compile(r"^[ \t]*(?:[-+*]|\(?(?:\d+|[A-Za-z]|#)[.)])[ \t]")


@dataclass(frozen=True)
class SeenItem:
    """One `@name` of a cluster, or one number, and where it stands."""

    name: str
    mode: str
    offset: int
    length: int


@dataclass(frozen=True)
class Seen:
    """One cluster as the scanner sees it.

    `mode` of an item is that of pandoc: N in brackets, A narrative, S with the author suppressed; `#` for a typed number.
    A literal group was escaped by the author (`\\[10\\]`) and is not a citation.
    """

    offset: int
    length: int
    items: tuple[SeenItem, ...]
    context: Context = "body"
    is_literal: bool = False

    @property
    def signature(self) -> tuple[tuple[str, str], ...]:
        """What must be the same in pandoc's reading."""
        return tuple((item.name, item.mode) for item in self.items)


@dataclass(frozen=True)
class Stray:
    """Something that looks like a citation and would be printed as it stands."""

    offset: int
    length: int
    kind: str


@dataclass
class Scan:
    """All that the scanner found in one file, clusters in the order in which a reader meets them."""

    clusters: list[Seen] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)


def scan(text: str) -> Scan:
    """Find every citation cluster and cross-reference of a Markdown text, and what only looks like one."""
    text = text.replace("\r\n", "\n\r")  # same length; the line feed first, so that line ends are line feeds
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.link_labels: set[str] = set()
        self.prose = self._mask_blocks(text)
        self.link_labels = {" ".join(found[1].lower().split()) for found in _LINK_DEFINITION.finditer(self.prose)}
        self.prose = self._mask_definitions(self.prose)
        self.prose = _mask_inlines(self.prose)
        self.table_lines = _table_lines(self.prose)
        self.found = Scan()

    # --- blanking out what is no prose ---------------------------------------------------------------------------

    def _mask_blocks(self, text: str) -> str:
        """Blank out metadata, fenced and indented code, and comments."""
        lines = text.split("\n")
        fence = ""
        in_metadata = in_list = False
        is_after_blank = True
        for index, line in enumerate(lines):
            content = line.strip("\r \t")
            if in_metadata:
                in_metadata = content not in ("---", "...")
                lines[index] = _BLANK * len(line)
                continue
            if fence:
                if re.fullmatch(rf"{re.escape(fence[0])}{{{len(fence)},}}", content) and _indent(line) < 4:
                    fence = ""
                lines[index] = _BLANK * len(line)
                continue
            if content == "---" and is_after_blank and _closes_metadata(lines, index):
                in_metadata = True
                lines[index] = _BLANK * len(line)
                continue
            opening = _FENCE.match(line.rstrip("\r"))
            if opening and not (opening[1][0] == "`" and "`" in opening[2]) and _is_closed(lines, index, opening[1]):
                fence = opening[1]
                lines[index] = _BLANK * len(line)
                continue
            if content:
                if _indent(line) >= 4 and is_after_blank and not in_list:
                    lines[index] = _BLANK * len(line)
                    continue  # the next indented line is code as well
                if _LIST_ITEM.match(line) or _FOOTNOTE.match(line):
                    in_list = True
                elif _indent(line) == 0 and is_after_blank:
                    in_list = False
                is_after_blank = False
            else:
                is_after_blank = True
        masked = "\n".join(lines)
        return _COMMENT.sub(lambda found: _blank(found[0]), masked)

    def _mask_definitions(self, prose: str) -> str:
        """Blank out link definitions, and the attributes of headings."""
        prose = re.sub(_LINK_DEFINITION.pattern + r"[^\n]*", lambda found: _blank(found[0]), prose, flags=re.MULTILINE)
        return _HEADING_ATTRIBUTES.sub(lambda found: found[1] + _blank(found[0][len(found[1]) :]), prose)

    # --- reading -------------------------------------------------------------------------------------------------

    def scan(self) -> Scan:
        notes = self._footnotes()
        body: list[Seen] = []
        position = 0
        for start, end, _ in notes:
            body.extend(self._read(position, start))
            position = end
        body.extend(self._read(position, len(self.prose)))
        contents = {
            label: [replace(seen, context="footnote") for seen in self._read(start, end)] for start, end, label in notes
        }
        self.found.clusters = self._with_captions_first(self._with_footnotes(body, contents))
        return self.found

    def _footnotes(self) -> list[tuple[int, int, str]]:
        """Return where each footnote's text stands: from its label to the next line that does not belong to it."""
        notes = []
        for label in _FOOTNOTE.finditer(self.prose):
            end = label.end()
            is_after_blank = False
            while end < len(self.prose):
                stop = self.prose.find("\n", end)
                stop = len(self.prose) if stop == -1 else stop
                following = self.prose[stop + 1 : (self.prose + "\n").find("\n", stop + 1)]
                if stop == len(self.prose):
                    end = stop
                    break
                if not following.strip("\r \t"):
                    is_after_blank = True
                elif _FOOTNOTE.match(following) or (is_after_blank and _indent(following) < 4):
                    end = stop
                    break
                else:
                    is_after_blank = False
                end = stop + 1
            notes.append((label.start(), min(end, len(self.prose)), label[1]))
        return notes

    def _with_footnotes(self, body: list[Seen], contents: dict[str, list[Seen]]) -> list[Seen]:
        """Put what a footnote cites where the footnote is called, as a reader meets it."""
        calls = [
            (found.start(), contents[found[1]])
            for found in re.finditer(r"\[\^([^\]\s]+)\](?!:)", self.prose)
            if found[1] in contents
        ]
        placed = [(seen.offset, 1, [seen]) for seen in body] + [(offset, 0, group) for offset, group in calls]
        placed.sort(key=lambda entry: entry[:2])
        return [seen for _, _, group in placed for seen in group]

    def _with_captions_first(self, body: list[Seen]) -> list[Seen]:
        """A table's caption is printed above the table, wherever it is written."""
        ordered: list[Seen] = []
        for seen in body:
            line = self.prose.count("\n", 0, seen.offset)
            table = None if seen.context == "footnote" else self._captioned_table(line)
            if table is None:
                is_cell = seen.context == "body" and line in self.table_lines
                ordered.append(replace(seen, context="table") if is_cell else seen)
                continue
            captioned = replace(seen, context="caption")
            index = next(
                (
                    place
                    for place, other in enumerate(ordered)
                    if other.context == "table" and self.prose.count("\n", 0, other.offset) >= table
                ),
                len(ordered),
            )
            ordered.insert(index, captioned)
        return ordered

    def _captioned_table(self, line: int) -> int | None:
        """Return the first line of the table whose caption, written below it, a line belongs to."""
        lines = self.prose.split("\n")
        first = line
        while first > 0 and lines[first - 1].strip("\r \t") and first - 1 not in self.table_lines:
            first -= 1
        if not _CAPTION.match(lines[first].lstrip()):
            return None
        before = first - 1
        while before >= 0 and not lines[before].strip("\r \t"):
            before -= 1
        if before not in self.table_lines:
            return None
        while before - 1 in self.table_lines:
            before -= 1
        return before

    def _read(self, start: int, end: int) -> Iterator[Seen]:
        """Yield the clusters between two offsets, in the order of the text."""
        position = start
        prose = self.prose
        for match in iter(lambda: _MARK.search(prose, position, end), None):
            at = match.start()
            mark = match[0]
            seen: Seen | None = None
            position = at + 1
            if mark == "@":
                seen, position = self._narrative(at, end)
            elif mark in ("[", _ESCAPED_OPEN, "［", "【", "〔"):
                seen, position = self._bracket(at, end)
            if seen is not None:
                yield replace(seen, context=self._context(seen))

    def _context(self, seen: Seen) -> Context:
        line_start = self.prose.rfind("\n", 0, seen.offset) + 1
        line = self.prose[line_start : line_start + 8]
        if re.match(r" {0,3}#{1,6}[ \t]", line):
            return "heading"
        return seen.context

    def _bracket(self, at: int, end: int) -> tuple[Seen | None, int]:
        prose = self.prose
        if prose[at] == "[":
            before = prose[at - 1] if at else ""
            close = _closing(prose, at, end)
            if close is not None:
                if before == "!":
                    return None, self._image(at, close, end)
                if prose.startswith("[^", at):
                    return None, close + 1
                inline_note = before == "^" and numbers.numbers(prose[at + 1 : close]) is None
                if inline_note:
                    self._stray_note(at, close)
                    return None, at + 1
                if not self._is_link_or_span(at, close, end):
                    items = self._items(at + 1, close)
                    if items is not None:
                        return Seen(at, close + 1 - at, items), close + 1
                    if any(self._item(*part) for part in _split(prose, at + 1, close)):
                        self.found.strays.append(Stray(at, close + 1 - at, "bracket"))
                elif numbers.numbers(prose[at + 1 : close]) is not None:
                    return None, close + 1
        return self._typed(at, end)

    def _stray_note(self, at: int, close: int) -> None:
        if close + 1 < len(self.prose) and self.prose[close + 1] == "^" and "@" in self.prose[at:close]:
            self.found.strays.append(Stray(at - 1, close + 3 - at, "superscript"))

    def _image(self, at: int, close: int, end: int) -> int:
        """An image that is a paragraph of its own has its text as caption; another's text is not printed."""
        source = _LINK_SOURCE.match(self.prose, close + 1, end)
        if source is None:
            return at + 1
        after = source.end()
        attributes = _ATTRIBUTES.match(self.prose, after)
        after = attributes.end() if attributes else after
        self._blank(close + 1, after)
        line_start = self.prose.rfind("\n", 0, at) + 1
        line_end = (self.prose + "\n").find("\n", after)
        is_figure = (
            not self.prose[line_start : at - 1].strip()
            and not self.prose[after:line_end].strip("\0\r \t")
            and not self.prose[: line_start - 1 if line_start else 0].rpartition("\n")[2].strip("\r \t")
            and not (self.prose + "\n\n")[line_end + 1 :].partition("\n")[0].strip("\r \t")
        )
        return at + 1 if is_figure else close + 1

    def _blank(self, start: int, end: int) -> None:
        self.prose = self.prose[:start] + _blank(self.prose[start:end]) + self.prose[end:]

    def _is_link_or_span(self, at: int, close: int, end: int) -> bool:
        """Whether what follows the bracket makes it the text of a link or a span; its own syntax is blanked then."""
        prose = self.prose
        for pattern in (_LINK_SOURCE, _ATTRIBUTES):
            found = pattern.match(prose, close + 1, end)
            if found:
                self._blank(close + 1, found.end())
                return True
        label = " ".join(prose[at + 1 : close].lower().split())
        if label in self.link_labels:
            return True
        if prose.startswith("[", close + 1) and not prose.startswith("[^", close + 1):
            following = _closing(prose, close + 1, end)
            if following is not None:
                if " ".join(prose[close + 2 : following].lower().split()) in self.link_labels:
                    self._blank(close + 1, following + 1)
                    return True
                # pandoc looks no further than the second bracket: the first is then no citation.
                if "@" in prose[at:close]:
                    self.found.strays.append(Stray(at, following + 1 - at, "adjacent"))
                    return True
        return False

    def _items(self, start: int, end: int) -> tuple[SeenItem, ...] | None:
        """Return the items of a bracketed cluster, or None where a part of it has no `@name`."""
        found = []
        for part_start, part_end in _split(self.prose, start, end):
            item = self._item(part_start, part_end)
            if item is None:
                return None
            found.append(item)
            self._nested(item, part_end)
        return tuple(found)

    def _item(self, start: int, end: int) -> SeenItem | None:
        depth = 0
        for at in range(start, end):
            character = self.prose[at]
            if character in "[]":
                depth += 1 if character == "[" else -1
            elif character == "@" and depth == 0 and not self._is_after_string(at, start):
                name = self._name(at, end)
                if name:
                    suppressed = at > start and self.prose[at - 1] == "-" and not self._is_after_string(at - 1, start)
                    return SeenItem(name[0], "S" if suppressed else "N", at, name[1] - at)
        return None

    def _nested(self, item: SeenItem, end: int) -> None:
        for at in range(item.offset + item.length, end):
            if self.prose[at] == "@" and not self._is_after_string(at, item.offset) and self._name(at, end):
                self.found.strays.append(Stray(at, 1, "nested"))

    def _name(self, at: int, end: int) -> tuple[str, int] | None:
        """Return the name after an `@` and where it ends."""
        braced = _BRACED_KEY.match(self.prose, at + 1, end)
        if braced:
            return braced[1], braced.end()
        found = _KEY.match(self.prose, at + 1, end)
        return (found[0], found.end()) if found else None

    def _is_after_string(self, at: int, start: int) -> bool:
        """Pandoc takes no citation right after a letter, a digit or a full stop: an address is not a citation."""
        if at <= start:
            return False
        before = self.prose[at - 1]
        return before.isalnum() or before == "."

    def _narrative(self, at: int, end: int) -> tuple[Seen | None, int]:
        prose = self.prose
        name = self._name(at, end)
        if name is None:
            return None, at + 1
        if self._is_after_string(at, 0):
            self._stray_name(at, name)
            return None, at + 1
        suppressed = (
            at > 0 and prose[at - 1] == "-" and not self._is_after_string(at - 1, 0) and prose[at - 2 : at - 1] != "-"
        )
        first = SeenItem(name[0], "S" if suppressed else "A", at, name[1] - at)
        start = at - 1 if suppressed else at
        follow = re.compile(r"[ \t]*(?:\n[ \t]*(?=\S))?\[(?!\^)").match(prose, name[1], end)
        if follow:
            opening = follow.end() - 1
            close = _closing(prose, opening, end)
            if close is not None and not self._continues(close, end):
                items = self._items(opening + 1, close)
                if items is not None:
                    return Seen(start, close + 1 - start, (first, *items)), close + 1
                rest = self._bare_locator(opening + 1, close)
                if rest is not None:
                    return Seen(start, close + 1 - start, (first, *rest)), close + 1
        return Seen(start, name[1] - start, (first,)), name[1]

    def _continues(self, close: int, end: int) -> bool:
        after = self.prose[close + 1 : close + 2]
        if after == "[":
            return _closing(self.prose, close + 1, end) is not None
        pattern = {"(": _LINK_SOURCE, "{": _ATTRIBUTES}.get(after)
        return pattern is not None and pattern.match(self.prose, close + 1, end) is not None

    def _bare_locator(self, start: int, end: int) -> tuple[SeenItem, ...] | None:
        """`@name [p. 3; @other]`: a locator and perhaps further items; None where it is something else."""
        parts = _split(self.prose, start, end)
        if "@" in self.prose[parts[0][0] : parts[0][1]]:
            return None
        found = []
        for part_start, part_end in parts[1:]:
            item = self._item(part_start, part_end)
            if item is None:
                return None
            found.append(item)
        return tuple(found)

    def _stray_name(self, at: int, name: tuple[str, int]) -> None:
        before = self.prose[at - 1]
        if ord(before) >= 0x2E80:  # after a Chinese character; after a Latin letter it is an address
            self.found.strays.append(Stray(at, name[1] - at, "no-space"))

    def _typed(self, at: int, end: int) -> tuple[Seen | None, int]:
        """Read a group of typed numbers, raised or not."""
        prose = self.prose
        is_escaped = prose[at] == _ESCAPED_OPEN
        window = prose[at : min(end, at + _LONGEST_GROUP)]
        match = numbers.GROUP.match(window.replace(_ESCAPED_OPEN, "[").replace(_BLANK + _ESCAPED_CLOSE, "]" + _BLANK))
        if match is None or "\n\n" in match[0]:
            return None, at + 1
        meant = numbers.numbers(numbers.inner(match))
        if meant is None:
            return None, at + 1
        # The backslash before an escaped bracket is a character of the source, but not of the group.
        start, stop = at - is_escaped, at + match.end() + is_escaped
        before = prose[max(0, start - 80) : start]
        if " ".join(numbers.inner(match).split()) in self.link_labels:
            return None, stop
        if numbers.is_interval(_text_before(before.rpartition("\n\n")[2])):
            return None, stop
        line = prose.count("\n", 0, at)
        if line in self.table_lines:
            cell_before, cell_after = self._cell(start, stop)
            if numbers.is_value_cell(cell_before, cell_after):
                return None, stop
        is_raised = False
        if before.endswith("^") and prose[stop : stop + 1] == "^":
            start, stop, is_raised = start - 1, stop + 1, True
        items = tuple(SeenItem(str(number), "#", at, match.end()) for number in meant)
        return Seen(start, stop - start, items, is_literal=is_escaped and not is_raised), stop

    def _cell(self, at: int, stop: int) -> tuple[str, str]:
        line_start = self.prose.rfind("\n", 0, at) + 1
        line_end = (self.prose + "\n").find("\n", stop)
        before = re.split(r"\||[ \t]{2,}", self.prose[line_start:at])[-1]
        after = re.split(r"\||[ \t]{2,}", self.prose[stop:line_end].rstrip("\r"))[0]
        return before.strip(), after.strip()


_MARK = re.compile(rf"[@\[［【〔{_ESCAPED_OPEN}]")
_LONGEST_GROUP = 4000


def _text_before(before: str) -> str:
    """The run of plain text that ends here: what stands before markup is in another of pandoc's elements."""
    return re.split(r"[*_`\]\[\0\1\2>^]", before[-40:])[-1]


def _blank(text: str) -> str:
    return "".join("\n" if character == "\n" else _BLANK for character in text)


def _indent(line: str) -> int:
    width = 0
    for character in line:
        if character == "\t":
            width += 4 - width % 4
        elif character == " ":
            width += 1
        else:
            break
    return width


def _closes_metadata(lines: list[str], index: int) -> bool:
    following = [line.strip("\r \t") for line in lines[index + 1 :]]
    return bool(following) and bool(following[0]) and ("---" in following or "..." in following)


def _is_closed(lines: list[str], index: int, fence: str) -> bool:
    closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t\r]*")
    return any(closing.fullmatch(line) for line in lines[index + 1 :])


def _mask_inlines(prose: str) -> str:
    def masked(found: re.Match[str]) -> str:
        if found["escape"]:
            escaped = found["escape"][1]
            return _BLANK + {"[": _ESCAPED_OPEN, "]": _ESCAPED_CLOSE, "\n": "\n"}.get(escaped, _BLANK)
        return _blank(found[0])

    return _INLINE.sub(masked, prose)


def _closing(prose: str, at: int, end: int) -> int | None:
    """Return where the bracket that opens at `at` closes, within its paragraph."""
    depth = 0
    for match in re.compile(r"[\[\]]|\n[ \t]*\n").finditer(prose, at, end):
        if match[0] == "[":
            depth += 1
        elif match[0] == "]":
            depth -= 1
            if depth == 0:
                return match.start()
        else:
            return None
    return None


def _split(prose: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a cluster at its semicolons, those of inner brackets left alone."""
    parts, depth, first = [], 0, start
    for at in range(start, end):
        character = prose[at]
        if character in "[]":
            depth += 1 if character == "[" else -1
        elif character == ";" and depth == 0:
            parts.append((first, at))
            first = at + 1
    parts.append((first, end))
    return parts


def _table_lines(prose: str) -> set[int]:
    """Return the numbers of the lines that belong to a table: pipe, grid, simple or multiline."""
    lines = [line.rstrip("\r") for line in prose.split("\n")]
    found: set[int] = set()
    rule = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
    columns = re.compile(r"[ \t]*-+(?:[ \t]+-+)+[ \t]*")
    for index, line in enumerate(lines):
        is_pipe = "|" in line and rule.fullmatch(line) is not None
        if is_pipe or (columns.fullmatch(line) and index and lines[index - 1].strip()):
            found.update((index - 1, index) if index else (index,))
            following = index + 1
            while following < len(lines) and lines[following].strip():
                found.add(following)
                following += 1
        elif re.fullmatch(r"[ \t]*\+(?:[-=:]+\+)+[ \t]*", line):
            following = index
            while following < len(lines) and lines[following].strip():
                found.add(following)
                following += 1
    return found
