"""A name and a citation that stand apart are tied where the bibliography shows whose work it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.explain import ExampleFile, project_files
from collation.project import load

LIBRARY = """\
@article{pruett1998, author = {Pruett, A.}, title = {Laxity}, journal = {Journal}, year = {1998}}
@article{novak2012, author = {Nov{\\'a}k, B. and Kofi, C. and Dahl, D.}, title = {Knees}, journal = {Journal}, year = {2012}}
@article{wang2019, author = {王立}, title = {膝关节}, journal = {某杂志}, year = {2019}}
"""


def narrative(folder: Path, write_project, text: str) -> list[str]:
    write_project(
        folder,
        project_files(
            [ExampleFile("references.bib", LIBRARY), ExampleFile("manuscript/01-introduction.md", text + "\n")]
        ),
    )
    found = catalogue.run(read(load(folder)), select=["narrative"]).diagnostics
    return [
        item.code for item in found if item.code in {check.CODE for check in catalogue.CHECKS} - catalogue.INDISPENSABLE
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pruett (1989) measured laxity, and his figures still stand [@pruett1998].", "wrong-year"),
        ("Pruett于1988年报道了制动后的韧带松弛度[@pruett1998]。", "wrong-year"),
        ("As Pruett noted in 1989, laxity grows [@pruett1998].", "wrong-year"),
        ("早在1964年，王立就指出细胞沿基底生长[@wang2019]。", "wrong-year"),
        ("王立等综述了关节的结构与功能[@wang2019]。", "wrong-et-al"),
        ("Pruett等介绍了韧带的经验[@pruett1998]。", "wrong-et-al"),
        ("Novák和Kofi列出了19种量表[@novak2012]。", "wrong-et-al"),
        ("Novák et al. collected the answers of patients [@pruett1998].", "wrong-author"),
    ],
)
def test_a_fault_far_from_the_citation_is_found(tmp_path: Path, write_project, text: str, code: str) -> None:
    assert narrative(tmp_path, write_project, text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Pruett (1998) measured laxity, and his figures still stand [@pruett1998].",
        "In 1995, Pruett enrolled the first patients of a trial of laxity [@pruett1998].",
        "王立综述了关节的结构，并随访到2021年[@wang2019]。",
        "The Pruett-Dahl test was made in 1985 [@pruett1998].",
        "Novák等列出了19种量表[@novak2012]。其后Novák等的量表又用于他处[@pruett1998]。",
        "Since 2005 the laxity that Pruett measured has been taken for granted [@pruett1998].",
        "膝关节松弛度的测量、康复等问题见王立的综述[@wang2019]。",
    ],
)
def test_what_is_right_is_left_in_peace(tmp_path: Path, write_project, text: str) -> None:
    assert narrative(tmp_path, write_project, text) == []
