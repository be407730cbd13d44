"""Faults in the names of an entry's authors and editors."""

from __future__ import annotations

from collation.check.names import (
    anonymous_author,
    braced_person,
    capitals_in_name,
    chinese_name_form,
    degree_in_name,
    digit_in_name,
    empty_name,
    et_al_as_author,
    given_name_as_surname,
    initials_as_surname,
    joined_initials,
    misplaced_suffix,
    missing_and,
    pinyin_beside_characters,
    two_spellings,
    unbraced_corporate_author,
)
from collation.check.protocol import Check

CHECKS: tuple[Check, ...] = (
    missing_and,
    et_al_as_author,
    empty_name,
    initials_as_surname,
    given_name_as_surname,
    chinese_name_form,
    unbraced_corporate_author,
    braced_person,
    misplaced_suffix,
    degree_in_name,
    digit_in_name,
    pinyin_beside_characters,
    joined_initials,
    capitals_in_name,
    anonymous_author,
    two_spellings,
)
