"""What is installed from a wheel has all that a build needs, though styles/ and dodo.py lie outside the package."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return zipfile.ZipFile(path)


def test_a_wheel_carries_every_style(wheel: zipfile.ZipFile) -> None:
    styles = {path.relative_to(ROOT).as_posix() for path in (ROOT / "styles").rglob("*") if path.is_file()}
    assert styles
    assert {f"collation/{name}" for name in styles} <= set(wheel.namelist())


def test_a_wheel_carries_a_new_project_with_the_build_of_this_one(wheel: zipfile.ZipFile) -> None:
    assert wheel.read("collation/starter/dodo.py") == (ROOT / "dodo.py").read_bytes()
    assert "collation/starter/manuscript/metadata.yaml" in wheel.namelist()


def test_a_wheel_carries_what_is_no_python_and_is_typed(wheel: zipfile.ZipFile) -> None:
    scripts = (
        "pandoc.lua",
        "standards/accessibility.mjs",
        "standards/chromium.mjs",
        "standards/csl.mjs",
        "standards/shown.mjs",
    )
    others = ("py.typed", "check/report/report.schema.json")
    assert {f"collation/{name}" for name in (*scripts, *others)} <= set(wheel.namelist())


def test_the_lock_has_a_hash_for_each_package_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    packages = [block for block in lock.split("\n") if "==" in block]
    assert packages
    for package in packages:
        assert package.endswith("\\"), package  # its hashes follow on the next lines
