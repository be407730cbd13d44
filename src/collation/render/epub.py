"""EPUB 3.3: one package for reading systems of every kind, of the same pieces as the page.

`EPUB/` holds the front matter, the text and the reference list as a page each, the navigation document, the same
contents once more for readers of EPUB 2, the style sheet and the figures.  What stands where and why is said in
docs/decisions/0014-epub.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from collation import archive, tree, xml
from collation.document.labels import label
from collation.document.numbered import Document, RenderError, meta
from collation.identifiers import web_address
from collation.project import Project
from collation.render import hypertext, pictures, publication, svg
from collation.render.publication import FORBIDDEN, LANG, MATHML, XHTML
from collation.tree import Element
from collation.xml import Node

OPS: Final = "http://www.idpf.org/2007/ops"


def render(document: Document, project: Project) -> bytes:
    """Write the document as an EPUB publication.

    Raises:
        RenderError: if an image cannot be shown, or a style file is not there or not well-formed.
    """
    figures = _Figures(project)
    blocks = _portable(hypertext.blocks(document, figures.name, scrolls=False))
    pages = _pages(document, project, blocks)
    _link(pages)
    about = publication.Publication(document, project, pages, figures.files)
    files = {f"{name}.xhtml": xml.serialize(page, "<!DOCTYPE html>") for name, page in pages.items()}
    files["toc.ncx"] = xml.serialize(about.contents())
    files["article.css"] = hypertext.style(project, "epub/article.css").encode()
    files |= figures.files
    parts = {
        "mimetype": b"application/epub+zip",  # first, and not compressed: a file is known by its first bytes
        "META-INF/container.xml": xml.serialize(publication.container("EPUB/package.opf")),
        "EPUB/package.opf": xml.serialize(about.package(files)),
    }
    return archive.pack(parts | {f"EPUB/{name}": data for name, data in files.items()})


@dataclass
class _Figures:
    """The images of the text: each once, under a name that every file system has."""

    project: Project
    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def name(self, source: str) -> str:
        """Take an image in, and return its name in the package.

        Raises:
            RenderError: if it cannot be shown.
        """
        if source not in self.names:
            suffix, data = pictures.vector(self.project, source)
            if suffix == ".webp":  # of EPUB since 3.3, and unknown to the readers of before
                suffix, data = pictures.raster(self.project, source)
            elif source.lower().endswith(".svg"):
                data = _contained(source, data)
            self.names[source] = f"figures/{len(self.names) + 1}{suffix}"
            self.files[self.names[source]] = data
        return self.names[source]


def _contained(source: str, data: bytes) -> bytes:
    try:
        return svg.contained(data)
    except xml.MarkupError as error:
        raise RenderError(f"{source}: {error}") from error


# --- what an author may write and an EPUB may not have ------------------------------------------------------------

_WITH_ATTRIBUTES = frozenset({"Code", "CodeBlock", "Div", "Figure", "Header", "Image", "Link", "Span", "Table"})
_LANGUAGE = r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"
_ATTRIBUTES = {
    name: re.compile(pattern)
    for name, pattern in {
        "aria-label": r".+",
        "aria-level": r"\d",
        "dir": r"ltr|rtl|auto",
        "height": r"[\d.]+\w*%?",
        "lang": _LANGUAGE,
        "role": r"doc-(?:biblioref|backlink)",
        "title": r".+",
        "width": r"[\d.]+\w*%?",
    }.items()
}
"""Attributes that are passed on, with what they may say: any other would make the page invalid, or run as a script."""


def _portable(node: Any) -> Any:
    """Return a part of pandoc's document with what every reading system can show.

    Raw HTML is left out as in PDF and Word, its words are not: it need not be well-formed, and EPUB is XML.
    """
    if isinstance(node, list):
        return [_portable(child) for child in node if not _is_raw(child)]
    if not isinstance(node, dict):
        return node
    changed = {name: _portable(value) for name, value in node.items()}
    if changed.get("t") in _WITH_ATTRIBUTES:
        attribute = tree.attribute_of(changed)
        attribute[2] = [
            [name, value] for name, value in attribute[2] if name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value)
        ]
    return changed


def _is_raw(node: Any) -> bool:
    return isinstance(node, dict) and node.get("t") in ("RawInline", "RawBlock")


# --- the pages --------------------------------------------------------------------------------------------------

_ROOM = {"parted": 35.0, "crowded": 28.0}
"""How wide a table on a phone can be, in em of its own letters: in the smallest ones, and in those of all tables."""
_WORD = re.compile(r"[^\s\u2e80-\uffff-]+-?")
_VOID = frozenset(f"{{{XHTML}}}{name}" for name in ("br", "col", "hr", "img", "input", "link", "meta", "wbr"))


def _pages(document: Document, project: Project, blocks: Sequence[Element]) -> dict[str, Any]:
    """The pages by their names in the order of reading, the navigation document last."""
    values = _portable(hypertext.metadata(document)) | {"pagetitle": meta(publication.title(document, project))}
    listed = values.pop("reference-list", None)
    pages = {
        "front": _page(project, "front", [], values),
        "text": _page(project, "text", blocks, values),
    }
    contents = _portable(hypertext.contents(document))
    if listed:
        pages["references"] = _page(project, "references", [], {**values, "reference-list": listed})
        values["has-references"] = meta(True)
        contents = _with(contents, label(document.language, "references"), "#references")
    elif not contents:
        contents = _with(contents, label(document.language, "text"), "text.xhtml")
    values |= {
        "toc": {"t": "MetaBlocks", "c": _ordered(contents)},
        "parts-heading": meta(label(document.language, "parts")),
        "text-heading": meta(label(document.language, "text")),
    }
    pages["nav"] = _page(project, "nav", [], values)
    return pages


def _page(project: Project, name: str, blocks: Sequence[Element], values: Mapping[str, Any]) -> Any:
    """One page as XHTML, with what EPUB says of its parts and HTML does not."""
    data = hypertext.write(project, f"epub/{name}.xhtml", blocks, dict(values)).decode()
    try:
        page = xml.parse(FORBIDDEN.sub("", data).encode())
    except xml.MarkupError as error:  # pandoc writes XML: what is amiss stands in a template
        raise RenderError(f"styles/epub/{name}.xhtml: {error}") from error
    for element in page.iter(f"{{{XHTML}}}*"):
        if language := element.get("lang"):
            element.set(LANG, language)
        role = element.get("role", "")
        if role.startswith("doc-"):
            element.set(f"{{{OPS}}}type", role.removeprefix("doc-"))
        if not len(element) and not element.text and element.tag not in _VOID:
            element.text = ""  # `<td/>` leaves the cell open for a reader that takes the page for HTML
    for note in page.iterfind(f".//{{{XHTML}}}section[@role='doc-endnotes']/{{{XHTML}}}ol/{{{XHTML}}}li"):
        note.set(f"{{{OPS}}}type", "footnote")
    for table in page.iter(f"{{{XHTML}}}table"):
        if crowding := next((name for name, room in _ROOM.items() if _least_width(table) > room), ""):
            table.set("class", crowding)
    for formula in page.iter(f"{{{MATHML}}}math"):
        formula.set("alttext", "".join(formula.itertext(f"{{{MATHML}}}annotation")))
    return page


def _least_width(table: Node) -> float:
    """How wide a table is if no word and no number in it is parted, in em; a letter has about half of one."""
    widest: dict[int, int] = {}
    for row in table.iter(f"{{{XHTML}}}tr"):
        for index, cell in enumerate(row):
            words = _WORD.findall("".join(cell.itertext()))
            widest[index] = max(widest.get(index, 1), *map(len, words), 1)
    return sum(0.55 * letters + 0.4 for letters in widest.values())


def _with(contents: Sequence[Element], words: str, target: str) -> list[Element]:
    item = [{"t": "Plain", "c": [tree.link(tree.text(words), target)]}]
    return [{"t": "BulletList", "c": [*(contents[0]["c"] if contents else []), item]}]


def _ordered(node: Any) -> Any:
    """The contents as EPUB wants them: in lists that are ordered (EPUB 3.3, 7.3)."""
    if isinstance(node, list):
        return [_ordered(child) for child in node]
    if isinstance(node, dict) and node.get("t") == "BulletList":
        return {"t": "OrderedList", "c": [[1, {"t": "DefaultStyle"}, {"t": "DefaultDelim"}], _ordered(node["c"])]}
    return node


# --- where links lead --------------------------------------------------------------------------------------------


def _link(pages: Mapping[str, Any]) -> None:
    """Let links inside the document find the page of their target, and others an address that is one."""
    home = {identifier: name for name, page in pages.items() for identifier in page.xpath("//@id")}
    for name, page in pages.items():
        for link in list(page.iter(f"{{{XHTML}}}a")):
            target = link.get("href", "")
            if target.startswith("#"):
                there = home.get(unquote(target[1:]), name)
                link.set("href", target if there == name else f"{there}.xhtml{target}")
            elif address := target if name == "nav" else web_address(target):
                link.set("href", address)
            else:  # to a file beside the manuscript, which is not in the package
                link.tag = f"{{{XHTML}}}span"
                del link.attrib["href"]
