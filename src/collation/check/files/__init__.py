"""Faults of the files themselves: missing, unreadable, broken in their form, or with characters that mislead."""

from __future__ import annotations

from collation.check.check import Check
from collation.check.files import (
    bidirectional_character,
    broken_entry,
    byte_order_mark,
    control_character,
    doubled_string,
    duplicate_field,
    entry_in_comment,
    full_width_letter,
    invisible_character,
    ligature,
    look_alike_letter,
    missing_comma,
    missing_file,
    mixed_line_ends,
    not_normalised,
    reader_disagreement,
    unbalanced_brace,
    undefined_string,
    unreadable_file,
    unused_string,
    wrong_encoding,
)

CHECKS: tuple[Check, ...] = (
    missing_file,
    unreadable_file,
    wrong_encoding,
    byte_order_mark,
    mixed_line_ends,
    control_character,
    invisible_character,
    bidirectional_character,
    not_normalised,
    look_alike_letter,
    full_width_letter,
    ligature,
    reader_disagreement,
    unbalanced_brace,
    missing_comma,
    duplicate_field,
    broken_entry,
    entry_in_comment,
    undefined_string,
    doubled_string,
    unused_string,
)
