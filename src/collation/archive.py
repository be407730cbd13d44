"""Zip archives whose bytes depend on nothing but what is in them: the packages of DOCX and EPUB."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

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
