"""The docstring of a check is its documentation and its first test: both examples are run."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.acceptance import examine
from collation.check.explain import ExampleFile, Explanation, explain, project_files, write
from collation.diagnostics import Diagnostic, Severity
from collation.project import load

EXPLANATIONS = [explain(check) for check in catalogue.CHECKS]
PARTS = """A goat that is lost.

A flock of which one is missing
is no flock.

Basis: the shepherd's
rule.

Fails:
    flock.txt:
        goat
          kid
    barn.txt (absent):
Passes:
    flock.txt (latin-1):
        goât
"""


def flock(doc: str | None) -> SimpleNamespace:
    """Make a check that is none of ours."""
    return SimpleNamespace(__doc__=doc, CODE="lost-goat", SEVERITY=Severity.NOTE)


def findings(example: tuple[ExampleFile, ...], folder: Path, write_project) -> list[Diagnostic]:
    write_project(folder, project_files(example))
    project = load(folder)
    return list(examine(read(project), project).diagnostics)


@pytest.mark.parametrize("item", EXPLANATIONS, ids=lambda item: item.code)
def test_the_failing_example_has_one_finding_and_it_is_the_check_s(item: Explanation, tmp_path, write_project) -> None:
    found = findings(item.fails, tmp_path, write_project)
    assert [(one.code, one.severity) for one in found] == [(item.code, item.severity)]


@pytest.mark.parametrize("item", EXPLANATIONS, ids=lambda item: item.code)
def test_the_passing_example_has_no_finding_at_all(item: Explanation, tmp_path, write_project) -> None:
    assert findings(item.passes, tmp_path, write_project) == []


@pytest.mark.parametrize("item", EXPLANATIONS, ids=lambda item: item.code)
def test_a_summary_is_one_sentence_and_the_reason_is_more(item: Explanation) -> None:
    assert item.summary.endswith(".")
    assert ". " not in item.summary
    assert item.why.endswith(".")


def test_the_base_project_has_no_finding(tmp_path: Path, write_project) -> None:
    assert findings((), tmp_path, write_project) == []


def test_a_docstring_is_taken_apart() -> None:
    item = explain(flock(PARTS))
    assert item.summary == "A goat that is lost."
    assert item.why == "A flock of which one is missing is no flock."
    assert item.basis == "the shepherd's rule."
    assert item.fails == (ExampleFile("flock.txt", "goat\n  kid\n"), ExampleFile("barn.txt", None))
    assert item.passes == (ExampleFile("flock.txt", "goât\n", "latin-1"),)
    assert project_files(item.passes)["flock.txt"] == b"go\xe2t\n"
    assert project_files(item.fails)["barn.txt"] is None


@pytest.mark.parametrize("part", ["A goat that is lost.\n\n", "Fails:\n", "Passes:\n"])
def test_a_docstring_without_one_of_its_parts_is_refused(part: str) -> None:
    with pytest.raises(ValueError, match="lost-goat"):
        explain(flock(PARTS.replace(part, "")))
    with pytest.raises(ValueError, match="lost-goat"):
        explain(flock(None))


def test_an_explanation_is_written_with_its_standing_and_both_examples() -> None:
    assert write(explain(flock(PARTS))) == (
        "lost-goat (note)\n\nA goat that is lost.\n\nA flock of which one is missing is no flock.\n\n"
        "basis: the shepherd's rule.\n\n"
        "fails:\n  flock.txt\n    goat\n      kid\n  barn.txt (absent)\n\n"
        "passes:\n  flock.txt (latin-1)\n    goât\n"
    )


def test_an_explanation_says_which_check_cannot_be_ignored() -> None:
    assert write(explain(catalogue.find("unresolved-citekey"))).startswith(
        "unresolved-citekey (error, cannot be ignored)\n"
    )
    assert write(explain(catalogue.find("uncited-entry"))).startswith("uncited-entry (error)\n")


def test_a_picture_in_an_example_stands_for_a_control_character() -> None:
    example = (ExampleFile("flock.txt", "goat␍\nkid␀\n"),)
    assert project_files(example)["flock.txt"] == b"goat\r\nkid\0\n"
