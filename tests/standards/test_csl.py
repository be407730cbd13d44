"""The Citation Style Language: our own styles, and any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from collation import standards
from tools import PLACES, ROOT, require, require_package

from .conftest import HOSTILE, Put

STYLES = sorted((ROOT / "styles" / "csl").glob("*.csl"))
FAULTS = {
    "an element that is none": ("<citation", "<citatio", "element citatio not allowed"),
    "an attribute that is none": ("<style ", '<style number="1" ', "attribute number not allowed"),
    "a value that is none": ('class="in-text"', 'class="at-foot"', "at-foot"),
    "a tag that is not closed": ("</style>", "", "no element found"),
}


@pytest.fixture(autouse=True)
def _tools() -> None:
    require_package("csl-validator-wasm")
    require("node")


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.stem)
def test_each_of_our_styles_meets_the_schema(style: Path) -> None:
    (verdict,) = standards.validate_with_tools(style, "csl", PLACES)
    assert verdict.is_met, verdict.unchecked or verdict.findings
    assert verdict.tool.startswith("csl-validator-wasm ")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_named_with_its_line(fault: str, put: Put) -> None:
    before, after, words = FAULTS[fault]
    text = STYLES[0].read_text(encoding="utf-8")
    assert before in text
    (verdict,) = standards.validate_with_tools(put("a.csl", text.replace(before, after, 1)), "csl", PLACES)
    assert any(words in finding.message for finding in verdict.findings), verdict
    assert all(finding.place.startswith("line ") for finding in verdict.findings)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_style_is_a_finding(name: str, put: Put) -> None:
    (verdict,) = standards.validate_with_tools(put("a.csl", HOSTILE[name]), "csl", PLACES)
    assert verdict.findings, verdict.unchecked
