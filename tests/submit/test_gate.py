"""Each requirement that a program can look at: a manuscript that keeps it, and one that does not."""

from __future__ import annotations

import pytest

from collation.journals import schema
from collation.submit import gate

from .conftest import FILES, METADATA, Judge

TEXT = FILES["manuscript/01.md"]
FIGURE = TEXT + '\n![图的说明](figures/a.svg){#fig-a caption-en="A caption"}\n\n见@fig-a。\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
TABLE = TEXT + '\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n: 表的说明 {#tbl-a caption-en="A caption"}\n\n见@tbl-a。\n'

# The field, what is asked of it, what is changed in metadata.yaml or in the text, and what is then said.
CASES = [
    ("text.languages", "is: [zh, en]", ("title: {zh: 虚构的题名, en: An invented title}", "title: {zh: 虚构的题名}"), None,
     "there is no title in the language en"),
    ("text.length", "at-most: 120, unit: 字", None, TEXT + "长句。" * 60, "the text has"),
    ("text.sections", "is: [引言]", None, TEXT.replace("# 引言", "# 开头"), "there is no section 引言"),
    ("text.heading-levels", "at-most: 2", None, TEXT + "\n### 更细\n\n句。\n", "a heading of level 3"),
    ("text.footnotes", "is: not-wanted", None, TEXT + "\n句[^a]。\n\n[^a]: 注。\n", "1 footnotes in this section"),
    ("title.length-zh", "at-most: 6, unit: 字", ("zh: 虚构的题名", "zh: 虚构的很长的题名"), None, "the Chinese title has 8 字"),
    ("title.length-en", "at-most: 4, unit: words", ("An invented title", "An all too long invented title"), None,
     "the English title has 6 words"),
    ("title.running-length", "at-most: 3, unit: characters", ("{zh: 虚构, en", "{zh: 虚构的题名, en"), None,
     "the running title has 5 characters"),
    ("title.abbreviations", "is: not-wanted", ("zh: 虚构的题名", "zh: 虚构的OA题名"), None, "the title has the abbreviation OA"),
    ("abstract.length-zh", "at-most: 20, unit: 字", ("虚构的目的。", "虚构的目的。" * 4), None, "the Chinese abstract has"),
    ("abstract.length-en", "at-most: 9, unit: words", ("An invented objective.", "An invented objective. " * 4), None,
     "the English abstract has"),
    ("abstract.parts-zh", "is: [目的, 结论]", ("label: 结论", "label: 结果"), None, "the Chinese abstract has the parts 目的, 结果"),
    ("abstract.parts-en", "is: [Objective, Conclusion]", ("label: Conclusion", "label: Results"), None,
     "the English abstract has the parts Objective, Results"),
    ("abstract.form", "is: parts",
     ("  zh: [{label: 目的, text: 虚构的目的。}, {label: 结论, text: 虚构的结论。}]", "  zh: 虚构的摘要。"), None,
     "the abstract is not in the form of parts with labels"),
    ("keywords.number", "at-least: 2, at-most: 8", ("zh: [虚构, 软骨]", "zh: [虚构]"), None, "the list of key words has 1"),
    ("keywords.paired", "is: true", ("zh: [虚构, 软骨]", "zh: [虚构]"), None, "there are 1 key words in one language and 2"),
    ("references.number", "at-most: 2", None, None, ""),
    ("references.newest", "at-most: 3", ("date: 2026-01-31", "date: 2030-01-31"), None, "the newest work, of 2025, has 5 years"),
    ("figures.number", "at-most: 0", None, FIGURE, "the list of figures has 1"),
    ("figures.captions", "is: [zh, en]", None, FIGURE.replace(' caption-en="A caption"', ""),
     "the figure fig-a has no caption in the language en"),
    ("tables.number", "at-most: 0", None, TABLE, "the list of tables has 1"),
    ("tables.captions", "is: [zh, en]", None, TABLE.replace(' caption-en="A caption"', ""),
     "the table tbl-a has no caption in the language en"),
    ("authors.names", "is: [zh, en]", ("{zh: 张三, en: ZHANG San}", "{zh: 张三}"), None, "张三 has no name in the language en"),
    ("authors.affiliations", "is: [zh, en]", (', en: "Invented Hospital, Invented City, 100000"', ""), None,
     "the affiliation one has no name in the language en"),
    ("authors.postcode", "is: true", ("100000", "Invented"), None, "the affiliation one has no postcode"),
    ("authors.email", "is: corresponding", ("    email: nobody@example.org\n", ""), None, "张三 has no e-mail address"),
    ("authors.orcid", "is: all", ("    orcid: 0000-0002-1825-0097\n", ""), None, "张三 has no ORCID iD"),
]  # fmt: skip


def profile(name: str, asked: str) -> str:
    group, _, field = name.partition(".")
    return f"{group}: {{{field}: {{{asked}, source: guide}}}}"


Case = tuple[str, str, tuple[str, str] | None, str | None, str]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_requirement_is_kept_or_named(case: Case, judge: Judge) -> None:
    name, asked, metadata, text, said = case
    good = {"manuscript/figures/a.svg": SVG}
    if name.endswith("captions"):
        good["manuscript/01.md"] = FIGURE if name.startswith("figures") else TABLE
    assert judge(profile(name, asked), good)[name].state == "kept"
    if not said:
        return
    bad = dict(good)
    if metadata:
        assert metadata[0] in METADATA
        bad["manuscript/metadata.yaml"] = METADATA.replace(*metadata)
    if text:
        bad["manuscript/01.md"] = text
    found = judge(profile(name, asked), bad)[name]
    assert found.state == "not kept"
    assert found.is_refused == (found.field.severity == "error")
    assert said in found.findings[0].message
    assert "styles/journals/mine.yaml:4 asks for it (Invented guide)" in found.findings[0].help


@pytest.mark.parametrize("name", ["funding", "ethics", "ai-use"])
def test_a_statement_is_there_or_to_be_supplied(name: str, judge: Judge) -> None:
    field = f"statements.{name}"
    found = judge(
        profile(field, "is: required"),
        {"manuscript/metadata.yaml": METADATA.replace(f"{name}: 无。, ", "").replace(f"{name}: 不适用。, ", "")},
    )[field]
    assert (found.state, found.findings[0].message) == (
        "not kept",
        f"to be supplied by the authors: the statement {name}",
    )
    assert judge(profile(field, "is: if-it-applies"))[field].state in ("kept", "by hand")


def test_what_is_looked_at_is_in_the_schema_and_each_is_tried() -> None:
    tried = {case[0] for case in CASES} | {name for name in gate.CHECKS if name.startswith("statements.")}
    assert set(gate.CHECKS) <= set(schema.BY_NAME)
    assert set(gate.CHECKS) - tried == {"abstract.citations", "authors.anonymous"}


def test_what_nobody_knows_is_asked_of_nobody(judge: Judge) -> None:
    found = judge("text: {length: null}")
    assert {standing.state for standing in found.values()} == {"not verified"}
    assert not any(standing.findings for standing in found.values())


def test_what_the_package_follows_and_what_a_person_must_see_to_are_told_apart(judge: Judge) -> None:
    found = judge("layout: {size: {is: 12, source: guide}}\npackage: {checklist: {is: PRISMA, source: guide}}")
    assert (found["layout.size"].state, found["package.checklist"].state) == ("made so", "by hand")


def test_authors_who_are_to_be_hidden_are_not_hidden_yet(judge: Judge) -> None:
    field = "authors.anonymous"
    assert judge(profile(field, "is: no"))[field].state == "kept"
    assert judge(profile(field, "is: reviewers"))[field].is_refused
