"""Sentences that name a work otherwise than its entry does."""

from __future__ import annotations

from collation.check.check import Check

CHECKS: tuple[Check, ...] = ()
