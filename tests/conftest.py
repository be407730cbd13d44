"""What tests of more than one stage need: copies of the flagship, projects from a few lines, and our commands."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from collation.assemble.manuscript import read
from collation.cli import main
from collation.project import load

pytest_plugins = ["manuscripts"]

# No test depends on how fast the machine is.
settings.register_profile("collation", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("collation")

ROOT = Path(__file__).resolve().parent.parent
FLAGSHIP = ("dodo.py", "pyproject.toml", "manuscript", "references.bib", "references.evidence.yaml", "styles")

WriteProject = Callable[[Path, Mapping[str, bytes | str | None]], Path]
Environment = Callable[..., dict[str, str]]
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


@pytest.fixture(scope="session")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the flagship that cites by typed numbers; tests copy it and never change it."""
    return type_numbers(copy_flagship(tmp_path_factory.mktemp("typed") / "flagship"))


@pytest.fixture(scope="session")
def write_project() -> WriteProject:
    """Give the function that writes files by path into a folder; None removes the file that was there."""
    return write_files


@pytest.fixture(scope="session")
def environment() -> Environment:
    """Give the function that returns an environment for a process, with changes by name."""
    return clean_environment


@pytest.fixture(scope="session")
def run() -> Run:
    """Give the function that runs `collate`, `doit` or `python` in a folder as a person does, and returns what it says."""
    return run_command


@pytest.fixture
def collate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give the function that runs `collate` as `run` does, but inside this process: faster, and for all but `build`.

    doit keeps the standard output that it finds when it is imported, so that a build must have a process of its own.
    """

    def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as patch:
            patch.chdir(folder)
            patch.setattr(sys, "path", list(sys.path))
            try:
                code = main(arguments)
            except SystemExit as error:
                code = int(error.code or 0)
        output = "".join(capsys.readouterr())
        assert "Traceback" not in output, output
        return subprocess.CompletedProcess(arguments, code, output)

    return command


@pytest.fixture
def hears_interrupts() -> Iterator[None]:
    """Undo what a shell does to commands that it starts in the background: they, and what they start, ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def copy_flagship(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in FLAGSHIP:
        source = ROOT / name
        shutil.copytree(source, folder / name) if source.is_dir() else shutil.copy(source, folder / name)
    return folder


def type_numbers(folder: Path) -> Path:
    """Write each citation of a project by the numbers that its works have, as an author would who numbers by hand."""
    manuscript = read(load(folder))
    places = [entry.citekey for entry in manuscript.bibliography.entries]
    assert list(manuscript.cited) == places, "a typed number is a place in references.bib"
    for cluster in reversed(manuscript.clusters):
        path = folder / cluster.location.path
        lines = path.read_text(encoding="utf-8").split("\n")
        line = lines[cluster.location.line - 1]
        start = cluster.location.column - 1
        numbers = ",".join(str(places.index(item.citekey) + 1) for item in cluster.items)
        lines[cluster.location.line - 1] = f"{line[:start]}[{numbers}]{line[start + len(cluster.text) :]}"
        path.write_text("\n".join(lines), encoding="utf-8")
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


def clean_environment(**changes: str) -> dict[str, str]:
    """Return an environment in which nothing of the person who runs the tests decides how a report looks."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "TERM", "CI")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, "PATH": path, "PYTHONUTF8": "1", **changes}


def run_command(folder: Path, *command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; what it prints comes back as one text, and must not be a traceback."""
    result = subprocess.run(
        command,
        cwd=folder,
        env=clean_environment(**changes),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in result.stdout, result.stdout
    return result
