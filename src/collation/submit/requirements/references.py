"""The reference list: how many works, and how new."""

from __future__ import annotations

import re

from collation.diagnostics import Location
from collation.journals.profile import Requirement
from collation.submit.candidate import Candidate
from collation.submit.requirements import Checks, Look
from collation.submit.requirements.limits import looked

_YEAR = re.compile(r"\d{4}")


def _number(candidate: Candidate, requirement: Requirement) -> Look:
    place = Location(candidate.manuscript.bibliography.path)
    count = float(len(candidate.document.references))
    return looked(candidate, requirement, "the reference list", count, place=place)


def _newest(candidate: Candidate, requirement: Requirement) -> Look:
    """Compare the newest year with the manuscript's own date: the day on which somebody looks changes nothing."""
    entries = candidate.manuscript.cited_entries
    years = [int(found[0]) for entry in entries if (found := _YEAR.match(entry.value("year") or entry.value("date")))]
    written = _YEAR.match(candidate.matter.date)
    if not years or not written:
        return Look(is_whole=False)
    place = Location(candidate.manuscript.bibliography.path)
    age = float(max(0, int(written[0]) - max(years)))
    return looked(
        candidate, requirement, f"the newest work, of {max(years)},", age, place=place, help="cite what is newer"
    )


CHECKS: Checks = {"references.number": _number, "references.newest": _newest}
