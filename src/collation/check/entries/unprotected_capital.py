r"""A name or an acronym in an English title would be printed with a small letter.

pandoc takes the title of an entry that is in English, or that has no `langid`, to be in Title Case, and prints it as
a sentence: `Escherichia coli` becomes `escherichia coli`, `T cells` become `t cells`, `Crohn` becomes `crohn`.
Acronyms in full capitals, words with a figure and words with a capital inside (`DNA`, `SOX9`, `mRNA`, `McKusick`) are
kept, and so is all that stands in braces.  In a title written as a sentence every capital is meant, and one at its end
behind `in` or `from` in a short title too (`Rickets in Osaka`); in a title in Title Case this check knows single
letters, words without a vowel (`Wnt`) and common names of persons, places and species.

Basis: the manual of biblatex and BibTeXing (Patashnik) say that capitals must be protected by braces; measured with the
pandoc that prints the reference list, which a test repeats.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {The Wnt pathway in goats with cartilage defects},
          journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {The {Wnt} pathway and SOX9 in goats with defects},
          journal = {Journal}, year = {2003}}
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from collation.check.entries import html_debris, title_marker, titles, type_mark_in_title
from collation.check.entries.places import place, replace_all
from collation.check.entries.proper_nouns import KNOWN, PAIRS
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unprotected-capital"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_FIELDS = frozenset(("title", "subtitle", "booktitle", "maintitle"))
# Titles of persons and units of measurement, which have no vowel either.
_UNSPEAKABLE = frozenset(
    ("Cm", "Db", "Dr", "Hr", "Hrs", "Hz", "Jr", "Kg", "Lnc", "Ml", "Mm", "Mr", "Mrs", "Ms", "Sr", "St", "Vs")
)
_LETTERED = frozenset(
    ("cell", "cells", "chromosome", "dimer", "linked", "peptide", "ray", "rays", "reactive", "terminal", "terminus")
)
_VOWELS = frozenset("aeiouy")
_WORD = re.compile(r"[^\W_]+")
_QUOTE = re.compile(r"(?:\s|\A)[\"'`\u2018\u201c\u201e\u00ab]+\Z")
_REPLY = re.compile(
    r"(?:addendum|comments?|commentary|correction|corrigendum|erratum|letter|note|reply|response|retraction)"
    r"\s+(?:in response to|notice to|of|on|to)\s+[\"'`\u2018\u201c]*\Z",
    re.IGNORECASE,
)
# Longer words that a title in Title Case leaves small, so that they do not make it a sentence.
_FUNCTION = (
    "about above across after against along also among amongst around based because before behind being below "
    "beneath beside between beyond both does during each either from have into itself like more most near neither "
    "onto other over past rather related should since some such than that their them then there these they this "
    "those through throughout till toward towards under underlying until upon using versus very were what when "
    "where whether which while whom whose will with within without would your"
)
_FUNCTION_WORDS = frozenset(_FUNCTION.split())
_SHORT = frozenset(("and", "are", "but", "can", "for", "has", "its", "nor", "not", "per", "the", "via", "was", "who"))
_PLACE_WORDS = frozenset(("across", "around", "from", "in", "near", "throughout"))
# Endings of common nouns, which a careless title may set large: no place is looked for in them.
_COMMON = re.compile(
    r"(?:s|itis|osis|asis|oma|emia|aemia|ia|ism|ist|ics|tion|sion|ment|ence|ance|ency|ancy|ness|ity|ety|logy|pathy|trophy"
    r"|therapy|plasty|scopy|tomy|graphy|metry|ery|ture|sure|age|ing|ed|ine|ide|ase|gen|cyte|blast|ic|al|ive|ous|ure|ate)\Z"
    r"|\A(?:Children|Women|Men|Mice|Cattle|Sheep|Fish|Man|Youth|Adulthood|Childhood|Bone|Knee|Hip|Spine|Muscle|Tendon"
    r"|Cancer|Tumor|Blood|Brain|Heart|Liver|Kidney|Skin|Serum|Tissue|Vivo|Vitro|Situ|Silico|Utero|Practice|Life|Space"
    r"|Time|Water|Food|Sport|Work|Trauma|Stroke|Pain|Gout|Lupus|Health|Care)\Z"
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each title of which pandoc would print a name small, at the first such word."""
    for entry in manuscript.bibliography.entries:
        for item in entry.fields:
            is_candidate = item.name in _FIELDS and _may_lose(item.value) and titles.is_english(entry)
            lost, is_sure = _lost(item.value) if is_candidate else ([], False)
            if not lost or html_debris.tags(item.value):  # a tag stands where a word seems to be the first
                continue
            shown = [item.value[start:end] for start, end in lost]
            stretches = [(start, end, f"{{{item.value[start:end]}}}") for start, end in lost]
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, item, *lost[0]),
                f"in the {item.name} of {entry.citekey} {', '.join(dict.fromkeys(shown))} would be printed small",
                f"protect it with braces: {{{shown[0]}}}",
                entry.citekey,
                replace_all(manuscript, item, stretches, is_safe=is_sure, message="protect it with braces"),
            )


def _may_lose(value: str) -> bool:
    """Whether a closer look is worth its time: most titles have no such word, or are in Title Case without names."""
    words = _WORD.findall(value)
    capital = [
        word for word in words[1:] if word[0].isupper() and word[0].isalpha() and (len(word) == 1 or word[1:].islower())
    ]
    if not capital:
        return False
    if any(word in KNOWN or len(word) == 1 or _VOWELS.isdisjoint(word.lower()) for word in capital):
        return True
    small = sum(1 for word in words if len(word) > 3 and word.islower() and word not in _FUNCTION_WORDS)
    return small > 1 or titles.is_chinese(value) or not _PLACE_WORDS.isdisjoint(words)


def _lost(title: str) -> tuple[list[tuple[int, int]], bool]:
    """Return where the words stand that are names and would be printed small, and whether all of them are for sure.

    Words joined by a hyphen are one.
    """
    if titles.is_in_capitals(title):
        return [], False
    parts: dict[int, list[titles.Word]] = {}
    for word in _words(title):
        parts.setdefault(word.part, []).append(word)
    is_chinese = titles.is_chinese(title)
    lost: list[tuple[int, int]] = []
    is_sure = True
    for part in parts.values():
        is_sentence = is_chinese or _is_sentence(part)
        names = {word.start for pair in pairwise(part) if (pair[0].letters, pair[1].letters) in PAIRS for word in pair}
        places = set() if is_sentence else _place_at_end(part)
        for compound in _compounds(part):
            has_name = any(word.letters in KNOWN or word.start in names | places for word in compound)
            # `Meta-Analysis` may open a sentence; further on a capital behind a hyphen is meant.
            opens = compound[0].is_first or _opens_another(title, compound[0].start)
            is_meant = has_name or (is_sentence and not opens)
            for word, behind in zip(compound, [*compound[1:], None], strict=True):
                if word.is_first or not word.is_capitalised or not (is_meant or _is_unmistakable(word, behind)):
                    continue
                is_sure = is_sure and word.start not in places
                if lost and word.is_joined and lost[-1][1] == word.start - 1:
                    lost[-1] = (lost[-1][0], word.end)
                else:
                    lost.append((word.start, word.end))
    return lost, is_sure


def _words(title: str) -> Iterator[titles.Word]:
    """Yield the words of a title without the mark of a retraction or a type, of which other checks speak."""
    marks = [mark.span() for mark in (title_marker.marker(title), type_mark_in_title.mark(title)) if mark]
    first = min((end for start, end in marks if not start), default=0)  # behind a mark the title begins
    for word in titles.words(title):
        if not any(start <= word.start < end for start, end in marks):
            yield replace(word, is_first=True) if word.start >= first > 0 else word
            first = first if word.start < first else 0


def _place_at_end(part: Sequence[titles.Word]) -> set[int]:
    """Return where the words of a name stand that ends a short sentence behind `in` or `from`.

    All else of it must be small, and one word at least that Title Case would have set large; what looks like a common
    noun is none of them.
    """
    last = len(part)
    while last and part[last - 1].is_capitalised:
        last -= 1
    name, before = part[last:], part[:last]
    if before and before[-1].letters == "the":
        before = before[:-1]
    is_behind = bool(name) and len(before) > 1 and before[-1].letters in _PLACE_WORDS
    if not is_behind or any(len(word.letters) < 3 or _COMMON.search(word.letters) for word in name):
        return set()
    others = [word.letters for word in before[1:-1] if len(word.letters) > 2]
    is_small = all(letters.islower() for letters in others)
    has_content = any(letters not in _FUNCTION_WORDS and letters not in _SHORT for letters in others)
    return {word.start for word in name} if is_small and has_content else set()


def _opens_another(title: str, start: int) -> bool:
    """Whether a word opens a title that this one quotes or replies to: it too begins with a capital."""
    return bool(_QUOTE.search(title[max(0, start - 4) : start]) or (start < 60 and _REPLY.match(title[:start])))


def _compounds(part: list[titles.Word]) -> Iterator[list[titles.Word]]:
    """Yield the words of a part, those that a hyphen joins together."""
    compound: list[titles.Word] = []
    for word in part:
        if compound and not word.is_joined:
            yield compound
            compound = []
        compound.append(word)
    yield compound


def _is_sentence(part: list[titles.Word]) -> bool:
    """Whether a part of a title is a sentence: two words small at least, and as many as have a capital."""
    small = capital = 0
    for word in part:
        if word.is_first or word.is_joined or len(word.letters) < 4:
            continue
        capital += word.is_capitalised
        small += word.letters.islower() and word.letters not in _FUNCTION_WORDS
    return small >= max(capital, 2)


def _is_unmistakable(word: titles.Word, behind: titles.Word | None) -> bool:
    """Whether a word is a name or symbol in Title Case too: one letter, or none that could be spoken.

    A letter before a hyphen is one only with some words: `T-Cell` is `T-cell`, but `T-Test` is `t-test`.
    """
    letters = word.letters
    if len(letters) == 1:
        return (letters != "A" or word.is_joined) and (
            behind is None or len(behind.letters) == 1 or behind.letters.lower() in _LETTERED
        )
    return letters.isascii() and _VOWELS.isdisjoint(letters.lower()) and letters not in _UNSPEAKABLE
