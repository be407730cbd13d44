"""A length or a number beside what a journal allows of it."""

from __future__ import annotations

from collation.diagnostics import Location
from collation.journals.explain import in_words
from collation.journals.profile import Limit, Requirement
from collation.submit.candidate import Candidate
from collation.submit.counting import Amount
from collation.submit.requirements import Look


def looked(
    candidate: Candidate,
    requirement: Requirement,
    what: str,
    amount: Amount | float,
    *,
    place: Location,
    help: str = "",
) -> Look:
    """Return how an amount stands to the limit of a requirement.

    Args:
        candidate: the manuscript.
        requirement: of the journal; its value is a limit.
        what: is measured, as the start of a sentence.
        amount: of it; of a text, in each unit.
        place: where it stands.
        help: what to do.
    """
    limit = requirement.asked
    assert isinstance(limit, Limit)
    number = amount.of(limit.unit) if isinstance(amount, Amount) else amount
    seen = f"{number:g} {limit.unit}".strip()
    if limit.holds(number):
        return Look(seen=seen, amount=number)
    message = f"{what} has {seen}, and {candidate.profile.title} asks for {in_words(limit)}"
    return Look([candidate.finding(requirement, place, message, help)], seen, number)
