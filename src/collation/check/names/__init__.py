"""Faults in the names of an entry's authors and editors."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.names import (
    empty_name,
    et_al_as_author,
    given_name_as_surname,
    initials_as_surname,
    joined_initials,
    misplaced_suffix,
    missing_and,
)

CHECKS: tuple[Check, ...] = (
    missing_and,
    et_al_as_author,
    empty_name,
    initials_as_surname,
    given_name_as_surname,
    misplaced_suffix,
    joined_initials,
)
