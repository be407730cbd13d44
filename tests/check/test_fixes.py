"""Every fix that any case of any check brings about: it mends what was found, keeps all else, and is made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from collation import mend, patch
from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.explain import project_files
from collation.diagnostics import Diagnostic
from collation.model import Manuscript
from collation.project import Project, load

from .test_cases import CASES, Case

FAILING = [case for case in CASES if case.kind == "fails"]


def run(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
    return catalogue.run(manuscript).diagnostics


def opened(case: Case, folder: Path, write_project) -> Project:
    write_project(folder, project_files(case.files))
    return load(folder)


@pytest.mark.parametrize("case", FAILING, ids=lambda case: f"{case.check}: {case.title}")
def test_safe_fixes_mend_what_was_found_and_a_second_run_changes_nothing(case: Case, tmp_path, write_project) -> None:
    project = opened(case, tmp_path, write_project)
    before = run(read(project))
    wanted = [item for item in before if item.fix and item.fix.is_safe and item.fix.edits]
    if not wanted:
        return
    closed = mend.closed(read(project))
    was_broken = bool(read(project).bibliography.broken)
    mending = mend.fix(project, run)
    patch.write(project, mending.changes)
    if not any(edit.path in closed for item in wanted for edit in item.fix.edits):
        assert mending.made, [item.message for item in wanted]
    after = run(read(project))
    left = [item for item in after if item.fix and item.fix.is_safe and item.fix.edits]
    made = {item.code for item in mending.made}
    assert not [item for item in left if item.code in made and item.location.path not in closed], [
        (item.code, item.message) for item in left
    ]
    if not was_broken:  # else an entry is read now of which nothing could be said before
        assert {item.code for item in after} <= {item.code for item in before}, "a fix brings no new kind of finding"
    assert mend.fix(project, run).changes == ()


@pytest.mark.parametrize("case", FAILING, ids=lambda case: f"{case.check}: {case.title}")
def test_each_offer_mends_its_own_finding(case: Case, tmp_path, write_project) -> None:
    project = opened(case, tmp_path, write_project)
    manuscript = read(project)
    before = run(manuscript)
    for item in before:
        if item.code != case.check or not item.fix or item.fix.is_safe or item.fix.encoding:
            continue
        changes = patch.patches(project, item.fix.edits)
        assert changes, f"{item.code}: the offer changes nothing"
        after = run(read(project, {change.path: change.after for change in changes}))
        assert len([one for one in after if one.code == item.code]) < len(
            [one for one in before if one.code == item.code]
        ), f"{item.code}: {item.fix.message}"


def test_a_fix_touches_only_the_line_of_its_finding_or_says_why(tmp_path, write_project) -> None:
    """A fix far from its finding would surprise: nobody looks for it there."""
    far = set()
    for number, case in enumerate(FAILING):
        project = opened(case, tmp_path / str(number), write_project)
        manuscript = read(project)
        for item in run(manuscript):
            for edit in item.fix.edits if item.fix else ():
                text = manuscript.source[edit.path].text
                first = text.count("\n", 0, max(0, edit.start)) + 1
                last = text.count("\n", 0, max(0, edit.end)) + 1
                if edit.path != item.location.path or not first - 1 <= item.location.line <= last + 1:
                    far.add(item.code)
    assert far <= {"mixed-line-ends", "duplicate-field", "misplaced-doi"}, far
