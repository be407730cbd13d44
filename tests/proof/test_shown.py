"""What a browser shows of an output is compared with what was checked, where there is a browser that can be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from collation.document import numbered
from collation.document.numbered import Document
from collation.proof import shown
from collation.proof.output import read_alone
from collation.standards import browser
from manuscripts import Build, Write
from tools import PLACES, require, require_package

TEXT = "# 引言\n\n软骨修复已有报道[@one]，亦有不同意见[@two]。\n\n末段没有引用。\n"
STYLES = """
@media (prefers-color-scheme: dark) { #cite-1 { color: var(--paper) } }
#cite-2 { position: absolute; left: -9999px }
article p:last-of-type::after { content: "[2]" }
"""


def damaged(data: bytes) -> bytes:
    return data.replace(b"</style>", f"{STYLES}</style>".encode(), 1)


def found(document: Document, path: Path, format: str) -> list[str]:
    output = read_alone(document, format, path, asked="nobody")
    verdict, sights = shown.look(path, format, PLACES)
    assert not verdict.unchecked, verdict.unchecked
    return [f"{item.code}: {item.message}" for item in shown.findings(output.comparison, sights, output.findings)]


@pytest.fixture
def _tools() -> None:
    require_package(browser.PACKAGE)
    require("node")
    require("chromium")


@pytest.mark.usefixtures("_tools")
def test_what_is_as_it_was_checked_is_so_in_every_look_and_what_styles_do_to_it_is_told(
    write: Write, build: Build, tmp_path: Path
) -> None:
    project = write(TEXT)
    built = build(project, "html", "epub")
    document = numbered.load(project)
    assert found(document, project.product("epub"), "epub") == []
    path = tmp_path / "manuscript.html"
    path.write_bytes(built["html"])
    assert found(document, path, "html") == []
    path.write_bytes(damaged(built["html"]))
    told = "\n".join(found(document, path, "html"))
    everywhere, dark = (
        "as a browser shows it,",
        "as a browser shows it on a phone in the dark and on a desk in the dark,",
    )
    assert "hidden-text" in told
    assert "(beside the page)" in told
    assert "(in the colour of what is behind it)" in told
    for code, where, words in (
        ("changed-marker", dark, "prints 1 where [1] was checked"),
        ("moved-marker", everywhere, "prints [2] behind “末段没有引用。”"),
    ):
        assert any(line.startswith(code) and where in line and words in line for line in told.split("\n")), told


def test_without_a_browser_nothing_is_said_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NODE_PATH", raising=False)
    path = tmp_path / "a.html"
    path.write_text("<!doctype html><title>An invented page</title><p>text</p>", encoding="utf-8")
    verdict, sights = shown.look(path, "html", (tmp_path,))
    assert "playwright-core is not installed" in verdict.unchecked
    assert sights == ()
