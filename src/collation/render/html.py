"""HTML: one file that needs nothing else, for reading on any screen and on paper."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from collation import pandoc, tree
from collation.project import Project, find_style
from collation.render import front_matter, pictures
from collation.render.document import Document, ReferenceListItem, RenderError, meta
from collation.render.labels import label
from collation.tree import Element


def render(document: Document, project: Project) -> bytes:
    """Write the document as one self-contained page.

    Raises:
        RenderError: if an image cannot be shown or a style file is not there.
    """
    blocks = pictures.replace(document.blocks, lambda source: _embedded(project, source))
    blocks = tree.map_blocks(blocks, lambda block: _block(block, document))
    blocks = tree.map_inlines(blocks, lambda inlines: _inlines(inlines, document.language))
    values: dict[str, Any] = {name: meta(value) for name, value in front_matter.data(document).items()}
    values["pagetitle"] = meta(tree.plain_text(front_matter.data(document)["title"]))
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
    suffix, data = pictures.vector(project, source)
    return f"data:{pictures.TYPES[suffix]};base64,{base64.b64encode(data).decode()}"


def _block(block: Element, document: Document) -> list[Element] | None:
    kind = block["t"]
    if kind == "Header":
        return [_heading(block)]
    if kind == "Table":
        number = tree.pairs(block).get("number", "")
        name = label(document.language, "table", number=number)
        attribute = ["", ["table-scroll"], [["role", "region"], ["aria-label", name]]]
        return [tree.div(attribute, [block])]
    if kind == "Div" and "equation" in tree.attribute_of(block)[1]:
        return [_equation(block)]
    return None


def _heading(block: Element) -> Element:
    """The title is the only h1 of the page; the manuscript's own headings stand one level below."""
    level, attribute, inlines = block["c"]
    pairs = dict(attribute[2])
    number = pairs.pop("number", "")
    if number:
        marked = tree.span(tree.attributes("", ["heading-number"]), [tree.string(number)])
        inlines = [marked, {"t": "Space"}, *inlines]
    return {
        "t": "Header",
        "c": [min(level + 1, 6), [attribute[0], attribute[1], list(map(list, pairs.items()))], inlines],
    }


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
            inline = tree.link(inline["c"][1], inline["c"][2][0], attribute)
        changed.append(inline)
    return changed


def _contents(document: Document) -> list[Element]:
    """The table of contents: nested lists of links to the headings."""
    root: list[Any] = []
    stack: list[tuple[int, list[Any]]] = [(0, root)]
    for target in document.manuscript.targets:
        if target.kind != "section":
            continue
        while stack[-1][0] >= target.level:
            stack.pop()
        words = tree.text(f"{target.number} {target.text}".strip())
        item: list[Element] = [{"t": "Plain", "c": [tree.link(words, f"#{target.identifier}")]}]
        stack[-1][1].append(item)
        nested: list[Any] = []
        stack.append((target.level, nested))
        item.append({"t": "BulletList", "c": nested})
    return [{"t": "BulletList", "c": _without_empty_lists(root)}] if root else []


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
        attribute = ["", [], [["aria-label", label(language, "back-link", place=str(count))]]]
        links.append(tree.link([tree.string(shown)], f"#cite-{place}", attribute))
    return tree.span(tree.attributes("", ["backlinks"]), links)
