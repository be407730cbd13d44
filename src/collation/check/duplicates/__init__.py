"""Entries that name one work, or one citekey, twice."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.duplicates import duplicate_citekey, duplicate_work

CHECKS: tuple[Check, ...] = (
    duplicate_citekey,
    duplicate_work,
)
