"""Brackets that were to cite by typed numbers and do not: what is wrong in them, and what they may have meant.

A bracket is only accused where nothing else is known to look like it: years, decimal numbers, intervals, indices, names
of compounds and remarks are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from collation import numbers
from collation.model import Manuscript, Passage

_DIGITS = re.compile(r"\d+")
_LIST = numbers.INNER.replace("\\s*", "[ \\t\\n]*")
_PAIRED = re.compile(
    rf"(?P<open>[{numbers.OPENING}\x01])|(?P<close>[{numbers.CLOSING}\x02])"
)  # \1 and \2 stand for brackets that the author escaped
PAGE = "a page stands in the bracket"
LETTER = "a letter stands for a digit"
_LONGEST = 60
"""A bracket with more characters is a remark."""

_AGAIN = rf"[{numbers.SEPARATORS}.．。]"
_LOOSE = re.compile(rf"[\d\s{numbers.SEPARATORS}{numbers.DASHES}.．。]+")
_DECIMAL = re.compile(r"\d[.．]\d|^\s*[.．]")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+")
_NEGATIVE = re.compile(rf"\s*[{numbers.DASHES}\u2212]")
_LOCATED = re.compile(
    rf"(?P<works>{_LIST})[,，;；:：]?\s*(?:(?:pp?\b\.?|pages?\b|第)\s*\d+(?:\s*[{numbers.DASHES}]\s*\d+)?\s*页?|\d+\s*页)\s*",
    re.IGNORECASE,
)
_WORDED = re.compile(
    rf"\s*(?:refs?\b\.?|references?\b|see(?:\s+also)?\b|cf\.|e\.g\.,?|文献|参考文献|参?见)\s*[:：]?(?P<works>{_LIST})",
    re.IGNORECASE,
)
_JOINED = re.compile(rf"{_LIST}(?:(?:\band\b|\bto\b|&|和|及|以及|与|至|到){_LIST})+", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:(?P<range>to|至|到)|and|&|以及|和|及|与)\s*", re.IGNORECASE)

_VALUE_BEFORE = re.compile(r"(?:\d[%％]?|[%％=<>≤≥±~～+×*/^_\-\u2212])\s*$")
_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d年?\s*$")
_LIKE_DIGITS = str.maketrans("OoIl", "0011")
_LETTERED = re.compile(rf"(?:(?=[OoIl]*\d)[\dOoIl]+|[\s{numbers.SEPARATORS}{numbers.DASHES}]+)+")
"""Numbers in which a letter looks like a digit; none is of letters alone."""
_NAME_BEFORE = re.compile(r"(?:(?:^|[^A-Za-z])[A-Za-z]|_)$")
_STATISTIC_BEFORE = re.compile(
    r"(?:\b(?:median|mean|HR|OR|RR|MD|SMD|quartiles?)|中位数|均数|四分位数?)\s*[:：=]?\s*$", re.IGNORECASE
)

_UNCLOSED = re.compile(rf"[{numbers.OPENING}](?P<works>{_LIST})(?P<next>[\s\S]?)")
_UNOPENED = re.compile(rf"(?P<before>[\s\S]?)(?<![\d.．])(?P<works>{_LIST})$")
_ROUND = re.compile(r"[(（][^()（）\[\]]{1,20}$")  # (0, 1] is an interval
_ENDS = "。，；：、.,;:!?！？)）"
_HAN = re.compile(r"[\u3400-\u9fff]")
_COUNTERS = "例只名位个组周月年天日次项篇条种倍级期型度片张支岁分小时"
_PARTNERS = {"[": "]", "［": "］", "【": "】", "〔": "〕", "]": "[", "］": "［", "】": "【", "〕": "〔"}


@dataclass(frozen=True)
class Malformed:
    """A citation that went wrong: where it stands in its passage, what is wrong, and what it may have meant.

    `numbers` are those of the works that it seems to cite; `meant` is the whole citation as it would be right, or "".
    """

    passage: Passage
    start: int
    end: int
    fault: str
    numbers: frozenset[int] = frozenset()
    meant: str = ""

    @property
    def text(self) -> str:
        """The bracket as it stands."""
        return self.passage.text[self.start : self.end]


def malformed(manuscript: Manuscript) -> Iterator[Malformed]:
    """Yield every bracket that went wrong, in a manuscript that cites by typed numbers alone."""
    if manuscript.notations != {"number"}:
        return
    size = manuscript.bibliography.size
    for section in manuscript.sections:
        for passage in section.passages:
            if any(bracket in passage.text for bracket in "[［【〔]］】〕"):
                # `[2I]` may be a name: it is a number where the list is so long
                yield from (one for one in _in_passage(passage) if one.fault != LETTER or max(one.numbers) <= size)


def _in_passage(passage: Passage) -> Iterator[Malformed]:
    cited = {cited.start + (passage.text[cited.start] == "^") for cited in passage.citations}
    opened: list[int] = []
    for mark in _PAIRED.finditer(passage.text):
        if mark["open"]:
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            if start not in cited and mark.start() - start <= _LONGEST:
                found = _pair(passage, start, mark.end())
                if found:
                    yield found
        else:
            found = _unopened(passage, mark.start())
            if found:
                yield found
    for start in opened:
        found = _unclosed(passage, start)
        if found:
            yield found


def _pair(passage: Passage, start: int, end: int) -> Malformed | None:
    text = passage.text
    inner, before, after = text[start + 1 : end - 1], text[max(0, start - 40) : start], text[end : end + 1]
    if before.endswith("^") and after == "^":  # a raised citation, which pandoc takes for a footnote if it is malformed
        before = before[:-1]
    if (
        not _DIGITS.search(inner)
        or after in tuple("([{")
        or (after.isascii() and after.isalnum())
        or before[-1:] == "!"
    ):
        return None
    if numbers.parts(inner) or numbers.is_interval(before) or _NAME_BEFORE.search(before):
        return None
    found = _fault(inner, before)
    if found is None or _is_value(passage, start, end):
        return None
    fault, works, meant = found
    shown = f"{text[start]}{meant}{text[end - 1]}" if numbers.parts(meant) else ""
    return Malformed(passage, start, end, fault, works, shown)


def _is_value(passage: Passage, start: int, end: int) -> bool:
    is_cell = passage.context == "table"
    return is_cell and numbers.is_value_cell(passage.text[:start] + passage.text[end:])


def _fault(inner: str, before: str) -> tuple[str, frozenset[int], str] | None:
    """Return what is wrong in a bracket, which works it seems to cite, and its inner text as it may have been meant."""
    located = _LOCATED.fullmatch(inner)
    if located:
        return PAGE, _works(located["works"]), ""
    worded = _WORDED.fullmatch(inner)
    if worded:
        return "words stand in the bracket", _works(worded["works"]), worded["works"].strip()
    is_value = _VALUE_BEFORE.search(before) and not _YEAR_BEFORE.search(before)
    if is_value or _STATISTIC_BEFORE.search(before):
        return None
    if _JOINED.fullmatch(inner):
        meant = _JOINT.sub(lambda found: "-" if found["range"] else ",", inner.strip())
        return "words stand between the numbers", _works(meant), meant
    meant = inner.translate(_LIKE_DIGITS).strip()
    if meant != inner.strip() and _LETTERED.fullmatch(inner) and _works(meant):
        return LETTER, _works(meant), meant
    return _loose(inner)


def _loose(inner: str) -> tuple[str, frozenset[int], str] | None:
    if inner.strip() in ("0", "０"):
        return "no work has the number 0", frozenset(), ""
    digits = _DIGITS.findall(inner)
    is_other = any(len(number) > 3 or number[0] in "0０" for number in digits)  # a year, an interval, a date, an index
    if is_other or not _LOOSE.fullmatch(inner) or _NEGATIVE.match(inner) or _DECIMAL.search(inner):
        return None
    if _THOUSANDS.fullmatch(inner.strip()) or (len(set(digits)) < len(digits) and not _DIGITS.sub("", inner).strip()):
        return None
    meant = re.sub(rf"\s*{_AGAIN}(?:\s*{_AGAIN})*\s*", _first_separator, inner.strip().strip(",，、;；.．。 \n"))
    meant = re.sub(r"(?<=\d)\s+(?=\d)", ",", meant)
    if re.search(rf"\d\s*(?:-{{1,3}}|[{numbers.DASHES}])\s*\d+\s*[{numbers.DASHES}]+\s*\d", inner):
        fault = "a range has two ends"
    elif re.search(rf"[{numbers.DASHES}]\s*(?:$|[{numbers.SEPARATORS}])", inner):
        fault = "a range has no end"
    elif re.search(r"\d\s+\d", inner):
        fault = "two numbers have nothing between them"
    else:
        fault = "a mark stands where a number must"
    return fault, _works(meant) or frozenset(map(int, digits)), meant


def _first_separator(found: re.Match[str]) -> str:
    marks = re.findall(rf"[{numbers.SEPARATORS}]", found[0])
    return marks[0] if marks else ","


def _works(inner: str) -> frozenset[int]:
    return frozenset(numbers.numbers(inner.strip()) or ())


def _unclosed(passage: Passage, start: int) -> Malformed | None:
    text = passage.text
    match = _UNCLOSED.match(text, start)
    if match is None:
        return None
    end = match.start("works") + len(match["works"].rstrip())
    following = text[end : end + 2]
    parts = numbers.parts(match["works"])
    is_interval = numbers.is_interval(text[max(0, start - 40) : start]) or (
        parts is not None and len(parts) > 1 and text[match.end("works") : match.end("works") + 1] in tuple(")）")
    )
    is_end = not following.strip() or following[0] in _ENDS + "\n" or _is_new_word(following[0])
    is_decimal = following[:1] in tuple(".．,") and following[1:2].isdigit()
    if parts is None or is_interval or not is_end or is_decimal or _is_value(passage, start, end):
        return None
    return Malformed(
        passage,
        start,
        end,
        "the bracket is not closed",
        _works(match["works"]),
        text[start:end] + _PARTNERS[text[start]],
    )


def _is_new_word(character: str) -> bool:
    """Whether a Chinese word starts that does not count: `[3例` is a remark, `[3另有` a citation left open."""
    return _HAN.match(character) is not None and character not in _COUNTERS


def _unopened(passage: Passage, close: int) -> Malformed | None:
    text = passage.text
    first = max(0, close - _LONGEST)
    match = _UNOPENED.search(text, first, close)
    parts = numbers.parts(match["works"]) if match else None
    if match is None or parts is None or text[close] not in _PARTNERS:
        return None
    start = match.start("works") + len(match["works"]) - len(match["works"].lstrip())
    before = text[start - 1 : start]
    is_word = before.isspace() or _HAN.match(before) is not None or before in tuple("。，；.,;")
    is_round = before in tuple("(（") and len(parts) == 1
    if not (is_word or is_round) or _ROUND.search(text[first:start]) or _is_value(passage, start, close + 1):
        return None
    start -= is_round
    return Malformed(
        passage,
        start,
        close + 1,
        "no bracket opens it",
        _works(match["works"]),
        f"{_PARTNERS[text[close]]}{match['works'].strip()}{text[close]}",
    )
