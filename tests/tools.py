"""Programs and packages that some tests need and that pip cannot install."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLACES = (ROOT, *ROOT.parents)
"""Where `require_package` looks."""


def require(program: str) -> str:
    """Return where a program is; without it the test is skipped, or fails where COLLATION_REQUIRE_TOOLS=1 (in CI)."""
    return shutil.which(program) or _without(f"{program} is not installed")


def require_package(name: str) -> Path:
    """Return the folder of a package of npm; without it the test is skipped or fails as `require` says.

    It lies in the nearest `node_modules` from the repository upwards that has it: `npm ci --ignore-scripts` makes one.
    """
    for folder in (ROOT, *ROOT.parents):
        if (package := folder / "node_modules" / name).is_dir():
            return package
    return _without(f"{name} is not installed by npm ci --ignore-scripts")


def _without(reason: str) -> NoReturn:
    if os.environ.get("COLLATION_REQUIRE_TOOLS") == "1":
        pytest.fail(f"{reason}, and COLLATION_REQUIRE_TOOLS=1 asks for it")
    pytest.skip(reason)
