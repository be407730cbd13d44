"""The one door to rapidfuzz: the nearest name, how alike two texts are, and what makes one of the other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence


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


def stretch_like(words: str, text: str) -> tuple[float, int, int]:
    """Return how alike some words are to the stretch of a text that is most like them, and where that stretch is."""
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(words, text)
    if found is None:
        return 0.0, 0, 0
    start, end = found.dest_start, found.dest_end
    return likeness(words, text[start:end]), start, end


def edits(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int, int, int]]:
    """Return the stretches of two sequences of tokens that differ, where all else is the same in the same order.

    Each is its start and end in the first, and those in the second (edits by Levenshtein, neighbours joined).
    """
    from rapidfuzz.distance import Levenshtein

    joined: list[tuple[int, int, int, int]] = []
    for edit in Levenshtein.opcodes(before, after):
        if edit.tag == "equal":
            continue
        if joined and joined[-1][1] == edit.src_start and joined[-1][3] == edit.dest_start:
            joined[-1] = (joined[-1][0], edit.src_end, joined[-1][2], edit.dest_end)
        else:
            joined.append((edit.src_start, edit.src_end, edit.dest_start, edit.dest_end))
    return joined
