from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.assemble.bibliography import read
from collation.assemble.names import split as split_for_print
from collation.check.names.written import hide_braced, names, split

VALUES = st.lists(
    st.sampled_from(
        [
            "and",
            "AND",
            " ",
            "  ",
            "\n",
            " and ",
            ",",
            "Murphy",
            "J.",
            "王强",
            "{",
            "}",
            "{A and B}",
            "~",
            "{\\'E}",
            "\u3000",
            "and}",
        ]
    ),
    max_size=14,
).map("".join)


@given(VALUES)
def test_no_value_raises_and_each_name_stands_where_it_says(value: str) -> None:
    for text, start, bare in split(value):
        assert value[start : start + len(text)] == text
        assert len(bare) == len(text)


@given(VALUES.filter(lambda value: hide_braced(value).count("{") == value.count("{") == value.count("}")))
def test_the_names_are_those_that_are_printed(value: str) -> None:
    def is_balanced() -> bool:
        depth = 0
        for character in value:
            depth += {"{": 1, "}": -1}.get(character, 0)
            if depth < 0:
                return False
        return depth == 0

    if is_balanced():
        assert len(split(value)) == len(split_for_print(value))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Murphy, J. and Fink, D.", ["Murphy, J.", "Fink, D."]),
        ("Murphy, J.\n  and\n  Fink, D.", ["Murphy, J.", "Fink, D."]),
        ("Murphy, J. AND Fink, D.", ["Murphy, J.", "Fink, D."]),
        ("{Barnes and Noble} and Fink, D.", ["{Barnes and Noble}", "Fink, D."]),
        ("Anderson, A. and Sandler, B.", ["Anderson, A.", "Sandler, B."]),
        ("Murphy, J., and Fink, D.,", ["Murphy, J.", "Fink, D."]),
        ("王强 and 李明", ["王强", "李明"]),
        ("{} and Murphy, J.", ["Murphy, J."]),
        ("  ", []),
    ],
)
def test_and_parts_names_outside_braces(value: str, expected: list[str]) -> None:
    assert [text for text, _, _ in split(value)] == expected


def test_a_name_knows_its_parts_its_words_and_its_braces() -> None:
    text = "@book{k, author = {{World, Health} and van Buul, {Jr, x}, G. M.}}"
    entry = read("references.bib", text)[0].entries[0]
    field = entry.fields[0]
    body, person = names(entry, field)
    assert body.is_corporate
    assert not person.is_corporate
    assert [part.text for part in person.parts] == ["van Buul", "{Jr, x}", "G. M."]
    assert [word.text for word in person.words] == ["van", "Buul,", "{Jr, x},", "G.", "M."]
    for span in (*person.parts, *person.words):
        offset = field.inner_start + span.start
        assert text[offset : offset + len(span.text)] == span.text
