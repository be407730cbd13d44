"""What docs/settings.md shows is accepted, and it shows every setting."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from collation import cli
from collation.assemble.manuscript import read
from collation.check.acceptance import examine
from collation.check.explain import project_files
from collation.check.families import FAMILIES
from collation.check.report import REPORT_FORMATS
from collation.check.waivers import waiver_file
from collation.project import NO_SETTINGS, Project, ProjectError, load

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
SETTINGS, WAIVERS = re.findall(r"^```toml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["pyproject.toml", "collation.toml"])
def test_the_settings_of_the_example_are_accepted(name: str, tmp_path: Path, write_project) -> None:
    text = (
        SETTINGS if name == "pyproject.toml" else re.sub(r"\[tool\.collation\.?", "[", SETTINGS).replace("[]\n", "", 1)
    )
    write_project(
        tmp_path, {**project_files(()), name: text, "manuscript/09-outlook.md": "# 展望\n\n软骨或可得到修复。\n"}
    )
    project = load(tmp_path)
    assert project.severity == (("missing-statement", "warning"), ("journals", "note"))
    assert project.per_file == (("manuscript/09-*.md", ("narrative",)),)
    assert examine(read(project), project).diagnostics == ()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('baseline = "references.bib"', "baseline must be a file of its own, and the setting bibliography is that"),
        ('bibliography = "./waivers.toml"', "bibliography must be a file of its own, and the setting waivers is that"),
        ('evidence = "x/../baseline.json"', "evidence must be a file of its own, and the setting baseline is that"),
        (
            'waivers = "known"\nbaseline = "known"',
            "baseline must be a file of its own, and the setting waivers is that",
        ),
        ('baseline = "linked.json"', "baseline must be a file of its own, and the setting bibliography is that file"),
        ('baseline = "pyproject.toml"', "baseline must be a file of its own, and pyproject.toml is that file too"),
        (
            'evidence = "manuscript/metadata.yaml"',
            "evidence must be a file of its own, and manuscript/metadata.yaml is",
        ),
        ('waivers = "manuscript/01-introduction.md"', "and manuscript/01-introduction.md is a section"),
        ('bibliography = "manuscript/02-x.md"', "and manuscript/02-x.md is a section"),
        ('baseline = "manuscript/known.json"', "baseline must lie outside manuscript/, the folder of the text"),
        ('manuscript = "text"\nwaivers = "text/a/b.toml"', "waivers must lie outside text/, the folder of the text"),
    ],
)
def test_no_file_has_two_tasks(table: str, message: str, tmp_path: Path, write_project) -> None:
    write_project(tmp_path, {**project_files(()), "pyproject.toml": f"[tool.collation]\n{table}\n"})
    (tmp_path / "linked.json").symlink_to("references.bib")
    with pytest.raises(ProjectError) as raised:
        load(tmp_path)
    assert message in str(raised.value)
    line = 1 + len(table.split("\n"))
    assert str(raised.value).startswith(f"pyproject.toml:{line}: ")


def test_the_example_has_every_setting_and_every_family() -> None:
    shown = set(tomllib.loads(SETTINGS)["tool"]["collation"])
    assert shown == {item.name.replace("_", "-") for item in fields(Project)} - {*NO_SETTINGS}
    assert all(re.search(rf"\b{family}\b", SETTINGS) for family in FAMILIES)


def test_the_settings_of_the_example_are_the_defaults_but_for_the_choice_of_checks(tmp_path: Path) -> None:
    table = tomllib.loads(SETTINGS)["tool"]["collation"]
    default = Project(tmp_path)
    for name, value in table.items():
        if name not in ("ignore", "severity", "per-file"):
            assert getattr(default, name) == (tuple(value) if isinstance(value, list) else value)


def test_the_waivers_of_the_example_are_read(tmp_path: Path) -> None:
    (tmp_path / "waivers.toml").write_text(WAIVERS, encoding="utf-8")
    assert [waiver.check for waiver in waiver_file.read(Project(tmp_path))] == ["missing-field", "raw-markup"]


def test_every_format_is_described() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE)) == REPORT_FORMATS


def test_every_exit_code_is_described() -> None:
    codes = [cli.CLEAN, cli.FINDINGS, cli.UNREADABLE, cli.UNCHECKED, cli.INTERRUPTED]
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)] == codes


def test_what_the_document_links_to_is_there() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", TEXT):
        assert (ROOT / "docs" / target).exists(), target
