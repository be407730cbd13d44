"""Mending: safe fixes change only their bytes, offers wait for a person, and a file with something broken is left alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from collation import mend, patch
from collation.assemble.manuscript import read
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


BROKEN = "\N{BYTE ORDER MARK}a\N{ZERO WIDTH SPACE}: {\n"


@pytest.mark.parametrize("path", ["manuscript/metadata.yaml", "references.evidence.yaml"])
def test_a_file_that_is_not_yaml_is_left_alone(path: str, project: Project) -> None:
    project.path(path).write_text(BROKEN, encoding="utf-8")

    def run(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
        return (finding(path, 1, 2, ""), *replacing("丙", "丁")(manuscript))

    mending = mend.fix(project, run)
    assert [change.path for change in mending.changes] == [SECTION]
    assert list(mending.closed) == [path]
    assert mending.closed[path].startswith(f"{path}:2:1: ")


def test_a_fault_in_one_file_does_not_hide_behind_another_that_can_be_read_now(project: Project) -> None:
    other = "manuscript/02-more.md"
    project.path(other).write_bytes("绵羊。\n".encode("gb18030"))
    shut = read(project)
    assert [item.location.path for item in shut.unread] == [other]
    opened = {other: "绵羊。\n".encode()}
    assert not mend._is_worse(shut, read(project, opened))
    broken = project.path("references.bib").read_bytes() + b"@misc{x, title = {a\n"
    assert mend._is_worse(shut, read(project, {**opened, "references.bib": broken}))


# --- offers ------------------------------------------------------------------------------------------------------------


def offered(project: Project, answers: str, run: mend.Run, **options: bool) -> str:
    screen = io.StringIO()
    mend.offer(project, run, io.StringIO(answers), screen, **options)
    return screen.getvalue()


def now(project: Project, path: str = SECTION) -> str:
    return project.path(path).read_text(encoding="utf-8")


def both(*runs: mend.Run) -> mend.Run:
    return lambda manuscript: tuple(found for run in runs for found in run(manuscript))


OFFER = replacing("丙", "丁", is_safe=False)


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ("y\nn\n", "甲丁 [@murphy2003]，乙丙。\n"),
        ("n\nyes\n", "甲丙 [@murphy2003]，乙丁。\n"),
        ("a\n", "甲丁 [@murphy2003]，乙丁。\n"),
        ("?\n\ny\nq\n", "甲丁 [@murphy2003]，乙丙。\n"),
        ("ｙ\n", "甲丁 [@murphy2003]，乙丙。\n"),
        ("Y", "甲丁 [@murphy2003]，乙丙。\n"),
    ],
)
def test_offers_are_asked_one_by_one_and_written(project: Project, answers: str, left: str) -> None:
    screen = offered(project, answers, OFFER)
    assert now(project) == left
    assert "manuscript/01-introduction.md:1:2: warning[odd-丙]: an odd word\n" in screen
    assert "-甲丙 [@murphy2003]，乙丙。\n" in screen
    assert "1 of 2: write 丁? [y]es, [n]o, [a]ll of odd-丙, [s]kip odd-丙, [q]uit, [?]: " in screen
    assert screen.count("mended: ") == 1
    assert ("2 of 2: manuscript/01-introduction.md:1:19: write 丁\n" in screen) == (answers == "a\n"), "not unseen"


@pytest.mark.parametrize("answers", ["", "q\n", "s\n", "n\nn\n", "abort\nnever\nye\n是\n"])
def test_silence_refusal_and_other_words_change_nothing(project: Project, answers: str) -> None:
    before = now(project)
    screen = offered(project, answers, OFFER)
    assert now(project) == before
    assert "mended" not in screen.replace("since the last “mended”", "")


def test_a_question_mark_says_what_each_answer_does(project: Project) -> None:
    screen = offered(project, "?\n", OFFER)
    assert "  y  make this fix\n" in screen
    assert "  a  make this one and all others of odd-丙\n" in screen
    assert "Ctrl-C stops and writes nothing" in screen


def test_where_there_is_nothing_to_ask_that_is_said(project: Project) -> None:
    assert offered(project, "", replacing("戊", "丁", is_safe=False)) == "nothing to ask\n"


def test_what_a_fix_brings_to_light_is_asked_too_and_what_was_refused_is_not_asked_again(project: Project) -> None:
    run = both(
        replacing("甲丙", "甲丁", is_safe=False),
        replacing("丁", "戊", is_safe=False),
        replacing("乙", "己", is_safe=False),
    )
    screen = offered(project, "y\nn\ny\n", run)
    assert now(project) == "甲戊 [@murphy2003]，乙丙。\n"
    assert screen.count("write 己?") == 1
    assert "1 of 1: write 戊?" in screen
    assert screen.endswith("nothing more to ask\n")


def test_an_end_of_the_rounds_is_said(project: Project) -> None:
    def run(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
        end = len(manuscript.source[SECTION].text)
        return (finding(SECTION, end, end, "x", is_safe=False, code=f"odd-{end}"),)

    screen = offered(project, "y\n" * 100, run)
    assert screen.endswith("stopped after 20 rounds; `collate check --offer` asks about what is left\n")


def test_offers_that_touch_each_other_are_asked_one_after_the_other(project: Project) -> None:
    run = both(
        replacing("甲丙", "丙甲", is_safe=False),
        replacing("丙 ", "丙", is_safe=False),
        replacing("，乙丙", "", is_safe=False),
    )
    offered(project, "y\ny\ny\n", run)
    assert now(project) == "丙甲 [@murphy2003]。\n"


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ("y\ny\n", "己丁 [@murphy2003]，乙丁。\n"),
        ("d\ny\nn\n", "甲丁 [@murphy2003]，乙丁。\n"),
        ("n\ny\n", "己丙 [@murphy2003]，乙丙。\n"),
        ("q\ny\n", "甲丙 [@murphy2003]，乙丙。\n"),
        ("", "甲丙 [@murphy2003]，乙丙。\n"),
    ],
)
def test_the_safe_fixes_are_asked_about_together_and_first(project: Project, answers: str, left: str) -> None:
    screen = offered(project, answers, both(replacing("丙", "丁"), replacing("甲", "己", is_safe=False)))
    assert now(project) == left
    assert screen.startswith("2 fixes keep the meaning (2 odd-丙). Make them? [y]es, [n]o, [d]iff, [q]uit, [?]: ")
    assert ("+甲丁 [@murphy2003]，乙丁。\n" in screen.partition("1 of 1")[0].partition("warning[")[0]) == (
        "d" in answers
    )


def test_the_safe_fixes_are_made_unasked_where_that_was_asked_for(project: Project) -> None:
    screen = offered(project, "y\n", both(replacing("丙", "丁"), replacing("甲", "丙", is_safe=False)), makes_safe=True)
    assert "keep the meaning" not in screen
    assert now(project) == "丁丁 [@murphy2003]，乙丁。\n", "what the offer brought to light is made too"


def test_a_file_that_is_not_touched_is_named_before_the_first_question(project: Project) -> None:
    library = project.path("references.bib")
    library.write_text(library.read_text(encoding="utf-8") + "@misc{x, title = {a\n", encoding="utf-8")
    run = both(replacing("Goats", "Sheep", path="references.bib", is_safe=False), OFFER)
    screen = offered(project, "a\n", run)
    assert screen.startswith("nothing in references.bib is mended while it is broken (references.bib:2:")
    assert "Sheep" not in screen
    assert screen.count("nothing in references.bib") == 1
    assert now(project) == "甲丁 [@murphy2003]，乙丁。\n"


class Interrupted(io.StringIO):
    """Answers that end with Ctrl-C."""

    def readline(self, *_: object) -> str:
        line = super().readline()
        if not line:
            raise KeyboardInterrupt
        return line


def test_ctrl_c_writes_nothing_of_this_round_and_says_so(project: Project) -> None:
    screen = io.StringIO()
    run = both(
        replacing("甲丙", "甲丁", is_safe=False),
        replacing("丁", "戊", is_safe=False),
        replacing("戊", "己庚", is_safe=False),
        replacing("乙", "庚", is_safe=False),
    )
    with pytest.raises(KeyboardInterrupt):
        mend.offer(project, run, Interrupted("y\nn\ny\n"), screen)
    assert now(project) == "甲戊 [@murphy2003]，乙丙。\n"
    assert "not written" not in screen.getvalue()
    with pytest.raises(KeyboardInterrupt):
        mend.offer(project, run, Interrupted("y\n"), screen)
    assert now(project) == "甲戊 [@murphy2003]，乙丙。\n"
    assert screen.getvalue().endswith("[?]: \nnot written: 1 odd-戊\n")


class Meanwhile(io.StringIO):
    """Answers of a person who edits a file between two of them."""

    def __init__(self, answers: str, path: Path) -> None:
        super().__init__(answers)
        self.path = path

    def readline(self, *_: object) -> str:
        if self.tell():
            self.path.write_text(self.path.read_text(encoding="utf-8").replace("甲", "甲甲"), encoding="utf-8")
            self.path = self.path.with_name("none.md")
            self.path.touch()
        return super().readline()


def test_a_file_that_is_edited_meanwhile_is_left_and_asked_about_anew(project: Project) -> None:
    screen = io.StringIO()
    mend.offer(project, OFFER, Meanwhile("y\nn\ny\n", project.path(SECTION)), screen)
    assert "manuscript/01-introduction.md has changed meanwhile; nothing in it was mended\n" in screen.getvalue()
    assert now(project) == "甲甲丁 [@murphy2003]，乙丙。\n"


def test_an_accepted_offer_may_change_what_is_cited_but_not_break_what_can_be_read(project: Project) -> None:
    offered(project, "y\n", replacing("murphy2003", "murphy2030", is_safe=False))
    assert "[@murphy2030]" in now(project)
    library = now(project, "references.bib")
    harmful = replacing("}}", "}", is_safe=False, path="references.bib")
    screen = offered(
        project, "y\ny\n", both(harmful, replacing("Goats", "Sheep", is_safe=False, path="references.bib"))
    )
    assert now(project, "references.bib") == library.replace("Goats", "Sheep")
    assert "odd-}} was not mended, for the manuscript could not be read as before\n" in screen


def test_a_file_in_another_encoding_is_saved_as_utf_8_when_a_person_says_so(project: Project) -> None:
    data = project.path("references.bib").read_bytes().replace(b"Goats", b"Go\xe4ts")
    project.path("references.bib").write_bytes(data)

    def run(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
        found = (Location("references.bib", 1, 1) for item in manuscript.unread)
        fix = Fix((), is_safe=False, message="save it as UTF-8", encoding="latin-1")
        return tuple(Diagnostic("wrong-encoding", Severity.ERROR, place, "not UTF-8", fix=fix) for place in found)

    assert mend.fix(project, run).changes == ()
    screen = offered(project, "y\n", run)
    assert "Goäts" in now(project, "references.bib")
    assert "+@article{murphy2003, author = {Murphy, J. M.}, title = {Goäts}" in screen


def test_thousands_of_offers_are_accepted_at_once_in_little_time(project: Project) -> None:
    project.path(SECTION).write_text("丙、" * 4000 + "[@murphy2003]\n", encoding="utf-8")
    screen = offered(project, "a\n", OFFER)
    assert "mended: 4000 odd-丙" in screen
    assert "丙" not in now(project)


def test_a_file_is_written_only_if_it_is_as_it_was_read(project: Project) -> None:
    mending = mend.fix(project, replacing("丙", "丁"))
    project.path(SECTION).write_text("新\n", encoding="utf-8")
    with pytest.raises(patch.PatchError, match="has changed meanwhile"):
        patch.write(project, mending.changes)
    assert project.path(SECTION).read_text(encoding="utf-8") == "新\n"
