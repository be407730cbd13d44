"""Tracked changes and comments of a document that came back: who did what, where, and what it would then be."""

from __future__ import annotations

import re

import pytest

from collation.proof.tracked import Tracked, tracked

from .co_author import (
    BY,
    OTHER,
    RAISED,
    Change,
    at_marker,
    at_paragraph,
    behind,
    came_back,
    comment,
    compared,
    found,
    instead,
    markup_of,
    moved_range,
    put_in,
    put_in_whole,
    run,
    sent,
    substituted,
    taken_out,
    taken_out_whole,
    text_of_sent,
    tracked_runs,
    with_mark,
)

TEXT = "manuscript/01.md"


def told(*changes: Change, part: str = "word/document.xml", comments: str = "", threads: str = "") -> list[Tracked]:
    """Return what is told of a document, in which nothing was changed but with tracking."""
    data = came_back(*changes, part=part, comments=comments, threads=threads)
    assert found(data, is_rejected=True) == []
    return list(tracked(compared(data), compared(data, is_rejected=True)))


def said(item: Tracked) -> tuple[str, str]:
    return str(item.source), item.message.removeprefix("Invented Reviewer ")


def in_number(old: str, markup: str) -> Change:
    return at_marker(2, lambda text: text.replace(run(old, RAISED), markup))


def before_item(number: int, markup: str) -> Change:
    start = re.search(rf'<w:bookmarkStart w:id="\d+" w:name="ref-{number}"/>', text_of_sent())
    assert start
    return substituted(start[0], markup + start[0])


def without_row(text: str) -> str:
    rows = [match for match in re.finditer(r"<w:tr>.*?</w:tr>", text, re.DOTALL) if "甲" in match[0]]
    (row,) = rows
    gone = f'<w:tr><w:trPr><w:del w:id="3" {BY}/></w:trPr>'
    return text.replace(row[0], tracked_runs(row[0]).replace("<w:tr>", gone, 1))


ROW = (
    f'<w:tr><w:trPr><w:ins w:id="3" {BY}/></w:trPr><w:tc><w:p>{put_in("丙")}</w:p></w:tc>'
    f"<w:tc><w:p>{put_in('20 mg[1]')}</w:p></w:tc></w:tr></w:tbl>"
)


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        ([at_marker(1, tracked_runs)], "3:9", "deleted the marker [1] (@alder2001)"),
        (
            [in_number("2", taken_out("2", properties=RAISED) + put_in("3", properties=RAISED))],
            "3:28",
            "changed the marker [2] (@birch2002) to [3] (@chen2003)",
        ),
        (
            [in_number("]", put_in(",3", properties=RAISED) + run("]", RAISED))],
            "3:28",
            "changed the marker [2] (@birch2002) to [2,3] (@birch2002, @chen2003)",
        ),
        (
            [at_marker(2, lambda text: tracked_runs(text) + put_in("[2]"))],
            "3:28",
            "typed the marker [2] (@birch2002) anew",
        ),
        (
            [at_marker(2, lambda text: tracked_runs(text) + put_in("（见前）"))],
            "3:28",
            "put “（见前）” in the place of the marker [2] (@birch2002)",
        ),
        ([behind("末段没有引用", put_in("[2]"))], "17:7", "put in the marker [2] (@birch2002)"),
        ([behind("末段没有引用", put_in("[9]"))], "17:7", "put in the marker [9] (9: no such work)"),
        (
            [instead("已有报道", taken_out("已有报道") + put_in("尚无报道[3]"))],
            "3:5",
            "changed “已有报道” to “尚无报道[3]”, and so put in the marker [3] (@chen2003)",
        ),
        (
            [at_paragraph("软骨修复", taken_out_whole)],
            "3:9",
            (
                "deleted the paragraph “软骨修复已有报道[1]，亦有不同意见[2]。后来的研究[1-3]给出了结果。”, and so deleted the markers "
                "[1] (@alder2001), [2] (@birch2002), [1-3] (@alder2001, @birch2002, @chen2003)"
            ),
        ),
        (
            [at_paragraph("末段没有", lambda text: put_in_whole("新的一段[1]。", "BodyText") + text)],
            "17:1",
            "put in the paragraph “新的一段[1]。”, and so put in the marker [1] (@alder2001)",
        ),
        (
            [substituted("</w:tbl>", ROW)],
            "15:12",
            "put in the row “丙 20 mg[1]”, and so put in the marker [1] (@alder2001)",
        ),
        ([without_row], "14:11", "deleted the row “甲 5 mg[2]”, and so deleted the marker [2] (@birch2002)"),
        (
            [
                at_marker(1, lambda text: moved_range(text, "From")),
                behind("末段没有引用", moved_range(markup_of(1), "To")),
            ],
            "3:9",
            "moved the marker [1] (@alder2001) to paragraph 16, behind “末段没有引用”",
        ),
    ],
    ids=range(13),
)
def test_a_tracked_change_of_a_citation_is_told_by_its_works_and_its_place(
    changes: list[Change], place: str, message: str
) -> None:
    (item,) = told(*changes)
    assert said(item) == (f"{TEXT}:{place}", message)
    assert item.is_cited
    assert (item.author, item.date) == ("Invented Reviewer", "2026-11-20T14:03:00Z")
    assert item.heading in ("1 引言", "2 方法")


@pytest.mark.parametrize(
    ("change", "source", "message"),
    [
        (
            instead("First invented", taken_out("First") + put_in("Frist") + run(" invented")),
            "references.bib:1:10",
            "changed “First” to “Frist” in the reference list item of @alder2001",
        ),
        (
            at_paragraph("Second invented", taken_out_whole),
            "references.bib:2:10",
            "deleted the reference list item of @birch2002 “BIRCH B. Second inve…nal, 2002, 2: 11-19.”",
        ),
        (
            before_item(2, put_in_whole("[4]\tNew A. Fourth invented work", "ReferenceItem")),
            "None",
            "put in the reference list item of another work “New A. Fourth invented work”",
        ),
    ],
    ids=range(3),
)
def test_a_tracked_change_of_the_reference_list_is_told(change: Change, source: str, message: str) -> None:
    (item,) = told(change)
    assert said(item) == (source, message)
    assert item.is_cited


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        (behind("末段", put_in("仍然")), "17:3", "put in “仍然”"),
        (instead("没有引用", taken_out("没有引用")), "17:3", "deleted “没有引用”"),
        (at_paragraph("软骨修复", lambda text: with_mark(text, "del")), "4:47", "joined two paragraphs"),
        (
            at_paragraph(
                "末段没有",
                lambda text: with_mark(f"<w:p>{run('末段')}</w:p>", "ins") + text.replace("末段没有", "没有"),
            ),
            "17:3",
            "parted a paragraph in two",
        ),
        (at_paragraph("方法", instead("方法", taken_out("方法") + put_in("材料"))), "8:3", "changed “方法” to “材料”"),
    ],
    ids=range(5),
)
def test_a_tracked_change_of_other_text_is_told(change: Change, place: str, message: str) -> None:
    (item,) = told(change)
    assert said(item) == (f"{TEXT}:{place}", message)
    assert not item.is_cited


def test_changes_that_stand_apart_are_told_apart_and_those_of_citations_first() -> None:
    items = told(
        behind("末段", put_in("仍然")),
        at_marker(1, lambda text: tracked_runs(text, who=OTHER)),
        instead("亦有", taken_out("亦有") + put_in("也有")),
    )
    assert [(item.author, item.kind) for item in items] == [
        ("李四", "taken out"),
        ("Invented Reviewer", "changed"),
        ("Invented Reviewer", "put in"),
    ]


def test_two_persons_in_one_marker_are_told_together() -> None:
    (item,) = told(in_number("2", taken_out("2", properties=RAISED) + put_in("3", OTHER, RAISED)))
    assert item.message == "Invented Reviewer and 李四 changed the marker [2] (@birch2002) to [3] (@chen2003)"


def test_what_was_put_in_and_taken_out_again_is_told_though_no_reading_shows_it() -> None:
    both = f'<w:ins w:id="1" {BY}><w:del w:id="2" {OTHER}>{run("的", tag="delText")}</w:del></w:ins>'
    items = told(behind("末段没有引用", both))
    assert [item.message for item in items] == ["Invented Reviewer put in “的”", "李四 deleted “的”"]


def test_a_tracked_change_in_a_footnote_is_told() -> None:
    change = instead("A note with", taken_out("A note with") + put_in("A remark with"))
    (item,) = told(change, part="word/footnotes.xml")
    assert item.message == "Invented Reviewer changed “A note with” to “A remark with”"


def test_a_tracked_change_of_the_look_is_counted() -> None:
    bold = f'<w:b/><w:rPrChange w:id="1" {BY}><w:rPr/></w:rPrChange>'
    (item,) = told(instead("末段没有", run("末段没有", bold)))
    assert (item.kind, item.message) == ("look", "Invented Reviewer changed only the look, at 1 place")


def test_comments_are_told_with_the_words_and_the_works_of_which_they_speak() -> None:
    def remarked(text: str) -> str:
        called = [f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>' for n in (1, 2)]
        return f'<w:commentRangeStart w:id="1"/><w:commentRangeStart w:id="2"/>{text}{"".join(called)}'

    items = told(
        at_marker(2, remarked),
        behind("末段没有", '<w:r><w:commentReference w:id="3"/></w:r>'),
        comments=comment(3, "Why not?") + comment(1, "Is this right?") + comment(2, "It is.", OTHER),
        threads='<w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/>',
    )
    assert [(str(item.source), item.message) for item in items] == [
        (f"{TEXT}:3:28", "Invented Reviewer remarked on “[2]” (@birch2002), which is settled: “Is this right?”"),
        (f"{TEXT}:3:28", "李四 answered: “It is.”"),
        (f"{TEXT}:17:5", "Invented Reviewer remarked on “末段没有”: “Why not?”"),
    ]
    assert [item.citekeys for item in items] == [("birch2002",), ("birch2002",), ()]


def test_what_nobody_touched_is_told_of_nobody() -> None:
    assert told() == []
    assert found(sent()) == []


def test_many_changes_are_told_in_a_time_that_grows_with_their_number() -> None:
    markup = "".join(put_in(f"字{n}", BY if n % 2 else OTHER) for n in range(2000))
    assert len(told(behind("末段", markup))) == 2000


def test_a_comment_that_answers_itself_ends() -> None:
    threads = '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000001"/>'
    items = told(
        behind("末段", '<w:r><w:commentReference w:id="1"/></w:r>'), comments=comment(1, "Why?"), threads=threads
    )
    assert [item.kind for item in items] == ["comment"]
