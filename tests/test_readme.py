"""The README says only what works: its commands are run here, in the order in which a newcomer types them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line for block in re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL) for line in block.splitlines()
]
NAMING = {".py", ".md", ".toml", ".json", ".lua", ".typ", ".css", ".mjs", ".yaml", ".csl"}
PROJECT = ("dodo.py", "pyproject.toml", "references.bib", "references.evidence.yaml", "manuscript", "styles")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("readme")
    for name in PROJECT:
        source = ROOT / name
        shutil.copytree(source, copy / name) if source.is_dir() else shutil.copy(source, copy / name)
    return copy


def test_the_readme_has_commands() -> None:
    assert {"make", "make test", "doit", "collate check"} <= set(COMMANDS)


def test_each_command_of_the_readme_succeeds_after_the_ones_before_it(folder: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for command in COMMANDS:
        if not command.startswith(("doit", "collate")):
            continue
        result = subprocess.run(
            command.split(), cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("make")])
def test_a_target_of_the_readme_is_in_the_makefile(command: str) -> None:
    target = ([*command.split(), "all"])[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_command_of_the_readme_is_run_by_some_test() -> None:
    rest = [command for command in COMMANDS if not command.startswith(("make", "doit", "collate"))]
    assert rest == [". .venv/bin/activate"]


def test_what_the_readme_links_to_is_there() -> None:
    prose = re.sub(r"`[^`\n]+`", "", README)
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", prose):
        assert (ROOT / target).exists(), target


def test_the_readme_shows_a_finding_as_it_is_printed(folder: Path) -> None:
    """The example at the top is a real one but for the place, the sentence and the citekey."""
    shown = re.search(r"^```\n(manuscript/05.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert shown
    section = folder / "manuscript" / "06-extracellular-vesicles.md"
    before = section.read_text(encoding="utf-8")
    section.write_text(before + "\n外泌体可促进软骨修复[@toh2071]。\n", encoding="utf-8")
    bibliography = folder / "references.bib"
    entries = bibliography.read_text(encoding="utf-8")
    entry = "@article{toh2017, author = {Toh, W.}, title = {Invented}, journal = {Journal}, year = {2017}}\n"
    bibliography.write_text(entries + entry, encoding="utf-8")
    try:
        collate = str(Path(sys.executable).with_name("collate"))
        result = subprocess.run([collate, "check"], cwd=folder, capture_output=True, text=True, check=False)
    finally:
        section.write_text(before, encoding="utf-8")
        bibliography.write_text(entries, encoding="utf-8")
    assert result.returncode == 1
    printed = re.sub(
        r"manuscript/06-extracellular-vesicles\.md:\d+:\d+", "manuscript/05-exosomes.md:41:27", result.stdout
    )
    printed = re.sub(r"^( +)\d+ │", r"\1XX │", printed, flags=re.MULTILINE)
    place = re.sub(r"^( +)\d+ │", r"\1XX │", shown[1], flags=re.MULTILINE)
    assert place in printed


@pytest.mark.parametrize("place", ["src", "tests", "scripts", "dodo.py", "pyproject.toml", "docs", "README.md"])
def test_every_page_that_is_named_exists(place: str) -> None:
    start = ROOT / place
    files = [start] if start.is_file() else [path for path in start.rglob("*") if path.suffix in NAMING]
    named = {
        (path.relative_to(ROOT).as_posix(), page)
        for path in files
        for page in re.findall(r"(?<![\w/.-])docs/[\w./-]*\w", path.read_text(encoding="utf-8"))
        if not (ROOT / page).exists()
    }
    assert named == set()
