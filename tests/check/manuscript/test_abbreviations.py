"""What defines an abbreviation, and what uses it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.check.manuscript.abbreviations import Scope, body
from collation.model import (
    Bibliography,
    FrontMatter,
    Manuscript,
    Passage,
    Section,
)


def scope(text: str) -> Scope:
    passage = Passage("a.md", "body", text, ((0, 0),))
    sections = (Section("a.md", text, (), (passage,)),)
    return body(Manuscript(FrontMatter("m.yaml"), sections, (), (), (), (), Bibliography("b")))


@pytest.mark.parametrize(
    ("text", "key", "full"),
    [
        ("骨关节炎（osteoarthritis，OA）", "OA", "osteoarthritis"),
        ("骨髓间充质干细胞（bone marrow mesenchymal stem cells，BMSCs）", "BMSC", "bone marrow mesenchymal stem cells"),
        ("核因子κB（nuclear factor-κB，NF-κB）", "NF-κB", "nuclear factor-κB"),
        ("the extracellular vesicles (EVs) of", "EV", "extracellular vesicles"),
        ("of visual analogue scale [VAS], a visual analogue scale (VAS)", "VAS", "visual analogue scale"),
        ("VAS (visual analogue scale)", "VAS", "visual analogue scale"),
        ("induced pluripotent stem cells (iPSCs)", "iPSC", "induced pluripotent stem cells"),
    ],
)
def test_a_sure_definition_has_its_full_term(text: str, key: str, full: str) -> None:
    (found,) = scope(text).definitions[key]
    assert (found.full, found.is_sure) == (full, True)
    assert key.startswith(text[found.use.start : found.use.end].rstrip("s"))


@pytest.mark.parametrize("text", ["间充质干细胞（MSCs）", "products (MSCs, Some Company)", "MSCs（某种细胞）"])
def test_a_bracket_without_comparable_words_may_define(text: str) -> None:
    (found,) = scope(text).definitions["MSC"]
    assert not found.is_sure


@pytest.mark.parametrize(
    "text", ["细胞（P<0.05）", "（图1）", "cells (see below)", "OA (one of the main causes of it)", "MSC"]
)
def test_what_defines_nothing_for_sure(text: str) -> None:
    assert not any(found.is_sure for items in scope(text).definitions.values() for found in items)


def test_uses_in_compounds_and_plurals() -> None:
    uses = scope("BMSCs, MSC-EVs and MMP-13").uses
    assert {"BMSC", "MSC-EV", "MSC", "EV", "MMP-13", "MMP"} <= set(uses)
    assert [use.is_joined for use in uses["EV"]] == [True]


@given(st.text(alphabet="OAabs（）(),，; -/α1[]骨炎简称:\0\n", max_size=60))
def test_no_text_raises_and_all_places_are_in_it(text: str) -> None:
    found = scope(text)
    for uses in found.uses.values():
        assert all(0 <= use.start < use.end <= len(text) for use in uses)
    for key, definitions in found.definitions.items():
        assert all(definition.key == key for definition in definitions)
