"""What tests of more than one stage need: copies of the flagship, projects from a few lines, and our commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLAGSHIP = ("dodo.py", "pyproject.toml", "manuscript", "references.bib", "references.evidence.yaml", "styles")

WriteProject = Callable[[Path, Mapping[str, bytes | str | None]], Path]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def flagship(tmp_path: Path) -> Path:
    """Give a copy of the repository's own manuscript in an empty folder, without its outputs."""
    return copy_flagship(tmp_path / "flagship")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the flagship in which `doit` has made everything; tests copy it and never change it."""
    folder = copy_flagship(tmp_path_factory.mktemp("built") / "flagship")
    result = run_command(folder, "doit")
    assert result.returncode == 0, result.stdout
    return folder


@pytest.fixture
def write_project() -> WriteProject:
    """Give the function that writes files by path into a folder; None removes the file that was there."""
    return write_files


@pytest.fixture
def run() -> Run:
    """Give the function that runs `collate`, `doit` or `python` in a folder as a person does, and returns what it says."""
    return run_command


def copy_flagship(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in FLAGSHIP:
        source = ROOT / name
        shutil.copytree(source, folder / name) if source.is_dir() else shutil.copy(source, folder / name)
    return folder


def write_files(folder: Path, files: Mapping[str, bytes | str | None]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def environment(**changes: str) -> dict[str, str]:
    """Return an environment in which nothing of the person who runs the tests decides how a report looks."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "TERM", "CI")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, "PATH": path, "PYTHONUTF8": "1", **changes}


def run_command(folder: Path, *command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; what it prints comes back as one text, and must not be a traceback."""
    result = subprocess.run(
        command,
        cwd=folder,
        env=environment(**changes),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in result.stdout, result.stdout
    return result
