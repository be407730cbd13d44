"""When two entries are one work: what identifies a work, and what tells two like ones apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from collation import identifiers
from collation.model import BibliographyEntry, Manuscript
from collation.suggestion import likeness

IDENTIFIERS: Mapping[str, Callable[[str], str]] = {
    "doi": identifiers.normalised_doi,
    "pmid": identifiers.normalised_pmid,
    "pmcid": identifiers.normalised_pmcid,
    "eprint": identifiers.normalised_arxiv,
    "isbn": identifiers.normalised_isbn,
}
"""The fields that identify a work, each with the one form of its values."""

# An ISBN is that of the whole book: chapters share it, and so do the volumes of a set.
_WHOLE_BOOKS = frozenset({"book", "mvbook", "collection", "proceedings", "manual", "report", "thesis", "phdthesis"})

_CHAPTERS = frozenset({"inbook", "incollection", "inproceedings", "conference", "inreference", "bookinbook"})

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
# `1α`, `bmp7` and a letter alone count: one work is on BMP-2, the other on BMP-7.
_NUMERAL = re.compile(
    r"[^\W0-9]*[0-9]\w*|[ivx]+|[一二三四五六七八九十]|[^\W\u3400-\u9fff]"
    r"|first|second|third|fourth|fifth|one|two|three|four|five|six|seven|eight|nine|ten|twelve"
)
_TELLING_WORDS = (
    "male female men women man woman boys girls ovine bovine equine canine caprine porcine murine human medial lateral "
    "上 中 下 前 后 左 右 内 外 男 女 大 小 长 短 高 低 早 晚 急 慢 单 双 增 减 正 负 阴 阳 甲 乙 丙 丁 老 幼 新 旧 续"
)
_TELLING = frozenset(_TELLING_WORDS.split())
"""Words of which another in its place makes another work."""

_PREFIX = re.compile(
    r"(?:intra|extra|inter|hyper|hypo|ab|ad|pre|post|peri|macro|micro|mono|uni|bi|tri|pro|anti|up|down|over|under|sub"
    r"|supra|infra|ipsi|contra|in|un|non)(?=\w{4})"
)
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "与",
        "和",
        "及",
        "的",
        "在",
        "对",
    ]
)
_ALIKE = 0.7
"""A word that was mistyped, or is spelt otherwise, has as much in common with what it should be."""
_BEFORE_FIGURE = re.compile(r"\A[^\W0-9]+(?=[0-9])")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_SECOND_WORK = re.compile(
    r"\b(?:errat(?:um|a)|corrigend(?:um|a)|corrections?|retract(?:ion|ed)|withdr(?:awal|awn)|expression of concern|"
    r"comments?|commentary|repl(?:y|ies)|response|letter|editorial|addendum|reprint|translation|abstract|protocol|"
    r"update[ds]?|author s|in reply)\b|更正|勘误|撤稿|撤回|评论|述评|回复|答复|来信|增补|译文|摘要|方案|更新"
)
_PREPRINT = re.compile(r"arxiv|biorxiv|medrxiv|chemrxiv|preprint|research square|ssrn|预印", re.IGNORECASE)
_PREPRINT_TYPES = frozenset({"unpublished", "online", "techreport"})
# Of these, two years or two numbers are two works: editions, yearly reports, revised standards, states of a page.
_DATED = frozenset(
    {"book", "mvbook", "booklet", "collection", "proceedings", "manual", "report", "techreport", "standard", "patent",
     "legislation", "online", "electronic", "www", "dataset", "software", "misc"}
)  # fmt: skip
_OWN_KIND = frozenset({"dataset", "software", "patent", "standard"})
_FIRST_PAGE = re.compile(r"(?:pp?\.\s*)?([A-Za-z]{0,3}\d+[A-Za-z]?)")
_EXTENDED = frozenset({"inproceedings", "conference", "proceedings", "phdthesis", "mastersthesis", "thesis"})


def identifier(entry: BibliographyEntry, name: str) -> str:
    """Return the identifier in a field in the form in which equal ones are equal, or ""."""
    value = entry.value(name)
    if not value or (name == "isbn" and (entry.type not in _WHOLE_BOOKS or entry.value("volume"))):
        return ""
    return _normalised(name, value)


@lru_cache(maxsize=1 << 16)
def _normalised(name: str, value: str) -> str:
    return IDENTIFIERS[name](value)


def same_identifier(manuscript: Manuscript) -> Iterator[tuple[BibliographyEntry, BibliographyEntry, str]]:
    """Yield each entry that has the identifier of an earlier one, with that one and the field."""
    first: dict[tuple[str, str], BibliographyEntry] = {}
    for entry in manuscript.bibliography.entries:
        for field in entry.fields:
            value = identifier(entry, field.name) if field.name in IDENTIFIERS else ""
            if not value:
                continue
            earlier = first.setdefault((field.name, value), entry)
            if earlier.citekey != entry.citekey and not _may_share(earlier, entry, field.name):
                yield earlier, entry, field.name
                break


def _may_share(first: BibliographyEntry, second: BibliographyEntry, name: str) -> bool:
    """Whether two works may have one identifier: chapters the DOI of their book, an article that of its preprint."""
    if name == "eprint":
        return are_told_apart(first, second)
    return (
        name == "doi"
        and (first.type in _CHAPTERS or second.type in _CHAPTERS)
        and title_words(first) != title_words(second)
    )


def title_words(entry: BibliographyEntry) -> tuple[str, ...]:
    """Return the words of a title, a Chinese character being one, without case, accents and punctuation."""
    return words(f"{entry.value('title')} {entry.value('subtitle')}")


@lru_cache(maxsize=1 << 16)
def words(title: str) -> tuple[str, ...]:
    """Return the words of a text, a Chinese character being one, without case, accents and punctuation."""
    if not title.isascii():
        decomposed = unicodedata.normalize("NFKD", title)
        title = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return tuple(_WORD.findall(title.lower()))


def first_author(entry: BibliographyEntry) -> str:
    """Return the first author's family name without case and accents, or ""."""
    if not entry.authors:
        return ""
    folded = unicodedata.normalize("NFKD", entry.authors[0].family).casefold()
    return "".join(mark for mark in folded if mark.isalnum())


def year(entry: BibliographyEntry) -> str:
    """Return the year as four digits, or ""."""
    found = re.search(r"\d{4}", entry.value("year") or entry.value("date"))
    return found[0] if found else ""


def are_told_apart(first: BibliographyEntry, second: BibliographyEntry) -> bool:
    """Whether two entries with like titles are two works by what else they say.

    One work has no two DOIs; parts, errata, replies, preprints and their articles, and abstracts of congresses and
    their articles are works of their own.
    """
    for name in ("doi", "pmid", "pmcid"):
        values = {identifier(entry, name) for entry in (first, second)} - {""}
        if len(values) > 1:
            return True
    if {_is_preprint(first), _is_preprint(second)} == {True, False}:
        return True
    if (first.type in _EXTENDED) != (second.type in _EXTENDED):
        return True
    if {first.type, second.type} & _OWN_KIND and first.type != second.type:
        return True
    is_dated = bool({first.type, second.type} & _DATED)
    if is_dated and _differ(first, second, year):
        return True
    # The same title in another place is another work; one that is only nearly the same may be a slip or made up.
    is_elsewhere = _differ(first, second, year) or _values_differ(first, second, "volume")
    if title_words(first) == title_words(second) and is_elsewhere and _differ(first, second, first_page):
        return True
    if any(_values_differ(first, second, name) for name in ("edition", "chapter", "part", "version")):
        return True
    if is_dated and any(_values_differ(first, second, name) for name in ("volume", "number")):
        return True
    return _are_two_books(first.value("booktitle"), second.value("booktitle"))


def _differ(first: BibliographyEntry, second: BibliographyEntry, read: Callable[[BibliographyEntry], str]) -> bool:
    """Whether two entries both say something, and not the same."""
    one, other = read(first), read(second)
    return bool(one and other) and one != other


def _values_differ(first: BibliographyEntry, second: BibliographyEntry, name: str) -> bool:
    return _differ(first, second, lambda entry: entry.value(name).strip().casefold())


def first_page(entry: BibliographyEntry) -> str:
    """Return the first page in lower case, or ""."""
    found = _FIRST_PAGE.match(entry.value("pages"))
    return found[1].casefold() if found else ""


def _are_two_books(first: str, second: str) -> bool:
    """Whether chapters or papers lie in two books by their titles: other words, or another number."""
    if not first or not second:
        return False
    ours, theirs = words(first), words(second)
    return likeness(" ".join(ours), " ".join(theirs)) < _ALIKE or are_titles_told_apart(ours, theirs)


def are_titles_told_apart(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether like titles differ in what makes them two: a number (part I and II), or a word that is no slip."""
    if first == second:
        return False
    ours, theirs = set(first) - set(second), set(second) - set(first)
    our_numbers, their_numbers = _numbers(ours), _numbers(theirs)
    if our_numbers - their_numbers and their_numbers - our_numbers:
        return True
    differing = ours | theirs
    if our_numbers != their_numbers and differing != {"a"} and all(map(_NUMERAL.fullmatch, differing)):
        return True
    if ours and theirs and ((ours <= _TELLING and theirs <= _TELLING) or _are_other_words(ours, theirs)):
        return True
    return second_works(first) != second_works(second)


def _numbers(words: Iterable[str]) -> set[str]:
    """Return the numerals among words, `ii` and `2` as one, and `covid19` and `19`."""
    found = (word for word in words if _NUMERAL.fullmatch(word))
    return {_ROMAN.get(word, _BEFORE_FIGURE.sub("", word)) for word in found}


def _are_other_words(ours: set[str], theirs: set[str]) -> bool:
    """Whether of two titles one has a word that is no slip for any word of the other."""
    ours, theirs = ({word for word in side if len(word) > 2} - _SMALL_WORDS for side in (ours, theirs))
    if not ours or not theirs:
        return False
    fewer, more = sorted((ours, theirs), key=len)
    for word in fewer:
        nearest = max(more, key=lambda other: likeness(word, other))
        stem = _PREFIX.sub("", word)
        if likeness(word, nearest) < _ALIKE or (stem != word and nearest != stem == _PREFIX.sub("", nearest)):
            return True
    return False


def second_works(words: tuple[str, ...]) -> set[str]:
    """Return the words of a title that say that the work is about another: erratum, reply, 述评."""
    return {*_SECOND_WORK.findall(" ".join(words)), *_SECOND_WORK.findall("".join(words))}


def _is_preprint(entry: BibliographyEntry) -> bool:
    if entry.type in _PREPRINT_TYPES or entry.value("eprint"):
        return not (entry.value("volume") and entry.value("pages"))
    place = " ".join(map(entry.value, ("journal", "journaltitle", "publisher", "howpublished", "note")))
    return _PREPRINT.search(place) is not None


def neighbours(titles: Sequence[tuple[str, ...]], reach: int) -> Iterator[tuple[int, int]]:
    """Yield pairs of indices of titles that lie near each other when the titles are sorted, the earlier index first.

    Near-equal titles differ in few places, so from the start, the end, or a third of the way they run alike and are
    neighbours in one of the orders; a pair may come once for each.  The cost grows as sorting does: no two titles are
    compared for being in one list.
    """
    views: tuple[Callable[[tuple[str, ...]], Iterable[str]], ...] = (
        lambda words: words,
        reversed,
        lambda words: words[len(words) // 3 :],
        lambda words: words[2 * len(words) // 3 :: -1],
        sorted,
    )
    filled = [index for index, words in enumerate(titles) if words]
    for view in views:
        order = sorted(filled, key=[" ".join(view(words)) for words in titles].__getitem__)
        for distance in range(1, reach + 1):
            for one, other in zip(order, order[distance:], strict=False):
                yield (one, other) if one < other else (other, one)
