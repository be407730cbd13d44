from __future__ import annotations

import pytest

from collation.check.names.order import order


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("WANG Qiang", 2),
        ("MURPHY John", 2),
        ("Qiang WANG", -2),
        ("Wang Xiaoming", 2),
        ("Xiaoming Wang", -2),
        ("Lin Yu-Hsuan", 2),
        ("Kim Min-Jung", 2),
        ("Nguyen Van An", 2),
        ("Zhang Wei", 1),
        ("Wei Zhang", -1),
        ("Li Na", 1),
        ("Hofer Lukas", 1),
        ("Lukas Hofer", -1),
        ("J. M. Murphy", -2),
        ("John M. Murphy", -2),
        ("JM Murphy", -2),
        ("Lin Yu", 0),
        ("Wei Fang", 0),
        ("Zhu Ge", 0),
        ("Thomas Martin", 0),
        ("Lin Cohen", 0),
        ("Lee Manning", 0),
        ("Kim Ben-Ami", 0),
        ("Ada Lovelace", 0),
        ("Murphy J.", 0),
        ("Plato", 0),
        ("", 0),
    ],
)
def test_the_order_of_a_name_is_told_by_the_words_that_are_known(name: str, expected: int) -> None:
    assert order(name.split()) == expected
