"""Met, not met and not checked are three things."""

from __future__ import annotations

from collation import standards
from collation.standards import Finding, Verdict

from .conftest import Put


def test_what_was_not_checked_is_not_met() -> None:
    met = Verdict("S 1", "tool 2")
    not_met = Verdict("S 1", "tool 2", (Finding("R", "wrong", "line 3"), Finding("R", "wrong")))
    unchecked = Verdict("S 1", "tool", unchecked="tool is not installed")
    assert [each.is_met for each in (met, not_met, unchecked)] == [True, False, False]
    assert str(met) == "S 1: met, by tool 2"
    assert str(not_met) == "S 1: 2 faults by tool 2"
    assert str(unchecked) == "S 1: not checked, because tool is not installed"
    assert [str(finding) for finding in not_met.findings] == ["line 3: wrong [R]", "wrong [R]"]


def test_a_format_without_a_standard_has_no_verdict(put: Put) -> None:
    path = put("a.txt", "x")
    assert standards.validate(path, "txt") == standards.validate_with_tools(path, "txt", ()) == ()
