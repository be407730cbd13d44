"""Patches: only the bytes that are named change, files are written together or not at all, and a diff shows all."""

from __future__ import annotations

import difflib
import errno
import itertools
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation import patch
from collation.diagnostics import Edit, Fix
from collation.patch import Patch, PatchError
from collation.project import Project

NAME = "references.bib"


def project(folder: Path, data: bytes) -> Project:
    (folder / NAME).write_bytes(data)
    return Project(folder)


def edited(folder: Path, data: bytes, *edits: tuple[int, int, str]) -> bytes:
    made = patch.patches(project(folder, data), [Edit(NAME, *edit) for edit in edits])
    return made[0].after if made else data


def test_every_other_byte_stays(tmp_path: Path) -> None:
    data = "\ufeff甲乙\r\n\t丙 \n".encode()
    assert edited(tmp_path, data, (1, 2, "丁")) == "\ufeff甲丁\r\n\t丙 \n".encode()
    assert edited(tmp_path, data, (-1, 0, "")) == "甲乙\r\n\t丙 \n".encode()
    assert edited(tmp_path, data, (0, 0, "天"), (8, 8, "地")) == "\ufeff天甲乙\r\n\t丙 \n地".encode()


def test_equal_edits_are_one_and_an_edit_that_changes_nothing_is_none(tmp_path: Path) -> None:
    assert edited(tmp_path, b"abc", (1, 2, "x"), (1, 2, "x")) == b"axc"
    assert patch.patches(project(tmp_path, b"abc"), [Edit(NAME, 1, 2, "b")]) == ()


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        (((0, 2, "x"), (1, 3, "y")), "two changes of .+ meet at one place"),
        (((1, 1, "x"), (1, 1, "y")), "two changes of .+ meet at one place"),
        (((2, 9, "x"),), "a change lies outside"),
        (((10**9, 10**9 + 1, "x"),), "a change lies outside"),
        (((-1, 0, ""),), "a change lies outside"),
    ],
)
def test_edits_that_meet_or_lie_outside_are_refused(tmp_path: Path, edits, message: str) -> None:
    with pytest.raises(PatchError, match=message):
        edited(tmp_path, b"abc", *edits)


def test_a_file_that_is_not_utf_8_is_refused_and_can_be_recoded(tmp_path: Path) -> None:
    with pytest.raises(PatchError, match="not UTF-8"):
        edited(tmp_path, b"M\xfcller", (0, 1, "m"))
    own = project(tmp_path, b"M\xfcller\r\n")
    assert patch.recode(own, NAME, "latin-1").after == "Müller\r\n".encode()
    with pytest.raises(PatchError, match="not in utf-8"):
        patch.recode(own, NAME, "utf-8")


def test_a_fix_that_touches_an_earlier_one_waits() -> None:
    first, second, third = (
        Fix((Edit(NAME, start, end, "x"),), is_safe=True, message="write x") for start, end in ((0, 3), (2, 4), (3, 5))
    )
    assert patch.compatible([first, second, third]) == (first, third)
    elsewhere = Fix((Edit("other.bib", 2, 4, "x"),), is_safe=True, message="write x")
    assert patch.compatible([first, elsewhere]) == (first, elsewhere)


@given(text=st.text("ab\n甲\r", max_size=30), data=st.data())
def test_any_edits_apart_are_made_at_their_places(tmp_path_factory, text: str, data: st.DataObject) -> None:
    places = sorted(set(data.draw(st.lists(st.integers(0, len(text)), max_size=6))))
    edits = [
        (start, end, data.draw(st.text("xy", max_size=2)))
        for start, end in zip(places[::2], places[1::2], strict=False)
    ]
    wanted, position = "", 0
    for start, end, new in edits:
        wanted += text[position:start] + new
        position = end
    wanted += text[position:]
    folder = tmp_path_factory.mktemp("p")
    assert edited(folder, text.encode(), *edits) == wanted.encode()


def test_files_are_written_with_their_permissions_through_links(tmp_path: Path) -> None:
    own = project(tmp_path, b"old")
    (tmp_path / "library.bib").write_bytes(b"old")
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).symlink_to("library.bib")
    (tmp_path / "library.bib").chmod(0o640)
    patch.write(own, [Patch(NAME, b"old", b"new")])
    assert (tmp_path / NAME).is_symlink()
    assert (tmp_path / "library.bib").read_bytes() == b"new"
    assert (tmp_path / "library.bib").stat().st_mode & 0o777 == 0o640


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    own = project(tmp_path, b"edited by hand")
    (tmp_path / "a.md").write_bytes(b"a")
    with pytest.raises(PatchError, match="has changed meanwhile"):
        patch.write(own, [Patch("a.md", b"a", b"b"), Patch(NAME, b"old", b"new")])
    assert (tmp_path / "a.md").read_bytes() == b"a"


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("when", ["written", "renamed"])
def test_files_that_belong_together_are_all_written_or_none(tmp_path: Path, monkeypatch, failure, when: str) -> None:
    own = project(tmp_path, b"old")
    (tmp_path / "a.md").write_bytes(b"a")
    calls = []

    def fail(*arguments: object) -> None:
        calls.append(arguments)
        if len(calls) == 2:
            raise failure
        if when == "renamed":
            original(*arguments)

    original = Path.replace
    monkeypatch.setattr(*((os, "fsync") if when == "written" else (Path, "replace")), fail)
    with pytest.raises(type(failure)):
        patch.write(own, [Patch("a.md", b"a", b"b"), Patch(NAME, b"old", b"new")])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", NAME]
    assert ((tmp_path / "a.md").read_bytes(), (tmp_path / NAME).read_bytes()) == (b"a", b"old")


def test_a_diff_shows_what_is_invisible_and_where_a_carriage_return_goes() -> None:
    shown = patch.diff([Patch(NAME, b"a\r\nb\xe2\x80\x8bc\r\nd\r\n", b"a\r\nbc\r\nd\n")])
    assert shown == (
        f"--- a/{NAME}\n+++ b/{NAME}\n@@ -1,3 +1,3 @@\n a␍\n-b\N{REPLACEMENT CHARACTER}c␍\n-d␍\n+bc␍\n+d\n"
    )
    assert patch.diff([]) == ""


# --- what a diff compares --------------------------------------------------------------------------------------------

LINES = st.lists(st.sampled_from("abcdefgh"), max_size=25)


@given(LINES, LINES)
def test_a_diff_of_any_two_files_turns_one_into_the_other(before: list[str], after: list[str]) -> None:
    made: list[str] = []
    for tag, first, last, start, end in patch._Matcher(before, after).get_opcodes():
        assert (tag == "equal") == (before[first:last] == after[start:end])
        made += before[first:last] if tag == "equal" else after[start:end]
    assert made == after


def test_the_heads_of_a_diff_count_as_others_do() -> None:
    texts = [b"", b"1\n", b"1\n2\n3\n4\n5\n6\n7\n8\n9\n", b"0\n1\n2\n3\n4\n5\n6\n7\nx\n9\n", b"5\n"]
    for before, after in itertools.permutations(texts, 2):
        lines = (data.decode().splitlines(keepends=True) for data in (before, after))
        wanted = "".join(difflib.unified_diff(*lines, "a/x", "b/x", n=2))
        assert patch.diff([Patch("x", before, after)]) == wanted


def test_thousands_of_changes_cost_what_their_lines_cost() -> None:
    before = "".join(f"@article{{k{number},\n  year = {{2003}},\n  note = {{}},\n}}\n" for number in range(8000))
    after = before.replace("  note = {},\n", "").replace("year = {2003}", "year = 2003")
    start = time.perf_counter()
    shown = patch.diff([Patch("x", before.encode(), after.encode())])
    assert time.perf_counter() - start < 20, "seconds, where a comparison of all lines with all takes minutes"
    assert shown.count("\n-  note") == 8000
