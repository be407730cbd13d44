"""How a difference of two texts is told to a person: in whole words and numbers, and behind which words it stands."""

from __future__ import annotations

import unicodedata

from collation.proof.check import quoted
from collation.proof.comparison import Change, Comparison
from collation.suggestion import edits

_FAR = 24
_BEHIND = 12
_JOINTS = frozenset(".,:/'’·_-\N{HYPHEN}\N{EN DASH}\N{MINUS SIGN}")
_SIGNS = frozenset("+-\N{MINUS SIGN}±<>≤≥=~≈$€£¥")


def difference(before: str, after: str) -> str:
    """Say in words what became of a text: `“Mruphy” where “Murphy” was checked`."""
    changed = edits(list(before), list(after))
    if not changed:
        return "the same words"
    start, end = changed[0][0], changed[-1][1]
    return _said(*_widened((before, start, end), (after, changed[0][2], changed[-1][3])))


def told(comparison: Comparison, change: Change) -> str:
    """Say in words, as a verb in the third person, what became of the words of a block that is shown."""
    assert change.expected is not None
    assert change.found is not None
    before, after = comparison.expected.blocks[change.expected].text, comparison.reading.blocks[change.found].text
    was, now, start = change.before, change.after, change.start
    end, until = change.start + len(was), change.at + len(now)
    if before[start:end] == was and after[change.at : until] == now:
        wide_was, wide_now = _widened((before, start, end), (after, change.at, until))
        start -= wide_was.find(was) if was else 0
        was, now = wide_was, wide_now
    label = comparison.expected.blocks[change.expected].label
    behind = before[max(0, start - _BEHIND) : start].strip() or label
    where = f" behind {quoted(behind)}" if behind else " at the start of its text"
    if not now.strip() and was:
        return f"leaves out {_shown(was)}{where}"
    if not was.strip():
        return f"puts in {_shown(now)}{where}"
    return f"prints {_shown(now)} where {_shown(was)} was checked,{where}"


def _said(was: str, now: str) -> str:
    if not was:
        return f"{_shown(now)} put in"
    if not now:
        return f"{_shown(was)} left out"
    return f"{_shown(now)} where {_shown(was)} was checked"


def _shown(words: str) -> str:
    return quoted(words) if words.strip() else "a blank"


_Stretch = tuple[str, int, int]


def _widened(first: _Stretch, second: _Stretch) -> tuple[str, str]:
    """Widen two stretches of which one stands for the other, by what is the same in both, to words and numbers."""
    (before, start, end), (after, at, until) = first, second
    left, right = map(max, zip(_reach(*first), _reach(*second), strict=True))
    while before[start - left : start] != after[at - left : at]:
        left -= 1
    while before[end : end + right] != after[until : until + right]:
        right -= 1
    return before[start - left : end + right], after[at - left : until + right]


def _reach(text: str, start: int, end: int) -> tuple[int, int]:
    """Return how many characters before and behind a stretch belong to the words that it touches."""
    first, last = start, end
    while first > max(0, start - _FAR) and _holds(text, first - 1):
        first -= 1
    while last < min(len(text), end + _FAR) and _holds(text, last):
        last += 1
    if text[last - 1 : last].isdecimal() and _is_wide(text[last : last + 1]):
        last += 1  # what is counted: 2014年, 48例
    return start - first, last - end


def _holds(text: str, at: int) -> bool:
    """Whether a character is of one word or number with the next to it."""
    character = text[at]
    if _is_letter(character):
        return True
    following, previous = text[at + 1 : at + 2], text[at - 1 : at] if at else ""
    if character in _SIGNS and following.isdecimal():
        return True
    if character == "%":
        return previous.isdecimal()
    return character in _JOINTS and _is_letter(previous) and _is_letter(following)


def _is_letter(character: str) -> bool:
    return character.isalnum() and not _is_wide(character)


def _is_wide(character: str) -> bool:
    return bool(character) and character.isalpha() and unicodedata.east_asian_width(character) in ("W", "F")
