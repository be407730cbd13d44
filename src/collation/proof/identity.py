"""What a file says beside its text, where a name may stand: properties, comments, attributes, names of files."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final

from collation import archive, tags
from collation.proof.docx_identity import identity
from collation.proof.reading import Trace, UnreadableOutputError

_TAG: Final = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_HEAD: Final = re.compile(r"<(head|script|style|front|metadata)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_MARKUP: Final = (".xml", ".rels", ".opf", ".ncx", ".xhtml", ".html", ".svg", ".css", ".txt")
_TEXTS: Final = re.compile(r"word/(?:document|footnotes|endnotes)\.xml|.*\.xhtml", re.IGNORECASE)
"""The parts whose text a reader of the format has read already."""


def traces(format: str, data: bytes, beside: Mapping[str, bytes] | None = None) -> tuple[Trace, ...]:
    """Return what a file says beside its text: with a role where only a person's name can stand, else with none.

    Pictures are not looked into.

    Args:
        format: that of the file.
        data: its bytes.
        beside: the files that it needs beside it, by name.
    """
    found = list(_files(format, data))
    for name, content in (beside or {}).items():
        found += [Trace(name, "", name), Trace(name, "", _decoded(content))]
    return tuple(found)


def _files(format: str, data: bytes) -> Iterator[Trace]:
    if format == "pdf":
        yield from _pdf(data)
    elif format in ("docx", "epub"):
        yield from _package(format, data)
    else:
        yield Trace("", "", _unread(_decoded(data)))


def _pdf(data: bytes) -> Iterator[Trace]:
    try:
        said = tags.read(data)
    except tags.UnreadableFileError:
        return
    for name, words in said.properties.items():
        yield Trace("document information", "author" if name == "Author" and words.strip() else "", words)
    for annotation in said.annotations:
        yield Trace("a link", "", str(annotation))
    yield Trace("XMP metadata", "", _plain(_decoded(said.packet or b"")))


def _package(format: str, data: bytes) -> Iterator[Trace]:
    if format == "docx":
        try:
            yield from identity(data)
        except UnreadableOutputError:
            return
    try:
        parts = archive.unpack(data)
    except archive.ArchiveError:
        return
    for name, content in parts.items():
        yield Trace(name, "", name)
        if name.lower().endswith(_MARKUP):
            words = _decoded(content)
            yield Trace(name, "", _unread(words) if _TEXTS.fullmatch(name) else _plain(words))


def _unread(markup: str) -> str:
    """Return of a text's markup what its reader does not see: tags with their attributes, comments, heads."""
    heads = (_plain(match[0]) for match in _HEAD.finditer(markup))
    return html.unescape("\n".join((*_TAG.findall(markup), *heads)))


def _plain(markup: str) -> str:
    """Return the characters of a markup, and then its tags: a name may be cut by the one, or stand in the other."""
    return html.unescape("\n".join((_TAG.sub("", markup), *_TAG.findall(markup))))


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace")
