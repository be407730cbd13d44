"""Titles: pandoc prints small exactly the words that are said to be, and keeps them once they stand in braces."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collation
from collation import pandoc
from collation.assemble import bibliography
from collation.check.entries import title_full_stop, title_in_capitals, title_marker, titles, unprotected_capital
from collation.model import BibliographyEntry, FrontMatter, Manuscript, SourceFile

STYLE = Path(collation.__file__).parent / "styles" / "csl" / "gb-t-7714-2015-numeric.csl"
CHECKS = [title_full_stop, title_in_capitals, title_marker, unprotected_capital]
TEXT = st.text(st.sampled_from("\\{}$'\"-:. aAbßΔ王&."), max_size=30) | st.text(max_size=20)


def manuscript(text: str) -> Manuscript:
    found, _ = bibliography.read("references.bib", text)
    return Manuscript(FrontMatter(""), (), (), (), (), (), found, sources=(SourceFile("references.bib", text),))


def words_of(node: Any) -> str:
    if isinstance(node, list):
        return "".join(words_of(item) for item in node)
    if isinstance(node, dict):
        return {"Space": " ", "Str": node.get("c")}.get(node["t"]) or words_of(node.get("c", ""))
    return ""


def printed(titles_: list[str]) -> list[str]:
    text = "\n".join(f"@book{{k{n}, title = {{{title}}}}}" for n, title in enumerate(titles_))
    divs, _ = pandoc.format_entries(text, [f"k{n}" for n in range(len(titles_))], STYLE, "en")
    return [words_of(div) for div in divs]


TITLES = [
    "The role of DNA and mRNA in miR-140-5p via SOX9 and TGF-β in Alzheimer Disease and Wnt/Notch/β-catenin",
    "Mesenchymal Stem Cell: The Critical Role of iPSC in T Cells",
    "growth of Escherichia coli in goats from Kobe: Kobe again. Kobe? Kobe! Kobe; Kobe, Kobe",
    "Phase I trial of vitamin A in large flocks of sheep, non-Hodgkin",
    "12 Kobe cells of many sheep in {DNA} Kobe and {Kobe} and $x$ Osaka",
    r"the cells of M{\"u}ller and Sj{\"o}gren and M\"uller in sheep, lambs, goats and hens, {\O}re \& \'Ecole",
    "the (Wnt) pathway of `Kobe' goats in ``Osaka'' flocks – Kobe — Kobe - Kobe",
    "外泌体 Wnt 通路与 Kobe-Osaka 及经Wnt通路",
    "the U.S. sheep of goats in J. Kobe and E.~coli",
    "a Kellgren-Lawrence grade, Crohn's disease and Legg-Calvé-Perthes in sheep",
    "Sox9 and Wnt5a and NaCl and Na and Smad2/3 and Akt in sheep with goats",
    r"large white sheep with \emph{Capra} and Kobe\textsuperscript{TM} goats\ Kobe~Osaka",
]


def test_pandoc_prints_small_what_is_capitalised_and_neither_first_nor_in_braces() -> None:
    for title, text in zip(TITLES, printed(TITLES), strict=True):
        for word in titles.words(title):
            letters = word.letters
            if word.is_capitalised and not word.is_first and letters.isascii() and "\\" not in word.text:
                assert re.search(rf"\b{letters.lower()}\b", text), (title, letters, text)


def test_once_in_braces_the_words_are_printed_as_they_are_written() -> None:
    mended = []
    for title in TITLES:
        text = f"@book{{k, title = {{{title}}}}}"
        (found,) = unprotected_capital.find(manuscript(text))
        assert found.fix
        assert found.fix.is_safe
        for edit in sorted(found.fix.edits, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        assert not list(unprotected_capital.find(manuscript(text)))
        mended.append((title, text.removeprefix("@book{k, title = {").removesuffix("}}"), found.fix.edits))
    for (title, _, edits), text in zip(mended, printed([item[1] for item in mended]), strict=True):
        for edit in edits:
            if "\\" not in edit.text:
                assert edit.text.strip("{}") in text, (title, edit.text, text)


@pytest.mark.parametrize(
    ("langid", "is_english"),
    [("english", True), ("en-GB", True), ("USenglish", True), ("german", False), ("chinese", False), ("eng", False)],
)
def test_only_english_titles_are_changed(langid: str, *, is_english: bool) -> None:
    text = f"@book{{k, title = {{The goats of Kobe}}, langid = {{{langid}}}}}"
    divs, _ = pandoc.format_entries(text, ["k"], STYLE, "en")
    assert ("kobe" in words_of(divs)) == is_english
    entry: BibliographyEntry = manuscript(text).bibliography.entries[0]
    assert titles.is_english(entry) == is_english


@given(TEXT)
def test_words_stand_where_they_say(value: str) -> None:
    for word in titles.words(value):
        assert value[word.start : word.end] == word.text


@given(TEXT)
def test_no_title_raises(value: str) -> None:
    for check in CHECKS:
        list(check.find(manuscript(f"@book{{k, title = {{{value}}}}}")))


def test_the_offer_for_capitals_keeps_acronyms() -> None:
    text = "@book{k, title = {ROLE OF IL-1 AND BMP IN GOATS: A STUDY}}"
    (found,) = title_in_capitals.find(manuscript(text))
    assert found.fix
    assert found.fix.edits[0].text == "Role of IL-1 and BMP in goats: A study"
