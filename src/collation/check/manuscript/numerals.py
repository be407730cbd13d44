"""The numbers that a text says: with digits, in Chinese numerals, in English words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_SPACES = (0x0, 0xA, 0xA0, 0x2007, 0x2009, 0x202F, 0x3000)
_DASHES = (0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212)
_PLAIN: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width forms
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_DASHES, "-"),
    0xB7: ".",
}
_UNIT = (
    r"(?:[munpkcMG]?(?:g|m|L|l|mol|M|s|Hz|Pa|Gy|J|V|W|A|IU|U|Da|bp|b)|µ[gmlLs]|μ[gmlLs]|h|d|min|wk|mo|y|yr|fold|x|rpm)"
)
_NUMBER = re.compile(
    # Not the digits of a name: IL-6, CD44, M2, miR-140-5p, 3D; nor of a fraction or a power.
    r"(?<![A-Za-z\u0370-\u03ff0-9_.^/])(?<![A-Za-z\u0370-\u03ff]-)(?<!\d-(?=\d[A-Za-z]))(?<!第)"
    r"(?P<whole>\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d{1,15})(?P<part>\.\d{1,15})?(?![\d^/]|\.\d)"
    rf"(?:(?={_UNIT}(?![A-Za-z0-9]))|(?![A-Za-z_]|-(?!year|month|week|day|hour|minute|fold)[A-Za-z]))"
    r"(?P<scale>\s?(?:%|万|亿|thousand\b|million\b|billion\b))?"
)
_ANY = re.compile(
    r"(?P<whole>\d{1,3}(?:[ ,]{1,2}\d{3})+(?!\d)|\d{1,15})(?P<part>\.\d{1,15})?"
    r"(?P<scale>\s?(?:万|亿|thousand\b|million\b|billion\b))?"
)
_SCALES = {"万": 10**4, "亿": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿]{1,20}(?:点[零〇一二三四五六七八九]{1,9})?")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: value for value, word in enumerate((*_ONES, *_TEENS), start=1)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})(?:[-\s]({'|'.join(_ONES)}))?\b", re.IGNORECASE)
# Ten and more is how much: smaller numbers have other senses too, as have `twenty-first`, 十二指肠 and 近十年.
_MANY = 10
_NO_COUNT = re.compile(r"[-\s]*(?:hundred|thousand|million|billion|first|second|third|\w+th\b)", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?<![第数几近零〇一二两三四五六七八九十百千万亿])"
    r"((?:[一二三四五六七八九]?十|[一二三四五六七八九]百)[零一二三四五六七八九十]*)"
    r"(?=[年个月周天日例只名篇项种人岁位家次组])"
)


@dataclass(frozen=True)
class Number:
    """A number, where it stands in its text, and the values that it may have been meant to have."""

    start: int
    end: int
    values: tuple[Decimal, ...]


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers that say how much or when; those of names, lists and brackets are left out, and small words."""
    plain = text.translate(_PLAIN)
    for found in _NUMBER.finditer(plain):
        start, end = found.span()
        before, after = plain[start - 1 : start], plain[found.end("whole") : found.end("whole") + 1]
        is_label = (before in ("(", "[") and after in (")", "]")) or (before in ("", ";", " ", "。") and after == ")")
        if not is_label:
            yield Number(start, end, tuple(_values(found)))
    for word in _WORD.finditer(plain):
        value = _in_words(word)
        if value >= _MANY and not _NO_COUNT.match(plain, word.end()):
            yield Number(*word.span(), (value,))
    for counted in _COUNTED.finditer(plain):
        chinese = _chinese(counted[1])
        if chinese is not None and chinese >= _MANY:
            yield Number(*counted.span(1), (chinese,))


def said(text: str) -> set[Decimal]:
    """Return every number that a text says in any way, and what its decimals are when rounded."""
    plain = text.translate(_PLAIN)
    found: set[Decimal] = set()
    for number in _ANY.finditer(plain):
        for value in _values(number):
            found.add(value)
            places = -int(value.as_tuple().exponent)
            found.update(
                value.quantize(Decimal(1).scaleb(-kept), ROUND_HALF_UP).normalize() for kept in range(min(places, 3))
            )
        for group in re.split(r"[ ,]+", number["whole"]):
            found.add(Decimal(group))
    found.update(filter(None, (_chinese(numeral[0]) for numeral in _CHINESE.finditer(plain))))
    for word in _WORD.finditer(plain):
        found.update((Decimal(_WORDS[word[1].lower()]), _in_words(word)))
    return found


def _in_words(found: re.Match[str]) -> Decimal:
    return Decimal(_WORDS[found[1].lower()] + (_WORDS[found[2].lower()] if found[2] else 0))


def _values(found: re.Match[str]) -> Iterator[Decimal]:
    value = Decimal(re.sub(r"[ ,]", "", found["whole"]) + (found["part"] or ""))
    yield value
    scale = (found["scale"] or "").strip()
    if scale in _SCALES:
        yield value * _SCALES[scale]


def _chinese(numeral: str) -> Decimal | None:
    """Return the value of a Chinese numeral, or None where it is none, as in 一一 or 二〇〇三."""
    whole, _, part = numeral.partition("点")
    if all(character in _DIGITS for character in whole):
        value = int("".join(str(_DIGITS[character]) for character in whole))
    else:
        value = section = digit = 0
        for character in whole:
            if character in _DIGITS:
                digit = _DIGITS[character]
            elif character in _PLACES:
                section += (digit or 1) * _PLACES[character]
                digit = 0
            else:
                value = (value + section + digit) * (10**4 if character == "万" else 10**8)
                section = digit = 0
        value += section + digit
    fraction = "".join(str(_DIGITS[character]) for character in part)
    return Decimal(f"{value}.{fraction}" if fraction else value)
