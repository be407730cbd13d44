"""What we make meets every standard of its format: the flagship, and a manuscript with all that an author can write."""

from __future__ import annotations

from pathlib import Path

import pytest

from collation import standards
from collation.project import FORMATS, Project
from collation.standards import Verdict
from manuscripts import Build, Write
from render.test_manuscripts import EVERYTHING, IMAGES
from tools import PLACES, require, require_package

NEEDED = {
    "html": (("java", "node", "chromium"), ("vnu-jar", "axe-core", "playwright-core")),
    "jats": ((), ("@jats4r/dtds",)),
    "epub": (("java", "node", "chromium"), ("@likecoin/epubcheck-ts", "axe-core", "playwright-core")),
}
STANDARDS = {
    "pdf": ["PDF/A-2a (ISO 19005-2)", "PDF/UA-1 (ISO 14289-1)"],
    "docx": ["Office Open XML (ECMA-376), as Word 2019 reads it"],
    "html": ["HTML (WHATWG)", "WCAG 2.2, level AA, as far as axe can tell"],
    "jats": ["JATS Publishing 1.3 (ANSI/NISO Z39.96-2021)"],
    "epub": ["EPUB 3.3 (W3C)", "WCAG 2.2, level AA, as far as axe can tell"],
}

# All that front matter can have; every person and institution is invented.
METADATA = """\
lang: zh-CN
date: 2026-11-23
article-type: review
title: {zh: 虚构的“题名”&其他, en: "An *invented* title & more"}
running-title: {zh: 虚构 & 题名, en: Invented & short}
note: {zh: 注一 & 注二, en: A note & another}
authors:
  - name: {zh: 张三, en: ZHANG San}
    affiliations: [one, two]
    email: a@example.org
    orcid: 0000-0002-1825-0097
    corresponding: true
  - name: {zh: 李四, en: LI Si}
    affiliations: [two]
affiliations:
  - {id: one, zh: 虚构大学, en: Invented University}
  - {id: two, zh: 另一虚构大学, en: Another Invented University}
abstract:
  zh: [{label: 目的, text: 一。}, {label: 结论, text: 二。}]
  en: [{label: Objective, text: One.}, {label: Conclusion, text: Two.}]
keywords: {zh: [甲, 乙], en: [a, b]}
statements:
  funding: 无。
  conflicts: 无。
"""
FORMULAS = (
    r"\begin{cases}1&x>0\\0&\text{否则 else}\end{cases}",
    r"\begin{bmatrix}1\\2\end{bmatrix}\begin{vmatrix}1&2\\3&4\end{vmatrix}",
    r"\begin{array}{lcr}a&b&c\\d&e&f\end{array}\begin{gathered}a\\b\end{gathered}",
    r"\overbrace{a+b}^{n}\underbrace{\text{注}}_{m}\underset{a}{b}\overset{c}{d}\stackrel{a}{=}\xrightarrow{t}",
    r"\sqrt[3]{x}\binom{n}{k}\sum_{\substack{i\\j}}x\lim_{x\to0}\prod_i^n\oint\iint\left\lceil\frac{a<b}{c}\right\rceil",
    r"\bar{x}\tilde{y}\vec{z}\dot{a}\overline{cd}\widehat{gh}\phantom{x}\boxed{z}a'_1{}^{2}_3{}^{13}\mathrm{C}",
    r"\mathcal{A}\mathbb{B}\mathfrak{C}\mathrm{D}\mathsf{E}\mathtt{F}\mathit{G}\mathbf{H}\boldsymbol{i}\operatorname{arg}\max_x",
)
MORE = """
# 更多[@one]

5. 五
6. 六

(i) 甲
(ii) 乙

- [ ] 未完
- [x] 完成

+-----+---+
| 表  | 头|
+=====+===+
| - x | p |
| - y |   |
|     | q |
+-----+---+
| c       |
+-----+---+

: 合并的单元格[@two] {#tbl-more}

[小]{.smallcaps}[下划线]{.underline}[标记]{.mark}[English *words*]{lang=en}，<a@example.org>，见[@tbl-more]。

::: {lang=en}
An English paragraph with “quotation marks”.
:::

> ## 引文中的标题
>
> > 嵌套的引文[@three]
"""


def verdicts(path: Path, format: str) -> tuple[Verdict, ...]:
    programs, packages = NEEDED.get(format, ((), ()))
    for program in programs:
        require(program)
    for package in packages:
        require_package(package)
    return (*standards.validate(path, format), *standards.validate_with_tools(path, format, PLACES))


def require_all_met(path: Path, format: str) -> None:
    found = verdicts(path, format)
    assert [verdict.standard for verdict in found] == STANDARDS[format]
    for verdict in found:
        assert verdict.is_met, (str(verdict), verdict.findings)
        assert any(character.isdigit() for character in verdict.tool), "a version"


@pytest.mark.parametrize("format", FORMATS)
def test_the_flagship_meets_every_standard(format: str, project: Project) -> None:
    require_all_met(project.product(format), format)


def test_the_page_of_the_certificate_meets_every_standard_of_pages(project: Project) -> None:
    require_all_met(project.out / "proof.html", "html")


@pytest.mark.parametrize("format", FORMATS)
def test_all_that_an_author_can_write_meets_every_standard(format: str, write: Write, build: Build) -> None:
    formulas = "".join(f"\n甲${formula}$乙\n\n$${formula}$$\n" for formula in FORMULAS)
    text = EVERYTHING + MORE.replace("# 更多", "\n# 更多", 1) + formulas
    project = write(text, metadata=METADATA, files=IMAGES)
    build(project, format)
    require_all_met(project.product(format), format)
