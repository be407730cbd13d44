"""What the page and the EPUB have in common: blocks, reference list and contents, for pandoc's HTML writer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from collation import pandoc, tree
from collation.document import front_matter
from collation.document.labels import label
from collation.document.numbered import Document, ReferenceListItem, RenderError, meta
from collation.project import Project, find_style
from collation.render import pictures
from collation.tree import Element

_PARTIAL = re.compile(r"\$([a-z-]+)\(\)\$")


def write(project: Project, template: str, blocks: Sequence[Element], values: dict[str, Any]) -> bytes:
    """Write blocks by a template of `styles/`.

    Raises:
        RenderError: if pandoc warns of anything, or a style file is not there.
    """
    # `$front()$` stands for styles/hypertext/front.html; pandoc itself would look for it beside its own templates.
    text = _PARTIAL.sub(lambda found: style(project, f"hypertext/{found[1]}.html").rstrip(), style(project, template))
    reply = pandoc.write(tree.document(blocks, values), "html", template=text)
    if reply.warnings:
        raise RenderError("; ".join(reply.warnings))
    return reply.data


def style(project: Project, name: str) -> str:
    """Return the text of a file of `styles/`.

    Raises:
        RenderError: if it is not there.
    """
    path = find_style(project, name)
    if path is None:
        raise RenderError(f"styles/{name} is missing")
    return path.read_text(encoding="utf-8")


def metadata(document: Document) -> dict[str, Any]:
    """Return what the templates say before and after the text, as pandoc's metadata."""
    matter = front_matter.data(document)
    values: dict[str, Any] = {name: meta(_marked(value)) for name, value in matter.items()}
    values["pagetitle"] = meta(tree.plain_text(tree.settled(matter["title"])))
    if document.references:
        values["reference-list"] = {"t": "MetaBlocks", "c": [_references(document)]}
    return values


def _marked(value: Any) -> Any:
    """Show in the texts of the front matter what changed in them."""
    if isinstance(value, dict):
        return {name: _marked(item) for name, item in value.items()}
    if isinstance(value, list) and tree.is_inlines(value):
        (paragraph,) = tree.map_inlines([tree.paragraph(value)], _changes)
        return paragraph["c"]
    return [_marked(item) for item in value] if isinstance(value, list) else value


def blocks(document: Document, picture: Callable[[str], str], *, scrolls: bool) -> list[Element]:
    """Return the text of the document.

    Args:
        document: the numbered document.
        picture: says by which address an image is shown.
        scrolls: whether a table that is too wide scrolls in a region of its own.
    """
    shown = pictures.replace(document.blocks, lambda source, width: (picture(source), width))
    shown = tree.map_blocks(shown, lambda block: _block(block, document, scrolls=scrolls))
    return tree.map_inlines(shown, lambda inlines: _inlines(inlines, document.language))


def _block(block: Element, document: Document, *, scrolls: bool) -> list[Element] | None:
    kind = block["t"]
    if kind == "Header":
        return [_heading(block)]
    if kind == "Table" and scrolls:
        number = tree.pairs(block).get("number", "")
        name = label(document.language, "table", number=number)
        # The region scrolls where the page is narrow, and who has only a keyboard scrolls what has the focus.
        attribute = ["", ["table-scroll"], [["role", "region"], ["aria-label", name], ["tabindex", "0"]]]
        return [tree.div(attribute, [block])]
    if kind == "Div" and "equation" in tree.attribute_of(block)[1]:
        return [_equation(block)]
    if kind == "Div" and (mark := _MARKS.get(" ".join(block["c"][0][1]))):
        inner = tree.map_blocks(block["c"][1], lambda child: _block(child, document, scrolls=scrolls))
        return [tree.raw_block("html", f"<{mark}>"), *inner, tree.raw_block("html", f"</{mark}>")]
    return [_uncoloured(block)] if kind == "CodeBlock" else None


def _uncoloured(code: Element) -> Element:
    """Code without its language: by it pandoc would mark words and lines that no style of ours shows."""
    attribute, text = code["c"]
    return {**code, "c": [[attribute[0], [], []], text]}


def _heading(block: Element) -> Element:
    """The title is the only h1 of the page; the manuscript's own headings stand one level below."""
    level, attribute, inlines = block["c"]
    pairs = dict(attribute[2])
    number = pairs.pop("number", "")
    if level > 5:  # HTML has six elements; the level itself is said to who cannot see (WAI-ARIA 1.2, aria-level)
        pairs["aria-level"] = str(level + 1)
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


_MARKS = {"insertion": "ins", "deletion": "del"}
_BOXES = (tree.string("☐"), tree.string("☒"))


def _inlines(inlines: list[Element], language: str) -> list[Element]:
    changed: list[Element] = []
    for inline in _changes(inlines):
        if not changed and inline in _BOXES:  # at the start of an item pandoc makes a control of it, and no text
            changed.append(tree.span(tree.attributes(), [inline]))
        elif inline["t"] == "Link" and "citation-number" in inline["c"][0][1]:
            number = tree.plain_text(inline["c"][1])
            name = label(language, "reference", number=number)
            attribute = ["", ["citation-number"], [["role", "doc-biblioref"], ["aria-label", name]]]
            changed.append(tree.link(inline["c"][1], inline["c"][2][0], attribute))
        else:
            changed.append(_uncoloured(inline) if inline["t"] == "Code" else inline)
    return changed


def _changes(inlines: list[Element]) -> list[Element]:
    """Put what is new and what is gone into the elements that HTML has for them."""
    changed: list[Element] = []
    for inline in inlines:
        mark = _MARKS.get("".join(inline["c"][0][1][:1])) if inline["t"] == "Span" else None
        if mark is None:
            changed.append(inline)
            continue
        counts = ' class="renumbered"' if "renumbered" in inline["c"][0][1] else ""
        opening, closing = (tree.raw_inline("html", tag) for tag in (f"<{mark}{counts}>", f"</{mark}>"))
        changed.extend([opening, *inline["c"][1], closing])
    return changed


# --- the contents -----------------------------------------------------------------------------------------------


def contents(document: Document) -> list[Element]:
    """Return the table of contents: nested lists of links to the headings."""
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
    """The words of a heading for a link to it: without citations, notes, images, links and identifiers of its own."""
    changed: list[Element] = []
    for inline in tree.settled(inlines):
        if inline["t"] in ("Span", "Link"):
            if "citation" not in inline["c"][0][1]:
                changed.extend(inline["c"][1])
        elif inline["t"] not in ("Note", "Image"):
            changed.append(inline)
    return changed


def _without_empty_lists(items: Iterable[list[Element]]) -> list[list[Element]]:
    return [
        [
            {**block, "c": _without_empty_lists(block["c"])} if block["t"] == "BulletList" else block
            for block in item
            if block["t"] != "BulletList" or block["c"]
        ]
        for item in items
    ]


# --- the reference list -----------------------------------------------------------------------------------------


def _references(document: Document) -> Element:
    items = [_reference(item, document.language) for item in document.references]
    return tree.div(tree.attributes("refs"), items)


def _reference(item: ReferenceListItem, language: str) -> Element:
    shown = tree.string(item.label)
    shown = shown if item.number else tree.span(tree.attributes("", ["deletion"]), [shown])
    number = tree.span(tree.attributes("", ["reference-number"]), [shown])
    text = tree.span(tree.attributes("", ["reference-text"], lang=item.language), item.inlines)
    inlines = [number, {"t": "Space"}, text, {"t": "Space"}, _back_links(item, language)]
    attribute = tree.attributes(f"ref-{item.number}" if item.number else "", ["csl-entry"])
    return tree.map_inlines([tree.div(attribute, [tree.paragraph(inlines)])], _changes)[0]


def _back_links(item: ReferenceListItem, language: str) -> Element:
    links: list[Element] = []
    for count, place in enumerate(item.places, start=1):
        shown = "↑" if len(item.places) == 1 else f"↑{count}"
        if links:
            links.append({"t": "Space"})
        name = label(language, "back-link", shown=shown, place=str(count))
        attribute = tree.attributes("", role="doc-backlink", aria_label=name)
        links.append(tree.link([tree.string(shown)], f"#cite-{place}", attribute))
    return tree.span(tree.attributes("", ["backlinks"]), links)
