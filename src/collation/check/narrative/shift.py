"""Whether typed numbers mean their works' neighbours, for an entry was put into the bibliography or taken out of it.

A typed number n means the n-th entry: one entry put in makes all numbers from its place on wrong, though every one of
them is as the author typed it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_FEWEST = 2
"""So many numbers must mean the works that their sentences name once the shift is undone."""
_SHARE = 5
"""Of so many sentences that the shift explains one may name yet another author: it has a fault of its own."""


@dataclass(frozen=True)
class Claim:
    """What a sentence says of the work that one typed number means.

    Attributes:
        number: the number.
        meant: the ordinals of the entries whose first author the sentence names.
        is_right: whether the entry of that ordinal is by whom the sentence names.
        is_wrong: whether that entry is another's, and others are by whom the sentence names.
    """

    number: int
    meant: Collection[int]
    is_right: bool = False
    is_wrong: bool = False


@dataclass(frozen=True)
class Shift:
    """How the numbers of a manuscript lie beside its entries.

    Attributes:
        offset: what must be added to a number to get the ordinal of the entry that is meant: how many entries were put
            in, or, below 0, taken out.
        places: where the first of them may stand, or have stood, by its number.
        agreeing: how many sentences name the author of the entry that is so meant.
    """

    offset: int
    places: range
    agreeing: int

    def covers(self, number: int) -> bool:
        """Return whether a number may mean another entry than that of its ordinal."""
        return number >= self.places[0]


def shift(claims: Iterable[Claim], cited: Collection[int], size: int) -> Shift | None:
    """Return the shift that explains the claims, or None where none does.

    It must hold from one place on: before it no sentence that names an author is explained by it, behind it none is
    right as it stands, nearly all that are wrong are explained, and the ends of text and list fit it.

    Args:
        claims: what sentences say of single numbers.
        cited: all typed numbers of the text.
        size: how many entries the bibliography has.
    """
    claims = tuple(claims)
    offsets = Counter(meant - claim.number for claim in claims if not claim.is_right for meant in claim.meant)
    offset = max(offsets, key=lambda offset: (offsets[offset], -abs(offset)), default=0)

    def explains(claim: Claim) -> bool:
        return claim.number + offset in claim.meant

    explained = [claim.number for claim in claims if not claim.is_right and explains(claim)]
    if not offset or len(set(explained)) < _FEWEST:
        return None
    first = min(explained)
    before = max((claim.number for claim in claims if claim.is_right and not explains(claim)), default=0)
    if before >= first:
        return None
    # A number whose entry was taken out means nothing now, though the entry that took its place may be by the same.
    lost = range(before + 1, first) if offset < 0 else range(0)
    highest = first + min(offset, 0)
    places = range(before + 1 if offset > 0 else min(before + 1, highest), highest + 1)
    others = sum(claim.is_wrong and not explains(claim) and claim.number not in lost for claim in claims)
    if offset > 0:
        fits = max(number for number in cited if number <= size) + offset <= size
    else:
        fits = any(size < number <= size - offset for number in cited)
    if not fits or _SHARE * others > len(explained):
        return None
    return Shift(offset, places, len(explained))
