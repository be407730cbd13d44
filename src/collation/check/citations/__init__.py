"""Faults of the citations in the text: their numbers, their form and their place."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.citations import (
    adjacent_citations,
    citation_in_front_matter,
    citation_in_heading,
    citation_placement,
    malformed_number,
    mixed_notations,
    number_gap,
    number_out_of_order,
    one_item_range,
    repeated_number,
    reversed_range,
    secondary_citation,
    space_before_citation,
    stray_citation_syntax,
    too_many_citations,
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
    adjacent_citations,
    citation_placement,
    space_before_citation,
    citation_in_heading,
    secondary_citation,
    too_many_citations,
    uncited_entry,
    citation_in_front_matter,
)
