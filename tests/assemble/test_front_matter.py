"""metadata.yaml and the evidence file become values, and every fault has its place.  All persons are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation import yaml
from collation.assemble import front_matter
from collation.diagnostics import Lines
from collation.model import AbstractPart, Affiliation, Author, Bilingual, Evidence, FrontMatter
from collation.yaml import YamlError

WHOLE = """\
lang: zh-CN
title: {zh: 题名, en: Title}
running-title: 短题名
article-type: review
date: 2026-01-31
note:
  zh: >-
    第一行
    第二行
authors:
  - name: {zh: 王强, en: WANG Qiang}
    affiliations: [here, there]
    corresponding: true
    email: wang@example.org
    orcid: 0000-0002-1825-0097
  - name: 李芳
  - 欧阳修
affiliations:
  - {id: here, zh: 某医院, en: Some Hospital}
  - {id: there, zh: 某大学}
abstract:
  zh:
    - {label: 目的, text: 综述。}
    - {label: 结论, text: 有益。}
  en: No parts.
keywords: {zh: [软骨, 干细胞], en: [cartilage]}
statements: {funding: 无。, ethics: null, 致谢: 感谢。}
"""


def read(text: str) -> tuple[FrontMatter, list[tuple[str, str]]]:
    matter, faults = front_matter.read("m.yaml", yaml.parse("m.yaml", text))
    return matter, [(f"{fault.location.line}:{fault.location.column}", fault.message) for fault in faults]


def faults(text: str) -> list[tuple[str, str]]:
    """Return the faults of some entries beside a title and an author."""
    return read(f"title: 题名\nauthors: [王强]\n{text}")[1]


def test_everything_that_an_author_says_is_read() -> None:
    matter, found = read(WHOLE)
    assert found == []
    assert (matter.first_language, matter.second_language) == ("zh", "en")
    assert matter.title == Bilingual("题名", "Title")
    assert matter.running_title == Bilingual("短题名")
    assert (matter.article_type, matter.date) == ("review", "2026-01-31")
    assert matter.note == Bilingual("第一行 第二行")
    assert matter.authors == (
        Author(Bilingual("王强", "WANG Qiang"), ("here", "there"), True, "wang@example.org", "0000-0002-1825-0097"),
        Author(Bilingual("李芳")),
        Author(Bilingual("欧阳修")),
    )
    assert matter.affiliations == (
        Affiliation("here", Bilingual("某医院", "Some Hospital")),
        Affiliation("there", Bilingual("某大学")),
    )
    assert matter.first_abstract == (AbstractPart("目的", "综述。"), AbstractPart("结论", "有益。"))
    assert matter.second_abstract == (AbstractPart("", "No parts."),)
    assert (matter.first_keywords, matter.second_keywords) == (("软骨", "干细胞"), ("cartilage",))


def test_statements_come_in_the_order_of_journals_and_then_the_authors_own() -> None:
    matter, _ = read(WHOLE)
    assert [(item.name, item.text) for item in matter.statements] == [
        ("funding", "无。"),
        ("conflicts-of-interest", ""),
        ("author-contributions", ""),
        ("ethics", ""),
        ("data-availability", ""),
        ("致谢", "感谢。"),
    ]
    assert [str(item.location) for item in matter.statements][:2] == ["m.yaml:27:23", "m.yaml:27:13"]


def test_an_english_manuscript_has_chinese_as_its_second_language() -> None:
    matter, found = read("lang: en-GB\ntitle: {en: Title, zh: 题名}\nauthors: [{name: {en: Ann Smith}}]\n")
    assert (matter.first_language, matter.title, found) == ("en", Bilingual("Title", "题名"), [])


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}", "null"])
def test_an_empty_file_lacks_a_title_and_authors(text: str) -> None:
    assert read(text)[1] == [("1:1", "the manuscript has no title"), ("1:1", "the manuscript has no authors")]


FAULTS = {
    "titel: x": ("3:8", "metadata.yaml has no entry titel"),
    "running-title: [a]": ("3:16", "running-title must be a mapping of names to values"),
    "running-title: {zh: [a]}": ("3:21", "running-title must be a text"),
    "note: {fr: x}": ("3:12", "note has no language fr"),
    "date: 2026-1-31": ("3:7", "2026-1-31 is no date of the form 2026-01-31"),
    "date: 2026-02-30": ("3:7", "2026-02-30 is no date of the form 2026-01-31"),
    "date: [2026]": ("3:7", "date must be a text"),
    "abstract: 一段": ("3:11", "abstract must be a mapping of names to values"),
    "abstract: {zh: [{label: 目的}]}": ("3:17", "the part 目的 of the abstract has no text"),
    "abstract: {zh: [{text: 甲, lable: 乙}]}": ("3:34", "a part of an abstract has no entry lable"),
    "abstract: {fr: x}": ("3:16", "abstract has no language fr"),
    "keywords: {zh: '甲；乙'}": ("3:16", "keywords must be a list"),
    "keywords: {zh: [[甲]]}": ("3:17", "a keyword must be a text"),
    "keywords: {fr: [x]}": ("3:16", "keywords has no language fr"),
    "affiliations: 某医院": ("3:15", "affiliations must be a list"),
    "affiliations: [{zh: 某医院}]": ("3:16", "an affiliation has no id"),
    "affiliations: [{id: a}, {id: a}]": ("3:25", "two affiliations have the id a"),
    "affiliations: [{id: a, name: x}]": ("3:30", "an affiliation has no entry name"),
    "statements: {funding: [a]}": ("3:23", "the statement funding must be a text"),
    "statements: [a]": ("3:13", "statements must be a mapping of names to values"),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.items(), ids=FAULTS)
def test_a_fault_is_shown_at_the_value_that_has_it(text: str, expected: tuple[str, str]) -> None:
    assert faults(text) == [expected]


AUTHORS = {
    "[{name: {en: Wang}}]": [("1:11", "an author has no name")],
    "[{name: 王, affiliations: [x]}]": [("1:36", "no affiliation has the id x")],
    "[{name: 王, affiliations: x}]": [("1:35", "the affiliations of an author must be a list")],
    "[{name: 王, affiliation: [x]}]": [("1:34", "an author has no entry affiliation")],
    "[{name: 王, corresponding: maybe}]": [("1:36", "corresponding must be true or false")],
    "[{name: 王, email: [x]}]": [("1:28", "email must be a text")],
    "王强": [("1:10", "authors must be a list"), ("1:10", "the manuscript has no authors")],
    "[[王]]": [("1:11", "an author must be a mapping of names to values"), ("1:11", "an author has no name")],
}


@pytest.mark.parametrize(("authors", "expected"), AUTHORS.items(), ids=AUTHORS)
def test_a_fault_of_an_author_is_shown_where_it_stands(authors: str, expected: list[tuple[str, str]]) -> None:
    assert read(f"authors: {authors}\ntitle: 题名\n")[1] == expected


def test_one_fault_hides_no_other() -> None:
    found = faults("titel: x\nnote: {fr: x}\ndate: x\n")
    assert [message for _, message in found] == [
        "metadata.yaml has no entry titel",
        "x is no date of the form 2026-01-31",
        "note has no language fr",
    ]


@pytest.mark.parametrize("written", ["true", "True", "yes", "YES", "on"])
def test_yes_is_said_in_every_way_of_yaml(written: str) -> None:
    # `True` and `yes` were taken for no.
    matter, found = read(f"title: 题\nauthors: [{{name: 王, corresponding: {written}}}]")
    assert (matter.authors[0].is_corresponding, found) == (True, [])


@pytest.mark.parametrize("written", ["false", "no", "Off", "null", ""])
def test_no_is_said_in_every_way_of_yaml(written: str) -> None:
    matter, found = read(f"title: 题\nauthors: [{{name: 王, corresponding: {written}}}]")
    assert (matter.authors[0].is_corresponding, found) == (False, [])


def test_texts_stay_as_they_are_written() -> None:
    matter, found = read("title: 2026-01-31\narticle-type: 0x10\nauthors: [{name: no, orcid: 0000}]\n")
    assert found == []
    assert (matter.title.first, matter.article_type) == ("2026-01-31", "0x10")
    assert (matter.authors[0].name.first, matter.authors[0].orcid) == ("no", "0000")


YAML_FAULTS = {
    "title: 题: 名": ("1:9", "not valid YAML: a value has a colon and a space in it"),
    "题: 一\n  名: 二": ("2:4", "not valid YAML: a value has a colon and a space in it"),
    "\ttitle: x": ("1:1", "not valid YAML: a tab stands before a name or a value"),
    "a: 1\ntitle: '题\n\nb: 2\n": ("2:8", "not valid YAML: the quotation that opens here is never closed"),
    'title: "题\n': ("1:8", "not valid YAML: the quotation that opens here is never closed"),
    "title: *x": ("1:8", "not valid YAML: a value that starts with * is a name of YAML's own"),
    "title: 题\0": ("1:9", "not valid YAML: the character U+0000"),
    "a: x\n---\nb: y": ("2:1", "not valid YAML: but found another document"),
    "title: 一\ndate: x\ntitle: 二": ("3:1", "the name title stands twice"),
    "authors: [{name: 王, name: 李}]": ("1:21", "the name name stands twice"),
    "? [a]\n: b": ("1:3", "a name must be a text"),
    "a: &x [*x]": ("1:1", "its values are nested too deep"),
    "a: " + "[" * 3000 + "]" * 3000: ("1:1", "its values are nested too deep"),
    "a0: &a0 [x,x]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1},*a{n - 1}]" for n in range(1, 40)): (
        "1:10",
        "its aliases stand for too many values",
    ),
}


@pytest.mark.parametrize(("text", "expected"), YAML_FAULTS.items(), ids=[text[:20] for text in YAML_FAULTS])
def test_what_is_no_yaml_says_where(text: str, expected: tuple[str, str]) -> None:
    with pytest.raises(YamlError) as caught:
        yaml.parse("m.yaml", text)
    place = caught.value.location
    assert (place.path, f"{place.line}:{place.column}", str(caught.value)) == ("m.yaml", *expected)


def test_an_alias_stands_for_its_value() -> None:
    matter, found = read("title: &t 题名\nrunning-title: *t\nauthors: [王]\n")
    assert (matter.running_title.first, found) == ("题名", [])


@given(st.text("ab:-[]{}&*!|>'\"%@`#? \n\t题", max_size=60))
def test_no_text_stops_the_reading(text: str) -> None:
    try:
        root = yaml.parse("m.yaml", text)
    except YamlError:
        return
    front_matter.read("m.yaml", root)
    front_matter.clusters(root, Lines("m.yaml", text))


# --- citations where none may stand -----------------------------------------------------------------------------


def test_citations_in_the_front_matter_are_found_where_they_stand() -> None:
    text = (
        "title: 题[@a]\nnote: {zh: '注[@a]与\\[3\\]'}\nabstract:\n  zh: >\n    甲[@b;\n    @c]乙^[3,5]^\n    丙[@b;\n    @c]\n"
        "authors: ['王[3]']\n"
    )
    found = front_matter.clusters(yaml.parse("m.yaml", text), Lines("m.yaml", text))
    assert [(str(item.location), item.text, item.notation) for item in found] == [
        ("m.yaml:1:9", "[@a]", "citekey"),
        ("m.yaml:2:14", "[@a]", "citekey"),
        ("m.yaml:5:6", "[@b; @c]", "citekey"),
        ("m.yaml:6:9", "^[3,5]^", "number"),
        ("m.yaml:7:6", "[@b; @c]", "citekey"),
        ("m.yaml:9:13", "[3]", "number"),
    ]


def test_a_citation_that_yaml_escapes_is_shown_at_its_text() -> None:
    text = 'title: "\\u005b@a]"\n'
    (found,) = front_matter.clusters(yaml.parse("m.yaml", text), Lines("m.yaml", text))
    assert (str(found.location), found.text) == ("m.yaml:1:8", "[@a]")


# --- places -----------------------------------------------------------------------------------------------------

PLACES = """\
lang: en
title: Goats of the
  hills
authors:
  - name: 'Ann O''Brien'
    orcid: 0000-0002-1825-0097
affiliations: [{id: a, en: "Some \\"big\\" \\u533b院"}]
abstract:
  en:
    - label: Aim
      text: >-
        Folded
        lines, 12
        goats.
    - {label: End, text: "in
        quotes"}
keywords: {en: [&g goat, *g], zh: ['']}
note: |
  As it
  stands.
"""


def test_every_text_knows_where_its_characters_stand() -> None:
    matter, _ = front_matter.read("m.yaml", yaml.parse("m.yaml", PLACES))
    assert [(text.part, text.language, text.text) for text in matter.texts] == [
        ("title", "en", "Goats of the hills"),
        ("affiliation", "en", 'Some "big" 医院'),
        ("name", "en", "Ann O'Brien"),
        ("orcid", "", "0000-0002-1825-0097"),
        ("note", "en", "As it\nstands."),
        ("abstract", "en", "Folded lines, 12 goats."),
        ("abstract", "en", "in quotes"),
        ("keyword", "en", "goat"),
        ("keyword", "en", "goat"),
    ]
    for text in matter.texts:
        for offset, character in enumerate(text.text):
            if not character.isspace() and character != "医":  # that one is an escape in the file
                assert PLACES[text.place(offset)] == character


@given(st.text(alphabet="ab'\"\\\\ \n|>-#:[]{},u0医&*", max_size=30))
def test_no_text_has_a_place_outside_its_file(value: str) -> None:
    text = f"title: {value}\n"
    try:
        matter, _ = front_matter.read("m.yaml", yaml.parse("m.yaml", text))
    except YamlError:
        return
    for found in matter.texts:
        assert all(0 <= found.place(offset) <= len(text) for offset in range(len(found.text)))


# --- evidence ---------------------------------------------------------------------------------------------------


def evidence(text: str) -> tuple[tuple[Evidence, ...], list[tuple[str, str]]]:
    found, faults = front_matter.read_evidence("e.yaml", text)
    return found, [(f"{fault.location.line}:{fault.location.column}", fault.message) for fault in faults]


def test_evidence_says_which_fields_were_seen() -> None:
    (first, second), found = evidence(
        "k1:\n  status: identified\n  not-seen: [pages]\n  seen:\n    - {source: a, fields: [title, year], note: x}\n"
        "    - {source: b, fields: [year, doi]}\nk2: {status: recalled}\n"
    )
    assert found == []
    assert (first.citekey, first.status, first.seen, first.not_seen) == (
        "k1",
        "identified",
        ("title", "year", "doi"),
        ("pages",),
    )
    assert (str(first.location), str(second.location), second.seen) == ("e.yaml:2:3", "e.yaml:7:5", ())


EVIDENCE_FAULTS = {
    "k1: {status: sure}": ("1:5", "k1 has the status sure"),
    "k1: {seen: []}": ("1:5", "k1 has the status nothing"),
    "k1: x": ("1:5", "k1 must be a mapping of names to values"),
    "- k1": ("1:1", "the evidence file must be a mapping of names to values"),
    "k1: {status: recalled, not_seen: [a]}": ("1:34", "k1 has no entry not_seen"),
    "k1: {status: recalled, seen: [{fields: [a]}]}": ("1:31", "a source of k1 says not where it is"),
    "k1: {status: recalled, seen: [{source: a, field: [a]}]}": ("1:50", "a source of k1 has no entry field"),
    "k1: {status: recalled, seen: x}": ("1:30", "seen must be a list"),
    "k1: {status: recalled, not-seen: x}": ("1:34", "not-seen must be a list"),
    "k1: {status: recalled, not-seen: [a], seen: [{source: s, fields: [a]}]}": (
        "1:5",
        "the field a of k1 is both seen and not seen",
    ),
}


@pytest.mark.parametrize(("text", "expected"), EVIDENCE_FAULTS.items(), ids=EVIDENCE_FAULTS)
def test_evidence_that_does_not_fit_its_form_is_shown(text: str, expected: tuple[str, str]) -> None:
    assert expected in evidence(text)[1]


def test_evidence_that_is_given_twice_is_no_evidence() -> None:
    with pytest.raises(YamlError, match="the name k1 stands twice"):
        evidence("k1: {status: recalled}\nk1: {status: identified}\n")
