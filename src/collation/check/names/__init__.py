"""Faults in the names of an entry's authors and editors."""

from __future__ import annotations

from collation.check.check import Check

CHECKS: tuple[Check, ...] = ()
