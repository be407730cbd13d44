"""Programs that some tests need and that pip cannot install."""

from __future__ import annotations

import os
import shutil

import pytest


def require(program: str) -> str:
    """Return where a program is; without it the test is skipped, or fails where COLLATION_REQUIRE_TOOLS=1 (in CI)."""
    found = shutil.which(program)
    if found:
        return found
    reason = f"{program} is not installed"
    if os.environ.get("COLLATION_REQUIRE_TOOLS") == "1":
        pytest.fail(f"{reason}, and COLLATION_REQUIRE_TOOLS=1 asks for it")
    pytest.skip(reason)
