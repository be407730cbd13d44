"""XML is read without anything that it asks for, and written as the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from collation import xml


def test_what_is_read_is_written_alike() -> None:
    data = "<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE html>\n<a xmlns='urn:a' b='图'><c></c>&amp;</a>".encode()
    once = xml.serialize(xml.parse(data), "<!DOCTYPE html>")
    assert once.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE html>\n<a ")
    assert xml.serialize(xml.parse(once), "<!DOCTYPE html>") == once
    assert xml.serialize(xml.parse(b"<a/>")) == b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a/>"


def test_no_file_is_read_for_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret", encoding="utf-8")
    root = xml.parse(f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]><a>&b;</a>'.encode())
    assert b"a secret" not in etree.tostring(root)


def test_entities_in_entities_do_not_grow() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "lol">{levels}]><a>&l9;</a>'
    with pytest.raises(xml.MarkupError, match="amplification"):
        xml.parse(bomb.encode())


def test_what_is_not_well_formed_is_refused() -> None:
    with pytest.raises(xml.MarkupError):
        xml.parse(b"<a><b></a>")
