"""To how much a PDF unpacks, and how much its pages draw: found before anything is unpacked into memory, or drawn.

Some hundred kilobytes of a hostile file can be gigabytes of operators: packed well, packed twice, or a form that is
drawn ten times by a form that is drawn ten times.  `tags`, the door to pikepdf, hands its objects in.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from collation import limits
from collation.diagnostics import CollationError

_STEP: Final = 1 << 20
_LAYERS: Final = 3
"""How often something may be packed again; what is packed once more is refused by its filters."""
_EXPANDING: Final = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
_LZW: Final = frozenset({"/LZWDecode", "/LZW"})
_RUN_LENGTH: Final = frozenset({"/RunLengthDecode", "/RL"})
_ASCII: Final[dict[str, Callable[[bytes], bytes]]] = {
    "/ASCII85Decode": lambda data: base64.a85decode(data.strip().removeprefix(b"<~").partition(b"~>")[0]),
    "/ASCIIHexDecode": lambda data: bytes.fromhex("".join(data.partition(b">")[0].decode("ascii").split())),
}
_ASCII.update({"/A85": _ASCII["/ASCII85Decode"], "/AHx": _ASCII["/ASCIIHexDecode"]})
_LONGEST_RUN: Final = 64
"""Bytes for one that is packed as a run: 128 for two (ISO 32000-1, 7.4.5)."""
_MOST_TIMES: Final = 2800
"""How many bytes one may become that LZW packed, the best of all: 4096 for twelve bits."""
_BEGIN: Final = re.compile(rb"stream\r?\n")
# What a reader unpacks to know where everything is (ISO 32000-1, 7.5.7 and 7.5.8).
_ABOUT_OBJECTS: Final = re.compile(rb"/ObjStm|/XRef|/First|#")
_DRAWN: Final = re.compile(rb"/([^\0\s/\[\]<>(){}%]+)(?:[\0\s]|%[^\r\n]*[\r\n])+Do\b")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_INLINE: Final = re.compile(rb"ID[\0\s]")
_TEXTS: Final = (b"Tj", b"TJ", b"'", b'"')


class TooLargeError(CollationError):
    """A file unpacks to more than `limits` has; the message says of what, for a person."""


def inspect_bytes(data: bytes) -> None:
    """Look at what a reader unpacks as soon as it opens a file: the streams of objects, and of their places.

    Args:
        data: the file.

    Raises:
        TooLargeError: if they unpack to more than `limits.STREAMS`.
    """
    total = 0
    for begin in _BEGIN.finditer(data):
        about = data[max(0, data.rfind(b"obj", 0, begin.start())) : begin.start()]
        if _ABOUT_OBJECTS.search(about):
            end = data.find(b"endstream", begin.end())
            total += _inflated(data[begin.end() : end if end >= 0 else len(data)], limits.STREAMS)
            _require(total, limits.STREAMS, "its objects")


def inspect(file: Any) -> None:
    """Look at all streams of an open file, and at what its pages draw, each form as often as it is drawn.

    Args:
        file: as pikepdf has it.

    Raises:
        TooLargeError: if any of it is more than `limits` has.
    """
    _Inspection().inspect(file)


def _require(size: int, most: int, what: str) -> None:
    if size > most:
        raise TooLargeError(f"{what} would unpack to more than {most >> 20} MiB, more than any article needs")


class _Inspection:
    """Each form is weighed once, however often it is drawn."""

    def __init__(self) -> None:
        self._weights: dict[tuple[int, int], tuple[int, int]] = {}
        self._sizes: dict[tuple[int, int], int] = {}

    def inspect(self, file: Any) -> None:
        import pikepdf

        self._stream, self._dictionary, self._array = pikepdf.Stream, pikepdf.Dictionary, pikepdf.Array
        total = 0
        for item in file.objects:
            if isinstance(item, self._stream) and str(item.get("/Subtype")) != "/Image":
                self._sizes[item.objgen] = self._size(item, limits.STREAMS)
                total += self._sizes[item.objgen]
                _require(total, limits.STREAMS, "what it holds")
        count = len(file.pages)
        if count > limits.PAGES:
            raise TooLargeError(f"it has {count} pages, more than any article needs")
        texts = 0
        for number, page in enumerate(file.pages, start=1):
            size, drawn = self._weight(page.obj, page.obj.get("/Resources"), None)
            _require(size, limits.PAGE, f"page {number}")
            texts += drawn
            if drawn > limits.PAGE_TEXTS or texts > limits.TEXTS:
                raise TooLargeError(f"page {number} draws {drawn} pieces of text, more than any article needs")

    def _weight(self, holder: Any, resources: Any, around: Any) -> tuple[int, int]:
        """Return how many bytes draw a page or a form with all forms in it, and how many pieces of text."""
        if not isinstance(resources, self._dictionary):
            resources = around
        contents = holder if isinstance(holder, self._stream) else holder.get("/Contents")
        parts = contents if isinstance(contents, self._array) else [contents]
        data = b"\n".join(self._data(item) for item in parts if isinstance(item, self._stream))
        size, texts = len(data) + _inline(data), sum(map(data.count, _TEXTS))
        if not isinstance(resources, self._dictionary):
            return size, texts
        forms: Any = resources.get("/XObject")
        drawn = [_ESCAPED.sub(_character, name) for name in _DRAWN.findall(data)]
        for name in set(drawn) if isinstance(forms, self._dictionary) else ():
            form = forms.get("/" + name.decode("utf-8", "replace"))
            if isinstance(form, self._stream) and str(form.get("/Subtype")) == "/Form":
                times, (inner, inner_texts) = drawn.count(name), self._of_form(form, resources)
                size, texts = size + times * inner, texts + times * inner_texts
        for glyph in self._glyphs(resources.get("/Font")):
            inner, inner_texts = self._of_form(glyph, resources)
            size, texts = size + inner, texts + inner_texts
        return min(size, limits.PAGE + 1), min(texts, limits.PAGE_TEXTS + 1)

    def _of_form(self, form: Any, around: Any) -> tuple[int, int]:
        key = form.objgen
        if key not in self._weights:
            self._weights[key] = 0, 0  # one that draws itself is drawn no further
            self._weights[key] = self._weight(form, form.get("/Resources"), around)
        return self._weights[key]

    def _glyphs(self, fonts: Any) -> Iterator[Any]:
        """Yield what draws the letters of fonts whose letters are drawn as pages are (ISO 32000-1, 9.6.5)."""
        for _, font in fonts.items() if isinstance(fonts, self._dictionary) else ():
            drawings = font.get("/CharProcs") if isinstance(font, self._dictionary) else None
            for _, glyph in drawings.items() if isinstance(drawings, self._dictionary) else ():
                if isinstance(glyph, self._stream):
                    yield glyph

    def _data(self, stream: Any) -> bytes:
        import pikepdf

        size = self._sizes.get(stream.objgen)
        _require(self._size(stream, limits.PAGE) if size is None else size, limits.PAGE, "what draws a page")
        try:
            return bytes(stream.read_bytes())
        except (pikepdf.PdfError, pikepdf.DataDecodingError):
            return b""

    def _size(self, stream: Any, most: int) -> int:
        """Return to how many bytes a stream unpacks, or more than `most` where it is not worth knowing."""
        named = stream.get("/Filter")
        filters = [str(name) for name in (named if isinstance(named, self._array) else [named]) if name is not None]
        data = bytes(stream.read_raw_bytes())
        while filters and filters[0] in _ASCII:
            try:
                data = _ASCII[filters.pop(0)](data)
            except (ValueError, UnicodeError):  # damaged: nobody unpacks it
                return len(data)
        expanding = [name for name in filters if name in _EXPANDING]
        if not expanding:
            return len(data)
        if expanding[0] in _LZW:
            size = _lzw(data, most)
        elif expanding[0] in _RUN_LENGTH:
            size = len(data) * _LONGEST_RUN
        else:
            size = _inflated(data, most)  # also what is packed in it by zlib again
        for name in expanding[1:]:
            if name in _LZW | _RUN_LENGTH or expanding[0] in _LZW | _RUN_LENGTH or len(expanding) > _LAYERS:
                size *= _MOST_TIMES
        return size


def _inflated(data: bytes, most: int) -> int:
    """Return how many bytes are packed in others by zlib, again and again; counting ends beyond `most`."""
    total = 0
    pieces: Iterator[bytes] = (data[at : at + _STEP] for at in range(0, len(data), _STEP))
    for _ in range(_LAYERS):
        pieces = _inflate(pieces)
    for piece in pieces:
        total += len(piece)
        if total > most:
            break
    return total


def _inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what is packed in some bytes, at most a mebibyte at once, and bytes that zlib did not pack as they are."""
    unpacking, is_packed = zlib.decompressobj(), None
    for piece in pieces:
        rest = piece
        while rest and is_packed is not False:
            try:
                found = unpacking.decompress(rest, _STEP)
            except zlib.error:  # it is packed otherwise, or the end of it is damaged
                if is_packed:
                    return
                is_packed = False
                break
            is_packed = True
            yield found
            if unpacking.eof:
                return
            rest = unpacking.unconsumed_tail
        if rest and not is_packed:
            yield rest


def _lzw(data: bytes, most: int) -> int:
    """Return how many bytes are packed in others by LZW (ISO 32000-1, 7.4.4.2); counting ends beyond `most`."""
    lengths, total, last, bits, width, value = [1] * 256 + [0, 0], 0, 0, 0, 9, 0
    for byte in data:
        value, bits = (value << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = value >> bits & (1 << width) - 1
        if code == 257 or total > most:
            break
        if code == 256:
            del lengths[258:]
            last, width = 0, 9
            continue
        length = lengths[code] if code < len(lengths) else last + 1
        if last and len(lengths) < 4096:
            lengths.append(last + 1)
        last, total = length, total + length
        width = min(12, max(9, (len(lengths) + 1).bit_length()))
    return total


def _inline(data: bytes) -> int:
    """Return how many bytes the pictures have that stand between the operators (ISO 32000-1, 8.9.7)."""
    total = 0
    for begin in _INLINE.finditer(data):
        if data[begin.start() - 1 : begin.start()].isalnum() or total > limits.PAGE:  # `/MCID 7` is none
            continue
        try:
            total += len(zlib.decompressobj().decompress(data[begin.end() :], limits.PAGE + 1))
        except zlib.error:  # it is not packed
            continue
    return total


def _character(escaped: re.Match[bytes]) -> bytes:
    return bytes.fromhex(escaped[1].decode())
