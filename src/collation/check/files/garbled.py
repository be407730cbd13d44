"""Where a text is UTF-8 that somebody read in another encoding and saved again: `MÃ¼ller`, `鐨勮蒋楠`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BYTES = {bytes([code]).decode("cp1252", "ignore"): code for code in range(0x80, 0xA0)}
_FOLLOWING = "\u0080-\u00bf" + "".join(letter for letter in _BYTES if letter)
_WESTERN = re.compile(
    f"(?:[\u00c2-\u00df][{_FOLLOWING}]|[\u00e0-\u00ef][{_FOLLOWING}]{{2}}|[\u00f0-\u00f4][{_FOLLOWING}]{{3}})+"
)
# What the commonest Chinese characters and marks begin with when their UTF-8 is read as GB 18030; rare in real text.
_CHINESE_SIGNS = frozenset("锛銆鐨涓鏄浜鍙缁鐮绗鏂")
_CHINESE = re.compile("[\u0370-\u04ff\u2010-\u2642\u3000-\u9fff\ue000-\uf8ff\uff00-\uffef]{4,}")
# What the first two of the three bytes of a Chinese character make in GBK; two such characters make three of GBK's.
_HALVES = frozenset(bytes((lead, trail)).decode("gb18030") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0))
_HALF = re.compile(f"[{''.join(sorted(_HALVES))}][^\\x00-\\xff]{{2,300}}")
_THREE = 3
_LEADS = frozenset(map(chr, range(0xC2, 0xF5)))
_FOLLOWERS = frozenset(map(chr, range(0x80, 0xC0))) | frozenset(_BYTES)
# Marks that may well stand behind a capital with an accent: CITÉ», the letter “Ä”.
_QUOTES = frozenset("«»‘’“”„‚‹›–—… \u00a0")
_POWERS = frozenset("²³¹·°±")


def stretches(text: str, characters: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where a text is garbled, by offsets, and what it was.

    Args:
        text: a file's text.
        characters: which characters it has.
    """
    if not (_LEADS.isdisjoint(characters) or _FOLLOWERS.isdisjoint(characters)):
        for found in _WESTERN.finditer(text):
            meant = _western(found[0])
            if meant and not (len(found[0]) == 2 and _may_be_meant(text, found.start())):
                yield (*found.span(), meant)
    spoken: set[int] = set()
    if not _CHINESE_SIGNS.isdisjoint(characters):
        for found in _CHINESE.finditer(text):
            meant = "" if _CHINESE_SIGNS.isdisjoint(found[0]) else _chinese(found[0])
            if meant:
                spoken.update(range(*found.span()))
                yield (*found.span(), meant)
    if not _HALVES.isdisjoint(characters):
        position = 0
        while half := _HALF.search(text, position):
            start = half.start()
            meant = "" if start in spoken else _words(half[0])
            end = start + len(meant) * _THREE // 2
            if meant:
                yield start, end, meant
            position = max(end, start + 1)


def _may_be_meant(text: str, start: int) -> bool:
    """Whether two characters are a letter and a mark behind it: CITÉ», the letter “Ä”, Å’s, 20 Å²."""
    before, letter, mark = text[max(0, start - 1) : start], text[start], text[start + 1]
    if letter == "Å" and mark in _POWERS:
        return not before.isalpha()
    after = text[start + 2 : start + 4]
    is_genitive = mark == "’" and after[:1] in {"s", "S"} and not after[1:].isalpha()
    return mark in _QUOTES and (is_genitive or not after[:1].isalpha())


def _western(run: str) -> str:
    try:
        meant = bytes(_BYTES.get(letter) or ord(letter) for letter in run).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return ""
    return meant if all(map(_is_likely, meant)) else ""


def _is_likely(letter: str) -> bool:
    code = ord(letter)
    return (
        0xA0 <= code < 0x180
        or 0x370 <= code < 0x530
        or 0x1E00 <= code < 0x2300
        or 0x3000 <= code < 0xA000
        or 0xFF00 <= code < 0xFFF0
    )


def _chinese(run: str) -> str:
    """Return what a run was, where it becomes Chinese without a rest; a cut character at its end may be lost."""
    try:
        data = run.encode("gb18030")
    except UnicodeEncodeError:
        return ""
    for cut in range(3):
        try:
            meant = data[: len(data) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return meant if not cut and all(map(_is_likely, meant)) else "…"
    return ""


def _words(run: str) -> str:
    """Return what the beginning of a run was: two characters for each three, of GB 2312, and one of them common."""
    meant = ""
    for at in range(0, len(run) - _THREE + 1, _THREE):
        piece = run[at : at + _THREE]
        try:
            words = piece.encode("gbk").decode("utf-8")
        except UnicodeError:
            break
        levels = [letter.encode("gb2312", "ignore")[:1] for letter in words]
        if not (all(levels) and any(b"\xb0" <= level <= b"\xd7" for level in levels) and any(map(_is_rare, piece))):
            break
        meant += words
    return meant


def _is_rare(letter: str) -> bool:
    """Whether a character is neither of GB 2312 nor of the first level of Big5."""
    code = letter.encode("big5", "ignore")
    return not letter.encode("gb2312", "ignore") and not (code and 0xA4 <= code[0] <= 0xC6)
