"""The outputs in the programs of readers: Chromium for HTML, LibreOffice for DOCX."""

from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path

from manuscripts import Outputs
from tools import require

from .readers import Pdf

# What goes wrong in the page is written into the page, for Chromium prints the page and no more.
WATCH = """\
<script>
  const faults = [];
  const note = (text) => { faults.push(text); document.documentElement.dataset.faults = faults.join(" | "); };
  addEventListener("error", (event) => note(event.message));
  addEventListener("securitypolicyviolation", (event) => note(event.blockedURI));
  console.error = console.warn = (...parts) => note(parts.join(" "));
</script>
"""
FOCUS = """\
<script>
  const preview = () => document.getElementById("citation-preview")?.textContent ?? "";
  const link = document.querySelector("a.citation-number[href='#ref-10']");
  link.focus({ focusVisible: true });
  document.documentElement.dataset.shown = preview();
  document.documentElement.dataset.described = link.getAttribute("aria-describedby") ?? "";
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  document.documentElement.dataset.hidden = preview();
  document.documentElement.dataset.overflow = document.documentElement.scrollWidth - innerWidth;
</script>
"""


def chromium(page: Path, folder: Path, *options: str) -> str:
    program = require("chromium")
    result = subprocess.run(
        [
            program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=3000",
            f"--user-data-dir={folder / 'profile'}", *options, page.as_uri(),
        ],
        cwd=folder, capture_output=True, encoding="utf-8", check=True, timeout=120,
    )  # fmt: skip
    return result.stdout


def watched(outputs: Outputs, folder: Path) -> Path:
    page = folder / "page.html"
    text = outputs.html.decode()
    page.write_text(text.replace("<head>", f"<head>{WATCH}", 1).replace("</body>", f"{FOCUS}</body>", 1), "utf-8")
    return page


def noted(dom: str, name: str) -> str:
    found = re.search(rf'<html[^>]* data-{name}="([^"]*)"', dom)
    return html.unescape(found[1]).strip() if found else ""


def test_chromium_shows_the_page_without_a_fault_and_a_preview_of_the_work_that_has_the_focus(
    outputs: Outputs, tmp_path: Path
) -> None:
    dom = chromium(watched(outputs, tmp_path), tmp_path, "--dump-dom", "--window-size=390,800")
    assert noted(dom, "faults") == ""
    assert noted(dom, "shown").startswith("[10] MURPHY J M")
    assert "↑" not in noted(dom, "shown")
    assert noted(dom, "described") == "citation-preview"
    assert noted(dom, "hidden") == ""
    assert noted(dom, "overflow") == "0"  # nothing sticks out of a phone's screen


def test_a_picture_of_the_page_is_not_blank(outputs: Outputs, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    chromium(outputs.project.product("html"), tmp_path, f"--screenshot={picture}", "--window-size=800,600")
    # A blank page of this size is a PNG of some 4 kB.
    assert picture.stat().st_size > 20_000


def test_libreoffice_makes_a_pdf_of_the_word_document_with_all_42_items(outputs: Outputs, tmp_path: Path) -> None:
    program = require("soffice")
    subprocess.run(
        [
            program, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "pdf",
            "--outdir", str(tmp_path), str(outputs.project.product("docx")),
        ],
        capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    pdf = Pdf((tmp_path / "manuscript.pdf").read_bytes())
    listed = pdf.text.partition("参考文献\r\n")[2]
    assert re.findall(r"(?m)^\[(\d+)\]", listed) == [str(number) for number in range(1, 43)]
    for heading in ("1 干细胞移植治疗", "5.2 微囊泡", "6 小结与展望"):
        assert re.search(rf"(?m)^{re.escape(heading)}\s*$", pdf.text)
    assert "Error: Reference source not found" not in pdf.text
    assert len(pdf.pages) > 5
