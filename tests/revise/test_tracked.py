from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from collation import archive
from collation.render import docx
from collation.revise.paragraph import Who
from collation.revise.tracked import Edition, RevisionError, Tracked, track
from collation.standards import docx as standard
from manuscripts import METADATA

from .edits import CASES, TEXT
from .settle import M, Package, W, links_of, text_of

WHO = Who("Ann Alder", "Ann Alder (numbers)", "2026-01-02T00:00:00Z")


@dataclass
class Pair:
    old: bytes
    new: bytes
    tracked: Tracked


@pytest.fixture
def compare(write, prepare) -> Callable[..., Pair]:
    def run(before: str, after: str, **options) -> Pair:
        editions = []
        old_files, new_files = options.pop("old_files", None), options.pop("new_files", None)
        for text, metadata, files in (
            (before, options.get("old_metadata", METADATA), old_files),
            (after, options.get("new_metadata", METADATA), new_files),
        ):
            project = write(text, metadata=metadata, files=files, settings='ignore = ["uncited-entry"]\n')
            document = prepare(project)
            works = {item.number: item.citekey for item in document.references}
            editions.append(Edition(docx.render(document, project), works))
        return Pair(editions[0].data, editions[1].data, track(*editions, WHO))

    return run


def assert_exact(pair: Pair) -> None:
    assert text_of(pair.tracked.data, accepts=True) == text_of(pair.new)
    assert text_of(pair.tracked.data, accepts=False) == text_of(pair.old)


@pytest.mark.parametrize("name", CASES)
def test_accepting_gives_the_new_text_and_rejecting_the_old(name, compare, tmp_path):
    before, after = CASES[name]
    for pair in (compare(before, after), compare(after, before)):
        assert_exact(pair)
        assert bool(pair.tracked.changes) == (
            name not in ("nothing", "a heading of another level", "a list of another kind")
        )
        path = tmp_path / "tracked.docx"
        path.write_bytes(pair.tracked.data)
        assert [verdict.findings for verdict in standard.check(path)] == [()]
        assert links_of(pair.tracked.data, accepts=True) == links_of(pair.new, accepts=True)


def test_the_front_matter_is_tracked(compare):
    old = (
        METADATA + "abstract: {zh: 摘要的第一句话。第二句话。}\nkeywords: {zh: [甲, 乙]}\nrunning-title: {zh: 旧眉题}\n"
    )
    new = (
        old.replace("虚构的题名", "另一个虚构的题名")
        .replace("第二句话", "还有一句")
        .replace("甲, 乙", "甲, 丙")
        .replace("旧", "新")
    )
    pair = compare(TEXT, TEXT, old_metadata=old, new_metadata=new)
    assert_exact(pair)
    assert ("", "另一个") in [(change.old, change.new) for change in pair.tracked.changes]


def test_a_picture_that_was_drawn_anew_is_put_in_and_the_other_taken_out(compare):
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="%s"/></svg>'
    )
    text = 'Words[@one], see @fig-a.\n\n![A caption](a.svg){#fig-a alt="What it shows"}\n'
    same = compare(text, text, old_files={"a.svg": drawing % b"red"}, new_files={"a.svg": drawing % b"red"})
    assert not same.tracked.changes
    pair = compare(text, text, old_files={"a.svg": drawing % b"red"}, new_files={"a.svg": drawing % b"blue"})
    assert_exact(pair)
    assert len(pair.tracked.changes) == 1
    assert sum(name.startswith("word/media/") for name in Package(pair.tracked.data).parts) == 2


def test_what_only_counts_anew_is_of_another_author(compare):
    pair = compare(TEXT, TEXT.replace("an invented text[@one]", "an invented text[@five; @one]"))
    real = [change for change in pair.tracked.changes if not change.counts]
    counted = [(change.old, change.new) for change in pair.tracked.changes if change.counts]
    assert next((change.old, change.new) for change in real) == ("[1]", "[1-2]")
    assert ("[2-3]", "[3-4]") in counted
    root = Package(pair.tracked.data).root("document")
    authors = {node.get(f"{W}author") for node in root.iter(f"{W}ins", f"{W}del")}
    assert authors == {"Ann Alder", "Ann Alder (numbers)"}
    assert {node.get(f"{W}date") for node in root.iter(f"{W}ins", f"{W}del")} == {"2026-01-02T00:00:00Z"}


def test_a_marker_of_another_work_is_a_change_though_it_prints_the_same_number(compare):
    pair = compare("Words[@one].\n", "Words[@two].\n")
    assert ("[1]", "[1]", False) in [(change.old, change.new, change.counts) for change in pair.tracked.changes]


def test_a_sentence_that_was_rewritten_is_no_confetti(compare):
    pair = compare(
        "The treatment was found to be safe in all of the patients who were seen[@one].\n",
        "No adverse events occurred in any participant during the follow-up of two years[@one].\n",
    )
    assert len(pair.tracked.changes) == 2  # all of it is gone, and all of it is new


def test_numbers_of_changes_bookmarks_and_pictures_are_there_once(compare):
    pair = compare(TEXT, TEXT.replace("first", "last").replace("What the note", "How the note"))
    package = Package(pair.tracked.data)
    roots = [package.root(name) for name in ("document", "footnotes", "header1")]
    kinds = [f"{W}{kind}" for kind in ("ins", "del", "pPrChange", "bookmarkStart")]
    numbers = [node.get(f"{W}id") for root in roots for node in root.iter(*kinds)]
    assert len(numbers) == len(set(numbers))
    names = [node.get(f"{W}name") for root in roots for node in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))


def test_the_same_versions_give_the_same_bytes(compare):
    after = TEXT.replace("first", "last").replace("[@one]", "")
    assert compare(TEXT, after).tracked.data == compare(TEXT, after).tracked.data


def test_what_is_no_word_document_is_said_to_be_none():
    with pytest.raises(RevisionError, match="not a Word document"):
        track(Edition(b"", {}), Edition(b"PK", {}), WHO)


# --- any edit --------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["alpha", "beta", "gamma", "细胞", "软骨", "。", ", ", " ", "[1]", "[2]", "[3-5]", "<b>", "<math>", "<note>"]
)
PARAGRAPH = st.tuples(st.sampled_from(["BodyText", "FirstParagraph", "ReferenceItem"]), st.lists(WORDS, max_size=8))
TABLE = st.lists(st.lists(st.lists(PARAGRAPH, min_size=1, max_size=2), min_size=2, max_size=2), min_size=1, max_size=3)
BODY = st.lists(st.one_of(PARAGRAPH, PARAGRAPH, PARAGRAPH, TABLE), max_size=6)


def test_any_two_texts_are_exact(compare):
    base = compare("Words[@one].\n", "Words[@one].\n").new

    @settings(max_examples=150, deadline=None)
    @given(BODY, BODY, PARAGRAPH, PARAGRAPH)
    def exact(old, new, last_of_old, last_of_new):
        first, second = written(base, [*old, last_of_old]), written(base, [*new, last_of_new])
        pair = Pair(first, second, track(Edition(first, {1: "a", 2: "b"}), Edition(second, {1: "b", 2: "a"}), WHO))
        assert_exact(pair)

    exact()


def written(base: bytes, blocks) -> bytes:
    """Return a document with a body, and notes, of its own."""
    with zipfile.ZipFile(io.BytesIO(base)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    notes = etree.fromstring(parts["word/footnotes.xml"])
    body = root.find(f"{W}body")
    section = body.find(f"{W}sectPr")
    for node in list(body):
        body.remove(node)
    body.extend([*(block(item, notes) for item in blocks), section])
    parts["word/document.xml"], parts["word/footnotes.xml"] = etree.tostring(root), etree.tostring(notes)
    return archive.pack(parts)


def block(item, notes):
    if isinstance(item, list):
        table = etree.Element(f"{W}tbl")
        grid = etree.SubElement(etree.SubElement(table, f"{W}tblPr").getparent(), f"{W}tblGrid")
        etree.SubElement(grid, f"{W}gridCol")
        for cells in item:
            row = etree.SubElement(table, f"{W}tr")
            for cell in cells:
                etree.SubElement(row, f"{W}tc").extend([block(part, notes) for part in cell])
        return table
    style, words = item
    node = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(node, f"{W}pPr"), f"{W}pStyle").set(f"{W}val", style)
    for word in words:
        if word == "<math>":
            math = etree.SubElement(node, f"{M}oMath")
            etree.SubElement(etree.SubElement(math, f"{M}r"), f"{M}t").text = "x"
            continue
        run = etree.SubElement(node, f"{W}r")
        if word == "<b>":
            etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}b")
        elif word.startswith("["):
            etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rStyle").set(f"{W}val", "Citation")
        if word == "<note>":
            number = str(len(notes) + 5)
            note = etree.SubElement(notes, f"{W}footnote")
            note.set(f"{W}id", number)
            note.append(
                block(
                    ("FootnoteText", words[: len(words) // 2 - 1])
                    if "<note>" not in words[: len(words) // 2 - 1]
                    else ("FootnoteText", ["alpha"]),
                    notes,
                )
            )
            etree.SubElement(run, f"{W}footnoteReference").set(f"{W}id", number)
        else:
            etree.SubElement(run, f"{W}t").text = word
    return node
