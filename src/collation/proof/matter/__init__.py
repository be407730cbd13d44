"""Faults of the front matter, on the page and in the data for programs."""

from __future__ import annotations

from collation.proof.check import Check
from collation.proof.matter import (
    author_identity,
    changed_front_matter,
    changed_metadata,
    extra_front_matter,
    missing_front_matter,
    moved_front_matter,
)

CHECKS: tuple[Check, ...] = (
    missing_front_matter,
    changed_front_matter,
    moved_front_matter,
    extra_front_matter,
    changed_metadata,
    author_identity,
)
