"""Faults of the rest: front matter, headings, figures, tables, cross-references."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.manuscript import (
    abstract_number,
    duplicate_identifier,
    figure_out_of_order,
    invalid_metadata,
    keyword_count,
    missing_alternative_text,
    missing_caption,
    missing_corresponding_author,
    missing_image,
    missing_statement,
    raw_markup,
    repeated_keyword,
    skipped_heading_level,
    typed_cross_reference,
    uncited_target,
    unresolved_cross_reference,
    unresolved_typed_reference,
    untranslated_part,
    wrong_orcid,
)

CHECKS: tuple[Check, ...] = (
    invalid_metadata,
    duplicate_identifier,
    unresolved_cross_reference,
    skipped_heading_level,
    missing_image,
    missing_alternative_text,
    raw_markup,
    missing_statement,
    uncited_target,
    figure_out_of_order,
    typed_cross_reference,
    unresolved_typed_reference,
    missing_caption,
    keyword_count,
    repeated_keyword,
    abstract_number,
    untranslated_part,
    wrong_orcid,
    missing_corresponding_author,
)
