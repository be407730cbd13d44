r"""Values as LaTeX: nothing raises, places are right, and pandoc prints and loses what the checks say it does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collation
from collation import pandoc
from collation.assemble import bibliography
from collation.check.entries import (
    bare_special_character,
    broken_latex,
    empty_field,
    html_debris,
    swallowed_text,
    values,
)
from collation.model import FrontMatter, Manuscript, SourceFile

STYLE = Path(collation.__file__).parent / "styles" / "csl" / "gb-t-7714-2015-numeric.csl"
LATEX = st.text(st.sampled_from("\\{}$%&#_^ab1;(<>/ \n-"), max_size=30) | st.text(max_size=20)


def manuscript(text: str) -> Manuscript:
    found, _ = bibliography.read("references.bib", text)
    return Manuscript(FrontMatter(""), (), (), (), (), (), found, sources=(SourceFile("references.bib", text),))


def printed(titles: list[str]) -> list[str]:
    """What pandoc makes of titles, in a language that it does not put into lower case."""
    text = "\n".join(f"@book{{k{n}, title = {{{title}}}, langid = {{german}}}}" for n, title in enumerate(titles))
    divs, _ = pandoc.format_entries(text, [f"k{n}" for n in range(len(titles))], STYLE, "en")
    return [json.dumps(div, ensure_ascii=False) for div in divs]


@given(LATEX)
def test_marks_stand_where_they_say(value: str) -> None:
    for mark in values.marks(value):
        assert value.startswith(mark.text, mark.start)


@given(LATEX)
def test_entities_stand_where_they_say(value: str) -> None:
    for entity in values.entities(value + "&amp;" + value):
        assert (value + "&amp;" + value)[entity.start : entity.end] == entity.written


@pytest.mark.parametrize("title", ["Qq 5% zz", "Qq $5 zz", "Qq #1 zz", "Qq &#8211; zz", r"Qq $\alpha zz"])
def test_pandoc_loses_what_is_swallowed(title: str) -> None:
    assert "zz" not in printed([title])[0]
    text = f"@book{{k, title = {{{title}}}}}"
    found = [*swallowed_text.find(manuscript(text)), *html_debris.find(manuscript(text))]
    assert [item.severity for item in found] == ["error"]


@pytest.mark.parametrize("title", ["Qq & zz", "Qq_a zz", "Qq^a zz", "Qq # zz", "Qq &#x3b1; zz", r"Qq \$5 \% \#1 zz"])
def test_pandoc_prints_the_rest(title: str) -> None:
    assert "zz" in printed([title])[0]
    assert not list(swallowed_text.find(manuscript(f"@book{{k, title = {{{title}}}}}")))


def test_pandoc_prints_every_command_that_is_said_to_be_printed() -> None:
    commands = sorted(broken_latex.PRINTED - {"SI", "verb", "textcolor", "foreignlanguage", "texorpdfstring"})
    for command, div in zip(commands, printed([f"Qq \\{command}{{a}} zz" for command in commands]), strict=True):
        assert "RawInline" not in div, command
        assert "zz" in div, command


@pytest.mark.parametrize(
    "title", [r"\beta-catenin", r"5 \textpm 1", r"\mbox{a} zz", r"\mathrm{a} zz", r"\DJ okic", r"{\sc a} \foo zz"]
)
def test_pandoc_prints_nothing_of_what_is_said_to_be_lost(title: str) -> None:
    assert "RawInline" in printed([title])[0]
    assert list(broken_latex.find(manuscript(f"@book{{k, title = {{{title}}}}}")))


CHECKS = [bare_special_character, broken_latex, empty_field, html_debris, swallowed_text]


@pytest.mark.parametrize(
    "fields",
    [
        "title = {50% of $5 #1},\n  year = {2003}",
        "title = {50% #1 ##2 100%}",
        "title = {A & B_two # d^ e}",
        "title = {A &amp; B &lt; c &#8211; &alpha; \\&amp; &nbsp; &quot;x&quot;}",
        'title = "A &quot;x&quot; &amp;amp; b"',
        "title = {\\beta-catenin {\\alpha} \\textpm5 \\mbox{Goats}}",
        'title = {Goats},\n  volume = {},\n  number = "" ,\n  pages = {{}}\n',
        "volume = {}, title = {Goats}, pages = {}",
        "title = {Goats}, volume = {} , pages = {9}",
    ],
)
def test_a_safe_fix_leaves_nothing_to_find_and_every_reader_agrees(fields: str) -> None:
    text = f"@book{{k,\n  {fields}}}\n"
    found = [item for check in CHECKS for item in check.find(manuscript(text))]
    edits = {edit for item in found if item.fix and item.fix.is_safe for edit in item.fix.edits}
    assert edits
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    mended, disagreements = bibliography.read("references.bib", text)
    assert not mended.broken
    assert not disagreements
    left = [item for check in CHECKS for item in check.find(manuscript(text))]
    assert not [item for item in left if item.fix is None or item.fix.is_safe]


@given(LATEX, st.sampled_from(["title", "author", "url", "pages"]))
def test_no_value_raises(value: str, name: str) -> None:
    text = f"@book{{k, {name} = {{{value}}}}}"
    for check in CHECKS:
        list(check.find(manuscript(text)))
