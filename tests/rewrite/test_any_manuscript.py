"""Citations of any manuscript are renumbered and turned about, and nothing else of it changes: to the byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collation import mend, patch
from collation.assemble.manuscript import read
from collation.check.explain import ExampleFile, project_files
from collation.diagnostics import Diagnostic
from collation.model import Manuscript
from collation.project import Project, load
from collation.rewrite import notation, renumber
from collation.rewrite.requirements import RewriteError

SECTION, LIBRARY = "manuscript/01-introduction.md", "references.bib"
ENTRIES = "".join(
    f"% seen in the library\n@misc{{{key}, author = {{{name}, A.}}, title = {{{title}}}, year = {{{year}}}}}\n\n"
    for key, name, title, year in (
        ("ma2010", "Ma", "Goats", 2010),
        ("jo2011", "Jo", "Sheep", 2011),
        ("li2012", "Li", "Horses", 2012),
        ("wu2013", "Wu", "Mules", 2013),
    )
)
TYPED = ("[1]", "[2]", "[4]", "[1,3]", "[2-4]")
ODD = ("［4］", "【3，1】", "^[2]^", "<sup>[2-4]</sup>", "^\\[3\\]^", "[1, 4]", "[3–4]", "[2～4]", "\\[4\\]")
FRAMES = (
    "羊{0}修复，马{1}。\n",
    "Goats {0} healed, as sheep did {1}, e.g., by 1.5 (95% CI [1.2, 3.4]).\n",
    "**粗{0}体***斜{1}*，***双{0}重***，~~删{1}~~，“引{0}”，[小{1}]{{.smallcaps}}。\n",
    "| 组别 | 值 |\n|---|---|\n| 羊{0} | 12 [8-15] |\n| 马{1} | 2017 |\n\n: 表题{0} {{#tbl-a}}\n",
    '![图题{0}](dot.svg){{#fig-a alt="一个点"}}\n\n见[@fig-a]{1}。\n',
    "羊[^a]，马{0}，又见[^a]。\n\n[^a]: 注{1}，IQR [8-15]。\n",
    "羊^[脚注{0}]，马{1}。\n",
    "- goats {0}\n- sheep {1}\n    1. mules {0}\n",
    "> 引文{0}\n> 次行{1}\n\n> 又{0}。\n",
    "`[1]`、$x_{{[2]}}$、`` [3] ``与{0}，[1](https://example.org/[1]){1}。\n",
    "```\n[1] 0.05\n```\n\n区间[0, 1]，[3H]-胸苷{0}，[Ca^2+^]{1}，10^6^，浓度1~3 mg与5~7 mg。\n",
    '<b>原</b>{0}<!-- 再查[9] -->，<span class="x">词{1}</span>。\n',
    "# 题{0} {{#sec-a}}\n\n正文{1}。\n",
    "term {0}\n:   definition {1}\n",
    "| 行{0}\n| 行{1}\n",
    "行尾{0}\\\n次行{1}，\n{0}三行\n{1}四行。\n",
    "::: note\n块{0}\n:::\n\n块外{1}。\n",
)
texts = st.lists(
    st.tuples(st.sampled_from(FRAMES), st.sampled_from(TYPED), st.sampled_from(TYPED)), min_size=1, max_size=4
).map(lambda parts: "\n".join(frame.format(*groups) for frame, *groups in parts))
odd_texts = st.lists(
    st.tuples(st.sampled_from(FRAMES), st.sampled_from(TYPED + ODD), st.sampled_from(TYPED + ODD)),
    min_size=1,
    max_size=3,
).map(lambda parts: "\n".join(frame.format(*groups) for frame, *groups in parts))
as_saved = st.sampled_from(
    [str, lambda text: text.replace("\n", "\r\n"), "\ufeff".__add__, lambda text: f"\ufeff{text}".replace("\n", "\r\n")]
)
CITED = re.compile(
    r"(?:\^|<sup>)?\\?(?:\[[1-9][\d,，\s～–-]*\\?\]|［[\d，～–-]+］|【[\d，～–-]+】|\[@[^\[\]]*\])(?:\^|</sup>)?"
)
no_deadline = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def nothing(_: Manuscript) -> tuple[Diagnostic, ...]:
    """Find nothing that looks like a citation and is none."""
    return ()


@pytest.fixture
def project(tmp_path: Path, write_project) -> Project:
    write_project(tmp_path, project_files([ExampleFile(LIBRARY, ENTRIES)]))
    return load(tmp_path)


def write(project: Project, text: str) -> None:
    project.path(SECTION).write_bytes(text.encode())
    project.path(LIBRARY).write_bytes(ENTRIES.encode())


def contents(project: Project) -> tuple[str, str]:
    return project.path(SECTION).read_bytes().decode(), project.path(LIBRARY).read_bytes().decode()


def apply(project: Project, rewriting: object) -> tuple[str, str]:
    patch.write(project, mend.rewrite(project, rewriting, nothing).changes)
    return contents(project)


def works(project: Project) -> list[frozenset[str]]:
    manuscript = read(project)
    assert not manuscript.disagreements
    return [frozenset(map(manuscript.citekey, cluster.items)) for cluster in manuscript.clusters]


@given(texts, as_saved)
@no_deadline
def test_there_and_back_to_the_byte(project: Project, text: str, saved) -> None:
    write(project, saved(text))
    meant = works(project)
    numbered = apply(project, renumber.edits)
    assert works(project) == meant
    assert CITED.sub("#", numbered[0]) == CITED.sub("#", saved(text))
    assert sorted(numbered[1].splitlines()) == sorted(ENTRIES.splitlines())
    assert apply(project, renumber.edits) == numbered
    keys = apply(project, notation.to_citekeys)
    assert works(project) == meant
    assert CITED.sub("#", keys[0]) == CITED.sub("#", saved(text))
    assert keys[1] == numbered[1]
    assert apply(project, notation.to_citekeys) == keys
    assert apply(project, notation.to_numbers) == numbered
    assert apply(project, notation.to_citekeys) == keys


@given(odd_texts, as_saved)
@no_deadline
def test_odd_groups_lose_nothing_or_are_refused(project: Project, text: str, saved) -> None:
    write(project, saved(text))
    meant = works(project)
    for rewriting in (renumber.edits, notation.to_citekeys, notation.to_numbers):
        before = contents(project)
        try:
            after = apply(project, rewriting)
        except RewriteError:
            assert contents(project) == before
            return
        assert works(project) == meant
        assert CITED.sub("#", after[0]) == CITED.sub("#", before[0])
        assert apply(project, rewriting) == after
