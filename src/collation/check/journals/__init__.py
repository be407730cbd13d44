"""Journals that one list writes in two ways, or by a name that they did not have."""

from __future__ import annotations

from collation.check.journals import conflicting_volume, mixed_journal_forms, renamed_journal, shared_issn
from collation.check.protocol import Check

CHECKS: tuple[Check, ...] = (
    mixed_journal_forms,
    renamed_journal,
    conflicting_volume,
    shared_issn,
)
