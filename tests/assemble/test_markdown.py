"""Pandoc and the scanner see the same citations, and a section says exactly where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from collation import pandoc, tree
from collation.assemble import citations, markdown
from collation.assemble.markdown import Reading
from collation.diagnostics import Location
from collation.model import Image, Locator

from . import generators
from .test_citations import CASES

ROOT = Path(__file__).resolve().parents[2]


def read(text: str, **arguments: object) -> Reading:
    """Read a section of which the two readers agree."""
    reading = markdown.read("x.md", text, lambda path: True, **arguments)  # type: ignore[arg-type]
    assert reading.disagreements == []
    return reading


def spans(reading: Reading, name: str) -> list[dict[str, str]]:
    found = [item for item in tree.elements(list(reading.blocks)) if item["t"] == "Span"]
    return [tree.pairs(item) for item in found if name in item["c"][0][1]]


def text_of(reading: Reading) -> str:
    """The text of a section's paragraphs, with what is raised or lowered in angle brackets."""

    def shown(inlines: list[tree.Element]) -> str:
        parts = []
        for inline in inlines:
            inner = inline.get("c")
            if inline["t"] in ("Superscript", "Subscript"):
                parts.append(f"<{shown(inner)}>")
            elif inline["t"] == "Note":
                parts.append(f"<{shown(inner[0]['c'])}>")
            else:
                parts.append(tree.plain_text([inline]))
        return "".join(parts)

    return "\n".join(shown(block["c"]) for block in reading.blocks if block["t"] in ("Para", "Plain"))


# --- both readers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", CASES)
def test_pandoc_sees_the_clusters_of_the_case_table(text: str) -> None:
    read(text)


# The same examples in every run: pandoc has slips of its own, and a search for them is no gate.
@given(generators.documents())
@settings(max_examples=500, deadline=None, derandomize=True)
@example("| a | b |\n|---|---|\n| 12^[3]^ | [4] |\n\n: 题 [@jo2017] {#tbl-a}\n### 下一节\n")
@example("甲\n: 乙\n\n![图[@jo2017]](f.png)\n\n: [@a.b]\n\n| x |\n|---|\n| [3] |\n")
@example("@jo2017 [p. 3; @a.b][^1]\n\n[^1]: x\n")
@example("| 0~0[3] |\n|---|\n| 1 |\n")
@example("1. 甲\n   - 乙[@jo2017]\n\n     丙[3]\n\n> - 丁\n>   [4]\n")
def test_pandoc_and_the_scanner_agree_on_what_authors_write(text: str) -> None:
    read(text)


@given(st.one_of(generators.syntax, st.text()))
@settings(max_examples=300, deadline=None)
@example("> " * 60 + "[@a]")
@example("- " * 60 + "[@a]")
def test_no_text_stops_the_reading(text: str) -> None:
    try:
        reading = markdown.read("x.md", text, lambda path: False)
    except pandoc.UnreadableTextError:
        event("unreadable")
        return
    event("disagreement" if reading.disagreements else "agreement")
    assert not (reading.disagreements and (reading.clusters or reading.cross_references)), (
        "no place may be trusted then"
    )


@pytest.mark.parametrize("path", sorted((ROOT / "manuscript").glob("*.md")), ids=lambda path: path.name)
def test_the_flagship_has_no_disagreement(path: Path) -> None:
    assert read(path.read_text(encoding="utf-8")).stray_syntax == []


def test_a_disagreement_quotes_both_readers_at_the_place() -> None:
    # Nothing that authors write is known to divide the readers, so the scanner is shown another text than pandoc.
    found = markdown._Walker()
    found.blocks(pandoc.read("甲[@a; -@b] @c [3-5]")["blocks"], "body")
    text = "甲[@a; -@b] @d [3-5]"
    difference = markdown._difference(found.found, citations.scan(text).clusters, markdown.Lines("x.md", text))
    assert difference is not None
    assert difference.location == Location("x.md", 1, 12, len("@d [3-5]"))
    assert (difference.first, difference.second) == ("pandoc reads @c", "Collation reads @d")


@pytest.mark.parametrize(
    ("theirs", "ours", "place", "first", "second"),
    [
        ("[@a] [@b]", "[@a] xx b", "1:9", "pandoc reads [@b]", "Collation reads no further citation"),
        ("xxxx [-@b]", "[@a] [-@b]", "1:1", "pandoc reads [-@b]", "Collation reads [@a]"),
        ("[1-20]", "[1-21]", "1:1", "pandoc reads [1,2,3,4,5,6,7,8,9,…]", "Collation reads [1,2,3,4,5,6,7,8,9,…]"),
    ],
)
def test_the_first_difference_is_the_one_that_is_shown(
    theirs: str, ours: str, place: str, first: str, second: str
) -> None:
    found = markdown._Walker()
    found.blocks(pandoc.read(theirs)["blocks"], "body")
    difference = markdown._difference(found.found, citations.scan(ours).clusters, markdown.Lines("x.md", ours))
    assert difference is not None
    assert f"{difference.location.line}:{difference.location.column}" == place
    assert (difference.first, difference.second) == (first, second)


# --- clusters ---------------------------------------------------------------------------------------------------


def test_items_have_all_that_an_author_says_of_them() -> None:
    (cluster,) = read("甲[参见 @a, 第3页; -@b, pp. 3-5, 7; cf. @c and more; @d]").clusters
    assert (cluster.notation, cluster.context) == ("citekey", "body")
    assert cluster.location == Location("x.md", 1, 2, len(cluster.text))
    assert [
        (item.citekey, item.prefix, item.locator, item.suffix, item.is_author_suppressed) for item in cluster.items
    ] == [
        ("a", "参见", Locator("页", "3"), "", False),
        ("b", "", Locator("pp.", "3-5, 7"), "", True),
        ("c", "cf.", None, "and more", False),
        ("d", "", None, "", False),
    ]
    assert [item.location for item in cluster.items][1] == Location("x.md", 1, 16, 2)


def test_a_narrative_citation_says_so_and_has_its_locator() -> None:
    (cluster,) = read("@{a} [第3章; @b]").clusters
    first, second = cluster.items
    assert (first.is_narrative, first.locator, first.location.length) == (True, Locator("章", "3"), 4)
    assert (second.is_narrative, second.citekey) == (False, "b")


LOCATORS = {
    "p. 3": Locator("p.", "3"),
    "p.3": Locator("p.", "3"),
    "pp. 3--5": Locator("pp.", "3–5"),
    "3": Locator("p.", "3"),
    "3a": Locator("p.", "3a"),
    "xiv": Locator("p.", "xiv"),
    "第3页": Locator("页", "3"),
    "第3-5页": Locator("页", "3-5"),
    "3页": Locator("页", "3"),
    "第2章": Locator("章", "2"),
    "chap. 2": Locator("chap.", "2"),
    "Fig. 3": Locator("Fig.", "3"),
    "5 patients": None,
    "p. 3 and more": None,
    "其他": None,
}


@pytest.mark.parametrize(("written", "locator"), LOCATORS.items(), ids=LOCATORS)
def test_a_suffix_is_a_locator_or_stays_as_written(written: str, locator: Locator | None) -> None:
    (cluster,) = read(f"[@a, {written}]").clusters
    (item,) = cluster.items
    assert item.locator == locator
    assert item.suffix.replace("\N{NO-BREAK SPACE}", " ") == ("" if locator else f", {written}")


def test_typed_numbers_are_items_of_a_cluster() -> None:
    clusters = read("甲^[3,5~6]^，乙<sup>［8］</sup>").clusters
    assert [(cluster.text, cluster.notation, [item.number for item in cluster.items]) for cluster in clusters] == [
        ("^[3,5~6]^", "number", [3, 5, 6]),
        ("［8］", "number", [8]),
    ]


def test_every_cluster_knows_its_context() -> None:
    text = (
        "# 题[@heading]\n\n文[@body][^1]^[又[@inline]]\n\n| a |\n|---|\n| [@table]^[注[@cell]] |\n\n: 表[@caption]\n\n"
        "![图[@figure]](f.png)\n\n[^1]: 注[@footnote]\n"
    )
    assert {cluster.items[0].citekey: cluster.context for cluster in read(text).clusters} == {
        "heading": "heading",
        "body": "body",
        "footnote": "footnote",
        "inline": "footnote",
        "caption": "caption",
        "table": "table",
        "cell": "footnote",
        "figure": "caption",
    }


def test_a_caption_and_a_footnote_are_cited_where_a_reader_meets_them() -> None:
    text = "甲[^1]乙[@b]\n\n[^1]: 注[@a]\n\n| x |\n|---|\n| [@d] |\n\n: 题[@c]\n"
    assert [cluster.items[0].citekey for cluster in read(text).clusters] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("text", ["甲[@a]，乙[3]", "x[^1]\n\n[^1]: [@a] [3]\n", "|a|b|\n|-|-|\n|[@a]|[3]|"])
def test_each_cluster_has_its_span_in_the_blocks(text: str) -> None:
    reading = read(text)
    assert [pairs["cluster"] for pairs in spans(reading, "citation")] == ["0", "1"]
    assert len(reading.clusters) == 2


RAISED = {
    # Pandoc raised the words between two raised groups, and lowered those between two ranges.
    "软骨^[5]^，外泌体^[6]^。": "软骨[5]，外泌体[6]。",
    "软骨[1~3]，外泌体[5~7]。": "软骨[1~3]，外泌体[5~7]。",
    "软骨[1\\~3]，外泌体^[5\\~7]^。": "软骨[1~3]，外泌体[5~7]。",
    "10~20 ng/ml，5~7 d；H~2~O": "10~20 ng/ml，5~7 d；H<2>O",
    "软骨<sup>[5]</sup>再生": "软骨[5]再生",
    "软骨^\\[5\\]^再生": "软骨[5]再生",
    "10^6^ x^2^^[3]^": "10<6> x<2>[3]",
    "甲^[5]^(见)": "甲[5](见)",
    "甲^[注]^乙": "甲<注>^乙",
    "\\[10\\]，x^[7]": "[10]，x<7>",
    "甲\n^[5]^\n乙": "甲[5]乙",
    "**甲^[1]^乙^[2]^**": "甲[1]乙[2]",
}


@pytest.mark.parametrize(("text", "shown"), RAISED.items(), ids=RAISED)
def test_the_text_around_typed_numbers_stays_as_the_author_wrote_it(text: str, shown: str) -> None:
    reading = read(text)
    assert text_of(reading) == shown
    assert not any(mark in str(reading.blocks) for mark in (pandoc.CARET, pandoc.TILDE))


def test_a_raised_group_in_a_caption_leaves_nothing_in_the_alternative_text() -> None:
    reading = read("![图^[3]^ 10~20](f.png)\n")
    assert not any(mark in str(reading.blocks) for mark in (pandoc.CARET, pandoc.TILDE))
    assert reading.images[0].alternative_text == ""


def test_an_escaped_group_is_printed_and_not_cited() -> None:
    reading = read("甲\\[10\\]，[1,3]\\［3］")
    assert [cluster.text for cluster in reading.clusters] == ["[1,3]"]
    assert text_of(reading) == "甲[10]，[1,3]［3］"
    assert [pairs["cluster"] for pairs in spans(reading, "citation")] == ["0"]


# --- cross-references -------------------------------------------------------------------------------------------


def test_cross_references_are_no_citations() -> None:
    reading = read("见[@fig-a; @tbl:b]和 @sec-c，[@a]。")
    assert [(item.target, str(item.location)) for item in reading.cross_references] == [
        ("fig-a", "x.md:1:3"),
        ("tbl:b", "x.md:1:11"),
        ("sec-c", "x.md:1:20"),
    ]
    assert [pairs["target"] for pairs in spans(reading, "cross-reference")] == ["fig-a", "tbl:b", "sec-c"]
    assert [cluster.text for cluster in reading.clusters] == ["[@a]"]
    assert [pairs["cluster"] for pairs in spans(reading, "citation")] == ["0"]


def test_a_cross_reference_in_the_bracket_of_a_citation_is_reported() -> None:
    (stray,) = read("[@a; @fig-b]").stray_syntax
    assert (str(stray.location), stray.text) == ("x.md:1:6", "fig-b")
    assert "share one bracket" in stray.message


# --- what only looks like a citation ------------------------------------------------------------------------------

STRAYS = {
    "文献@a": ("1:3", "@a", "directly after a Chinese character"),
    "[@a][@b]": ("1:1", "[@a][@b]", "leaves stray brackets"),
    "[@a and @b]": ("1:9", "@b", "a second citation inside an item"),
    "[@a; p. 3]": ("1:1", "[@a; p. 3]", "one of its parts has no citekey"),
    "[@a](u)": ("1:2", "@a", "is the text of a link"),
    "^[@a]^": ("1:1", "^[@a]^", "is read as a footnote"),
    "见 @a的研究": ("1:3", "a的研究", "the Chinese words after @a"),
    "甲\n\n乙 [@a的研究]": ("3:4", "a的研究", "the Chinese words after @a"),
}


@pytest.mark.parametrize(("text", "expected"), STRAYS.items(), ids=STRAYS)
def test_stray_syntax_is_shown_with_its_place_and_reason(text: str, expected: tuple[str, str, str]) -> None:
    (stray,) = read(text).stray_syntax
    place, shown, reason = expected
    assert (f"{stray.location.line}:{stray.location.column}", stray.text) == (place, shown)
    assert reason in stray.message
    assert stray.help


def test_only_the_bibliography_tells_an_address_from_a_slip() -> None:
    text = "Exo@GelMA, me@example.org, Murphy@murphy2003, *Murphy et al.*@murphy2003"
    assert read(text).stray_syntax == []
    found = read(text, citekeys=frozenset({"murphy2003"})).stray_syntax
    assert [(stray.text, stray.location.column) for stray in found] == [("@murphy2003", 34), ("@murphy2003", 62)]


def test_a_citekey_with_chinese_words_is_no_slip_where_the_bibliography_has_it() -> None:
    assert read("见 @wang软骨2019 。", citekeys=frozenset({"wang软骨2019"})).stray_syntax == []


# --- images -----------------------------------------------------------------------------------------------------


def test_images_are_found_with_their_text_and_place() -> None:
    text = '甲\n\n![图题](figures/a.png){alt="所见"}\n\n![图题](figures/a.png)\n\n文中![所见 ](figures/图 1.png)图\n'
    reading = markdown.read("x.md", text, lambda path: path != "figures/a.png")
    assert reading.images == [
        Image("figures/a.png", "所见", Location("x.md", 3, 7, 13), is_found=False),
        Image("figures/a.png", "", Location("x.md", 5, 7, 13), is_found=False),
        Image("figures/图 1.png", "所见", Location("x.md", 7, 10, 15), is_found=True),
    ]


def test_the_name_of_a_file_with_a_space_is_not_escaped() -> None:
    # Pandoc wrote `figures/图%201.png`, which no file is called.
    asked: list[str] = []
    reading = markdown.read(
        "x.md", "![甲](figures/图 1.png)\n\n![乙](<b c.png>)", lambda path: bool(asked.append(path))
    )
    assert asked == ["figures/图 1.png", "b c.png"]
    targets = [item["c"][2][0] for item in tree.elements(list(reading.blocks)) if item["t"] == "Image"]
    assert targets == asked
    assert [str(image.location) for image in reading.images] == ["x.md:1:6", "x.md:3:7"]


def test_an_image_may_be_named_by_a_link_definition() -> None:
    (image,) = read("甲![乙][f]\n\n[f]: figures/a.png\n").images
    assert (image.path, str(image.location)) == ("figures/a.png", "x.md:3:6")


@pytest.mark.parametrize("address", ["https://example.org/a%20b.png", "data:image/png;base64,AAAA"])
def test_an_image_elsewhere_is_not_in_the_project(address: str) -> None:
    (image,) = markdown.read("x.md", f"x ![a]({address})", lambda _: True).images
    assert (image.path, image.is_found) == (address, False)


def test_an_image_in_the_line_has_the_description_that_its_attribute_gives() -> None:
    (image,) = markdown.read("x.md", 'x ![](a.png){alt="一个点" width=5mm}', lambda _: True).images
    assert image.alternative_text == "一个点"


@pytest.mark.parametrize("pasted", [r"\cite{a}", r"\citep[p. 3]{a}", r"\ref{b}", r"\label{b}", "[^9]"])
def test_what_latex_cites_with_and_a_footnote_without_text_are_stray(pasted: str) -> None:
    (stray,) = markdown.read("x.md", f"甲 x{pasted} 乙", lambda _: True).stray_syntax
    assert (stray.location.line, stray.location.column) == (1, 4)


@pytest.mark.parametrize("text", [r"`\cite{a}`", "x[^9]\n\n[^9]: note", r"$\ref{b}$", "```\n\\cite{a}\n```"])
def test_code_math_and_footnotes_with_a_text_are_not_stray(text: str) -> None:
    assert markdown.read("x.md", text, lambda _: True).stray_syntax == []


def test_a_metadata_block_in_a_section_is_stray_for_what_it_holds_is_printed_nowhere() -> None:
    (stray,) = markdown.read("x.md", "甲\n\n---\na: '[@nope]'\n---\n", lambda _: True).stray_syntax
    assert stray.location.line == 3


def test_a_citation_in_the_second_caption_is_stray() -> None:
    (stray,) = markdown.read("x.md", '![a](a.png){alt="b" caption-en="c [@d]"}', lambda _: True).stray_syntax
    assert (stray.text, stray.location.column) == ("[@d]", 35)


def test_the_words_after_a_citekey_are_no_part_of_what_is_suggested() -> None:
    (stray,) = markdown.read("x.md", "文献@murphy2003报道", lambda _: True).stray_syntax
    assert stray.help.startswith("write [@murphy2003],")


# --- what cannot be read ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("---\na: [\n---\n", 3, 1), ("甲\n\n---\na: b: c\n---\n", 4, 5), ("> " * 1500 + "a", 1, 1)],
)
def test_a_text_that_pandoc_rejects_says_where(text: str, line: int, column: int) -> None:
    with pytest.raises(pandoc.UnreadableTextError) as caught:
        markdown.read("x.md", text, lambda path: True)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_an_empty_section_is_empty() -> None:
    for text in ("", "\n", "\r\n \t\r\n", "<!-- x -->"):
        reading = read(text)
        assert (reading.clusters, reading.images, reading.stray_syntax) == ([], [], [])


@pytest.mark.parametrize("row", ["[" * 13, "区间[0, 1) " * 13, "[a " * 8 + "]" * 8, "![" * 400])
def test_a_row_of_brackets_that_pandoc_would_take_forever_for_says_where_it_starts(row: str) -> None:
    with pytest.raises(pandoc.UnreadableTextError, match="too many brackets open from here on") as caught:
        read("甲。\n\n乙" + row + "\n")
    assert (caught.value.line, caught.value.column) == (3, 2 + row.index("["))


@pytest.mark.parametrize(
    "row", ["[0, 1) " * 12, "[a " * 7 + "]" * 7, "[1]，" * 300, "\\[" * 100, "`[[[[[[[[[[[[[[[`", "[\n\n" * 40]
)
def test_fewer_brackets_or_apart_are_read(row: str) -> None:
    assert read("甲" + row + "\n").disagreements == []
