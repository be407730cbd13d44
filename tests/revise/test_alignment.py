from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from collation.revise.alignment import Piece, Unit, blocks, units


def pieces(*texts: str) -> list[Piece]:
    return [Piece(text, text.split()) for text in texts]


def test_a_block_that_was_revised_is_found_again_between_others():
    old = pieces("one two three four", "five six seven eight")
    new = pieces("nought", "one two three five", "five six seven eight")
    assert blocks(old, new) == [(None, 0), (0, 1), (1, 2)]


def test_what_is_called_alike_is_the_same_however_it_changed():
    old = [Piece("a", ["a"], "fig"), Piece("b", ["b"])]
    new = [Piece("x", ["x"]), Piece("y", ["y"], "fig")]
    assert blocks(old, new) == [(None, 0), (0, 1), (1, None)]


def test_what_has_no_words_is_the_same_only_if_it_means_the_same():
    assert blocks([Piece("one")], [Piece("two")]) == [(0, None), (None, 0)]


def test_what_stays_between_two_longer_changes_is_part_of_the_change():
    def text(words: str) -> list[Unit]:
        return [Unit(word, len(word)) for word in words.split()]

    steps = units(
        text("the whole of the old phrase is gone now"), text("the entire part of another sentence is gone now")
    )
    assert [step.kind for step in steps] == ["same", "changed", "same"]


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef")))
def test_both_texts_can_be_read_from_what_is_aligned(old, new):
    steps = units([Unit(word, 1) for word in old], [Unit(word, 1) for word in new])
    assert [old[index] for step in steps for index in step.old] == old
    assert [new[index] for step in steps for index in step.new] == new
    assert all([old[i] for i in step.old] == [new[i] for i in step.new] for step in steps if step.kind == "same")
    pairs = blocks([Piece(word, [word]) for word in old], [Piece(word, [word]) for word in new])
    assert [first for first, _ in pairs if first is not None] == list(range(len(old)))
    assert [second for _, second in pairs if second is not None] == list(range(len(new)))
