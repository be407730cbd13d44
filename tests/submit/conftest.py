"""A manuscript that is whole, a journal that asks for little, and what one line changed makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from collation.assemble.manuscript import read
from collation.document import numbered
from collation.journals import reading
from collation.project import Project, load
from collation.submit import gate
from collation.submit.candidate import Candidate
from collation.submit.gate import Standing

# Every person, place, work and journal in here is invented.
METADATA = """\
lang: zh-CN
title: {zh: 虚构的题名, en: An invented title}
running-title: {zh: 虚构, en: Invented}
article-type: review
date: 2026-01-31
authors:
  - name: {zh: 张三, en: ZHANG San}
    affiliations: [one]
    corresponding: true
    email: nobody@example.org
    orcid: 0000-0002-1825-0097
affiliations:
  - {id: one, zh: 虚构医院（虚构市 100000）, en: "Invented Hospital, Invented City, 100000"}
abstract:
  zh: [{label: 目的, text: 虚构的目的。}, {label: 结论, text: 虚构的结论。}]
  en: [{label: Objective, text: An invented objective.}, {label: Conclusion, text: An invented conclusion.}]
keywords: {zh: [虚构, 软骨], en: [invention, cartilage]}
statements: {funding: 无。, conflicts-of-interest: 无。, author-contributions: 张三。, ethics: 不适用。, data-availability: 无。}
"""
FILES: Mapping[str, str] = {
    "manuscript/metadata.yaml": METADATA,
    "manuscript/01.md": "# 引言\n\n一句话[@one]，又一句[@two]。\n\n## 细节\n\n再一句。\n",
    "references.bib": (
        "@article{one, author = {Alder, Ann}, title = {First invented work}, journal = {Invented Journal}, "
        "year = {2024}, volume = {1}, pages = {1--9}, langid = {english}}\n"
        "@article{two, author = {Birch, Bob}, title = {Second invented work}, journal = {Invented Journal}, "
        "year = {2025}, volume = {2}, pages = {11--19}, langid = {english}}\n"
    ),
}
PROFILE = """\
journal: Invented Journal
version: 3
sources: {{guide: {{title: Invented guide, checked: 2026-01-31}}}}
{fields}
"""

Judge = Callable[..., dict[str, Standing]]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give the project of a manuscript that is whole."""
    return write(tmp_path, FILES)


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Give the function that says how a manuscript, with some files changed, stands to what a journal asks."""

    def judged(fields: str, files: Mapping[str, str] | None = None) -> dict[str, Standing]:
        project = write(
            tmp_path, {**FILES, **(files or {}), "styles/journals/mine.yaml": PROFILE.format(fields=fields)}
        )
        document = numbered.prepare(read(project), project)
        standings = gate.judge(Candidate(document, project, reading.load(project, "mine")))
        return {standing.field.name: standing for standing in standings}

    return judged


def write(folder: Path, files: Mapping[str, str]) -> Project:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder)
