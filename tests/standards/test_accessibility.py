"""The accessibility of pages in Chromium, at the widths of a phone and a desk, in light and in dark."""

from __future__ import annotations

import contextlib
import io
import threading
import zipfile
from pathlib import Path

import pytest

from collation import limits
from collation.standards import accessibility, browser, html, programs
from tools import PLACES, require, require_package

from .conftest import HOSTILE, Put

# Each element has a fault in some of the four looks.
PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>An invented page</title><style>
#always { color: #777; background: #888; }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } #dark { color: #222; } }
@media (max-width: 600px) { #phone { color: #ddd; background: #eee; } }
</style></head>
<body><main><h1>A</h1><p id="always">Low</p><p id="dark">Low in the dark</p><p id="phone">Low on a phone</p>
<a id="nameless" href="#always"></a></main></body></html>
"""
CHAPTER = """\
<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><head><title>An invented chapter</title></head>
<body><h1>A</h1>{}</body></html>
"""


def epub(**pages: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, body in pages.items():
            archive.writestr(f"EPUB/{name}.xhtml", CHAPTER.format(body))
        archive.writestr("EPUB/picture.svg", "<svg/>")
    return written.getvalue()


@pytest.fixture
def _tools() -> None:
    for package in (accessibility.PACKAGE, browser.PACKAGE):
        require_package(package)
    require("node")
    require("chromium")


@pytest.mark.usefixtures("_tools")
def test_planted_faults_are_named_with_the_look_that_has_them(put: Put) -> None:
    (verdict,) = accessibility.check(put("a.html", PAGE), PLACES)
    looks = ["375 px, light", "375 px, dark", "1280 px, light", "1280 px, dark"]
    assert sorted((finding.rule, finding.place) for finding in verdict.findings) == sorted(
        [("color-contrast", f"{look}: #always") for look in looks]
        + [("link-name", f"{look}: #nameless") for look in looks]
        + [("color-contrast", f"{look}: #phone") for look in looks[:2]]
        + [("color-contrast", f"{look}: #dark") for look in (looks[1], looks[3])]
    )


@pytest.mark.usefixtures("_tools")
def test_a_page_has_no_network_and_chromium_leaves_nothing_behind(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(home))
    image = '<img alt="" src="https://example.org/a.png" onerror="document.title = String()">'
    (verdict,) = accessibility.check(put("a.html", PAGE.replace("<h1>", f"{image}<h1>")), PLACES)
    assert "document-title" in [finding.rule for finding in verdict.findings]  # the picture could not be had
    assert list(home.iterdir()) == []


@pytest.mark.usefixtures("_tools")
def test_a_page_that_never_ends_loading_is_not_checked(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "LIMIT", 5.0)
    before = chromiums()
    seen: set[str] = set()
    watch = threading.Timer(4, lambda: seen.update(chromiums()))
    watch.start()
    (verdict,) = accessibility.check(
        put("a.html", PAGE.replace("</body>", "<script>for (;;);</script></body>")), PLACES
    )
    assert verdict.unchecked == "node was not done after 5 s"
    watch.join()
    assert seen - before, "the browser was there"
    assert not seen & chromiums()


def chromiums() -> set[str]:
    """The processes of a browser in which a page of this test is open."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if b"collation-" in (words := (process / "cmdline").read_bytes()) and b"chrom" in words:
                found.add(process.name)
    return found


@pytest.mark.usefixtures("_tools")
def test_each_content_document_of_an_epub_is_looked_at(put: Put) -> None:
    data = epub(good="<p>B</p>", bad='<p style="color: #777; background: #888" id="low">Low</p>')
    (verdict,) = accessibility.check_epub(put("a.epub", data), PLACES)
    assert not verdict.unchecked
    assert {(finding.rule, finding.place.partition(",")[0]) for finding in verdict.findings} == {
        ("color-contrast", "EPUB/bad.xhtml")
    }


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_epub_is_not_checked(name: str, put: Put) -> None:
    (verdict,) = accessibility.check_epub(put("a.epub", HOSTILE[name]), PLACES)
    assert verdict.unchecked.startswith("it cannot be unpacked: ")


def test_an_epub_writes_nothing_outside_its_folder_and_fills_no_disk(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("../../outside.txt", "x")
        archive.writestr(f"{tmp_path}/outside.txt", "x")
    (verdict,) = accessibility.check_epub(put("a.epub", written.getvalue()), PLACES)
    assert verdict.unchecked == "it has no content documents"
    assert [path.name for path in tmp_path.iterdir()] == ["a.epub"]
    monkeypatch.setattr(limits, "FILE", 100)
    (verdict,) = accessibility.check_epub(put("b.epub", epub(good="x" * 100)), PLACES)
    assert verdict.unchecked.startswith("it cannot be unpacked: its parts have more than")


@pytest.mark.usefixtures("_tools")
def test_chromium_knows_the_css_that_the_html_checker_does_not(put: Put) -> None:
    """`html.UNKNOWN_TO_THE_CHECKER` silences messages; each is about CSS that the browser has."""
    asked = {"container-type: inline-size": "container-type", "max-width: 100cqi": "max-width"}
    assert [message for message, _ in html.UNKNOWN_TO_THE_CHECKER] == [
        next(message for message, _ in html.UNKNOWN_TO_THE_CHECKER if f"“{name}”" in message) for name in asked.values()
    ]
    # A page has a title, and so no fault, only if the browser supports them.
    tests = " && ".join(f'CSS.supports("{declaration}")' for declaration in asked)
    script = f'<script>if (!({tests})) document.title = "";</script>'
    page = CHAPTER.replace("{}", "").partition("\n")[2].replace("</body>", f"{script}</body>")
    (verdict,) = accessibility.check(put("a.html", f"<!doctype html>{page}"), PLACES)
    assert verdict.is_met, verdict.unchecked or verdict.findings
    (verdict,) = accessibility.check(put("b.html", f"<!doctype html>{page.replace('inline-size', 'no-size')}"), PLACES)
    assert [finding.rule for finding in verdict.findings] == ["document-title"] * 4
