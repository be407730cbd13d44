"""An EPUB read back: its content documents in the order of the spine, and its contents (all invented)."""

from __future__ import annotations

import pytest

from collation import archive
from collation.proof import epub
from collation.proof.reading import Reading, UnreadableOutputError

CONTAINER = (
    b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    b'<rootfile full-path="EPUB/a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = """\
<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">
<metadata><dc:title>虚构的题名</dc:title><dc:language>zh</dc:language><dc:creator>张三</dc:creator>
<dc:subject>软骨</dc:subject></metadata>
<manifest><item id="nav" href="nav.xhtml" properties="nav"/><item id="list" href="list.xhtml"/>
<item id="text" href="text.xhtml"/></manifest>
<spine><itemref idref="text"/><itemref idref="list"/></spine></package>"""
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>{}</body></html>'
TEXT = (
    '<h2 id="a"><span class="heading-number">1</span> 甲</h2>'
    '<p>词<span class="citation" id="cite-1"><sup>[<a href="list.xhtml#ref-1">1</a>]</sup></span>。</p>'
)
LIST = (
    '<div class="csl-entry" id="ref-1"><p><span class="reference-number">[1]</span> 书。'
    '<span class="backlinks"><a href="text.xhtml#cite-1">↑</a></span></p></div>'
)
CONTENTS = (
    '<nav epub:type="toc"><ol><li><a href="text.xhtml#a"><span class="heading-number">1</span> 甲</a></li></ol></nav>'
    '<nav epub:type="landmarks" hidden="hidden"><ol><li><a href="text.xhtml">正文</a></li></ol></nav>'
)


def read(**changed: str | bytes | None) -> Reading:
    """Read a small publication; by keyword the parts that differ, None for one that is not there."""
    parts: dict[str, str | bytes | None] = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "EPUB/a.opf": PACKAGE,
        "EPUB/nav.xhtml": PAGE.format(changed.pop("contents", CONTENTS)),
        "EPUB/text.xhtml": PAGE.format(changed.pop("text", TEXT)),
        "EPUB/list.xhtml": PAGE.format(changed.pop("list", LIST)),
        **{name.replace("__", "/").replace("_", "."): part for name, part in changed.items()},
    }
    kept = {name: part.encode() if isinstance(part, str) else part for name, part in parts.items() if part is not None}
    return epub.read(archive.pack(kept))


def test_pages_are_read_in_the_order_of_the_spine_and_links_lead_from_one_to_another() -> None:
    reading = read()
    assert [(block.kind, block.label, block.text) for block in reading.blocks] == [
        ("contents", "1", "甲"),
        ("heading", "1", "甲"),
        ("paragraph", "", "词[1]。"),
        ("reference", "[1]", "书。"),
    ]
    contents, _, paragraph, item = reading.blocks
    assert [link.target for block in (contents, paragraph, item) for link in block.links] == [1, 3, 2]
    assert (paragraph.place(2).file, paragraph.place(2).anchor) == ("EPUB/text.xhtml", "cite-1")
    assert not reading.faults
    assert reading.metadata == epub.Metadata("虚构的题名", ("张三",), "zh", ("软骨",))


@pytest.mark.parametrize(
    ("changed", "kind", "detail"),
    [
        ({"text": TEXT.replace("#ref-1", "#ref-2")}, "dead-link", "list.xhtml#ref-2"),
        ({"text": TEXT + '<p id="a">x</p>'}, "duplicate-id", "a"),
        (
            {"text": TEXT + '<p>x<img src="https://example.org/a.png"/></p>'},
            "external-resource",
            "https://example.org/a.png",
        ),
        ({"text": TEXT + '<p>x<img src="a.png"/></p>'}, "external-resource", "a.png"),
        ({"mimetype": b"application/zip"}, "missing-part", "the file mimetype of an EPUB"),
        ({"EPUB__nav_xhtml": None}, "missing-part", "the file EPUB/nav.xhtml"),
    ],
)
def test_what_is_wrong_by_itself_is_told(changed: dict[str, str | bytes | None], kind: str, detail: str) -> None:
    assert (kind, detail) in [(fault.kind, fault.detail) for fault in read(**changed).faults]


def test_the_same_identifier_in_two_pages_is_no_fault() -> None:
    assert not read(list=LIST + '<p id="a">x</p>').faults


def test_a_page_that_is_not_well_formed_is_told_and_the_others_are_read() -> None:
    reading = read(EPUB__text_xhtml="<html><p></html>")
    assert [block.text for block in reading.blocks if block.kind == "reference"] == ["书。"]
    assert any(fault.kind == "missing-part" and "EPUB/text.xhtml" in fault.detail for fault in reading.faults)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", archive.pack({"a": b""}), archive.pack({"META-INF/container.xml": CONTAINER}), b"\0" * 100],
)
def test_what_is_no_epub_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UnreadableOutputError):
        epub.read(data)
