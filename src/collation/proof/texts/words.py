"""How a difference of two texts is told to a person."""

from __future__ import annotations

from collation.proof.check import quoted
from collation.suggestion import edits


def difference(before: str, after: str) -> str:
    """Say in words what became of a text: `“Mruphy” where “Murphy” was checked`."""
    changed = edits(list(before), list(after))
    if not changed:
        return "the same words"
    start, end = _word(before, changed[0][0], changed[-1][1])
    shift = len(after) - len(before)
    first, last = start, end + shift
    was, now = before[start:end].strip(), after[first:last].strip()
    if not was:
        return f"{quoted(now)} put in"
    if not now:
        return f"{quoted(was)} left out"
    return f"{quoted(now)} where {quoted(was)} was checked"


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to the words that it touches, at most a dozen characters each way."""
    first, last = start, end
    while first > max(0, start - 12) and text[first - 1].isalnum():
        first -= 1
    while last < min(len(text), end + 12) and text[last].isalnum():
        last += 1
    return first, last
