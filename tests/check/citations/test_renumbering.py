"""The plan of renumbering: every work in the order of first citation, as the command that carries it out has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.assemble.manuscript import read
from collation.check.citations.renumbering import describe, plan
from collation.check.explain import ExampleFile, project_files
from collation.model import Manuscript
from collation.project import load
from collation.rewrite import renumber

ENTRY = "@article{{work{0}, author = {{Name, A.}}, title = {{Title {0}}}, journal = {{Journal}}, year = {{2003}}}}\n"


def manuscript(folder: Path, write_project, text: str, library: str) -> Manuscript:
    files = [ExampleFile("manuscript/01-introduction.md", text), ExampleFile("references.bib", library)]
    write_project(folder, project_files(files))
    return read(load(folder))


TEXTS = {
    "甲[4]，乙[2,1]，丙[4，3]。": {4: 1, 1: 2, 2: 3, 3: 4},
    "甲[3-4]，乙［1］。": {3: 1, 4: 2, 1: 3},
    "甲^[2]^乙[9]。\n\n| 丙 |\n|----|\n| [4] |\n\n: 题[3]\n": {2: 1, 3: 2, 4: 3},
    "甲[^n]，乙[1]。\n\n[^n]: 见[4]。\n": {4: 1, 1: 2},
    "甲[1]，乙[2-4]。": {1: 1, 2: 2, 3: 3, 4: 4},
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.items(), ids=[repr(text) for text in TEXTS])
def test_works_are_numbered_by_first_citation(
    text: str, expected: dict[int, int], tmp_path: Path, write_project
) -> None:
    library = "".join(ENTRY.format(number) for number in range(1, 5))
    found = manuscript(tmp_path, write_project, text, library)
    assert list(plan(found).items()) == list(expected.items())
    assert {old: new for old, new in renumber.plan(found).items() if old in expected} == expected


def test_citekeys_have_no_plan(tmp_path: Path, write_project) -> None:
    found = manuscript(tmp_path, write_project, "甲[@work2]，乙[1]。", ENTRY.format(1) + ENTRY.format(2))
    assert plan(found) == {}


def test_a_plan_is_written_in_steps() -> None:
    assert describe({9: 1, 1: 2, 2: 3, 3: 4, 12: 5, 6: 6}) == ("[9] becomes [1], [1-3] become [2-4], [12] becomes [5]")
    many = {2 * number: number for number in range(1, 21)}
    assert describe(many).endswith("[16] becomes [8] and so on with 12 more")
    assert describe({1: 1}) == ""


@given(st.permutations(range(1, 12)))
def test_every_change_is_shown_or_counted(order: list[int]) -> None:
    new = {old: place for place, old in enumerate(order, start=1)}
    shown = describe(new)
    assert bool(shown) == (order != sorted(order))
