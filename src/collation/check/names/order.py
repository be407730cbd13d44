"""In which order a name without a comma is written: given name first, as BibTeX reads it, or surname first.

BibTeX takes the last word for the surname.  Whether it is one can only be told by words that are known: initials,
capitals, given names, and the surnames of East Asia; of any other name nothing is concluded.
"""

import re
from collections.abc import Sequence

from collation.check.names.given import is_given, may_be_given
from collation.check.names.latin import PARTICLES, is_clearly_joined
from collation.check.names.pinyin import (
    CHINESE_SURNAMES,
    MOST_COMMON,
    NEVER_GIVEN,
    SURNAMES,
    VIETNAMESE_SURNAMES,
    are_syllables,
    is_hyphenated_given,
    is_pinyin_given,
)

_STOPS = re.compile(r"(?:[^\W\d_]\.[-‐]?)+")
_MIXED = re.compile(r"[^\W\d_a-z][-'’\w]*[^\W\d_A-Z]")
_VOWELS = frozenset("AEIOUY")


def order(words: Sequence[str]) -> int:
    """Tell the order of a name's words, of which there are two or more and neither commas nor braces.

    Returns:
        2 where the surname certainly stands first, 1 where it likely does, -2 and -1 where the given name does, 0
        where nobody can tell.
    """
    if len(words) < 2 or not all(word[-1].isalpha() or _STOPS.fullmatch(word) for word in words):
        return 0
    first, last = words[0], words[-1]
    if _STOPS.fullmatch(last):
        return 0
    if any(_STOPS.fullmatch(word) for word in words[:-1]) or is_clearly_joined(first):
        return -2
    if is_in_capitals(first) and _MIXED.fullmatch(last):
        return 2
    if is_in_capitals(last) and _MIXED.fullmatch(first):
        return -2
    if len(words) == 2 and (found := _eastern(first.lower(), last.lower())):
        return found
    if len(words) > 2 and first.lower() in VIETNAMESE_SURNAMES and last.lower() not in VIETNAMESE_SURNAMES:
        return 2
    if may_be_given(first) and first.lower() not in SURNAMES and not may_be_given(last):
        return -1
    return int(is_given(last) and not may_be_given(first) and first not in PARTICLES)


def is_in_capitals(word: str) -> bool:
    """Whether a word in capitals is a surname and no initials: WANG, MURPHY, LI."""
    if not word.isupper() or len(word) < 2 or not word.isalpha():
        return False
    return word.lower() in CHINESE_SURNAMES or (len(word) > 3 and bool(_VOWELS & set(word)))


def _eastern(first: str, last: str) -> int:
    """Tell the order of two words in small letters of which one may be a surname of China, Korea or Vietnam."""
    for sign, surname, given in ((2, first, last), (-2, last, first)):
        if surname in SURNAMES and is_hyphenated_given(given):
            return sign
        if surname in CHINESE_SURNAMES and is_pinyin_given(given):
            return sign
    if not are_syllables((first, last)) or first + last in CHINESE_SURNAMES:
        return 0
    for sign, surname, given in ((1, first, last), (-1, last, first)):
        if surname in NEVER_GIVEN and given not in NEVER_GIVEN:
            return sign
    for sign, surname, given in ((1, first, last), (-1, last, first)):
        if surname in MOST_COMMON and given not in SURNAMES:
            return sign
    return 0
