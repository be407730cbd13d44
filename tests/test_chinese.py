"""Chinese names in their parts."""

from __future__ import annotations

import pytest

from collation import chinese


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("陈闻波", ("陈", "闻波")),
        ("陈俊", ("陈", "俊")),
        ("欧阳若兰", ("欧阳", "若兰")),
        ("司马光", ("司马", "光")),
        ("令狐", None),  # a family name alone
        ("陈方安生", None),
        ("山中伸弥", None),
        ("阿不都·肉孜", None),
        ("陈 俊", None),
        ("Chen", None),
        ("", None),
    ],
)
def test_a_name_is_split_only_where_it_can_be_told(text: str, parts: tuple[str, str] | None) -> None:
    assert chinese.split_name(text) == parts
