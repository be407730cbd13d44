"""The statements: each that the journal requires is there and says something."""

from __future__ import annotations

from functools import partial

from collation.diagnostics import Location
from collation.journals import schema
from collation.journals.profile import Requirement
from collation.submit.candidate import Candidate
from collation.submit.requirements import Checks, Look


def _statement(name: str, candidate: Candidate, requirement: Requirement) -> Look:
    found = next((item for item in candidate.matter.statements if item.name == name), None)
    if found is not None and found.text:
        if requirement.asked != "not-wanted":
            return Look(seen="supplied")
        message = f"the statement {name} is there, and {candidate.profile.title} wants none"
        return Look([candidate.finding(requirement, found.location, message, "take it out")], "supplied")
    if requirement.asked != "required":
        # Whether it applies is the author's to say.
        return Look(seen="not supplied", is_whole=requirement.asked != "if-it-applies")
    place = found.location if found else Location(candidate.matter.path)
    help = f"write statements: {name}: … in {candidate.matter.path}"
    message = f"to be supplied by the authors: the statement {name}"
    return Look([candidate.finding(requirement, place, message, help)], "not supplied")


CHECKS: Checks = {f"statements.{name}": partial(_statement, name) for name in schema.STATEMENTS}
