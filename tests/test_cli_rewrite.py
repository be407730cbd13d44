"""`collate renumber` and `collate notation` as a person uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from collation.assemble.manuscript import read
from collation.check.acceptance import examine
from collation.check.explain import ExampleFile, project_files
from collation.project import load

SECTION = "manuscript/03-paracrine-effect.md"


def contents(folder: Path) -> dict[str, bytes]:
    paths = [*(folder / "manuscript").rglob("*"), folder / "references.bib"]
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def test_the_flagship_turns_into_typed_numbers_and_back_to_the_byte(flagship: Path, collate) -> None:
    before = contents(flagship)
    assert collate(flagship, "notation", "numbers").returncode == 0
    assert "[@" not in (flagship / SECTION).read_text(encoding="utf-8").replace("[@fig", "")
    assert collate(flagship, "check").returncode == 0
    assert collate(flagship, "notation", "keys").returncode == 0
    assert contents(flagship) == before


def test_renumbering_after_a_section_has_moved(flagship: Path, collate) -> None:
    collate(flagship, "notation", "numbers")
    (flagship / SECTION).rename(flagship / "manuscript/00-paracrine-effect.md")
    assert collate(flagship, "check").returncode == 1
    shown = collate(flagship, "renumber", "--diff")
    assert shown.returncode == 1
    assert "+大鼠体内的细胞示踪显示" in shown.stdout
    assert collate(flagship, "check").returncode == 1, "--diff writes nothing"
    result = collate(flagship, "renumber")
    assert (result.returncode, "every citation means what it meant" in result.stdout) == (0, True)
    assert collate(flagship, "check").returncode == 0
    after = contents(flagship)
    assert "nothing to change" in collate(flagship, "renumber").stdout
    assert contents(flagship) == after


def test_what_cannot_be_rewritten_is_named_and_left_alone(flagship: Path, collate) -> None:
    path = flagship / SECTION
    path.write_text(path.read_text(encoding="utf-8") + "\n见[@murphy2003, p. 3]。\n", encoding="utf-8")
    before = contents(flagship)
    result = collate(flagship, "notation", "numbers")
    assert result.returncode == 2
    assert f"  {SECTION}:" in result.stdout
    assert "[@murphy2003, p. 3] names a place in the work" in result.stdout
    assert contents(flagship) == before


INTRODUCTION = "manuscript/01-introduction.md"
LIBRARY = """@article{ma2003, author = {Ma, J.}, title = {Repair of the knee in goats}, journal = {Nature}, year = {2003}}
@article{ma2004, author = {Ma, J.}, title = {Repair of the knee in goats}, journal = {Nat}, year = {2003}}
@article{zhao2018, author = {Zhao, G.}, title = {Horses}, journal = {Stem Cell Research & Therapy}, year = {2018}}
@article{jo2018, author = {Jo, G.}, title = {Mules}, journal = {Stem Cell Res Ther}, year = {3018}}
"""
FAULTY = """羊[2][3]，马 [4、3]，驴[1,2]，Wang 等[3]报道，Li [4] 证实，又［4-2］于2015年[1]修复。

95% CI [1, 3]，Murphy等[4]说 [3]，另见^[2]^。[1]
"""


@pytest.fixture
def project(tmp_path: Path, write_project) -> Path:
    write_project(tmp_path, project_files([ExampleFile("references.bib", LIBRARY), ExampleFile(INTRODUCTION, FAULTY)]))
    return tmp_path


def reported(folder: Path) -> list[str]:
    project = load(folder)
    return [f"{found.location} {found.code}" for found in examine(read(project), project).diagnostics]


def test_a_baseline_holds_when_works_are_renumbered_and_written_as_citekeys(project: Path, collate) -> None:
    assert len(reported(project)) > 9
    collate(project, "check", "--write-baseline")
    assert reported(project) == []
    result = collate(project, "renumber")
    assert result.stdout.startswith(
        f"changed 12 citations in {INTRODUCTION}, references.bib; read back, every citation"
    )
    assert reported(project) == []
    text = (project / INTRODUCTION).read_text(encoding="utf-8")
    (project / INTRODUCTION).write_text(text.replace("[1][2]", "[1,2]"), encoding="utf-8")
    collate(project, "check", "--write-baseline")
    assert collate(project, "notation", "keys").returncode == 0
    assert reported(project) == []


@pytest.mark.parametrize("command", [["renumber"], ["notation", "keys"]])
def test_nothing_is_written_where_the_baseline_is_broken(project: Path, collate, command: list[str]) -> None:
    (project / INTRODUCTION).write_text("羊[2]，马[1]。\n", encoding="utf-8")
    (project / "baseline.json").write_text("<<<<<<< ours\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    result = collate(project, *command)
    assert (result.returncode, "baseline.json:1: not valid JSON" in result.stdout) == (2, True)
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_a_waiver_holds_when_works_are_renumbered(project: Path, collate) -> None:
    (project / INTRODUCTION).write_text("羊[2]，马 [1]。\n", encoding="utf-8")
    (project / "waivers.toml").write_text(
        f'[[waiver]]\ncheck = "space-before-citation"\npath = "{INTRODUCTION}"\ntext = "马 [1]"\nreason = "house style"\n',
        encoding="utf-8",
    )
    assert not [found for found in reported(project) if "space-before" in found or "unused-waiver" in found]
    collate(project, "renumber")
    assert "马 [2]" in (project / INTRODUCTION).read_text(encoding="utf-8")
    assert not [found for found in reported(project) if "space-before" in found or "unused-waiver" in found]


def test_what_is_new_is_reported_after_renumbering(project: Path, collate) -> None:
    collate(project, "check", "--write-baseline")
    collate(project, "renumber")
    with (project / INTRODUCTION).open("a", encoding="utf-8") as file:
        file.write("\n骡得到修复 [1]。\n")
    assert reported(project) == [f"{INTRODUCTION}:5:6 space-before-citation"]


@pytest.mark.parametrize(
    ("text", "command", "said"),
    [
        ("羊[1]，马[2]，驴[3,4]。\n", ["renumber"], "nothing to change: works are numbered in the order"),
        ("羊[1]，马[2]，驴[3,4]。\n", ["renumber", "--diff"], "nothing to change: works are numbered in the order"),
        ("羊[@ma2003]。\n", ["renumber"], "nothing to change: works are numbered in the order"),
        ("羊[@ma2003]。\n", ["notation", "keys"], "nothing to change: all citations are citekeys"),
        ("羊[1]，马[2]。\n", ["notation", "numbers"], "nothing to change: all citations are typed numbers"),
        ("羊[2]。\n", ["renumber"], f"changed 1 citation in {INTRODUCTION}, references.bib; read back"),
        ("羊[2]，马[2]，驴[1]，骡[3]。\n", ["renumber"], f"changed 3 citations in {INTRODUCTION}, references.bib; read back"),
        ("羊[1]，马[2]。\n", ["notation", "keys"], f"changed 2 citations in {INTRODUCTION}; read back"),
        ("羊^[a]。\n", ["renumber"], "error: the manuscript has no citation; nothing was changed"),
        ("羊[2]，马[9]。\n", ["renumber"], "nothing was changed"),
        ("羊[2]，马[1,,2]。\n", ["renumber"], "1:7: [1,,2] is printed as it stands"),
        ("羊[2]得到修复^1^。\n", ["renumber"], "1:9: the raised 1 looks like a citation and is none"),
        ("羊[1]得到修复^2^。\n", ["renumber"], "nothing to change: works are numbered in the order"),
        ("羊［@ma2003］，马[@zhao2018]。\n", ["notation", "numbers"], "1:2: ［@ma2003］ is printed with its brackets"),
        ("羊[2]^[1]^。\n", ["notation", "keys"], "[2] stands right beside another citation; write both in one bracket"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_rewriting_is_true(project: Path, collate, text: str, command: list[str], said: str) -> None:
    path = project / INTRODUCTION
    path.write_text(text, encoding="utf-8")
    before = path.read_bytes(), (project / "references.bib").read_bytes()
    result = collate(project, *command)
    assert said in result.stdout
    is_changed = (path.read_bytes(), (project / "references.bib").read_bytes()) != before
    assert is_changed == said.startswith("changed")
    assert (
        (result.returncode == 2)
        == ("nothing was changed" in result.stdout)
        == (not is_changed and "to change" not in said)
    )
