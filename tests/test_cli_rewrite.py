"""`collate renumber` and `collate notation` as a person uses them."""

from __future__ import annotations

from pathlib import Path

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
