"""The HTML standard."""

from __future__ import annotations

import pytest

from collation import standards
from collation.standards import html
from collation.standards.verdict import Finding, Verdict
from tools import PLACES, require, require_package

from .conftest import HOSTILE, Put

PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>An invented page</title><style>
.wide { container-type: inline-size; }
.wide p { max-width: 100cqi; }
</style></head>
<body><main class="wide"><h1 id="a">A</h1><p>文献<a href="#a">[1]</a></p></main></body></html>
"""
FAULTY = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>An invented page</title>
<style>p { colr: red; max-width: 10zz; }</style></head>
<body><p id="a">A<p id="a">B</div><ul><p>C</p></ul><p colour="red">D</p><img src="data:,"><section><em>E</section>
</body></html>
"""


@pytest.fixture(autouse=True)
def _tools() -> None:
    require_package("vnu-jar")
    require("java")


def checked(put: Put, content: bytes | str) -> Verdict:
    (verdict,) = html.check(put("a.html", content), PLACES)
    assert not verdict.unchecked
    assert verdict.tool.startswith("vnu-jar ")
    return verdict


def test_planted_faults_are_named_with_their_lines(put: Put) -> None:
    verdict = checked(put, FAULTY)
    for words, line in (
        ("Duplicate ID “a”", 4),
        ("Stray end tag “div”", 4),
        ("Element “p” not allowed as child of element “ul”", 4),
        ("Attribute “colour” not allowed", 4),
        ("An “img” element must have an “alt” attribute", 4),
        ("Unclosed element “em”", 4),
        ("“colr”", 3),
        ("Unknown dimension", 3),
    ):
        found = [finding for finding in verdict.findings if words in finding.message]
        assert [finding.place.partition(",")[0] for finding in found] == [f"line {line}"], (words, verdict.findings)


def test_only_what_the_checker_does_not_know_of_css_is_no_fault(put: Put) -> None:
    assert checked(put, PAGE).findings == ()


@pytest.mark.parametrize("name", ["nothing", "noise"])
def test_what_is_no_page_is_a_finding(name: str, put: Put) -> None:
    assert checked(put, HOSTILE[name]).findings


def test_the_words_are_english_in_any_locale(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    found = checked(put, PAGE.replace("<h1 ", "<p></div><h1 ")).findings
    assert found == (Finding("html", "Stray end tag “div”.", "line 6, column 29"),)


def test_a_checker_that_fails_has_checked_nothing(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collation.standards.programs._JAVA", ("-Xss200k",))
    (verdict,) = html.check(put("a.html", PAGE), PLACES)
    assert verdict.findings == ()
    assert verdict.unchecked


def test_the_format_asks_for_the_standard_and_for_accessibility(monkeypatch: pytest.MonkeyPatch, put: Put) -> None:
    monkeypatch.setenv("PATH", "")
    verdicts = standards.validate_with_tools(put("a.html", PAGE), "html", PLACES)
    assert [(verdict.tool, verdict.is_met) for verdict in verdicts] == [("vnu-jar", False), ("axe-core", False)]
    assert [verdict.unchecked for verdict in verdicts] == ["java is not installed", "node is not installed"]
