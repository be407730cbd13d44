"""Faults of the citations in the text: their numbers, their form and their place."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.citations import (
    citation_in_front_matter,
    malformed_number,
    mixed_notations,
    number_gap,
    number_out_of_order,
    one_item_range,
    repeated_number,
    reversed_range,
    stray_citation_syntax,
    uncited_entry,
    unmerged_range,
    unresolved_citekey,
    unresolved_number,
    unsorted_numbers,
)

CHECKS: tuple[Check, ...] = (
    stray_citation_syntax,
    malformed_number,
    mixed_notations,
    unresolved_citekey,
    unresolved_number,
    number_out_of_order,
    number_gap,
    reversed_range,
    one_item_range,
    repeated_number,
    unsorted_numbers,
    unmerged_range,
    uncited_entry,
    citation_in_front_matter,
)
