"""Packages of Word documents: any form that programs give them is read, and nothing that somebody made up does harm."""

from __future__ import annotations

import io
import re
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation import archive
from collation.proof import docx
from collation.proof.docx_identity import identity
from collation.proof.reading import OBJECT, Metadata, Reading, Trace, UnreadableOutputError

from .word_files import DEFAULTS, document, p, part, picture, r, relationships, style_of


def shown(reading: Reading) -> list[tuple[str, str, str]]:
    return [(block.kind, block.label, block.text) for block in reading.blocks]


def repacked(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    return archive.pack({name: change(content) for name, content in archive.unpack(data).items()})


def test_properties_are_the_metadata() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>题</dc:title><dc:creator>张三；李四</dc:creator>'
        "<cp:keywords>甲，乙</cp:keywords><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    data = document(p("a"), package=((kind, "props/mine.xml", "core"),), files={"props/mine.xml": core})
    assert docx.read(data).metadata == Metadata("题", ("张三", "李四"), "zh-CN", ("甲", "乙"))
    assert docx.read(document(p("a"))).metadata == Metadata()


def test_parts_are_found_by_relationships_not_by_names() -> None:
    styles = part("w:styles", DEFAULTS + style_of("x", "heading 1"))
    data = document(
        "",
        files={
            "_rels/.rels": relationships(("officeDocument", "/内容/Main.XML", "r1")),
            "内容/main.xml": part("w:document", f"<w:body>{p('引言', style='x')}</w:body>"),
            "内容/_rels/main.xml.rels": relationships(("styles", "../a%20b/look.bin", "r1")),
            "a b/look.bin": styles,
            "word/document.xml": None,
            "word/styles.xml": None,
            "word/_rels/document.xml.rels": None,
        },
    )
    assert shown(docx.read(data)) == [("heading", "", "引言")]
    assert docx.read(data).faults == ()


def test_a_strict_document_reads_as_a_transitional_one() -> None:
    body = p("引言", style="Heading1") + p(
        "a", r("b", "<w:b/>"), f'<w:hyperlink r:id="o">{r("c")}</w:hyperlink>', picture("d")
    )
    data = document(
        body, styles=DEFAULTS + style_of("Heading1", "heading 1"), related=(("hyperlink", "https://a.b", "o"),)
    )
    strict = data
    for transitional, name in (
        (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"wordprocessingml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"officeDocument/"),
        (b"http://schemas.openxmlformats.org/drawingml/2006/", b"drawingml/"),
    ):
        strict = repacked(
            strict,
            lambda content, old=transitional, new=name: content.replace(old, b"http://purl.oclc.org/ooxml/" + new),
        )
    assert strict != data
    assert docx.read(strict) == docx.read(data)


# --- what is no document, or a hostile one ---------------------------------------------------------------------------


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as opened:
        for name, content in files:
            entry = zipfile.ZipInfo("x")
            entry.filename = name  # as it is: the constructor would mend it
            entry.compress_type = method
            opened.writestr(entry, content)
    return buffer.getvalue()


WHOLE = document(p("text"))
MAIN = relationships(("officeDocument", "word/document.xml", "r1")).encode()
DOCTYPE = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def with_main(content: str) -> bytes:
    return document("", files={"word/document.xml": content})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"PK", "no zip archive"),
        (b"{\\rtf1 text}", "no zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password, or of a Word before 2007"),
        (WHOLE[:-40], "no zip archive, or a damaged one"),
        (WHOLE[: len(WHOLE) // 2], "no zip archive, or a damaged one"),
        (WHOLE.replace(b"text", b"texT"), "damaged"),  # its checksum is that of the old text
        (zipped(("mimetype", b"application/vnd.oasis.opendocument.text")), "names no main part"),
        (document(p("a"), files={"word/document.xml": None}), "names no main part"),
        (document(p("a"), files={"_rels/.rels": "<"}), "names no main part"),
        (with_main("not XML"), "word/document.xml cannot be read: it is not well-formed"),
        (with_main('<workbook xmlns="x"/>'), "its main part word/document.xml is none"),
        (with_main(DOCTYPE + part("w:document", f"<w:body>{p('&b;')}</w:body>")[38:]), "declares a document type"),
        (document(p("a"), files={"WORD/document.xml": "<a/>"}), "two files by the name WORD/document.xml"),
        (zipped(("_rels/.rels", MAIN), ("../evil", b"")), "leads out of its folder"),
        (zipped(("_rels/.rels", MAIN), ("/etc/passwd", b"")), "leads out of its folder"),
        (zipped(("_rels/.rels", MAIN), ("C:\\a", b"")), "leads out of its folder"),
        (zipped(("a", b"1"), ("A", b"2")), "two files by the name A"),
        (zipped(("a", bytes(1 << 28)), ("b", b"1")), "would unpack to 256 MiB"),
        (zipped(*((str(number), b"") for number in range(10_001))), "10001 files"),
        (zipped(("a", b"a"), method=zipfile.ZIP_LZMA), "compressed in a way"),
        (zipped(("a", b"a")).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"), "password"),
        (with_main(part("w:document", "<w:p>" * 300 + "</w:p>" * 300)), "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_in_words(data: bytes, words: str) -> None:
    for reader in (docx.read, identity):
        with pytest.raises(UnreadableOutputError, match=re.escape(words)):
            reader(data)


def test_a_size_that_lies_is_found_out() -> None:
    bomb = zipped(("_rels/.rels", MAIN), ("word/document.xml", bytes(10 << 20)))
    small = bomb.replace(struct.pack("<I", 10 << 20), struct.pack("<I", 10))
    assert small != bomb
    with pytest.raises(UnreadableOutputError, match="damaged"):
        docx.read(small)


def test_a_part_of_absurd_size_is_not_parsed() -> None:
    large = with_main(part("w:document", f"<w:body>{p('a')}<!--{'x' * (33 << 20)}--></w:body>"))
    with pytest.raises(UnreadableOutputError, match="33 MiB of markup"):
        docx.read(large)


def test_a_broken_part_beside_the_text_is_a_fault_and_no_end() -> None:
    data = document(p("a"), footnotes="", files={"word/footnotes.xml": "<", "word/styles.xml": b"\xff\xfe\x00"})
    reading = docx.read(data)
    assert shown(reading) == [("paragraph", "", "a")]
    assert [fault.kind for fault in reading.faults] == ["missing-part", "missing-part"]
    assert "word/styles.xml (it is not well-formed XML" in reading.faults[0].detail + reading.faults[1].detail


def test_rings_and_depths_come_to_an_end() -> None:
    ring = style_of("a", "A", based_on="b") + style_of("b", "B", based_on="a")
    assert shown(docx.read(document(p("x", style="a"), styles=DEFAULTS + ring))) == [("paragraph", "", "x")]
    nested = p("x")
    for _ in range(80):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    assert shown(docx.read(document(nested))) == [("cell", "", "x")]
    spans = "<w:ins>" * 240 + r("x") + "</w:ins>" * 240
    assert shown(docx.read(document(p(spans)))) == [("paragraph", "", "x")]
    numbering = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="n"/></w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    styles = style_of("n", "n", kind="numbering", more='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    counted = p("x", more='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert shown(docx.read(document(counted, styles=styles, numbering=numbering))) == [("paragraph", "", "x")]


def test_a_note_that_is_called_without_end_is_read_once() -> None:
    note = f'<w:footnote w:id="1">{p("x") * 1000}</w:footnote>'
    started = time.monotonic()
    reading = docx.read(document(p('<w:r><w:footnoteReference w:id="1"/></w:r>') * 1000, footnotes=note))
    assert len(reading.blocks) == 2000
    assert time.monotonic() - started < 20


def test_numbers_that_no_program_writes_are_read_as_some_number() -> None:
    odd = (
        '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="x"/></w:numPr><w:outlineLvl w:val="-3"/>',
        '<w:numPr><w:ilvl w:val="-1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1e9"/>',
        f'<w:outlineLvl w:val="{"9" * 5000}"/>',
    )
    set_ = '<w:sz w:val="12.5pt"/><w:position w:val=""/><w:vertAlign/><w:color/><w:b w:val="maybe"/>'
    body = "".join(p(r("x", set_), more=more) for more in odd)
    assert [block.text for block in docx.read(document(body)).blocks] == ["x", "x", "x"]


TAGS = (
    *(
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "pPr",
        "rPr",
        "hyperlink",
        "fldSimple",
        "fldChar",
        "instrText",
        "bookmarkStart",
    ),
    *(
        "bookmarkEnd",
        "ins",
        "del",
        "delText",
        "sdt",
        "sdtContent",
        "drawing",
        "pict",
        "txbxContent",
        "footnoteReference",
    ),
    *(
        "sym",
        "ruby",
        "rubyBase",
        "numPr",
        "numId",
        "ilvl",
        "pStyle",
        "rStyle",
        "vanish",
        "tab",
        "vMerge",
        "tcPr",
        "object",
    ),
)
VALUES = st.sampled_from(
    ["", "1", "0", "-1", "a", "REF a \\h", 'HYPERLINK \\l "a"', "begin", "end", "separate", "F061", "heading 1"]
)


def elements() -> st.SearchStrategy[str]:
    attributes = st.dictionaries(
        st.sampled_from(["val", "id", "name", "anchor", "fldCharType", "instr", "char", "font", "author"]),
        VALUES,
        max_size=3,
    )

    def written(tag: str, given: dict[str, str], inner: list[str]) -> str:
        named = "".join(f" w:{key}='{value}'" for key, value in given.items())
        return f"<w:{tag}{named}>{''.join(inner)}</w:{tag}>"

    texts = st.sampled_from(["text", "外泌体", "[1] ", "图1 ", "参考文献", " ", "1 ", OBJECT])
    return st.recursive(
        texts,
        lambda inner: st.builds(written, st.sampled_from(TAGS), attributes, st.lists(inner, max_size=4)),
        max_leaves=25,
    )


@given(st.lists(elements(), max_size=6), st.sampled_from(["accepted", "rejected"]))
def test_no_markup_makes_a_traceback(body: list[str], changes: docx.Changes) -> None:
    inner = "".join(body)
    data = document(inner, styles=inner, numbering=inner, footnotes=f'<w:footnote w:id="1">{inner}</w:footnote>')
    reading = docx.read(data, changes)
    identity(data)
    for block in reading.blocks:
        assert all(0 <= link.start < link.end <= len(block.text) for link in block.links)
        assert all(0 <= item.start < item.end <= len(block.text) for item in block.marks)
        assert [place[0] for place in block.places] == sorted({place[0] for place in block.places})
        assert block.places[0][0] == 0
        for link in block.links:
            assert link.target is None or isinstance(link.target, str) or link.target < len(reading.blocks)


@given(st.binary(max_size=60), st.integers(0, len(WHOLE)), st.integers(0, 40))
def test_no_bytes_make_a_traceback(put: bytes, at: int, over: int) -> None:
    for data in (put, WHOLE[:at] + put + WHOLE[at + over :]):
        for reader in (docx.read, identity):
            with suppress(UnreadableOutputError):
                reader(data)


# --- who is named ----------------------------------------------------------------------------------------------------

BY = 'w:id="1" w:author="虚构人" w:initials="XG"'


def test_every_place_that_names_a_person_is_told() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    package = "http://schemas.openxmlformats.org/package/2006"
    core = (
        f'<c:coreProperties xmlns:c="{package}/metadata/core-properties" xmlns:d="http://purl.org/dc/elements/1.1/">'
        "<d:title>Not a person</d:title><d:creator>Ann Alder; Bob Birch</d:creator>"
        "<c:lastModifiedBy>Cy Cedar</c:lastModifiedBy></c:coreProperties>"
    )
    app = f'<Properties xmlns="{office}/extended-properties"><Company>Invented Ltd</Company><Manager>Di</Manager></Properties>'
    custom = (
        f'<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">'
        '<property name="Checked by"><vt:lpwstr>Ed Elm</vt:lpwstr></property></Properties>'
    )
    chart = document(
        p("x"), package=((f"{package}/relationships/metadata/core-properties", "c.xml", "c"),), files={"c.xml": core}
    )
    data = document(
        p("Flo Fir wrote this", f"<w:ins {BY}>{r('a')}</w:ins><w:del {BY}/>", picture("C:\\Users\\Gus Gum\\a.png")),
        comments=f"<w:comment {BY}>{p('x')}</w:comment>",
        people='<w15:person w15:author="虚构人"><w15:presenceInfo w15:userId="gum@example.org"/></w15:person>',
        settings="",
        package=(
            (f"{package}/relationships/metadata/core-properties", "docProps/core.xml", "c"),
            ("extended-properties", "docProps/app.xml", "a"),
            ("custom-properties", "docProps/custom.xml", "u"),
            (f"{package}/relationships/metadata/thumbnail", "docProps/thumbnail.jpeg", "t"),
        ),
        files={
            "docProps/core.xml": core,
            "docProps/app.xml": app,
            "docProps/custom.xml": custom,
            "docProps/thumbnail.jpeg": b"",
            "word/embeddings/a.xlsx": chart,
            "word/embeddings/b.xlsx": b"broken",
            "word/_rels/settings.xml.rels": relationships(
                ("attachedTemplate", "file:///C:/Users/Hal%20Hazel/a.dotx", "r")
            ),
            "word/broken.xml": "<",
        },
    )
    assert identity(data) == tuple(
        Trace(*found)
        for found in (
            ("docProps/app.xml", "company", "Invented Ltd"),
            ("docProps/app.xml", "manager", "Di"),
            ("docProps/core.xml", "author", "Ann Alder"),
            ("docProps/core.xml", "author", "Bob Birch"),
            ("docProps/core.xml", "last editor", "Cy Cedar"),
            ("docProps/custom.xml", "property Checked by", "Ed Elm"),
            ("docProps/thumbnail.jpeg", "picture of the first page", ""),
            ("word/comments.xml", "comment", "虚构人"),
            ("word/comments.xml", "initials of a comment", "XG"),
            ("word/document.xml", "folder of a person", "Gus Gum"),
            ("word/document.xml", "tracked change", "虚构人", 2),
            ("word/embeddings/a.xlsx/c.xml", "author", "Ann Alder"),
            ("word/embeddings/a.xlsx/c.xml", "author", "Bob Birch"),
            ("word/embeddings/a.xlsx/c.xml", "last editor", "Cy Cedar"),
            ("word/people.xml", "account", "gum@example.org"),
            ("word/people.xml", "person", "虚构人"),
            ("word/settings.xml", "folder of a person", "Hal Hazel"),
        )
    )


def test_a_document_that_names_nobody_says_so() -> None:
    address = relationships(("hyperlink", "https://example.org/home/page", "r1"))
    assert identity(document(p("Flo Fir"), files={"word/_rels/document.xml.rels": address})) == ()
