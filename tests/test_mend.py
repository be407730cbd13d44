"""Mending: safe fixes change only their bytes, offers wait for a person, and a file with something broken is left alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from collation import mend, patch
from collation.check.explain import ExampleFile, project_files
from collation.diagnostics import Diagnostic, Edit, Fix, Location, Severity
from collation.model import Manuscript
from collation.project import Project, load

SECTION = "manuscript/01-introduction.md"


@pytest.fixture
def project(tmp_path: Path, write_project) -> Project:
    write_project(tmp_path, project_files([ExampleFile(SECTION, "甲丙 [@murphy2003]，乙丙。\n")]))
    return load(tmp_path)


def finding(path: str, start: int, end: int, new: str, *, is_safe: bool = True, code: str = "odd-word") -> Diagnostic:
    return Diagnostic(
        code,
        Severity.WARNING,
        Location(path, 1, start + 1, max(1, end - start)),
        "an odd word",
        fix=Fix((Edit(path, start, end, new),), is_safe, f"write {new or 'nothing'}"),
    )


def replacing(old: str, new: str, *, is_safe: bool = True, path: str = SECTION) -> mend.Run:
    """A check that wants one word for another, at each place of a file."""

    def run(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
        def found() -> Iterator[Diagnostic]:
            text = manuscript.source[path].text
            start = text.find(old)
            while start != -1:
                yield finding(path, start, start + len(old), new, is_safe=is_safe, code=f"odd-{old}")
                start = text.find(old, start + len(old))

        return tuple(found())

    return run


def text(mending: mend.Mending) -> str:
    (change,) = mending.changes
    return change.after.decode()


def test_every_safe_fix_is_made_and_a_second_run_makes_none(project: Project) -> None:
    mending = mend.fix(project, replacing("丙", "丁"))
    assert text(mending) == "甲丁 [@murphy2003]，乙丁。\n"
    assert mending.summary == f"mended: 2 odd-丙 in {SECTION}\n"
    assert project.path(SECTION).read_text(encoding="utf-8") == "甲丙 [@murphy2003]，乙丙。\n", (
        "nothing is written here"
    )
    patch.write(project, mending.changes)
    again = mend.fix(project, replacing("丙", "丁"))
    assert (again.changes, again.made) == ((), [])


def test_fixes_that_touch_each_other_are_made_one_after_the_other(project: Project) -> None:
    def run(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
        return replacing("甲丙", "丙甲")(manuscript) + replacing("丙 ", "")(manuscript)

    assert text(mend.fix(project, run)) == "丙甲 [@murphy2003]，乙丙。\n"


def test_an_offer_is_not_made_unseen(project: Project) -> None:
    assert mend.fix(project, replacing("丙", "丁", is_safe=False)).changes == ()


def test_a_fix_that_would_change_what_is_cited_is_not_made_but_the_others_are(project: Project) -> None:
    def run(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
        return replacing("丙", "丁")(manuscript) + replacing("murphy2003", "murphy2030")(manuscript)

    assert text(mend.fix(project, run)) == "甲丁 [@murphy2003]，乙丁。\n"


def test_a_fix_that_would_break_an_entry_is_not_made(project: Project) -> None:
    assert mend.fix(project, replacing("}}", "}", path="references.bib")).changes == ()


def test_fixes_that_undo_each_other_are_refused(project: Project) -> None:
    def run(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
        return replacing("甲", "乙" * 2)(manuscript) + replacing("乙乙", "甲")(manuscript)

    with pytest.raises(mend.MendError, match="undo each other"):
        mend.fix(project, run)


def test_a_file_with_a_broken_entry_is_left_alone_and_others_are_not(project: Project) -> None:
    library = project.path("references.bib")
    library.write_text(library.read_text(encoding="utf-8") + "@misc{x, title = {a\n", encoding="utf-8")

    def run(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
        return replacing("Goats", "Sheep", path="references.bib")(manuscript) + replacing("丙", "丁")(manuscript)

    mending = mend.fix(project, run)
    assert [change.path for change in mending.changes] == [SECTION]
    assert mending.closed["references.bib"].startswith("references.bib:2:")


def offered(project: Project, answers: str, run: mend.Run) -> tuple[mend.Mending, str]:
    screen = io.StringIO()
    return mend.offer(project, run, io.StringIO(answers), screen), screen.getvalue()


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ("y\nn\n", "甲丁 [@murphy2003]，乙丙。\n"),
        ("n\nyes\n", "甲丙 [@murphy2003]，乙丁。\n"),
        ("a\n", "甲丁 [@murphy2003]，乙丁。\n"),
        ("?\n\ny\nq\n", "甲丁 [@murphy2003]，乙丙。\n"),
    ],
)
def test_offers_are_asked_one_by_one(project: Project, answers: str, shown: str) -> None:
    mending, screen = offered(project, answers, replacing("丙", "丁", is_safe=False))
    assert text(mending) == shown
    assert "-甲丙 [@murphy2003]，乙丙。\n" in screen
    assert "write 丁 (1 of 2)? [y]es, [n]o, [a]ll of odd-丙, [s]kip odd-丙, [q]uit: " in screen


@pytest.mark.parametrize("answers", ["", "q\n", "s\n", "n\nn\n"])
def test_silence_and_refusal_change_nothing(project: Project, answers: str) -> None:
    mending, _ = offered(project, answers, replacing("丙", "丁", is_safe=False))
    assert (mending.changes, mending.made) == ((), [])


def test_an_accepted_offer_may_change_what_is_cited_but_not_break_what_can_be_read(project: Project) -> None:
    mending, _ = offered(project, "y\n", replacing("murphy2003", "murphy2030", is_safe=False))
    assert "[@murphy2030]" in text(mending)
    with pytest.raises(mend.MendError, match="could not be read"):
        offered(project, "y\n", replacing("}}", "}", is_safe=False, path="references.bib"))


def test_a_file_in_another_encoding_is_saved_as_utf_8_when_a_person_says_so(project: Project) -> None:
    data = project.path("references.bib").read_bytes().replace(b"Goats", b"Go\xe4ts")
    project.path("references.bib").write_bytes(data)

    def run(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
        found = (Location("references.bib", 1, 1) for item in manuscript.unread)
        fix = Fix((), is_safe=False, message="save it as UTF-8", encoding="latin-1")
        return tuple(Diagnostic("wrong-encoding", Severity.ERROR, place, "not UTF-8", fix=fix) for place in found)

    assert mend.fix(project, run).changes == ()
    mending, screen = offered(project, "y\n", run)
    assert "Goäts" in text(mending)
    assert "+@article{murphy2003, author = {Murphy, J. M.}, title = {Goäts}" in screen


def test_a_file_is_written_only_if_it_is_as_it_was_read(project: Project) -> None:
    mending = mend.fix(project, replacing("丙", "丁"))
    project.path(SECTION).write_text("新\n", encoding="utf-8")
    with pytest.raises(patch.PatchError, match="has changed meanwhile"):
        patch.write(project, mending.changes)
    assert project.path(SECTION).read_text(encoding="utf-8") == "新\n"
