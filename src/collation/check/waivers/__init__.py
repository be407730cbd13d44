"""Faults of what a project accepts: it must be there to be accepted."""

from __future__ import annotations

from collation.check.protocol import Check
from collation.check.waivers import unmatched_pattern, unused_waiver

CHECKS: tuple[Check, ...] = (unused_waiver, unmatched_pattern)
