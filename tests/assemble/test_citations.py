"""The scanner finds every citation at its place, and takes nothing else for one.

The expected clusters follow pandoc's manual and were compared with pandoc; `test_markdown` compares them in every run.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collation import pandoc
from collation.assemble.citations import Scan, Seen, scan
from collation.diagnostics import Lines

from . import generators

# The text; then for each cluster its line and column and its own text, and its items as pandoc has them: a plain name
# stands in brackets, `=` is narrative, `-` has its author suppressed, `#` is a typed number.
CASES: dict[str, list[tuple[str, str]]] = {
    # a bracket with citekeys
    "[@a]": [("1:1 [@a]", "a")],
    "[@a; @b]": [("1:1 [@a; @b]", "a b")],
    "[see @a, p. 3; -@b]": [("1:1 [see @a, p. 3; -@b]", "a -b")],
    "[ @a ]": [("1:1 [ @a ]", "a")],
    "[@a\n; @b]": [("1:1 [@a\n; @b]", "a b")],
    "[-@a; @b]": [("1:1 [-@a; @b]", "-a b")],
    "[@a p.3]": [("1:1 [@a p.3]", "a")],
    "[@a, p. 3-5, 7]": [("1:1 [@a, p. 3-5, 7]", "a")],
    "[@a，第3页]": [("1:1 [@a，第3页]", "a")],
    "[@{ab}]": [("1:1 [@{ab}]", "ab")],
    "[@{10.1000/x(3)}]": [("1:1 [@{10.1000/x(3)}]", "10.1000/x(3)")],
    "[@1]": [("1:1 [@1]", "1")],
    "[*see* @a]": [("1:1 [*see* @a]", "a")],
    "[@a, [10]]": [("1:1 [@a, [10]]", "a")],
    "[@a](see": [("1:1 [@a]", "a")],
    "[@a]（见表）": [("1:1 [@a]", "a")],
    "[@a]^2^": [("1:1 [@a]", "a")],
    "[@a] [@b]": [("1:1 [@a]", "a"), ("1:6 [@b]", "b")],
    "*[@a]*": [("1:2 [@a]", "a")],
    "~~[@a]~~": [("1:3 [@a]", "a")],
    '"[@a]"': [("1:2 [@a]", "a")],
    "[see [@a]]": [("1:6 [@a]", "a")],
    "[[@a]]": [("1:2 [@a]", "a")],
    "[x `]` @a]": [("1:1 [x `]` @a]", "a")],
    "<b>[@a]</b>": [("1:4 [@a]", "a")],
    "（[@a]）": [("1:2 [@a]", "a")],
    "10^6^[@a]": [("1:6 [@a]", "a")],
    "x^[@a]": [("1:4 @a", "=a")],
    "甲[@a]，乙[@b]。": [("1:2 [@a]", "a"), ("1:8 [@b]", "b")],
    # a narrative citation
    "@a": [("1:1 @a", "=a")],
    "文 @a 的": [("1:3 @a", "=a")],
    "@a.": [("1:1 @a", "=a")],
    "@a,b": [("1:1 @a", "=a")],
    "@a:b c": [("1:1 @a:b", "=a:b")],
    "@a..b": [("1:1 @a", "=a")],
    "@a's": [("1:1 @a", "=a")],
    "@a—b": [("1:1 @a", "=a")],
    "@{ab}的": [("1:1 @{ab}", "=ab")],
    "@_x": [("1:1 @_x", "=_x")],
    "@a\\_b": [("1:1 @a", "=a")],
    "x-@a": [("1:3 @a", "=a")],
    "x -@a": [("1:3 -@a", "-a")],
    "--@a": [("1:3 @a", "=a")],
    "---@a": [("1:4 @a", "=a")],
    "----@a": [("1:4 -@a", "-a")],
    "x--@a": [("1:4 @a", "=a")],
    "foo_@a": [("1:5 @a", "=a")],
    "(@a)": [("1:2 @a", "=a")],
    "（@a）": [("1:2 @a", "=a")],
    "“@a”": [("1:2 @a", "=a")],
    "...@a": [("1:4 @a", "=a")],
    "'@a'": [("1:2 @a", "=a")],
    "**@a**": [("1:3 @a", "=a")],
    "~~x~~@a": [("1:6 @a", "=a")],
    '"x"@a': [("1:4 @a", "=a")],
    "`x`@a": [("1:4 @a", "=a")],
    "$x$@a": [("1:4 @a", "=a")],
    "x^2^@a": [("1:5 @a", "=a")],
    "**x** @a": [("1:7 @a", "=a")],
    "https://x.org/@a": [("1:15 @a", "=a")],
    "@a@b": [("1:1 @a", "=a"), ("1:3 @b", "=b")],
    "@10": [("1:1 @10", "=10")],
    # a narrative citation and a bracket
    "@a [p. 3]": [("1:1 @a [p. 3]", "=a")],
    "@a[p. 3]": [("1:1 @a[p. 3]", "=a")],
    "@a\n[p. 3]": [("1:1 @a\n[p. 3]", "=a")],
    "@a [@b]": [("1:1 @a [@b]", "=a b")],
    "@a [@b] [@c]": [("1:1 @a [@b]", "=a b"), ("1:9 [@c]", "c")],
    "@a [see @b; @c]": [("1:1 @a [see @b; @c]", "=a b c")],
    "@a [p. 3; @b]": [("1:1 @a [p. 3; @b]", "=a b")],
    "@a [10]": [("1:1 @a [10]", "=a")],
    "@a [10](x)": [("1:1 @a", "=a")],
    "@a [p. 3]{.x}": [("1:1 @a", "=a")],
    "@a [p. 3](x)": [("1:1 @a", "=a")],
    "@a [^1]": [("1:1 @a", "=a")],
    "@a [see `c`]": [("1:1 @a [see `c`]", "=a")],
    "@a (2003)": [("1:1 @a", "=a")],
    # what makes a bracket no citation
    "[@a](see)": [("1:2 @a", "=a")],
    "[@a](see now)": [("1:2 @a", "=a")],
    '[@a](<see now> "t")': [("1:2 @a", "=a")],
    '[@a](see "x" y)': [("1:1 [@a]", "a")],
    "[@a]{.x}": [("1:2 @a", "=a")],
    "[@a]{x y}": [("1:1 [@a]", "a")],
    "[@a][b]": [("1:2 @a", "=a")],
    "[@a][b": [("1:1 [@a]", "a")],
    "[@a][]": [("1:2 @a", "=a")],
    "[@a][@b]": [("1:2 @a", "=a"), ("1:5 [@b]", "b")],
    "[*see @a*]": [("1:7 @a", "=a")],
    "[see @a and\n\nb]": [("1:6 @a", "=a")],
    "[@a;]": [("1:2 @a", "=a")],
    "[;@a]": [("1:3 @a", "=a")],
    "[@a; 3]": [("1:2 @a", "=a")],
    "[3;@a]": [("1:4 @a", "=a")],
    "![cap @a](f.png)": [("1:7 @a", "=a")],
    "x ![cap @a](f.png)": [],
    "![@a]": [("1:2 [@a]", "a")],
    '![cap [@a]](f.png){#fig-x alt="[@b]"}': [("1:7 [@a]", "a")],
    # what is no citation
    "\\@a": [],
    "`@a`": [],
    "`` ` [@a] ``": [],
    "```\n[@a]\n```": [],
    "~~~~ {.x}\n@a\n~~~~": [],
    "    [@a]": [],
    "\t[@a]": [],
    "$@a$": [],
    "$$\n[3]\n$$": [],
    "<a@b.c>": [],
    "a@b.c": [],
    "<https://x.org/@a>": [],
    "<!-- [@a]\n\n[3] -->": [],
    '<a title="@a">x</a>': [],
    "文@a": [],
    "e.g.@a": [],
    "a..@b": [],
    "*x*@a": [],
    "__x__@a": [],
    "@ a": [],
    "@{a b}": [],
    "[@]": [],
    "[x@y](u)": [],
    "x [^@a] y": [],
    "---\ntitle: '@a'\n---": [],
    "[10]: https://x.org\n": [],
    "```{=html}\n[@a]\n```": [],
    # typed numbers
    "[10]": [("1:1 [10]", "#10")],
    "[3,5-7]": [("1:1 [3,5-7]", "#3 #5 #6 #7")],
    "［3，5～7］": [("1:1 ［3，5～7］", "#3 #5 #6 #7")],
    "[1、2]": [("1:1 [1、2]", "#1 #2")],
    "【3】": [("1:1 【3】", "#3")],
    "〔3〕": [("1:1 〔3〕", "#3")],
    "[3–5]": [("1:1 [3–5]", "#3 #4 #5")],
    "[3 ~ 5]": [("1:1 [3 ~ 5]", "#3 #4 #5")],
    "[3~5,7~8]": [("1:1 [3~5,7~8]", "#3 #4 #5 #7 #8")],
    "[3,\n5]": [("1:1 [3,\n5]", "#3 #5")],
    "^[5]^": [("1:1 ^[5]^", "#5")],
    "^\\[5\\]^": [("1:1 ^\\[5\\]^", "#5")],
    "a<sup>[5,6]</sup>": [("1:7 [5,6]", "#5 #6")],
    "甲^[5]^，乙^[6]^。丙^[7]^": [("1:2 ^[5]^", "#5"), ("1:9 ^[6]^", "#6"), ("1:16 ^[7]^", "#7")],
    "[1~3]，[5~7]": [("1:1 [1~3]", "#1 #2 #3"), ("1:7 [5~7]", "#5 #6 #7")],
    "[1\\~3]，^[5\\~7]^": [("1:1 [1\\~3]", "#1 #2 #3"), ("1:8 ^[5\\~7]^", "#5 #6 #7")],
    "[1\\-3] [5\\–7] [2\\,4]": [("1:1 [1\\-3]", "#1 #2 #3"), ("1:8 [5\\–7]", "#5 #6 #7"), ("1:15 [2\\,4]", "#2 #4")],
    "见\\-@a, [\\-@b; \\--@c]": [("1:4 @a", "=a"), ("1:8 [\\-@b; \\--@c]", "b -c")],
    "10^6^[3]": [("1:6 [3]", "#3")],
    "[5]^2^": [("1:1 [5]", "#5")],
    "[1][2]": [("1:1 [1]", "#1"), ("1:4 [2]", "#2")],
    "[5]^[6]^": [("1:1 [5]", "#5"), ("1:4 ^[6]^", "#6")],
    "［3］[@a]": [("1:1 ［3］", "#3"), ("1:4 [@a]", "a")],
    "*[3]*": [("1:2 [3]", "#3")],
    "（[3]）": [("1:2 [3]", "#3")],
    "文献[3]": [("1:3 [3]", "#3")],
    "[[10]]": [("1:2 [10]", "#10")],
    "[text [3] b](u)": [("1:7 [3]", "#3")],
    "[text][10]": [("1:7 [10]", "#10")],
    '"[3]"': [("1:2 [3]", "#3")],
    "H~2~O[3]": [("1:6 [3]", "#3")],
    "标准10~20[3]，5~7[4]": [("1:8 [3]", "#3"), ("1:15 [4]", "#4")],
    "- [5] x": [("1:3 [5]", "#5")],
    "a[5]: b": [("1:2 [5]", "#5")],
    "［１０］": [("1:1 ［１０］", "#10")],
    # numbers that are none
    "\\[10\\]": [("1:1 \\[10\\]", "literal #10")],
    "\\［10\\］": [("1:1 \\［10\\］", "literal #10")],
    "[2020]": [],
    "[0,1]": [],
    "[0.5, 1.5]": [],
    "[95% CI]": [],
    "[Ca2+]": [],
    "95% CI [1, 3] [5]": [("1:15 [5]", "#5")],
    "范围：[1，3]": [],
    "range \\[12–48\\], 四分位数间距\\[12，48\\] [5]": [("1:34 [5]", "#5")],
    "$x_{[3]}$": [],
    "`[3]`": [],
    "[10](x)": [],
    "[10]{.x}": [],
    "[10]\n\n[10]: https://x.org": [],
    "![a][10]\n\n[10]: f.png": [],
    "[\\10]": [],
    "[ ] x": [],
    "(3)": [],
    "[a3]": [],
    "[3-5-7]": [],
    # tables
    "| a | b |\n|---|---|\n| 12 [8-15] | Z[3] |\n\n: cap [4]": [("5:7 [4]", "#4"), ("3:16 [3]", "#3")],
    'Table: cap [@a] {#tbl-x caption-en="[9]"}\n\n|a|\n|-|\n|[3]|': [("1:12 [@a]", "a"), ("5:2 [3]", "#3")],
    "|a|b|\n|-|-|\n|[3]|@a|[@lost]|": [("3:2 [3]", "#3"), ("3:6 @a", "=a")],
    "|a|\n|-|\n|**12 [8-15]**|\n|2017 [5]|\n|12^[6]^|\n|12<sup>[7]</sup>|": [
        ("4:7 [5]", "#5"),
        ("5:4 ^[6]^", "#6"),
        ("6:9 [7]", "#7"),
    ],
    "| `|` [3] | \\| [4] |\n|---|---|\n| $x|y$ | [5] |": [("1:7 [3]", "#3"), ("1:16 [4]", "#4"), ("3:11 [5]", "#5")],
    "甲     乙\n----   ----\n[3]    [4]\n5      [6]": [("3:1 [3]", "#3"), ("3:8 [4]", "#4"), ("4:8 [6]", "#6")],
    "-------------\n甲     乙\n-----  ------\n[3]    一\n       [4]\n\n[5]    二\n-------------": [
        ("4:1 [3]", "#3"),
        ("5:8 [4]", "#4"),
        ("7:1 [5]", "#5"),
    ],
    "+---+-----+\n| x | [3] |\n|   | [4] |\n+===+=====+\n|[5]| @a  |\n+---+-----+": [
        ("2:7 [3]", "#3"),
        ("3:7 [4]", "#4"),
        ("5:2 [5]", "#5"),
        ("5:7 @a", "=a"),
    ],
    "|a|\n|-|\n|[3]|\n: cap [@a] {#tbl-x}\nafter [@b]": [("4:7 [@a]", "a"), ("3:2 [3]", "#3"), ("5:7 [@b]", "b")],
    # other blocks
    "# 甲[@a] {#sec-x}": [("1:4 [@a]", "a")],
    "# 甲[3]{#sec-x}": [],
    "甲[@a]\n====": [("1:2 [@a]", "a")],
    "> 引[@a\n> p. 3]\n> 又 @b": [("1:4 [@a\n> p. 3]", "a"), ("3:5 @b", "=b")],
    "- 甲[@a]\n- 乙[@b]\n    - 丙[@c]\n\n  丁[@d]": [
        ("1:4 [@a]", "a"),
        ("2:4 [@b]", "b"),
        ("3:8 [@c]", "c"),
        ("5:4 [@d]", "d"),
    ],
    "1. 甲\n\n       code [@no]\n\n   乙[@a]": [("5:5 [@a]", "a")],
    "Term [@a]\n:   def [@b]\n\n    more [@c]": [("1:6 [@a]", "a"), ("2:9 [@b]", "b"), ("4:10 [@c]", "c")],
    "::: {.box}\n[@a]\n:::": [("2:1 [@a]", "a")],
    "<div>\n[@a]\n</div>": [("2:1 [@a]", "a")],
    "| 行[@a]\n| 行[3]": [("1:4 [@a]", "a"), ("2:4 [3]", "#3")],
    "甲[@a]\n    乙[@b]": [("1:2 [@a]", "a"), ("2:6 [@b]", "b")],
    "- 甲\n\n```\n[@no]\n```": [],
    "甲[@a\n\n乙]": [("1:3 @a", "=a")],
    "\\\n[@a]": [("2:1 [@a]", "a")],
    # footnotes
    "x[^1] y [@c]\n\n[^1]: note [@n]\n    more [@m]\n\nafter [@z]": [
        ("3:12 [@n]", "n"),
        ("4:10 [@m]", "m"),
        ("1:9 [@c]", "c"),
        ("6:7 [@z]", "z"),
    ],
    "x[^1] y[^1]\n\n[^1]: note [@n]": [("3:12 [@n]", "n"), ("3:12 [@n]", "n")],
    "[^1]: uncalled [@n]": [],
    "x[^1]\n\n[^1]: note[^2]\n[^2]: inner [@n]": [],
    "x^[note [@n] and [3]] y[@c]": [("1:9 [@n]", "n"), ("1:18 [3]", "#3"), ("1:24 [@c]", "c")],
    "x[^none] y[@c]": [("1:11 [@c]", "c")],
    # line ends
    "@a\r\n\r\n[3]\r\n": [("1:1 @a", "=a"), ("3:1 [3]", "#3")],
    "甲[@a\r\n; @b]\r\n乙[3]": [("1:2 [@a\r\n; @b]", "a b"), ("3:2 [3]", "#3")],
    "```\r\n[@no]\r\n```\r\n\r\n    [@no]\r\n\r\n甲[^1]\r\n\r\n[^1]: [@n]\r\n": [("9:7 [@n]", "n")],
    "甲\r乙[@a]": [("1:4 [@a]", "a")],
}

MARKS = {"N": "", "A": "=", "S": "-", "#": "#"}


def shown(text: str, seen: Seen) -> tuple[str, str]:
    place = Lines("x.md", text).location(seen.offset)
    items = " ".join(MARKS[item.mode] + item.name for item in seen.items)
    written = text[seen.offset : seen.offset + seen.length]
    return f"{place.line}:{place.column} {written}", f"literal {items}" if seen.is_literal else items


@pytest.mark.parametrize(("text", "expected"), CASES.items(), ids=[repr(text) for text in CASES])
def test_clusters_are_found_at_their_places(text: str, expected: list[tuple[str, str]]) -> None:
    assert [shown(text, seen) for seen in scan(text).clusters] == expected


@pytest.mark.parametrize("text", CASES)
def test_each_item_stands_inside_its_cluster(text: str) -> None:
    for seen in scan(text).clusters:
        for item in seen.items:
            assert seen.offset <= item.offset < item.offset + item.length <= seen.offset + seen.length
            written = text[item.offset : item.offset + item.length]
            assert written[0] == "@" if item.mode != "#" else written[0].isdigit()
            assert item.mode == "#" or item.name in written


STRAYS = {
    "文献@a": [("no-space", "@a")],
    "甲，@{a}乙@b": [("no-space", "@b")],
    "Murphy@a and e.g.@b": [("address", "@a"), ("address", "@b")],
    "*x*@a": [("address", "@a")],
    "[@a][@b]": [("adjacent", "[@a][@b]")],
    "[@a][b]": [("adjacent", "[@a][b]")],
    "[@a and @b]": [("nested", "@b")],
    "[@a；@b]": [("nested", "@b")],
    "@a [p. 3 and @b]": [],
    "[@a; p. 3]": [("bracket", "[@a; p. 3]")],
    "[p. 3;\n@a]": [("bracket", "[p. 3;\n@a]")],
    "^[@a]^": [("superscript", "^[@a]^")],
    "^[see @a]": [],
    "[@a] [@b]": [],
    "x[^1]y[^1]\n\n[^1]: 文献@a": [("no-space", "@a")],
    "`文献@a` <a@b.c>": [],
}


@pytest.mark.parametrize(("text", "expected"), STRAYS.items(), ids=[repr(text) for text in STRAYS])
def test_what_only_looks_like_a_citation_is_kept_with_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(stray.kind, text[stray.offset : stray.offset + stray.length]) for stray in scan(text).strays]
    assert found == expected


def test_an_address_keeps_the_name_by_which_it_could_be_a_citation() -> None:
    assert [stray.name for stray in scan("a@b.c x@{y}").strays] == ["b.c", "y"]


READABLE = {
    "甲^[5]^，乙^[6]^": "甲^[5]^，乙^[6]^".replace("^", pandoc.CARET),
    "[1~3]，[5~7]": "[1~3]，[5~7]".replace("~", pandoc.TILDE),
    "[1\\~3]，~a\\~b~，10\\~20": "[1\\~3]，~a\\~b~，10\\~20",
    "10~20，5~10%～3": "10~20，5~10%～3".replace("~", pandoc.TILDE),
    "5%~10%，": f"5%{pandoc.TILDE}10%，",
    "x^[note [3]]": "x^[note [3]]",
    "^\\[5\\]^ H~2~O PaCO~2~50 101~2~ x^2^": "^\\[5\\]^ H~2~O PaCO~2~50 101~2~ x^2^",
    "~~10~20~~": f"~~10{pandoc.TILDE}20~~",
    "\\[1~3\\] `^[5]^ 1~2` $1~2$ [x](http://x.org/1~2)": "\\[1~3\\] `^[5]^ 1~2` $1~2$ [x](http://x.org/1~2)",
    "    ^[5]^": "    ^[5]^",
    "甲\r\n乙^[5]^": f"甲\r\n乙{pandoc.CARET}[5]{pandoc.CARET}",
}


@pytest.mark.parametrize(("text", "readable"), READABLE.items(), ids=[repr(text) for text in READABLE])
def test_pandoc_gets_no_caret_or_tilde_that_it_would_take_for_syntax(text: str, readable: str) -> None:
    assert scan(text).readable == readable


def test_headings_are_located_in_their_order() -> None:
    text = "# 甲 {#sec-a}\r\n\r\n乙\n====\n\n> ## 丙\n\n```\n# no\n```\n\n#  丁 ##\n"
    lines = Lines("x.md", text)
    places = [lines.location(offset) for offset in scan(text).headings]
    assert [(place.line, place.column) for place in places] == [(1, 3), (3, 1), (6, 6), (12, 4)]


def test_control_characters_of_a_text_are_not_taken_for_our_own() -> None:
    assert scan("\1@a\2 \0[3]\0").clusters[0].items[0].name == "a"
    assert not any(seen.is_literal for seen in scan("\1[10]\2 \0\0110\2").clusters)


@given(st.one_of(st.text(), generators.syntax, generators.documents()))
@settings(max_examples=400, deadline=None)
def test_no_text_stops_the_scanner_or_loses_a_place(text: str) -> None:
    found = scan(text)
    assert len(found.readable) == len(text)
    for seen in found.clusters:
        assert 0 <= seen.offset < seen.offset + seen.length <= len(text)
        for item in seen.items:
            written = text[item.offset : item.offset + item.length]
            assert written[0] == "@" or written[0].isdigit()


@given(generators.documents())
@settings(max_examples=100, deadline=None)
def test_the_line_ends_of_windows_change_no_citation(text: str) -> None:
    unix = text.replace("\r\n", "\n")
    windows = unix.replace("\n", "\r\n")

    def places(written: str, found: Scan) -> list[tuple[str, int, int, str]]:
        lines = Lines("x.md", written)
        located = [(shown(written, seen)[1], lines.location(seen.offset)) for seen in found.clusters]
        return [(items, place.line, place.column, place.path) for items, place in located]

    assert places(windows, scan(windows)) == places(unix, scan(unix))


@given(generators.paragraph, st.sampled_from(["> ", "- ", "1. ", "[^1]: "]))
@settings(max_examples=100, deadline=None)
def test_a_container_changes_no_citation_of_its_paragraph(text: str, marker: str) -> None:
    if "[^" in text or "^[" in text:
        return  # what a note holds calls no note
    called = "x[^1]\n\n" if marker.startswith("[^") else ""
    rest = "> " if marker == "> " else "    " if called else " " * len(marker)
    held = called + generators.indented(text, marker, rest)
    assert [seen.signature for seen in scan(held).clusters] == [seen.signature for seen in scan("x\n" + text).clusters]


HOSTILE = [
    "[",
    "]",
    "[@a",
    "@a ",
    "*a ",
    "_a ",
    "`",
    "$a ",
    "^[",
    "~",
    "<a ",
    "<!--",
    "> ",
    "- ",
    "1. ",
    "```a\n",
    "----\na\n",
]
HOSTILE += [
    "[a](",
    "[a]: b\n",
    "[^1]: a\n",
    "[^1]",
    "{#a ",
    "a\n: b\n",
    "[[[[]]]]",
    "[1][2]",
    "|a|\n|-|\n",
    "<pre>\n",
    ":::a\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_cost_of_a_hostile_file_grows_with_its_length_only(piece: str) -> None:
    def cost(length: int) -> float:
        text = piece * (length // len(piece))
        times = []
        for _ in range(3):
            start = time.process_time()
            scan(text)
            times.append(time.process_time() - start)
        return min(times)

    # Eight times the text: eight times the work where it is linear, sixty-four times where it is not.
    assert cost(32_000) < 30 * max(cost(4_000), 0.005)
