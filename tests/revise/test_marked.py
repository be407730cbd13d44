"""The page and the PDF with marks: without what is gone they read as the new version does."""

from __future__ import annotations

import re

import pytest
from lxml import html as parser

from collation import pages
from collation.render import html, pdf
from collation.revise.marked import marked
from manuscripts import METADATA

from .edits import CASES, TEXT

SETTINGS = 'ignore = ["uncited-entry"]\n'


@pytest.fixture
def documents(write, prepare):
    def run(before, after, old_metadata=METADATA, new_metadata=METADATA):
        projects = [
            write(text, metadata=metadata, settings=SETTINGS)
            for text, metadata in ((before, old_metadata), (after, new_metadata))
        ]
        return prepare(projects[0]), prepare(projects[1]), projects[1]

    return run


def read(data: bytes, gone: str = "") -> str:
    """Return the text of a page without what is marked as gone, or as new, and without blanks."""
    root = parser.fromstring(data)
    for node in list(root.iter(gone)) if gone else ():
        node.drop_tree()
    for node in [*root.iter("nav", "style", "script", "annotation"), *root.find_class("backlinks")]:
        node.drop_tree()
    return re.sub(r"\s+|Underlined text is new; ?\.|带下划线的是新增文字；?。?", "", root.find("body").text_content())


@pytest.mark.parametrize("name", CASES)
def test_without_what_is_gone_the_page_is_the_new_one(name, documents):
    for before, after in (CASES[name], CASES[name][::-1]):
        old, new, project = documents(before, after)
        both = marked(old, new)
        page = html.render(both, project)
        assert read(page, "del") == read(html.render(new, project))
        identifiers = [node.get("id") for node in parser.fromstring(page).iter() if node.get("id")]
        assert len(identifiers) == len(set(identifiers))
        assert pages.read(pdf.render(both, project)).count >= 1


@pytest.mark.parametrize("name", ["a word", "a Chinese word", "a cell", "an item put in", "emphasis"])
def test_without_what_is_new_the_page_is_the_old_one(name, documents):
    old, new, project = documents(*CASES[name])
    without = read(html.render(marked(old, new), project), "ins").replace("；带删除线的是删去文字。", "")
    assert without == read(html.render(old, project))


def test_what_changed_before_the_text_is_marked(documents):
    old = METADATA + "abstract: {zh: 摘要的第一句话。第二句话。}\nkeywords: {zh: [甲, 乙]}\n"
    new = old.replace("虚构的题名", "另一个虚构的题名").replace("第二句话", "还有一句").replace("甲, 乙", "甲, 丙")
    before, after, project = documents(TEXT, TEXT, old, new)
    both = marked(before, after)
    page = html.render(both, project).decode()
    assert "<ins>另一个</ins>虚构的题名" in page
    assert "<title>另一个虚构的题名</title>" in page
    assert "<ins>丙</ins>" in page
    assert "<del>乙</del>" in page
    assert pdf.render(both, project)


def test_a_marker_that_only_counts_anew_is_marked_as_such(documents):
    old, new, project = documents(TEXT, TEXT.replace("an invented text[@one]", "an invented text[@five; @one]"))
    page = html.render(marked(old, new), project).decode()
    assert '<del class="renumbered"><sup>[2-3]</sup></del><ins class="renumbered">' in page


def test_a_work_that_is_no_longer_cited_is_struck_out_in_the_list_and_leads_nowhere(documents):
    old, new, project = documents("Words[@one], and more[@two].\n", "Words[@three], and more[@two].\n")
    both = marked(old, new)
    assert [(item.number, item.citekey) for item in both.references] == [(0, "one"), (1, "three"), (2, "two")]
    page = html.render(both, project).decode()
    assert '<span class="reference-number"><del>[1]</del></span>' in page


def test_an_author_cannot_mark_what_did_not_change(write, prepare):
    project = write("Words [put in]{.insertion}[@one].\n", settings=SETTINGS)
    assert b"<ins" not in html.render(prepare(project), project)
