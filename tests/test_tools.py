"""A test that needs a program says so: it is skipped where a person works, and fails in CI."""

from __future__ import annotations

import sys

import pytest

from tools import require


def test_a_program_that_is_there_is_found() -> None:
    assert require(sys.executable) == sys.executable


def test_without_the_program_a_test_is_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLLATION_REQUIRE_TOOLS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        require("no-such-program")


def test_without_the_program_a_test_fails_where_tools_are_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLATION_REQUIRE_TOOLS", "1")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not installed"):
        require("no-such-program")
