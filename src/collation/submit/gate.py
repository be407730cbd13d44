"""The gate: how a manuscript stands to what a journal asks, requirement by requirement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from collation.diagnostics import Diagnostic, Severity, sort
from collation.journals import schema
from collation.journals.profile import Requirement
from collation.journals.schema import Field
from collation.submit.candidate import Candidate
from collation.submit.requirements import Check, authors, front, references, shown, statements, text

CHECKS: Final[Mapping[str, Check]] = {
    **text.CHECKS,
    **front.CHECKS,
    **references.CHECKS,
    **shown.CHECKS,
    **statements.CHECKS,
    **authors.CHECKS,
}
"""What is looked at, by the names of the schema's fields; of any other field a person must see to it."""

MADE: Final = frozenset(
    {
        *("layout.latin-font", "layout.han-font", "layout.han-heading-font", "layout.size", "layout.line-spacing"),
        *("layout.line-numbers", "layout.page-numbers", "references.style", "text.length-without"),
    }
)
"""In what the package follows the profile by itself."""

State = Literal["kept", "not kept", "made so", "by hand", "not verified"]
STATES: Final[tuple[State, ...]] = get_args(State)
"""`made so`: the package is made as the journal asks; `by hand`: it is known what is asked, and no program can tell;
`not verified`: nobody knows what the journal asks."""


@dataclass(frozen=True)
class Standing:
    """How a manuscript stands to one field of the profile.

    Attributes:
        field: of the schema.
        requirement: what the journal asks; None where the profile does not know.
        state: whether it is kept.
        seen: what there is, in words.
        amount: the same as a number, where the journal has a limit for it.
        findings: in what it is not as the journal asks.
    """

    field: Field
    requirement: Requirement | None
    state: State
    seen: str = ""
    amount: float | None = None
    findings: tuple[Diagnostic, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether the journal would send the manuscript back for it."""
        return any(found.severity is Severity.ERROR for found in self.findings)


def judge(candidate: Candidate) -> tuple[Standing, ...]:
    """Look at a manuscript in every respect that the schema knows, in its order."""
    return tuple(_standing(candidate, item) for item in schema.FIELDS)


def findings(standings: tuple[Standing, ...]) -> tuple[Diagnostic, ...]:
    """Return everything that is not as the journal asks, as a person reads it."""
    return sort(found for standing in standings for found in standing.findings)


def _standing(candidate: Candidate, item: Field) -> Standing:
    requirement = candidate.profile.requirement(item.name)
    if requirement is None:
        return Standing(item, None, "not verified")
    check = CHECKS.get(item.name)
    if item.name in MADE:
        return Standing(item, requirement, "made so")
    if check is None:
        return Standing(item, requirement, "by hand")
    look = check(candidate, requirement)
    found = tuple(look.findings)
    state: State = "not kept" if found else "kept" if look.is_whole else "by hand"
    return Standing(item, requirement, state, look.seen, look.amount, found)
