"""Citations whose syntax went wrong so that pandoc prints it: what is wrong, and what was probably meant.

pandoc reads `［@key］`, `[@key` and `@key]` as an author named in the sentence and prints the brackets, and takes
`[key]`, `[@ key]` and `[＠key]` for words.  What the readers of the text see amiss themselves is in
`Manuscript.stray_syntax`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from collation.model import HIDDEN, CitedAt, Manuscript, Passage

_BRACKET = re.compile(r"(?P<open>[\[［【〔])|[\]］】〕]")
_OPEN = re.compile(
    r"(?:(?P<lone>[\[［【〔])|[{<])\s*"
    r"(?:(?:see(?:\s+also)?|cf\.|e\.g\.,?|reviewed\s+(?:in|by)|参见|详见|见|参考|文献|如)\s*[:：]?\s*)?$"
)
_LOCATOR = r"(?:\s{0,9}[,，]?\s{0,9}(?:pp?\.|pages?|第)\s{0,9}\d[\d\s–-]*页?)?"
_CLOSE = re.compile(rf"(?P<place>{_LOCATOR})\s*(?:(?P<lone>[\]］】〕])|[}}>])")
_GOES_ON = re.compile(r"\s*[,，;；]")
_OPEN_LOCATOR = re.compile(r"\s?(?P<bracket>\[)\s*(?:pp?\.|pages?\b|第)\s*\d[^\[\]\n。；;]{0,20}")
_LINK = re.compile(r"\s*[;；]\s*|[,，、|/&]?\s*")
_PARTNERS = {"[": "]", "［": "］", "【": "】", "〔": "〕", "{": "}", "<": ">"}

_WORDS = re.compile(r"@?(?P<open>[\[［【〔])(?P<inner>[^\[\]［］【】〔〕]{0,200})[\]］】〕]")
_BETWEEN = re.compile(r"\s*(?:[;；,，、|/&]|\band\b|[和与及])\s*|\s+")
_AT = re.compile(r"\s*-?(?:@(?=\s|\{|$|[;；,，])|＠)\s*\{?(?P<name>[^\s\]}；;,，、]*)")
_LIKE_A_CITEKEY = re.compile(r"[^\W\d_][\w:-]*\d{2,}[a-z]?")
_FULL_WIDTH = re.compile(r"(?<![A-Za-z0-9.])＠\s*(?P<name>\w[\w:.+/-]*)")
_ASCII_NAME = re.compile(r"\w[\w:.+/-]*", re.ASCII)
_NAME = re.compile(r"(?<![A-Za-z0-9.@])@(?P<name>(?P<ascii>[A-Za-z0-9](?:[A-Za-z0-9_:.+/-]*[A-Za-z0-9])?)?\w*)")
_SEPARATOR = re.compile(r"\s{0,9}(?:[;；,，、|/&]|\band\b|[和与及])\s{0,9}$|\s{1,9}$")
_PLACE = re.compile(_LOCATOR)
_RAISED = re.compile(r"\^(?!\[|[^\s^]+\^)")
_BRACE = re.compile(r"(?<![\w.@\0])@\{(?![^{}\s]+\})[^{}\s\]］】〕;,，；。]*")
_TWICE = re.compile(r"(?<![\w.@＠])[@＠]+(?=@[\w{])|(?<!\w)＠(?=\w)")
_OPEN_ROUND = re.compile(r"[(（][^()（）]*\]\Z")
_INTERVAL = re.compile(r"\[\s*[-+\u2212\u2013]?[\w.∞%]+\s*[,，;；]\s*[-+\u2212\u2013]?[\w.∞%]+\s*[)）]")

_ESCAPED = re.compile(rf"{HIDDEN}\x01(?P<inner>[^\x01\x02\[\]\n]{{1,200}}){HIDDEN}\x02")
"""A bracket that backslashes make plain: a passage has \\1 and \\2 for its marks."""
_ESCAPED_PART = re.compile(
    rf"\s*-?{HIDDEN}{{2}}(?P<name>[A-Za-z0-9](?:[\w:.+/-]*\w)?)\s*|\s*(?:pp?\.|pages?|第)\s*\d[\d\s–-]*页?\s*",
    re.ASCII,
)

_NOT_CLOSED = "is printed with a bracket that is not closed"
_NOT_OPENED = "is printed with a bracket that none opens"


@dataclass(frozen=True)
class Literal:
    """Citation syntax that is printed: where it stands in its passage, and what is wrong with it, as words after it.

    `meant` is what may stand in its place, or "" where that is not certain; `citekeys` are those that it was to cite;
    `source` is what stands in the file where the passage hides a part of it.
    """

    passage: Passage
    start: int
    end: int
    fault: str
    meant: str = ""
    citekeys: frozenset[str] = frozenset()
    source: str = ""

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source or self.passage.text[self.start : self.end]

    @property
    def can_be_mended(self) -> bool:
        """Whether what is meant may be written in its place: it is on one line, and nothing of it is unseen."""
        return bool(self.meant) and "\n" not in self.text and (bool(self.source) or HIDDEN not in self.text)


def literal(manuscript: Manuscript) -> Iterator[Literal]:
    """Yield all syntax of citations that is printed, passage by passage; none where the readers differ."""
    differing = {difference.location.path for difference in manuscript.disagreements}
    known = manuscript.bibliography.by_citekey.keys()
    for section in manuscript.sections:
        if section.path in differing:
            continue
        for passage in section.passages:
            if any(mark in passage.text for mark in "@＠[［【〔\x01"):
                yield from _in_passage(manuscript, section.text, passage, known)


def _in_passage(manuscript: Manuscript, source: str, passage: Passage, known: Collection[str]) -> Iterator[Literal]:
    clusters = manuscript.clusters
    cited = sorted(
        (cited for cited in passage.citations if clusters[cited.cluster].notation == "citekey"),
        key=lambda cited: cited.start,
    )
    if cited:
        lonely = _lonely(passage.text)
        for row in _rows(passage.text, cited):
            found = _around(passage, row, lonely)
            if found:
                yield found
        for one in cited:
            yield from _within(passage, one, len(clusters[one.cluster].items), known)
    yield from _lost(passage, source, known)
    yield from _escaped(passage, source, known)


def _lonely(text: str) -> frozenset[int]:
    """Return the brackets that have no partner of their own kind."""
    opened: list[int] = []
    kinds: Counter[str] = Counter()
    lonely: list[int] = []
    for bracket in _BRACKET.finditer(text):
        mark = bracket[0]
        if bracket["open"]:
            opened.append(bracket.start())
            kinds[_PARTNERS[mark]] += 1
        elif not kinds[mark]:
            lonely.append(bracket.start())
        else:
            partner = ""
            while partner != mark:
                lonely.append(opened.pop())
                partner = _PARTNERS[text[lonely[-1]]]
                kinds[partner] -= 1
            lonely.pop()
    return frozenset([*opened, *lonely])


def _rows(text: str, cited: Sequence[CitedAt]) -> Iterator[list[CitedAt]]:
    """Yield citations in rows: those without brackets and with no word between them are one, as in `［@a；@b］`."""
    row = [cited[0]]
    for before, after in pairwise(cited):
        is_bracketed = "[" in (text[before.start], text[after.start])
        if not is_bracketed and _LINK.fullmatch(text, before.end, after.start):
            row.append(after)
        else:
            yield row
            row = [after]
    yield row


def _around(passage: Passage, row: Sequence[CitedAt], lonely: Collection[int]) -> Literal | None:
    """Return what is wrong with the brackets around a row of citations."""
    text = passage.text
    is_narrative = text[row[0].start] != "["
    first, last = row[0].start, row[-1].end
    opening = _OPEN.search(text, max(0, first - 40), first)
    closing = _CLOSE.match(text, last)
    if not is_narrative:  # a citation that has its own brackets
        opening = opening if opening and opening["lone"] and opening.end() == opening.start() + 1 else None
        closing = closing if closing and closing["lone"] and closing.end() == last + 1 else None
    written = [text[one.start : one.end] for one in row]
    if is_narrative and any("[" in one for one in written):
        written = []
    if opening and closing and bool(opening["lone"]) == bool(closing["lone"]):
        return _enclosed(passage, opening, closing, written, is_narrative=is_narrative)
    if opening and opening["lone"] and (opening.start() in lonely or _is_opened(passage, opening, last)):
        place = _PLACE.match(text, last) if is_narrative else None
        end = place.end() if place else last
        meant = f"[{text[opening.start() + 1 : first]}{'; '.join(written)}{text[last:end]}]" if written else ""
        if not is_narrative:
            meant = written[0]
        is_certain = text[end : end + 1] not in tuple(")）}>") and opening.start() in lonely
        return Literal(passage, opening.start(), end, _NOT_CLOSED, meant if is_certain else "")
    if closing and closing["lone"] and closing.end() - 1 in lonely:
        meant = f"[{'; '.join(written)}{closing['place']}]" if written else ""
        return Literal(passage, first, closing.end(), _NOT_OPENED, meant if is_narrative else written[0])
    place = _OPEN_LOCATOR.match(text, last) if is_narrative else None
    if place and place.start("bracket") in lonely:
        return Literal(passage, first, place.end(), _NOT_CLOSED)
    if first and text[first - 1] in "@＠":
        return Literal(passage, first - 1, last, "is printed with an @ before it", text[first:last])
    return None


def _enclosed(
    passage: Passage, opening: re.Match[str], closing: re.Match[str], written: Sequence[str], *, is_narrative: bool
) -> Literal | None:
    text = passage.text
    start, end = opening.start(), closing.end()
    is_half_width = text[start] == "[" and text[end - 1] == "]"
    if is_half_width and (is_narrative or text[end : end + 1] in tuple("([{") or text[start - 1 : start] in ("^", "!")):
        return None  # a link, a span, an image or a footnote
    if not is_narrative:
        return Literal(passage, start, end, "is printed with its outer brackets", written[0])
    meant = f"[{text[start + 1 : opening.end()]}{'; '.join(written)}{closing['place']}]" if written else ""
    return Literal(passage, start, end, "is printed with its brackets: only [ and ] hold a citation", meant)


def _is_opened(passage: Passage, opening: re.Match[str], last: int) -> bool:
    """Whether a full-width bracket that closes further on was to hold a citation: `［@key，山羊］`."""
    is_full_width = opening["lone"] in ("［", "〔") and opening.end() == opening.start() + 1
    return is_full_width and _GOES_ON.match(passage.text, last) is not None


def _within(passage: Passage, cited: CitedAt, size: int, known: Collection[str]) -> Iterator[Literal]:
    """Yield what is amiss within a citation or right behind it, such as a second `@` that opens no citation."""
    text = passage.text
    for found in _TWICE.finditer(text, cited.start, cited.end):
        rest = text[found.end() : cited.end]
        meant = f"{text[cited.start : found.start()]}{rest}" if rest.startswith("@") else ""
        yield Literal(passage, cited.start, cited.end, f"is printed with an {found[0]}", meant)
    if is_interval(text[cited.start : cited.end]) or _OPEN_ROUND.search(text, cited.start, cited.end):
        fault = "is one citation as it stands: close its bracket, or write \\[ for that of an interval"
        yield Literal(passage, cited.start, cited.end, fault)
    if _RAISED.match(text, cited.end):
        yield Literal(passage, cited.start, cited.end + 1, "is printed with its ^", text[cited.start : cited.end])
    names = [name for name in _NAME.finditer(text, cited.start, cited.end) if name["name"] or name["ascii"]]
    if text[cited.start] != "[" or len(names) <= size:
        return
    meant = text[cited.start : names[0].start()]
    for name, after in pairwise([*names, None]):
        assert name is not None
        key = name["name"] if name["name"] in known else name["ascii"]
        between = text[name.start("name") + len(key) : after.start() if after else cited.end - 1]
        separator = _SEPARATOR.search(between) if after else None
        kept = between[: separator.start()] if separator else between
        if key not in known or (after and (separator is None or not _PLACE.fullmatch(kept))):
            return
        meant += f"@{key}{kept}{'; ' if after else ']'}"
    yield Literal(passage, cited.start, cited.end, "holds a second citation that is printed as it stands", meant)


def listed(inner: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the citekeys that the words of a bracket are, with or without their `@`; none if a word is no citekey."""
    names = [name for name in _BETWEEN.split(re.sub(r"[@＠{}]|(?<!\S)-", " ", inner).strip()) if name]
    return tuple(names) if all(name in known for name in names) else ()


def is_interval(bracketed: str) -> bool:
    """Whether a bracket opens a half-open interval and closes only that of another: `[0, 5) … (0, 5]`."""
    return _INTERVAL.match(bracketed) is not None


def is_label(inner: str, source: str) -> bool:
    """Whether words in brackets are the label of a link, whose address the text gives elsewhere."""
    label = re.compile(rf"^ {{0,3}}\[{re.escape(inner)}\]:", re.MULTILINE | re.IGNORECASE)
    return label.search(source) is not None


def cluster(citekeys: Iterable[str]) -> str:
    """Write a citation of some works."""
    return f"[{'; '.join(f'@{citekey}' for citekey in citekeys)}]"


def _lost(passage: Passage, source: str, known: Collection[str]) -> Iterator[Literal]:
    """Yield each bracket that names works but cites none, and each sign that was to be an `@`."""
    text = passage.text
    taken = [(cited.start, cited.end) for cited in passage.citations]
    starts = {start for start, _ in taken}
    for bracket in _WORDS.finditer(text):
        found = None if bracket.start() in starts else _words(passage, bracket, known, source)
        if found and not _overlaps(found, taken):
            taken.append((found.start, found.end))
            yield found
    for sign in (*_FULL_WIDTH.finditer(text), *_BRACE.finditer(text)):
        found = _sign(passage, sign, known)
        if found and not _overlaps(found, taken):
            yield found


def _escaped(passage: Passage, source: str, known: Collection[str]) -> Iterator[Literal]:
    """Yield each citation that backslashes make plain text: pandoc writes so what it reads from Word."""
    for bracket in _ESCAPED.finditer(passage.text):
        parts = [_ESCAPED_PART.fullmatch(part) for part in re.split("[;；,，]", bracket["inner"])]
        names = [part["name"] for part in parts if part and part["name"]]
        if all(parts) and any(name in known for name in names):
            start, end = bracket.span()
            written = source[passage.place(start) : passage.place(end - 1) + 1]
            meant = re.sub(r"\\([\[\]@])", r"\1", written) if len(names) == 1 else cluster(names)
            is_known = len(names) in (1, len(parts)) and all(name in known for name in names)
            yield Literal(
                passage,
                start,
                end,
                "is printed as it stands: backslashes make it plain text",
                meant if is_known else "",
                frozenset(names) & frozenset(known),
                written,
            )


def _overlaps(found: Literal, taken: Collection[tuple[int, int]]) -> bool:
    return any(found.start < end and start < found.end for start, end in taken)


def _words(passage: Passage, bracket: re.Match[str], known: Collection[str], source: str) -> Literal | None:
    text, inner = passage.text, bracket["inner"]
    before, after = text[bracket.start() - 1 : bracket.start()] if bracket.start() else "", text[bracket.end() :][:1]
    is_syntax = bracket["open"] == "[" and (before in ("!", "^") or after in ("(", "{"))
    if is_syntax or (after.isascii() and after.isalnum()):
        return None
    at = _AT.match(inner)
    names = listed(inner, known)
    if names:
        is_bare = "@" not in inner and "＠" not in inner
        is_word = bracket[0][0] == "@" or any(cited.end == bracket.start() for cited in passage.citations)
        if not (_is_citation(inner, names, "" if is_word else before, source) if is_bare else at):
            return None
        fault = "is printed as it stands: " + (_amiss(inner) if at else "each citekey needs an @")
        return Literal(passage, bracket.start(), bracket.end(), fault, cluster(names), frozenset(names))
    if at is None or not (at["name"] in known or not at["name"] or _LIKE_A_CITEKEY.fullmatch(at["name"])):
        return None
    name = at["name"]
    meant = f"[@{name}{inner[at.end() :].removeprefix('}')}]" if name in known else ""
    return Literal(
        passage,
        bracket.start(),
        bracket.end(),
        f"is printed as it stands: {_amiss(inner)}",
        meant,
        frozenset({name}) if name in known else frozenset(),
    )


def _amiss(inner: str) -> str:
    if "＠" in inner:
        return "the full-width ＠ opens no citation"
    return "a citekey must stand right behind the @"


def _is_citation(inner: str, names: Sequence[str], before: str, source: str) -> bool:
    """Whether bare words in a bracket, each a citekey, are a citation: not an index, a mark or the label of a link."""
    if len(names) > 1:
        return not re.search(r"[^\s;；,，、|/&]\s+[^\s;；,，、|/&]", inner)
    is_index = before.isascii() and (before.isalnum() or before == "_") and not re.search(r"\d", names[0])
    return len(names[0]) > 1 and not is_index and not is_label(inner, source)


def _sign(passage: Passage, sign: re.Match[str], known: Collection[str]) -> Literal | None:
    """Return a full-width ＠ before a citekey, or a brace after an @ that nothing closes."""
    if sign.re is _BRACE:
        return Literal(passage, sign.start(), sign.end(), "is printed as it stands: the brace is not closed")
    ascii_name = _ASCII_NAME.match(passage.text, sign.start("name"))
    for name in (sign["name"], ascii_name[0] if ascii_name else "", (ascii_name[0] if ascii_name else "").rstrip(".:")):
        if name in known:
            fault = f"is printed as it stands: {_amiss('＠')}"
            return Literal(
                passage, sign.start(), sign.start("name") + len(name), fault, f"[@{name}]", frozenset({name})
            )
    return None
