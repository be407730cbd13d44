"""A test that needs a program says so: it is skipped where a person works, and fails in CI."""

from __future__ import annotations

import json
import sys

import pytest

from tools import ROOT, require, require_package


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


def test_without_the_package_a_test_is_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLLATION_REQUIRE_TOOLS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-package is not installed"):
        require_package("no-such-package")


def test_a_package_that_is_there_is_found() -> None:
    assert (require_package("axe-core") / "package.json").is_file()


def test_the_lock_of_npm_has_a_hash_for_each_package_and_no_address() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in lock
    packages = {name: about for name, about in json.loads(lock)["packages"].items() if name}
    assert packages
    assert [name for name, about in packages.items() if not about.get("integrity", "").startswith("sha512-")] == []
