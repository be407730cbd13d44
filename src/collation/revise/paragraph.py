"""A paragraph of a Word document in pieces that are changed whole, and two paragraphs as one with tracked changes.

Rules of ECMA-376 Part 1: 17.13.5 (tracked changes), 17.16 (fields and hyperlinks), 17.13.6 (bookmarks).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final, Literal

from collation import xml
from collation.revise.alignment import Unit, units
from collation.word import M, W

Node = Any
Kind = Literal["ins", "del"]

WORD: Final = re.compile(
    r"[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff]+(?:[.,'\u2019-](?=[A-Za-z0-9])[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff]+)*|\s+|."
)
"""A word or a number; blanks; one character of Chinese or a mark."""

_SHARED: Final = re.compile(r"[^\x00-\x7f\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
"""A character of which the hint of its run says in which of two fonts it is set (17.3.2.26)."""

_ATOM: Final = 8
"""What a thing that is never cut counts beside characters."""

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*")


def tag(name: str) -> str:
    """Return the name of an element or attribute of WordprocessingML as lxml has it."""
    return f"{{{W}}}{name}"


def local(node: Node) -> str:
    """Return the name of an element without its namespace; `m:` is kept before that of Office Math."""
    text = str(node.tag)
    return f"m:{text.rpartition('}')[2]}" if text.startswith(f"{{{M}}}") else text.rpartition("}")[2]


def made(name: str, *children: Node, **attributes: str) -> Node:
    """Build an element `w:name`."""
    node = xml.etree().Element(tag(name), nsmap={"w": W})
    for key, value in attributes.items():
        node.set(tag(key), value)
    node.extend(children)
    return node


@dataclass(frozen=True)
class Who:
    """Who made a change, and when.

    Attributes:
        author: whose change it is.
        counter: who is named for what only counts anew: a marker of the same works with other numbers.
        date: in the form of XML Schema, "" for none.
    """

    author: str
    counter: str
    date: str = ""

    def mark(self, name: str, *children: Node, counts: bool = False) -> Node:
        """Build an element that says that something was changed; `counts` says that only a number was."""
        node = made(name, *children, id="0", author=self.counter if counts else self.author)
        if self.date:
            node.set(tag("date"), self.date)
        return node


@dataclass
class Side:
    """What a paragraph needs to know of the document that it stands in.

    Attributes:
        works: the work that each citation number stands for.
        notes: what each footnote says, by its identifier.
        known_notes: what footnotes say in both documents.
        lists: what a list looks like, by its identifier: two lists of one look are not told apart.
    """

    works: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[str, object] = field(default_factory=dict)
    known_notes: frozenset[object] = frozenset()
    lists: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Token:
    """A piece of a paragraph.

    Attributes:
        meaning: equal where two say the same, whatever number they print.
        shown: equal where they look the same too.
        nodes: its elements.
        weight: how much text it is.
        text: what is read of it.
        bookmarks: what begins or ends before it.
        note: the identifier of the footnote that it calls.
    """

    meaning: object
    shown: object
    nodes: tuple[Node, ...]
    weight: int
    text: str
    bookmarks: list[Node] = field(default_factory=list)
    note: str = ""


def shape(node: Node, side: Side | None = None) -> object:
    """Return an element as a value: equal for equal elements, whatever Word numbers them by."""
    name = local(node)
    attributes: list[tuple[str, object]] = [(str(key), value) for key, value in node.attrib.items()]
    if name in ("docPr", "cNvPr"):
        attributes = [item for item in attributes if item[0] not in ("id", "name")]
    if name == "numId" and side is not None:
        return name, side.lists.get(node.get(tag("val"), ""))
    return name, tuple(sorted(attributes, key=str)), node.text or "", tuple(shape(child, side) for child in node)


def words(nodes: Iterable[Node]) -> str:
    """Return what is read of some elements."""
    parts = []
    for node in nodes:
        for part in node.iter(tag("t"), tag("delText"), tag("tab"), tag("br"), f"{{{M}}}t"):
            parts.append(part.text or "" if part.text is not None else " ")
    return "".join(parts)


def tokens(paragraph: Node, side: Side) -> tuple[list[Token], list[Node]]:
    """Take a paragraph apart; returns its pieces, and the bookmarks behind the last."""
    found: list[Token] = []
    bookmarks: list[Node] = []
    nodes = [node for node in paragraph if local(node) != "pPr"]
    label = _reference_label(paragraph)
    for group in _groups(nodes):
        if local(group[0]) in ("bookmarkStart", "bookmarkEnd"):
            bookmarks.append(deepcopy(group[0]))
            continue
        for token in _tokens(group, side, is_label=bool(label) and not found):
            token.bookmarks, bookmarks = bookmarks, []
            found.append(token)
    return found, bookmarks


def _reference_label(paragraph: Node) -> bool:
    style = paragraph.find(f"{tag('pPr')}/{tag('pStyle')}")
    return style is not None and style.get(tag("val")) == "ReferenceItem"


def _groups(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield what is never parted: a field from its begin to its end, a marker from its bracket to its bracket."""
    index = 0
    while index < len(nodes):
        start = index
        index += 1
        if _marks(nodes[start], "begin"):
            depth = 1
            while index < len(nodes) and depth:
                depth += _marks(nodes[index], "begin") - _marks(nodes[index], "end")
                index += 1
        elif _is_marker(nodes[start]):
            while index < len(nodes) and _is_marker(nodes[index]):
                index += 1
        yield list(nodes[start:index])


def _marks(node: Node, kind: str) -> int:
    return sum(mark.get(tag("fldCharType")) == kind for mark in node.iter(tag("fldChar")))


def _is_marker(node: Node) -> bool:
    styles = [style.get(tag("val")) for style in node.iter(tag("rStyle"))]
    return local(node) in ("r", "hyperlink") and "Citation" in styles


def _tokens(group: list[Node], side: Side, *, is_label: bool) -> Iterator[Token]:
    first = group[0]
    text = words(group)
    if _is_marker(first):
        yield _atom(group, ("citation", _cited(group, side)), side)
    elif _marks(first, "begin"):
        codes = "".join(code.text or "" for node in group for code in node.iter(tag("instrText")))
        yield _atom(group, ("field", codes.split(), text if "SEQ" not in codes and "REF" not in codes else ""), side)
    elif local(first) == "hyperlink":
        anchor = first.get(tag("anchor"))
        plain = _NUMBER.sub("#", text) if anchor else tuple(shape(node, side) for node in group)
        yield _atom(group, ("link", anchor, plain), side)
    elif local(first) != "r":
        yield _atom(group, ("thing", shape(first, side)), side)
    elif is_label and first.find(tag("t")) is not None:
        yield _atom(group, ("label",), side)
    else:
        yield from _of_run(first, side)


def _atom(group: Sequence[Node], meaning: tuple[object, ...], side: Side) -> Token:
    key = tuple(tuple(part) if isinstance(part, list) else part for part in meaning)
    shown = tuple(shape(node, side) for node in group)
    return Token(key, shown, tuple(map(deepcopy, group)), _ATOM, words(group))


def _cited(group: Sequence[Node], side: Side) -> object:
    """Return the works that a marker stands for, and what else is written in it."""
    works: set[str] = set()
    rest: list[str] = []
    last = 0
    for node in group:
        text = words([node])
        anchor = node.get(tag("anchor"), "") if local(node) == "hyperlink" else ""
        if not anchor or not text.isdecimal():
            rest.append(text)
            continue
        number = int(text)
        works.update(side.works.get(count, "") for count in (range(last, number) if rest[-1:] == ["-"] else ()))
        works.add(side.works.get(number, anchor))
        last = number
    return frozenset(works), "".join(rest).replace(",", "").replace("-", "")


def _of_run(run: Node, side: Side) -> Iterator[Token]:
    """Part a run at everything in it that is not text, and its text into words."""
    properties = run.find(tag("rPr"))
    look = () if properties is None else tuple(shape(child) for child in properties if local(child) != "rFonts")
    fonts = () if properties is None else tuple(shape(child) for child in properties.iter(tag("rFonts")))
    for child in run:
        if child is properties:
            continue
        if local(child) != "t":
            node = _run(properties, deepcopy(child))
            note = child.get(tag("id"), "") if local(child) == "footnoteReference" else ""
            meaning: tuple[object, ...] = (local(child), shape(child, side), look)
            if note:
                said = side.notes.get(note)
                meaning = ("note", said if said in side.known_notes else None)
            yield Token(
                meaning, meaning, (node,), 0 if local(child) in ("tab", "br") else _ATOM, words([node]), note=note
            )
            continue
        for piece in WORD.findall(child.text or ""):
            text = made("t")
            text.text = piece
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            key = (piece, look, fonts if _SHARED.search(piece) else ())
            weight = len(piece) if any(map(str.isalnum, piece)) else 0
            yield Token(key, key, (_run(properties, text),), weight, piece)


def _run(properties: Node | None, child: Node) -> Node:
    return made("r", *([] if properties is None else [deepcopy(properties)]), child)


@dataclass
class Changed:
    """A stretch of a paragraph that is not as it was, for a person to read.

    Attributes:
        old: what is gone.
        new: what came in its place.
        counts: whether only a number was counted anew.
        start: where in the new paragraph it is.
        start_before: where in the old.
        before: the whole paragraph as it was, "" where there was none.
        after: the whole paragraph as it is.
        heading: that under which it stands now.
    """

    old: str
    new: str
    counts: bool = False
    start: int = 0
    start_before: int = 0
    before: str = ""
    after: str = ""
    heading: str = ""


Note = Callable[[str, str], str]
"""Takes the identifiers of a footnote in the old document and in the new, "" where there is none; returns that of the
footnote that has both."""


def merged(
    old: tuple[list[Token], list[Node]], new: tuple[list[Token], list[Node]], who: Who, note: Note
) -> tuple[list[Node], list[Changed]]:
    """Return the contents of a paragraph that has both texts, and what changed in it."""
    before, after = old[0], new[0]
    nodes: list[Node] = []
    changes: list[Changed] = []
    steps = units(
        [Unit(token.meaning, token.weight) for token in before], [Unit(token.meaning, token.weight) for token in after]
    )
    for step in steps:
        gone, came = [before[index] for index in step.old], [after[index] for index in step.new]
        if step.kind == "changed":
            nodes += [node for token in gone for node in _tracked(token, "del", who, note)]
            nodes += [node for token in came for node in _tracked(token, "ins", who, note)]
            at = (len(read(after[: step.new.start])), len(read(before[: step.old.start])))
            changes.append(Changed(read(gone), read(came), start=at[0], start_before=at[1]))
            continue
        for index, (first, second) in enumerate(zip(gone, came, strict=True), start=step.new.start):
            if first.shown == second.shown:
                nodes += [*first.bookmarks, *second.bookmarks, *_kept(first, second, note)]
                continue
            nodes += _tracked(first, "del", who, note, counts=True)
            nodes += _tracked(second, "ins", who, note, counts=True)
            changes.append(Changed(first.text, second.text, counts=True, start=len(read(after[:index]))))
    for change in changes:
        change.before, change.after = read(before), read(after)
    return _joined([*nodes, *old[1], *new[1]]), changes


def wholly(
    kind: Kind, text: tuple[list[Token], list[Node]], who: Who, note: Note, *, counts: bool = False
) -> list[Node]:
    """Return the contents of a paragraph all of which is new, or gone, or (`counts`) stands elsewhere now."""
    nodes = (node for token in text[0] for node in _tracked(token, kind, who, note, counts=counts))
    return _joined([*nodes, *text[1]])


def read(found: Sequence[Token]) -> str:
    """Return the text of some pieces."""
    return "".join(token.text for token in found)


def _kept(old: Token, new: Token, note: Note) -> list[Node]:
    nodes = list(map(deepcopy, new.nodes))
    if new.note:
        _call(nodes, note(old.note, new.note))
    return nodes


def _tracked(token: Token, kind: Kind, who: Who, note: Note, *, counts: bool = False) -> list[Node]:
    nodes = [tracked(node, kind, who, counts=counts) for node in map(deepcopy, token.nodes)]
    if token.note:
        _call(nodes, note(token.note, "") if kind == "del" else note("", token.note))
    return [*token.bookmarks, *nodes]


def _call(nodes: Sequence[Node], identifier: str) -> None:
    for node in nodes:
        for call in node.iter(tag("footnoteReference")):
            call.set(tag("id"), identifier)


def tracked(node: Node, kind: Kind, who: Who, *, counts: bool = False) -> Node:
    """Return an element as one that was put in or taken out; a hyperlink itself cannot be, but what is in it."""
    if local(node) in ("hyperlink", "fldSimple"):
        for child in list(node):
            place = node.index(child)
            node.remove(child)
            node.insert(place, tracked(child, kind, who, counts=counts))
        return node
    if kind == "del":
        for text in node.iter(tag("t")):
            text.tag = tag("delText")
        for code in node.iter(tag("instrText")):
            code.tag = tag("delInstrText")
    return who.mark(kind, node, counts=counts)


def _joined(nodes: Sequence[Node]) -> list[Node]:
    """Join neighbours that are changed alike, and in them runs that are set alike, as a person's program has them."""
    found: list[Node] = []
    for key, group in groupby(nodes, _change):
        members = list(group)
        if key is None:
            found += _runs(members)
            continue
        first = members[0]
        inner = [child for member in members for child in member]
        for child in list(first):
            first.remove(child)
        first.extend(_runs(inner))
        found.append(first)
    return found


def _change(node: Node) -> tuple[str, str] | None:
    return (local(node), node.get(tag("author"))) if local(node) in ("ins", "del") else None


def _runs(nodes: Sequence[Node]) -> list[Node]:
    found: list[Node] = []
    for key, group in groupby(nodes, _setting):
        members = list(group)
        if key is not None:
            members[0][-1].text = "".join(member[-1].text or "" for member in members)
            members = members[:1]
        found += members
    return found


def _setting(node: Node) -> object:
    """Return how a run is set that holds nothing but text, and whether it is taken out; None for all else."""
    names = [local(child) for child in node]
    if local(node) != "r" or names not in (["t"], ["delText"], ["rPr", "t"], ["rPr", "delText"]):
        return None
    return names, (shape(node[0]) if len(names) == 2 else ())
