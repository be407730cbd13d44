"""docs/checks.md is what the docstrings say today."""

from __future__ import annotations

import re
from pathlib import Path

from collation.check import catalogue
from collation.check.documentation import document, main

CHECKS = Path(__file__).resolve().parents[2] / "docs" / "checks.md"


def test_docs_are_current() -> None:
    assert CHECKS.read_text(encoding="utf-8") == document(), "`make docs` writes them anew"


def test_every_check_has_a_section_and_a_line_in_the_table_that_leads_to_it() -> None:
    text = document()
    codes = [check.CODE for check in catalogue.CHECKS]
    assert re.findall(r"^## ([a-z-]+)$", text, re.MULTILINE) == codes
    assert re.findall(r"^\| \[(.+?)\]\(#\1\) \|", text, re.MULTILINE) == codes


def test_every_fence_is_closed() -> None:
    fences = re.findall(r"^```(.*)$", document(), re.MULTILINE)
    assert all(language for language in fences[::2])
    assert not any(fences[1::2])


def test_the_module_writes_a_file_or_the_standard_output(tmp_path: Path, run) -> None:
    main([str(tmp_path / "checks.md")])
    assert (tmp_path / "checks.md").read_text(encoding="utf-8") == document()
    assert run(tmp_path, "python", "-m", "collation.check.documentation").stdout == document()
