from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.check.journals.titles import are_one, plain, words

SAME = [
    ("J Cell Biol", "The Journal of Cell Biology"),
    ("J. Cell Biol.", "Journal of Cell Biology"),
    ("Osteoarthritis Cartilage", "Osteoarthritis and Cartilage"),
    ("Stem Cell Res Ther", "Stem Cell Research & Therapy"),
    ("Proc Natl Acad Sci USA", "Proc Natl Acad Sci U S A"),
    ("Nat Rev Rheumatol", "Nature Reviews Rheumatology"),
    ("Bull World Health Organ", "Bulletin of the World Health Organization"),
    ("Clin Orthop Relat Res", "Clinical Orthopaedics and Related Research"),
    ("Cell Physiol Biochem", "Cellular Physiology and Biochemistry"),
    ("CA Cancer J Clin", "CA: A Cancer Journal for Clinicians"),
    ("Tissue Eng Part A", "Tissue Engineering. Part A"),
    ("J R Soc Med", "Journal of the Royal Society of Medicine"),
    ("Front Bioeng Biotechnol", "Frontiers in Bioengineering and Biotechnology"),
]
OTHER = [
    ("J Cell Biol", "Journal of Cell Science"),
    ("Biomaterials", "Biomaterials Science"),
    ("Tissue Eng Part A", "Tissue Engineering Part C"),
    ("Arthritis Rheum", "Arthritis & Rheumatology"),
    ("Journal of Cell Physiology", "Journal of Cellular Physiology"),
    ("Cell", "Cellular"),
    ("J Exp Med", "Journal of Experimental Biology"),
    ("Nature Medicine", "Nature Methods"),
    ("Stem Cells", "Stem Cell Reports"),
    ("中华骨科杂志", "中国骨科杂志"),
    ("PLOS ONE", "PLOS Medicine"),
    ("J Bone Joint Surg Am", "J Bone Joint Surg Br"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_a_title_and_its_abbreviation_are_one(first: str, second: str) -> None:
    assert plain(first) == plain(second) or are_one(words(first), words(second))
    assert plain(first) == plain(second) or are_one(words(second), words(first))


@pytest.mark.parametrize(("first", "second"), OTHER)
def test_near_titles_are_two(first: str, second: str) -> None:
    assert plain(first) != plain(second)
    assert not are_one(words(first), words(second))


@given(st.text(), st.text())
def test_no_title_raises(first: str, second: str) -> None:
    assert isinstance(are_one(words(first), words(second)), bool)
