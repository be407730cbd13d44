"""Strategies for Markdown and BibTeX texts as authors write them.  Every name, work and number in them is invented."""

from __future__ import annotations

from hypothesis import strategies as st

LATIN = [
    "cartilage",
    "exosome",
    "MSCs",
    "in",
    "the",
    "knee",
    "OA",
    "2008",
    "3.5",
    "miR-140-5p",
    "IL-1β",
    "α",
    "e.g.",
    "p<0.05",
    "5%",
    "a/b",
    "don't",
    "it's",
    "#1",
    "A&B",
    "--",
    "...",
    ":",
    ";",
    "!",
    "?",
    "(",
    ")",
    "10~20",
    "5~10",
    "Exo@GelMA",
    "PaCO~2~",
    "10^6^",
]
CHINESE = ["软骨", "外泌体", "修复", "干细胞", "，", "。", "再生", "（如下）", "“疗效”", "、", "10~20", "3～5"]
CITEKEYS = ("murphy2003", "jo2017", "toh_2017", "van-buul2012", "DBLP:x/y", "王2019", "a.b", "zhang2016a")


# --- inlines ----------------------------------------------------------------------------------------------------

plain = st.one_of(
    st.lists(st.sampled_from(LATIN), min_size=1, max_size=5).map(" ".join),
    st.lists(st.sampled_from(CHINESE), min_size=1, max_size=5).map("".join),
)
citekey = st.sampled_from(CITEKEYS)
item = st.builds(
    "{}{}@{}{}".format,
    st.sampled_from(["", "", "see ", "参见 ", "*e.g.* ", "cf. "]),
    st.sampled_from(["", "", "-"]),
    citekey,
    st.sampled_from(["", "", ", p. 3", ", 第3页", "，第3页", ", pp. 3-5, 7", " and others", ", [10]"]),
)
bracketed = st.lists(item, min_size=1, max_size=3).map(lambda items: f"[{'; '.join(items)}]")
narrative = st.one_of(
    st.builds(
        "@{}{}".format,
        citekey,
        st.sampled_from(["", " [p. 3]", " 等", ", x", "。", "，", " [@jo2017]", " (2003)", " [p. 3; @jo2017]", "'s"]),
    ),
    st.builds("@{{{}}}{}".format, citekey, st.sampled_from(["", "的研究", " [p. 3]"])),
)
number = st.integers(1, 120)
group = st.builds(
    lambda separator, parts: separator.join(parts),
    st.sampled_from([",", ", ", "，", "、", ";", "；"]),
    st.lists(
        st.one_of(
            number.map(str),
            st.builds("{}{}{}".format, number, st.sampled_from(["-", "–", "～", "~", "--", "—", " - "]), number),
        ),
        min_size=1,
        max_size=3,
    ),
)
typed = st.builds(
    str.format, st.sampled_from(["[{}]", "[{}]", "［{}］", "【{}】", "〔{}〕", "^[{}]^", "<sup>[{}]</sup>"]), group
)
decoy = st.sampled_from(
    [
        "[95% CI]",
        "[Ca2+]",
        "[2020]",
        "[0.5, 1.5]",
        "95% CI [1, 3]",
        "author@example.org",
        "<me@example.org>",
        "<https://example.org/[3]>",
        "\\@handle",
        "\\[10\\]",
        "`[@no]`",
        "`` a`[3] ``",
        "$x_{[3]}$",
        "$5 and $6",
        "[text](https://example.org)",
        "[text [3] b](u)",
        "[link @jo2017](u)",
        "![alt [@no]](f.png)",
        "[span]{.x}",
        "[span [@murphy2003]]{.x}",
        "H~2~O",
        "x^2^",
        "[]",
        "[a][b]",
        "<!-- [@no] -->",
        "&amp;",
        '"q [@jo2017]"',
        "~~out [@jo2017]~~",
        "^[note [@jo2017] x]",
        "[^1]",
        "[^none]",
        "@fig:x",
        "[@fig:x]",
        "文献@jo2017",
        "[@jo2017][@murphy2003]",
        "[3][4]",
    ]
)
atom = st.one_of(plain, plain, bracketed, narrative, typed, decoy)
# With something around it, for pandoc's reading of `*a**b*` is nobody's.
emphasized = st.builds(
    "{0}{2}{3}{2}{1}".format,
    st.sampled_from([" ", "，", "基因"]),
    st.sampled_from([" ", "。", "的"]),
    st.sampled_from(["*", "**"]),
    st.one_of(plain, bracketed, typed),
)


def joined(most: int, *, separators: tuple[str, ...] = (" ", " ", "", "\n", "，", "。")) -> st.SearchStrategy[str]:
    """Return running text of a few pieces."""
    pieces = st.lists(
        st.tuples(st.one_of(atom, atom, atom, emphasized), st.sampled_from(separators)), min_size=1, max_size=most
    )
    return pieces.map(lambda found: "".join(piece + separator for piece, separator in found).strip())


paragraph = joined(6)
one_line = joined(3, separators=(" ", "", "，"))


# --- blocks -----------------------------------------------------------------------------------------------------


def indented(text: str, first: str, rest: str) -> str:
    """Put a marker before the first line of a text and an indentation before the others."""
    start, *lines = text.split("\n")
    return "\n".join([first + start, *(rest + line if line else line for line in lines)])


cell = st.one_of(
    one_line.map(lambda text: text.replace("|", "")),
    st.sampled_from(["12 [8-15]", "3.5", "", "Z[3]", "2017 [5]", "[1-3]", "±2 [1]", "**12 [8-15]**", "12 [8-15]^[5]^"]),
)


@st.composite
def pipe_tables(draw: st.DrawFn) -> str:
    columns = draw(st.integers(1, 3))
    rows = draw(st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=1, max_size=3))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + "---|" * columns)
    table = "\n".join(lines)
    if draw(st.booleans()):
        return table
    caption = draw(st.sampled_from([": ", "Table: "])) + draw(st.one_of(plain, bracketed, typed, narrative))
    caption += draw(st.sampled_from(["", " {#tbl-a}", ' {#tbl-a caption-en="X [3] y"}']))
    return draw(st.sampled_from([f"{table}\n\n{caption}", f"{caption}\n\n{table}"]))


heading = st.builds(
    "{} {}{}".format,
    st.sampled_from(["#", "##", "###", "####"]),
    one_line,
    st.sampled_from(["", "", " {#sec-x}", " {-}", " {#sec-y .unnumbered}", " ##"]),
)
# The caption starts with a word: after a subscript and before any word pandoc 3.9 takes `![[@a]](f)` for no citation.
figure = st.builds(
    "![图{}](figures/f.png){}".format,
    one_line,
    st.sampled_from(["", "{#fig-x}", '{#fig-x width=50% alt="[3] @no"}']),
)
fenced = st.builds(
    "{0}{1}\n{2}\n{0}".format,
    st.sampled_from(["```", "~~~", "````"]),
    st.sampled_from(["", "text", " python", "{.r}"]),
    st.sampled_from(["[@no]", "x = a[3]", "a\n\n[@no] b", "# [3]", "[^1]: x"]),
)
other = st.sampled_from(
    [
        "    x[3] = @no",
        "\tcode [@no]",
        "标题[@jo2017]\n====",
        "* * *",
        "$$\nx[3] @no\n$$",
        "$$x$$ {#eq-a}",
        "<!-- [@no]\n\n[3] -->",
        "[ref]: https://example.org/[3]",
        "[10]: https://example.org",
        "| line [@jo2017]\n| block [3]",
        "Term [3]\n:   definition [@jo2017]",
        "::: {.note}\nx [@jo2017]\n:::",
        "<div>\n\nx [@jo2017]\n\n</div>",
        "```{=html}\n[@no]\n```",
        "甲     乙\n----   ------------\n[3]    [@jo2017]\n5      12 [3]",
        "-------------\n甲     乙\n-----  ------\n[3]    一\n       [4]\n\n[5]    二\n-------------",
        "+-----+-------+\n| a   | [3]   |\n+=====+=======+\n| [4] | - x   |\n|     | - [5] |\n+-----+-------+",
        "[^1]: 独立的脚注[@murphy2003]",
        "---\ntitle: x [@no]\n---",
    ]
)
block = st.one_of(paragraph, paragraph, paragraph, heading, pipe_tables(), fenced, figure, other)


def _containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        inner.map(lambda text: indented(text, "> ", "> ")),
        st.builds(
            lambda texts, marker, gap: gap.join(indented(text, marker, " " * len(marker)) for text in texts),
            several,
            st.sampled_from(["- ", "* ", "1. ", "(1) ", "10. ", "-   "]),
            st.sampled_from(["\n", "\n\n"]),
        ),
        several.map("\n\n".join),
    )


nested = st.recursive(st.one_of(one_line, paragraph), _containers, max_leaves=5)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A section: blocks of every kind, a footnote, and now and then the line ends of Windows."""
    blocks = draw(st.lists(st.one_of(block, block, nested), min_size=1, max_size=6))
    if draw(st.booleans()):
        blocks.append(f"[^1]: {draw(paragraph)}")
        if draw(st.booleans()):
            blocks.append(f"    {draw(one_line)}")
    text = "\n\n".join(blocks) + draw(st.sampled_from(["", "\n"]))
    return text.replace("\n", "\r\n") if draw(st.integers(0, 4)) == 0 else text


SYNTAX = (
    *"@[]()^*_`~$<>|\\{}-:;,.! \n\t'\"#=+&/",
    *(
        "a",
        "软",
        "12",
        "jo2017",
        "[3]",
        "[@a]",
        "[^1]",
        "[^1]: ",
        "```",
        "    ",
        "- ",
        "1. ",
        "> ",
        "| ",
        "|---|",
        "---",
    ),
    *(
        "...",
        "$$",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "<b>",
        ":::",
        "\r\n",
        "\n\n",
        "［5］",
        "^[5]^",
        "(u)",
        "{.x}",
        "https://",
    ),
)
syntax = st.lists(st.sampled_from(SYNTAX), max_size=40).map("".join)
"""Text that is nothing but the marks of Markdown, in any order."""


# --- bibliographies ---------------------------------------------------------------------------------------------

WORDS = [
    "Stem",
    "cells",
    "{DNA}",
    '{\\"o}',
    "$\\alpha$",
    "10\\%",
    "\\&",
    "of",
    "软骨",
    "修复",
    "a,b",
    "x=y",
    "{The~{Big}~One}",
    "#",
    "it's",
    "@",
    "(",
    ")",
    "[3]",
    "-",
    "--",
    ".",
    ":",
    ";",
    "\\'{e}",
    "~",
    "and",
    "2003",
    "%",
]
phrase = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
braced = phrase.map(lambda text: f"{{{text}}}")
quoted = phrase.map(lambda text: f'"{text}"')
field_name = st.sampled_from(
    ["author", "title", "Year", "journal", "volume", "doi", "note", "x-url", "pages", "abstract", "month"]
)
space = st.sampled_from(["", " ", "\n  ", "\t"])


@st.composite
def entries(draw: st.DrawFn, citekey: str) -> str:
    """An entry in any of the forms that BibTeX allows."""
    piece = st.one_of(braced, braced, quoted, st.sampled_from(["2003", "12", "jan", "Dec", "jog"]))
    value = st.one_of(piece, st.lists(piece, min_size=1, max_size=3).map(" # ".join))
    body = citekey
    for name in draw(st.lists(field_name, max_size=5, unique_by=str.lower)):
        body += f",{draw(st.sampled_from([chr(10) + '  ', ' ', chr(10) + '% a note' + chr(10)]))}{name}"
        body += f"{draw(space)}={draw(space)}{draw(value)}"
    body += draw(st.sampled_from(["", ","])) + draw(space)
    opening, closing = draw(st.sampled_from(["{}", "{}", "()"]))
    kind = draw(st.sampled_from(["article", "Book", " INPROCEEDINGS ", "misc "]))
    return f"@{kind}{opening}{draw(space)}{body}{closing}"


@st.composite
def libraries(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A library without a fault, and the citekeys of its entries in order."""
    citekeys = draw(st.lists(st.sampled_from(CITEKEYS), min_size=1, max_size=5))
    between = st.sampled_from(
        [
            "",
            "@string{jog = {J. Goats}}",
            '@STRING(jos = "Sheep" # jog)',
            "@comment{anything, = here {x}}",
            "@comment jabref-meta: x",
            '@preamble{"\\newcommand" # {x}}',
            "free text, mail me@example.org",
            "% a comment line",
            "% @article{no,",
        ]
    )
    parts = ["@string{jog = {J. Goats}}"]
    for name in citekeys:
        parts.extend((draw(between), draw(entries(name))))
    text = "\n\n".join(parts) + "\n"
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"]))), citekeys


@st.composite
def plain_entries(draw: st.DrawFn, citekey: str) -> str:
    """An entry as reference managers write it: a field on each line, or all on one."""
    names = draw(st.lists(field_name, min_size=1, max_size=4, unique_by=str.lower))
    fields = [f"{name} = {draw(st.one_of(braced, quoted, st.sampled_from(['2003', 'jan'])))}" for name in names]
    if draw(st.booleans()):
        return f"@article{{{citekey}, {', '.join(fields)}}}"
    lines = ",\n".join(f"  {written}" for written in fields)
    return f"@article{{{citekey},\n{lines}{draw(st.sampled_from(['', ',']))}\n}}"
