"""Faults of the citation markers: their characters, their places and where they lead."""

from __future__ import annotations

from collation.proof.check import Check
from collation.proof.citations import (
    changed_marker,
    extra_marker,
    foreign_marker,
    misdirected_marker,
    misnumbered_marker,
    missing_marker,
    moved_marker,
    printed_syntax,
    unlinked_marker,
)

CHECKS: tuple[Check, ...] = (
    missing_marker,
    extra_marker,
    moved_marker,
    changed_marker,
    misnumbered_marker,
    misdirected_marker,
    unlinked_marker,
    foreign_marker,
    printed_syntax,
)
