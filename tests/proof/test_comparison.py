"""Which block is which, and what became of each: any two sequences of blocks are compared, and equal ones are equal."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.proof.comparison import MARKER, Change, Comparison, aligned, numbers
from collation.proof.expected import Expected, Marker
from collation.proof.reading import Block, BlockKind, Metadata, Place, Reading

HERE = ((0, Place()),)
KINDS: tuple[BlockKind, ...] = (
    "heading",
    "paragraph",
    "cell",
    "caption",
    "figure",
    "footnote",
    "reference",
    "equation",
)

pieces = st.sampled_from(
    [
        "word",
        "words",
        "5",
        "12.5",
        "mg",
        "骨",
        "关节",
        "。",
        ".",
        ",",
        " ",
        "  ",
        "[1]",
        "[2]",
        "[1-3]",
        "[1,3]",
        "[2, p. 3]",
        "[",
        "]",
        "￼",
        "−",
        "5 μg/mL",
    ]
)
texts = st.lists(pieces, max_size=8).map(lambda found: " ".join("".join(found).split()))
blocks = st.builds(
    lambda kind, text, label, level: Block(kind, text, HERE, label=label, level=level),
    st.sampled_from(KINDS),
    texts,
    st.sampled_from(["", "", "1", "2", "图1", "[1]"]),
    st.integers(0, 2),
)
documents = st.lists(blocks, max_size=12)


def compare(wanted: list[Block], found: list[Block], *, has_spaces: bool = True) -> Comparison:
    markers = {
        index: tuple(
            Marker(match.start(), match.end(), match[0], number)
            for number, match in enumerate(MARKER.finditer(block.text))
        )
        for index, block in enumerate(wanted)
    }
    expected = Expected(None, tuple(wanted), markers, (), (), Metadata(), (), has_spaces)
    return Comparison(expected, Reading("html", tuple(found), has_spaces=has_spaces), "out/a.html")


def paragraphs(*texts: str) -> list[Block]:
    return [Block("paragraph", text, HERE) for text in texts]


def said(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(change.kind, change.before, change.after) for change in comparison.changes]


def is_equal(comparison: Comparison) -> bool:
    return not (comparison.changes or comparison.missing or comparison.extra or comparison.moved)


@given(wanted=documents, found=documents, has_spaces=st.booleans())
def test_any_two_documents_are_compared(wanted: list[Block], found: list[Block], *, has_spaces: bool) -> None:
    comparison = compare(wanted, found, has_spaces=has_spaces)
    lone = [change.expected for change in comparison.changes if change.found is None]
    assert sorted([*comparison.pairs, *comparison.missing, *lone]) == list(range(len(wanted)))
    put_in = [change.found for change in comparison.changes if change.expected is None]
    assert sorted([*comparison.pairs.values(), *comparison.extra, *put_in]) == list(range(len(found)))
    assert comparison.moved <= set(comparison.pairs)
    for change in comparison.changes:
        if change.expected is not None and change.found is not None and not change.is_marker:
            assert change.before != change.after
    for marker, block, at in comparison.intact:
        assert found[block].text[at:].startswith(marker.text)


@given(wanted=documents, has_spaces=st.booleans())
def test_equal_documents_differ_in_nothing(wanted: list[Block], *, has_spaces: bool) -> None:
    comparison = compare(wanted, list(wanted), has_spaces=has_spaces)
    assert is_equal(comparison)
    assert sum(map(len, comparison.expected.markers.values())) == len(comparison.intact)
    assert all(wanted[index].text == wanted[found].text for index, found in comparison.pairs.items())


@given(documents.filter(lambda found: any(block.text for block in found)), st.data())
def test_one_changed_character_is_seen(wanted: list[Block], data: st.DataObject) -> None:
    index = data.draw(st.sampled_from([index for index, block in enumerate(wanted) if block.text]))
    text = wanted[index].text
    at = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.sampled_from(["", "x", "7", " ", "[", "[9]", "的"]))
    changed = text[:at] + put + text[at + 1 :]
    found = [*wanted[:index], replace(wanted[index], text=changed), *wanted[index + 1 :]]
    comparison = compare(wanted, found)
    same = sorted((block.kind, block.text) for block in found) == sorted((block.kind, block.text) for block in wanted)
    assert same or not is_equal(comparison)


@given(documents.filter(bool), blocks.filter(lambda block: block.text), st.data())
def test_a_block_too_few_or_too_many_is_seen(wanted: list[Block], more: Block, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(wanted) - 1))
    assert not is_equal(compare(wanted, [*wanted[:at], *wanted[at + 1 :]]))
    assert not is_equal(compare(wanted, [*wanted[:at], more, *wanted[at:]]))


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)))
def test_what_is_aligned_is_equal_and_in_order(first: list[int], second: list[int]) -> None:
    found = sorted(aligned(first, second))
    assert all(first[one] == second[other] for one, other in found)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(found))
    if first == second:
        assert len(found) == len(first)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("Dose of 14 mg.", "Dose of 41 mg.", [("changed", "14", "41")]),
        ("Text [1] and [2].", "Text [2] and [1].", [("changed", "[1]", "[2]"), ("changed", "[2]", "[1]")]),
        ("Text [1-3].", "Text [1-4].", [("changed", "[1-3]", "[1-4]")]),
        ("Text [2, p. 3].", "Text [2, p. 4].", [("changed", "[2, p. 3]", "[2, p. 4]")]),
        ("Text [1].", "Text.", [("missing", "[1]", "")]),
        ("Text [1].", "Text see Smith.", [("missing", "[1]", "see Smith")]),
        ("Text.", "Text [1].", [("extra", "", "[1]")]),
        ("Text[1].", "Text[?].", [("missing", "[1]", "[?]")]),
        ("He[1] said.", "Heal? said.", [("missing", "[1]", "al?")]),
        ("range [0,1] of it", "range [0,2] of it", [("changed", "[0,1]", "[0,2]")]),
        ("one two", "onetwo", [("missing", " ", "")]),
        ("loss of −12.5%", "loss of 12.5%", [("missing", "−", "")]),
    ],
)
def test_what_became_of_a_text(before: str, after: str, changes: list[tuple[str, str, str]]) -> None:
    comparison = compare(paragraphs(before), paragraphs(after))
    assert said(comparison) == changes


def test_an_interval_is_no_marker() -> None:
    wanted, found = paragraphs("from [0,1] on [2]"), paragraphs("from [0,3] on [2]")
    comparison = compare(wanted, found)
    comparison.expected.markers[0] = (Marker(14, 17, "[2]", 0),)
    assert [(change.before, change.is_marker) for change in comparison.changes] == [("[0,1]", False)]
    assert [marker.text for marker, _, _ in comparison.intact] == ["[2]"]


def test_a_marker_that_stands_alone_in_a_cell_is_a_marker_and_no_cell() -> None:
    cells = [Block("cell", text, HERE) for text in ("a", "[1]", "b", "c")]
    comparison = compare(cells, [cells[0], *cells[2:]])
    assert comparison.changes == (Change("missing", 1, None, "[1]", "", marker=Marker(0, 3, "[1]", 0), is_marker=True),)
    assert not comparison.missing
    put_in = compare([cells[0], *cells[2:]], cells)
    assert [(change.kind, change.after) for change in put_in.changes] == [("extra", "[1]")]


def test_a_text_that_was_typed_over_is_that_text() -> None:
    wanted = [Block("caption", "A knee", HERE, label="Fig. 1"), Block("cell", "12", HERE), Block("cell", "x", HERE)]
    found = [Block("caption", "", HERE, label="Fig. 1"), Block("cell", "7", HERE), Block("cell", "x", HERE)]
    assert compare(wanted, found).pairs == {0: 0, 1: 1, 2: 2}


def test_moved_is_the_fewest_that_explain_the_order() -> None:
    wanted = paragraphs(*"abcdef")
    assert compare(wanted, paragraphs(*"bcdefa")).moved == {0}
    assert compare(wanted, paragraphs(*"fabcde")).moved == {5}


def test_where_a_stretch_stands_is_known_unless_something_in_it_changed() -> None:
    comparison = compare(paragraphs("one two three four"), paragraphs("zero one too three four"))
    assert comparison.stretch(0, 0, 3) == (5, 8)
    assert comparison.stretch(0, 4, 7) is None
    assert comparison.stretch(0, 8, 13) == (13, 18)


@pytest.mark.parametrize(
    ("marker", "works"),
    [("[1]", (1,)), ("[1,3-5]", (1, 3, 4, 5)), ("[2, p. 3]", (2,)), ("[3]12", (3,)), ("[5-2]", (5, 2))],
)
def test_the_numbers_of_a_marker(marker: str, works: tuple[int, ...]) -> None:
    assert numbers(marker) == works


SENTENCES = [
    f"Sentence {number} of paragraph {number * 7919 % 1009} says {number % 17} things about {number % 97} knees [{number}]."
    for number in range(6000)
]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text, number: text.replace("s", "z"), id="one letter, everywhere"),
        pytest.param(lambda text, number: f"Nothing is alike {number * 31} now", id="another document"),
        pytest.param(lambda text, number: "the same", id="one text, over and over"),
        pytest.param(lambda text, number: SENTENCES[-number], id="backwards"),
    ],
)
@pytest.mark.parametrize("kind", ["paragraph", "cell"])
def test_a_long_document_that_is_changed_everywhere_is_compared_in_seconds(kind: BlockKind, change) -> None:
    wanted = [Block(kind, text, HERE) for text in SENTENCES]
    found = [Block(kind, change(text, number), HERE) for number, text in enumerate(SENTENCES)]
    start = time.process_time()
    comparison = compare(wanted, found)
    assert not is_equal(comparison)
    assert time.process_time() - start < 8


def test_a_long_text_that_is_changed_everywhere_is_compared_in_seconds() -> None:
    text = " ".join(SENTENCES)
    start = time.process_time()
    comparison = compare(paragraphs(text), paragraphs(text.replace("s", "z")))
    assert comparison.changes
    assert time.process_time() - start < 5
