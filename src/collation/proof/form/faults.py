"""What every check of the form does: it tells the faults of its kind."""

from __future__ import annotations

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison


def tell(code: str, comparison: Comparison, message: str) -> Iterator[Diagnostic]:
    """Yield a finding for each fault of the kind `code`; `{detail}` in the message is the thing that is wrong."""
    for fault in dict.fromkeys(comparison.reading.faults):
        if fault.kind == code:
            yield finding(code, comparison, fault.place, message.format(detail=fault.detail))
