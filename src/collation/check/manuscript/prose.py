"""The words of a passage that are printed, and what in them speaks of the figures and tables of the manuscript."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from collation.model import HIDDEN, Manuscript, Passage

Kind = Literal["figure", "table"]

_MARKUP = re.compile(
    r"(?<=\])\([^()]*(?:\([^()]*\)[^()]*)*\)(?:\{[^{}]*\})?"  # where a link or an image leads, and its attributes
    r"|(?<=\])\{[^{}]*\}"
    r"|(?<![\w.])@[\w][\w:.#$%&+?<>~/-]*"  # a cross-reference
)


def prose(passage: Passage) -> str:
    """Return a passage's text with citations, cross-references, addresses and attributes hidden, in the same length."""
    text = _MARKUP.sub(lambda found: HIDDEN * len(found[0]), passage.text)
    for cited in passage.citations:
        text = text[: cited.start] + HIDDEN * (cited.end - cited.start) + text[cited.end :]
    return text


def is_caption(passage: Passage) -> bool:
    """Tell whether a passage is printed as the caption of a figure or table."""
    return passage.context == "caption" or (passage.context == "body" and passage.text.startswith("!["))


@dataclass(frozen=True)
class Mention:
    """A place where the text speaks of figures or tables of the manuscript, by identifier or by typed numbers."""

    kind: Kind
    numbers: tuple[int, ...]
    passage: Passage
    start: int
    end: int
    is_typed: bool


def mentions(manuscript: Manuscript) -> Iterator[Mention]:
    """Yield every mention in the order of the text, the footnotes of a section after it."""
    kinds: tuple[Kind, ...] = ("figure", "table")
    targets = {
        target.identifier: (kind, int(target.number))
        for kind in kinds
        for target in manuscript.targets
        if target.kind == kind and target.identifier
    }
    for section in manuscript.sections:
        for passage in section.passages:
            found = [*_referred(passage, targets), *_typed(passage)]
            yield from sorted(found, key=lambda mention: mention.start)


_REFERENCE = re.compile(r"(?<![\w.])@([\w][\w:.-]*)")


def _referred(passage: Passage, targets: dict[str, tuple[Kind, int]]) -> Iterator[Mention]:
    if "@" not in passage.text:
        return
    for found in _REFERENCE.finditer(passage.text):
        target = targets.get(found[1].rstrip(".:-"))
        if target:
            yield Mention(target[0], (target[1],), passage, found.start(), found.end(), is_typed=False)


_TYPED = re.compile(
    r"(?P<label>[图表]|(?<![A-Za-z])(?:fig(?:ure)?s?\b\.?|tab(?:le)?s?\b\.?))[ \t\u3000]*"
    r"(?P<number>\d{1,3})(?P<panel>[ \t]?[A-Za-z](?![A-Za-z]))?(?!\d|[.．:：]\d|[%％])",
    re.IGNORECASE,
)
# Further numbers of the same mention.  `图1，3例` and `Table 1 and 3 patients` have none, so what follows is looked at.
_FURTHER_CHINESE = re.compile(
    r"\s*(?P<between>[-\u2013\u2014~～至、和与及])\s*(?P<number>\d{1,3})[A-Za-z]?(?=[）)\]，。；、,.;:：～~\u2013\u2014和与及所中显示可为是均]|$)"
)
_FURTHER_ENGLISH = re.compile(
    r"\s*(?P<between>-|\u2013|to\b|,?\s*and\b|,|&)\s*(?P<number>\d{1,3})[A-Za-z]?(?![\w.]*\d|[A-Za-z%])", re.IGNORECASE
)
_RANGE = frozenset({"-", "\u2013", "\u2014", "~", "～", "至", "to"})
_LONGEST_RANGE = 20

# `发表1篇`, `量表2`, `附图1`, `该文图2`: before the label of a figure of this manuscript stand such words, or a mark.
_BEFORE = frozenset("见如由从据在和与及或以按参看对至到示将把于即用")
_HAN = re.compile(r"[\u3400-\u9fff]")
_COUNTED = frozenset("张幅个篇条种份项例组次年名位只")
_OTHERS_BEFORE = re.compile(
    r"(?:suppl\w*\.?|extended\s+data|appendix|additional|online|their|his|her|whose|its|original|source)[\s(（]*$",
    re.IGNORECASE,
)
_OTHERS_AFTER = re.compile(
    r"[\s,，(（]*(?:(?:in|of|from|by)\s+(?:(?:the\s+)?(?:refs?\b|reference|original|suppl|appendix|[A-Z\0])"
    r"|(?:that|their|his|her|its|the(?:\s+same)?)\s+(?:paper|article|study|work|report|review))|引自|摘自|来自|见文献)"
)
_LINKING = re.compile(r"[\s,，;；:：的中之内里(（]*")


def _typed(passage: Passage) -> Iterator[Mention]:
    if not _TYPED.search(passage.text):
        return
    text = prose(passage)
    for found in _TYPED.finditer(text):
        label = found["label"]
        is_chinese = label in "图表"
        if _is_of_another_work(passage, text, found) or not (_is_word(text, found) if is_chinese else True):
            continue
        numbers, end = [int(found["number"])], found.end()
        if is_chinese or label.rstrip(".").lower().endswith("s"):
            further = _FURTHER_CHINESE if is_chinese else _FURTHER_ENGLISH
            while more := further.match(text, end):
                number = int(more["number"])
                is_range = more["between"].lower() in _RANGE and numbers[-1] < number < numbers[-1] + _LONGEST_RANGE
                numbers.extend(range(numbers[-1] + 1, number + 1) if is_range else (number,))
                end = more.end()
        kind: Kind = "figure" if label[0] in "图fF" else "table"
        yield Mention(kind, tuple(numbers), passage, found.start(), end, is_typed=True)


def _is_word(text: str, found: re.Match[str]) -> bool:
    """Whether 图 or 表 stands for itself and is not the end of a longer word."""
    before = text[: found.start()].rstrip()[-1:]
    after = text[found.end() : found.end() + 1]
    is_apart = before in _BEFORE if _HAN.match(before) else not (before.isalnum() or before == HIDDEN)
    return is_apart and after not in _COUNTED


def _is_of_another_work(passage: Passage, text: str, found: re.Match[str]) -> bool:
    """Whether the figure is one of a cited work or of a supplement, or the label of a caption."""
    start, end = found.span()
    if is_caption(passage) and not text[:start].strip("![*_ \n"):
        return True
    if _OTHERS_BEFORE.search(text, max(0, start - 40), start) or _OTHERS_AFTER.match(text, end):
        return True
    before = bisect_right(passage.citations, start, key=lambda cited: cited.end) - 1
    return before >= 0 and _LINKING.fullmatch(text, passage.citations[before].end, start) is not None
