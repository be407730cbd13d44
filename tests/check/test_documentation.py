"""docs/checks.md is what the docstrings say today, and what came of running their examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from collation.check import catalogue
from collation.check.documentation import document, fix, main
from collation.check.explain import explain
from collation.check.families import FAMILIES

CHECKS = Path(__file__).resolve().parents[2] / "docs" / "checks.md"


@pytest.fixture(scope="module")
def text() -> str:
    return document()


def test_docs_are_current(text: str) -> None:
    assert CHECKS.read_text(encoding="utf-8") == text, "`make docs` writes them anew"


def test_every_check_has_a_section_and_a_line_in_the_table_that_leads_to_it(text: str) -> None:
    codes = [check.CODE for check in catalogue.CHECKS]
    assert re.findall(r"^### ([a-z-]+)$", text, re.MULTILINE) == codes
    assert re.findall(r"^\| \[(.+?)\]\(#\1\) \|", text, re.MULTILINE) == codes
    assert re.findall(r"^## ([a-z-]+)$", text, re.MULTILINE) == [name for name, checks in FAMILIES.items() if checks]


def test_every_fence_is_closed(text: str) -> None:
    fences = re.findall(r"^```(.*)$", text, re.MULTILINE)
    assert all(language for language in fences[::2])
    assert not any(fences[1::2])


def test_the_table_says_of_each_check_what_its_failing_example_was_given(text: str) -> None:
    rows = dict(re.findall(r"^\| \[(.+?)\]\(\S+\) \| [^|]+ \| (safe|offer|) ?\|", text, re.MULTILINE))
    assert len(rows) == len(catalogue.CHECKS)
    for check in (catalogue.CHECKS[0], catalogue.CHECKS[-1]):
        assert rows[check.CODE] == fix(explain(check))


def test_the_module_writes_a_file_or_the_standard_output(text: str, tmp_path: Path, run) -> None:
    main([str(tmp_path / "checks.md")])
    assert (tmp_path / "checks.md").read_text(encoding="utf-8") == text
    assert run(tmp_path, "python", "-m", "collation.check.documentation").stdout == text
