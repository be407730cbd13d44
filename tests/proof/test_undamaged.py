"""Nothing undamaged is accused: any manuscript that passes the checks and is rendered is proven, whatever is in it."""

from __future__ import annotations

import pytest

from collation.assemble.manuscript import read
from collation.check import catalogue as checks
from collation.diagnostics import Severity
from collation.document import numbered
from collation.document.numbered import Document
from collation.project import FORMATS, Project
from collation.proof import catalogue
from collation.proof.comparison import Comparison
from collation.proof.expected import expect
from collation.proof.look import look
from manuscripts import ENGLISH, METADATA, Write
from render.test_manuscripts import EVERYTHING, IMAGES

from .damages import trial

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>\n'
VANCOUVER = 'style = "vancouver"\nsuperscript = false\n'

CONSTRUCTS = {
    "numbered lists": "1. one [@one]\n2. two\n\n   para\n\n   - nested *x*\n\n3) other\n\n(a) alpha\n(b) beta\n",
    "lists that start elsewhere": "5. five\n6. six [@one]\n\n#. auto\n#. auto2\n\ni. roman\nii. roman2\n",
    "tight and loose lists": "- a\n- b\n\n- c [@one]\n\n-\n- \n",
    "lists of tasks": "- [ ] task\n- [x] done [@two]\n",
    "definition lists": "Term *x* [@one]\n:   def one\n\n    second para\n:   def two\n\nTerm 2\n~   d\n",
    "line blocks": "| line one\n|    indented two [@one]\n| three\n\n> | a\n> | b [@one]\n",
    "verses that cite": "| one [@one]\n|   two\n|\n| three [@two] and\n  more\n\n> | a\n> | a\n\nx^[y]\n",
    "verses in footnotes": "x[^a] [@one]\n\n[^a]: n\n\n    | line [@two]\n    | other\n",
    "tables in footnotes": "x[^a] [@one]\n\n[^a]: n\n\n    | a | b |\n    |---|---|\n    | 1 [@two] | 2 |\n\n    last\n",
    "more footnotes than circled numbers": "".join(f"文{number}^[注{number}] " for number in range(60)) + "[@one]\n",
    "sections of a heading without number": "# A {-}\n\nx [@one]\n\n## B\n\n### C\n\nx\n\n# D\n\n## E\n\nx\n",
    "identifiers that differ in capitals": "# A\n\n# A\n\n## A {#A}\n\nx [@one]\n",
    "addresses of any form": "[a](http://例子.example/路?查=询) [b](HTTP://x.example) [c](http://x.example/%zz) [d](tel:+1) [@one]\n",
    "symbols that Typst has renamed": "$A\\cap B$ $\\bigcap_{i=1}^n A_i$ $x\\otimes y$ $\\odot$ $∩$ $a ⊗ b$ [@one]\n",
    "negative numbers": "-5 [@one]\n\n| a | b |\n|--|--|\n| -89.2 | (-1) |\n| x-1 | 1-2 |\n",
    "quotations": "> a\n>\n> > b [@one]\n> > c\n>\n> - d\n",
    "tags": "<b>bold</b> and [@one] <span title='x'>y</span>\n\n<div>\ninside [@two]\n</div>\n",
    "tags that part a paragraph": "a <div>x</div> b [@one]\n\nc <li>d</li> <p>e [@two]\n\n"
    "<table><tr><td>f [@three]</td></tr></table>\n\ng <center>h</center> i\n",
    "raw markup that only breaks": "a `<br>`{=html} b `#h(1em)`{=typst} c `#linebreak()`{=typst} d `<w:r><w:br/></w:r>`{=openxml} e "
    '[@one]\n\n``` {=typst}\n#pagebreak(weak: true)\n// x\n```\n\nf\n\n``` {=openxml}\n<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    "\n```\n\ng `x`{=latex} `x`{=jats}\n",
    "quotation marks": "\"Double\" 'single' don't -- dash --- em... it's '90s [@one] \"nested 'quotes' here\"\n",
    "Chinese quotation marks": "“引号”‘单引号’「角」『角』《书》 \"直引号\" 他说'你好' [@one]\n",
    "blanks that do not break": "5\u00a0mg and a\\ b &nbsp; x\u2009y\u202fz\u3000q [@one] soft\u00adhyphen\n",
    "combining characters": "e\u0301 a\u0308 o\u0302\u0323 [@one] ñ n\u0303\n",
    "other scripts": "漢字かんじ カタカナ [@one] αβγ Привет\n",
    "equal paragraphs": "Same words.\n\nSame words.\n\nSame words [@one].\n\nSame words.\n\n# H\n\n# H\n\nSame words.\n",
    "equal and empty cells": "| a | b | c |\n|---|---|---|\n| 1 | 1 | 1 |\n| 1 |  | 1 |\n|  |  |  |\n| — | — | [@one] |\n"
    "| [@one] | [@one] | x[@one] |\n\n: T\n",
    "citations in headings": "# Method [@one] and *em* `code` $x$ H~2~O {#sec-a}\n\nText[^n] [@two].\n\n[^n]: note [@three; @four, p. 3].\n\n"
    "    second\n\n## Sub^[x [@five]]\n\nz\n",
    "citations in captions": "![Cap [@one] and *em* $x^2$ ^[note in cap [@two]]](f.svg)"
    "{#fig-a alt='alt \"q\" & <x>' caption-en='Second *em* and [x](http://a.example)'}\n\nSee [@fig-a].\n",
    "narrative citations": "As @one and @two [p. 3] say; @four says; @three [see also @five]. @six 认为\n",
    "prefixes and places": "x [see @one, p. 3 and more; also @two, chap. 2; @three]. y [e.g., @one; cf. @two, pp. 1-2, 5]\n",
    "Chinese prefixes and places": "文[见 @one, 第3页; @two] 文[@one, 第3章; @two, 图2] 文[参见 @four, p. 3, 第二段]\n",
    "links": "[link](http://a.example/x?y=1&z=2#f) <http://a.example> [*em* **b**](#sec-a) [mail](mailto:a@b.example) [ref][r] [r] "
    "<https://x.example/a--b> [@one]\n\n[r]: http://r.example 'T'\n\n# S {#sec-a}\n\nx\n",
    "code": "`code  two  spaces` ``a`b`` [@one]\n\n```python\ndef f():\n    return  1\n\n\tx = '@one [@one] [?] ()'\n```\n\n"
    "    indented\n      code\n",
    "signs that the author wrote": "What? [@one] Which one? two?? f() \\[\\] \\[0,1\\] \\[3\\] (1)\n",
    "formulas": "$a$ $$b$$ text $c_1$, $\\alpha$ and [@one] [@eq-z].\n\n$$a = b$$ {#eq-z}\n\n$$x$$\n\nword$$y$$word\n",
    "what is set apart": "~~del~~ [under]{.underline} [sc]{.smallcaps} **b *bi* b** *e **eb*** H~2~SO~4~^2-^ x^a\\ b^ [@one]\n",
    "raised markers": 'x^a^[@one] 10^5^[@two] CO~2~[@one] "q"[@one] **b**[@two] *i*[@one] `c`[@one] $x$[@one]\n',
    "dashes": "1–2 a—b c−d 3~5 4～5 5---6 a-b [@one]\n",
    "numbers": "1.5 mg, 10,000, 3×10^5^, p<0.05, 5%, ±2, 37 °C, ½, Ⅱ, ①, ５ [@one]\n",
    "a long table": "| a | b |\n|---|---|\n" + "".join(f"| {row % 7} | {row % 3} x |\n" for row in range(200)) + "\n: Long [@one]\n",
    "joined cells": "+---+---+---+\n| a | b     |\n+===+===+===+\n| 1 | 2 | 3 |\n|   +---+---+\n|   | 4 | 5 |\n+---+---+---+\n\n: x [@one]\n",
    "cells that are joined in one row": "+-----------+---------------+\n| Place     | Degrees       |\n|           +-------+-------+\n"
    "|           | least | most  |\n+===========+=======+=======+\n| A [@one]  | -89.2 | 19.8  |\n+-----------+-------+-------+\n\n: x\n",
    "blocks in cells": "+-----------+-----------+\n| - a       | para      |\n| - b [@one]|           |\n|           | para 2    |\n"
    "+-----------+-----------+\n| ```       | > quote   |\n| code      |           |\n| ```       |           |\n+-----------+-----------+\n",
    "tables without a head": "| | a |\n|--|--|\n| b | c [@one] |\n\n| $x^2$ | `a` | a\\|b |\n|--|--|--|\n| **b** | *i* | ^s^ |\n",
    "headings of every level": '# `code` & <x> *em* "q" {#sec-x}\n\n## B\n\n### C\n\n#### d4\n\n##### d5\n\n###### d6 [@one]\n\nx\n\nSetext\n======\n',
    "headings that are called like the list of references": "# References\n\nx [@one]\n\n## 参考文献\n\ny\n\n# A\n\nz\n",
    "rules": "a\n\n---\n\nb [@one]\n\n* * *\n",
    "footnotes": "a[^1] b[^2] c^[inline *em* [@one]] d[^long]\n\n[^1]: first\n[^2]: second [link](http://x.example)\n[^long]: para one\n\n"
    "    para two\n\n    - li\n\n    > q\n",
    "equal footnotes": "x^[same note] y^[same note]\n\n[@one]\n",
    "escapes and entities": "\\*not em\\* \\_x\\_ 1\\. a\\\nb &amp; &lt; &copy; &alpha; &#945; &hellip; \\~ \\^ 2\\^3 y<br>z a<!-- c -->b [@one]\n",
    "images": "![](f.svg){alt='x'}\n\ntext ![inline](f.svg) text [@one]\n\n![a](f.svg){alt='one'} ![b](f.svg){alt='two'}\n\n"
    "[![x](f.svg)](http://x.example)\n\n# Head ![x](f.svg)\n\n| ![x](f.svg) | b |\n|---|---|\n| 1 | 2 |\n",
    "images by label": "![Cap [@one]][fig]\n\ntext ![x][fig] text\n\n[fig]: f.svg {alt='x'}\n",
    "divs": "::: {.note #x}\n# In div [@one]\n\npara\n\n::: inner\nq\n:::\n:::\n\n::: {lang=fr}\nbonjour\n:::\n\n::: {#refs}\nz\n:::\n\n[s]{#x}\n",
    "what would be hidden in HTML": "[x]{hidden=''} [y]{style='display:none'} [@one]\n\n::: {style='opacity:0'}\nz\n:::\n\n"
    "::: {role=doc-footnote}\nw\n:::\n",
    "attributes that act": "[x]{onclick='this.focus()'} y [@one]\n",
    "formulas of every build": "$$\\begin{pmatrix}a & b\\\\c & d\\end{pmatrix}$$ $$\\begin{cases}a & x>0\\\\b\\end{cases}$$ "
    "$$\\begin{array}{lcr}a & b & c\\end{array}$$ $\\boxed{x}$ $\\phantom{y}$ $\\cancel{z}$ [@one]\n",
    "notes of one citation": "x[^a] y[^b] [@one]\n\n[^a]: [@two]\n[^b]: $x$\n",
    "cross-references": "See [@sec-a], [@fig-a], [@tbl-a], [@eq-a] [@one].\n\n# A {#sec-a}\n\n# B {#sec-b .unnumbered}\n\n[@sec-b]\n\n"
    "![C](f.svg){#fig-a alt='z'}\n\n| a |\n|--|\n| b |\n\n: T {#tbl-a}\n\n$$e$$ {#eq-a}\n",
    "hard-wrapped Chinese": "中文换行\n中文继续 English\nword 中文\n[@one]\n后续\n",
    "a long paragraph": "word " * 2000 + "[@one]\n",
    "nothing but a citation": "[@one]\n\n- [@two]\n\n> [@three]\n\n# 甲 [@four]\n",
    "markers side by side": "a [@one; @two; @three; @five] b [@four], [@six], c [@one]; [@two]\n",
}  # fmt: skip


def findings(project: Project, formats: tuple[str, ...] = FORMATS) -> list[str]:
    """Return what the proof says of the outputs of a project that passes the checks."""
    manuscript = read(project)
    errors = [
        item
        for item in checks.run(manuscript, ignore=("uncited-entry",)).diagnostics
        if item.severity is Severity.ERROR
    ]
    assert not [error for error in errors if error.code != "impossible-year"], "the manuscript itself has faults"
    document = numbered.prepare(manuscript, project)
    return [line for format in formats for line in _findings(document, project, format)]


def _findings(document: Document, project: Project, format: str) -> list[str]:
    reading = trial.module("proof", format).read(trial.render(document, project, format))
    expected = expect(document, format, has_spaces=reading.has_spaces)
    comparison = Comparison(expected, reading, f"out/a.{format}", look=look(document, project, format))
    return [f"{item.code}: {item.message}" for item in catalogue.run(comparison)]


@pytest.mark.parametrize("construct", CONSTRUCTS)
@pytest.mark.parametrize(("metadata", "settings"), [(METADATA, ""), (ENGLISH, VANCOUVER)], ids=["Chinese", "English"])
def test_a_construct_is_proven(write: Write, construct: str, metadata: str, settings: str) -> None:
    project = write(CONSTRUCTS[construct], metadata=metadata, settings=settings, files={"f.svg": PICTURE.encode()})
    assert findings(project) == []


@pytest.mark.parametrize("metadata", [METADATA, ENGLISH], ids=["Chinese", "English"])
def test_everything_at_once_is_proven(write: Write, metadata: str) -> None:
    assert findings(write(EVERYTHING, metadata=metadata, files=IMAGES)) == []


@pytest.mark.parametrize(
    "metadata",
    [
        METADATA,
        ENGLISH,
        METADATA.replace("虚构的题名", "'1984'"),
        METADATA.replace("虚构的题名", "'*In vitro* 与 H~2~O：10^5^ 个 $\\frac{x^2}{y}$ don''t <10 -- \"x\"'"),
        METADATA.replace("虚构的题名", f"'{'很长的题名，' * 16}'"),
        ENGLISH.replace("An invented title", f"'{'A very long title of 2 - ' * 9}'"),
        f"{METADATA}article-type: review\ndate: 2026-11-24\nrunning-title: {{zh: 短 2}}\n",
        f"{ENGLISH}article-type: An 'odd' kind -- of 2\nrunning-title: {{en: Short, zh: 短}}\n",
    ],
)
def test_what_runs_at_the_head_of_each_page_is_proven(write: Write, metadata: str) -> None:
    rows = "".join(f"| {number} [@one] | a |\n" for number in range(150))
    assert findings(write(f"Text [@one].\n\n| N 1 | head |\n|---|---|\n{rows}", metadata=metadata), ("pdf",)) == []


@pytest.mark.parametrize("authors", [1, 2, 7])
def test_any_number_of_authors_is_proven(write: Write, authors: int) -> None:
    people = "".join(
        f"  - name: {{zh: 虚构{number}, en: PERSON {number}}}\n    affiliations: [a{number % 3}]\n"
        f"    corresponding: {'true' if number == 1 else 'false'}\n"
        for number in range(1, authors + 1)
    )
    places = "".join(f"  - {{id: a{number}, zh: 虚构单位{number}, en: Place {number}}}\n" for number in range(3))
    metadata = f"title: {{zh: 题名, en: Title}}\nauthors:\n{people}affiliations:\n{places}"
    assert findings(write("正文[@one]。\n", metadata=metadata)) == []


@pytest.mark.parametrize(
    "metadata",
    [
        METADATA,
        METADATA.replace("虚构的题名", "'题名 #let \\<b\\> & \"x\" // \\* {y}'"),
        METADATA.replace("虚构的题名", "'*In vitro* 与 H~2~O：10^5^ 个 $x^2$'"),
        f"{METADATA}note: {{zh: '甲![x](f.svg)乙[丙](https://example.org)'}}\n",
        f"{METADATA}abstract: {{zh: '软骨与*骨*。'}}\nkeywords: {{zh: [软骨, 骨]}}\n",
        f"{METADATA}abstract:\n  zh:\n    - {{label: 目的, text: 甲。}}\n    - {{label: 结果, text: 目的与结果。}}\n",
        f"{METADATA}running-title: {{zh: 短题名}}\nstatements: {{funding: 无, '致谢': '感谢*某人*'}}\n",
    ],
)
def test_any_front_matter_is_proven(write: Write, metadata: str) -> None:
    assert findings(write("# 引言\n\n正文[@one]。\n", metadata=metadata, files={"f.svg": PICTURE.encode()})) == []


def test_sections_in_several_files_are_proven(write: Write) -> None:
    sections = {"01-a.md": "# 甲\n\n正文[@one]。\n", "02-b.md": "# 甲\n\n正文[@two; @one]。\n"}
    assert findings(write(sections)) == []


@pytest.mark.parametrize(
    "text",
    ["没有引用。\n", "# 只有标题[@one]\n", "1.\n\n-\n\n>\n\n[@one]\n", "正文[@one]\\\n强制换行&nbsp;与\\ 空格\n"],
)
def test_a_small_manuscript_is_proven(write: Write, text: str) -> None:
    assert findings(write(text)) == []
