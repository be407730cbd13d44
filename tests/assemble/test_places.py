"""A place in a passage or a field is a place in the author's file, to the character: fixes are made there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from collation.assemble import markdown
from collation.assemble.bibliography import read as read_bibliography
from collation.assemble.manuscript import read
from collation.diagnostics import Location
from collation.model import HIDDEN, Field
from collation.project import load

from . import generators

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = sorted((ROOT / "manuscript").glob("*.md"))


def require_true_places(text: str) -> None:
    reading = markdown.read("1.md", text, lambda _: True)
    for passage in reading.passages:
        for offset, character in enumerate(passage.text):
            if character >= " " and character not in HIDDEN:
                assert text[passage.place(offset)] == character
        for cited in passage.citations:
            start, end = passage.place(cited.start), passage.place(cited.end - 1) + 1
            assert text[start:end] == reading.clusters[cited.cluster].text
    if not reading.disagreements:
        assert {cited.cluster for passage in reading.passages for cited in passage.citations} == set(
            range(len(reading.clusters))
        ) or any(passage.context == "footnote" for passage in reading.passages)


@pytest.mark.parametrize("path", SECTIONS, ids=lambda path: path.stem)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_flagship_s_passages(path: Path, line_end: str) -> None:
    require_true_places(path.read_text(encoding="utf-8").replace("\n", line_end))


@pytest.mark.parametrize(
    "text",
    [
        "甲\r乙[@a]\r\r丙[@b]。\n",
        "> 甲[@a]\r\n> 乙[1]\r\n\r\n- 丙\r\n  丁[@b]\r\n",
        "甲[^1]乙[^1]。\n\n[^1]: 丙[@a]\n    丁[@b]。\n",
        "| 甲 | 乙 |\n|----|----|\n| [@a] | `[1]` 丙[2] |\n\n: 题[3]\n",
    ],
)
def test_line_ends_lists_notes_and_tables(text: str) -> None:
    require_true_places(text)


@given(generators.documents())
def test_any_text(text: str) -> None:
    require_true_places(text)


def test_fields_know_their_places_and_what_they_are_made_of() -> None:
    text = '@string{j = "Journal"}\r\n@article{a1,\r\n  title = {A {b} c},\r\n  journal = j # { of} ,\r\n  year=2003}\r\n% 注\r\n'
    library, _ = read_bibliography("references.bib", text)
    entry = library.entries[0]
    title, journal, year = entry.fields
    assert (text[entry.start], text[entry.end - 1]) == ("@", "}")
    for field in (title, year):
        assert field.is_single
        assert text[field.inner_start :].startswith(field.value)
    assert text[title.start : title.end] == "{A {b} c}"
    assert text[journal.start : journal.end] == "j # { of}"
    assert (journal.value, journal.strings, journal.is_single) == ("Journal of", ("j",), False)
    assert text[journal.name_start :].startswith("journal")
    assert [support.name for support in library.support] == ["j"]
    assert [text[remark.start : remark.end].strip() for remark in library.remarks] == ["% 注"]
    assert isinstance(title, Field)


ALIKE = """\
甲`{#fig-b}`，见[@fig-b]<!-- {#tbl-b} -->、[乙](#sec-b)和[丙](#nowhere)、[丁](#nowhere)。

```
## 题 {#sec-b}
![题](f.svg){#fig-b}
$\\frac{a}{b$
```

![题](f.svg){alt="一个点"}

![题](f.svg){#fig-b alt="一个点"}

| 甲 | 乙 |
|----|----|
| 1  | 2  |

: 题

| 甲 | 乙 |
|----|----|
| 1  | 2  |

: 题 {#tbl-b
  caption-en="A"}

# 题 {#sec-b}

## 题

式`$\\frac{a}{b$`与$\\frac{a}{b$，<b>`<b>`</b>甲，<b>乙</b>，`![](none.svg)`、![x][f]、![y](none.svg)。

$$x$$ {#eq-b}

[f]: none.svg
"""
"""Things that are written alike, and some that are only shown: each must be found where it stands itself."""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CR LF"])
def test_what_pandoc_names_without_a_place_has_its_own(tmp_path: Path, line_end: str) -> None:
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript/01.md").write_bytes(ALIKE.replace("\n", line_end).encode())
    manuscript = read(load(tmp_path))
    lines = ALIKE.splitlines()

    def shown(place: Location) -> tuple[int, str]:
        return place.line, lines[place.line - 1][place.column - 1 :][: place.length]

    assert [shown(target.location) for target in manuscript.targets] == [
        (9, "题"), (11, "fig-b"), (17, "题"), (23, "tbl-b"), (26, "sec-b"), (28, "题"), (32, "eq-b"),
    ]  # fmt: skip
    assert [shown(image.location) for image in manuscript.images] == [
        (9, "f.svg"), (11, "f.svg"), (30, "none.svg"), (34, "none.svg"),
    ]  # fmt: skip
    assert [shown(link.location) for link in manuscript.links] == [(1, "#sec-b"), (1, "#nowhere"), (1, "#nowhere")]
    assert len({link.location for link in manuscript.links}) == 3
    assert [shown(formula.location) for formula in manuscript.formulas] == [(30, "\\frac{a}{b"), (32, "x")]
    assert [(raw.text, raw.location.line) for raw in manuscript.raw] == [("<b>", 30), ("</b>", 30)] * 2
    assert len({raw.location for raw in manuscript.raw}) == 4
