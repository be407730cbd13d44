"""docs/proof.md lists every check of the proof as its docstring has it, and shows only what the command says."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from collation.proof import catalogue, documentation
from collation.proof.check import Check
from collation.proof.explain import explain

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "proof.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("check", catalogue.CHECKS, ids=lambda check: check.CODE)
def test_every_docstring_has_its_parts(check: Check) -> None:
    item = explain(check)
    assert item.summary.endswith(".")
    assert item.why.endswith(".")
    assert item.basis


def test_the_list_is_current() -> None:
    """`make docs` writes it."""
    assert documentation.renewed(TEXT) == TEXT
    assert all(f"| `{check.CODE}` |" in TEXT for check in catalogue.CHECKS)


def test_it_is_written_into_its_place_and_nothing_else_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "proof.md"
    start = TEXT.index("### citations")
    path.write_text(TEXT[:start] + "old" + TEXT[TEXT.index("<!-- The end") :], encoding="utf-8")
    documentation.main([str(path)])
    assert path.read_text(encoding="utf-8") == TEXT


def test_it_shows_a_finding_as_it_is_printed(built: Path, tmp_path: Path, run) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(built / "out" / "manuscript.docx") as archive, zipfile.ZipFile(written, "w") as other:
        for item in archive.infolist():
            data = archive.read(item)
            if item.filename == "word/document.xml":
                text = data.decode()
                found = re.search(r'<w:bookmarkStart w:id="(\d+)" w:name="cite-4"/>.*?<w:bookmarkEnd w:id="\1"/>', text)
                assert found
                data = text.replace(found[0], found[0].replace("ref-4", "ref-5").replace(">4<", ">5<")).encode()
            other.writestr(item, data)
    (tmp_path / "review.docx").write_bytes(written.getvalue())
    printed = run(tmp_path, "collate", "proof", "review.docx", "--against", str(built)).stdout
    shown = re.search(r"^```\n(manuscript/01-introduction.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    assert shown
    assert printed.startswith(shown[1])


def test_what_it_links_to_is_there() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", TEXT):
        assert (ROOT / "docs" / target).exists(), target
