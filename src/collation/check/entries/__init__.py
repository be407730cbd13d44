"""Faults in the form of one bibliography entry, and what is known of it."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.entries import (
    abbreviated_pages,
    missing_field,
    page_form,
    reversed_pages,
    unverified_entry,
)

CHECKS: tuple[Check, ...] = (
    missing_field,
    reversed_pages,
    abbreviated_pages,
    page_form,
    unverified_entry,
)
