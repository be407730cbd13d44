"""An image file that no format can show is known by its first and last bytes."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.assemble.images import fault


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)
JPEG = b"\xff\xd8\xff\xe0" + bytes(40) + b"\xff\xd9"
GIF = b"GIF89a" + bytes(40) + b";"
WEBP = b"RIFF" + struct.pack("<I", 40) + b"WEBP" + bytes(36)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="3"/></svg>\n'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.png", PNG, ""),
        ("a.png", PNG + b"what an editor adds", ""),
        ("a.PNG", PNG[:-5], "is cut short"),
        ("a.jpg", JPEG, ""),
        ("a.jpeg", JPEG + bytes(100), ""),
        ("a.jpg", JPEG[:-2], "is cut short"),
        ("a.jpg", PNG, "is PNG, not JPEG"),
        ("a.png", b"<html>", "is no PNG image"),
        ("a.gif", GIF, ""),
        ("a.webp", WEBP, ""),
        ("a.webp", WEBP[:-1], "is cut short"),
        ("a.svg", SVG, ""),
        ("a.svg", b"\xef\xbb\xbf<?xml version='1.0'?>" + SVG, ""),
        ("a.svg", SVG.decode().encode("utf-16"), ""),
        ("a.svg", SVG[:-8], "is cut short"),
        ("a.svg", b" \n", "is empty"),
        ("a.typ", b"#circle()", ""),
        ("a.tif", b"II*\0", "is of type .tif, which cannot be shown"),
        ("a", PNG, "has no suffix that says its type"),
    ],
)
def test_what_is_wrong_with_an_image(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert fault(tmp_path / name) == said


def test_an_image_that_is_gone(tmp_path: Path) -> None:
    assert fault(tmp_path / "a.png").startswith("cannot be read: ")


@given(data=st.binary(max_size=80), suffix=st.sampled_from(["png", "jpg", "gif", "webp", "svg"]))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"a.{suffix}"
    path.write_bytes(data)
    assert isinstance(fault(path), str)
