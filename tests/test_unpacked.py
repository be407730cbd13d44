"""A small PDF that unpacks to gigabytes, or draws a million letters, is refused before anything is unpacked or drawn."""

from __future__ import annotations

import base64
import io
import time
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from collation import limits, pages, tags, unpacked

TEXT = b"()Tj\n"


@cache
def packed(size: int, content: bytes = TEXT) -> bytes:
    """Pack a content again and again into some kilobytes, without having it all at once."""
    packing = zlib.compressobj(9)
    step = content * (1 << 20)
    return b"".join(packing.compress(step) for _ in range(max(1, size // len(step)))) + packing.flush()


def lzw(count: int) -> bytes:
    """Pack a run of blanks as LZW packs it best: each code one longer than that before it (ISO 32000-1, 7.4.4)."""
    codes, made = [256, 32], 258
    while count > 0:
        if made == 4094:
            codes += [256, 32]
            made = 258
        codes.append(made)
        count -= made - 256
        made += 1
    codes.append(257)
    bits, width, known = "", 9, 258
    for index, code in enumerate(codes):
        bits += f"{code:0{width}b}"
        known = 258 if code == 256 else known + (index > 0 and codes[index - 1] != 256)
        width = 9 if code == 256 else min(12, max(9, (known + 1).bit_length()))
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def made(edit: Callable[[Pdf], None]) -> bytes:
    """Make a file of one page, changed; what is packed already stays as it is."""
    with pikepdf.new() as file:
        file.add_blank_page()
        edit(file)
        buffer = io.BytesIO()
        file.save(buffer, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return buffer.getvalue()


def drawn(file: Pdf, data: bytes, *filters: str, **entries: object) -> None:
    file.pages[0].Contents = stream(file, data, *filters, **entries)


def stream(file: Pdf, data: bytes, *filters: str, **entries: object) -> Stream:
    found = Stream(file, b"", **entries)
    found.write(data, filter=Array([Name(f"/{name}") for name in filters]) if filters else None)
    return file.make_indirect(found)


def form(file: Pdf, data: bytes, **inside: Stream) -> Stream:
    found = stream(file, data, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    found.Resources = Dictionary(XObject=Dictionary({f"/{name}": item for name, item in inside.items()}))
    return found


def nested(file: Pdf, call: bytes = b"/%s Do\n") -> None:
    """Ten forms, each of which draws the next ten times: 10 000 000 000 letters."""
    inner = form(file, TEXT)
    for _ in range(10):
        inner = form(file, call.replace(b"%s", b"A") * 10, A=inner)
    file.pages[0].Resources = Dictionary(XObject=Dictionary(A=inner))
    drawn(file, call.replace(b"%s", b"A"))


def letters(file: Pdf) -> None:
    """A font whose letter is drawn by the forms of `nested`."""
    nested(file)
    glyph = stream(file, b"/A Do")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=glyph))
    file.pages[0].Resources.Font = Dictionary(F=font)
    drawn(file, b"/F 9 Tf (a)Tj")


HOSTILE: dict[str, tuple[Callable[[Pdf], None], str]] = {
    "packed": (lambda file: drawn(file, packed(1 << 29), "FlateDecode"), "to more than 256 MiB"),
    "a long page": (lambda file: drawn(file, packed(1 << 26), "FlateDecode"), "to more than 32 MiB"),
    "packed as an image is": (
        lambda file: drawn(file, packed(1 << 26), "FlateDecode", Subtype=Name.Image),
        "to more than 32 MiB",
    ),
    "many letters": (lambda file: drawn(file, packed(1 << 22), "FlateDecode"), "page 1 draws 40001 pieces of text"),
    "packed twice": (
        lambda file: drawn(file, zlib.compress(packed(1 << 29)), "FlateDecode", "FlateDecode"),
        "to more than 256 MiB",
    ),
    "as letters": (
        lambda file: drawn(file, base64.a85encode(packed(1 << 29)) + b"~>", "ASCII85Decode", "FlateDecode"),
        "to more than 256 MiB",
    ),
    "as digits": (
        lambda file: drawn(file, packed(1 << 29).hex().encode() + b">", "ASCIIHexDecode", "FlateDecode"),
        "to more than 256 MiB",
    ),
    "by LZW": (lambda file: drawn(file, lzw(1 << 26), "LZWDecode"), "to more than 32 MiB"),
    "by runs and zlib": (
        lambda file: drawn(file, zlib.compress(b"\x81 " * 9000), "FlateDecode", "RunLengthDecode"),
        "to more than",
    ),
    "nested forms": (nested, "page 1 would unpack to more than 32 MiB"),
    "forms with remarks": (lambda file: nested(file, b"/%s %% a remark\n\0Do\n"), "to more than 32 MiB"),
    "forms with a name of digits": (lambda file: nested(file, b"/#41 Do\n"), "to more than 32 MiB"),
    "letters of forms": (letters, "page 1 would unpack to more than 32 MiB"),
    "a picture in the line": (
        lambda file: drawn(file, b"BI /W 1 /H 1 /BPC 8 /CS /G /F /Fl ID " + packed(1 << 26) + b" EI"),
        "page 1 would unpack to more than 32 MiB",
    ),
    "what nobody draws": (
        lambda file: setattr(file.Root, "PieceInfo", stream(file, packed(1 << 29), "FlateDecode")),
        "to more than 256 MiB",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_unpacks_to_too_much_is_refused_at_once(name: str) -> None:
    edit, words = HOSTILE[name]
    data = made(edit)
    assert len(data) < 1 << 21
    start = time.perf_counter()
    with pytest.raises(tags.UnreadableFileError, match=words):
        tags.read(data)
    assert time.perf_counter() - start < 20


def test_the_objects_of_a_file_are_not_unpacked_either() -> None:
    """What an object stream holds is unpacked as soon as the file is opened."""
    bomb = packed(1 << 29, b"0 ")
    head = b"%%PDF-1.7\n1 0 obj<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length %d>>stream\n" % len(bomb)
    for data in (head, head.replace(b"/ObjStm", b"/Obj#53tm"), head.replace(b"/Type/ObjStm", b"/Subtype/Image")):
        with pytest.raises(tags.UnreadableFileError, match="its objects would unpack to more than 256 MiB"):
            tags.read(data + bomb + b"\nendstream endobj\ntrailer<</Root 1 0 R>>")


def test_more_pages_than_any_article_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made(lambda file: [file.add_blank_page() for _ in range(9)])
    assert pages.read(data).count == 10
    monkeypatch.setattr(limits, "PAGES", 9)
    with pytest.raises(tags.UnreadableFileError, match="it has 10 pages"):
        tags.read(data)
    with pytest.raises(pages.UnreadablePagesError, match="it says that it has 10 pages"):
        pages.read(data)


def honest() -> Iterator[tuple[str, Callable[[Pdf], None]]]:
    text = b'BT /F 9 Tf (Do you know, ID and it\'s "all")Tj ET\n' * 1000
    yield "plain", lambda file: drawn(file, text)
    yield "packed", lambda file: drawn(file, zlib.compress(text), "FlateDecode")
    yield "damaged", lambda file: drawn(file, zlib.compress(text)[:-40], "FlateDecode")
    yield "no zlib", lambda file: drawn(file, text, "FlateDecode")
    yield "no letters", lambda file: drawn(file, b"\xff\xff", "ASCII85Decode")
    yield "LZW", lambda file: drawn(file, lzw(1 << 20), "LZWDecode")
    yield "runs", lambda file: drawn(file, b"\x81 \x80", "RunLengthDecode")
    yield "a picture", lambda file: drawn(file, b"BI /W 1 /H 1 /F /Fl ID " + zlib.compress(b"x") + b" EI")
    yield "a form that draws itself", itself
    yield "an image", lambda file: stream(file, packed(1 << 29, b"\0"), "FlateDecode", Subtype=Name.Image)


def itself(file: Pdf) -> None:
    found = form(file, b"/A Do")
    found.Resources.XObject.A = found
    file.pages[0].Resources = Dictionary(XObject=Dictionary(A=found))
    drawn(file, b"/A Do")


@pytest.mark.parametrize(("name", "edit"), [*honest()], ids=dict(honest()))
def test_an_ordinary_file_is_read(name: str, edit: Callable[[Pdf], None]) -> None:
    assert name
    assert pages.read(made(edit)).count == 1
    tags.read(made(edit))


def test_the_size_that_lzw_unpacks_to_is_that_of_qpdf() -> None:
    with pikepdf.open(io.BytesIO(made(lambda file: drawn(file, lzw(100_000), "LZWDecode")))) as file:
        content = file.pages[0].Contents
        assert unpacked._lzw(content.read_raw_bytes(), 1 << 28) == len(content.read_bytes())


def test_the_review_is_far_from_every_limit(built: Path) -> None:
    with pikepdf.open(built / "out" / "manuscript.pdf") as file:
        for page in file.pages:
            content = page.Contents
            assert sum(len(part.read_bytes()) for part in (content if isinstance(content, Array) else [content])) < (
                limits.PAGE / 10
            )
