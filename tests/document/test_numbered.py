"""The numbered document: markers, cross-references, captions and the reference list, before any format."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collation import project as projects
from collation import tree
from collation.assemble.manuscript import read
from collation.diagnostics import CollationError, Location
from collation.document import numbered
from collation.model import BibliographyEntry, Field
from collation.tree import Element
from manuscripts import BIBLIOGRAPHY, ENGLISH, METADATA, WORKS, Build, Prepare, Write

VANCOUVER = 'style = "vancouver"\n'
ON_THE_LINE = "superscript = false\n"


def shown(inlines: Sequence[Element]) -> str:
    """Text as a reader sees it; what is raised stands between carets."""
    parts = []
    for inline in inlines:
        if inline["t"] == "Superscript":
            parts.append(f"^{shown(inline['c'])}^")
        elif inline["t"] in ("Span", "Link"):
            parts.append(shown(inline["c"][1]))
        else:
            parts.append(tree.plain_text([inline]))
    return "".join(parts).replace("\N{NO-BREAK SPACE}", "␣")


def paragraphs(prepared: numbered.Document) -> list[str]:
    return [shown(block["c"]) for block in prepared.blocks if block["t"] == "Para"]


# --- markers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("软骨[@one]。", "软骨^[1]^。", id="raised"),
        pytest.param("软骨 [@one]。", "软骨^[1]^。", id="a space before is the notation's"),
        pytest.param("[@one]软骨", "^[1]^软骨", id="first in its paragraph"),
        pytest.param("软骨[@one] 退变", "软骨^[1]^退变", id="a space after is the notation's"),
        pytest.param("cells[@one] do", "cells^[1]^ do", id="a space between Latin words stays"),
        pytest.param("软骨[@one; @two]。", "软骨^[1-2]^。", id="two"),
        pytest.param(
            "软骨[@one; @three]，[@two]，[@three; @one; @two; @five]", "软骨^[1-2]^，^[3]^，^[1-4]^", id="sorted"
        ),
        pytest.param("软骨[@one]、[@two]和[@one; @two; @five; @six; @one]", "软骨^[1]^、^[2]^和^[1-4]^", id="repeated"),
        pytest.param("见文献[@one]。", "见文献[1]。", id="spoken of"),
        pytest.param("见文献 [@one]。", "见文献[1]。", id="spoken of after a space"),
        pytest.param("参考文献[@one; @two]", "参考文献[1-2]", id="two spoken of"),
        pytest.param("见文献报道[@one]。", "见文献报道^[1]^。", id="not spoken of"),
        pytest.param("**见文献**[@one]", "见文献[1]", id="spoken of in bold"),
        pytest.param("Alder[-@one]认为", "Alder^[1]^认为", id="author suppressed"),
        pytest.param("如 @one 所述", "如Alder^[1]^所述", id="narrative"),
        pytest.param("@two 认为", "Birch和Cedar^[1]^认为", id="two authors"),
        pytest.param("@three 认为", "Dogwood等^[1]^认为", id="many authors"),
        pytest.param("@four 认为", "欧阳若兰等^[1]^认为", id="a Chinese author by the whole name"),
        pytest.param("@five 认为", "van Buul^[1]^认为", id="particle"),
        pytest.param("@six 认为", "陈文博^[1]^认为", id="a name in one piece"),
        pytest.param("@one [p. 5] 认为", "Alder^[1]5^认为", id="narrative with a page"),
        pytest.param("软骨[@one, p. 12]。", "软骨^[1]12^。", id="page behind the bracket"),
        pytest.param("软骨[@one, pp. 12-15]。", "软骨^[1]12-15^。", id="pages"),
        pytest.param("软骨[@one, 第12页]。", "软骨^[1]12^。", id="page in Chinese"),
        pytest.param("软骨[@one, 第3章]。", "软骨^[1]第3章^。", id="a chapter is no page"),
        pytest.param("软骨[@one, chap. 3]。", "软骨^[1]chap.␣3^。", id="a chapter in English"),
        pytest.param("软骨[@one, p. 3; @two, p. 4]", "软骨^[1]3^^[2]4^", id="each page behind its own number"),
        pytest.param("软骨[@two, p. 3; @one]", "软骨^[1]3^^[2]^", id="the order of the author"),
        pytest.param("软骨[参见 @one]", "软骨参见^[1]^", id="prefix"),
        pytest.param("软骨[@one 的综述]", "软骨^[1]^的综述", id="suffix"),
        pytest.param("软骨[@one; 另见 @two]", "软骨^[1]^；另见^[2]^", id="a second prefix is not lost"),
        pytest.param("软骨[@one 甲; @two 乙]", "软骨^[1]^甲；^[2]^乙", id="a first suffix is not lost"),
        pytest.param("软骨[见文献 @one]", "软骨见文献[1]", id="spoken of in a prefix"),
    ],
)
def test_a_marker_of_gb_t_7714(write: Write, prepare: Prepare, text: str, expected: str) -> None:
    assert paragraphs(prepare(write(f"{text}\n"))) == [expected]


@pytest.mark.parametrize(
    ("text", "superscript", "expected"),
    [
        pytest.param("Cells [@one] do.", False, "Cells [1] do.", id="on the line"),
        pytest.param("Cells [@one] do.", True, "Cells^[1]^ do.", id="raised, close to its word"),
        pytest.param("Cells [@one; @two] do.", False, "Cells [1,2] do.", id="two are no range"),
        pytest.param("Cells [@one; @two; @five] do.", False, "Cells [1-3] do.", id="three are a range"),
        pytest.param("As @two showed", False, "As Birch and Cedar [1] showed", id="narrative on the line"),
        pytest.param("As @two showed", True, "As Birch and Cedar^[1]^ showed", id="narrative raised"),
        pytest.param("As @three showed", True, "As Dogwood et al.^[1]^ showed", id="many authors"),
        pytest.param("in reference [@one] it", True, "in reference [1] it", id="spoken of"),
        pytest.param("in refs. [@one; @two] it", True, "in refs. [1,2] it", id="spoken of in short"),
        pytest.param("with prefs [@one] it", True, "with prefs^[1]^ it", id="a word that only ends like it"),
        pytest.param("true [see @one, p. 3].", False, "true see [1,␣p.␣3].", id="place inside the bracket"),
        pytest.param("true [see @one; also @two].", False, "true see [1]; also [2].", id="prefixes"),
        pytest.param("true [@one, for a review; @two].", False, "true [1], for a review; [2].", id="suffix"),
    ],
)
def test_a_marker_of_an_english_manuscript(
    write: Write, prepare: Prepare, *, text: str, superscript: bool, expected: str
) -> None:
    style = VANCOUVER + ("" if superscript else ON_THE_LINE)
    assert paragraphs(prepare(write(f"{text}\n", metadata=ENGLISH, settings=style))) == [expected]


def test_chinese_text_on_the_line_has_no_space_before_a_marker(write: Write, prepare: Prepare) -> None:
    assert paragraphs(prepare(write("@one 认为软骨 [@two]。\n", settings=ON_THE_LINE))) == ["Alder[1]认为软骨[2]。"]


def test_a_work_without_authors_is_called_by_its_title(write: Write, prepare: Prepare) -> None:
    entry = "@misc{anonymous, title = {An invented leaflet}, note = {Invented}, year = {2001}}\n"
    prepared = prepare(write("据 @anonymous 所说\n", bibliography=entry))
    assert paragraphs(prepared) == ["据An invented leaflet^[1]^所说"]


def test_an_author_whose_name_is_in_latex_is_called_as_it_is_printed(write: Write, prepare: Prepare) -> None:
    entry = (
        '@misc{x, author = {Tofi{\\~n}o-Vian, M. and M{\\"u}ller, A.}, title = {T}, note = {Invented}, year = {2001}}\n'
    )
    assert paragraphs(prepare(write("@x 认为\n", bibliography=entry))) == ["Tofiño-Vian和Müller^[1]^认为"]


def test_markers_stand_in_headings_tables_captions_and_footnotes_in_the_order_of_the_text(
    write: Write, prepare: Prepare
) -> None:
    text = """\
# 标题[@six]

正文[^a]和[@five]。

[^a]: 脚注[@four]。

| 甲 | 乙 |
|----|----|
| 丙[@two] | 丁 |

: 表题[@three] {#tbl-a}

![图题[@one]](a.png){#fig-a alt="虚构的图"}
"""
    prepared = prepare(write(text, files={"a.png": b""}))
    found = [
        tree.plain_text(element["c"][1])
        for element in tree.elements(prepared.blocks)
        if element["t"] == "Link" and "citation-number" in element["c"][0][1]
    ]
    assert found == ["1", "2", "3", "4", "5", "6"]
    assert [item.citekey for item in prepared.references] == ["six", "four", "five", "three", "two", "one"]


def test_each_cluster_has_one_identifier_and_each_number_leads_to_its_item(write: Write, prepare: Prepare) -> None:
    prepared = prepare(write("甲[@one; @two]乙[@one, p. 3; @five]丙 @six 丁\n"))
    identifiers = [
        element["c"][0][0]
        for element in tree.elements(prepared.blocks)
        if element["t"] == "Span" and "citation" in element["c"][0][1] and element["c"][0][0]
    ]
    assert identifiers == ["cite-1", "cite-2", "cite-3"]
    links = [element["c"] for element in tree.elements(prepared.blocks) if element["t"] == "Link"]
    assert [(tree.plain_text(words), target[0]) for _, words, target in links] == [
        (number, f"#ref-{number}") for number in ("1", "2", "1", "3", "4")
    ]
    assert [item.places for item in prepared.references] == [(1, 2), (1,), (2,), (3,)]


CITED = st.lists(st.lists(st.sampled_from(sorted(WORKS)), min_size=1, max_size=4), min_size=1, max_size=8)


def prepared_from(text: str, bibliography: str) -> numbered.Document:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "manuscript").mkdir()
        (folder / "manuscript" / "01.md").write_text(text, encoding="utf-8")
        (folder / "manuscript" / "metadata.yaml").write_text(METADATA, encoding="utf-8")
        (folder / "references.bib").write_text(bibliography, encoding="utf-8")
        project = projects.load(folder)
        return numbered.prepare(read(project), project)


@settings(max_examples=25, deadline=None)
@given(CITED)
def test_numbers_are_a_bijection_in_the_order_of_first_citation(clusters: list[list[str]]) -> None:
    text = "".join(f"句[{'; '.join(f'@{citekey}' for citekey in cluster)}]。\n" for cluster in clusters)
    prepared = prepared_from(text, BIBLIOGRAPHY)
    order = list(dict.fromkeys(citekey for cluster in clusters for citekey in cluster))
    assert [(item.number, item.citekey) for item in prepared.references] == list(enumerate(order, start=1))
    assert [item.label for item in prepared.references] == [f"[{number}]" for number in range(1, len(order) + 1)]
    for index, cluster in enumerate(clusters, start=1):
        for citekey in cluster:
            assert index in prepared.references[order.index(citekey)].places


@settings(max_examples=8, deadline=None)
@given(st.permutations(sorted(WORKS)), st.randoms(use_true_random=False))
def test_the_order_of_the_entries_never_changes_what_is_printed(order: list[str], chance: random.Random) -> None:
    text = "".join(f"句[@{citekey}]。\n" for citekey in order)
    entries = BIBLIOGRAPHY.splitlines(keepends=True)
    first = prepared_from(text, "".join(entries))
    chance.shuffle(entries)
    second = prepared_from(text, "".join(entries))
    assert (first.blocks, first.references) == (second.blocks, second.references)


def test_the_order_of_the_entries_never_changes_a_byte_of_the_output(write: Write, build: Build) -> None:
    text = "甲[@six]乙[@two; @one]丙 @four 丁[@three, p. 5]\n"
    entries = BIBLIOGRAPHY.splitlines(keepends=True)
    shuffled = [entries[index] for index in (3, 0, 5, 1, 4, 2)]
    assert build(write(text)) == build(write(text, bibliography="".join(shuffled)))


def test_typed_numbers_are_printed_as_they_were_typed(write: Write, prepare: Prepare) -> None:
    prepared = prepare(write("甲[1]乙［2，3～5］丙^[6]^\n"))
    assert paragraphs(prepared) == ["甲^[1]^乙^[2-5]^丙^[6]^"]
    assert [item.citekey for item in prepared.references] == list(WORKS)


# --- cross-references and captions --------------------------------------------------------------------------------


STRUCTURE = """\
# 引言 {#sec-introduction .unnumbered}

见[@fig-a]、[@tbl-a]、[@eq-a]、[@sec-method]和[@sec-introduction]；如 @fig-a 所示。

# 方法 {#sec-method}

$$a = b$$ {#eq-a}

![图题](a.png){#fig-a alt="虚构的图" caption-en="A figure of *WNT5A*"}

| 甲 |
|----|
| 乙 |

: 表题 {#tbl-a caption-en="A table"}

![无英文](a.png){#fig-b alt="虚构的图"}
"""


def test_cross_references_print_the_label_and_lead_to_the_thing(write: Write, prepare: Prepare) -> None:
    prepared = prepare(write(STRUCTURE, files={"a.png": b""}))
    assert paragraphs(prepared)[0] == "见图1、表1、式（1）、1和引言；如图1所示。"
    links = [element["c"] for element in tree.elements(prepared.blocks) if element["t"] == "Link"]
    targets = [target[0] for _, _, target in links]
    assert targets == ["#fig-a", "#tbl-a", "#eq-a", "#sec-method", "#sec-introduction", "#fig-a"]


def captions(prepared: numbered.Document) -> list[tuple[str, ...]]:
    found = []
    for block in prepared.blocks:
        if block["t"] in ("Figure", "Table"):
            parts = [part["c"][1][0] if part["t"] == "Div" else part for part in block["c"][1][1]]
            found.append(tuple(shown(part["c"]) for part in parts))
    return found


def test_captions_are_labelled_in_both_languages(write: Write, prepare: Prepare) -> None:
    prepared = prepare(write(STRUCTURE, files={"a.png": b""}))
    assert captions(prepared) == [
        ("图1 图题", "Fig.␣1 A figure of WNT5A"),
        ("表1 表题", "Table␣1 A table"),
        ("图2 无英文",),
    ]


def test_the_second_language_of_an_english_manuscript_is_chinese(write: Write, prepare: Prepare) -> None:
    text = '![A figure](a.png){#fig-a alt="invented" caption-zh="中文图题"}\n\nSee [@fig-a].\n'
    prepared = prepare(write(text, metadata=ENGLISH, files={"a.png": b""}))
    assert captions(prepared) == [("Fig.␣1 A figure", "图1 中文图题")]
    assert paragraphs(prepared) == ["See Fig. 1."]


# --- the reference list -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "gb-t-7714-2015-numeric",
            [
                "[1] DOGWOOD D, ELM E, FIR F, et al. Third invented work[J]. Invented Journal, 2003, 3: 21-29.",
                "[2] 欧阳若兰, 李一鸣, 陈文, 等. 第四篇虚构的论文[J]. 虚构杂志, 2004, 4: 31-39.",
            ],
        ),
        (
            "gb-t-7714-2025-numeric",
            [
                "[1] Dogwood D，Elm E，Fir F，et al. Third invented work[J]. Invented Journal，2003，3：21-29.",
                "[2] 欧阳若兰，李一鸣，陈文，等. 第四篇虚构的论文[J]. 虚构杂志，2004，4：31-39.",
            ],
        ),
        (
            "vancouver",
            [
                "1. Dogwood D, Elm E, Fir F, Gum G, Hazel H, Ivy I, et al. Third invented work. Invented Journal. 2003;3:21–9.",
                "2. 欧阳若兰, 李一鸣, 陈文, 王海, 赵晓, 孙立, et al. 第四篇虚构的论文. 虚构杂志. 2004;4:31–9.",
            ],
        ),
    ],
)
def test_each_entry_has_the_terms_of_its_own_language(
    write: Write, prepare: Prepare, style: str, expected: list[str]
) -> None:
    prepared = prepare(write("甲[@three]乙[@four]\n", settings=f'style = "{style}"\n'))
    assert [f"{item.label} {tree.plain_text(item.inlines)}" for item in prepared.references] == expected


@pytest.mark.parametrize(
    ("style", "first", "last"),
    [
        ("springer-vancouver-brackets", "1. Alder A. First", "6. 陈文博. 第六篇"),
        ("acta-pharmaceutica", "1. A. Alder, First", "6. 陈文博, 第六篇"),
        ("aporia-the-nursing-journal", "1. Alder A. First", "6. 陈文博. 第六篇"),
    ],
)
def test_a_number_that_a_style_prints_within_the_text_stands_in_the_margin_and_counts_the_whole_list(
    write: Write, prepare: Prepare, style: str, first: str, last: str
) -> None:
    text = "".join(f"句[@{citekey}]。" for citekey in WORKS)
    prepared = prepare(write(text, settings=f'style = "{style}"\n'))
    shown = [f"{item.label} {tree.plain_text(item.inlines)}" for item in prepared.references]
    assert shown[0].startswith(first)
    assert shown[-1].startswith(last)


def test_numbers_run_on_over_both_languages(write: Write, prepare: Prepare) -> None:
    prepared = prepare(write("".join(f"句[@{citekey}]。" for citekey in WORKS)))
    assert [(item.label, item.language) for item in prepared.references] == [
        ("[1]", "en"), ("[2]", "en"), ("[3]", "en"), ("[4]", "zh"), ("[5]", "en"), ("[6]", "zh"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ({"title": "第四篇虚构的论文"}, "zh"),
        ({"title": "Fourth invented work"}, "en"),
        ({"title": "Fourth invented work", "langid": "chinese"}, "zh"),
        ({"title": "Fourth invented work", "langid": "zh-CN"}, "zh"),
        ({"title": "第四篇虚构的论文", "langid": "english"}, "en"),
        ({"title": "Fourth invented work", "language": "中文"}, "zh"),
    ],
)
def test_the_language_of_an_entry_is_what_it_says_or_what_its_title_is_written_in(
    fields: dict[str, str], language: str
) -> None:
    place = Location("references.bib")
    entry = BibliographyEntry("x", "article", 1, place, tuple(Field(*pair, place) for pair in fields.items()), "")
    assert numbered.language_of(entry) == language


def test_a_style_that_citeproc_cannot_read_is_a_message_and_no_traceback(write: Write, prepare: Prepare) -> None:
    project = write("甲[@one]\n", settings='style = "mine"\n')
    broken = project.root / "styles" / "csl" / "mine.csl"
    broken.parent.mkdir(parents=True)
    broken.write_text("<style", encoding="utf-8")
    with pytest.raises(CollationError, match=r"[Ss]tyle|XML|citeproc"):
        prepare(project)


# --- texts of the metadata ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("骨关节炎", "骨关节炎"),
        ("in *vitro* and H~2~O", "in vitro and H2O"),
        ("  two\n lines ", "two lines"),
        ("> 50 years", "> 50 years"),
        ("- a dash *first*", "- a dash first"),
        ("# no heading", "# no heading"),
        ("1. no *list*", "1. no list"),
        ('"quoted" and it\'s', "“quoted” and it’s"),
        ("a ] bracket *too*", "a ] bracket *too*"),
        ("", ""),
    ],
)
def test_a_text_of_metadata_is_one_paragraph_whatever_it_begins_with(markdown: str, expected: str) -> None:
    assert tree.plain_text(numbered.inlines_of(markdown)) == expected


def test_the_only_date_of_an_output_is_that_of_the_manuscript(write: Write, prepare: Prepare) -> None:
    assert prepare(write("甲[@one]\n", metadata=f"{METADATA}date: 1970-01-02\n")).timestamp == 86400
    assert prepare(write("甲[@one]\n")).timestamp == 0


def test_a_document_is_prepared_anew_when_the_manuscript_was(write: Write, build: Build) -> None:
    project = write("甲[@one]\n")
    before = build(project, "html")["html"]
    (project.root / "manuscript" / "01.md").write_text("乙[@two]\n", encoding="utf-8")
    after = build(project, "html")["html"]
    assert "Alder".casefold() in before.decode().casefold()
    assert "Alder".casefold() not in after.decode().casefold()
