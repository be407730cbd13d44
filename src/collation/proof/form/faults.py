"""What every check of the form does: it tells the faults of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.reading import Fault, Place

_FEW = 3
"""Up to how many things that are wrong in one way are told one by one."""

_LONG = 80


def tell(
    code: str, comparison: Comparison, message: str, faults: Sequence[Fault] | None = None
) -> Iterator[Diagnostic]:
    """Yield a finding for each fault of the kind `code`, or one for many; `{detail}` is the thing that is wrong.

    Without `faults` all of the reading are looked through.
    """
    places: dict[str, Place] = {}
    for fault in comparison.reading.faults if faults is None else faults:
        if fault.kind == code and not _is_told(fault, comparison):
            places.setdefault(_short(fault.detail), fault.place)
    details = list(places)
    if len(details) > _FEW:
        detail = f"{', '.join(details[:_FEW])} and {len(details) - _FEW} more"
        yield finding(code, comparison, places[details[0]], message.format(detail=detail))
        return
    for detail in details:
        yield finding(code, comparison, places[detail], message.format(detail=detail))


def _is_told(fault: Fault, comparison: Comparison) -> bool:
    """Whether what is out of place is so because a block is out of its order, or was not to be there at all."""
    compared = [block for block in fault.blocks if comparison.reading.blocks[block].kind != "front"]
    wanted = [comparison.shows.get(block) for block in compared]
    return None in wanted or not comparison.moved.isdisjoint(wanted)


def _short(detail: str) -> str:
    return detail if len(detail) <= _LONG else f"{detail[: _LONG // 2]}…{detail[-_LONG // 2 :]}"
