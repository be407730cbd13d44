"""When two entries are one work: what identifies a work, and what tells two like ones apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from collation import identifiers
from collation.model import BibliographyEntry, Manuscript

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

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
_NUMERAL = re.compile(r"[0-9]+|[ivx]+|[一二三四五六七八九十]|first|second|third|fourth|[a-d]")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_SECOND_WORK = re.compile(
    r"\b(?:errat(?:um|a)|corrigend(?:um|a)|corrections?|retract(?:ion|ed)|withdr(?:awal|awn)|expression of concern|"
    r"comments?|commentary|repl(?:y|ies)|response|letter|editorial|addendum|reprint|translation|abstract|protocol|"
    r"update[ds]?|author s|in reply)\b|更正|勘误|撤稿|撤回|评论|述评|回复|答复|来信|增补|译文|摘要|方案|更新"
)
_PREPRINT = re.compile(r"arxiv|biorxiv|medrxiv|chemrxiv|preprint|research square|ssrn|预印", re.IGNORECASE)
_PREPRINT_TYPES = frozenset({"unpublished", "online", "techreport"})
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
            if earlier.citekey != entry.citekey:
                yield earlier, entry, field.name
                break


def title_words(entry: BibliographyEntry) -> tuple[str, ...]:
    """Return the words of a title, a Chinese character being one, without case, accents and punctuation."""
    title = f"{entry.value('title')} {entry.value('subtitle')}"
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
    return any(
        first.value(name) and second.value(name) and first.value(name) != second.value(name)
        for name in ("edition", "chapter", "part")
    )


def are_titles_told_apart(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether like titles differ in what makes them two: a number (part I and II), or a word such as erratum."""
    if first == second:
        return False
    ours, theirs = set(first) - set(second), set(second) - set(first)
    our_numbers, their_numbers = _numbers(ours), _numbers(theirs)
    if our_numbers - their_numbers and their_numbers - our_numbers:
        return True
    if our_numbers != their_numbers and all(_NUMERAL.fullmatch(word) for word in ours | theirs):
        return True
    return bool(set(_SECOND_WORK.findall(" ".join(first))) ^ set(_SECOND_WORK.findall(" ".join(second)))) or bool(
        _chinese(first) ^ _chinese(second)
    )


def _numbers(words: Iterable[str]) -> set[str]:
    """Return the numerals among words, `ii` and `2` as one."""
    return {_ROMAN.get(word, word) for word in words if _NUMERAL.fullmatch(word)}


def _chinese(words: tuple[str, ...]) -> set[str]:
    return set(_SECOND_WORK.findall("".join(words)))


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
