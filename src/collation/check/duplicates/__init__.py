"""Entries that name one work, or one citekey, twice."""

from __future__ import annotations

from collation.check.duplicates import (
    citekey_case,
    duplicate_citekey,
    duplicate_work,
    near_duplicate,
    same_first_page,
)
from collation.check.protocol import Check

CHECKS: tuple[Check, ...] = (
    duplicate_citekey,
    citekey_case,
    duplicate_work,
    near_duplicate,
    same_first_page,
)
