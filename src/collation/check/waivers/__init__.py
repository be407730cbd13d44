"""Faults of the waivers themselves: what a project accepts must be there to be accepted."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.waivers import unused_waiver

CHECKS: tuple[Check, ...] = (unused_waiver,)
