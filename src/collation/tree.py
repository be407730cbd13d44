"""Pandoc's document as its JSON has it: how to walk it, how to read its text, how to build its elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Element = dict[str, Any]
Attributes = tuple[str, Sequence[str], Sequence[tuple[str, str]]]

_INLINE_LISTS = {"Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"}


def attributes(identifier: str = "", classes: Sequence[str] = (), **pairs: str) -> list[Any]:
    """Build the attributes of an element; an underscore in a name stands for a hyphen."""
    return [identifier, list(classes), [[name.replace("_", "-"), value] for name, value in pairs.items()]]


def text(value: str) -> list[Element]:
    """Build inlines from plain text: words, and spaces between them."""
    found: list[Element] = []
    for index, word in enumerate(value.split(" ")):
        if index:
            found.append({"t": "Space"})
        if word:
            found.append({"t": "Str", "c": word})
    return found


def string(value: str) -> Element:
    """Build one Str; unlike `text` it may hold spaces, which then do not break."""
    return {"t": "Str", "c": value}


def span(attribute: list[Any], inlines: Sequence[Element]) -> Element:
    """Build a Span."""
    return {"t": "Span", "c": [attribute, list(inlines)]}


def link(inlines: Sequence[Element], target: str, attribute: list[Any] | None = None) -> Element:
    """Build a Link."""
    return {"t": "Link", "c": [attribute or attributes(), list(inlines), [target, ""]]}


def wrapped(kind: str, inlines: Sequence[Element]) -> Element:
    """Build an element that holds only inlines, such as Superscript, or a Para or Plain block."""
    return {"t": kind, "c": list(inlines)}


def paragraph(inlines: Sequence[Element]) -> Element:
    """Build a Para."""
    return wrapped("Para", inlines)


def div(attribute: list[Any], blocks: Sequence[Element]) -> Element:
    """Build a Div."""
    return {"t": "Div", "c": [attribute, list(blocks)]}


def raw_inline(format: str, value: str) -> Element:
    """Build a RawInline, seen by one writer only."""
    return {"t": "RawInline", "c": [format, value]}


def raw_block(format: str, value: str) -> Element:
    """Build a RawBlock, seen by one writer only."""
    return {"t": "RawBlock", "c": [format, value]}


def document(blocks: Sequence[Element], meta: dict[str, Any] | None = None) -> dict[str, Any]:
    """Build a whole document for pandoc's JSON reader."""
    return {"pandoc-api-version": [1, 23, 1], "meta": meta or {}, "blocks": list(blocks)}


def pairs(element: Element) -> dict[str, str]:
    """Return the attributes of an element that has them, as a mapping."""
    return dict(attribute_of(element)[2])


WITH_ATTRIBUTES = frozenset({"Span", "Link", "Image", "Code", "Div", "CodeBlock", "Header", "Table", "Figure"})
"""The elements that can have an identifier, classes and pairs."""


def attribute_of(element: Element) -> list[Any]:
    """Return identifier, classes and pairs of an element that has them."""
    content = element["c"]
    found: list[Any] = content[1] if element["t"] == "Header" else content[0]
    return found


def plain_text(inlines: Sequence[Element]) -> str:
    """Return what a reader sees of some inlines, as plain text; footnotes are left out."""
    parts: list[str] = []
    for inline in inlines:
        kind = inline["t"]
        if kind == "Str":
            parts.append(inline["c"])
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            parts.append(" ")
        elif kind in ("Code", "Math"):
            parts.append(inline["c"][1])
        elif kind == "Quoted":
            marks = "“”" if inline["c"][0]["t"] == "DoubleQuote" else "‘’"
            parts.append(marks[0] + plain_text(inline["c"][1]) + marks[1])
        elif kind in _INLINE_LISTS:
            parts.append(plain_text(inline["c"]))
        elif kind in ("Cite", "Link", "Span"):
            parts.append(plain_text(inline["c"][1]))
    return "".join(parts)


def settled(inlines: Sequence[Element]) -> list[Element]:
    """Return inlines without those that are marked as gone, in a document that shows what changed."""
    return [inline for inline in inlines if inline["t"] != "Span" or "deletion" not in inline["c"][0][1]]


def map_inlines(blocks: Sequence[Element], change: Callable[[list[Element]], list[Element]]) -> list[Element]:
    """Return blocks in which every list of inlines was changed, the innermost first; the given blocks stay the same."""
    return [_map(block, change) for block in blocks]


def _map(node: Any, change: Callable[[list[Element]], list[Element]]) -> Any:
    if isinstance(node, dict):
        if "c" not in node:
            return dict(node)
        return {**node, "c": _map(node["c"], change)}
    if isinstance(node, list):
        mapped = [_map(child, change) for child in node]
        return change(mapped) if is_inlines(mapped) else mapped
    return node


def map_blocks(blocks: Sequence[Element], change: Callable[[Element], list[Element] | None]) -> list[Element]:
    """Return blocks in which every block was replaced by what `change` says, the outermost first.

    `change` returns None for a block that stays and whose own blocks are then visited.
    """
    changed: list[Element] = []
    for block in blocks:
        replacement = change(block)
        if replacement is not None:
            changed.extend(replacement)
        else:
            changed.append(_map_nested_blocks(block, change))
    return changed


def _map_nested_blocks(node: Any, change: Callable[[Element], list[Element] | None]) -> Any:
    if isinstance(node, dict):
        return {**node, "c": _map_nested_blocks(node["c"], change)} if "c" in node else dict(node)
    if isinstance(node, list):
        if is_blocks(node):
            return map_blocks(node, change)
        return [_map_nested_blocks(child, change) for child in node]
    return node


def elements(node: Any) -> Iterator[Element]:
    """Yield every element below a node, in the order of the document."""
    if isinstance(node, dict):
        if "t" in node:
            yield node
        for value in node.values():
            yield from elements(value)
    elif isinstance(node, (list, tuple)):
        for child in node:
            yield from elements(child)


_INLINES = _INLINE_LISTS | {
    "Str", "Quoted", "Cite", "Code", "Space", "SoftBreak", "LineBreak", "Math", "RawInline", "Link", "Image", "Note",
    "Span",
}  # fmt: skip
_BLOCKS = {
    "Plain", "Para", "LineBlock", "CodeBlock", "RawBlock", "BlockQuote", "OrderedList", "BulletList",
    "DefinitionList", "Header", "HorizontalRule", "Table", "Figure", "Div",
}  # fmt: skip


def is_inlines(nodes: list[Any]) -> bool:
    """Whether a list is one of inlines, and has any."""
    return bool(nodes) and all(isinstance(node, dict) and node.get("t") in _INLINES for node in nodes)


def is_blocks(nodes: list[Any]) -> bool:
    """Whether a list is one of blocks, and has any."""
    return bool(nodes) and all(isinstance(node, dict) and node.get("t") in _BLOCKS for node in nodes)


def quoted(value: str) -> str:
    """Return a text as a string literal of Typst."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
