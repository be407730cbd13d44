"""The images of a manuscript, in the form that each format can show."""

from __future__ import annotations

import re
import struct
import zlib

import pytest

from collation import tree, typesetting
from collation.document.numbered import RenderError
from collation.render import pictures
from manuscripts import Outputs, Write

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><rect width="96" height="48" fill="#06c"/></svg>'
DRAWING = "#set page(width: 60mm, height: 20mm, margin: 2mm)\n#circle(radius: 3mm)\nAb虚构\n".encode()
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def png(width: int, height: int) -> bytes:
    """A grey image."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def chunks(data: bytes) -> dict[bytes, bytes]:
    """The chunks of a PNG, each with a checksum that is right."""
    found = {}
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert data[at + 8 + length : at + 12 + length] == struct.pack(">I", zlib.crc32(kind + content))
        found[kind] = content
        at += 12 + length
    return found


def test_a_drawing_becomes_svg_whose_numbers_are_those_of_typst_to_four_places(write: Write) -> None:
    project = write("文\n", files={"figures/a.typ": DRAWING})
    suffix, data = pictures.vector(project, "figures/a.typ")
    drawn = typesetting.draw(project.root / "manuscript/figures/a.typ", "svg", pixels_per_inch=72.0).data
    assert suffix == ".svg"
    ours = [float(number) for number in NUMBER.findall(data.decode())]
    theirs = [float(number) for number in NUMBER.findall(drawn.decode())]
    assert ours == pytest.approx(theirs, abs=0.000051)
    assert len(data) < 0.8 * len(drawn)


def test_the_letters_of_a_path_are_those_of_typst(outputs: Outputs) -> None:
    path = outputs.project.root / "manuscript/figures/paracrine.typ"
    _, data = pictures.vector(outputs.project, "figures/paracrine.typ")
    drawn = typesetting.draw(path, "svg", pixels_per_inch=72.0).data
    ours, theirs = (re.sub(r"[\s,]|-?\d+(?:\.\d+)?", "", svg.decode()) for svg in (data, drawn))
    assert ours == theirs


def test_images_of_the_author_pass_unchanged(write: Write) -> None:
    image = png(3, 2)
    project = write("文\n", files={"a.png": image, "b.svg": SVG, "c.JPG": b"\xff\xd8"})
    assert pictures.vector(project, "a.png") == (".png", image)
    assert pictures.vector(project, "b.svg") == (".svg", SVG)
    assert pictures.vector(project, "c.JPG") == (".jpg", b"\xff\xd8")
    assert pictures.raster(project, "a.png", 100.0) == (".png", image)


@pytest.mark.parametrize(
    ("width", "pixels"),
    [(0.0, 300), (10.0, 300), (25.4, 300), (50.8, 600), (154.0, 1819), (5000.0, 2400)],
)
def test_lines_become_pixels_dense_enough_for_the_width_at_which_they_stand(
    write: Write, width: float, pixels: int
) -> None:
    project = write("文\n", files={"a.svg": SVG})  # an inch wide
    suffix, data = pictures.raster(project, "a.svg", width)
    found = chunks(data)
    assert suffix == ".png"
    assert struct.unpack(">I", found[b"IHDR"][:4])[0] == pytest.approx(pixels, abs=2)
    across, down, unit = struct.unpack(">IIB", found[b"pHYs"])
    assert (across, unit) == (down, 1)
    assert pixels / (across * 0.0254) == pytest.approx(1.0, abs=0.01)


def test_a_drawing_becomes_pixels_at_its_own_size(write: Write) -> None:
    project = write("文\n", files={"a.typ": DRAWING})
    _, data = pictures.raster(project, "a.typ")
    assert struct.unpack(">II", chunks(data)[b"IHDR"][:8]) == (709, 236)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("nothing.png", "nothing.png cannot be read: No such file"),
        ("nothing.typ", "nothing.typ cannot be read: No such file"),
        ("a.tiff", "an image of type .tiff cannot be shown"),
        ("a", "an image without suffix cannot be shown"),
        ("https://example.org/a.png", "nothing is fetched from the network"),
        ("data:image/png;base64,AAAA", "nothing is fetched from the network"),
        ("broken.typ", "unknown variable: nonsense"),
        ("glyph.typ", "glyph.typ"),
    ],
)
def test_what_cannot_be_shown_is_a_message(write: Write, source: str, message: str) -> None:
    files = {"a.tiff": b"", "a": b"", "broken.typ": b"#nonsense", "glyph.typ": "\U00012000".encode()}
    project = write("文\n", files=files)
    for form in (pictures.vector, pictures.raster):
        with pytest.raises(RenderError, match=re.escape(message)):
            form(project, source)


def test_an_svg_that_is_none_is_a_message_where_it_must_be_drawn(write: Write) -> None:
    project = write("文\n", files={"a.svg": b"no image"})
    with pytest.raises(RenderError, match=r"a\.svg"):
        pictures.raster(project, "a.svg")


def test_the_words_for_an_image_are_its_alt_and_else_those_in_its_brackets() -> None:
    def image(**pairs: str) -> tree.Element:
        words = [tree.string("words"), {"t": "Space"}, tree.string("here")]
        return tree.paragraph([{"t": "Image", "c": [tree.attributes("", [], **pairs), words, ["a.png", ""]]}])

    blocks = [image(), image(alt="other words", width="50%", caption_en="never"), image(height="1cm")]
    changed = pictures.replace(blocks, lambda source, width: (f"new-{source}", width))
    found = [block["c"][0]["c"] for block in changed]
    assert [tree.plain_text(words) for _, words, _ in found] == ["words here", "other words", "words here"]
    assert [attribute[2] for attribute, _, _ in found] == [[], [["width", "50%"]], [["height", "1cm"]]]
    assert {source for _, _, (source, _) in found} == {"new-a.png"}


def test_an_edited_drawing_is_drawn_again(write: Write) -> None:
    project = write("文\n", files={"a.typ": DRAWING})
    before = pictures.vector(project, "a.typ")
    (project.root / "manuscript/a.typ").write_bytes(DRAWING.replace(b"3mm", b"4mm"))
    assert pictures.vector(project, "a.typ") != before
