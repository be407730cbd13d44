"""What of a journal's profile can be looked at in a manuscript: one module for each group of the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from collation.diagnostics import Diagnostic
from collation.journals.profile import Requirement
from collation.submit.candidate import Candidate


@dataclass(frozen=True)
class Look:
    """What was seen of a manuscript in one respect.

    Attributes:
        findings: in what it is not as the journal asks.
        seen: what there is, in words, as `24 字`; "" where that is said by the findings alone.
        amount: the same as a number, where the journal has a limit for it.
        is_whole: whether all was looked at that the requirement asks for.
    """

    findings: Iterable[Diagnostic] = ()
    seen: str = ""
    amount: float | None = None
    is_whole: bool = True


Check = Callable[[Candidate, Requirement], Look]
"""Looks at a candidate in one respect."""

Checks = Mapping[str, Check]
"""By the names of the schema's fields."""
