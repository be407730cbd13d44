"""Abbreviations of a text: where each is defined, and where it is used.

The text and each abstract are read apart, for each stands alone.  A definition is `全称（full term，ABBR）`,
`全称（ABBR）`, `full term (ABBR)` or `ABBR (full term)`.  It is sure where the letters of the abbreviation are found in
the full term in their order, as in A. S. Schwartz and M. A. Hearst, Pac Symp Biocomput 2003;451.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from collation.check.manuscript.prose import is_caption, prose
from collation.diagnostics import Location
from collation.model import HIDDEN, Manuscript, MetadataText, Passage

_WORD = re.compile(r"[A-Za-z0-9\u0370-\u03ff]+(?:[-\u2010\u2011\u2013/][A-Za-z0-9\u0370-\u03ff]+)*")
_JOINT = re.compile(r"[-\u2010\u2011\u2013/]")
_PLURAL = re.compile(r"(?<=[A-Z0-9])s$")
_BRACKET = re.compile(r"[(（]([^()（）\n]{2,200})[)）]")
# `[poly(lactic-co-glycolic acid)，PLGA]`: brackets in brackets.
_OUTER = re.compile(
    r"[(（\[［]((?:[^()（）\[\]［］\n]|[(（][^()（）\n]{1,100}[)）]){2,200}[,，;；、]\s*([A-Za-z][A-Za-z0-9/-]{1,19}))[)）\]］]"
)
_ABBREVIATION = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z][A-Za-z0-9\u0370-\u03ff/\u2010\u2011\u2013-]{1,19}")
_INTRODUCED = re.compile(r"(?:以下)?(?:简称|缩写)为?|hereafter|hereinafter|abbreviated(?: as)?|abbr\.?", re.IGNORECASE)
_MARKS = " \t\n\"'“”‘’*_:：" + HIDDEN
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LIST = re.compile(r"[\W_]*(?:缩略|缩写|英文缩|中英文对照|(?:list of )?abbreviations?\b)", re.IGNORECASE)
# What explains an abbreviation without brackets: `OA: osteoarthritis`, 简称OA.
_EXPLAINED = re.compile(
    r"(?<![A-Za-z0-9-])([A-Za-z][A-Za-z0-9-]{1,11})\s*[:：=＝]\s*[A-Za-z\u3400-\u9fff]"
    r"|(?:简称|缩写为?|又称|即|called|abbreviated (?:as|to)|known as)[\s“\"'‘:：]*([A-Za-z][A-Za-z0-9-]{1,11})"
)
_GREEK_NUMBER = re.compile(r"(?<=[\u0370-\u03ff])\d+$")
_LONGEST_BEFORE = 160
_SUB_WORDS = 3


@dataclass(frozen=True)
class Text:
    """A passage, or a text of the front matter; `is_main` is False for what is read apart: tables, captions, notes."""

    source: Passage | MetadataText | None
    path: str
    text: str
    is_main: bool


@dataclass(frozen=True)
class Use:
    """An abbreviation where it stands, `order` counting through all texts."""

    order: int
    text: Text
    start: int
    end: int
    is_joined: bool
    """Whether it is the later part of a compound: OA in `post-OA`."""


@dataclass(frozen=True)
class Definition:
    """A bracket that says what an abbreviation means; `full` is the full term, "" where it cannot be told."""

    key: str
    use: Use
    full: str
    is_sure: bool


@dataclass
class Scope:
    """All abbreviations of a text that stands alone, by their singular."""

    uses: dict[str, list[Use]] = field(default_factory=lambda: defaultdict(list))
    """Outside definitions."""
    definitions: dict[str, list[Definition]] = field(default_factory=lambda: defaultdict(list))
    mentioned: set[str] = field(default_factory=set)
    """What stands in the definition of another."""
    listed: set[str] = field(default_factory=set)
    """What a list of abbreviations explains, or a row or a note in the form `OA: osteoarthritis`."""


def key_of(abbreviation: str) -> str:
    """Return the form in which abbreviations are compared: BMSC for BMSCs."""
    return _PLURAL.sub("", _JOINT.sub("-", abbreviation))


def compounds(use: Use) -> Iterator[str]:
    """Yield the longer words that begin with a use: MSC-EV for MSC in `MSC-EVs`."""
    word = _WORD.match(use.text.text, use.start)
    for key, start, end, _ in _parts(word) if word else ():
        if start == use.start and end > use.end:
            yield key


def locate(manuscript: Manuscript, use: Use) -> Location:
    """Return where a use stands."""
    assert use.text.source is not None
    return manuscript.locate(use.text.path, use.text.source.place(use.start), use.end - use.start)


def scopes(manuscript: Manuscript) -> Iterator[Scope]:
    """Yield the text, then the abstracts in their languages."""
    yield body(manuscript)
    matter = manuscript.front_matter
    for language in (matter.first_language, matter.second_language):
        texts = [text for text in matter.texts if text.part == "abstract" and text.language == language]
        if texts:
            yield _read([Text(text, matter.path, text.text, is_main=True) for text in texts])


def body(manuscript: Manuscript) -> Scope:
    """Return the abbreviations of the text."""
    texts = []
    is_list = False
    scope = Scope()
    for section in manuscript.sections:
        for passage in section.passages:
            if passage.context == "heading":
                is_list = _LIST.match(passage.text) is not None
            text = prose(passage)
            if is_list or _LIST.match(text):
                scope.listed.update(_keys(text))
            is_main = passage.context == "body" and not is_caption(passage) and not is_list
            texts.append(Text(passage, passage.path, text, is_main))
    texts.extend(Text(None, image.location.path, image.alternative_text, is_main=False) for image in manuscript.images)
    found = _read(texts)
    found.listed |= scope.listed
    return found


def _read(texts: list[Text]) -> Scope:
    scope = Scope()
    order = 0
    for text in texts:
        inside: list[tuple[int, int, str]] = []
        found = [(bracket, _definition(text, bracket, order)) for bracket in _BRACKET.finditer(text.text)]
        found.extend((bracket, _after_comma(text, bracket, order)) for bracket in _OUTER.finditer(text.text))
        for bracket, definition in found:
            if definition and definition not in scope.definitions[definition.key]:
                scope.definitions[definition.key].append(definition)
                if definition.full:
                    inside.append((min(definition.use.start, bracket.start()), bracket.end(), definition.key))
        if not text.is_main and text.source is not None:
            whole = text.text.strip(_MARKS)
            if _ABBREVIATION.fullmatch(whole):
                scope.listed.add(key_of(whole))
        for explained in _EXPLAINED.finditer(text.text):
            scope.listed.add(key_of(explained[1] or explained[2]))
        spans = iter(sorted(inside))
        span = next(spans, None)
        for word in _WORD.finditer(text.text):
            while span and span[1] <= word.start():
                span = next(spans, None)
            if span and span[0] <= word.start():
                scope.mentioned.update(key for key, *_ in _parts(word) if key != span[2])
                continue
            for key, start, end, is_joined in _parts(word):
                scope.uses[key].append(Use(order + start, text, start, end, is_joined))
        order += len(text.text) + 1
    return scope


def _keys(text: str) -> Iterator[str]:
    for word in _WORD.finditer(text):
        for key, *_ in _parts(word):
            yield key


def _parts(word: re.Match[str]) -> Iterator[tuple[str, int, int, bool]]:
    """Yield a word and, of a compound, every run of its parts: MSC-EVs, MSC and EV."""
    whole, first = word[0], word.start()
    if not any(character.isupper() for character in whole):
        return
    starts = [0, *(joint.end() for joint in _JOINT.finditer(whole))]
    ends = [*(joint.start() for joint in _JOINT.finditer(whole)), len(whole)]
    if len(starts) > 2 * _SUB_WORDS:
        yield key_of(whole), first, first + len(whole), False
        return
    for index, start in enumerate(starts):
        for end in ends[index : index + _SUB_WORDS + 1]:
            yield key_of(whole[start:end]), first + start, first + end, start > 0
    kind = _GREEK_NUMBER.sub("", whole)
    if kind != whole:  # TGF-β1 is one of TGF-β
        yield key_of(kind), first, first + len(kind), False


def _definition(text: Text, bracket: re.Match[str], order: int) -> Definition | None:
    inner = bracket[1]
    if not _LATIN.search(inner):
        return _reversed(text, bracket, order, "") if _HAN.search(inner) else None
    parts = re.split(r"[,，;；、]", inner)
    offset = bracket.start(1)
    for index, part in enumerate(parts):
        shown = _INTRODUCED.sub("", part).strip(_MARKS)
        if _ABBREVIATION.fullmatch(shown) and " " not in shown:
            start = offset + part.rindex(shown)
            use = Use(order + start, text, start, start + len(shown), is_joined=False)
            full = " ".join(parts[index - 1].split()) if index else ""
            if full and _matches(shown, full):
                return Definition(key_of(shown), use, full, is_sure=True)
            if index == 0:
                return _after_term(text, bracket, use, shown, is_bare=len(parts) == 1)
            return Definition(key_of(shown), use, "", is_sure=False)
        offset += len(part) + 1
    return _reversed(text, bracket, order, " ".join(parts[0].split()))


def _after_comma(text: Text, bracket: re.Match[str], order: int) -> Definition | None:
    full, shown, start = (
        bracket[1][: bracket.start(2) - bracket.start(1)].strip(" ,，;；、"),
        bracket[2],
        bracket.start(2),
    )
    if not _ABBREVIATION.fullmatch(shown) or not _matches(shown, full):
        return None
    return Definition(
        key_of(shown), Use(order + start, text, start, bracket.end(2), is_joined=False), full, is_sure=True
    )


def _after_term(text: Text, bracket: re.Match[str], use: Use, shown: str, *, is_bare: bool) -> Definition:
    """`full term (ABBR)` and `全称（ABBR）`."""
    key = key_of(shown)
    before = text.text[max(0, bracket.start() - _LONGEST_BEFORE) : bracket.start()].rstrip(_MARKS)
    if _HAN.match(before[-1:]):
        # Chinese has no letters to compare; the last two characters tell one term from another.
        return Definition(key, use, before[-2:] if is_bare else "", is_sure=False)
    words = re.split(r"[\s-]+", re.split(r"[.;:,，。；：(（)）]", before)[-1])
    # `diseases (OA, gout)` gives an example.
    term = "" if not is_bare else _shortest(shown, words[-_most_words(_letters(shown)) :])
    return Definition(key, use, term, is_sure=bool(term))


def _reversed(text: Text, bracket: re.Match[str], order: int, full: str) -> Definition | None:
    """`ABBR (full term)`, and `VAS评分（visual analogue scale）`."""
    before = text.text[max(0, bracket.start() - 24) : bracket.start()].rstrip()
    found = re.search(r"([A-Za-z][A-Za-z0-9\u0370-\u03ff/-]*)([\u3400-\u9fff]{0,4})$", before)
    if found is None or not _ABBREVIATION.fullmatch(found[1]):
        return None
    start = max(0, bracket.start() - 24) + found.start()
    use = Use(order + start, text, start, start + len(found[1]), is_joined=False)
    is_sure = " " in full and _matches(found[1], full)
    if found[2] and not (" " in full and full[:1].casefold() == found[1][:1].casefold()):
        return None  # a bracket that says something else
    return Definition(key_of(found[1]), use, full if is_sure else "", is_sure=is_sure)


def _shortest(abbreviation: str, words: list[str]) -> str:
    """Return the fewest last words that have the letters of an abbreviation, or ""."""
    for count in range(1, len(words) + 1):
        term = " ".join(words[-count:])
        if _matches(abbreviation, term):
            return term
    return ""


def _letters(abbreviation: str) -> str:
    return re.sub(r"[\W_]", "", _PLURAL.sub("", abbreviation)).casefold()


def _most_words(letters: str) -> int:
    """Return how many words a full term may have (Schwartz and Hearst)."""
    return min(len(letters) + 5, 2 * len(letters))


def _matches(abbreviation: str, full: str) -> bool:
    """Whether the letters of an abbreviation stand in a term in their order, the first at its beginning."""
    letters, term = _letters(abbreviation), full.casefold()
    if len(term) <= len(letters) or not term.startswith(letters[:1]) or len(term.split()) > _most_words(letters):
        return False
    position = 0
    for letter in letters:
        position = term.find(letter, position) + 1
        if not position:
            return False
    return True
