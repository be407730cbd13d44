"""What stands before the text, as the templates get it."""

from __future__ import annotations

from typing import Any

import pytest

from collation import tree
from collation.document import front_matter
from manuscripts import METADATA, Prepare, Write

FULL = """\
title: {zh: 虚构的*题名*, en: An *invented* title}
running-title: {zh: 短题名}
article-type: review
date: 2026-01-31
note: {zh: 说明, en: A note}
authors:
  - name: {zh: 张三, en: ZHANG San}
    affiliations: [b, a]
    corresponding: true
    email: san@example.org
    orcid: https://orcid.org/0000-0001-2345-6789
  - name: {zh: 李四}
    affiliations: [a]
affiliations:
  - {id: a, zh: 虚构大学, en: Invented University}
  - {id: b, zh: 虚构医院}
abstract:
  zh: [{label: 目的, text: 甲}, {text: 乙}]
  en: Unstructured
keywords:
  zh: [甲, 乙]
statements:
  funding: 虚构基金
  ethics: null
  data-sharing: 无
"""


@pytest.fixture
def full(write: Write, prepare: Prepare) -> dict[str, Any]:
    return front_matter.data(prepare(write("甲[@one]\n", metadata=FULL)))


def test_languages_are_bcp_47_tags_that_name_the_script(full: dict[str, Any]) -> None:
    assert (full["lang"], full["lang-second"]) == ("zh-Hans", "en")
    assert [note["lang"] for note in full["note"]] == ["zh-Hans", "en"]
    assert [abstract["lang"] for abstract in full["abstracts"]] == ["zh-Hans", "en"]


def test_texts_are_inlines_and_names_are_plain(full: dict[str, Any]) -> None:
    assert [inline["t"] for inline in full["title"]] == ["Str", "Emph"]
    assert tree.plain_text(full["title-second"]) == "An invented title"
    assert [author["name"] for author in full["authors"]] == ["张三", "李四"]
    assert full["article-type"] == "综述"


def test_affiliations_are_numbered_in_their_own_order_where_there_are_several(full: dict[str, Any]) -> None:
    assert [item["number"] for item in full["affiliations"]] == ["1", "2"]
    assert [author["affiliation-numbers"] for author in full["authors"]] == [["2", "1"], ["1"]]


def test_one_affiliation_needs_no_number(write: Write, prepare: Prepare) -> None:
    metadata = METADATA + "    affiliations: [a]\naffiliations:\n  - {id: a, zh: 虚构大学}\n"
    data = front_matter.data(prepare(write("甲[@one]\n", metadata=metadata)))
    assert data["affiliations"][0]["number"] == ""
    assert data["authors"][0]["affiliation-numbers"] == []


def test_an_orcid_is_the_number_without_its_address(full: dict[str, Any]) -> None:
    assert full["authors"][0]["orcid"] == "0000-0001-2345-6789"


def test_an_abstract_may_have_parts_without_a_label(full: dict[str, Any]) -> None:
    parts = full["abstracts"][0]["parts"]
    assert [(part.get("label", ""), tree.plain_text(part["text"])) for part in parts] == [("目的", "甲"), ("", "乙")]


def test_only_the_statements_that_were_supplied_are_printed(full: dict[str, Any]) -> None:
    headings = [statement["heading"] for statement in full["statements"]]
    assert headings == ["基金项目", "Data sharing"]


def test_what_the_author_has_not_supplied_is_not_there(write: Write, prepare: Prepare) -> None:
    data = front_matter.data(prepare(write("甲[@one]\n")))
    absent = {"title-second", "note", "abstracts", "keyword-lists", "statements", "affiliations", "date"}
    assert not absent & set(data)
    assert tree.plain_text(data["running-title"]) == "虚构的题名"
