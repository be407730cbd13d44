"""Faults of the citations in the text: their numbers, their form and their place."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.citations import (
    citation_in_front_matter,
    mixed_notations,
    number_gap,
    number_out_of_order,
    stray_citation_syntax,
    uncited_entry,
    unresolved_citekey,
    unresolved_number,
)

CHECKS: tuple[Check, ...] = (
    stray_citation_syntax,
    mixed_notations,
    unresolved_citekey,
    unresolved_number,
    number_out_of_order,
    number_gap,
    uncited_entry,
    citation_in_front_matter,
)
