"""The image files of a manuscript, in the form that each format can show."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from collation import fonts, tree, typesetting
from collation.document.numbered import RenderError
from collation.project import Project
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
_WORD = frozenset({".png", ".jpg", ".jpeg", ".gif"})
# Journals ask for 300 to 600 dpi; 300 keeps a Word file small enough to be sent by mail.
_PRINT_DPI = 300.0
_MM_PER_INCH = 25.4
# An icon that is blown up to the width of the page needs no more than this.
_LARGEST = 8.0


def vector(project: Project, source: str) -> tuple[str, bytes]:
    """Return an image for HTML or PDF: its suffix and its bytes; a Typst drawing becomes SVG.

    Raises:
        RenderError: if the file cannot be shown.
    """
    path = _path(project, source)
    suffix = path.suffix.lower()
    data = _read(path, source)
    if suffix == _DRAWING:
        return ".svg", _shortened(_draw(path, "svg", data))
    return suffix, data


def raster(project: Project, source: str, width: float = 0.0) -> tuple[str, bytes]:
    """Return an image for Word: PNG or JPEG; what is drawn in lines becomes PNG of at least 300 dots per inch.

    Args:
        project: the project that the image belongs to.
        source: its path, as the text has it.
        width: how wide it will stand, in millimetres; 0 for its own width.

    Raises:
        RenderError: if the file cannot be shown.
    """
    path = _path(project, source)
    suffix = path.suffix.lower()
    data = _read(path, source)
    if suffix in _WORD:
        return suffix, data
    drawn = _rasterize(path, data, _PRINT_DPI)
    own_width = int.from_bytes(drawn[16:20]) / _PRINT_DPI * _MM_PER_INCH  # the first field of IHDR, in pixels
    density = _PRINT_DPI * min(max(1.0, width / own_width), _LARGEST)
    if density > _PRINT_DPI:
        drawn = _rasterize(path, data, density)
    return ".png", _with_density(drawn, density)


def raster_suffix(source: str) -> str:
    """Return the suffix of what `raster` makes of an image."""
    suffix = Path(source).suffix.lower()
    return suffix if suffix in _WORD else ".png"


def replace(blocks: Sequence[Element], change: Callable[[str, str], tuple[str, str]]) -> list[Element]:
    """Return blocks in which each image has the source and the width that `change` makes of its own.

    A width is a length or a percentage, as an author writes it; "" where there is none.
    """

    def inlines(found: list[Element]) -> list[Element]:
        return [_replaced(inline, change) if inline["t"] == "Image" else inline for inline in found]

    return tree.map_inlines(blocks, inlines)


def _replaced(image: Element, change: Callable[[str, str], tuple[str, str]]) -> Element:
    """The image under its new name; `alt` takes the place of the words in brackets, as in a figure of pandoc."""
    (identifier, classes, pairs), alternative, (source, title) = image["c"]
    written = dict(pairs)
    source, width = change(source, written.get("width", ""))
    described = written.get("alt")
    kept = [pair for pair in pairs if pair[0] not in ("alt", "width") and not pair[0].startswith("caption-")]
    attribute = [identifier, classes, [*kept, ["width", width]] if width else kept]
    return {**image, "c": [attribute, alternative if described is None else tree.text(described), [source, title]]}


def _path(project: Project, source: str) -> Path:
    """Return the file of an image.

    Raises:
        RenderError: if it is no file of the project, or of a type that cannot be shown.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", source):
        raise RenderError(f"{source}: nothing is fetched from the network; put the image beside the text")
    path = project.root / project.manuscript / source
    if path.suffix.lower() not in (_DRAWING, *TYPES):
        kind = f"an image of type {path.suffix}" if path.suffix else "an image without suffix"
        raise RenderError(f"{source}: {kind} cannot be shown; use SVG, PNG, JPEG or a Typst drawing")
    return path


def _read(path: Path, source: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RenderError(f"{source} cannot be read: {error.strerror or error}") from error


@cache
def _draw(path: Path, format: Literal["svg", "png"], source: bytes, density: float = _PRINT_DPI) -> bytes:
    """Draw once a run; `source` (what the file holds) makes a later edit another drawing."""
    del source
    try:
        drawing = typesetting.draw(path, format, pixels_per_inch=density)
    except (typesetting.TypesettingError, fonts.FontError) as error:
        raise RenderError(str(error)) from error
    if drawing.warnings:
        raise RenderError("; ".join(drawing.warnings))
    return drawing.data


_LONG_NUMBER = re.compile(r"-?\d+\.\d{5,}")
_PATH_DATA = re.compile(r'(?<= d=")[^"]*')


@cache
def _shortened(svg: bytes) -> bytes:
    """Round the numbers of a drawing to the 10 000th part of a point; Typst writes nine places, half of its file."""

    def shorten(number: re.Match[str]) -> str:
        return f"{float(number[0]):.4f}".rstrip("0").rstrip(".")

    def close_up(data: re.Match[str]) -> str:
        # A comma where a data URI would need three characters for a space.
        return re.sub(r"\s*([A-Za-z])\s*", r"\1", data[0]).replace(" ", ",")

    return _PATH_DATA.sub(close_up, _LONG_NUMBER.sub(shorten, svg.decode())).encode()


@cache
def _rasterize(path: Path, source: bytes, density: float) -> bytes:
    if path.suffix.lower() == _DRAWING:
        return _draw(path, "png", source, density)
    markup = f"#set page(width: auto, height: auto, margin: 0pt)\n#image({tree.quoted(path.name)})\n"
    try:
        return typesetting.draw_source(markup, path.parent, path.name, "png", pixels_per_inch=density).data
    except (typesetting.TypesettingError, fonts.FontError) as error:
        raise RenderError(f"{path.name}: {error}") from error


def _with_density(png: bytes, density: float) -> bytes:
    """Say in a PNG how dense its pixels are (PNG 11.3.4.3, pHYs): Typst does not, and Word would take 72 dpi."""
    per_metre = round(density / _MM_PER_INCH * 1000)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    end_of_header = 8 + 4 + 4 + 13 + 4  # signature; length, name, content and checksum of IHDR
    return (
        png[:end_of_header] + struct.pack(">I", 9) + chunk + struct.pack(">I", zlib.crc32(chunk)) + png[end_of_header:]
    )
