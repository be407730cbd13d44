"""Files by format: the flagship's outputs, and damaged ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from collation import project as projects
from collation.project import Project

Put = Callable[[str, bytes | str], Path]
Repack = Callable[[bytes, Mapping[str, Callable[[bytes], bytes] | bytes | None]], bytes]

HOSTILE = {
    "nothing": b"",
    "noise": bytes(range(256)) * 8,
    "text": "文献[1]。".encode() * 100,
    "a foreign archive": b"PK\x03\x04" + bytes(60),
    "a password": b"",  # made below
}


def _encrypted() -> bytes:
    """An archive whose one member asks for a password."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
    data = bytearray(written.getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


HOSTILE["a password"] = _encrypted()


@pytest.fixture(scope="session")
def project(built: Path) -> Project:
    """The flagship as it was built."""
    return projects.load(built)


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a file and return its path."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture(scope="session")
def repack() -> Repack:
    """Write an archive again with some members changed or, for None, left out."""

    def write(data: bytes, changes: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> bytes:
        written = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
            assert not changes.keys() - set(old.namelist()), "there is no such member"
            for item in old.infolist():
                before = old.read(item)
                change = changes.get(item.filename, before)
                after = change(before) if callable(change) else change
                assert after != before or item.filename not in changes, f"{item.filename} is not changed"
                if after is not None:
                    new.writestr(item, after)
        return written.getvalue()

    return write
