"""Journals that one list writes in two ways."""

from __future__ import annotations

from collation.check.check import Check

CHECKS: tuple[Check, ...] = ()
