"""Two numbered documents as one in which what changed is marked, for the formats that people only read.

What is new stands in a Span or Div of class `insertion`, what is gone in one of class `deletion`; of what only counts
anew both have the class `renumbered` too.  What is gone has no links and no identifiers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from collation import tree
from collation.document import front_matter
from collation.document.labels import label
from collation.document.numbered import Document, ReferenceListItem
from collation.revise.alignment import Piece, Unit, blocks, units
from collation.revise.paragraph import WORD
from collation.tree import Element

_WRAPPERS: Final = frozenset({"Emph", "Strong", "Superscript", "Subscript", "SmallCaps", "Strikeout", "Underline"})
_TEXTS: Final = frozenset({"Para", "Plain", "Header"})
_ATOM: Final = 8

Inlines = Sequence[Element]
Works = Mapping[int, str]


def marked(old: Document, new: Document) -> Document:
    """Return a document that holds both, to be rendered as any other."""
    merging = _Merging(_works(old), _works(new))
    matter = merging.front(front_matter.data(old), front_matter.data(new))
    lead = tree.paragraph([*_legend(new.language)])
    merged = merging.blocks(old.blocks, new.blocks)
    return replace(
        new, blocks=(lead, *merged), references=tuple(merging.references(old.references, new.references)), matter=matter
    )


def _works(document: Document) -> Works:
    return {item.number: item.citekey for item in document.references}


def _legend(language: str) -> Iterator[Element]:
    """Say what the marks mean, in words that have them."""
    for index, (name, kind) in enumerate((("mark-new", "insertion"), ("mark-gone", "deletion"))):
        if index:
            yield from tree.text(label(language, "mark-separator"))
        yield _span(kind, tree.text(label(language, name)))
    yield from tree.text(label(language, "mark-end"))


def _span(kind: str, inlines: Inlines, *, counts: bool = False) -> Element:
    return tree.span(tree.attributes("", [kind, *(["renumbered"] if counts else [])]), inlines)


@dataclass(frozen=True)
class _Token:
    """A word or a thing that is never cut, and what it stands in, the outermost first."""

    meaning: object
    shown: object
    inline: Element
    around: tuple[str, ...] = ()
    weight: int = 0


class _Merging:
    def __init__(self, old: Works, new: Works) -> None:
        self.old, self.new = old, new

    # --- words -------------------------------------------------------------------------------------------------------

    def inlines(self, old: Inlines, new: Inlines) -> list[Element]:
        """Return a text that has both."""
        before, after = list(_tokens(old, self.old)), list(_tokens(new, self.new))
        found: list[Element] = []
        for step in units(
            [Unit(token.meaning, token.weight) for token in before],
            [Unit(token.meaning, token.weight) for token in after],
        ):
            gone, came = [before[index] for index in step.old], [after[index] for index in step.new]
            if step.kind == "changed":
                found += _deleted(gone) + _inserted(came)
                continue
            for is_shown, group in groupby(
                zip(gone, came, strict=True), key=lambda pair: pair[0].shown == pair[1].shown
            ):
                pairs = list(group)
                if is_shown:
                    found += _rebuilt([second for _, second in pairs])
                    continue
                for first, second in pairs:
                    if first.inline["t"] == "Note":
                        found.append({"t": "Note", "c": self.blocks(first.inline["c"], second.inline["c"])})
                    else:
                        found += _deleted([first], counts=True) + _inserted([second], counts=True)
        return found

    def gone(self, inlines: Inlines) -> list[Element]:
        """Return a text all of which is gone."""
        return _deleted(list(_tokens(inlines, self.old)))

    def came(self, inlines: Inlines) -> list[Element]:
        """Return a text all of which is new."""
        return _inserted(list(_tokens(inlines, self.new)))

    # --- blocks ------------------------------------------------------------------------------------------------------

    def blocks(self, old: Sequence[Element], new: Sequence[Element]) -> list[Element]:
        """Return blocks that have both."""
        found: list[Element] = []
        pairs = blocks([_piece(block, self.old) for block in old], [_piece(block, self.new) for block in new])
        for first, second in pairs:
            if first is not None and second is not None:
                found += self._both(old[first], new[second])
            elif first is not None:
                found += self._whole(old[first], "deletion")
            elif second is not None:
                found += self._whole(new[second], "insertion")
        return found

    def _both(self, old: Element, new: Element) -> list[Element]:
        kind = new["t"]
        if kind in ("Para", "Plain"):
            return [{**new, "c": self.inlines(old["c"], new["c"])}]
        if kind == "Header":
            return [{**new, "c": [*new["c"][:2], self.inlines(old["c"][2], new["c"][2])]}]
        if kind == "BlockQuote":
            return [{**new, "c": self.blocks(old["c"], new["c"])}]
        if kind == "Div" and "equation" not in new["c"][0][1]:
            return [{**new, "c": [new["c"][0], self.blocks(old["c"][1], new["c"][1])]}]
        if kind == "BulletList":
            return [{**new, "c": self._items(old["c"], new["c"])}]
        if kind == "OrderedList":
            return [{**new, "c": [new["c"][0], self._items(old["c"][1], new["c"][1])]}]
        if kind == "Figure":
            return [{**new, "c": [new["c"][0], self._caption(old["c"][1], new["c"][1]), new["c"][2]]}]
        if kind == "Table":
            return self._table(old, new)
        if _piece(old, self.old).meaning == _piece(new, self.new).meaning:
            return [new]
        return [*self._whole(old, "deletion"), *self._whole(new, "insertion")]

    def _whole(self, block: Element, mark: str) -> list[Element]:
        """Return a block that is all new, or all gone."""
        is_new = mark == "insertion"
        set_apart = self.came if is_new else self.gone
        kind = block["t"]
        if kind in ("Para", "Plain"):
            return [{**block, "c": set_apart(block["c"])}]
        if kind == "Header":
            if is_new:
                return [{**block, "c": [*block["c"][:2], set_apart(block["c"][2])]}]
            return [tree.paragraph([tree.wrapped("Strong", set_apart(block["c"][2]))])]
        if kind == "BlockQuote":
            return [{**block, "c": self._all(block["c"], mark)}]
        if kind == "BulletList":
            return [{**block, "c": [self._all(item, mark) for item in block["c"]]}]
        if kind == "OrderedList":
            return [{**block, "c": [block["c"][0], [self._all(item, mark) for item in block["c"][1]]]}]
        if kind in ("Figure", "Table") and "number" in tree.pairs(block):
            return self._captioned(block, mark)
        if kind == "Table":
            return [self._whole_table(block, mark)]
        if kind == "Div" and "equation" in block["c"][0][1] and not is_new:
            return [tree.paragraph([_span("deletion", block["c"][1][0]["c"])])]
        return [tree.div(tree.attributes("", [mark]), [block] if is_new else _unnamed([block]))]

    def _all(self, found: Sequence[Element], mark: str) -> list[Element]:
        return [shown for block in found for shown in self._whole(block, mark)]

    def _items(self, old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
        pairs = blocks([_joint(item, self.old) for item in old], [_joint(item, self.new) for item in new])
        return [
            self.blocks(old[first], new[second])
            if first is not None and second is not None
            else self._all(
                old[first] if first is not None else new[second or 0], "insertion" if first is None else "deletion"
            )
            for first, second in pairs
        ]

    # --- figures and tables ------------------------------------------------------------------------------------------

    def _caption(self, old: Any, new: Any) -> list[Any]:
        """Merge captions by their language; the label of the new one stays as it is, at the start."""
        before = {block["t"]: _parted(block) for block in old[1]}
        written = []
        for block in new[1]:
            name, words = _parted(block)
            was_name, was_words = before.get(block["t"], ([], []))
            moved = was_name and tree.plain_text(was_name) != tree.plain_text(name)
            renumbered = [_span("deletion", _bare(was_name[:1]), counts=True), {"t": "Space"}] if moved else []
            merged = self.inlines(was_words, words) if block["t"] in before else self.came(words)
            written.append(_with_words(block, [*name, *renumbered, *merged]))
        return [new[0], written]

    def _captioned(self, block: Element, mark: str) -> list[Element]:
        """Mark the words of a figure or table that is new; of one that is gone leave the caption, and the cells."""
        attribute, caption, *rest = block["c"]
        parts = [(part, *_parted(part)) for part in caption[1]]
        if mark == "insertion":
            written = [_with_words(part, [*name, *self.came(words)]) for part, name, words in parts]
            shown = self._whole_table(block, mark)["c"][2:] if block["t"] == "Table" else rest
            return [{**block, "c": [attribute, [caption[0], written], *shown]}]
        said = [tree.paragraph([_span(mark, _bare([*name, *words]))]) for _, name, words in parts]
        return [*said, self._whole_table(block, mark)] if block["t"] == "Table" else said

    def _table(self, old: Element, new: Element) -> list[Element]:
        before, after = old["c"], new["c"]
        is_alike = len(before[2]) == len(after[2]) and len(before[4]) == len(after[4]) == 1
        if not is_alike or _spans(before) or _spans(after):
            if _said(old) == _said(new):
                return [{**new, "c": [after[0], self._caption(before[1], after[1]), *after[2:]]}]
            return [*self._whole(old, "deletion"), *self._whole(new, "insertion")]
        body = after[4][0]
        rows = [self._rows(before[4][0][place], body[place]) for place in (2, 3)]
        head = [after[3][0], self._rows(before[3][1], after[3][1])]
        foot = [after[5][0], self._rows(before[5][1], after[5][1])]
        caption = self._caption(before[1], after[1]) if "number" in tree.pairs(new) else after[1]
        return [{**new, "c": [after[0], caption, after[2], head, [[body[0], body[1], *rows]], foot]}]

    def _rows(self, old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
        pairs = blocks([_row(row, self.old) for row in old], [_row(row, self.new) for row in new])
        found = []
        for first, second in pairs:
            if first is not None and second is not None:
                cells = [
                    [*cell[:4], self.blocks(was[4], cell[4])]
                    for was, cell in zip(old[first][1], new[second][1], strict=True)
                ]
                found.append([new[second][0], cells])
            else:
                row, mark = (old[first], "deletion") if first is not None else (new[second or 0], "insertion")
                found.append(self._whole_row(row, mark))
        return found

    def _whole_row(self, row: Any, mark: str) -> Any:
        return [row[0], [[*cell[:4], self._all(cell[4], mark)] for cell in row[1]]]

    def _whole_table(self, block: Element, mark: str) -> Element:
        _, _, columns, head, bodies, foot = block["c"]
        head, foot = ([part[0], [self._whole_row(row, mark) for row in part[1]]] for part in (head, foot))
        bodies = [
            [body[0], body[1], *([self._whole_row(row, mark) for row in rows] for rows in body[2:])] for body in bodies
        ]
        return {"t": "Table", "c": [tree.attributes(), [None, []], columns, head, bodies, foot]}

    # --- around the text ---------------------------------------------------------------------------------------------

    def references(
        self, old: Sequence[ReferenceListItem], new: Sequence[ReferenceListItem]
    ) -> Iterator[ReferenceListItem]:
        """Yield the reference list: what is no longer cited has the number 0; an old number stands beside the new."""
        before = {item.citekey: item for item in old}
        kept = {item.citekey for item in new}
        for first, second in blocks([Piece(item.citekey) for item in old], [Piece(item.citekey) for item in new]):
            if second is None and first is not None and old[first].citekey not in kept:
                item = old[first]
                yield replace(item, number=0, inlines=tuple(self.gone(item.inlines)), places=())
            if second is None:
                continue
            item = new[second]
            was = before.get(item.citekey)
            if was is None:
                yield replace(item, inlines=tuple(self.came(item.inlines)))
                continue
            merged = self.inlines(was.inlines, item.inlines)
            if was.label != item.label:
                merged = [_span("deletion", [tree.string(was.label)], counts=True), {"t": "Space"}, *merged]
            yield replace(item, inlines=tuple(merged))

    def front(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands before the text; names of people are as they are now."""
        matter = dict(new)
        for name in ("title", "title-second"):
            if name in new:
                matter[name] = self._text(old.get(name, []), new[name])
        matter["abstracts"] = self._named(old, new, "abstracts", "lang", self._abstract)
        matter["keyword-lists"] = self._named(old, new, "keyword-lists", "lang", self._keywords)
        for name, key in (("statements", "heading"), ("note", "lang")):
            matter[name] = self._named(old, new, name, key, self._texts)
        return {name: value for name, value in matter.items() if value != []}

    def _text(self, old: Inlines, new: Inlines) -> list[Element]:
        if not old:
            return self.came(new)
        return self.inlines(old, new) if new else self.gone(old)

    def _named(
        self, old: Mapping[str, Any], new: Mapping[str, Any], name: str, key: str, merge: Callable[[Any, Any], Any]
    ) -> list[Any]:
        """Merge the items of a list that are called alike; what is gone comes last."""
        before = {item.get(key, ""): item for item in old.get(name, ())}
        after = {item.get(key, ""): item for item in new.get(name, ())}
        return [
            merge(before.get(called, {}), after.get(called, {})) for called in (*after, *(set(before) - set(after)))
        ]

    def _texts(self, old: Any, new: Any) -> Any:
        return {**old, **new, "text": self._text(old.get("text", []), new.get("text", []))}

    def _abstract(self, old: Any, new: Any) -> Any:
        return {**old, **new, "parts": self._named(old, new, "parts", "label", self._texts)}

    def _keywords(self, old: Any, new: Any) -> Any:
        before, after = old.get("words", []), new.get("words", [])
        pairs = blocks(
            [Piece(tree.plain_text(word)) for word in before], [Piece(tree.plain_text(word)) for word in after]
        )
        words = [
            after[second]
            if first is not None and second is not None
            else self.gone(before[first])
            if first is not None
            else self.came(after[second or 0])
            for first, second in pairs
        ]
        return {**old, **new, "words": words}


# --- pieces of a text ------------------------------------------------------------------------------------------------


def _tokens(inlines: Inlines, works: Works, around: tuple[str, ...] = ()) -> Iterator[_Token]:
    for inline in inlines:
        kind = inline["t"]
        if kind == "Str":
            for word in WORD.findall(inline["c"]):
                weight = len(word) if any(map(str.isalnum, word)) else 0
                yield _Token((word, around), (word, around), tree.string(word), around, weight)
        elif kind in ("Space", "SoftBreak"):
            yield _Token((" ", around), (" ", around), {"t": "Space"}, around)
        elif kind in _WRAPPERS:
            yield from _tokens(inline["c"], works, (*around, kind))
        elif kind == "Quoted":
            opening, closing = "“”" if inline["c"][0]["t"] == "DoubleQuote" else "‘’"
            yield from _tokens([tree.string(opening), *inline["c"][1], tree.string(closing)], works, around)
        else:
            meaning = (_meaning(inline, works), around)
            yield _Token(meaning, _said(inline), inline, around, _ATOM)


def _meaning(inline: Element, works: Works) -> object:
    """Return what a thing says, whatever number it prints."""
    kind = inline["t"]
    if kind == "Span" and "citation" in inline["c"][0][1]:
        return _cited(inline["c"][1], works)
    if kind == "Link":
        target = inline["c"][2][0]
        return (
            kind,
            target,
            re.sub(r"[\d.]+", "#", tree.plain_text(inline["c"][1])) if target.startswith("#") else target,
        )
    return kind if kind == "Note" else _said(inline)


def _cited(inlines: Inlines, works: Works) -> object:
    found: set[str] = set()
    rest, last = [""], 0
    for inline in tree.elements(list(inlines)):
        if inline["t"] == "Link":
            number = int(tree.plain_text(inline["c"][1]))
            found.update(works.get(count, "") for count in (range(last, number) if rest[-1] == "-" else ()))
            found.add(works.get(number, ""))
            last = number
            rest.append("")
        elif inline["t"] == "Str" and not inline["c"].isdecimal():
            rest.append(inline["c"])
    return "citation", frozenset(found), "".join(part for part in rest if part not in ("-", ","))


def _said(node: Any) -> str:
    """Return an element as a text in which nothing stands that only counts places."""
    return re.sub(r"'cite-\d+'|\"cite-\d+\"", "''", repr(node))


def _rebuilt(tokens: Sequence[_Token]) -> list[Element]:
    """Put a text together again: what stands in one thing side by side stands in one of it."""
    found: list[Element] = []
    for kind, group in groupby(tokens, lambda token: token.around[:1]):
        members = list(group)
        if kind:
            inner = _rebuilt([replace(token, around=token.around[1:]) for token in members])
            found.append(tree.wrapped(kind[0], inner))
            continue
        for is_text, words in groupby(members, lambda token: token.inline["t"] == "Str"):
            inlines = [token.inline for token in words]
            found += [tree.string("".join(inline["c"] for inline in inlines))] if is_text else inlines
    return found


def _deleted(tokens: Sequence[_Token], *, counts: bool = False) -> list[Element]:
    return [_span("deletion", _bare(_rebuilt(tokens)), counts=counts)] if tokens else []


def _inserted(tokens: Sequence[_Token], *, counts: bool = False) -> list[Element]:
    return [_span("insertion", _rebuilt(tokens), counts=counts)] if tokens else []


def _bare(inlines: Inlines) -> list[Element]:
    """Return a text without links, identifiers, images and notes: what is gone leads nowhere, and nothing to it."""
    found: list[Element] = []
    for inline in inlines:
        kind = inline["t"]
        if kind in ("Link", "Span"):
            found += _bare(inline["c"][1])
        elif kind in _WRAPPERS:
            found.append(tree.wrapped(kind, _bare(inline["c"])))
        elif kind == "Image":
            found += _bare(inline["c"][1])
        elif kind == "Note":
            found += [tree.string("["), *_words_of(inline["c"]), tree.string("]")]
        else:
            found.append(inline)
    return found


def _words_of(found: Sequence[Element]) -> list[Element]:
    texts = [block["c"] for block in found if block["t"] in ("Para", "Plain")]
    return [shown for count, text in enumerate(texts) for shown in [*([{"t": "Space"}] if count else []), *_bare(text)]]


def _unnamed(found: Sequence[Element]) -> list[Element]:
    """Return blocks without the identifiers that blocks have."""
    return [
        {**block, "c": [["", *block["c"][0][1:]], *block["c"][1:]]} if block["t"] in ("Div", "CodeBlock") else block
        for block in tree.map_inlines(found, _bare)
    ]


# --- pieces of a document --------------------------------------------------------------------------------------------


def _piece(block: Element, works: Works) -> Piece:
    kind = block["t"]
    if kind in _TEXTS:
        inlines = block["c"][2] if kind == "Header" else block["c"]
        meanings = tuple(token.meaning for token in _tokens(inlines, works))
        identity = block["c"][1][0] if kind == "Header" else ""
        return Piece(meanings, meanings, identity, "text" if kind == "Plain" else kind)
    identity = tree.attribute_of(block)[0] if kind in ("Figure", "Table") else ""
    if kind == "Div" and "equation" in block["c"][0][1]:
        identity = block["c"][0][0]
    words = [word for text in _texts_below(block) for word in (token.meaning for token in _tokens(text, works))]
    return Piece((kind, tuple(words), "" if words else _said(block)), words, identity, kind)


def _texts_below(node: Any) -> Iterator[Inlines]:
    """Yield every text below a node, notes in it not counted."""
    if isinstance(node, list) and tree.is_inlines(node):
        yield node
    elif isinstance(node, dict):
        yield from _texts_below(node.get("c"))
    elif isinstance(node, list):
        for child in node:
            yield from _texts_below(child)


def _joint(item: Sequence[Element], works: Works) -> Piece:
    pieces = [_piece(block, works) for block in item]
    return Piece(tuple(piece.meaning for piece in pieces), [word for piece in pieces for word in piece.words])


def _row(row: Any, works: Works) -> Piece:
    pieces = [_joint(cell[4], works) for cell in row[1]]
    words = [word for piece in pieces for word in piece.words]
    return Piece(tuple(piece.meaning for piece in pieces), words, "", str(len(pieces)))


def _spans(table: Sequence[Any]) -> bool:
    """Whether a cell of a table stands in several rows or columns."""
    rows = [*table[3][1], *(row for body in table[4] for part in body[2:] for row in part), *table[5][1]]
    return any(cell[2] != 1 or cell[3] != 1 for row in rows for cell in row[1])


def _parted(block: Element) -> tuple[list[Element], list[Element]]:
    """Part a caption into its label, with the blank behind it, and its words."""
    inlines = block["c"][1][0]["c"] if block["t"] == "Div" else block["c"]
    has_label = bool(inlines) and inlines[0]["t"] == "Span" and "caption-label" in inlines[0]["c"][0][1]
    return (list(inlines[:2]), list(inlines[2:])) if has_label else ([], list(inlines))


def _with_words(block: Element, inlines: Inlines) -> Element:
    if block["t"] != "Div":
        return {**block, "c": list(inlines)}
    return {**block, "c": [block["c"][0], [{**block["c"][1][0], "c": list(inlines)}]]}
