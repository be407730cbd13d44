"""Places, and how a finding is shown to a person."""

from __future__ import annotations

import io
import os
import pty
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.diagnostics import (
    FAILURES,
    CollationError,
    Diagnostic,
    Lines,
    Location,
    Screen,
    Severity,
    cells,
    reason,
    show,
    sort,
    visible,
    write_text,
)

TEXTS = st.text(st.sampled_from("ab 中，\té\u200b\x1b😀\r"), max_size=300)


def finding(line: int = 1, column: int = 1, length: int = 1, **values) -> Diagnostic:
    place = Location("manuscript/01.md", line, column, length)
    return Diagnostic(
        values.get("code", "lost-goat"),
        values.get("severity", Severity.ERROR),
        place,
        values.get("message", "a goat is lost"),
        values.get("help", ""),
    )


def shown(line: str | None, found: Diagnostic, screen: Screen = Screen()) -> list[str]:  # noqa: B008 - frozen
    return write_text([found], lambda _: line, screen).splitlines()


# --- places ------------------------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("a中\n\r😀"), max_size=60), st.data())
def test_a_location_counts_lines_and_characters_from_one(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    location = Lines("file", text).location(offset)
    before = text[:offset].split("\n")
    assert (location.line, location.column) == (len(before), len(before[-1]) + 1)


@given(st.text(st.sampled_from("ab\n"), max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_location_never_reaches_into_the_next_line(text: str, offset: int, length: int) -> None:
    offset = min(offset, len(text))
    location = Lines("file", text).location(offset, length)
    assert location.length >= 1
    assert "\n" not in text[offset : offset + location.length] or text[offset : offset + 1] == "\n"


def test_findings_are_ordered_by_file_line_column_and_then_name() -> None:
    order = [
        finding(1, 2, code="a"),
        finding(1, 2, code="b"),
        finding(1, 10),
        finding(2, 1),
        finding(10, 1),
        Diagnostic("a", Severity.NOTE, Location("references.bib"), ""),
    ]
    assert list(sort(reversed(order))) == order


# --- characters and cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("中文，", 6), ("［1］", 5), ("e\u0301", 1), ("ｱ", 1), ("😀", 2), ("\ufe0f", 0), ("—…“”", 4), ("", 0)],
)
def test_cells_of_a_terminal(text: str, width: int) -> None:
    assert cells(text) == width


@given(st.text())
def test_a_visible_text_keeps_its_length_and_hides_nothing(text: str) -> None:
    seen = visible(text)
    assert len(seen) == len(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in seen)


def test_escape_sequences_and_reversed_text_of_a_manuscript_do_not_reach_the_terminal() -> None:
    found = finding(1, 1, 1, message="\x1b[2J", help="\u202egood")
    assert shown("\x1b[31mred\x07", found) == [
        "manuscript/01.md:1:1: error[lost-goat]: \ufffd[2J",
        "   1 │ \ufffd[31mred\ufffd",
        "     │ ^",
        "  help: \ufffdgood",
    ]


# --- the report ----------------------------------------------------------------------------------------------------


def test_a_finding_is_shown_as_the_architecture_says() -> None:
    found = Diagnostic(
        "unresolved-citekey",
        Severity.ERROR,
        Location("manuscript/05-exosomes.md", 41, 12, 8),
        "@toh2071 has no entry in references.bib",
        "did you mean @toh2017?",
    )
    assert write_text([found], lambda _: "外泌体可促进软骨修复[@toh2071]。") == (
        "manuscript/05-exosomes.md:41:12: error[unresolved-citekey]: @toh2071 has no entry in references.bib\n"
        "   41 │ 外泌体可促进软骨修复[@toh2071]。\n"
        "      │                      ^^^^^^^^\n"
        "  help: did you mean @toh2017?\n"
    )


def test_findings_stand_apart_by_an_empty_line() -> None:
    text = write_text([finding(), finding(2)], lambda _: None)
    assert (
        text
        == "manuscript/01.md:1:1: error[lost-goat]: a goat is lost\n\nmanuscript/01.md:2:1: error[lost-goat]: a goat is lost\n"
    )
    assert write_text([], lambda _: None) == ""


@pytest.mark.parametrize("line", [None, "", "   "])
def test_a_line_that_shows_nothing_is_left_out(line: str | None) -> None:
    assert len(shown(line, finding())) == 1


def test_a_message_of_several_lines_is_shown_on_one() -> None:
    assert shown(None, finding(message="`[@a]\n[@b]`\tis stray")) == [
        "manuscript/01.md:1:1: error[lost-goat]: `[@a] [@b]` is stray"
    ]


def test_the_caret_stands_under_the_mark_after_tabs_and_chinese_characters() -> None:
    _, line, carets = shown("\t中文@key", finding(1, 4, 4))
    assert cells(line[: line.index("@")]) == carets.index("^")
    assert carets.count("^") == 4


def test_a_place_behind_the_end_of_the_line_still_has_a_caret() -> None:
    assert shown("abc", finding(1, 4))[1:] == ["   1 │ abc", "     │    ^"]


def test_a_long_line_is_cut_on_both_sides_around_the_mark() -> None:
    line = "前" * 100 + "@key" + "后" * 100
    _, excerpt, carets = shown(line, finding(1, 101, 4), Screen(width=60))
    assert excerpt.startswith("   1 │ …前")
    assert excerpt.endswith("后…")
    assert "前前@key后后" in excerpt
    assert cells(excerpt[: excerpt.index("@")]) == carets.index("^")
    assert cells(excerpt) <= 60


def test_a_mark_is_whole_wherever_it_stands_in_a_long_line() -> None:
    for column in range(1, 200):
        _, excerpt, carets = shown(
            "前" * (column - 1) + "@citekey" + "后" * 100, finding(1, column, 8), Screen(width=60)
        )
        assert "@citekey" in excerpt
        assert carets.count("^") == 8


def test_a_mark_near_the_end_leaves_the_end_of_the_line() -> None:
    _, excerpt, _ = shown("前" * 100 + "@key。", finding(1, 101, 4), Screen(width=60))
    assert excerpt.endswith("前@key。")
    assert cells(excerpt) in (59, 60)


def test_a_mark_near_the_start_leaves_the_start_of_the_line() -> None:
    _, excerpt, _ = shown("中文@key" + "后" * 100, finding(1, 3, 4), Screen(width=60))
    assert excerpt.startswith("   1 │ 中文@key后")


@given(TEXTS, st.integers(1, 320), st.integers(1, 320), st.integers(40, 120))
def test_an_excerpt_fits_the_screen_and_its_carets_stand_under_the_mark(text, column, length, width) -> None:
    line = visible(text)
    column = min(column, len(line) + 1)
    found = shown(text, finding(1, column, length), Screen(width=width))
    if len(found) == 1:
        assert not text.strip()
        return
    _, excerpt, carets = found
    assert cells(excerpt) <= width
    assert cells(carets) <= width + 1  # a mark may stand behind the last character
    first = carets.index("^")
    assert set(carets[first:]) == {"^"}
    marked = line[column - 1 : column - 1 + length]
    if cells(marked) < width // 3:
        assert len(carets) - first == max(1, cells(marked)), "a mark that can be shown whole is"
    at = next(at for at in range(len(excerpt) + 1) if cells(excerpt[:at]) == first)
    assert excerpt[at : at + 1] == line[column - 1 : column]


def test_a_mark_that_takes_no_cell_still_has_a_caret() -> None:
    assert shown("e\u0301", finding(1, 2))[2] == "     │  ^"


def test_colours_mark_the_severity() -> None:
    screen = Screen(is_coloured=True)
    for severity, colour in ((Severity.ERROR, 31), (Severity.WARNING, 33), (Severity.NOTE, 36)):
        text = write_text([finding(severity=severity, help="call it")], lambda _: "goat", screen)
        assert f"\x1b[1;{colour}m{severity}\x1b[0m\x1b[{colour}m[lost-goat]\x1b[0m" in text
        assert f"\x1b[{colour}m^\x1b[0m" in text
    assert "\x1b" not in write_text([finding(help="call it")], lambda _: "goat")


# --- streams -------------------------------------------------------------------------------------------------------


def test_a_file_is_plain_and_has_a_width_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert Screen.of(io.StringIO()) == Screen(is_coloured=False, width=100)


@pytest.mark.parametrize(
    ("variables", "is_coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_is_coloured_unless_its_user_says_otherwise(variables, is_coloured, monkeypatch) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"COLUMNS": "72", **variables}.items():
        monkeypatch.setenv(name, value)
    main, other = pty.openpty()
    with os.fdopen(main, "rb"), os.fdopen(other, "w") as terminal:
        assert Screen.of(terminal) == Screen(is_coloured, 72)


def test_a_character_that_the_stream_lacks_is_written_as_an_escape() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    show(stream, "é │ 中\n")
    stream.flush()
    assert stream.buffer.getvalue() == b"\xe9 \\u2502 \\u4e2d\n"


# --- what could not be done ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (CollationError("no goat"), "no goat"),
        (OSError(28, "No space left on device", "out/x.pdf"), "out/x.pdf: No space left on device"),
        (OSError(28, "No space left on device"), "the disk: No space left on device"),
        (RecursionError("maximum recursion depth exceeded"), "a text is nested too deeply to be read"),
        (MemoryError(), "there is not enough memory"),
    ],
)
def test_a_failure_has_a_sentence(error: Exception, sentence: str) -> None:
    assert isinstance(error, FAILURES)
    assert reason(error) == sentence
