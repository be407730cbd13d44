"""Faults in the form of one bibliography entry, and what is known of it."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.entries import missing_field, unverified_entry

CHECKS: tuple[Check, ...] = (
    missing_field,
    unverified_entry,
)
