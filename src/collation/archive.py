"""Zip archives, the packages of DOCX and EPUB: written so that their bytes depend on nothing but what is in them, and
read so that one from anybody does no harm.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from collation import limits
from collation.diagnostics import CollationError

_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip archive can say; a real one would tell when and where it was packed."""


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as an archive, in their order; nothing is compressed: another zlib deflates to other bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x2041
"""The flags of a file, or a directory of files, that only a password opens (APPNOTE.TXT 4.4.4, bits 0, 6 and 13)."""
# What would lead out of a folder if somebody unpacked the archive: a root, a drive, a step upwards, a backslash.
_ASTRAY: Final = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.{0,2}(?:/|$)|[\\\0]")
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
    *(OverflowError, IndexError),
)
"""What `zipfile` raises over bytes that are no archive, or a damaged one."""


class ArchiveError(CollationError):
    """The bytes are no archive, or one that is not to be unpacked; the message says why, for a person."""


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive that may come from anybody, by name; nothing is written to a disk.

    Raises:
        ArchiveError: if it is damaged, has a password, holds more than 256 MiB or 10 000 files, two files of one name
            (names that differ in case alone are one to Word), or a name that leads out of a folder.
    """
    if not data:
        raise ArchiveError("the file is empty")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            _inspect(entries)
            return {entry.filename: opened.read(entry) for entry in entries}
    except _BROKEN as error:
        raise ArchiveError(f"it is no zip archive, or a damaged one: {error}") from error


def _inspect(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.ARCHIVED:
        raise ArchiveError(f"it holds {len(entries)} files, more than any document needs")
    # `zipfile` unpacks no more of a file than the directory says, so that this is the whole of it.
    size = sum(entry.file_size for entry in entries)
    if size > limits.FILE:
        raise ArchiveError(f"it would unpack to {size >> 20} MiB, more than any document needs")
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if entry.flag_bits & _ENCRYPTED:
            raise ArchiveError("it is protected by a password")
        if entry.compress_type not in _METHODS:
            raise ArchiveError(f"{name} is compressed in a way that no document uses")
        if _ASTRAY.search(name):
            raise ArchiveError(f"it holds a file by the name {name!r}, which leads out of its folder")
        if name.casefold() in seen:
            raise ArchiveError(f"it holds two files by the name {name}")
        seen.add(name.casefold())
