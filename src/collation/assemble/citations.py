"""Where every citation of a Markdown text stands: the scanner that knows places.

pandoc knows what is a citation but not where it is; this scanner knows where but follows pandoc's rules by its own
reading.  `markdown` requires, in every build, that both see the same clusters in the same order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from urllib.parse import unquote

from collation import numbers, pandoc
from collation.assemble import markup, passages
from collation.assemble.markup import ATTRIBUTES, KEY
from collation.assemble.markup import ESCAPED_CLOSING as _CLOSE
from collation.assemble.markup import ESCAPED_OPENING as _OPEN
from collation.assemble.passages import Passage, Prose
from collation.model import HIDDEN

CROSS_REFERENCE = re.compile(r"(?:fig|tbl|sec|eq)[-:]")
"""What the identifier of a figure, table, section or equation starts with; any other `@name` is a citekey."""

_KEY = re.compile(KEY)
_MARK = re.compile(rf"[@^~{numbers.OPENING}{_OPEN}]")
_GROUP = re.compile(rf"[{numbers.OPENING}{_OPEN}]({numbers.INNER})(?:[{numbers.CLOSING}]|{HIDDEN}{_CLOSE})")
_NOTE = re.compile(r"\[\^[^\s\^\[\]]+\]")
_ATTRIBUTES = re.compile(ATTRIBUTES)
_SOURCE = re.compile(
    r"\(\s*(?P<address><[^<>\n]*>|(?:[^()\s]|\((?:[^()]|\([^()]*\))*+\)|\s++(?![\"')]))*+)"
    r"(?P<title>\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_IS_ADDRESS = re.compile(r"\(\s*<?(?:[a-zA-Z][\w+.-]*:|#|/|\.{1,2}/|[^\s()]+\.[A-Za-z]{2,5}(?:[/#?)>\s]|$))")
_SUPERSCRIPT = re.compile(r"\^[^\s\^]+\^")
_TILDE = rf"(?<!{HIDDEN})~"
_SUBSCRIPT = re.compile(rf"{_TILDE}(?:[^\s~]|(?<={HIDDEN})~)+{_TILDE}")
_RANGE = re.compile(r"(?<=[\d%％])~(?=\d[\d.]*+(?!~(?!~)))")
_RUN = re.compile(r"\*+|_+")
_MARKUP = re.compile(r"</?\w[^<>]*>|[*_`$^\\]")
# What a text pasted from LaTeX cites with.
_LATEX = re.compile(r"\\(?:[a-zA-Z]*cite[a-zA-Z]*|(?:eq|auto|c|C|page)?ref|label|footnote)\*?[\[{]")
# A citation where none is read: in attributes, in raw markup, in code and formulas.
_UNREAD = re.compile(
    rf"(?P<bracket>\[[^\[\]@]*(?<![A-Za-z0-9_.])-?@{KEY}[^\[\]]*\])|(?<![\\A-Za-z0-9_.])@(?P<name>{KEY})"
    rf"|(?P<typed>[{numbers.OPENING}](?P<inner>{numbers.INNER})[{numbers.CLOSING}])"
)
_IDENTIFIER = re.compile(r"(?<=[{\s])#([\w:.-]+)(?=[\s}])")
_EQUATION_LABEL = re.compile(r"\{#(eq[-:][\w.:-]+)\}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LEADS = re.compile(r"(?:href|src|action|cite)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_SHOWN = re.compile(
    r"(?:^\s*|(?<![\w-])(?:alt|title|caption-\w+)\s*=\s*)(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')", re.DOTALL
)
_BEFORE_BRACKET = re.compile(r"[ \t]*\n?[ \t]*(?=\[(?!\^))")
_DEEPEST = 40
"""Brackets nested deeper than this are not read: no author writes them, a hostile file may."""

MOST_OPEN, MOST_NESTED = 12, 7
"""How many brackets may be open at once in a paragraph, and how many may close within each other: pandoc reads each
more of them in twice as many ways, and twenty take it longer than anyone waits."""

_NEAR = 80
"""How far back it matters what stands before a mark."""

_Found = tuple[Iterable["Seen | str"], int]
"""What was found at a mark, and where to read on."""


@dataclass(frozen=True)
class SeenItem:
    """One `@name` of a cluster, or one number, and where it stands."""

    name: str
    mode: str
    offset: int
    length: int


@dataclass(frozen=True)
class Seen:
    r"""One cluster as the scanner sees it.

    `mode` of an item is pandoc's: N in brackets, A narrative, S with the author suppressed; `#` for a typed number.
    A literal group was escaped by the author (`\[10\]`) and is not a citation.  `start` and `end` are its places in the
    passage of that index.
    """

    offset: int
    length: int
    items: tuple[SeenItem, ...]
    is_literal: bool = False
    passage: int = -1
    start: int = 0
    end: int = 0

    @property
    def signature(self) -> tuple[tuple[str, str], ...]:
        """What must be the same in pandoc's reading."""
        return tuple((item.name, item.mode) for item in self.items)


@dataclass(frozen=True)
class Stray:
    """Something that looks like a citation and would be printed as it stands.

    One with a `name` is none unless the bibliography has that name.
    """

    offset: int
    length: int
    kind: str
    name: str = ""


class Places:
    """Where things stand that pandoc names without a place: addresses, identifiers, captions, formulas and raw markup.

    Each is known by its kind and by what is written; of two that are written alike, the first in the file goes first.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)

    def add(self, kind: str, written: str, place: int, length: int) -> None:
        """Note where something stands, and how long it is there."""
        insort(self._places[kind, _key(written)], (place, length))

    def take(self, kind: str, written: str) -> tuple[int, int] | None:
        """Return where the next thing of a kind stands that is written so; None where there is none.

        The last one is given as often as it is asked for: a footnote that is called twice is printed twice.
        """
        places = self._places.get((kind, _key(written)))
        return None if not places else places[0] if len(places) == 1 else places.pop(0)

    def written(self, kind: str) -> frozenset[str]:
        """Return how the things of a kind are written."""
        return frozenset(written for other, written in self._places if other == kind)


def _key(written: str) -> str:
    return " ".join(unquote(re.sub(r"\\([^\w\s])", r"\1", written)).split())


@dataclass
class Scan:
    """All that the scanner found in one file, clusters in the order in which a reader meets them.

    Attributes:
        clusters: the citations and cross-references.
        strays: what only looks like one.
        headings: where each heading's text starts.
        captions: where each table's caption starts.
        places: where other things stand.
        metadata: where the first metadata block starts, if there is one.
        passages: the prose, the footnotes last, each with where its stretches start in the file.
        too_deep: where the first bracket opens of a row that pandoc would take forever for, if there is one.
        readable: the text for pandoc, with its stand-ins for the carets of typed numbers and the tildes of ranges, for
            it would raise the words between the groups of `甲^[1]^，乙^[2]^`, and lower those between `1~3` and `5~7`.
    """

    clusters: list[Seen] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    metadata: int | None = None
    passages: list[tuple[Passage, str, tuple[tuple[int, int], ...]]] = field(default_factory=list)
    readable: str = ""
    too_deep: int | None = None


def scan(text: str) -> Scan:
    """Find every citation cluster and cross-reference of a Markdown text, and what only looks like one."""
    return _Scanner(text).scan()


class _Scanner:
    """Reads a file's passages, and turns places in them into places in the file."""

    def __init__(self, text: str) -> None:
        self.text = text
        # pandoc drops every carriage return before it reads; so do we, and put the places right afterwards.
        self.returns = [found.start() - index for index, found in enumerate(re.finditer("\r", text))]
        specials = dict.fromkeys(map(ord, (HIDDEN, _OPEN, _CLOSE)), "\N{REPLACEMENT CHARACTER}")
        self.prose = passages.read(text.replace("\r", "").translate(specials))
        self.notes: dict[str, list[Seen]] = {}
        self.indices: dict[int, int] = {}
        self.stand_ins: dict[int, str] = {}
        self.found = Scan()

    def scan(self) -> Scan:
        notes = [passage for passages in self.prose.notes.values() for passage in passages]
        for index, passage in enumerate([*self.prose.passages, *notes]):
            self.indices[id(passage)] = index
            text = markup.hide(passage.text)
            self.found.passages.append((passage, text, self._stretches(passage)))
            deep = _deep(text)
            if deep is not None and self.found.too_deep is None:
                self.found.too_deep = self._place(passage, deep, 1)[0]
        for passage in self.prose.passages:
            self.found.clusters.extend(self._read(passage))
            if passage.context in ("heading", "caption"):
                starts = self.found.headings if passage.context == "heading" else self.found.captions
                starts.append(self._place(passage, 0, 1)[0])
        self._uncalled()
        self._asides()
        readable = list(self.text)
        for place, character in self.stand_ins.items():
            readable[place] = character
        self.found.readable = "".join(readable)
        return self.found

    def _read(self, passage: Passage) -> Iterator[Seen]:
        reader = _Reader(passage, self.found.passages[self.indices[id(passage)]][1], self.prose)
        for seen in reader.read():
            if isinstance(seen, str):
                yield from self._note(seen)
            else:
                yield self._placed(passage, seen)
        for stray in reader.strays:
            self._stray(passage, stray)
        for kind, written, start, end in reader.things:
            self.found.places.add(kind, written, *self._place(passage, start, end - start))
        for at in reader.stand_ins:
            place, _ = self._place(passage, at, 1)
            self.stand_ins[place] = pandoc.CARET if passage.text[at] == "^" else pandoc.TILDE

    def _uncalled(self) -> None:
        """Note each footnote that is not printed: none calls it, or pandoc has another of its label further on."""
        defined: set[str] = set()
        for line in reversed(self.prose.definitions):
            label = line.text[2:-1]
            if label in defined or label not in self.notes:
                kind = "doubled note" if label in defined else "uncalled note"
                place, length = self._in_file(line.start, len(line.text))
                self.found.strays.append(Stray(place, length, kind))
            defined.add(label)

    def _asides(self) -> None:
        """Read what stands outside the prose: attributes, raw markup, indented code and the addresses of labels."""
        for kind, aside in self.prose.asides:
            if kind == "raw":
                first = len(aside.text) - len(aside.text.lstrip())
                self.found.places.add("raw", aside.text, *self._place(aside, first, len(aside.text) - first))
            for identifier in _identifiers(aside.text) if kind == "attributes" else ():
                at = self._place(aside, identifier.start(1), len(identifier[1]))
                self.found.places.add("identifier", identifier[1], *at)
            for stray in _defined(aside.text) if kind == "definition" else _unread(aside.text, kind):
                self._stray(aside, stray)
        for address in self.prose.labels.values():
            written = address.text.strip("<>")
            place, length = self._in_file(address.start + address.text.startswith("<"), len(written))
            self.found.places.add("address", written, place, length)
        if self.prose.metadata is not None:
            self.found.metadata = self._in_file(self.prose.metadata, 3)[0]

    def _stray(self, passage: Passage, stray: Stray) -> None:
        place, length = self._place(passage, stray.offset, stray.length)
        self.found.strays.append(replace(stray, offset=place, length=length))

    def _in_file(self, start: int, length: int) -> tuple[int, int]:
        """Return where a stretch of the text without carriage returns stands in the file, and how long it is there."""
        last = start + max(length, 1) - 1
        first = start + bisect_right(self.returns, start)
        return first, last + bisect_right(self.returns, last) + 1 - first

    def _note(self, label: str) -> list[Seen]:
        """What a footnote cites stands where the footnote is called, as a reader meets it."""
        if label not in self.notes:
            self.notes[label] = [seen for passage in self.prose.notes[label] for seen in self._read(passage)]
        return self.notes[label]

    def _placed(self, passage: Passage, seen: Seen) -> Seen:
        items = tuple(
            SeenItem(item.name, item.mode, *self._place(passage, item.offset, item.length)) for item in seen.items
        )
        return Seen(
            *self._place(passage, seen.offset, seen.length),
            items,
            seen.is_literal,
            self.indices[id(passage)],
            seen.offset,
            seen.offset + seen.length,
        )

    def _stretches(self, passage: Passage) -> tuple[tuple[int, int], ...]:
        """Return where in the file the passage goes on after each line end and each carriage return."""
        offset, found = 0, []
        for line, start in zip(passage.text.split("\n"), passage.places, strict=True):
            before = bisect_right(self.returns, start)
            found.append((offset, start + before))
            for index in range(before, bisect_right(self.returns, start + len(line) - 1)):
                found.append((offset + self.returns[index] - start, self.returns[index] + index + 1))
            offset += len(line) + 1
        return tuple(found)

    def _place(self, passage: Passage, offset: int, length: int) -> tuple[int, int]:
        """Return where a stretch of a passage stands in the file, and how long it is there."""
        first, last = passage.place(offset), passage.place(offset + max(length, 1) - 1)
        return self._in_file(first, last + 1 - first)


class _Reader:
    """Reads the inlines of one passage."""

    def __init__(self, passage: Passage, text: str, prose: Prose) -> None:
        self.passage = passage
        self.prose = prose
        self.text = text
        self.closing = _pairs(self.text)
        self.emphasis = sorted(_emphasis(self.text))
        self.emphasis_ends = {end for _, end in self.emphasis}
        self.cited_to = -1
        self.is_value = passage.context == "table" and numbers.is_value_cell(_MARKUP.sub("", passage.text))
        self.depth = 0
        self.strays: list[Stray] = []
        self.stand_ins: list[int] = []
        self.things: list[tuple[str, str, int, int]] = []
        self.attributes: set[tuple[int, int]] = set()

    def read(self) -> Iterator[Seen | str]:
        """Yield the clusters in the order of the text, and between them the labels of the footnotes that are called."""
        yield from self._read(0, len(self.text))
        self.strays.extend(Stray(found.start(), len(found[0]), "latex") for found in _LATEX.finditer(self.text))
        for start, end in sorted(self.attributes):
            self._attributes(start, end)
        for label in _EQUATION_LABEL.finditer(self.text):
            self.things.append(("identifier", label[1], *label.span(1)))
        for piece in markup.hidden(self.passage.text):
            self._hidden(piece)

    def _attributes(self, start: int, end: int) -> None:
        written = self.passage.text[start:end]
        self._unread(start, end, "attributes")
        for identifier in _identifiers(written):
            first, last = identifier.span(1)
            self.things.append(("identifier", identifier[1], start + first, start + last))

    def _hidden(self, piece: re.Match[str]) -> None:
        """Note a formula and raw markup, and what only looks cited in them; code is printed as it stands on purpose."""
        start, end = piece.span()
        if piece.lastgroup == "formula":
            dollars = 2 if piece[0].startswith("$$") else 1
            self.things.append(("formula", piece[0].strip("$"), start + dollars, end - dollars))
            self._unread(start, end, "formula")
        elif piece.lastgroup == "tag":
            self.things.append(("raw", piece[0], start, end))
            self._unread(start, end, "raw")
        elif piece["ending"]:
            is_raw = piece["ending"].startswith("{=")
            first, last = piece.span("ticks")
            inner = start + last - first, piece.start("ending") - (last - first)
            if is_raw:
                self.things.append(("raw", self.passage.text[inner[0] : inner[1]], *inner))
                self._unread(*inner, "raw")
            else:
                self._attributes(*piece.span("ending"))

    def _unread(self, start: int, end: int, kind: str) -> None:
        self.strays.extend(
            replace(stray, offset=start + stray.offset) for stray in _unread(self.passage.text[start:end], kind)
        )

    def _read(self, start: int, end: int) -> Iterator[Seen | str]:
        """Read a stretch by itself, as pandoc reads what stands in brackets: nothing in it looks beyond its ends."""
        self.depth += 1
        position = start
        while self.depth < _DEEPEST and (mark := _MARK.search(self.text, position, end)):
            at = mark.start()
            if mark[0] == "@":
                found, position = self._narrative(at, start, end)
            elif mark[0] == "^":
                found, position = self._raised(at, start, end)
            elif mark[0] == "~":
                found, position = self._lowered(at, end)
            elif mark[0] == "[" and self.closing.get(at, end) < end:
                found, position = self._bracket(at, start, end)
            else:
                found, position = self._typed(at, start, end)
            yield from found
        self.depth -= 1

    # --- brackets ------------------------------------------------------------------------------------------------

    def _bracket(self, at: int, start: int, end: int) -> _Found:
        close = self.closing[at]
        if _NOTE.match(self.text, at):
            label = self.passage.text[at + 2 : close]
            is_defined = label in self.prose.notes
            if is_defined and self.passage.context != "footnote":
                return [label], close + 1
            self.strays.append(Stray(at, close + 1 - at, "note in note" if is_defined else "note"))
            return [], close + 1
        is_image = self._is_image(at, start)
        after = self._link_end(close, end, is_image=is_image)
        if after is not None and not is_image and _GROUP.fullmatch(self.text, at, close + 1):
            # 软骨修复[4](图1): an address has a scheme, a number sign, a path or a suffix; words are no address.
            target = self.passage.text[close + 1 : after]
            if target.startswith("(") and not _IS_ADDRESS.match(target):
                self.strays.append(Stray(at, after - at, "linked number"))
        if after is None:
            items = self._items(at + 1, close)
            following = self._following(close, end)
            if following is None and items and not is_image:
                return [self._cluster(at, close + 1, items)], close + 1
            if following is not None and items:
                self.strays.append(Stray(at, following + 1 - at, "adjacent"))
            label, after = self._reference(at, following, end)
            if label not in self.prose.labels:
                return self._literal(at, after, start, end)
            address = self.prose.labels[label].text
        else:
            address = self._address(close, end)
        if is_image and self._is_figure(at, after):
            self.things.append(("caption", address.strip("<>"), at + 1, close))
        elif is_image:
            self._described(at + 1, close)
            return [], after
        return self._read(at + 1, close), after

    def _address(self, close: int, end: int) -> str:
        """Note the address of a link or an image, and return it; "" for a span."""
        source = _SOURCE.match(self.text, close + 1, end)
        if source is None:
            return ""
        start, stop = source.span("address")
        written = self.passage.text[start:stop]
        inner = written.strip("<>")
        start += written.find(inner)
        self.things.append(("address", inner, start, start + len(inner)))
        return written

    def _described(self, start: int, end: int) -> None:
        """What describes an image in a line is read aloud as it stands: nothing is cited there."""
        stand_ins, strays = len(self.stand_ins), len(self.strays)
        cited = [seen for seen in self._read(start, end) if isinstance(seen, Seen) and not seen.is_literal]
        del self.stand_ins[stand_ins:], self.strays[strays:]
        self.strays.extend(Stray(seen.offset, seen.length, "described") for seen in cited)

    def _reference(self, at: int, following: int | None, end: int) -> tuple[str, int]:
        """Return the label that brackets ask for, `[text][label]` or `[label]`, and where the link would end."""
        close = self.closing[at]
        own = passages.label_key(self.passage.text[at + 1 : close])
        if following is None:
            return own, close + 1
        is_citation = self._items(close + 2, following) is not None and not self._continues(following, end)
        if is_citation:  # then it is no label
            return own, close + 1
        return passages.label_key(self.passage.text[close + 2 : following]) or own, following + 1

    def _literal(self, at: int, after: int, start: int, end: int) -> _Found:
        """Read brackets that are printed, and others right after them that are no label: typed numbers or mere text."""
        close = self.closing[at]
        items = self._items(at + 1, close)
        typed, stop = self._typed(at, start, end)
        found: Iterable[Seen | str]
        if items and self._is_image(at, start):  # the mark was no image's after all
            found = [self._cluster(at, close + 1, items)]
        elif stop > at + 1:
            found = typed
        else:
            if items is None and any(self._item(*part) for part in self._split(at + 1, close)):
                self.strays.append(Stray(at, close + 1 - at, "bracket"))
            found = self._read(at + 1, close)
        return chain(found, self._read(close + 1, after)), after

    def _is_image(self, at: int, start: int) -> bool:
        return at > start and self.text[at - 1] == "!"

    def _link_end(self, close: int, end: int, *, is_image: bool) -> int | None:
        """Return where a link, image or span ends whose brackets close here, or None where they are neither."""
        source = _SOURCE.match(self.text, close + 1, end)
        attributes = _ATTRIBUTES.match(self.text, source.end() if source else close + 1, end)
        if source and source["title"]:
            self.attributes.add(source.span("title"))
        if attributes and (source or not is_image):
            self.attributes.add(attributes.span())
            return attributes.end()
        return source.end() if source else None

    def _following(self, close: int, end: int) -> int | None:
        """Return where brackets close that open right after others."""
        following = self.closing.get(close + 1, end)
        return following if following < end and not _NOTE.match(self.text, close + 1) else None

    def _continues(self, close: int, end: int) -> bool:
        """Whether what follows makes brackets something else than a citation."""
        return self._link_end(close, end, is_image=False) is not None or self._following(close, end) is not None

    def _is_figure(self, at: int, after: int) -> bool:
        """Whether an image is a paragraph of its own, its text then being its caption."""
        return self.passage.is_paragraph and at == 1 and after == len(self.text)

    # --- citekeys ------------------------------------------------------------------------------------------------

    def _items(self, start: int, end: int) -> tuple[SeenItem, ...] | None:
        """Return the items of a bracketed cluster, or None where a part of it has no `@name`."""
        found = []
        for part in self._split(start, end):
            item = self._item(*part)
            if item is None:
                return None
            found.append(item)
        return tuple(found)

    def _cluster(self, at: int, after: int, items: tuple[SeenItem, ...]) -> Seen:
        """Note a cluster, and what only looks like a further item of it."""
        names = {item.offset for item in items}
        for found in re.finditer("@", self.text[items[0].offset : after]):
            name_at = items[0].offset + found.start()
            name = self._name(name_at, after)
            if name_at not in names and not self._is_after_string(name_at, at) and name:
                self.strays.append(Stray(name_at, name[1] - name_at, "nested"))
        return Seen(at, after - at, items)

    def _split(self, start: int, end: int) -> list[tuple[int, int]]:
        """Split a cluster at its semicolons, those of inner brackets left alone."""
        parts, first, at = [], start, start
        while at < end:
            at = self.closing.get(at, at)
            if self.text[at] == ";":
                parts.append((first, at))
                first = at + 1
            at += 1
        return [*parts, (first, end)]

    def _item(self, start: int, end: int) -> SeenItem | None:
        at = start
        while at < end:
            at = self.closing.get(at, at)
            if (
                self.text[at] == "@"
                and not self._is_after_string(at, start)
                and not self._is_emphasized(start, at, end)
            ):
                name = self._name(at, end)
                if name:
                    return SeenItem(name[0], "S" if self._is_suppressed(at, start) else "N", at, name[1] - at)
            at += 1
        return None

    def _name(self, at: int, end: int) -> tuple[str, int] | None:
        """Return the name after an `@` and where it ends."""
        found = _KEY.match(self.text, at + 1, end)
        return (found[1] or found[2], found.end()) if found else None

    def _is_after_string(self, at: int, start: int) -> bool:
        """Pandoc takes no citation right after a letter, a digit, a full stop or the end of an emphasis."""
        before = self.text[max(start, at - _NEAR) : at]
        dots = len(before) - len(before.rstrip("."))
        is_string = before[-1:].isalnum() or dots % 3 != 0 or at in self.emphasis_ends
        return is_string and at != self.cited_to

    def _is_emphasized(self, start: int, at: int, end: int) -> bool:
        first, last = (bisect_left(self.emphasis, (place,)) for place in (start, at))
        return any(at < closed <= end for _, closed in self.emphasis[first:last])

    def _is_suppressed(self, at: int, start: int) -> bool:
        """Whether a hyphen stands before the `@`, and not a dash of two or three, nor one after a backslash."""
        before = self.text[max(start, at - _NEAR) : at]
        hyphens = len(before) - len(before.rstrip("-"))
        if hyphens and self.passage.text[at - hyphens - 1 : at - hyphens] == "\\":
            hyphens -= 1
        return hyphens % 3 == 1 and not (hyphens == 1 and self._is_after_string(at - 1, start))

    def _narrative(self, at: int, start: int, end: int) -> _Found:
        name = self._name(at, end)
        if name is None:
            return [], at + 1
        if self._is_after_string(at, start):
            # After a Chinese character it is a slip; after a Latin letter an address, or a name such as Exo@GelMA.
            if ord(self.text[at - 1]) >= _CHINESE:
                self.strays.append(Stray(at, name[1] - at, "no-space"))
            else:
                self.strays.append(Stray(at, name[1] - at, "address", name[0]))
            return [], at + 1
        is_suppressed = self._is_suppressed(at, start)
        first = SeenItem(name[0], "S" if is_suppressed else "A", at, name[1] - at)
        begin, after = at - is_suppressed, name[1]
        items: tuple[SeenItem, ...] = ()
        opening = _BEFORE_BRACKET.match(self.text, after, end)
        close = self.closing.get(opening.end(), end) if opening else end
        if opening and close < end and not self._continues(close, end):
            bracketed = self._items(opening.end() + 1, close)
            if bracketed is None and self.text[close + 1 : close + 2] not in ("(", "{", "["):
                bracketed = self._bare_locator(opening.end() + 1, close)
            if bracketed is not None:
                items, after = bracketed, close + 1
        self.cited_to = after
        return [self._cluster(begin, after, (first, *items))], after

    def _bare_locator(self, start: int, end: int) -> tuple[SeenItem, ...] | None:
        """`@name [p. 3; @other]`: a locator and perhaps further items; None where it is something else."""
        first, *rest = self._split(start, end)
        if self._item(*first):
            return None
        items = [self._item(*part) for part in rest]
        return None if None in items else tuple(item for item in items if item)

    # --- raised text and typed numbers ---------------------------------------------------------------------------

    def _raised(self, at: int, start: int, end: int) -> _Found:
        """`^[5]^`, a footnote `^[text]`, or any superscript."""
        is_escaped = self.text.startswith(HIDDEN + _OPEN, at + 1)
        typed, stop = self._typed(at + 1 + is_escaped, start, end, is_raised=True)
        if typed and self.text[stop : stop + 1] == "^":
            if not is_escaped:
                self.stand_ins.extend((at, stop))
            return [Seen(at, stop + 1 - at, typed[0].items)], stop + 1
        close = self.closing.get(at + 1, end)
        if close < end and not self._continues(close, end):
            if self.text[close + 1 : close + 2] == "^" and self._items(at + 2, close):
                self.strays.append(Stray(at, close + 2 - at, "superscript"))
            return self._read(at + 2, close), close + 1
        superscript = _SUPERSCRIPT.match(self.text, at, end)
        return (self._read(at + 1, superscript.end() - 1), superscript.end()) if superscript else ([], at + 1)

    def _lowered(self, at: int, end: int) -> _Found:
        """A subscript, or the tilde of a range such as `10~20`, which pandoc would pair with the tilde of the next."""
        if _RANGE.match(self.text, at, end):
            self.stand_ins.append(at)
            return [], at + 1
        subscript = _SUBSCRIPT.match(self.text, at, end)
        if subscript and self.text[at - 1 : at] != "~":
            return self._read(at + 1, subscript.end() - 1), subscript.end()
        return [], at + 1

    def _typed(self, at: int, start: int, end: int, *, is_raised: bool = False) -> tuple[list[Seen], int]:
        """Read a group of typed numbers; where there is none, reading goes on after the bracket."""
        group = _GROUP.match(self.text, at, end)
        parts = numbers.parts(group[1], group.start(1)) if group else None
        if group is None or parts is None:
            return [], at + 1
        is_raised = is_raised or self.passage.text[max(start, at - 5) : at] == "<sup>"
        begin = at - (self.text[at] == _OPEN)
        if not is_raised and (
            self.is_value or numbers.is_interval(_text_before(self.text[max(start, begin - _NEAR) : begin]))
        ):
            return [], group.end()
        is_literal = begin < at or self.text[group.end() - 1] == _CLOSE
        if not is_literal or is_raised:
            self.stand_ins.extend(found.start() for found in re.compile(_TILDE).finditer(self.text, at, group.end()))
        items = tuple(
            SeenItem(str(number), "#", first, last - first) for part in parts for number, first, last in part.places
        )
        return [Seen(begin, group.end() - begin, items, is_literal)], group.end()


_CHINESE = 0x2E80
"""The first character of the Chinese, Japanese and Korean scripts (Unicode block CJK Radicals Supplement)."""


def _pairs(text: str) -> dict[int, int]:
    """Return where each bracket closes, by where it opens."""
    opened: list[int] = []
    closing: dict[int, int] = {}
    for bracket in re.finditer(r"[\[\]]", text):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif opened:
            closing[opened.pop()] = bracket.start()
    return closing


def _deep(text: str) -> int | None:
    """Return the bracket from which too many are open at once, or too many of those that close."""
    opened: list[int] = []
    nested: dict[int, int] = {}
    for bracket in re.finditer(r"[\[\]]", text):
        if bracket[0] == "[":
            opened.append(bracket.start())
            if len(opened) > MOST_OPEN:
                return opened[0]
        elif opened:
            start = opened.pop()
            depth = 1 + nested.pop(len(opened) + 1, 0)
            nested[len(opened)] = max(depth, nested.get(len(opened), 0))
            if depth > MOST_NESTED:
                return start
    return None


def _emphasis(text: str) -> list[tuple[int, int]]:
    """Return where each emphasis opens and ends, by the runs of asterisks or underscores around it."""
    found: list[tuple[int, int]] = []
    last_end = -1
    opened: list[tuple[str, int]] = []
    counts: Counter[str] = Counter()
    for run in _RUN.finditer(text):
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        is_star = run[0][0] == "*"
        if counts[run[0]] and (is_star or not after.isalnum()):
            mark = ""
            while mark != run[0]:
                mark, start = opened.pop()
                counts[mark] -= 1
            last_end = run.end()
            found.append((start, last_end))
        elif after.strip() and (is_star or not (before.isalnum() or run.start() == last_end)):
            opened.append((run[0], run.start()))
            counts[run[0]] += 1
    return found


def _identifiers(attributes: str) -> Iterator[re.Match[str]]:
    """Yield the identifiers in attributes, without what looks like one in a value."""
    return _IDENTIFIER.finditer(_QUOTED.sub(lambda value: " " * len(value[0]), attributes))


def _defined(text: str) -> Iterator[Stray]:
    """Yield the label of a link definition that was to be a citation: `[1]: 山羊` has words for an address."""
    label, _, address = text.partition("]:")
    is_words = not address.isascii() or " " in address.strip()
    if is_words and not _IS_ADDRESS.match(f"({address.strip()})"):
        is_typed = numbers.parts(label[1:]) is not None
        yield Stray(0, len(label) + 1, "definition", "" if is_typed else label[1:])


def _unread(text: str, kind: str) -> Iterator[Stray]:
    """Yield what looks like a citation where none is read.

    One with a name may be something else, unless the bibliography has that name: `@media` in a style sheet.
    """
    if "@" not in text and not numbers.GROUP.search(text):
        return
    shown = [value.span() for value in _SHOWN.finditer(text)] if kind == "attributes" else []
    for found in _UNREAD.finditer(_LEADS.sub(lambda address: " " * len(address[0]), text)):
        before = text[max(0, found.start() - _NEAR) : found.start()]
        is_shown = any(start <= found.start() < end for start, end in shown)
        if found["typed"]:
            is_meant = is_shown or (kind == "code" and before[-1:] >= chr(_CHINESE))
            if not is_meant or numbers.parts(found["inner"]) is None or numbers.is_interval(before):
                continue
        is_certain = is_shown or found["name"] is None
        yield Stray(found.start(), len(found[0]), kind, "" if is_certain else found["name"].strip("{}"))


def _text_before(before: str) -> str:
    """The run of plain text that ends here: what stands before markup is in another of pandoc's elements."""
    return re.split(rf"[*_`\]\[{HIDDEN}{_OPEN}{_CLOSE}>^]", before)[-1]
