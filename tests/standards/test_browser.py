"""A page as Chromium shows it: what styles hide and what scripts change is seen as a reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from collation.standards import browser, programs
from tools import PLACES, require, require_package

from .conftest import Put

PAGE = """\
<!doctype html><html lang="en"><head><title>An invented page</title><style>
.gone { display: none } .unseen { visibility: hidden } .clear { opacity: 0 }
</style></head><body><p>seen <span class="gone">[1]</span><span class="unseen">[2]</span><span class="clear">[3]</span></p>
<details><summary>more</summary><p>opened</p></details><p id="said">as written</p>
<script>document.getElementById("said").textContent = "as a script says"</script></body></html>
"""


@pytest.fixture
def _tools() -> None:
    require_package(browser.PACKAGE)
    require("node")
    require("chromium")


@pytest.mark.usefixtures("_tools")
def test_what_styles_hide_is_gone_and_what_a_script_says_is_there(put: Put) -> None:
    shown = browser.shown(put("a.html", PAGE), PLACES).decode()
    assert "seen" in shown
    assert not [marker for marker in ("[1]", "[2]", "[3]") if marker in shown]
    assert "opened" in shown
    assert "as a script says" in shown.replace('textContent = "as a script says"', "")


def test_without_its_tools_it_says_which_is_missing(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NODE_PATH", raising=False)
    with pytest.raises(programs.UnavailableError, match="playwright-core is not installed"):
        browser.shown(put("a.html", PAGE), (tmp_path,))
    with pytest.raises(FileNotFoundError):
        browser.shown(tmp_path / "no.html", PLACES)
