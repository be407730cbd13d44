r"""The words of a title, and which of them pandoc puts into lower case.

Reading BibTeX, pandoc takes an English title to be in Title Case and makes a sentence of it, as biblatex's styles do:
every word whose first letter alone is a capital becomes small, but the first word, the first behind a colon or a full
stop, and what stands in braces.  So `Escherichia`, `Wnt` and the T of `T cells` are printed small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from collation.check.entries import values
from collation.model import BibliographyEntry

_ACCENT = (
    r"\\(?:[`'^\"~=.]\s*(?:\{\\?[A-Za-z]\}|\\?[A-Za-z])"
    r"|[uvckrbd]\s*\{[^{}]*\}|(?:ss|ae|AE|oe|OE|aa|AA|[oOlLij])(?![A-Za-z]))"
)
_WORD = rf"(?:[^\W_]|[\u0300-\u036f]|{_ACCENT}|\{{{_ACCENT}\}})+"
_TOKEN = re.compile(
    rf"(?P<word>{_WORD})|(?P<math>\$[^$]*\$|\\\(.*?\\\))|\\[A-Za-z]+\*?|\\.|\{{|\s+|.",
    re.DOTALL,
)
_SYNTAX = re.compile(r"[\\{}`'^\"~=.\s]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# A text that ends a sentence, or a dash that stands between two parts of a title.
_SENTENCE_END = frozenset(".?!:")
_DASHES = frozenset("-\u2013\u2014\u2015")
_JOINTS = frozenset("-\u2010\u2011\u2013/'\u2019.")
_ENGLISH = frozenset(
    ("english", "american", "british", "usenglish", "ukenglish", "canadian", "australian", "newzealand", "en")
)


@dataclass(frozen=True)
class Word:
    """A word of a title that no braces protect.

    Attributes:
        text: its characters, accents as written.
        start: where it stands, in characters of the value from 0; `end` is where it ends.
        part: which part of the title it stands in, from 0; a colon, a full stop or a dash begins a new one.
        is_first: whether it is the first of its part.
        is_joined: whether a hyphen, slash, apostrophe or full stop joins it to the word before.
    """

    text: str
    start: int
    end: int
    part: int
    is_first: bool
    is_joined: bool

    @property
    def letters(self) -> str:
        """Its letters and figures, without LaTeX's accents."""
        return _SYNTAX.sub("", self.text)

    @property
    def is_capitalised(self) -> bool:
        """Whether its first letter is a capital and all others are small: the words that pandoc changes."""
        letters = self.letters
        # A Roman numeral of Unicode (Ⅱ) has a case and is no letter.
        return letters[:1].isupper() and letters[0].isalpha() and all(letter.islower() for letter in letters[1:])


def words(value: str) -> Iterator[Word]:
    """Yield the words of a title in order, without what stands in braces or in mathematics."""
    position, part, is_first, previous, joint, last = 0, 0, True, False, False, ""
    while found := _TOKEN.match(value, position):
        text, position = found[0], found.end()
        if found["word"]:
            yield Word(text, found.start(), position, part, is_first, joint)
            is_first, previous, joint, last = False, True, False, ""
        elif found["math"] or text == "{":
            if text == "{":
                position = values.behind_group(value, found.start())
            is_first, previous, joint, last = False, False, False, ""
        elif text.isspace():
            if last in _SENTENCE_END or last == " -":
                part, is_first = part + 1, True
            last, previous, joint = " ", False, False
        elif text in _DASHES:
            is_dash = last == " " or value.startswith(("--", "\u2014"), found.start())
            last, joint, previous = (" -" if is_dash else "-"), previous and text in _JOINTS, False
        else:
            joint, previous = previous and text in _JOINTS, False
            # Brackets and quotation marks hide no end of a sentence.
            last = text if text not in "()[]\"'`\u201c\u201d\u2018\u2019" or last not in _SENTENCE_END else last


def is_english(entry: BibliographyEntry) -> bool:
    """Whether pandoc takes an entry to be English: it says so, or does not say what it is."""
    said = entry.field("langid") or entry.field("hyphenation")
    return said is None or is_english_name(said.value)


def is_english_name(language: str) -> bool:
    """Whether the name of a language is that of English or of one of its variants, as babel or BCP 47 has it."""
    name = language.strip().lower()
    return name in _ENGLISH or name.startswith(("en-", "en_"))


def is_chinese(value: str) -> bool:
    """Whether a value has a Chinese character."""
    return bool(_HAN.search(value))


_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_SMALL_WORDS = frozenset(
    ("A", "AN", "AND", "AS", "AT", "BY", "FOR", "FROM", "IN", "OF", "ON", "OR", "THE", "TO", "WITH")
)


def is_in_capitals(value: str) -> bool:
    """Whether a title is set in capitals throughout, and is not made of acronyms."""
    if is_chinese(value) or any("a" <= letter <= "z" for letter in _COMMAND.sub("", value)):
        return False
    found = [word for word in _LATIN.findall(_COMMAND.sub("", value)) if len(word) > 1]
    if len(found) < 3 or any(letter.islower() for word in found for letter in word):
        return False
    long = sum(len(word) > 4 and not set("AEIOU").isdisjoint(word) for word in found)
    return long >= 3 or (long >= 1 and not _SMALL_WORDS.isdisjoint(found))
