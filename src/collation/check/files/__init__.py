"""Faults of the files themselves: missing, unreadable, or broken in their form."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.files import (
    broken_entry,
    doubled_string,
    duplicate_field,
    missing_comma,
    missing_file,
    reader_disagreement,
    unbalanced_brace,
    undefined_string,
    unreadable_file,
    unused_string,
    wrong_encoding,
)

CHECKS: tuple[Check, ...] = (
    missing_file,
    unreadable_file,
    wrong_encoding,
    reader_disagreement,
    unbalanced_brace,
    missing_comma,
    duplicate_field,
    broken_entry,
    undefined_string,
    doubled_string,
    unused_string,
)
