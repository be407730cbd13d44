"""Ways of damaging a good output, by format: the proof must name each (`test_damages.py`, `docs/evidence.md`).

Each module has `DAMAGES`, a plain tuple.  To add a way, write a function that makes damaged bytes of good ones by the
format's own means, and list it with the check that must name it; `document` has the ways of which no format is guilty,
and `shared` what several modules use.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from collation.document.numbered import Document


class NotHereError(Exception):
    """An output has nothing that could be damaged in this way: no footnote, no equation."""


@dataclass(frozen=True)
class Damage:
    """One way of damaging an output.

    Attributes:
        name: what is done to it, the same in every format.
        code: the check that must name it; others may name what follows from it.
        damage: makes damaged bytes of good ones, always the same; raises NotHereError where it has nothing to damage.
        asks_standards: whether only a validator of the format's standards can see it.
    """

    name: str
    code: str
    damage: Callable[[bytes], bytes]
    asks_standards: bool = False


@dataclass(frozen=True)
class DocumentDamage:
    """One way of damaging what is to be printed, for all formats: the outputs are then what the document has.

    Attributes:
        name: what is done.
        code: the check that must name it in each format.
        damage: makes a damaged document of a good one; raises NotHereError where it has nothing to damage.
    """

    name: str
    code: str
    damage: Callable[[Document], Document]
