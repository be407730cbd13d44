"""What is no prose is hidden without moving anything, and lines keep their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.assemble import markup
from collation.assemble.markup import ESCAPED_CLOSING, ESCAPED_OPENING, HIDDEN, Line

from . import generators

# `·` stands for a hidden character, `<` and `>` for an escaped bracket.
HIDDEN_PARTS = {
    "甲`乙`丙": "甲···丙",
    "`` a`b `` c": "········· c",
    "`a`{.r} b": "······· b",
    "`a b": "`a b",
    "``a` b": "`··· b",
    "$x$ y": "··· y",
    "$ x$ $x $ $x$1": "$ x$ $x $ $x$1",
    "$5 and $6": "$5 and $6",
    "$$x\ny$$ z": "···\n··· z",
    "<b>x</b>": "···x····",
    "<a href='@x' b>": "···············",
    "p < 0.05 and x > 3": "p < 0.05 and x > 3",
    "<https://x.org/[3]> <a@b.c>": "··················· ·······",
    "\\[10\\] \\［3\\］": "·<10·> ·<3·>",
    "\\* \\文 \\a \\\\[3]": "·· \\文 \\a ··[3]",
    "@a$b$c [@{x`y`z}]": "@a$b$c [@{x`y`z}]",
    "x@a$b$": "x@a···",
    "\\`@a`": "··@a`",
}


@pytest.mark.parametrize(("text", "shown"), HIDDEN_PARTS.items(), ids=HIDDEN_PARTS)
def test_code_math_tags_and_escapes_are_hidden(text: str, shown: str) -> None:
    marks = str.maketrans({HIDDEN: "·", ESCAPED_OPENING: "<", ESCAPED_CLOSING: ">"})
    assert markup.hide(text).translate(marks) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲<!-- 乙\n\n丙 -->丁", "甲·············丁"),
        ("`<!--` 甲 `-->`", "`<!--` 甲 `-->`"),
        ("```\n<!-- 甲\n```\n-->", "```\n<!-- 甲\n```\n-->"),
        ("\\<!-- 甲 -->", "\\<!-- 甲 -->"),
        ("<!-- 甲", "<!-- 甲"),
        ("-->甲<!--", "-->甲<!--"),
        ("<!--`-->甲`", "········甲`"),
    ],
)
def test_comments_are_hidden_with_all_they_hold(text: str, shown: str) -> None:
    assert markup.hide_comments(text).replace(HIDDEN, "·") == shown


@given(st.one_of(st.text(), generators.syntax))
def test_hiding_moves_nothing(text: str) -> None:
    for hidden in (markup.hide(text), markup.hide_comments(text)):
        assert len(hidden) == len(text)
        marks = (HIDDEN, ESCAPED_OPENING, ESCAPED_CLOSING)
        assert all(after in (before, *marks) for before, after in zip(text, hidden, strict=True))


@given(st.text("ab \t\n"))
def test_the_lines_of_a_text_are_where_they_say(text: str) -> None:
    lines = markup.split(text)
    assert "\n".join(line.text for line in lines) == text
    for line in lines:
        assert text[line.start :].startswith(line.text)
        stripped = line.stripped()
        assert text[stripped.start :].startswith(stripped.text)
        assert stripped.text == line.text.strip(" \t")


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("  a", 2, Line(9, "a")),
        ("  a", 1, Line(8, " a")),
        (" a", 2, None),
        ("\ta", 4, Line(8, "a")),
        (" \ta", 4, Line(9, "a")),
        ("", 1, None),
        ("a", 0, Line(7, "a")),
    ],
)
def test_indentation_is_taken_off_by_columns(text: str, width: int, expected: Line | None) -> None:
    assert Line(7, text).unindented(width) == expected
