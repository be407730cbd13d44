"""PDF: a journal article on A4, typeset by Typst from the markup that pandoc writes."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from collation import fonts, pandoc, tree, typesetting
from collation.project import Project, find_style
from collation.render import front_matter, pictures
from collation.render.document import Document, RenderError, meta
from collation.tree import Element, quoted

STANDARDS = ("a-2a", "ua-1")
"""PDF/A-2a (ISO 19005-2) for archives, PDF/UA-1 (ISO 14289-1) for readers who cannot see."""

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(%|cm|mm|in|pt|em|px)?")


def render(document: Document, project: Project) -> bytes:
    """Write the document as PDF/A-2a and PDF/UA-1.

    Raises:
        RenderError: if Typst refuses the markup, a letter is in none of the fonts, or an image cannot be shown.
    """
    with tempfile.TemporaryDirectory(prefix="collation-") as folder:
        root = Path(folder)
        blocks = pictures.replace(document.blocks, _Pictures(project, root))
        blocks = tree.map_blocks(blocks, _block)
        blocks = tree.map_inlines(blocks, _inlines)
        values: dict[str, Any] = {name: meta(value) for name, value in front_matter.data(document).items()}
        values["reference-list"] = {"t": "MetaBlocks", "c": _references(document)}
        template = find_style(project, "typst/article.typ")
        if template is None:
            raise RenderError("styles/typst/article.typ is missing")
        reply = pandoc.write(
            tree.document(blocks, values), "typst-citations", template=template.read_text(encoding="utf-8")
        )
        try:
            typeset = typesetting.typeset_pdf(
                reply.data.decode(), root, timestamp=document.timestamp, standards=STANDARDS
            )
        except (typesetting.TypesettingError, fonts.FontError) as error:
            raise RenderError(str(error)) from error
    if typeset.warnings or reply.warnings:
        raise RenderError("; ".join((*reply.warnings, *typeset.warnings)))
    return typeset.data


class _Pictures:
    """Puts each image beside the markup under a plain name: no path of this machine may reach the PDF."""

    def __init__(self, project: Project, root: Path) -> None:
        self.project = project
        self.root = root
        self.names: dict[str, str] = {}

    def __call__(self, source: str) -> str:
        if source not in self.names:
            suffix, data = pictures.vector(self.project, source)
            name = f"image-{len(self.names) + 1}{suffix}"
            (self.root / name).write_bytes(data)
            self.names[source] = name
        return self.names[source]


def _block(block: Element) -> list[Element] | None:
    kind = block["t"]
    if kind == "Header":
        level, (identifier, _, pairs), inlines = block["c"]
        number = dict(pairs).get("number", "")
        return [_called(f"numbered-heading({level}, {quoted(number)})", inlines, identifier)]
    if kind == "Figure":
        return _figure(block)
    if kind == "Table" and "number" in tree.pairs(block):
        return _table(block)
    if kind == "Div" and "equation" in tree.attribute_of(block)[1]:
        (identifier, _, pairs), content = block["c"]
        math = content[0]["c"][0]
        alternative = quoted(math["c"][1])
        return [_called(f"equation-block({quoted(dict(pairs)['number'])}, {alternative})", [_bare(math)], identifier)]
    return None


def _bare(math: Element) -> Element:
    """An equation that is already inside one of the template's calls."""
    return {**math, "t": "Math", "bare": True}


def _called(call: str, inlines: Sequence[Element], identifier: str = "") -> Element:
    """A paragraph that is one call of a function of the template, with a label where there is an identifier."""
    label = f" <{identifier}>" if identifier else ""
    return tree.paragraph([tree.raw_inline("typst", f"#{call}["), *inlines, tree.raw_inline("typst", f"]{label}")])


def _caption(caption: list[Any]) -> list[Element]:
    """Both languages of a caption as inlines; the second inside a call that sets it apart."""
    inlines: list[Element] = []
    for block in caption[1]:
        is_second = block["t"] == "Div"
        content = block["c"][1][0]["c"] if is_second else block["c"]
        if is_second:
            content = [tree.raw_inline("typst", "#caption-second["), *content, tree.raw_inline("typst", "]")]
        inlines.extend(content)
    return inlines


def _figure(block: Element) -> list[Element]:
    (identifier, _, _), caption, content = block["c"]
    images = [element for element in tree.elements(content) if element["t"] == "Image"]
    if len(images) != 1:
        raise RenderError(
            f"the figure {identifier or '(without identifier)'} has {len(images)} images; it must have one"
        )
    attribute, alternative, (source, _) = images[0]["c"]
    width = _length(dict(attribute[2]).get("width", "100%"))
    call = f"figure-block({quoted(source)}, {quoted(tree.plain_text(alternative))}, {width})"
    return [_called(call, _caption(caption), identifier)]


def _length(value: str) -> str:
    """A width in Typst's units; a pixel of CSS is 1/96 inch."""
    match = _LENGTH.fullmatch(value.strip())
    if match is None:
        raise RenderError(f"the width {value!r} of a figure is not a length; write 80% or 12cm")
    number, unit = match.groups()
    if unit in (None, "px"):
        return f"{float(number) * 0.75:g}pt"
    return f"{number}{unit}"


def _table(block: Element) -> list[Element]:
    attribute, caption, *rest = block["c"]
    bare = {"t": "Table", "c": [tree.attributes(), [None, []], *rest]}
    opening = [
        tree.raw_inline("typst", "#table-block(["),
        *_caption(caption),
        tree.raw_inline("typst", "])["),
    ]
    label = f" <{attribute[0]}>" if attribute[0] else ""
    return [tree.paragraph(opening), bare, tree.raw_block("typst", f"]{label}")]


def _inlines(inlines: list[Element]) -> list[Element]:
    changed: list[Element] = []
    for inline in inlines:
        if inline["t"] == "Span":
            attribute, content = inline["c"]
            if "caption-label" in attribute[1]:
                changed.extend([tree.raw_inline("typst", "#caption-label["), *content, tree.raw_inline("typst", "]")])
                continue
            if "citation" in attribute[1]:  # nothing in the PDF leads back to a citation, so it needs no label
                changed.extend(content)
                continue
        elif inline["t"] == "Math" and not inline.get("bare"):
            display = inline["c"][0]["t"] == "DisplayMath"
            function = (
                f'equation-block("", {quoted(inline["c"][1])})'
                if display
                else f"inline-equation({quoted(inline['c'][1])})"
            )
            changed.extend([tree.raw_inline("typst", f"#{function}["), inline, tree.raw_inline("typst", "]")])
            continue
        elif inline["t"] == "Math":
            inline = {"t": "Math", "c": inline["c"]}
        changed.append(inline)
    return changed


def _references(document: Document) -> list[Element]:
    return [
        _called(f"reference-item({quoted(str(item.number))}, lang: {quoted(item.language)})", item.inlines)
        for item in document.references
    ]
