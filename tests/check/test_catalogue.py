"""The list of checks: each is whole and listed, and the project's settings are obeyed or refused."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from collation import check as package
from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.explain import ExampleFile, project_files
from collation.check.families import FAMILIES
from collation.diagnostics import Severity
from collation.model import Manuscript
from collation.project import load

PARTS = {"sections", "bibliography", "metadata", "evidence"}
UNCITED = (
    "@article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}\n"
    "@article{smith2003, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2003}}\n"
)


@pytest.fixture
def manuscript(tmp_path: Path, write_project) -> Manuscript:
    """Give a manuscript with an uncited entry and no other fault."""
    write_project(tmp_path, project_files([ExampleFile("references.bib", UNCITED)]))
    return read(load(tmp_path))


def test_every_check_file_is_in_the_list_of_its_family_once() -> None:
    files = [
        f"{path.parent.name}.{path.stem}"
        for path in Path(package.__file__).parent.glob("*/*.py")
        if "\nCODE = " in path.read_text(encoding="utf-8")
    ]
    listed = [check.__name__.removeprefix("collation.check.") for check in catalogue.CHECKS]
    assert sorted(listed) == sorted(files)
    assert [name.partition(".")[0] for name in listed] == [
        family for family, checks in FAMILIES.items() for _ in checks
    ]


def test_every_indispensable_check_is_there() -> None:
    assert {check.CODE for check in catalogue.CHECKS} >= catalogue.INDISPENSABLE


@pytest.mark.parametrize("check", catalogue.CHECKS, ids=lambda check: check.CODE)
def test_a_check_is_named_as_its_file_and_has_every_part(check: catalogue.Check) -> None:
    assert check.__name__.rpartition(".")[2].replace("_", "-") == check.CODE
    assert isinstance(check.SEVERITY, Severity)
    assert set(check.NEEDS) <= PARTS
    assert importlib.import_module(check.__name__).find is check.find


def test_an_ignored_check_is_not_run_and_the_report_says_so(manuscript: Manuscript) -> None:
    assert [found.code for found in catalogue.run(manuscript).diagnostics] == ["uncited-entry"]
    report = catalogue.run(manuscript, ignore=["uncited-entry"])
    assert report.diagnostics == ()
    assert ("uncited-entry", "ignored") in report.skipped
    assert "uncited-entry" not in report.ran


def test_a_severity_of_the_project_replaces_the_check_s_own(manuscript: Manuscript) -> None:
    assert catalogue.run(manuscript).has_errors
    report = catalogue.run(manuscript, severity={"uncited-entry": "warning"})
    assert [found.severity for found in report.diagnostics] == [Severity.WARNING]
    assert not report.has_errors


def test_a_check_whose_part_could_not_be_read_is_skipped_and_says_which(tmp_path: Path, write_project) -> None:
    write_project(tmp_path, project_files([ExampleFile("references.bib", None)]))
    report = catalogue.run(read(load(tmp_path)))
    assert ("unresolved-citekey", "the bibliography could not be read, or not whole") in report.skipped
    assert {code for code, _ in report.skipped}.isdisjoint(report.ran)
    assert len(report.skipped) + len(report.ran) == len(catalogue.CHECKS)


@pytest.mark.parametrize("settings", [{"ignore": ["uncited-entri"]}, {"severity": {"uncited-entri": "note"}}])
def test_a_setting_that_names_no_check_is_refused_with_the_nearest(manuscript: Manuscript, settings) -> None:
    with pytest.raises(catalogue.UnknownCheckError) as raised:
        catalogue.run(manuscript, **settings)
    assert str(raised.value) == "there is no check uncited-entri; did you mean uncited-entry?"


@pytest.mark.parametrize("code", sorted(catalogue.INDISPENSABLE))
def test_an_indispensable_check_cannot_be_ignored_or_lowered(manuscript: Manuscript, code: str) -> None:
    for settings in ({"ignore": [code]}, {"severity": {code: "warning"}}, {"severity": {code: "note"}}):
        with pytest.raises(catalogue.IndispensableCheckError, match=code):
            catalogue.run(manuscript, **settings)
    assert code in catalogue.run(manuscript, severity={code: "error"}).ran


def test_find_returns_the_check_and_suggests_only_what_is_near() -> None:
    assert catalogue.find("missing-field").CODE == "missing-field"
    with pytest.raises(catalogue.UnknownCheckError, match=r"^there is no check xyz$"):
        catalogue.find("xyz")
