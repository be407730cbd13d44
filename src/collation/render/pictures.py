"""The image files of a manuscript, in the form that each format can show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from collation import tree, typesetting
from collation.project import Project
from collation.render.document import RenderError
from collation.tree import Element

TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
"""Images that every browser shows, with their media types."""

_DRAWING = ".typ"
# Journals ask for 300 to 600 dpi; 300 keeps a Word file small enough to be sent by mail.
_PRINT_DPI = 300.0


def vector(project: Project, source: str) -> tuple[str, bytes]:
    """Return an image for HTML or PDF: its suffix and its bytes; a Typst drawing becomes SVG.

    Raises:
        RenderError: if the file cannot be shown.
    """
    path = _path(project, source)
    suffix = path.suffix.lower()
    if suffix == _DRAWING:
        return ".svg", _draw(path, "svg", path.stat().st_mtime_ns)
    if suffix not in TYPES:
        raise RenderError(f"{source}: an image of type {suffix} cannot be shown; use SVG, PNG, JPEG or a Typst drawing")
    return suffix, _read(path, source)


def raster(project: Project, source: str) -> tuple[str, bytes]:
    """Return an image for Word: PNG or JPEG; what is drawn in lines becomes PNG at 300 dpi.

    Raises:
        RenderError: if the file cannot be shown.
    """
    path = _path(project, source)
    suffix = path.suffix.lower()
    if suffix == _DRAWING:
        return ".png", _draw(path, "png", path.stat().st_mtime_ns)
    if suffix == ".svg":
        return ".png", _rasterize(path)
    return vector(project, source)


def replace(blocks: Sequence[Element], change: Callable[[str], str]) -> list[Element]:
    """Return blocks in which the source of every image is what `change` makes of it."""

    def inlines(found: list[Element]) -> list[Element]:
        return [_replaced(inline, change) if inline["t"] == "Image" else inline for inline in found]

    return tree.map_inlines(blocks, inlines)


def _replaced(image: Element, change: Callable[[str], str]) -> Element:
    attribute, alternative, (source, title) = image["c"]
    pairs = [pair for pair in attribute[2] if not pair[0].startswith("caption-")]
    return {**image, "c": [[attribute[0], attribute[1], pairs], alternative, [change(source), title]]}


def _path(project: Project, source: str) -> Path:
    return project.root / project.manuscript / source


def _read(path: Path, source: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RenderError(f"{source} cannot be read: {error.strerror or error}") from error


@cache
def _draw(path: Path, format: str, changed: int) -> bytes:
    """Draw once a run; `changed` (the file's time) makes a later edit another drawing."""
    del changed
    try:
        drawing = typesetting.draw(path, "svg" if format == "svg" else "png", pixels_per_inch=_PRINT_DPI)
    except typesetting.TypesettingError as error:
        raise RenderError(str(error)) from error
    if drawing.warnings:
        raise RenderError("; ".join(drawing.warnings))
    return drawing.data


def _rasterize(path: Path) -> bytes:
    source = f"#set page(width: auto, height: auto, margin: 0pt)\n#image({tree.quoted(path.name)})\n"
    try:
        return typesetting.draw_source(source, path.parent, path.name, "png", pixels_per_inch=_PRINT_DPI).data
    except typesetting.TypesettingError as error:
        raise RenderError(f"{path.name}: {error}") from error
