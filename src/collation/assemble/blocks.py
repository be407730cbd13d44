"""Where every block and field of a BibTeX file stands, down to the character.

bibtexparser knows the line of an entry but not the column of a value, and gives up on a broken block where parsing
dies, not where the brace opens.  This scanner knows the places; `bibliography` requires that it and bibtexparser read
the same entries.  After a broken block it goes on at the next line that opens an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

FaultKind = Literal["form", "brace", "comma"]
"""What is wrong with a block: a brace or quote that does not match, a comma that is missing, or its form."""

# A block opens anywhere in a line; an @ at the start of a line that opens none was meant to.  A line that starts with %
# is a comment to biber and pandoc, so an entry there was taken out by its author.
_OPENING = re.compile(
    r"(?P<comment>^[ \t]*%[^\n]*|^[ \t]*@[ \t]*comment\b(?!\s*[{(])[^\n]*)"
    r"|@[ \t]*(?P<type>[A-Za-z][\w-]*)\s*(?P<bracket>[{(])"
    r"|^[ \t]*(?P<unopened>@)(?![ \t]*[A-Za-z][\w-]*\s*[{(])[ \t]*(?P<word>[\w-]+|(?=[{(]))",
    re.MULTILINE | re.IGNORECASE,
)
# A line that opens the next block: what a broken block is given up for.
_NEXT = re.compile(
    r"^[ \t]*@[ \t]*(?:(?:string|preamble|comment)\s*[{(]|[A-Za-z][\w-]*\s*(?:\{|\(\s*[^\s,{}()\"=]+\s*,))",
    re.MULTILINE | re.IGNORECASE,
)
_SPACE = re.compile(r"\s*")
_COMMENT = re.compile(r"%[^\n]*")
_FIELD_AFTER = re.compile(r"[\s,}]*[A-Za-z][\w-]*\s*=")
_EXTRA_BRACE = re.compile(r"[\s,]*\}")
_KEY_IN_BRACES = re.compile(r"[^\s,，{}=\"#%]+")
_KEY_IN_PARENTHESES = re.compile(r"[^\s,，{}()=\"#%]+")
_WRONG_COMMAS = "，、；;."
_KEY_WITHOUT_BRACE = re.compile(r"[ \t]+([^\s,{}()=\"#%]+)[ \t]*,")
_ENTRY_END = re.compile(r"^[{\"][^\n]*\S[^\n]*\n(?:[\s\S]*\n)?[ \t]*[}\"]\Z")
_VALUE_START = re.compile(r"=\s*[{\"\d]")
_NAME = re.compile(r"[^\s=,{}\"#()%]+")
_BARE = re.compile(r"[^\s=,{}\"#()]+")
_FIELD_START = re.compile(r"[A-Za-z][\w-]*\s*=")
# What follows a value that a closing brace inside it has cut short: text up to another brace that closes.
_REST_OF_VALUE = re.compile(r"[^{}=]*(?:\{[^{}]*\}[^{}=]*)*\}\s*[,})]")
_BRACES = re.compile(r"[{}]")
_BRACES_OR_QUOTE = re.compile(r'[{}"]')
_SWALLOWED = re.compile(r"^[ \t]*([A-Za-z][\w-]*)[ \t]*=[ \t]*(?:[{\"]|\d)", re.MULTILINE)
_SWALLOWED_IN_LINE = re.compile(r",[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"]")
_FIELD_BEFORE_QUOTE = re.compile(r",\s*[A-Za-z][\w-]*\s*=\s*\"\Z")
_FIELD_LINE = re.compile(r"^[ \t,]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"\d]", re.MULTILINE)
HEAD = re.compile(
    r"^[ \t]*(?:(?P<taken>%[% \t]*@)|[\uff20\\#$*-]?)[ \t]*(?P<type>[A-Za-z][\w-]*)[ \t]*[{(][ \t]*"
    r"(?P<citekey>[^\s,{}()\"=#%]+)[ \t]*,(?(taken)[ \t]*\r?\n[ \t]*|\s*)[A-Za-z][\w-]*[ \t]*=",
    re.MULTILINE,
)
"""What heads an entry but has lost its @, or stands behind a % while its fields do not: no reader takes it for one."""

MONTHS = dict(
    zip(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
         "December"),
        strict=True,
    )
)  # fmt: skip
"""The abbreviations that every BibTeX style defines."""


@dataclass(frozen=True)
class FieldSpan:
    """One field: its name, its value as a text, and where both stand."""

    name: str
    name_offset: int
    value: str
    value_offset: int
    value_length: int
    strings: tuple[str, ...] = ()
    is_single: bool = True
    undefined: tuple[tuple[str, int], ...] = ()
    """The names among `strings` that no `@string` before the value defines, as written, and where they stand."""


@dataclass(frozen=True)
class Fault:
    """Why a block cannot be read, and the place to show: where the fault opens."""

    offset: int
    reason: str
    help: str
    length: int = 1
    kind: FaultKind = "form"
    insertion: int | None = None
    """Where a comma would mend it, in the place of a mark that is none if one stands there."""


@dataclass(frozen=True)
class BlockSpan:
    """One block of the file, from its `@` to its closing brace (or to where it was given up)."""

    type: str
    citekey: str
    citekey_offset: int
    start: int
    end: int
    opening_end: int
    fields: tuple[FieldSpan, ...] = ()
    comments: tuple[tuple[int, int], ...] = ()
    fault: Fault | None = None

    @property
    def is_entry(self) -> bool:
        """Whether the block is a record, not a `@string`, `@preamble` or `@comment`."""
        return self.type not in ("string", "preamble", "comment")


class _BrokenError(Exception):
    def __init__(
        self,
        offset: int,
        reason: str,
        help: str = "",
        kind: FaultKind = "form",
        *,
        length: int = 1,
        insertion: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.fault = Fault(offset, reason, help, length, kind, insertion)


def scan(text: str) -> Iterator[BlockSpan]:
    """Yield every block of a BibTeX text in order, broken ones too."""
    strings: dict[str, str] = dict(MONTHS)
    defined: set[str] = set()
    position, limit = 0, -1
    while opening := _OPENING.search(text, position):
        if opening["comment"]:
            position = opening.end()
            continue
        if limit < opening.end():
            following = _NEXT.search(text, opening.end())
            limit = following.start() if following else len(text)
        block = _Parser(text, opening, limit, strings).parse()
        if block.type == "string" and block.fault is None and block.fields[0].name not in defined:
            strings[block.fields[0].name] = block.fields[0].value
            defined.add(block.fields[0].name)
        if block.type != "comment" and block.fault is None:
            block = _with_text_after(text, block, limit)
        yield block
        position = block.end


def write(text: str, span: BlockSpan) -> str:
    """Return a block as every parser knows it: `@book{…}` in braces, without spaces before it or comments inside."""
    pieces, position = [f"@{span.type}{{"], span.opening_end
    for start, end in span.comments:
        pieces.append(text[position:start])
        position = end
    return "".join([*pieces, text[position : span.end - 1], "}"])


def _with_text_after(text: str, block: BlockSpan, limit: int) -> BlockSpan:
    """A brace too many or too few ends a block early; what follows would be taken for a comment without a word."""
    following = _OPENING.search(text, block.end, limit)
    limit = following.start() if following else limit
    what = f"the entry {block.citekey}" if block.is_entry else f"@{block.type}"
    extra = _EXTRA_BRACE.match(text, block.end, limit)
    head = HEAD.search(text, block.end, limit)
    if head:
        limit = head.start()
    if block.is_entry and (_FIELD_AFTER.match(text, block.end, limit) or _FIELD_LINE.search(text, block.end, limit)):
        help = "remove the closing brace that is too many"
        fault = Fault(block.end - 1, f"{what} closes here, but fields follow", help, kind="brace")
    elif extra:
        help = "remove it, or open the brace that it is to close"
        fault = Fault(extra.end() - 1, f"{what} has closed before this brace", help, kind="brace")
    else:
        return block
    return replace(block, end=limit, fault=fault)


class _Parser:
    """Reads one block; `limit` is where the next one opens."""

    def __init__(self, text: str, opening: re.Match[str], limit: int, strings: Mapping[str, str]) -> None:
        self.text = text
        self.is_open = opening["unopened"] is None
        self.type = (opening["type"] or opening["word"] or "").lower()
        self.start = opening.start() if self.is_open else opening.start("unopened")
        self.brace = opening.end() - 1
        self.bracket = opening["bracket"] or "{"
        self.closer = "}" if self.bracket == "{" else ")"
        self.position = self.opening_end = opening.end()
        self.limit = limit
        self.strings = strings
        self.citekey = ""
        self.citekey_offset = self.start
        self.fields: list[FieldSpan] = []
        self.comments: list[tuple[int, int]] = []
        self.macros: list[str] = []
        self.undefined: list[tuple[str, int]] = []

    def parse(self) -> BlockSpan:
        fault = None
        try:
            if not self.is_open:
                raise self._unopened()
            if self.type in ("comment", "preamble"):
                self._skip_group()
            else:
                if self.type != "string":
                    self._read_citekey()
                self._read_fields()
                self._check_string()
        except _BrokenError as broken:
            fault = broken.fault
            self.position = self.limit
        return BlockSpan(
            self.type,
            self.citekey,
            self.citekey_offset,
            self.start,
            self.position,
            self.opening_end,
            tuple(self.fields),
            tuple(self.comments),
            fault,
        )

    def _skip_space(self) -> None:
        found = _SPACE.match(self.text, self.position, self.limit)
        assert found is not None
        self.position = found.end()

    def _skip_comments(self) -> None:
        """Skip what stands before a field: biber, pandoc and people know `%` there, BibTeX and its parsers do not."""
        self._skip_space()
        while comment := _COMMENT.match(self.text, self.position, self.limit):
            self.comments.append(comment.span())
            self.position = comment.end()
            self._skip_space()

    def _peek(self) -> str:
        return self.text[self.position] if self.position < self.limit else ""

    def _skip_group(self) -> None:
        depth = 1
        while depth:
            brace = _BRACES.search(self.text, self.position, self.limit)
            if brace is None:
                if self.closer == ")":  # only braces nest; a parenthesis closes at depth 0
                    end = self.text.find(")", self.position, self.limit)
                    if end != -1:
                        self.position = end + 1
                        return
                raise self._unclosed_block()
            depth += 1 if brace[0] == "{" else -1
            self.position = brace.end()

    @property
    def _name(self) -> str:
        return self.citekey or f"@{self.type}"

    @property
    def _what(self) -> str:
        return f"the entry {self.citekey}" if self.citekey else f"@{self.type}"

    def _unopened(self) -> _BrokenError:
        citekey = _KEY_WITHOUT_BRACE.match(self.text, self.opening_end, self.limit)
        if citekey:
            self.citekey, self.citekey_offset = citekey[1], citekey.start(1)
        if not self.type:
            return _BrokenError(self.start, "this entry has no type", "write it after the @: @article{murphy2003,")
        return _BrokenError(
            self.start, f"@{self.type} opens no entry", "write a brace after the type: @article{murphy2003,"
        )

    def _unclosed_block(self) -> _BrokenError:
        last = self.fields[-1] if self.fields else None
        if last:
            value = self.text[last.value_offset : last.value_offset + last.value_length]
            if _ENTRY_END.search(value):  # the brace that should have closed the entry has closed the last field
                return self._unclosed_value(last.value_offset, last.name)
        return _BrokenError(
            self.brace, f"{self._what} opens here and is never closed", f"add the missing {self.closer}", "brace"
        )

    def _read_citekey(self) -> None:
        self._skip_space()
        pattern = _KEY_IN_BRACES if self.bracket == "{" else _KEY_IN_PARENTHESES
        found = pattern.match(self.text, self.position, self.limit)
        self.citekey_offset = self.position
        end = found.end() if found else self.position
        self.position = end
        self._skip_space()
        mark = self._peek()
        if not found or _VALUE_START.match(self.text, self.position, self.limit):
            help = "write it after the brace: @article{murphy2003,"
            raise _BrokenError(self.citekey_offset, f"this @{self.type} has no citekey", help)
        self.citekey = found[0]
        if mark == ",":
            self.position += 1
        elif not mark:
            raise self._unclosed_block()
        elif mark != self.closer:
            if mark in _WRONG_COMMAS:
                raise self._wrong_comma(f"the citekey {self.citekey}")
            if self.position == end and mark not in "})":
                raise _BrokenError(end, f"a citekey cannot hold {mark}", "letters, digits and . : _ - / are safe")
            self._check_closer()
            if (
                not _FIELD_START.match(self.text, self.position, self.limit)
                and "\n" not in self.text[end : self.position]
            ):
                raise _BrokenError(end, "a citekey cannot hold a space", "letters, digits and . : _ - / are safe")
            reason = f"a comma is missing after the citekey {self.citekey}"
            raise _BrokenError(end - 1, reason, "write it after the citekey", "comma", insertion=end)

    def _check_string(self) -> None:
        if self.type == "string" and len(self.fields) != 1:
            raise _BrokenError(self.start, "a @string defines one name", "write @string{name = {value}}")

    def _check_closer(self) -> None:
        mark = self._peek()
        if mark in ("}", ")") and mark != self.closer:
            reason = f"{self._what} opens with {self.bracket} and cannot close with {mark}"
            raise self._swallowed() or _BrokenError(self.position, reason, f"write {self.closer}", "brace")

    def _read_fields(self) -> None:
        while True:
            self._skip_comments()
            mark = self._peek()
            if mark == self.closer:
                self.position += 1
                return
            if not mark:
                raise self._swallowed() or self._unclosed_block()
            self._check_closer()
            self._read_field()
            self._skip_space()
            if (
                self._peek() == "%"
                and not self.text[self.text.rfind("\n", 0, self.position) + 1 : self.position].strip()
            ):
                self._skip_comments()  # behind a value in its line it is rather a part of it: {50}% of goats
            mark = self._peek()
            if mark == ",":
                self.position += 1
            elif mark and mark != self.closer:
                self._check_closer()
                raise self._swallowed() or self._unseparated()

    def _wrong_comma(self, what: str) -> _BrokenError:
        reason = f"a comma must stand after {what}, not {self._peek()}"
        return _BrokenError(self.position, reason, "write a comma of ASCII", "comma", insertion=self.position)

    def _unseparated(self) -> _BrokenError:
        """What stands between a value and the next field where a comma should: a fault of the value, or no comma."""
        last = self.fields[-1]
        end = last.value_offset + last.value_length
        opener = self.text[last.value_offset]
        if self._peek() in _WRONG_COMMAS:
            return self._wrong_comma(f"the field {last.name} of {self._name}")
        is_field = _FIELD_START.match(self.text, self.position, self.limit)
        if not is_field:
            if opener not in '{"':
                reason = f"the value of the field {last.name} of {self._name} stands without braces"
                help = f"write {last.name} = {{…}}"
                return _BrokenError(last.value_offset, reason, help, length=last.value_length)
            if opener == '"' and _FIELD_BEFORE_QUOTE.search(self.text, last.value_offset, end):
                return self._unclosed_value(last.value_offset, last.name)
            if opener == '"' and "\n" not in self.text[end : self.position]:
                reason = f"a quote inside the field {last.name} of {self._name} closes the value here"
                return _BrokenError(end - 1, reason, 'write the value in braces, or the inner quotes as {"}', "brace")
            if opener == "{" and _REST_OF_VALUE.match(self.text, self.position, self.limit):
                reason = f"the value of the field {last.name} of {self._name} closes here, but goes on"
                return _BrokenError(end - 1, reason, "remove the closing brace that is too many", "brace")
        reason = f"a comma is missing after the field {last.name} of {self._name}"
        return _BrokenError(end - 1, reason, "write it after the value", "comma", insertion=end if is_field else None)

    def _swallowed(self) -> _BrokenError | None:
        """The field whose value took in the fields after it: there the brace opens that nothing closes."""
        for item in self.fields:
            start, end = item.value_offset, item.value_offset + item.value_length
            after_line = self.text.find("\n", start, end) + 1
            if (after_line and _SWALLOWED.search(self.text, after_line, end)) or (
                "=" in item.value and _SWALLOWED_IN_LINE.search(self.text, start, end)
            ):
                return self._unclosed_value(start, item.name)
        return None

    def _unclosed_value(self, offset: int, name: str) -> _BrokenError:
        opener = self.text[offset]
        kind = "brace" if opener == "{" else "quote"
        return _BrokenError(
            offset,
            f"the {kind} that opens the field {name} of {self._name} is never closed",
            f"close the value of {name} before the next field",
            "brace",
        )

    def _read_field(self) -> None:
        found = _NAME.match(self.text, self.position, self.limit)
        if found is None:
            raise self._swallowed() or _BrokenError(
                self.position,
                f"a field is expected in {self._name}, not {self._peek()!r}",
                "write fields as name = {value},",
            )
        name_offset, self.position = self.position, found.end()
        self._skip_space()
        if self._peek() != "=":
            raise self._swallowed() or _BrokenError(
                name_offset,
                f"the field {found[0]} of {self._name} has no value",
                "write fields as name = {value},",
            )
        parts: list[str] = []
        value_offset = 0
        self.macros, self.undefined = [], []
        while not parts or self._peek() == "#":
            self.position += 1
            self._skip_space()
            value_offset = value_offset or self.position
            parts.append(self._read_piece(found[0]))
            end = self.position
            self._skip_space()
        self.fields.append(
            FieldSpan(
                found[0].lower(),
                name_offset,
                "".join(parts),
                value_offset,
                end - value_offset,
                tuple(self.macros),
                is_single=len(parts) == 1 and not self.macros,
                undefined=tuple(self.undefined),
            )
        )

    def _read_piece(self, name: str) -> str:
        start = self.position
        mark = self._peek()
        if mark == "{":
            depth, self.position = 1, start + 1
            while depth:
                brace = _BRACES.search(self.text, self.position, self.limit)
                if brace is None:
                    raise self._unclosed_value(start, name)
                depth += 1 if brace[0] == "{" else -1
                self.position = brace.end()
            return self.text[start + 1 : self.position - 1]
        if mark == '"':
            depth, self.position = 0, start + 1
            while True:
                found = _BRACES_OR_QUOTE.search(self.text, self.position, self.limit)
                if found is None or (found[0] == "}" and depth == 0):
                    raise self._unclosed_value(start, name)
                self.position = found.end()
                if found[0] == '"' and depth == 0:
                    return self.text[start + 1 : self.position - 1]
                depth += {"{": 1, "}": -1, '"': 0}[found[0]]
        found = _BARE.match(self.text, start, self.limit)
        if found is None:
            raise _BrokenError(start, f"the field {name} of {self._name} has no value", "write {value}")
        self.position = found.end()
        if found[0].isdigit():
            return found[0]
        name = found[0].lower()
        self.macros.append(name)
        if name not in self.strings:
            self.undefined.append((found[0], start))
        return self.strings.get(name, found[0])
