"""The words that we print and no author writes."""

from __future__ import annotations

from string import Formatter

import pytest

from collation.document.labels import LABELS, label


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_every_language_has_every_word_with_the_same_places_to_fill() -> None:
    chinese, english = LABELS["zh"], LABELS["en"]
    assert {name: fields(words) for name, words in chinese.items()} == {
        name: fields(words) for name, words in english.items()
    }


@pytest.mark.parametrize(
    ("language", "name", "number", "shown"),
    [
        ("zh", "figure", "1", "图1"),
        ("en", "figure", "1", "Fig. 1"),
        ("zh", "table", "2", "表2"),
        ("en", "table", "2", "Table 2"),
        ("zh", "section", "5.1", "5.1"),
        ("fr", "table", "2", "Table 2"),
    ],
)
def test_a_label_is_that_of_its_language_or_the_english_one(language: str, name: str, number: str, shown: str) -> None:
    assert label(language, name, number=number) == shown


def test_a_statement_of_the_authors_own_is_called_by_its_name() -> None:
    assert label("zh", "data-sharing") == "Data sharing"
