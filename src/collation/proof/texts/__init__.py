"""Faults of the text: its words, its order, its numbers, what is set apart in it, and its links."""

from __future__ import annotations

from collation.proof.check import Check
from collation.proof.texts import (
    added_mark,
    changed_contents,
    changed_label,
    changed_text,
    extra_text,
    lost_mark,
    misdirected_link,
    missing_text,
    moved_text,
    stray_text,
    unprinted_source,
)

CHECKS: tuple[Check, ...] = (
    missing_text,
    extra_text,
    moved_text,
    changed_text,
    changed_label,
    lost_mark,
    added_mark,
    misdirected_link,
    changed_contents,
    stray_text,
    unprinted_source,
)
