"""Faults of the files themselves: missing, unreadable, or broken in their form."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.files import broken_entry, missing_file, reader_disagreement, unreadable_file

CHECKS: tuple[Check, ...] = (
    missing_file,
    unreadable_file,
    reader_disagreement,
    broken_entry,
)
