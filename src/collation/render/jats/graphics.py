"""The images of an article: JATS holds none, it names files that lie beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from collation import tree
from collation.document.numbered import Document
from collation.project import Project
from collation.render import pictures
from collation.tree import Element

# The text of a page of A4, in millimetres: a width in percent is of that.
_TEXT_WIDTH = 160.0


@dataclass(frozen=True)
class Graphic:
    """A file beside the article: its name, and how wide it is to stand at most, in millimetres; 0 for its own width."""

    name: str
    width: float


def of(document: Document) -> dict[str, Graphic]:
    """Return the file of each image of the text, by the image's source.

    A file is called by the number of its figure (`fig1.png`, a second image of that figure `fig1-2.png`), for so
    journals ask for it; what stands in no numbered figure is `image1.png`.
    """
    found: dict[str, Graphic] = {}
    for figure in (block for block in tree.elements(document.blocks) if block["t"] == "Figure"):
        number = re.sub(r"\W+", "-", tree.pairs(figure).get("number", ""))
        stem, count = f"fig{number}", 0
        for image in _images(figure) if number else ():
            count += _source(image) not in found
            _note(found, image, stem if count < 2 else f"{stem}-{count}")
    count = 0
    for image in _images(document.blocks):
        count += _source(image) not in found
        _note(found, image, f"image{count}")
    return found


def files(document: Document, project: Project) -> dict[str, bytes]:
    """Return the bytes of each file by its name: PNG and JPEG as they are, drawings as PNG of 300 dots per inch.

    Raises:
        RenderError: if an image cannot be shown.
    """
    graphics = of(document).items()
    return {graphic.name: pictures.raster(project, source, graphic.width)[1] for source, graphic in graphics}


def _note(found: dict[str, Graphic], image: Element, stem: str) -> None:
    source = _source(image)
    percentage = re.fullmatch(r"(\d+(?:\.\d+)?)%", tree.pairs(image).get("width", ""))
    width = _TEXT_WIDTH * float(percentage[1]) / 100 if percentage else 0.0
    known = found.get(source)
    name = known.name if known else f"{stem}{pictures.raster_suffix(source)}"
    found[source] = Graphic(name, max(width, known.width if known else 0.0))


def _images(node: object) -> Iterator[Element]:
    return (element for element in tree.elements(node) if element["t"] == "Image")


def _source(image: Element) -> str:
    source: str = image["c"][2][0]
    return source
