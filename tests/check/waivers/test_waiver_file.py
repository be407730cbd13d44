"""The file of the waivers: what it must have, and where each fault of it is."""

from __future__ import annotations

import contextlib
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from collation.check.waivers import waiver_file
from collation.check.waivers.waiver_file import WaiverError
from collation.diagnostics import Diagnostic, Location, Severity
from collation.project import Project

WHOLE = '[[waiver]]\ncheck = "missing-field"\ncitekey = "toh2017"\nreason = "the journal has no pages"\n'


def read(folder: Path, text: str | bytes) -> tuple[waiver_file.Waiver, ...]:
    (folder / "waivers.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return waiver_file.read(Project(folder))


def test_no_file_is_no_waiver(tmp_path: Path) -> None:
    assert waiver_file.read(Project(tmp_path)) == ()
    assert read(tmp_path, "") == ()


def test_each_waiver_knows_its_line(tmp_path: Path) -> None:
    text = "# why\r\n\r\n" + WHOLE.replace("\n", "\r\n") + "\r\n  [[ waiver ]]\r\n" + WHOLE.partition("\n")[2]
    first, second = read(tmp_path, "\ufeff" + text)
    assert first.location == Location("waivers.toml", 3, 1, 10)
    assert second.location == Location("waivers.toml", 8, 3, 12)
    assert (first.check, first.citekey, first.reason) == ("missing-field", "toh2017", "the journal has no pages")


def test_a_header_in_a_text_of_several_lines_is_none(tmp_path: Path) -> None:
    text = WHOLE.replace('"the journal has no pages"', "'''\n[[waiver]]\n[[waiver]]\n'''")
    assert [waiver.location.line for waiver in read(tmp_path, text + WHOLE)] == [1, 8]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WHOLE.replace('"toh2017"', "toh2017"), "waivers.toml:3:11: not valid TOML: Invalid value"),
        ("[[waiver]]\ncheck = ", "waivers.toml:2: not valid TOML: Invalid value"),
        (b"[[waiver]]\n# \xff\n", "waivers.toml:2: is not UTF-8"),
        ("x = " + "[" * 3000, "waivers.toml:1: not valid TOML: nested too deeply"),
        ("waivers = []\n", "waivers.toml:1: has 'waivers'; a waiver is written [[waiver]]"),
        ("waiver = 3\n", "waivers.toml:1: a waiver is written [[waiver]]"),
        ("waiver = [3]\n", "waivers.toml:1: a waiver is written [[waiver]]"),
        ("[waiver]\ncheck = 'x'\n", "waivers.toml:1: a waiver is written [[waiver]]"),
        (WHOLE + WHOLE.replace("check", "chek"), "waivers.toml:5: a waiver has no 'chek'; it has check, citekey, path, text, reason"),
        (WHOLE + "[[waiver]]\ncheck = 'uncited-entry'\nreason = 'x'\n", "waivers.toml:5: the waiver names neither citekey nor path"),
        (WHOLE.replace('reason = "the journal has no pages"', ""), "waivers.toml:1: the waiver has no reason"),
        (WHOLE.replace("the journal has no pages", "  "), "waivers.toml:1: reason must be a text that is not empty"),
        (WHOLE.replace('"the journal has no pages"', "3"), "waivers.toml:1: reason must be a text that is not empty"),
        ("\n[[waiver]]\n", "waivers.toml:2: the waiver has no check"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_it_must_be_is_refused_with_its_place(text, message: str, tmp_path: Path) -> None:
    with pytest.raises(WaiverError) as raised:
        read(tmp_path, text)
    assert str(raised.value).startswith(message)


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "waivers.toml").mkdir()
    with pytest.raises(WaiverError, match=r"^waivers\.toml:1: cannot be read: "):
        waiver_file.read(Project(tmp_path))


@given(text=st.text(st.sampled_from("[]waiver=\"'\n# \tpathcekyrsoxtm3,{}")))
@example(text="[[waiver]]\n[[waiver]]\n")
@example(text='waiver = """\n[[waiver]]\n"""')
@example(text="[[waiver.x]]\n")
@example(text="[[waiver]]\n[[waiver.x]]\n")
def test_no_text_raises_anything_else(text: str, tmp_path_factory) -> None:
    with contextlib.suppress(WaiverError):
        found = read(tmp_path_factory.getbasetemp(), text)
        assert len(found) == len(tomllib.loads(text).get("waiver", []))


def finding(**values) -> Diagnostic:
    place = Location(values.get("path", "references.bib"), 3, 5)
    return Diagnostic(
        values.get("code", "missing-field"), Severity.ERROR, place, "x", citekey=values.get("citekey", "toh2017")
    )


@pytest.mark.parametrize(
    ("lines", "found", "is_accepted"),
    [
        ('citekey = "toh2017"', finding(), True),
        ('citekey = "toh2017"', finding(code="uncited-entry"), False),
        ('citekey = "toh2017"', finding(citekey="toh2018"), False),
        ('citekey = "toh2017"', finding(citekey=""), False),
        ('path = "references.bib"', finding(), True),
        ('path = "other.bib"', finding(), False),
        ('path = "references.bib"\ntext = "title  =  {Goats}"', finding(), True),
        ('path = "references.bib"\ntext = "title = {goats}"', finding(), False),
        ('citekey = "toh2017"\npath = "other.bib"', finding(), False),
    ],
)
def test_a_waiver_accepts_what_it_names_and_nothing_else(
    lines: str, found: Diagnostic, *, is_accepted: bool, tmp_path
) -> None:
    (waiver,) = read(tmp_path, f'[[waiver]]\ncheck = "missing-field"\nreason = "x"\n{lines}\n')
    assert waiver.accepts(found, "\t@article{toh2017, title = {Goats},") is is_accepted
