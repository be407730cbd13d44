"""Manuscripts for the renderers: the flagship as `doit` built it, and small ones with invented works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from collation import project as projects
from collation import store
from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.diagnostics import Severity
from collation.document import numbered
from collation.project import Project
from collation.render import render

# What a check finds before anything is rendered, and what the renderers must nevertheless say themselves; and a year that
# is still to come for a manuscript that is dated back.
OF_THE_RENDERERS = {
    "unreadable-image",
    "broken-formula",
    "unprintable-character",
    "impossible-year",
    "malformed-size",
    "unreachable-link",
    "misplaced-heading",
    "unprovable-markup",
}

# Every work and every person in here is invented.
WORKS = {
    "one": "author = {Alder, Ann}, title = {First invented work}, journal = {Invented Journal}, year = {2001}, "
    "volume = {1}, pages = {1--9}, langid = {english}",
    "two": "author = {Birch, Bob and Cedar, Cy}, title = {Second invented work}, journal = {Invented Journal}, "
    "year = {2002}, volume = {2}, pages = {11--19}, langid = {english}",
    "three": "author = {Dogwood, Di and Elm, Ed and Fir, Flo and Gum, Gus and Hazel, Hal and Ivy, Ida and Juniper, Jo}, "
    "title = {Third invented work}, journal = {Invented Journal}, year = {2003}, volume = {3}, pages = {21--29}, "
    "langid = {english}",
    "four": "author = {欧阳, 若兰 and 李, 一鸣 and 陈, 文 and 王, 海 and 赵, 晓 and 孙, 立 and 周, 宁}, "
    "title = {第四篇虚构的论文}, journal = {虚构杂志}, year = {2004}, volume = {4}, pages = {31-39}, langid = {chinese}",
    "five": "author = {van Buul, Pim}, title = {Fifth invented work}, journal = {Invented Journal}, year = {2005}, "
    "volume = {5}, pages = {41--49}, langid = {english}",
    "six": "author = {陈文博}, title = {第六篇虚构的论文}, journal = {虚构杂志}, year = {2006}, volume = {6}, "
    "pages = {51-59}, langid = {chinese}",
}
BIBLIOGRAPHY = "".join(f"@article{{{citekey}, {fields}}}\n" for citekey, fields in WORKS.items())
METADATA = """\
title: {zh: 虚构的题名}
authors:
  - name: {zh: 张三}
"""
ENGLISH = """\
lang: en
title: {en: An invented title}
authors:
  - name: {en: Ann Alder}
"""

Write = Callable[..., Project]
Prepare = Callable[[Project], numbered.Document]
Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def write(tmp_path: Path, write_project: Callable[[Path, Mapping[str, bytes | str]], Path]) -> Write:
    """Write a project of one section, or of several, and return it."""

    def make(
        text: str | Mapping[str, str],
        *,
        metadata: str = METADATA,
        bibliography: str = BIBLIOGRAPHY,
        settings: str = "",
        files: Mapping[str, bytes] | None = None,
    ) -> Project:
        sections = {"01.md": text} if isinstance(text, str) else text
        manuscript = {**sections, "metadata.yaml": metadata, **(files or {})}
        folder = tmp_path / f"project-{len(list(tmp_path.iterdir()))}"
        named = {f"manuscript/{name}": content for name, content in manuscript.items()}
        write_project(folder, {**named, "references.bib": bibliography, "collation.toml": settings})
        return projects.load(folder)

    return make


@pytest.fixture
def prepare() -> Prepare:
    """Assemble a project that passes the checks, and number it."""

    def run(project: Project) -> numbered.Document:
        manuscript = read(project)
        found = catalogue.run(manuscript, ignore=("uncited-entry",)).diagnostics
        assert not [item for item in found if item.severity is Severity.ERROR and item.code not in OF_THE_RENDERERS]
        return numbered.prepare(manuscript, project)

    return run


@pytest.fixture
def build(prepare: Prepare) -> Build:
    """Render a project that passes the checks; returns the bytes of each format."""

    def run(project: Project, *formats: str) -> dict[str, bytes]:
        store.save(prepare(project).manuscript, project.assembled)
        for format in formats or projects.FORMATS:
            render(project, format)
        return {format: project.product(format).read_bytes() for format in formats or projects.FORMATS}

    return run


@dataclass(frozen=True)
class Outputs:
    """The flagship as it was built: its project and the bytes of its products."""

    project: Project
    pdf: bytes
    html: bytes
    docx: bytes
    jats: bytes
    epub: bytes


@pytest.fixture(scope="session")
def outputs(built: Path) -> Outputs:
    """The flagship in all formats."""
    project = projects.load(built)
    return Outputs(project, *(project.product(format).read_bytes() for format in projects.FORMATS))
