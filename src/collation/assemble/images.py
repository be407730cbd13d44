"""What an image file is, by the bytes with which it begins and ends: enough to say that no format can show it."""

from __future__ import annotations

from pathlib import Path

_SUFFIXES = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".svg": "SVG",
    ".typ": "Typst",
}
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_GIFS, _GIF_END = (b"GIF87a", b"GIF89a"), b";"
_TIFFS = (b"II*\0", b"MM\0*")
_SMALLEST = 32
_TAIL = 65536
"""Cameras and editors write some more after the end of an image."""


def fault(path: Path) -> str:
    """Say why an image cannot be shown, or return "" where nothing is wrong with its beginning and end."""
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        return f"is of type {suffix}, which cannot be shown" if suffix else "has no suffix that says its type"
    if suffix == ".typ":
        return ""  # a drawing is a program: only drawing it can tell
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_TAIL)
            file.seek(max(0, size - _TAIL))
            tail = file.read(_TAIL)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    kind = _kind(head)
    if not head.strip():
        return "is empty"
    if kind != _SUFFIXES[suffix]:
        return f"is {kind}, not {_SUFFIXES[suffix]}" if kind else f"is no {_SUFFIXES[suffix]} image"
    return "is cut short" if size < _SMALLEST or not _is_whole(kind, head, tail, size) else ""


def _kind(head: bytes) -> str:
    """Return the type that the first bytes of a file say, or ""."""
    if head.startswith(_PNG):
        return "PNG"
    if head.startswith(_JPEG):
        return "JPEG"
    if head.startswith(_GIFS):
        return "GIF"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WebP"
    if head.startswith(b"%PDF-"):
        return "PDF"
    if head.startswith(_TIFFS):
        return "TIFF"
    if b"<svg" in head or b":svg" in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "SVG"
    return ""


def _is_whole(kind: str, head: bytes, tail: bytes, size: int) -> bool:
    if kind == "PNG":
        return _PNG_END in tail
    if kind == "JPEG":
        return _JPEG_END in tail[2:]
    if kind == "GIF":
        return _GIF_END in tail
    if kind == "WebP":
        return size >= int.from_bytes(head[4:8], "little") + 8
    return tail.rstrip(b" \t\r\n\0").endswith(b">")  # of UTF-16, too
