"""`collate journals`, as a person uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from collation.project import create


@pytest.fixture
def project(tmp_path: Path) -> Path:
    create(tmp_path / "review")
    return tmp_path / "review"


def test_it_needs_no_project_and_says_how_much_was_looked_up(tmp_path: Path, collate) -> None:
    result = collate(tmp_path, "journals")
    assert result.returncode == 0
    assert "cjrrs" in result.stdout
    assert "looked up)" in result.stdout


def test_show_says_who_asks_and_what_nobody_knows_in_lines_for_a_screen(tmp_path: Path, collate) -> None:
    shown = collate(tmp_path, "journals", "show", "joss").stdout
    assert "750 to 1750 words [paper]" in shown
    unknown = shown[shown.index("not verified, and so") : shown.index("\nsources")]
    assert "  layout: all\n" in unknown
    assert max(map(len, unknown.splitlines())) <= 100


def test_new_begins_a_profile_and_never_writes_over(project: Path, collate) -> None:
    assert collate(project, "journals", "new", "acta").returncode == 0
    path = project / "styles/journals/acta.yaml"
    before = path.read_bytes()
    again = collate(project, "journals", "new", "acta")
    assert (again.returncode, path.read_bytes()) == (2, before)
    assert "is there already" in again.stdout
    assert "acta" in collate(project, "journals").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("new",),
        ("list", "cjrrs"),
        ("show", "cjrs"),
        ("show", "../cjrrs"),
        ("new", "../evil"),
        ("new", "Acta"),
        ("show", "cjrrs", "--type", "reveiw"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(project: Path, collate, words: tuple[str, ...]) -> None:
    result = collate(project, "journals", *words)
    said = result.stdout
    assert result.returncode == 2
    assert "error: " in said
    assert "Traceback" not in said
    assert not list(project.parent.rglob("evil*"))
