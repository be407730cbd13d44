"""Which markers were lost, which were put in, and which were only moved: for the checks that name each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from weakref import WeakKeyDictionary

from collation.proof.comparison import Change, Comparison

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
    extra: dict[str, list[Change]] = defaultdict(list)
    for change in comparison.changes:
        if change.is_marker and change.kind == "extra":
            extra[change.after].append(change)
    missing: list[Change] = []
    pairs: list[tuple[Change, Change]] = []
    for change in comparison.changes:
        if not (change.is_marker and change.kind == "missing"):
            continue
        alike = extra.get(change.before)
        if alike:  # the nearest that says the same: a marker seldom moves far
            nearest = min(alike, key=partial(_distance, change))
            alike.remove(nearest)
            pairs.append((change, nearest))
        else:
            missing.append(change)
    left = {id(change) for changes in extra.values() for change in changes}
    return tuple(missing), tuple(change for change in comparison.changes if id(change) in left), tuple(pairs)


def _distance(change: Change, other: Change) -> tuple[int, int]:
    return abs((other.found or 0) - (change.found or 0)), abs(other.at - change.at)
