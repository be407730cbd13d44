"""The reference lists of both GB/T 7714 styles, as `make goldens` wrote them and a person judged them."""

from __future__ import annotations

import pytest

import rewrite_goldens


@pytest.mark.parametrize("style", rewrite_goldens.STYLES)
def test_the_reference_list_is_the_golden_one(style: str) -> None:
    golden = rewrite_goldens.golden(style).read_text(encoding="utf-8").splitlines()
    assert rewrite_goldens.reference_list(style).splitlines() == golden
