"""What holds for all checks of names, whatever stands in the field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.assemble.bibliography import read
from collation.check import names
from collation.check.names import written
from collation.check.names.latin import is_clearly_initials, is_initials, medline, spread
from collation.diagnostics import Diagnostic
from collation.model import FrontMatter, Manuscript, SourceFile

PATH = "references.bib"
PIECES = (
    "Murphy", "J.", "JM", "J", "van", "O'Brien", "WANG", "Qiang", "Müller", '{\\"u}', "Jr.", "III", "MD", "PhD", "Prof.",
    "World Health Organization", "et al.", "others", "等", "王强", "王", "强", "李明", "欧阳", "教授", "1", "*", "$^1$", "@",
    "{Study Group}", "{", "}", ",", "，", "、", ";", "&", "\\&", " and ", " AND ", " and\n", " ", "  ", "~", "\u3000", "(", ")",
)  # fmt: skip
VALUES = st.lists(st.sampled_from(PIECES) | st.just(" "), max_size=16).map("".join)
ORDINARY = st.lists(
    st.sampled_from(
        [
            "Murphy, J. M.", "van Buul, G. M.", "Tofiño-Vian, Miguel", "D'Angelo, Gisela", "McAlindon, T. E.", "Jo, Chris Hyunchul",
            "{Pérez del Caz}, María Dolores", "{World Health Organization}", "Hassan Famian, Maryam", "Vicencio, Jose M",
            "王强", "欧阳修", "Tao, Shi-Cong", "Noël, Danièle", "Murphy, J.-M.", "Wu, X",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" and ".join)  # fmt: skip


def manuscript(value: str) -> Manuscript:
    text = f"@article{{murphy2003, author = {{{value}}}, title = {{Goats}}, year = {{2003}}}}"
    bibliography, _ = read(PATH, text)
    return Manuscript(FrontMatter(""), (), (), (), (), (), bibliography, sources=(SourceFile(PATH, text),))


def findings(value: str) -> list[Diagnostic]:
    read_from = manuscript(value)
    return [found for check in names.CHECKS for found in check.find(read_from)]


def mended(value: str, found: Diagnostic) -> str:
    assert found.fix is not None
    text = manuscript(value).sources[0].text
    for edit in sorted(found.fix.edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text[text.index("author = {") + 10 : text.rindex("}, title")]


@given(VALUES)
def test_no_value_raises_and_every_finding_lies_in_the_field(value: str) -> None:
    for found in findings(value):
        assert found.location.path == PATH
        assert found.citekey == "murphy2003"
        assert found.message
        assert found.help


@given(VALUES)
def test_a_safe_fix_ends_the_finding_that_it_mends(value: str) -> None:
    for found in findings(value):
        if found.fix and found.fix.is_safe:
            before = [item.message for item in findings(value) if item.code == found.code]
            after = [item.message for item in findings(mended(value, found)) if item.code == found.code]
            assert after != before


@given(VALUES | ORDINARY)
def test_no_check_has_anything_against_an_ordinary_field(value: str) -> None:
    if written.is_ordinary(value):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(written, "is_ordinary", lambda _: False)
            assert not findings(value)


@given(ORDINARY)
def test_names_as_they_should_be_are_ordinary(value: str) -> None:
    assert written.is_ordinary(value)
    assert not findings(value)


@pytest.mark.parametrize(
    "value", ["a" * 50_000, "A" * 50_000, "Aa" * 30_000, "王" * 30_000, "1" * 50_000, "J. " * 20_000, "a, " * 20_000]
)
def test_a_value_of_any_length_costs_little(value: str) -> None:
    findings(value)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Murphy JM", ("Murphy", "JM", "")),
        ("van Buul G M", ("van Buul", "G M", "")),
        ("Murphy JM Jr", ("Murphy", "JM", "Jr")),
        ("Murphy J.-M.", ("Murphy", "J.-M.", "")),
        ("M{\\~u}ller J", ("M{\\~u}ller", "J", "")),
        ("John Murphy", None),
        ("J. M. Murphy", None),
        ("JM", None),
        ("", None),
    ],
)
def test_a_name_in_medlines_form_is_taken_apart(text: str, parts: tuple[str, str, str] | None) -> None:
    assert medline(text) == parts


@pytest.mark.parametrize(
    ("initials", "expected"),
    [
        ("JM", "J. M."),
        ("J.M.", "J. M."),
        ("J-M", "J.-M."),
        ("J.-M.", "J.-M."),
        ("Yu. A.", "Yu. A."),
        ("J~M", "J. M."),
        ("ÉA", "É. A."),
    ],
)
def test_initials_are_spread(initials: str, expected: str) -> None:
    assert is_initials(initials)
    assert spread(initials) == expected


def test_surnames_of_two_letters_are_not_clearly_initials() -> None:
    assert is_clearly_initials("JM")
    assert not is_clearly_initials("LI")
    assert not is_clearly_initials("KIM")
