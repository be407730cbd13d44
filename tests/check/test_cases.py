"""The case files: small projects that fail or pass one check, with every finding that they must have.

A case file `<family>/<check>.md` holds cases under headings `## fails: …` and `## passes: …`.  A fenced block is a file of the
case's project, its path after the fence, with `(absent)` or an encoding where it has one; files that a case does not
give are those of `collation.check.explain.BASE`.  The block `finds` lists all findings as the report prints their
places: exactly these, and in a passing case none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.acceptance import examine
from collation.check.explain import ExampleFile, project_files
from collation.check.families import FAMILIES
from collation.diagnostics import Diagnostic
from collation.model import Manuscript
from collation.project import load

FOLDER = Path(__file__).parent
CASE = re.compile(r"^## (fails|passes): (.+?)\n(.*?)(?=^## (?:fails|passes): |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^(`{3,}) (\S+)(?: \((\S+)\))?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Case:
    check: str
    kind: str
    title: str
    files: tuple[ExampleFile, ...]
    finds: tuple[str, ...]

    @property
    def is_chinese(self) -> bool:
        return any(HAN.search(file.text or "") for file in self.files)


def cases(path: Path) -> Iterator[Case]:
    for kind, title, body in CASE.findall(path.read_text(encoding="utf-8")):
        files, finds = [], ()
        for _, name, mark, text in BLOCK.findall(body):
            if name == "finds":
                finds = tuple(text.splitlines())
            else:
                files.append(ExampleFile(name, None if mark == "absent" else text, mark or "utf-8"))
        yield Case(path.stem.replace("_", "-"), kind, title, tuple(files), finds)


CASES = [case for path in sorted(FOLDER.glob("*/*.md")) for case in cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}: {case.kind}: {case.title}")
def test_a_case_has_exactly_its_findings(case: Case, tmp_path: Path, write_project) -> None:
    write_project(tmp_path, project_files(case.files))
    project = load(tmp_path)
    manuscript = read(project)
    report = examine(manuscript, project)
    assert [f"{found.location}: {found.severity}[{found.code}]" for found in report.diagnostics] == list(case.finds)
    for found in report.diagnostics:
        assert_lies_in_its_file(found, manuscript)


def assert_lies_in_its_file(found: Diagnostic, manuscript: Manuscript) -> None:
    """A place ends with its line, or at the line end itself, and a fix within its file."""
    assert found.message
    assert found.location.line >= 1
    assert found.location.column >= 1
    assert found.location.length >= 1
    if found.location.path in manuscript.source:
        lines = manuscript.source[found.location.path].text.split("\n")
        line = lines[found.location.line - 1]
        assert found.location.column + found.location.length <= len(line) + 2
    for edit in found.fix.edits if found.fix else ():
        assert -1 <= edit.start <= edit.end <= len(manuscript.source[edit.path].text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}: {case.kind}: {case.title}")
def test_a_failing_case_names_its_check_and_a_passing_one_nothing(case: Case) -> None:
    named = {code for line in case.finds for code in re.findall(r"\[([\w-]+)\]$", line)}
    assert case.check in named if case.kind == "fails" else not case.finds


@pytest.mark.parametrize("check", catalogue.CHECKS, ids=lambda check: check.CODE)
def test_each_check_has_two_failing_and_two_passing_cases_in_chinese_and_in_english(check: catalogue.Check) -> None:
    found = Counter((case.kind, case.is_chinese) for case in CASES if case.check == check.CODE)
    for kind in ("fails", "passes"):
        for is_chinese in (True, False):
            assert found[kind, is_chinese] >= 2, (kind, "Chinese" if is_chinese else "English")


def test_each_case_file_belongs_to_a_check_and_lies_in_its_family() -> None:
    files = {(path.parent.name, path.stem.replace("_", "-")) for path in FOLDER.glob("*/*.md")}
    assert files == {(family, check.CODE) for family, checks in FAMILIES.items() for check in checks}
