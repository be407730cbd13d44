"""Archives are the same bytes wherever they are packed."""

from __future__ import annotations

import io
import os
import time
import zipfile

import pytest

from collation import archive


def test_parts_stand_in_their_order_as_they_are() -> None:
    packed = zipfile.ZipFile(io.BytesIO(archive.pack({"mimetype": b"text/plain", "b/图.txt": b"b" * 99, "a": b""})))
    assert packed.namelist() == ["mimetype", "b/图.txt", "a"]
    assert [packed.read(name) for name in packed.namelist()] == [b"text/plain", b"b" * 99, b""]
    assert {entry.compress_type for entry in packed.infolist()} == {zipfile.ZIP_STORED}


def test_neither_the_hour_nor_the_zone_nor_the_mask_changes_a_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    first = archive.pack({"a": b"a"})
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setattr(time, "time", lambda: 1e9)
    before = os.umask(0o077)
    try:
        assert archive.pack({"a": b"a"}) == first
    finally:
        os.umask(before)
