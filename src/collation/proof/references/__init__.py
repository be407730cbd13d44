"""Faults of the reference list: its items, their order, their numbers and their words."""

from __future__ import annotations

from collation.proof.check import Check
from collation.proof.references import (
    changed_item,
    changed_record,
    extra_item,
    misnumbered_item,
    misplaced_item,
    missing_item,
    unprinted_datum,
)

CHECKS: tuple[Check, ...] = (
    missing_item,
    extra_item,
    misplaced_item,
    misnumbered_item,
    changed_item,
    unprinted_datum,
    changed_record,
)
