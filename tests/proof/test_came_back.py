"""What co-authors do to a document in Word without tracking: each is told as what it is, and what is nothing is not told."""

from __future__ import annotations

import re

import pytest

from .co_author import (
    RAISED,
    Change,
    at_marker,
    at_paragraph,
    behind,
    came_back,
    found,
    instead,
    marker,
    markup_of,
    run,
    substituted,
    text_of_sent,
)

TEXT = "manuscript/01.md"


def split_runs(text: str) -> str:
    """Cut every run in two, with the marks of sessions, spelling and pages that Word leaves."""

    def cut(match: re.Match[str]) -> str:
        properties, words = match[1] or "", match[2]
        half = len(words) // 2
        first, second = (f'<w:t xml:space="preserve">{part}</w:t>' for part in (words[:half], words[half:]))
        return (
            f'<w:r w:rsidR="00B10001" w:rsidRPr="00C1">{properties}{first}</w:r><w:proofErr w:type="spellStart"/>'
            f'<w:r w:rsidR="00A1">{properties}<w:lastRenderedPageBreak/>{second}</w:r><w:proofErr w:type="spellEnd"/>'
        )

    pattern = r"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>([^<]+)</w:t></w:r>"
    return re.sub(pattern, cut, text).replace("<w:p>", '<w:p w:rsidR="00AA" w:rsidRDefault="00BB">')


def bookmark(name: str) -> tuple[str, str]:
    start = re.search(rf'<w:bookmarkStart w:id="(\d+)" w:name="{name}"/>', text_of_sent())
    assert start
    return start[0], f'<w:bookmarkEnd w:id="{start[1]}"/>'


def without_bookmark(name: str) -> list[Change]:
    return [substituted(part, "") for part in bookmark(name)]


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def linked(markup: str) -> Change:
    return at_marker(2, lambda _: run("[", RAISED) + markup + run("]", RAISED))


def merged(text: str) -> str:
    paragraphs = re.findall(r"<w:p>.*?</w:p>", text, re.DOTALL)
    first, second = (next(one for one in paragraphs if words in one) for words in ("软骨修复", "Cartilage"))
    after = re.sub(r"^<w:p>(<w:pPr>.*?</w:pPr>)?", "", second)
    return text.replace(second, "").replace(first, first.removesuffix("</w:p>") + after)


ELSEWHERE = "".join(bookmark("ref-2"))
TAGGED = '<w:smartTag w:uri="urn:x" w:element="place"><w:smartTagPr/>{}</w:smartTag>'


@pytest.mark.parametrize(
    "changes",
    [
        [split_runs],
        [instead("Cartilage", TAGGED.format(run("Cartilage")))],
        [at_marker(2, TAGGED.format)],
        without_bookmark("cite-2"),
        [*without_bookmark("ref-2"), behind("BIRCH B.", ELSEWHERE)],
        [
            at_marker(
                2,
                lambda text: text.replace(
                    "</w:hyperlink>",
                    '<w:bookmarkStart w:id="99" w:name="_GoBack"/><w:bookmarkEnd w:id="99"/></w:hyperlink>',
                ),
            )
        ],
        [linked(field('HYPERLINK \\l "ref-2"', run("2", RAISED)))],
        [linked(f'<w:fldSimple w:instr=" REF ref-2 \\h ">{run("2", RAISED)}</w:fldSimple>')],
        [instead("末段没有", run("末段没有", '<w:highlight w:val="yellow"/>'))],
    ],
    ids=range(9),
)
def test_what_word_does_by_itself_is_nothing(changes: list[Change]) -> None:
    assert found(came_back(*changes)) == []


ZOTERO = (
    'ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[{"itemData":{"title":"Second invented w\\u006frk"}},'
    '{"itemData":{"title":"Another &amp; invented"}}]}'
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            at_marker(2, lambda _: run("[2]")),
            "3:28 unlinked-marker: prints 2 in [2] as plain text, without a link to the reference list; it cites @birch2002",
        ),
        (
            lambda text: marker(2).sub(run("[2]"), text),
            "3:28 unlinked-marker: prints 2 in [2] as plain text, without a link to the reference list; it cites @birch2002",
        ),
        (
            at_marker(3, lambda text: re.sub(r"</?w:hyperlink[^>]*>", "", text)),
            ("4:6 unlinked-marker: prints 1 and 3 in [1-3] as plain text, without a link to the reference list; "
            "it cites @alder2001 @birch2002 @chen2003"),
        ),
        (
            at_marker(2, lambda text: text.replace(">2<", ">3<")),
            "3:28 changed-marker: prints [3] where [2] was checked, which cites @birch2002; [3] is @chen2003",
        ),
        (
            at_marker(2, lambda _: run("［2］", RAISED)),
            "3:28 changed-marker: prints ［2］ where [2] was checked: the same works in another form",
        ),
        (
            at_marker(2, lambda _: run("(Birch 2002)")),
            "3:28 missing-marker: does not print [2], which cites @birch2002, but “(Birch 2002)”",
        ),
        (merged, "6:1 changed-text: joins to the paragraph before it the paragraph “Cartilage was repair… the joint was not.\ufffc”"),
        (
            at_paragraph("软骨修复", lambda text: text.replace("后来的研究", "</w:t></w:r></w:p><w:p><w:r><w:t>后来的研究")),
            "3:1 changed-text: parts in two the paragraph “软骨修复已有报道[1]，亦有不同意见[2]。后来的研究[1-3]给出了结果。”",
        ),
        (behind("没有引用", field("ADDIN EN.CITE", run("(Birch, 2002)"))), "17:7 foreign-marker: has a citation of EndNote, “(Birch, 2002)”"),
        (
            behind("没有引用", field(ZOTERO.replace('"', "&quot;").replace("&amp;", "&amp;amp;"), run("[4]"))),
            "17:7 foreign-marker: has a citation of Zotero, “[4]”, for “Second invented work” (@birch2002), “Another & invented”",
        ),
        (
            at_marker(2, lambda _: field("ADDIN ZOTERO_ITEM", run("[2]", RAISED))),
            "3:28 foreign-marker: has a citation of Zotero, “[2]”, where [2] was checked, which cites @birch2002",
        ),
        (
            behind(
                "没有引用",
                '<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_x"/></w:sdtPr>'
                f"<w:sdtContent>{run('[4]')}</w:sdtContent></w:sdt>",
            ),
            "17:7 foreign-marker: has a citation of Mendeley, “[4]”",
        ),
        (behind("亦有不同意见", run(" ")), "3:28 changed-text: puts in a blank behind “报道[1]，亦有不同意见”"),
    ],
    ids=range(13),
)  # fmt: skip
def test_what_a_co_author_did_is_told_as_one_thing(change: Change, words: str) -> None:
    assert found(came_back(change)) == [f"{TEXT}:{words}"]


def test_a_retyped_item_is_one_finding() -> None:
    retyped = at_paragraph(
        "Second invented", lambda _: f"<w:p>{run('[2] Birch B. Second invented work. 2002;2:11-9.')}</w:p>"
    )
    (only,) = found(came_back(retyped))
    assert only.startswith("references.bib:2:10 changed-item: prints the item [2] of @birch2002 with ")


def test_a_marker_that_stands_elsewhere_is_moved() -> None:
    data = came_back(at_marker(1, lambda _: ""), behind("末段没有引用", markup_of(1)))
    assert found(data) == [f"{TEXT}:3:9 moved-marker: prints [1] behind “末段没有引用”, not behind “软骨修复已有报道”"]
