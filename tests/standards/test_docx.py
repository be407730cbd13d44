"""Office Open XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from itertools import pairwise

import pytest

from collation import limits, standards
from collation.project import Project

from .conftest import HOSTILE, Put, Repack

DOCUMENT = "word/document.xml"


def replaced(before: str, after: str) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(before.encode(), after.encode(), 1)


FAULTS = {
    "an element that is none": ({DOCUMENT: replaced("<w:body>", "<w:body><w:paragraph/>")}, "paragraph"),
    "an element in a wrong place": ({DOCUMENT: replaced("<w:body>", "<w:body><w:r/>")}, "Unexpected element 'r'"),
    "properties after the text": ({DOCUMENT: replaced("</w:p>", "<w:pPr/></w:p>")}, "Unexpected element 'pPr'"),
    "an attribute that is missing": ({DOCUMENT: replaced("<w:pStyle w:val=", "<w:pStyle val=")}, "'val' is missing"),
    "a style that is none": ({DOCUMENT: replaced('<w:pStyle w:val="', '<w:pStyle w:val="no')}, "not defined in styles.xml"),
    "a value that is none": ({DOCUMENT: replaced("</w:body>", '<w:p><w:pPr><w:jc w:val="middle"/></w:pPr></w:p></w:body>')}, "middle"),
    "a link without its relationship": ({DOCUMENT: replaced('r:embed="', 'r:embed="no')}, "does not exist"),
    "a lost part": ({"word/styles.xml": None}, "styles.xml"),
    "broken XML": ({DOCUMENT: replaced("</w:body>", "")}, "Cannot parse"),
    "no list of parts": ({"[Content_Types].xml": None}, "Content_Types"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_named(fault: str, project: Project, put: Put, repack: Repack) -> None:
    changes, words = FAULTS[fault]
    (verdict,) = standards.validate(put("a.docx", repack(project.product("docx").read_bytes(), changes)), "docx")
    assert any(words in str(finding) for finding in verdict.findings), verdict.findings


def test_a_lost_picture_is_named(project: Project, put: Put, repack: Repack) -> None:
    data = project.product("docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        picture = next(name for name in archive.namelist() if name.startswith("word/media/"))
    (verdict,) = standards.validate(put("a.docx", repack(data, {picture: None})), "docx")
    assert any(picture in finding.message for finding in verdict.findings), verdict.findings


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_word_document_is_a_finding(name: str, put: Put) -> None:
    (verdict,) = standards.validate(put("a.docx", HOSTILE[name]), "docx")
    assert [finding.rule for finding in verdict.findings] == ["package"]


def test_half_a_document_and_one_with_a_changed_byte_are_findings(project: Project, put: Put) -> None:
    data = project.product("docx").read_bytes()
    changed = bytearray(data)
    changed[len(data) // 2] ^= 1
    for broken in (data[: len(data) // 2], bytes(changed)):
        (verdict,) = standards.validate(put("a.docx", broken), "docx")
        assert [finding.rule for finding in verdict.findings] == ["package"]


def test_an_archive_that_would_fill_the_memory_is_not_unpacked(
    project: Project, put: Put, repack: Repack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FILE", 1 << 20)
    data = repack(project.product("docx").read_bytes(), {DOCUMENT: bytes(2 << 20)})
    (verdict,) = standards.validate(put("a.docx", data), "docx")
    assert [finding.message for finding in verdict.findings] == ["its parts have more than 1 MB"]


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
        + "]><x>&i;</x>",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>',
        "<x>" * 100_000,
    ],
    ids=["bomb", "file", "depth"],
)
def test_hostile_xml_in_a_document_is_a_finding(prolog: str, project: Project, put: Put, repack: Repack) -> None:
    data = project.product("docx").read_bytes()
    for part in (DOCUMENT, "[Content_Types].xml", "word/_rels/document.xml.rels"):
        (verdict,) = standards.validate(put("a.docx", repack(data, {part: prolog.encode()})), "docx")
        assert verdict.findings
