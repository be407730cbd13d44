"""Which markers were lost, which were put in, and which were only moved: for the checks that name each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from weakref import WeakKeyDictionary

from collation.proof.comparison import MARKER, Change, Comparison

_Moves = tuple[tuple[Change, ...], tuple[Change, ...], tuple[tuple[Change, Change], ...]]
_known: WeakKeyDictionary[Comparison, _Moves] = WeakKeyDictionary()


def lost(comparison: Comparison) -> Sequence[Change]:
    """Return the markers that are printed nowhere."""
    return _moves(comparison)[0]


def put_in(comparison: Comparison) -> Sequence[Change]:
    """Return the markers that are printed where the manuscript cites nothing."""
    return _moves(comparison)[1]


def moved(comparison: Comparison) -> Sequence[tuple[Change, Change]]:
    """Return the markers that stand elsewhere: where each is missing, and where it was put in."""
    return _moves(comparison)[2]


def _moves(comparison: Comparison) -> _Moves:
    if comparison not in _known:
        _known[comparison] = _find(comparison)
    return _known[comparison]


def _find(comparison: Comparison) -> _Moves:
    missing = [change for change in comparison.changes if change.kind == "missing" and change.marker]
    extra = [change for change in comparison.changes if change.kind == "extra" and MARKER.fullmatch(change.after)]
    pairs: list[tuple[Change, Change]] = []
    for change in list(missing):
        # The nearest that says the same: a marker seldom moves far.
        alike = [other for other in extra if other.after == change.before]
        if alike:
            nearest = min(alike, key=partial(_distance, change))
            extra.remove(nearest)
            missing.remove(change)
            pairs.append((change, nearest))
    return tuple(missing), tuple(extra), tuple(pairs)


def _distance(change: Change, other: Change) -> tuple[int, int]:
    return abs((other.found or 0) - (change.found or 0)), abs(other.at - change.at)
