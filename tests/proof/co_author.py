"""What co-authors do to a document of ours in Word, written as Word writes it; every person and work is invented."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from collation.assemble.manuscript import read
from collation.document import numbered
from collation.document.numbered import Document
from collation.project import load
from collation.proof import catalogue, docx
from collation.proof.comparison import Comparison
from collation.proof.expected import expect
from collation.render import docx as writer

BIB = """\
@article{alder2001, author = {Alder, Ann}, title = {First invented work}, journal = {Invented Journal}, year = {2001}, volume = {1}, pages = {1--9}, langid = {english}}
@article{birch2002, author = {Birch, Bob}, title = {Second invented work}, journal = {Invented Journal}, year = {2002}, volume = {2}, pages = {11--19}, langid = {english}}
@article{chen2003, author = {陈文博}, title = {第三篇虚构的论文}, journal = {虚构杂志}, year = {2003}, volume = {3}, pages = {21-29}, langid = {chinese}}
"""
TEXT = """\
# 引言

软骨修复已有报道[@alder2001]，亦有不同意见[@birch2002]。
后来的研究[@alder2001; @birch2002; @chen2003]给出了结果。

Cartilage was repaired in a trial [@chen2003], and the *joint* was not.^[A note with a citation [@alder2001].]

# 方法

: 剂量 {#tbl:dose}

| 组 | 剂量 |
|---|---|
| 甲 | 5 mg[@birch2002] |
| 乙 | 10 mg |

末段没有引用。
"""
FILES = {
    "manuscript/metadata.yaml": "title: {zh: 虚构的题名, en: An invented title}\nauthors: [{name: {zh: 张三}}]\n",
    "manuscript/01.md": TEXT,
    "references.bib": BIB,
}  # fmt: skip

Change = Callable[[str], str]
"""What is done to the markup of the text."""

BY = 'w:author="Invented Reviewer" w:date="2026-11-20T14:03:00Z"'
OTHER = 'w:author="李四" w:date="2026-11-21T09:00:00Z"'
RAISED = '<w:rStyle w:val="Citation"/><w:vertAlign w:val="superscript"/>'
_CUT, _GO = "</w:t></w:r>", '<w:r><w:t xml:space="preserve">'


@cache
def _made() -> tuple[Document, bytes]:
    with tempfile.TemporaryDirectory() as name:
        for path, text in FILES.items():
            (Path(name) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(name) / path).write_text(text, encoding="utf-8")
        project = load(Path(name))
        document = numbered.prepare(read(project), project)
        return document, writer.render(document, project)


def sent() -> bytes:
    """Return the document that was sent to the co-author."""
    return _made()[1]


def came_back(*changes: Change, comments: str = "", threads: str = "", part: str = "word/document.xml") -> bytes:
    """Return the document as it comes back."""
    with zipfile.ZipFile(io.BytesIO(sent())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    for change in changes:
        text = change(text)
    parts[part] = text.encode()
    if comments:
        root = re.match(r".*?<w:comments[^>]*?(?=/?>)", parts["word/comments.xml"].decode(), re.DOTALL)
        assert root
        extended = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        declared = root[0] if "xmlns:w14=" in root[0] else f"{root[0]} {extended}"
        parts["word/comments.xml"] = f"{declared}>{comments}</w:comments>".encode()
    if threads:
        uri = "http://schemas.microsoft.com/office/word/2012/wordml"
        parts["word/commentsExtended.xml"] = f'<w15:commentsEx xmlns:w15="{uri}">{threads}</w15:commentsEx>'.encode()
        kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
        related = f'<Relationship Id="threads" Type="{kind}" Target="commentsExtended.xml"/></Relationships>'
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", related.encode())
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()


def compared(data: bytes, *, is_rejected: bool = False) -> Comparison:
    """Compare a document that came back with the manuscript."""
    reading = docx.read(data, "rejected" if is_rejected else "accepted")
    return Comparison(expect(_made()[0], "docx"), reading, "review.docx")


def found(data: bytes, *, is_rejected: bool = False) -> list[str]:
    """Return what the proof finds: the name of the check and the message, without the place in the document."""
    findings = catalogue.run(compared(data, is_rejected=is_rejected))
    place = re.compile(r"review\.docx(?:, paragraph \d+)?(?:, #\S+)? ")
    return [f"{item.location} {item.code}: {place.sub('', item.message)}" for item in findings]


# --- pieces of markup ------------------------------------------------------------------------------------------------


def run(text: str, properties: str = "", *, tag: str = "t") -> str:
    """Write a run."""
    set_ = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{set_}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def put_in(text: str, who: str = BY, properties: str = "") -> str:
    """Write what was put in with tracking."""
    return f'<w:ins w:id="900" {who}>{run(text, properties)}</w:ins>'


def taken_out(text: str, who: str = BY, properties: str = "") -> str:
    """Write what was taken out with tracking."""
    return f'<w:del w:id="901" {who}>{run(text, properties, tag="delText")}</w:del>'


def tracked_runs(markup: str, tag: str = "del", who: str = BY) -> str:
    """Wrap each run of some markup in a tracked change, as Word does where a link stands between."""
    if tag in ("del", "moveFrom"):
        markup = re.sub(r"<w:t( [^>]*)?>(.*?)</w:t>", r"<w:delText\1>\2</w:delText>", markup)
    return re.sub(r"<w:r>.*?</w:r>", lambda match: f'<w:{tag} w:id="902" {who}>{match[0]}</w:{tag}>', markup)


def moved_range(markup: str, end: str, name: str = "move1") -> str:
    """Wrap runs in one end of a move: `From` or `To`."""
    ours = tracked_runs(markup, f"move{end}")
    start = f'<w:move{end}RangeStart w:id="50" w:name="{name}" {BY}/>'
    return f'{start}{ours}<w:move{end}RangeEnd w:id="50"/>'


def comment(identifier: int, words: str, who: str = BY) -> str:
    """Write a comment."""
    return (
        f'<w:comment w:id="{identifier}" {who} w:initials="X"><w:p w14:paraId="0000000{identifier}">'
        f"<w:r><w:annotationRef/></w:r>{run(words)}</w:p></w:comment>"
    )


# --- changes ---------------------------------------------------------------------------------------------------------


def marker(number: int) -> re.Pattern[str]:
    """Return the pattern of a marker, what stands in its bookmark as group 2."""
    return re.compile(
        rf'(<w:bookmarkStart w:id="(?P<id>\d+)" w:name="cite-{number}"/>)(.*?)(<w:bookmarkEnd w:id="(?P=id)"/>)',
        re.DOTALL,
    )


def markup_of(number: int) -> str:
    """Return the markup of a marker, without its bookmark."""
    found_ = marker(number).search(text_of_sent())
    assert found_
    return found_[3]


@cache
def text_of_sent() -> str:
    """Return the markup of the text that was sent."""
    with zipfile.ZipFile(io.BytesIO(sent())) as archive:
        return archive.read("word/document.xml").decode()


def at_marker(number: int, change: Change) -> Change:
    """Change what stands in the bookmark of a marker."""

    def changed(text: str) -> str:
        result, count = marker(number).subn(lambda match: match[1] + change(match[3]) + match[4], text)
        assert count == 1, number
        return result

    return changed


def instead(words: str, markup: str) -> Change:
    """Put markup in the place of words that stand in one run."""

    def changed(text: str) -> str:
        assert text.count(words) == 1, (words, text.count(words))
        before, after = text.split(words)
        properties = re.findall(r"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>[^<]*$", before)
        return f'{before}{_CUT}{markup}<w:r>{"".join(properties[-1:])}<w:t xml:space="preserve">{after}'

    return changed


def behind(words: str, markup: str) -> Change:
    """Put markup behind words."""
    return instead(words, run(words) + markup)


def substituted(old: str, new: str) -> Change:
    """Replace markup."""

    def changed(text: str) -> str:
        assert text.count(old) == 1, (old, text.count(old))
        return text.replace(old, new)

    return changed


def at_paragraph(words: str, change: Change) -> Change:
    """Change the whole paragraph in which words stand."""

    def changed(text: str) -> str:
        for match in re.finditer(r"<w:p>.*?</w:p>", text, re.DOTALL):
            if words in re.sub("<[^>]+>", "", match[0]):
                return text[: match.start()] + change(match[0]) + text[match.end() :]
        raise AssertionError(words)

    return changed


def with_mark(paragraph: str, tag: str, who: str = BY) -> str:
    """Track the mark at the end of a paragraph."""
    mark = f'<w:rPr><w:{tag} w:id="903" {who}/></w:rPr>'
    if "</w:pPr>" in paragraph:
        return paragraph.replace("</w:pPr>", f"{mark}</w:pPr>", 1)
    return paragraph.replace("<w:p>", f"<w:p><w:pPr>{mark}</w:pPr>", 1)


def taken_out_whole(paragraph: str) -> str:
    """Take a paragraph out with tracking, its mark too."""
    return with_mark(tracked_runs(paragraph), "del")


def put_in_whole(text: str, style: str = "") -> str:
    """Write a paragraph that was put in with tracking."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{named}<w:rPr><w:ins w:id="904" {BY}/></w:rPr></w:pPr>{put_in(text)}</w:p>'
