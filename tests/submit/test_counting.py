"""How long a text is, counted by hand."""

from __future__ import annotations

import pytest

from collation.submit.counting import Amount, amount


@pytest.mark.parametrize(
    ("text", "zi", "words"),
    [
        ("", 0, 0),
        ("软骨修复", 4, 1),
        ("膝OA及软骨，共42篇。", 10, 1),
        ("MSC-EVs reduce IL-1β by 35.5% (n = 6).", 7, 7),
        ("应用 miR-140-5p 治疗", 5, 3),
        ("“外泌体”——综述", 9, 1),
        ("a — b", 3, 2),
        ("  two\n words ", 2, 2),
    ],
)
def test_each_han_character_and_mark_counts_and_each_run_of_other_characters(text: str, zi: int, words: int) -> None:
    assert (amount(text).zi, amount(text).words) == (zi, words)


def test_amounts_add_up() -> None:
    assert amount("软骨") + amount("two words") == Amount(4, 3, 11)
