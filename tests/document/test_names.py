"""A name is filed by the surname where that can be told, and stays as it is where not."""

from __future__ import annotations

import pytest

from collation.document import names


@pytest.mark.parametrize(
    ("name", "other", "filed"),
    [
        ("Ann Alder", "", "Alder, Ann"),
        ("Pim van Buul", "", "van Buul, Pim"),
        ("CHEN Wenbo", "陈闻波", "CHEN, Wenbo"),
        ("Wenbo CHEN", "", "CHEN, Wenbo"),
        ("Chen Wenbo", "陈闻波", "Chen, Wenbo"),
        ("欧阳若兰", "OUYANG Ruolan", "欧阳若兰"),
        ("Alder, Ann", "", "Alder, Ann"),
        ("Bob Birch III", "", "Birch, Bob, III"),
        ("Ann Alder, MD", "", "Ann Alder, MD"),
        ("Suharto", "", "Suharto"),
        ("", "", ""),
    ],
)
def test_names_are_filed_by_the_surname(name: str, other: str, filed: str) -> None:
    assert names.filed(name, other) == filed
