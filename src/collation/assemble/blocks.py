"""Where every block and field of a BibTeX file stands, down to the character.

bibtexparser knows the line of an entry but not the column of a value, and gives up on a broken block where parsing
dies, not where the brace opens.  This scanner knows the places; `bibliography` requires that it and bibtexparser read
the same entries.  After a broken block it goes on at the next line that opens an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_OPENING = re.compile(r"@[ \t]*([A-Za-z][\w-]*)\s*([{(])")
# A line that opens the next block: what a broken block is given up for.
_NEXT = re.compile(
    r"^[ \t]*@[ \t]*(?:(?:string|preamble|comment)\s*[{(]|[A-Za-z][\w-]*\s*[{(]\s*[^\s,{}()\"=]+\s*,)",
    re.MULTILINE | re.IGNORECASE,
)
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[^\s=,{}\"#()%]+")
_BARE = re.compile(r"[^\s=,{}\"#()]+")
_BRACES = re.compile(r"[{}]")
_BRACES_OR_QUOTE = re.compile(r'[{}"]')
_SWALLOWED = re.compile(r"^[ \t]*([A-Za-z][\w-]*)[ \t]*=[ \t]*(?:[{\"]|\d)", re.MULTILINE)
_FIELD_LINE = re.compile(r"^[ \t,]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"\d]", re.MULTILINE)

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


@dataclass(frozen=True)
class Fault:
    """Why a block cannot be read, and the place to show: where the fault opens."""

    offset: int
    reason: str
    help: str


@dataclass(frozen=True)
class BlockSpan:
    """One block of the file, from its `@` to its closing brace (or to where it was given up)."""

    type: str
    citekey: str
    citekey_offset: int
    start: int
    end: int
    fields: tuple[FieldSpan, ...] = ()
    fault: Fault | None = None

    @property
    def is_entry(self) -> bool:
        """Whether the block is a record, not a `@string`, `@preamble` or `@comment`."""
        return self.type not in ("string", "preamble", "comment")


class _Broken(Exception):
    def __init__(self, offset: int, reason: str, help: str = "") -> None:
        super().__init__(reason)
        self.fault = Fault(offset, reason, help)


def scan(text: str) -> Iterator[BlockSpan]:
    """Yield every block of a BibTeX text in order, broken ones too."""
    strings: dict[str, str] = dict(MONTHS)
    position = 0
    while opening := _OPENING.search(text, position):
        following = _NEXT.search(text, opening.end())
        limit = following.start() if following else len(text)
        block = _Parser(text, opening, limit, strings).parse()
        if block.type == "string" and block.fault is None:
            strings.update((item.name.lower(), item.value) for item in block.fields)
        block = _with_text_after(text, block, limit)
        yield block
        position = block.end


def _with_text_after(text: str, block: BlockSpan, limit: int) -> BlockSpan:
    """A closing brace too many ends an entry early; what follows it would be taken for a comment without a word."""
    if not block.is_entry or block.fault:
        return block
    after = text[block.end : limit]
    nested = _OPENING.search(after)
    if nested:
        after = after[: nested.start()]
    if not _FIELD_LINE.search(after):
        return block
    fault = Fault(
        block.end - 1,
        f"the entry {block.citekey} closes here, but fields follow",
        "remove the closing brace that is too many",
    )
    return BlockSpan(
        block.type,
        block.citekey,
        block.citekey_offset,
        block.start,
        block.end + len(after),
        block.fields,
        fault,
    )


class _Parser:
    """Reads one block; `limit` is where the next one opens."""

    def __init__(self, text: str, opening: re.Match[str], limit: int, strings: Mapping[str, str]) -> None:
        self.text = text
        self.type = opening[1].lower()
        self.start = opening.start()
        self.brace = opening.end() - 1
        self.closer = "}" if opening[2] == "{" else ")"
        self.position = opening.end()
        self.limit = limit
        self.strings = strings
        self.citekey = ""
        self.citekey_offset = self.start
        self.fields: list[FieldSpan] = []

    def parse(self) -> BlockSpan:
        fault = None
        try:
            if self.type in ("comment", "preamble"):
                self._skip_group()
            else:
                if self.type != "string":
                    self._read_citekey()
                self._read_fields()
        except _Broken as broken:
            fault = broken.fault
            self.position = self.limit
        return BlockSpan(
            self.type, self.citekey, self.citekey_offset, self.start, self.position, tuple(self.fields), fault
        )

    def _skip_space(self) -> None:
        found = _SPACE.match(self.text, self.position, self.limit)
        assert found is not None
        self.position = found.end()

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

    def _unclosed_block(self) -> _Broken:
        what = f"the entry {self.citekey}" if self.citekey else f"@{self.type}"
        return _Broken(self.brace, f"{what} opens here and is never closed", f"add the missing {self.closer}")

    def _read_citekey(self) -> None:
        self._skip_space()
        found = re.compile(r"[^\s,{}()=\"#%]+").match(self.text, self.position, self.limit)
        end = found.end() if found else self.position
        self.citekey_offset = self.position
        after = _SPACE.match(self.text, end, self.limit)
        assert after is not None
        mark = self.text[after.end()] if after.end() < self.limit else ""
        if not found or mark == "=":
            raise _Broken(
                self.position,
                f"this @{self.type} has no citekey",
                "write it after the brace: @article{murphy2003,",
            )
        self.citekey = found[0]
        self.position = after.end()
        if mark == ",":
            self.position += 1
        elif mark != self.closer:
            if not mark:
                raise self._unclosed_block()
            raise _Broken(end - 1, f"a comma is missing after the citekey {self.citekey}", "write it after the citekey")

    def _read_fields(self) -> None:
        while True:
            self._skip_space()
            mark = self._peek()
            if mark == "%":  # bibtexparser and BibTeX see text here; JabRef and people mean a comment
                end = self.text.find("\n", self.position, self.limit)
                self.position = self.limit if end == -1 else end
                continue
            if mark == self.closer:
                self.position += 1
                return
            if not mark:
                raise self._swallowed() or self._unclosed_block()
            self._read_field()
            self._skip_space()
            mark = self._peek()
            if mark == ",":
                self.position += 1
            elif mark and mark != self.closer:
                last = self.fields[-1]
                swallowed = self._swallowed()
                if swallowed:
                    raise swallowed
                raise _Broken(
                    last.value_offset + last.value_length - 1,
                    f"a comma is missing after the field {last.name} of {self.citekey or '@' + self.type}",
                    "write it after the closing brace of the value",
                )

    def _swallowed(self) -> _Broken | None:
        """The field whose value took in the fields after it: there the brace opens that nothing closes."""
        for item in self.fields:
            inner = self.text[item.value_offset : item.value_offset + item.value_length]
            if "\n" in inner and _SWALLOWED.search(inner, inner.index("\n") + 1):
                return self._unclosed_value(item.value_offset, item.name)
        return None

    def _unclosed_value(self, offset: int, name: str) -> _Broken:
        opener = self.text[offset]
        kind = "brace" if opener == "{" else "quote"
        return _Broken(
            offset,
            f"the {kind} that opens the field {name} of {self.citekey or '@' + self.type} is never closed",
            f"close the value of {name} before the next field",
        )

    def _read_field(self) -> None:
        found = _NAME.match(self.text, self.position, self.limit)
        if found is None:
            swallowed = self._swallowed()
            raise swallowed or _Broken(
                self.position,
                f"a field is expected in {self.citekey or '@' + self.type}, not {self._peek()!r}",
                "write fields as name = {value},",
            )
        name_offset, self.position = self.position, found.end()
        self._skip_space()
        if self._peek() != "=":
            raise self._swallowed() or _Broken(
                name_offset,
                f"the field {found[0]} of {self.citekey or '@' + self.type} has no value",
                "write fields as name = {value},",
            )
        self.position += 1
        self._skip_space()
        value_offset = self.position
        parts: list[str] = []
        while True:
            parts.append(self._read_piece(found[0]))
            end = self.position
            self._skip_space()
            if self._peek() != "#":
                self.position = end
                break
            self.position += 1
            self._skip_space()
        self.fields.append(FieldSpan(found[0].lower(), name_offset, "".join(parts), value_offset, end - value_offset))

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
            raise _Broken(start, f"the field {name} of {self.citekey or '@' + self.type} has no value", "write {value}")
        self.position = found.end()
        return found[0] if found[0].isdigit() else self.strings.get(found[0].lower(), found[0])
