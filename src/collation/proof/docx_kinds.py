"""What the paragraphs of a Word document are: headings, captions, items of the reference list, and all else.

A document says it by its styles, its outline and its fields.  Programs of co-authors rename styles, translate them, or
make all of them plain; then the words tell, and what stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from collation.proof.docx_styles import Styles
from collation.proof.docx_text import Paragraph
from collation.proof.reading import OBJECT, Block, BlockKind, settled, stretch

# Names of styles in the form that `docx_styles.plain` gives them: Word's and pandoc's own, and what Word and WPS call
# them in Chinese.  A style is also what the styles are that it is based on.
_HEADING: Final = re.compile(r"(?:heading|标题|標題)([1-9])(?:unnumbered)?")
_STYLES: Final[Mapping[BlockKind, re.Pattern[str]]] = {
    "contents": re.compile(r"(?:toc|contents|目录|目錄)(?:heading|标题|\d)?"),
    "front": re.compile(
        r"(?:sub)?title|titlesecond|author(?:second)?|affiliation|date|abstract(?:heading|title)?|keywords|frontnote"
        r"|标题|副标题|作者|单位|作者单位|摘要|关键词|日期"
    ),
    "caption": re.compile(r"(?:image|table|figure)?caption(?:second)?|题注|題注|图题|表题"),
    "equation": re.compile(r"equation|公式|mtdisplayequation"),
    "reference": re.compile(r"referenceitem|bibliography\d?|endnotebibliography|书目|参考文献|參考文獻"),
}
_RUNNING: Final = re.compile(r"bodytext.*|textbody.*|firstparagraph|正文文本.*|正文首行缩进.*")
_SET_APART: Final = re.compile(
    r"listparagraph|list(?:bullet|number)\d?|blocktext|(?:intense)?quote|列表段落|列出段落|引用"
)
_RUN_IN: Final = "statement"
_LISTING: Final = re.compile(r"sourcecode|htmlpreformatted|preformattedtext|plaintext|代码")

_CAPTION: Final = re.compile(
    r"(?:(?:补充|附)?[图圖表]|(?:Supplementary )?(?:Fig(?:ure|\.)?|Table|Tab\.))\s?S?\d+(?:[-–.．]\d+)*", re.IGNORECASE
)
_OF_TABLE: Final = re.compile(r"\S*表|.*Tab", re.IGNORECASE)
_AFTER_LABEL: Final = re.compile(r"[.:：．。、|]?(?:\s+|$)")
_REFERENCE: Final = re.compile(r"[\[［【〔]\s?\d{1,4}\s?[\]］】〕]\s?|\(?\d{1,4}[.．、)]\s?")
_NUMBER_ALONE: Final = re.compile(r"\d{1,4}\s")
_HEADING_NUMBER: Final = re.compile(r"(\d{1,2}(?:[.．]\d{1,2})*)[.．、]?\s")
_EQUATION_NUMBER: Final = re.compile(r"[(（][A-Z]?\d+(?:[.-]\d+)*[a-z]?[)）]")
_ENTRY: Final = re.compile(r"(?:(?P<label>\d+(?:[.．]\d+)*)[.．、]?\s)?(?P<words>.*?)(?:\s(?:\d+|[ivxlc]+))?")
_KEYWORDS: Final = re.compile(r"关键词|关键字|關鍵詞|key\s?words\b", re.IGNORECASE)
_MARKER: Final = re.compile(r"\[\d")
_REFERENCE_HEADINGS: Final = frozenset(
    {"参考文献", "參考文獻", "引用文献", "references", "referencelist", "bibliography", "literaturecited"}
)
_FRONT_HEADINGS: Final = frozenset({"摘要", "关键词", "關鍵詞", "abstract", "keywords"})


@dataclass
class Draft:
    """A block that may turn out to be of another kind, and the paragraph that it was.

    Attributes:
        block: the block as it is known so far.
        paragraph: the paragraph.
        names: the names of its style and of those on which that is based, nearest first.
        number: what Word prints before it, by a list that counts.
        sequence: where the number ends by which Word counts captions, 0 where there is none.
    """

    block: Block
    paragraph: Paragraph
    names: tuple[str, ...] = ()
    number: str = ""
    sequence: int = 0

    @property
    def kind(self) -> BlockKind:
        """What it is so far."""
        return self.block.kind

    @property
    def key(self) -> str:
        """Its text, as the words of headings are compared."""
        return re.sub(r"[\s:：]", "", self.block.text).casefold()

    @property
    def is_running(self) -> bool:
        """Whether its style is one for running text."""
        return any(map(_RUNNING.fullmatch, self.names[:1]))

    def become(self, kind: BlockKind, *, label: str = "", start: int = 0, level: int = 0) -> None:
        """Take it for a block of a kind, whose text starts behind a label."""
        self.block = replace(
            stretch(self.block, start, len(self.block.text)), kind=kind, label=settled(label), level=level
        )


def classify(draft: Draft, styles: Styles) -> None:
    """Say what a paragraph is, as far as it says so itself."""
    styled = next((kind for name in draft.names for kind, names in _STYLES.items() if names.fullmatch(name)), None)
    text = draft.block.text
    if draft.paragraph.is_contents or styled == "contents":
        _become_contents(draft)
    elif styled == "reference":
        _become_reference(draft, _REFERENCE.match(text) or _NUMBER_ALONE.match(text))
    elif styled == "front":
        draft.become("front")
    elif draft.paragraph.cell:
        draft.become("cell")
    elif _is_equation(draft, is_styled=styled == "equation"):
        label = _EQUATION_NUMBER.search(text.replace(OBJECT, ""))
        draft.block = replace(draft.block, text=OBJECT * text.count(OBJECT), links=(), marks=())
        draft.become("equation", label=label[0] if label else "")
    elif styled == "caption" or (draft.sequence and _CAPTION.match(text)):
        _become_caption(draft)
    elif level := _level(draft, styles):
        whole = (0, len(text), "strong")
        draft.block = replace(
            draft.block, marks=tuple(mark for mark in draft.block.marks if (mark.start, mark.end, mark.kind) != whole)
        )
        draft.become("heading", label=draft.number.strip().rstrip(".．、"), level=level)
    elif any(map(_LISTING.fullmatch, draft.names)):
        draft.block = replace(draft.block, marks=())  # the colours of its syntax are no emphasis


def settle_kinds(drafts: Sequence[Draft]) -> None:
    """Say what paragraphs are that do not say it themselves, by their words and their neighbours."""
    _label_headings(drafts)
    _find_references(drafts)
    _find_captions(drafts)
    _find_front(drafts)


# --- one paragraph ---------------------------------------------------------------------------------------------------


def _level(draft: Draft, styles: Styles) -> int:
    """Return the depth of a heading, 0 for text.

    The outline (17.3.1.20) goes before the name of the style, but one kept out of the outline still looks as it did.
    """
    inherited = styles.paragraph_style(draft.paragraph.style)
    outline = draft.paragraph.properties.get("outline", inherited.get("outline", 9))
    if 0 <= outline < 9:
        return int(outline) + 1
    return next((int(match[1]) for match in map(_HEADING.fullmatch, draft.names) if match), 0)


def _is_equation(draft: Draft, *, is_styled: bool) -> bool:
    """Return whether a paragraph is a formula with its number, or, by its style, one that has lost either."""
    objects = {piece.kind for piece in draft.paragraph.pieces if piece.kind}
    words = draft.block.text.replace(OBJECT, "").strip()
    if is_styled:
        return not words or _EQUATION_NUMBER.fullmatch(words) is not None
    return objects == {"formula"} and _EQUATION_NUMBER.fullmatch(words) is not None


def _become_contents(draft: Draft) -> None:
    """Take it for an entry of a table of contents, without the page to which it leads."""
    match = _ENTRY.fullmatch(draft.block.text)
    assert match is not None  # any text matches
    draft.block = stretch(draft.block, 0, match.end("words"))
    draft.become("contents", label=match["label"] or "", start=match.start("words"))


def _become_reference(draft: Draft, label: re.Match[str] | None) -> None:
    """Take it for an item of the reference list, which its program counts, or whose label is typed."""
    if draft.number.strip():
        draft.become("reference", label=draft.number)
    else:
        draft.become("reference", label=label[0] if label else "", start=label.end() if label else 0)


def _become_caption(draft: Draft) -> None:
    """Take it for a caption, whose label ends with its number."""
    text = draft.block.text
    label = _CAPTION.match(text)
    end = label.end() if label else draft.sequence
    after = _AFTER_LABEL.match(text, end) if end else None
    draft.become("caption", label=text[:end], start=after.end() if after else end)


# --- among its neighbours --------------------------------------------------------------------------------------------


def _label_headings(drafts: Sequence[Draft]) -> None:
    """Part the numbers from headings that are numbered by hand: where no list counts them, and they begin with 1."""
    headings = [draft for draft in drafts if draft.kind == "heading"]
    typed = [(draft, _HEADING_NUMBER.match(draft.block.text)) for draft in headings]
    numbers = [match[1] for _, match in typed if match]
    if any(draft.block.label for draft in headings) or numbers[:1] != ["1"]:
        return
    for draft, match in typed:
        if match:
            draft.become("heading", label=match[1], start=match.end(), level=draft.block.level)


def _find_references(drafts: Sequence[Draft]) -> None:
    """Take what has a label, between the heading of the reference list and the next heading, for its items."""
    is_list = False
    for draft in drafts:
        if draft.kind in ("heading", "paragraph") and draft.key in _REFERENCE_HEADINGS:
            is_list = True
            if draft.kind == "paragraph":
                draft.become("heading", level=1)
        elif draft.kind == "heading":
            is_list = False
        elif is_list and draft.kind == "paragraph":
            label = _REFERENCE.match(draft.block.text)
            if label or draft.number.strip():
                _become_reference(draft, label)


def _find_captions(drafts: Sequence[Draft]) -> None:
    """Take the labelled paragraphs below a picture and above a table for captions, else those on the other side."""
    for first, last, is_table in _shown(drafts):
        below, above = range(last + 1, len(drafts)), range(first - 1, -1, -1)
        for side in (above, below) if is_table else (below, above):
            if _take_captions(drafts, side, is_table=is_table):
                break


def _shown(drafts: Sequence[Draft]) -> Iterable[tuple[int, int, bool]]:
    """Yield the first and the last block of each table and each picture, and which of the two it is."""
    first = 0
    for index, draft in enumerate(drafts):
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        table = draft.paragraph.cell
        if table and (index == 0 or drafts[index - 1].paragraph.cell != table):
            first = index
        if table and (following is None or following.paragraph.cell != table):
            yield first, index, True
        elif draft.kind == "figure":
            yield index, index, False


def _take_captions(drafts: Sequence[Draft], side: Iterable[int], *, is_table: bool) -> bool:
    """Take captions outwards from a table or picture; a label that comes again begins a sentence."""
    labels: set[str] = set()
    for index in side:
        draft = drafts[index]
        label = _CAPTION.match(draft.block.text)
        if draft.kind == "caption":
            labels.add(draft.block.label)
        if draft.kind in ("caption", "footnote"):
            continue
        if draft.kind != "paragraph" or draft.is_running or label is None or label[0] in labels:
            break
        if not _AFTER_LABEL.match(draft.block.text, label.end()) or bool(_OF_TABLE.match(label[0])) != is_table:
            break
        labels.add(label[0])
        _become_caption(draft)
    return bool(labels)


def _find_front(drafts: Sequence[Draft]) -> None:
    """Take what stands before the text for front matter.

    The text begins with the first heading, or with the first paragraph in a style for running text or with a citation.
    In a document without headings only what is styled as front matter, or stands before such, is known to be some.
    """
    begin = _first(drafts, _is_text)
    has_headings = _first(drafts, lambda draft: draft.kind == "heading") < len(drafts)
    evidence = [index for index in range(begin) if _is_front(drafts[index])]
    if not has_headings:
        begin = evidence[-1] + 1 if evidence else 0
    elif evidence:  # a list or a quotation behind all of it is text as well
        behind = range(evidence[-1] + 1, begin)
        begin = next((index for index in behind if any(map(_SET_APART.fullmatch, drafts[index].names))), begin)
    for index, draft in enumerate(drafts):
        if index < begin and draft.kind in ("paragraph", "heading"):
            draft.become("front")
        elif index >= begin and draft.kind == "front":
            draft.become("paragraph")


def _first(drafts: Sequence[Draft], holds: Callable[[Draft], bool]) -> int:
    return next((index for index, draft in enumerate(drafts) if holds(draft)), len(drafts))


def _is_text(draft: Draft) -> bool:
    if draft.kind == "heading":
        return draft.key not in _FRONT_HEADINGS
    return draft.kind == "paragraph" and (draft.is_running or _MARKER.search(draft.block.text) is not None)


def _is_front(draft: Draft) -> bool:
    return draft.kind == "front" or (draft.kind == "paragraph" and _KEYWORDS.match(draft.block.text) is not None)


# --- stretches -------------------------------------------------------------------------------------------------------


def part_run_in_heading(draft: Draft) -> Draft | None:
    """Part the heading of a statement, set in bold before its text on one line, from the text, and return it."""
    block = draft.block
    lead = next((mark for mark in block.marks if mark.kind == "strong" and mark.start == 0), None)
    if block.kind != "paragraph" or _RUN_IN not in draft.names or lead is None or lead.end >= len(block.text):
        return None
    heading = replace(draft, block=stretch(block, 0, lead.end))
    heading.block = replace(heading.block, marks=tuple(mark for mark in heading.block.marks if mark.kind != "strong"))
    heading.become("heading", level=1)
    draft.become("paragraph", start=lead.end)
    return heading
