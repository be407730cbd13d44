"""Nothing is printed whose citations were not checked: a citekey without entry, in every place that a manuscript has.

Each place either gives an error at the citation, or prints nothing of it in any format; what an author marks as code,
or escapes, is printed as it stands on purpose.  The work and the person are those of `explain.BASE`.
"""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from collation import store
from collation.assemble.manuscript import read
from collation.check.catalogue import run
from collation.check.explain import BASE
from collation.diagnostics import Lines, Severity
from collation.project import FORMATS, Project, load
from collation.render import render

from .readers import Pdf, squeezed

SECTION, METADATA = "manuscript/01-introduction.md", "manuscript/metadata.yaml"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>\n'
CITED = r"@\{?nobody|(?<=\[)77(?=\])|(?<=cite)\{nobody"

TABLE = "| 甲 | 乙 |\n|----|----|\n| 1  | 2  |\n\n: 题 {#tbl-a%s}\n"
PROSE = {
    "paragraph": "甲[@nobody]。",
    "bare": "甲 @nobody 认为。",
    "in braces": "甲[@{nobody}]。",
    "typed": "甲[77]。",
    "second of a cluster": "甲[@murphy2003; @nobody]。",
    "prefix": "甲[见 @murphy2003, 参见 @nobody]。",
    "suffix": "甲[@murphy2003, [see @nobody]]。",
    "locator": "甲[@murphy2003{p. 3 [@nobody]}]。",
    "locator of a narrative one": "甲 @murphy2003 [p. 3; see @nobody]。",
    "heading": "# 引言[@nobody] {#sec-a .x}\n\n甲。",
    "underlined heading": "引言[@nobody]\n====\n\n甲。",
    "emphasis": "甲*乙[@nobody]***丙[@nobody]**~~丁[@nobody]~~。",
    "superscript": "甲^[@nobody]^。",
    "subscript": "甲~[@nobody]~。",
    "quotation marks": '甲"乙 [@nobody]"。',
    "parentheses": "甲(@nobody)，乙（@nobody）。",
    "other brackets": "甲［@nobody］，乙【@nobody】，丙{@nobody}。",
    "brackets in brackets": "甲[[@nobody]]。",
    "space within": "甲[\u00a0@nobody]。",
    "after an invisible space": "甲[\u200b@nobody]。",
    "after a hard line end": "甲\\\n[@nobody]",
    "span": "甲[乙[@nobody]]{.smallcaps}。",
    "citation that is a span": "甲[@nobody]{.x}。",
    "text of a link": "甲[乙[@nobody]](https://example.org)，[丙 @nobody](https://example.org)。",
    "footnote": "甲[^a]。\n\n[^a]: 乙[@nobody]。",
    "footnote in the line": "甲^[乙[@nobody]]。",
    "footnote of a table": "| 甲[^a] | 乙 |\n|----|----|\n| 1 | 2 |\n\n[^a]: 乙[@nobody]。",
    "footnote of a caption": "![题^[乙[@nobody]]。](f.svg){#fig-a alt='圆'}",
    "list": "- 甲\n    1. 乙[@nobody]\n\n- [ ] 丙[@nobody]",
    "example list": "(@nobody) 甲。",
    "definition list": "甲[@nobody]\n\n:   乙[@nobody]\n\n丙\n:   丁[@nobody]",
    "line block": "| 甲\n| 乙[@nobody]",
    "quotation": "> 甲[@nobody]\n乙[@nobody]",
    "div": "::: note\n甲[@nobody]。\n:::",
    "div of a figure": "::: {#fig-a}\n![](f.svg){alt='圆'}\n\n题[@nobody]。\n:::",
    "div of the list": "::: {#refs}\n[@nobody]\n:::",
    "caption of a figure": "![题[@nobody]。](f.svg){#fig-a alt='圆'}",
    "caption by label": "![题[@nobody]。][fig]\n\n[fig]: f.svg {alt='圆'}",
    "caption of a table": TABLE.replace("题", "题[@nobody]") % "",
    "head of a pipe table": TABLE.replace("乙", "[@nobody]") % "",
    "cell of a pipe table": TABLE.replace("2  ", "[@nobody]") % "",
    "simple table": "甲       乙\n-------- ----------\n1        [@nobody]",
    "multiline table": "---------------------\n甲       [@nobody]\n-------- ------------\n1        2\n         [@nobody]\n\n"
    "3        4\n---------------------",
    "grid table": "+---+------------+\n| 1 | [@nobody]  |\n+===+============+\n| 1 | - x        |\n|   | - [@nobody]|\n"
    "+---+------------+\n| 3 | 4 [@nobody]|\n+===+============+\n| 5 | [@nobody]  |\n+===+============+",
    "grid table with joined cells": "+---+------------+\n| 甲 | b         |\n+===+============+\n| 甲 [@nobody]   |\n"
    "+---+------------+\n| 1 | [@nobody]  |\n|   +------------+\n|   | 乙[@nobody]|\n+---+------------+",
    "text in tags": "<div>甲[@nobody]</div>\n\n<p>乙[@nobody]</p>\n\n丙<b>[@nobody]</b>。",
    "table in tags": "<table>\n<tr><td>[@nobody]</td></tr>\n</table>",
    "details": "<details><summary>甲[@nobody]</summary>\n\n乙\n\n</details>",
    "no comment": "甲<!- [@nobody] ->。",
    "title block": "% 甲[@nobody]\n% 作者\n\n乙。",
    "address without brackets": "甲 https://example.org/@nobody 。",
    "definition of a link": "甲。\n\n[@nobody]: https://example.org",
    "label of an equation": '$$x$$ {#eq-a title="[@nobody]"}',
}
UNREAD = {
    "alternative text": '![题](f.svg){#fig-a alt="圆[@nobody]"}',
    "alternative text, bare": "![题](f.svg){#fig-a alt='圆 @nobody'}",
    "alternative text, typed": '![题](f.svg){#fig-a alt="圆[77]"}',
    "second caption": '![题](f.svg){#fig-a alt="圆" caption-en="A knee [see @nobody, p. 3]"}',
    "second caption, typed": '![题](f.svg){#fig-a alt="圆" caption-en="A knee [77]"}',
    "second caption over lines": '![题](f.svg){#fig-a alt="圆"\ncaption-en="A knee\n[@nobody]"}',
    "second captions that are equal": '![题](f.svg){alt="圆" caption-en="A [@nobody]"}\n\n'
    '![题](f.svg){alt="圆" caption-en="A [@nobody]"}',
    "second caption of a table": TABLE % ' caption-en="A knee [@nobody]"',
    "second caption of a table over lines": TABLE % '\ncaption-en="A knee\n@nobody"',
    "title of a figure": '![题](f.svg "A knee [@nobody]"){#fig-a alt="圆"}',
    "description in the line": "甲![A figure [@nobody] or @nobody](f.svg)乙。",
    "description in the line, typed": "甲![A figure [77]](f.svg)乙。",
    "description by label": "甲![A figure [@nobody]][fig]乙。\n\n[fig]: f.svg",
    "description in a link": "甲[![A figure [@nobody]](f.svg)](https://example.org)。",
    "description in a cell": "| 甲 | 乙 |\n|---|---|\n| 1 | ![x [@nobody]](f.svg) |\n\n: 题",
    "description in a heading": "# 引言 ![x [@nobody]](f.svg)\n\n甲。",
    "footnote of a description": "甲![x^[甲[@nobody]]](f.svg)。",
    "title of an image": '甲![x](f.svg "x [@nobody]")。',
    "title of a link": '甲[乙](https://example.org "see [@nobody]")。',
    "title of a label": '甲![x][fig]。\n\n[fig]: f.svg\n  "A [@nobody]"',
    "attribute of a label": '甲![x][fig]。\n\n[fig]: f.svg {alt="A [@nobody]"}',
    "attribute of a link": '甲[乙](https://example.org){title="see @nobody"}。',
    "attribute of a span": '甲[乙]{title="see [@nobody]"}。',
    "attribute of a div": '> ::: {.note title="see [@nobody]"}\n> 甲。\n> :::',
    "attribute of a heading": '# 引言 {#sec-a title="[@nobody]"}\n\n甲。',
    "attribute of a table": TABLE % ' title="[@nobody]"',
    "attribute of code": '甲`x`{title="[@nobody]"}。',
    "attribute of a code block": '``` {title="[@nobody]"}\nx\n```',
    "attribute of a tag": '<div title="[@nobody]">甲</div>\n\n乙<span title="[@nobody]">丙</span>。',
    "tag of an image": '甲<img src="f.svg" alt="[@nobody]">。',
    "raw text": "<pre>[@nobody]</pre>",
    "raw block": "- 甲\n\n    ```{=html}\n    <p>[@nobody]</p>\n    ```",
    "raw markup in the line": "甲`[@nobody]`{=typst}。",
    "processing instruction": "甲<?php [@nobody] ?>。",
    "indented paragraph": "甲。\n\n    乙[@nobody]。\n    丙[77]。",
    "formula": "甲$x [@nobody]$。\n\n$$\\text{[@nobody]}$$",
    "between two dollars": "成本为$100 [@nobody]，另一组为200$。",
    "after a Chinese character": "甲@nobody认为。",
    "command of LaTeX": "甲\\cite{nobody}。",
}
ELSEWHERE = {
    "footnote that nothing calls": ("甲。\n\n[^a]: 乙[@nobody]。", r"\[\^a\]"),
    "metadata block": ("---\ntitle: 甲[@nobody]\n---\n\n乙。", r"---(?=\r?\ntitle)"),
    "metadata block after code": ("```\n--- x\n```\n\n---\nnocite: '@nobody'\n...\n", r"---(?=\r?\n)"),
    "footnote that calls a footnote": ("甲[^a]。\n\n[^a]: 乙[^b]。\n\n[^b]: 丙[@nobody]", r"\[\^b\](?=。)"),
}
FRONT = {
    "title": "title: {zh: '题名[@nobody]', en: 'Title @nobody'}",
    "running title": "running-title: {zh: '题名[@nobody]'}",
    "type": "article-type: 'review [@nobody]'",
    "date": "date: '[@nobody]'",
    "note": "note: {zh: '见 @nobody 。'}",
    "typed": "note: {zh: '甲[77]'}",
    "after a Chinese character": "note: {zh: '见@nobody。'}",
    "abstract": "abstract: {zh: '甲[@nobody]'}",
    "abstract as a block": "abstract:\n  zh: |\n    甲。\n    乙[@nobody]。",
    "abstract that is indented": "abstract:\n  zh: |\n        甲。\n\n            乙[@nobody]。",
    "abstract that is folded": "abstract:\n  zh: >-\n    甲[see @nobody]。\n    乙\n    [@nobody]。",
    "abstract in parts": "abstract:\n  zh:\n    - {label: '目的[@nobody]', text: '甲[@nobody]。'}",
    "keywords": "keywords: {zh: ['甲[@nobody]', '@nobody']}",
    "statement": "statements: {funding: '甲[@nobody]'}",
    "statement of the author's own": "statements: {'致谢[@nobody]': 甲}",
    "author": "authors: [{name: {zh: '王强[@nobody]'}, email: '[@nobody]', orcid: '[@nobody]'}]",
    "affiliation": "affiliations: [{id: a, zh: '甲[@nobody]'}]\nauthors: [{name: {zh: 王强}, affiliations: [a]}]",
    "escape": 'note: {zh: "甲\\n[@nobody]"}',
    "alias": "note: &x {zh: '甲[@nobody]'}\nrunning-title: *x",
    "heading": "note: {zh: '# 甲[@nobody]'}",
    "footnote": "note: {zh: '[^a]: 甲[@nobody] ^[乙 @nobody]'}",
    "image": "note: {zh: '甲![x [@nobody]](f.svg)'}",
    "title of a link": "note: {zh: '甲[x](https://example.org \"[@nobody]\")'}",
    "attribute": 'note: {zh: \'甲[x]{title="[@nobody]"}<b title="[@nobody]">x</b>\'}',
    "raw markup": "note: {zh: '甲`[@nobody]`{=html}'}",
    "formula": "note: {zh: '甲$x [@nobody]$'}",
    "command of LaTeX": "note: {zh: '甲\\cite{nobody}'}",
}
UNPRINTED = {
    "comment": "甲<!-- [@nobody] -->乙。<!-- @nobody -->",
    "comment by itself": "<!--\n[@nobody]\n-->\n\n甲。",
    "conditional comment": "<!--[if IE]>[@nobody]<![endif]-->\n\n甲。",
}
MEANT = {
    "code": "甲`[@nobody]`。",
    "code block": "```\n[@nobody]\n```",
    "escaped": "甲[\\@nobody]。",
    "entity": "甲[&#64;nobody]。",
    "address": "甲<https://example.org/@nobody>，[乙](https://example.org/@nobody)。",
    "e-mail": "甲：person@nobody.org，<person@nobody.org>。",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("seen")
    for name, text in {**BASE, "manuscript/f.svg": SVG}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder)


def in_text(snippet: str) -> tuple[str, str]:
    return SECTION, f"{BASE[SECTION]}\n{snippet}\n"


def in_metadata(snippet: str) -> tuple[str, str]:
    given = set(re.findall(r"^([\w-]+):", snippet, re.MULTILINE))
    others = [line for line in BASE[METADATA].splitlines() if line.partition(":")[0] not in given]
    return METADATA, "\n".join((*others, snippet, ""))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CR LF"])
@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        *(pytest.param(*in_text(snippet), CITED, id=f"{name} (text)") for name, snippet in (PROSE | UNREAD).items()),
        *(pytest.param(*in_metadata(snippet), CITED, id=f"{name} (metadata)") for name, snippet in FRONT.items()),
        *(pytest.param(*in_text(snippet), place, id=name) for name, (snippet, place) in ELSEWHERE.items()),
    ],
)
def test_a_citation_of_nothing_is_an_error_where_it_stands(
    project: Project, path: str, text: str, place: str, line_end: str
) -> None:
    text = text.replace("\n", line_end)
    errors = {error.location for error in run(read(project, {path: text.encode()})).of(Severity.ERROR)}
    expected = [Lines(path, text).location(found.start()) for found in re.finditer(place, text)]
    assert expected
    for one in expected:
        assert any(
            error.path == path and error.line == one.line and 0 <= one.column - error.column < error.length
            for error in errors
        ), f"{one} is not among {sorted(errors)}"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        *(pytest.param(*in_text(snippet), id=name) for name, snippet in UNPRINTED.items()),
        pytest.param(*in_metadata("note: {zh: '甲<!-- [@nobody] -->乙'} # [@nobody]"), id="comment in the metadata"),
    ],
)
def test_what_is_not_printed_is_in_no_format(project: Project, path: str, text: str) -> None:
    assert "nobody" not in printed(project, path, text)


@pytest.mark.parametrize("snippet", [pytest.param(text, id=name) for name, text in MEANT.items()])
def test_what_an_author_marks_as_no_citation_is_printed_as_it_stands(project: Project, snippet: str) -> None:
    assert "nobody" in printed(project, *in_text(snippet))


def printed(project: Project, path: str, text: str) -> str:
    """Return everything that the formats hold, attributes and all."""
    manuscript = read(project, {path: text.encode()})
    assert not run(manuscript).has_errors
    store.save(manuscript, project.assembled)
    for format in FORMATS:
        render(project, format)
    made = {format: project.product(format).read_bytes() for format in FORMATS}
    parts = zipfile.ZipFile(io.BytesIO(made["docx"]))
    pages = [
        made["html"],
        made["jats"],
        *(parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels"))),
    ]
    pdf = Pdf(made["pdf"])
    return "\n".join((*(page.decode() for page in pages), squeezed(pdf.text), *pdf.alternatives()))
