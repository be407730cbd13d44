"""Faults of the form of an output, whatever the manuscript says; each kind that a reader tells has its check."""

from __future__ import annotations

from collation.proof.check import Check
from collation.proof.form import (
    changed_look,
    conflicting_metadata,
    damaged_file,
    dead_link,
    duplicate_id,
    external_resource,
    hidden_text,
    misplaced_text,
    missing_glyph,
    missing_part,
    unembedded_font,
    unmet_standard,
    unreadable_output,
    unset_font,
    untagged_text,
)

CHECKS: tuple[Check, ...] = (
    unreadable_output,
    dead_link,
    duplicate_id,
    external_resource,
    missing_glyph,
    unembedded_font,
    unset_font,
    missing_part,
    damaged_file,
    hidden_text,
    unmet_standard,
    untagged_text,
    misplaced_text,
    conflicting_metadata,
    changed_look,
)
