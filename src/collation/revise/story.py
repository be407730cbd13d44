"""The text of a Word document, of a footnote or of a cell: two of them as one with tracked changes.

Rules of ECMA-376 Part 1: 17.13.5 (tracked changes).  What is tracked of a paragraph is its mark, at its end: where that
is taken away, what is left of the paragraph goes on in the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final

from collation.revise.alignment import Pair, Piece, blocks
from collation.revise.paragraph import (
    Changed,
    Kind,
    Node,
    Note,
    Side,
    Token,
    Who,
    local,
    made,
    merged,
    read,
    shape,
    tag,
    tokens,
    wholly,
)

_OLD_LIST: Final = "old:"
"""Stands before the identifier of a list of the old document until it is known which list of the new it is."""

WORK: Final = "work-"
"""Begins what an item of the reference list is called by: its work, for its number may be that of another."""

_CELL: Final = ("gridSpan", "vMerge")


@dataclass
class _Block:
    """A paragraph, a table or a row, with what must be known to find it again."""

    node: Node
    piece: Piece
    text: tuple[list[Token], list[Node]] = ((), ())  # type: ignore[assignment]  # a table has none of its own


@dataclass
class Story:
    """Merges texts of two documents, and remembers what that shows.

    Attributes:
        old: the old document.
        new: the new one.
        who: who is named for the changes.
        note: merges two footnotes.
        votes: how often a list of the old document turned out to be one of the new.
        changes: what changed, in the order of the text.
        heading: that under which the text stands that is being merged.
        moved: items of the reference list that both have, and that stand elsewhere because they are counted anew.
        names: what the new document calls its bookmarks; identity is by those that both have.
    """

    old: Side
    new: Side
    who: Who
    note: Note
    names: Callable[[Node], str]
    votes: Counter[tuple[str, str]] = field(default_factory=Counter)
    changes: list[Changed] = field(default_factory=list)
    heading: str = ""
    moved: set[str] = field(default_factory=set)

    def merged(self, old: Sequence[Node], new: Sequence[Node]) -> list[Node]:
        """Return the blocks of a text that holds both."""
        before = [self._block(node, self.old) for node in old]
        after = [self._block(node, self.new) for node in new]
        self.moved |= _moved(before, after)
        pairs = _with_common_end(blocks([item.piece for item in before], [item.piece for item in after]), before, after)
        placed = [
            self._placed(
                before[pair[0]] if pair[0] is not None else None, after[pair[1]] if pair[1] is not None else None
            )
            for pair in pairs
        ]
        _shift_last_mark(pairs, before, placed, self.who)
        return [*placed]

    def _placed(self, old: _Block | None, new: _Block | None) -> Node:
        if old is not None and new is not None:
            return self._table(old.node, new.node) if local(new.node) == "tbl" else self._paragraph(old, new)
        if old is not None:
            return self._whole(old, "del")
        assert new is not None
        return self._whole(new, "ins")

    # --- paragraphs --------------------------------------------------------------------------------------------------

    def _block(self, node: Node, side: Side) -> _Block:
        if local(node) == "p":
            text = tokens(node, side)
            meanings = tuple(token.meaning for token in text[0])
            properties = node.find(tag("pPr"))
            style = "" if properties is None else shape(properties.find(tag("pStyle"))) if len(properties) else ""
            return _Block(node, Piece((meanings, style), meanings, self.names(node), "p"), text)
        if local(node) == "tbl":
            rows = tuple(self._row(row, side).piece for row in node.iterchildren(tag("tr")))
            words = [word for row in rows for word in row.words]
            columns = len(list(node.iterfind(f"{tag('tblGrid')}/{tag('gridCol')}")))
            return _Block(node, Piece(tuple(row.meaning for row in rows), words, "", f"tbl {columns}"))
        return _Block(node, Piece(shape(node, side), (), "", local(node)))

    def _row(self, row: Node, side: Side) -> _Block:
        cells = [[self._block(node, side).piece for node in _contents(cell)] for cell in row.iterchildren(tag("tc"))]
        meaning = tuple(tuple(piece.meaning for piece in cell) for cell in cells)
        words = [word for cell in cells for piece in cell for word in piece.words]
        form = [
            shape(part)
            for cell in row.iterchildren(tag("tc"))
            for part in cell.iterfind(f"{tag('tcPr')}/*")
            if local(part) in _CELL
        ]
        head = row.find(f"{tag('trPr')}/{tag('tblHeader')}") is not None
        return _Block(row, Piece(meaning, words, "", f"tr {len(cells)} {form} {head}"))

    def _paragraph(self, old: _Block, new: _Block) -> Node:
        if local(new.node) != "p":
            return deepcopy(new.node)
        nodes, changes = merged(old.text, new.text, self.who, self.note)
        self._remember(changes, new)
        before, after = _properties(old.node), _properties(new.node)
        if shape(before, self.old) != shape(after, self.new):
            after.append(_change_of(_foreign(before), self.who))
        else:
            for first, second in zip(before.iter(tag("numId")), after.iter(tag("numId")), strict=True):
                self.votes[first.get(tag("val")), second.get(tag("val"))] += 1
        return made("p", *([after] if len(after) else []), *nodes)

    def _remember(self, changes: Sequence[Changed], block: _Block | None = None) -> None:
        """Keep changes with the heading above them; a heading stands under itself."""
        style = None if block is None else block.node.find(f"{tag('pPr')}/{tag('pStyle')}")
        if block is not None and style is not None and style.get(tag("val"), "").startswith("Heading"):
            self.heading = read(block.text[0])
        for change in changes:
            change.heading = self.heading
        self.changes += changes

    def _whole(self, block: _Block, kind: Kind) -> Node:
        node = deepcopy(block.node)
        if local(node) == "tbl":
            for row in node.iterchildren(tag("tr")):
                self._whole_row(row, kind)
            return node
        if local(node) != "p":
            return node
        counts = block.piece.identity in self.moved
        self._remember([_all(read(block.text[0]), kind, counts=counts)], block)
        properties = _properties(node)
        if kind == "del":
            properties = _foreign(properties)
        _mark(properties, self.who.mark(kind, counts=counts))
        return made("p", properties, *wholly(kind, block.text, self.who, self.note, counts=counts))

    def whole_note(self, contents: Sequence[Node], kind: Kind) -> list[Node]:
        """Return the paragraphs of a footnote that is new, or gone; its last mark goes with the note."""
        side = self.new if kind == "ins" else self.old
        placed = [self._whole(self._block(node, side), kind) for node in contents]
        for mark in placed[-1].iterfind(f"{tag('pPr')}/{tag('rPr')}") if placed else ():
            mark.getparent().remove(mark)
        return placed

    # --- tables ------------------------------------------------------------------------------------------------------

    def _table(self, old: Node, new: Node) -> Node:
        table = deepcopy(new)
        for row in list(table.iterchildren(tag("tr"))):
            table.remove(row)
        before = [self._row(row, self.old) for row in old.iterchildren(tag("tr"))]
        after = [self._row(row, self.new) for row in new.iterchildren(tag("tr"))]
        for first, second in blocks([row.piece for row in before], [row.piece for row in after]):
            if first is not None and second is not None:
                table.append(self._cells(before[first].node, after[second].node))
            elif first is not None:
                table.append(self._whole_row(deepcopy(before[first].node), "del"))
            elif second is not None:
                table.append(self._whole_row(deepcopy(after[second].node), "ins"))
        return table

    def _cells(self, old: Node, new: Node) -> Node:
        row = deepcopy(new)
        cells = (old.iterchildren(tag("tc")), new.iterchildren(tag("tc")), row.iterchildren(tag("tc")))
        for first, second, cell in zip(*cells, strict=True):
            for node in _contents(cell):
                cell.remove(node)
            cell.extend(self.merged(_contents(first), _contents(second)))
        return row

    def _whole_row(self, row: Node, kind: Kind) -> Node:
        side = self.new if kind == "ins" else self.old
        properties = row.find(tag("trPr"))
        if properties is None:
            properties = made("trPr")
            row.insert(1 if row.find(tag("tblPrEx")) is not None else 0, properties)
        properties.append(self.who.mark(kind))
        said = []
        for cell in row.iterchildren(tag("tc")):
            for node in _contents(cell):
                if local(node) == "tbl":
                    for inner in node.iterchildren(tag("tr")):
                        self._whole_row(inner, kind)
                    continue
                text = tokens(node, side)
                said.append(read(text[0]))
                own = _properties(node) if kind == "ins" else _foreign(_properties(node))
                cell.replace(node, made("p", *([own] if len(own) else []), *wholly(kind, text, self.who, self.note)))
        self._remember([_all(" | ".join(said), kind)])
        return row


def _all(text: str, kind: Kind, *, counts: bool = False) -> Changed:
    return Changed("", text, counts, after=text) if kind == "ins" else Changed(text, "", counts, before=text)


def _moved(old: Sequence[_Block], new: Sequence[_Block]) -> set[str]:
    """Return the items of the reference list that say the same in both texts."""
    said = {block.piece.identity: block.piece.meaning for block in old if block.piece.identity.startswith(WORK)}
    return {block.piece.identity for block in new if said.get(block.piece.identity) == block.piece.meaning}


def _contents(cell: Node) -> list[Node]:
    return [node for node in cell if local(node) in ("p", "tbl")]


def _properties(paragraph: Node) -> Node:
    found = paragraph.find(tag("pPr"))
    return made("pPr") if found is None else deepcopy(found)


def _foreign(properties: Node) -> Node:
    """Say of the properties of an old paragraph that its list is one of the old document."""
    for number in properties.iter(tag("numId")):
        number.set(tag("val"), _OLD_LIST + number.get(tag("val"), ""))
    return properties


def old_lists(root: Node) -> Iterator[tuple[Node, str]]:
    """Yield what names a list of the old document, and its identifier there."""
    for number in root.iter(tag("numId")):
        name = number.get(tag("val"), "")
        if name.startswith(_OLD_LIST):
            yield number, name.removeprefix(_OLD_LIST)


def _mark(properties: Node, mark: Node) -> None:
    """Track the mark of a paragraph; in CT_PPr its properties come behind the paragraph's own, and a change last."""
    own = properties.find(tag("rPr"))
    if own is None:
        own = made("rPr")
        last = properties.find(tag("pPrChange"))
        properties.insert(len(properties) if last is None else properties.index(last), own)
    own.insert(0, mark)


def _change_of(before: Node, who: Who) -> Node:
    for part in list(before):
        if local(part) in ("rPr", "sectPr", "pPrChange"):
            before.remove(part)
    return who.mark("pPrChange", before)


def _with_common_end(pairs: list[Pair], old: Sequence[_Block], new: Sequence[_Block]) -> list[Pair]:
    """Make one paragraph of the last of both texts where neither stayed: the mark of the last cannot be taken out."""
    tail = len(pairs)
    while tail and None in pairs[tail - 1]:
        tail -= 1
    gone = [first for first, second in pairs[tail:] if second is None and first is not None]
    came = [second for first, second in pairs[tail:] if first is None and second is not None]
    if not gone or not came or {local(old[gone[-1]].node), local(new[came[-1]].node)} != {"p"}:
        return pairs
    left = [*((index, None) for index in gone[:-1]), *((None, index) for index in came[:-1])]
    return [*pairs[:tail], *left, (gone[-1], came[-1])]


def _shift_last_mark(pairs: Sequence[Pair], old: Sequence[_Block], placed: Sequence[Node], who: Who) -> None:
    """Track the mark before each paragraph at the end that is new, or gone, and not its own, as Word does.

    The last paragraph of a text goes on in no other; so it is the mark of the one before the first of them that was put
    in, or is taken out, and the last has the mark that stays.
    """
    tail = len(pairs)
    while tail and None in pairs[tail - 1] and local(placed[tail - 1]) == "p":
        tail -= 1
    if tail == len(pairs) or not tail or local(placed[tail - 1]) != "p" or None in pairs[tail - 1]:
        return
    kind: Kind = "ins" if pairs[-1][0] is None else "del"
    host, last = placed[tail - 1], placed[-1]
    before = _properties(old[pairs[tail - 1][0]].node)  # type: ignore[index]  # it is a pair of two
    properties = host.find(tag("pPr"))
    if properties is None:
        properties = made("pPr")
        host.insert(0, properties)
    now = last.find(tag("pPr"))
    mark = now.find(tag("rPr"))
    now.remove(mark)
    left = deepcopy(properties) if kind == "del" else _foreign(before)
    for part in list(left):
        if local(part) in ("rPr", "pPrChange"):
            left.remove(part)
    if shape(left) != shape(now):
        if kind == "ins":
            now.append(_change_of(left, who))
        else:
            was = deepcopy(now)
            for part in list(now):
                now.remove(part)
            now.extend([*left, _change_of(was, who)])
    _mark(properties, mark[0])
