"""The one door to rapidfuzz: the nearest name, and how alike two titles are."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, candidates: Iterable[str]) -> str:
    """Return the candidate that a person most likely meant, or "" where none is near."""
    from rapidfuzz import process, utils
    from rapidfuzz.distance import OSA

    # Optimal string alignment counts a swap of two neighbours, the commonest slip of the hand, as one edit.
    found = process.extractOne(
        name,
        sorted(candidates),
        scorer=OSA.normalized_similarity,
        processor=utils.default_process,
        score_cutoff=0.6,
    )
    return str(found[0]) if found else ""


def likeness(first: str, second: str) -> float:
    """Return how alike two texts are, from 0 to 1, by the share of characters that need no edit (indel ratio)."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(first, second)) / 100
