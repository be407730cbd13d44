"""HTML: one file that needs nothing else, for reading on any screen and on paper."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from collation import pandoc, tree
from collation.document import front_matter
from collation.document.labels import label
from collation.document.numbered import Document, ReferenceListItem, RenderError, meta
from collation.project import Project, find_style
from collation.render import pictures
from collation.tree import Element


def render(document: Document, project: Project) -> bytes:
    """Write the document as one self-contained page.

    Raises:
        RenderError: if an image cannot be shown or a style file is not there.
    """
    blocks = pictures.replace(document.blocks, lambda source, width: (_embedded(project, source), width))
    blocks = tree.map_blocks(blocks, lambda block: _block(block, document))
    blocks = tree.map_inlines(blocks, lambda inlines: _inlines(inlines, document.language))
    matter = front_matter.data(document)
    values: dict[str, Any] = {name: meta(value) for name, value in matter.items()}
    values["pagetitle"] = meta(tree.plain_text(matter["title"]))
    values["toc"] = {"t": "MetaBlocks", "c": _contents(document)}
    values["reference-list"] = {"t": "MetaBlocks", "c": [_references(document)]}
    # Verbatim: as metadata text the style sheet would be escaped.
    for name, file in (("styles", "article.css"), ("script", "article.js")):
        values[name] = {"t": "MetaBlocks", "c": [tree.raw_block("html", _style(project, file).strip())]}
    reply = pandoc.write(tree.document(blocks, values), "html", template=_style(project, "article.html"))
    if reply.warnings:
        raise RenderError("; ".join(reply.warnings))
    return reply.data


def _style(project: Project, name: str) -> str:
    path = find_style(project, f"html/{name}")
    if path is None:
        raise RenderError(f"styles/html/{name} is missing")
    return path.read_text(encoding="utf-8")


def _embedded(project: Project, source: str) -> str:
    """Return an image as a data URI (RFC 2397), as text where that is the shorter: Base64 makes a third more of SVG."""
    suffix, data = pictures.vector(project, source)
    encoded = f";base64,{base64.b64encode(data).decode()}"
    if suffix == ".svg":
        encoded = min(encoded, f",{quote(data, safe='/:,;=?@+$!*()')}", key=len)
    return f"data:{pictures.TYPES[suffix]}{encoded}"


def _block(block: Element, document: Document) -> list[Element] | None:
    kind = block["t"]
    if kind == "Header":
        return [_heading(block)]
    if kind == "Table":
        number = tree.pairs(block).get("number", "")
        name = label(document.language, "table", number=number)
        # The region scrolls where the page is narrow, and who has only a keyboard scrolls what has the focus.
        attribute = ["", ["table-scroll"], [["role", "region"], ["aria-label", name], ["tabindex", "0"]]]
        return [tree.div(attribute, [block])]
    if kind == "Div" and "equation" in tree.attribute_of(block)[1]:
        return [_equation(block)]
    return None


def _heading(block: Element) -> Element:
    """The title is the only h1 of the page; the manuscript's own headings stand one level below."""
    level, attribute, inlines = block["c"]
    pairs = dict(attribute[2])
    number = pairs.pop("number", "")
    return {
        "t": "Header",
        "c": [
            min(level + 1, 6),
            [attribute[0], attribute[1], list(map(list, pairs.items()))],
            _numbered(number, inlines),
        ],
    }


def _numbered(number: str, inlines: Sequence[Element]) -> list[Element]:
    if not number:
        return list(inlines)
    marked = tree.span(tree.attributes("", ["heading-number"]), [tree.string(number)])
    return [marked, {"t": "Space"}, *inlines]


def _equation(block: Element) -> Element:
    attribute, content = block["c"]
    number = tree.span(tree.attributes("", ["equation-number"]), [tree.string(f"({dict(attribute[2])['number']})")])
    return tree.div(attribute, [tree.paragraph([*content[0]["c"], {"t": "Space"}, number])])


def _inlines(inlines: list[Element], language: str) -> list[Element]:
    changed = []
    for inline in inlines:
        if inline["t"] == "Link" and "citation-number" in inline["c"][0][1]:
            number = tree.plain_text(inline["c"][1])
            name = label(language, "reference", number=number)
            attribute = ["", ["citation-number"], [["role", "doc-biblioref"], ["aria-label", name]]]
            changed.append(tree.link(inline["c"][1], inline["c"][2][0], attribute))
        else:
            changed.append(inline)
    return changed


def _contents(document: Document) -> list[Element]:
    """The table of contents: nested lists of links to the headings."""
    root: list[Any] = []
    stack: list[tuple[int, list[Any]]] = [(0, root)]
    for block in tree.elements(document.blocks):
        if block["t"] != "Header":
            continue
        level, (identifier, _, pairs), inlines = block["c"]
        while stack[-1][0] >= level:
            stack.pop()
        (plain,) = tree.map_inlines([tree.paragraph(inlines)], _unlinked)
        words = _numbered(dict(pairs).get("number", ""), plain["c"])
        item: list[Element] = [{"t": "Plain", "c": [tree.link(words, f"#{identifier}")]}]
        stack[-1][1].append(item)
        nested: list[Any] = []
        stack.append((level, nested))
        item.append({"t": "BulletList", "c": nested})
    return [{"t": "BulletList", "c": _without_empty_lists(root)}] if root else []


def _unlinked(inlines: list[Element]) -> list[Element]:
    """The words of a heading for a link to it: without citations, notes, links and identifiers of its own."""
    changed: list[Element] = []
    for inline in inlines:
        if inline["t"] in ("Span", "Link"):
            if "citation" not in inline["c"][0][1]:
                changed.extend(inline["c"][1])
        elif inline["t"] != "Note":
            changed.append(inline)
    return changed


def _without_empty_lists(items: Sequence[list[Element]]) -> list[list[Element]]:
    return [
        [
            {**block, "c": _without_empty_lists(block["c"])} if block["t"] == "BulletList" else block
            for block in item
            if block["t"] != "BulletList" or block["c"]
        ]
        for item in items
    ]


def _references(document: Document) -> Element:
    items = [_reference(item, document.language) for item in document.references]
    return tree.div(tree.attributes("refs"), items)


def _reference(item: ReferenceListItem, language: str) -> Element:
    number = tree.span(tree.attributes("", ["reference-number"]), [tree.string(item.label)])
    text = tree.span(tree.attributes("", ["reference-text"], lang=item.language), item.inlines)
    inlines = [number, {"t": "Space"}, text, {"t": "Space"}, _back_links(item, language)]
    return tree.div(tree.attributes(f"ref-{item.number}", ["csl-entry"]), [tree.paragraph(inlines)])


def _back_links(item: ReferenceListItem, language: str) -> Element:
    links: list[Element] = []
    for count, place in enumerate(item.places, start=1):
        shown = "↑" if len(item.places) == 1 else f"↑{count}"
        if links:
            links.append({"t": "Space"})
        name = label(language, "back-link", shown=shown, place=str(count))
        attribute = ["", [], [["aria-label", name]]]
        links.append(tree.link([tree.string(shown)], f"#cite-{place}", attribute))
    return tree.span(tree.attributes("", ["backlinks"]), links)
