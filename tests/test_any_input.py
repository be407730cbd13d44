"""No input gives a traceback: arbitrary bytes as a bibliography, arbitrary text as a section, through every check.

On CI each is tried with 5,000 examples; at a desk with fewer.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from collation import patch
from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.explain import BASE
from collation.diagnostics import Severity
from collation.project import Project, load

EXAMPLES = int(os.environ.get("COLLATION_PROPERTY_EXAMPLES", "5000" if os.environ.get("CI") else "200"))
MANY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SECTION = "manuscript/01-introduction.md"
LIBRARY = "references.bib"

BIB_PIECES = (
    "@article{", "@book{", "@misc(", "@string{j = ", "@comment{", "@preamble{", "@", "{", "}", "}}", "(", ")", '"', ",", "=", "#",
    "murphy2003,", "author = {", "Murphy, J. M.", " and ", "等", "et al.", "王强", "王 强", "{WHO}", "title = {", "\\'{e}",
    "\\alpha", "$\\beta$", "$", "&amp;", "<i>", "year = ", "2003", "20l8", "９", "9" * 5000, "pages = {", "388--363", "e1000412",
    "doi = {10.1000/", "10.1016/S0140-6736(97)11096-0", "issn = {1234-5678}", "pmid = {", "url = {", "http//", "month = jan",
    "volume = {12(3)}", "journal = {", "J. Goats", "Journal of Goats", "crossref = {murphy2003}", "\n", "\r\n", "\r", " ", "%", "\ufeff",
    "\u200b", "\u202e", "\u0430", "ﬁ", "é", "e\u0301", "\x00", "\x07", "\ud7ff", "🐐", "langid = {chinese}",
)  # fmt: skip
MD_PIECES = (
    "[@murphy2003]", "[@murphy2003; @jo2017, p. 3]", "@murphy2003", "[1]", "[1,3-5]", "［3，5～7］", "【3】", "^[5]^", "<sup>[2]</sup>",
    "[1-]", "[6-4]", "[", "]", "Murphy等", "Murphy et al. ", "van Buul 等", "Murphy和Fink", "王强等", "(Wolf, 1967)", "2003年，", "转引自",
    "图1", "Table 2", "[@fig-a]", "![题](a.png){#fig-a}", "| a | b |\n|---|---|\n| [1] | 2 |\n\n: 题\n", "# 标题 [1]\n", "\n\n", "\n", "\r\n",
    "- ", "> ", "1. ", "    ", "`code [1]`", "$x_1$", "$\\frac{$", "```\n", "[^1]", "[^1]: 注[2]\n", "骨关节炎（osteoarthritis，OA）", "OA",
    "³⁻⁵", "10³", "95% CI [1, 3]", "。", "，", " ", "*", "**", "_", "~", "\\", "<!--", "-->", "---\n", "{#sec-a}", "9" * 5000, "🐐", "\u202e", "\x00",
    "\u200b", "等", "10.5%", "百分之五",
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("any")
    for name, text in BASE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder)


def require_a_report(project: Project, files: dict[str, bytes]) -> None:
    manuscript = read(project, files)
    report = catalogue.run(manuscript)
    assert len(report.ran) + len(report.skipped) == len(catalogue.CHECKS)
    for item in report.diagnostics:
        assert item.message
        assert isinstance(item.severity, Severity)
        assert min(item.location.line, item.location.column, item.location.length) >= 1
        source = manuscript.source.get(item.location.path)
        if source:
            lines = source.text.split("\n")
            assert item.location.line <= len(lines)
            assert item.location.column <= len(lines[item.location.line - 1]) + 1, item
        if item.fix and item.fix.edits:
            assert patch.patches(project, item.fix.edits, files), f"{item.code}: a fix that changes nothing"


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.sampled_from(BIB_PIECES), max_size=25).map(lambda pieces: "".join(pieces).encode()),
        st.lists(st.one_of(st.sampled_from(BIB_PIECES), st.text(max_size=5)), max_size=20).map(
            lambda pieces: "".join(pieces).encode("utf-8", "replace")
        ),
    )
)
@MANY
def test_any_bytes_as_a_bibliography(project: Project, data: bytes) -> None:
    require_a_report(project, {LIBRARY: data})


@given(
    st.one_of(
        st.text(max_size=100),
        st.lists(st.sampled_from(MD_PIECES), max_size=20).map("".join),
        st.lists(st.one_of(st.sampled_from(MD_PIECES), st.text(max_size=5)), max_size=20).map("".join),
    )
)
@MANY
def test_any_text_as_a_section(project: Project, text: str) -> None:
    require_a_report(project, {SECTION: text.encode("utf-8", "replace")})


@given(st.one_of(st.binary(max_size=100), st.text(max_size=60).map(lambda text: f"title: {text}\nauthors: [".encode())))
@settings(MANY, max_examples=max(50, EXAMPLES // 10))
def test_any_bytes_as_front_matter_and_evidence(project: Project, data: bytes) -> None:
    require_a_report(project, {"manuscript/metadata.yaml": data})
    require_a_report(project, {"references.evidence.yaml": data})


def test_hostile_sizes(project: Project) -> None:
    deep = "{" * 3000 + "}" * 3000
    require_a_report(
        project, {LIBRARY: f"@misc{{a, title = {{{deep}}}, author = {{{' and '.join(['A'] * 3000)}}}}}".encode()}
    )
    require_a_report(
        project, {LIBRARY: b"@misc{a, pages = {" + b"1-" * 20000 + b"}, doi = {10.1/" + b"(" * 20000 + b"}}"}
    )
    require_a_report(
        project, {SECTION: ("[1]，" * 2000 + "\n\n" + "Murphy等" * 3000 + "[1]\n\n" + "（OA）" * 2000).encode()}
    )
