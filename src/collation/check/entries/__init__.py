"""Faults in the form of one bibliography entry, and what is known of it."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.entries import (
    abbreviated_pages,
    bare_special_character,
    broken_latex,
    conflicting_dates,
    conflicting_doi,
    edition_form,
    empty_field,
    html_debris,
    impossible_month,
    impossible_year,
    malformed_date,
    malformed_doi,
    misplaced_doi,
    missing_field,
    page_form,
    redundant_url,
    reversed_pages,
    swallowed_text,
    unknown_entry_type,
    unknown_field,
    unverified_entry,
    volume_form,
)

CHECKS: tuple[Check, ...] = (
    unknown_entry_type,
    unknown_field,
    missing_field,
    empty_field,
    swallowed_text,
    broken_latex,
    bare_special_character,
    html_debris,
    impossible_year,
    malformed_date,
    conflicting_dates,
    impossible_month,
    volume_form,
    edition_form,
    reversed_pages,
    abbreviated_pages,
    page_form,
    malformed_doi,
    misplaced_doi,
    conflicting_doi,
    redundant_url,
    unverified_entry,
)
