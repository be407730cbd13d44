"""A letter of another script stands in a word and looks like the right one.

A Cyrillic `а` in a Latin name, an `ɑ` or a `ß` for the Greek letter of TNF-α and TGF-β, a radical for a Chinese
character: in print nobody sees it, and no catalogue, no search and no sorting has the word.

Basis: Unicode Technical Standard 39 (confusable characters, mixed scripts).  Greek letters are used in biomedicine
beside Latin ones (NF-κB, PPARγ, μm): of them only those count that look exactly like a Latin letter.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {G\u043eats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {TGF-β1 and IκBα}, journal = {Journal}, year = {2003}}
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from collation.check.files.characters import name, occurrences, replacement
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "look-alike-letter"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()
_CYRILLIC = dict(zip("аеорсухіјѕһԁԛԝѵАВЕКМНОРСТХУІЈЅԚԜ", "aeopcyxijshdqwvABEKMHOPCTXYIJSQW", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_LATIN = {latin: cyrillic for cyrillic, latin in _CYRILLIC.items()}
_RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻌⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "民虎西见角贝车辶长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
_WANTED = frozenset([*map(chr, range(0x0400, 0x0530)), *_GREEK, "ɑ", "ß", *_RADICALS, *map(chr, range(0x2F00, 0x2FD6))])
_CANDIDATE = re.compile(f"[\u0400-\u052f{''.join(_GREEK)}ɑß\u2e80-\u2fd5]")
_LETTERS = re.compile(r"[A-Za-zªºÀ-ÖØ-öø-\u024f\u0370-\u052f\u1f00-\u1fff]{0,80}")
_LONGEST = 80
_HYPHENS = "-\u2010\u2011"


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each word with letters that only look like its own."""
    done = ("", 0)
    for source, found in occurrences(manuscript, _WANTED, _CANDIDATE):
        if done[0] == source.path and found.start() < done[1]:
            continue
        start, end = _word(source.text, found)
        done = (source.path, end)
        word = source.text[start:end]
        meant = _meant(source.text, start, word)
        wrong = [index for index, letter in enumerate(word) if letter != meant[index]]
        if not wrong:
            continue
        first, last = wrong[0], wrong[-1] + 1
        shown = ", ".join(dict.fromkeys(name(word[index]) for index in wrong))
        yield Diagnostic(
            CODE,
            SEVERITY,
            manuscript.locate(source.path, start + first, last - first),
            f"{word} has {shown}, which only looks like {meant[first]}",
            f"write {meant}",
            fix=replacement(source, start + first, start + last, meant[first:last], f"write {meant}", is_safe=False),
        )


def _word(text: str, found: re.Match[str]) -> tuple[int, int]:
    """Return from where to where the word around a letter goes; a sign that is judged alone is a word by itself."""
    if found[0] in "ɑß" or found[0] in _RADICALS or "\u2e80" <= found[0] <= "\u2fd5":
        return found.span()
    before = _LETTERS.match(text[max(0, found.start() - _LONGEST) : found.start()][::-1])
    after = _LETTERS.match(text, found.end())
    return found.start() - (before.end() if before else 0), after.end() if after else found.end()


def _meant(text: str, start: int, word: str) -> str:
    """Return a word as it should be written, or as it is where nothing is wrong."""
    if word in "ɑß":
        return _greek_for(word, text[start - 1 : start], text[start + 1 : start + 2])
    if "\u2e80" <= word <= "\u2fd5":
        return _RADICALS.get(word, unicodedata.normalize("NFKC", word))
    slavic = sum("\u0400" <= letter <= "\u052f" for letter in word)
    latin = sum(letter < "\u0370" for letter in word)
    if not slavic:
        # A Greek letter that is set off and a word all in Greek are what they are.
        greek = sum(letter not in _GREEK for letter in word) - latin
        return _turned(word, _GREEK) if latin and latin >= greek else word
    if slavic > latin and latin and all(letter in _LATIN for letter in word if letter < "\u0370"):
        return _turned(word, _LATIN)
    if any(letter not in _CYRILLIC for letter in word if letter >= "\u0370"):
        return word
    return _turned(word, _CYRILLIC) if latin or not _is_among_its_like(text, start) else word


def _turned(word: str, letters: Mapping[str, str]) -> str:
    return "".join(letters.get(letter, letter) for letter in word)


def _greek_for(letter: str, before: str, after: str) -> str:
    """Return the Greek letter that a sign of a name such as TNF-ɑ, IL-1ß or ß-catenin stands for."""
    near = [side for side in (before, after) if side]
    if letter == "ß":
        is_greek = not any(map(str.isalpha, near)) and any(side in _HYPHENS or side.isdigit() for side in near)
        return "β" if is_greek else letter
    is_greek = any(side in _HYPHENS or side.isdigit() or (side.isascii() and side.isupper()) for side in near)
    return "α" if is_greek else letter


def _is_among_its_like(text: str, start: int) -> bool:
    """Whether a word all in Cyrillic stands in a paragraph or an entry that has other Cyrillic letters."""
    before = text.rfind("\n\n", max(0, start - 2000), start)
    after = text.find("\n\n", start, start + 2000)
    around = text[before if before != -1 else max(0, start - 2000) : after if after != -1 else start + 2000]
    return any("\u0400" <= letter <= "\u052f" and letter not in _CYRILLIC for letter in around)
