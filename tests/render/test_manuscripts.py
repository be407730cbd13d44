"""Odd manuscripts: whatever an author writes, all formats are made of it, and none says less than another."""

from __future__ import annotations

import base64
import re

import pytest

from collation.project import FORMATS
from manuscripts import ENGLISH, METADATA, Build, Write

from .readers import Docx, Epub, Html, Jats, Pdf, numbers, squeezed
from .test_pictures import DRAWING, SVG, png

# A grey JPEG of 8 by 8 pixels.
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBk"
    "eFxlZ2P/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=="
)
IMAGES = {"a.png": png(64, 48), "b.jpg": JPEG, "c.svg": SVG, "d.typ": DRAWING}

EVERYTHING = """\
# 引言 {.unnumbered}

第一段有脚注[^n]，行内公式$E=mc^2$和代码`pip install`，见文献[@one]、[@two; @three]以及 @four 的研究。
换行后的句子[@five, p. 12]。**粗体**、*斜体 in vivo*、~~删除~~、H~2~O、x^2^、[链接](https://example.org/a_b?c=d&e=f)。

[^n]: 脚注的内容[@six]，含*斜体*。

    脚注第二段。

# 方法[@one] {#sec-methods}

## 列表

1. 第一项
2. 第二项

   - 嵌套项甲[@one]
   - 嵌套项乙

     第二段。

术语
:   定义内容[@two]。

> 引文一段，见[@three]。
>
> 引文二段。

---

### 代码

```python
def f(x):
    return x + 1  # 注释
```

    缩进代码 <b>&amp;

| 行块一
| 行块二

#### 四级标题

$$\\int_0^1 x^2\\,dx = \\frac{1}{3}$$ {#eq-integral}

无编号公式：

$$a^2+b^2=c^2$$

由[@eq-integral]、[@fig-png]、[@tbl-one]和[@sec-methods]可知。

![位图标题[@one]](a.png){#fig-png alt="虚构的方块" width=40% caption-en="A bitmap with *italic*"}

![照片](b.jpg){#fig-jpg alt="虚构的灰块"}

![矢量](c.svg){#fig-svg alt="虚构的蓝块" width=60%}

![绘图](d.typ){#fig-typ alt="虚构的圆"}

行内小图![小图](c.svg){alt="虚构的小块" width=1cm}在文中。

| 左 | 中 | 右 |
|:---|:--:|---:|
| 甲 | 乙[@one] | 1.0 |
| $x^2$ | `c` | 22.5 |

: 表题 {#tbl-one caption-en="A table"}

没有标题的表：

| a | b |
|---|---|
| 表中字 | 2 |

+-----------+-----------+
| 格        | 格子      |
+===========+===========+
| - 一      | 格中段落  |
| - 二      |           |
|           | 第二段    |
+-----------+-----------+

: 网格表

::: note
一个 Div 中的段落[@four]。
:::
"""
WORDS = (
    "第一段有脚注", "脚注的内容", "脚注第二段", "pip", "欧阳若兰等", "粗体", "invivo", "删除", "H2O", "链接", "第二项",
    "嵌套项甲", "术语", "定义内容", "引文二段", "returnx+1", "缩进代码<b>&amp;", "行块一", "行块二", "四级标题",
    "由式（1）、图1、表1和1可知", "图1位图标题", "Fig.1Abitmapwithitalic", "图2照片", "图4绘图", "表1表题", "Table1Atable",
    "22.5", "表中字", "格中段落", "表2网格表", "一个Div中的段落",
)  # fmt: skip
MARKERS = ["1", "2", "3-4", "5", "6", "2", "2", "3", "4", "2", "2", "5"]


def texts(built: dict[str, bytes]) -> dict[str, str]:
    docx = Docx(built["docx"])
    notes = [docx.words(item) for item in docx.select("//w:p", docx.part("word/footnotes.xml"))]
    return {
        "pdf": squeezed(Pdf(built["pdf"]).text),
        "html": squeezed(Html(built["html"]).one("//body").text_content()),
        "docx": squeezed(docx.text + "".join(notes)),
        "jats": squeezed(Jats(built["jats"]).text),
        "epub": squeezed(Epub(built["epub"]).one("//body").text_content()),
    }


def test_everything_that_an_author_can_write_is_in_every_format(write: Write, build: Build) -> None:
    built = build(write(EVERYTHING, files=IMAGES))
    for format, text in texts(built).items():
        for words in WORDS:
            assert words in text, f"{words} is not in the {format}"
    for page in (Html(built["html"]), Epub(built["epub"])):
        assert sorted(page.markers) == sorted(MARKERS)
        assert len(page.select("//img")) == 5
        assert len(page.select("//*[local-name()='math']")) == 4
    assert sorted(numbers(texts(built)["pdf"].partition("参考文献[1]")[0])) == sorted(MARKERS)
    assert len(Docx(built["docx"]).select("//m:oMath")) == 4
    jats = Jats(built["jats"])
    assert sorted(jats.markers) == sorted(MARKERS)
    assert len(jats.select("//graphic | //inline-graphic")) == 5
    assert len(jats.select("//*[local-name()='math']")) == len(jats.select("//tex-math")) == 4


@pytest.mark.parametrize(
    ("text", "metadata", "settings"),
    [
        pytest.param("只有一段话[@one]。\n", METADATA, "", id="one paragraph"),
        pytest.param("没有引用。\n", METADATA, "", id="no citation"),
        pytest.param("# 只有标题[@one]\n", METADATA, "", id="only a heading"),
        pytest.param("Cells [@one].\n", ENGLISH, 'style = "vancouver"\nsuperscript = false\n', id="English"),
        pytest.param("1.\n\n-\n\n>\n\n[@one]\n", METADATA, "", id="empty items"),
        pytest.param("正文[@one]\\\n强制换行&nbsp;与\\ 空格\n", METADATA, "", id="breaks"),
        pytest.param(
            "# $x^2$ 与 `代码` 与 **粗** {#sec-a}\n\n见[@sec-a]和[@one]\n", METADATA, "", id="marked-up heading"
        ),
    ],
)
def test_a_small_manuscript_is_rendered(write: Write, build: Build, text: str, metadata: str, settings: str) -> None:
    built = build(write(text, metadata=metadata, settings=settings))
    assert set(built) == set(FORMATS)
    for shown in texts(built).values():
        assert "[@" not in shown


def test_without_a_citation_there_is_no_list_and_no_heading_for_one(write: Write, build: Build) -> None:
    for format, shown in texts(build(write("# 引言\n\n没有引用。\n"))).items():
        assert "没有引用" in shown
        assert "参考文献" not in shown, format


@pytest.mark.parametrize("authors", [1, 2, 7])
def test_a_head_with_any_number_of_authors_and_three_affiliations(write: Write, build: Build, authors: int) -> None:
    people = "".join(
        f"  - name: {{zh: 虚构{number}, en: PERSON {number}}}\n    affiliations: [a{number % 3}]\n"
        f"    corresponding: {'true' if number == 1 else 'false'}\n"
        for number in range(1, authors + 1)
    )
    places = "".join(f"  - {{id: a{number}, zh: 虚构单位{number}, en: Place {number}}}\n" for number in range(3))
    metadata = f"title: {{zh: 题名, en: Title}}\nauthors:\n{people}affiliations:\n{places}"
    for shown in texts(build(write("正文[@one]。\n", metadata=metadata))).values():
        assert re.search(r"虚构1(?:PERSON1)?\W*2", shown)  # JATS has both forms of a name side by side
        for words in ("PERSON1", "虚构单位2", "Place2", "通信作者"):
            assert words in shown


def test_characters_that_mean_something_to_typst_html_or_word_are_only_characters(write: Write, build: Build) -> None:
    odd = '\\#let \\$x\\$ \\* \\_ \\@me \\<b\\> &lt;i&gt; \\~ \\` \\" \\\\ // /* */ #x = - + $5 与 $6'
    metadata = METADATA.replace("虚构的题名", "'题名 #let \\<b\\> & \"x\" // \\* {y}'")
    built = build(write(f"正文{odd}[@one]。\n", metadata=metadata))
    for format, shown in texts(built).items():
        for words in ("#let$x$*_@me<b><i>~`", "///**/#x=-+$5与$6", "题名#let<b>&“x”//*{y}"):
            assert words in shown, format


def test_120_works_and_their_ranges(write: Write, build: Build) -> None:
    bibliography = "".join(
        f"@article{{k{number}, author = {{Writer, W.}}, title = {{Invented work number {number}}}, "
        f"journal = {{Invented Journal}}, year = {{{1900 + number}}}, volume = {{{number}}}, pages = {{1--9}}, "
        f"doi = {{10.5555/k{number}}}, langid = {{english}}}}\n"
        for number in range(1, 121)
    )
    text = "".join(f"第{number}句[@k{number}]。" for number in range(1, 100))
    text += "范围[@k1; @k2; @k3; @k5]，"
    text += f"其余[{'; '.join(f'@k{number}' for number in range(100, 121))}]。\n"
    built = build(write(text, bibliography=bibliography))
    expected = [*map(str, range(1, 100)), "1-3,5", "100-120"]
    html, docx = Html(built["html"]), Docx(built["docx"])
    assert html.markers == expected
    assert docx.markers == expected
    assert numbers(Pdf(built["pdf"]).text.partition("参考文献")[0]) == expected
    assert [number for number, _ in html.references] == [f"[{number}]" for number in range(1, 121)]
    assert docx.references == html.references
    assert Jats(built["jats"]).markers == expected
    assert Jats(built["jats"]).references == html.references
    assert Epub(built["epub"]).markers == expected
    assert Epub(built["epub"]).references == html.references


def test_sections_in_several_files_count_on(write: Write, build: Build) -> None:
    sections = {"01-a.md": "# 甲\n\n正文[@one]。\n", "02-b.md": "# 甲\n\n正文[@two; @one]。\n"}
    html = Html(build(write(sections), "html")["html"])
    assert html.markers == ["1", "1-2"]
    assert [html.words(node) for node in html.select("//main//h2")] == ["1 甲", "2 甲", "参考文献"]
