"""HTML: one file that needs nothing else, for reading on any screen and on paper."""

from __future__ import annotations

import base64
from urllib.parse import quote

from collation import tree
from collation.document.numbered import Document
from collation.project import Project
from collation.render import hypertext, pictures


def render(document: Document, project: Project) -> bytes:
    """Write the document as one self-contained page.

    Raises:
        RenderError: if an image cannot be shown or a style file is not there.
    """
    values = hypertext.metadata(document)
    values["toc"] = {"t": "MetaBlocks", "c": hypertext.contents(document)}
    # Verbatim: as metadata text the style sheet would be escaped.
    for name, file in (("styles", "article.css"), ("script", "article.js")):
        text = hypertext.style(project, f"html/{file}").strip()
        if name == "styles" and document.matter is not None:
            text += "\n" + hypertext.style(project, "html/revision.css").strip()
        values[name] = {"t": "MetaBlocks", "c": [tree.raw_block("html", text)]}
    blocks = hypertext.blocks(document, lambda source: _embedded(project, source), scrolls=True)
    return hypertext.write(project, "html/article.html", blocks, values)


def _embedded(project: Project, source: str) -> str:
    """Return an image as a data URI (RFC 2397), as text where that is the shorter: Base64 makes a third more of SVG."""
    suffix, data = pictures.vector(project, source)
    encoded = f";base64,{base64.b64encode(data).decode()}"
    if suffix == ".svg":
        encoded = min(encoded, f",{quote(data, safe='/:,;=?@+$!*()')}", key=len)
    return f"data:{pictures.TYPES[suffix]}{encoded}"
