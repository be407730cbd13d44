"""Stretches of a field's value: where they stand, and what replaces them."""

from __future__ import annotations

from collections.abc import Iterable

from collation.diagnostics import Edit, Fix, Location
from collation.model import Field, Manuscript


def place(manuscript: Manuscript, field: Field, start: int = 0, end: int | None = None) -> Location:
    """Return where a stretch of a value stands, by its offsets in the value; of a value of several pieces the whole."""
    if not field.is_single:
        return field.location
    end = len(field.value) if end is None else end
    return manuscript.locate(manuscript.bibliography.path, field.inner_start + start, max(1, end - start))


def replace(
    manuscript: Manuscript,
    field: Field,
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    is_safe: bool,
    message: str = "",
) -> Fix | None:
    """Return a fix that writes `text` for a stretch of a value, or None where the value is of several pieces."""
    stretch = (start, len(field.value) if end is None else end, text)
    return replace_all(manuscript, field, [stretch], is_safe=is_safe, message=message or f"write {text}")


def replace_all(
    manuscript: Manuscript, field: Field, stretches: Iterable[tuple[int, int, str]], *, is_safe: bool, message: str
) -> Fix | None:
    """Return a fix that writes a text for each stretch of a value, or None where the value is of several pieces."""
    if not field.is_single:
        return None
    path, first = manuscript.bibliography.path, field.inner_start
    return Fix(tuple(Edit(path, first + start, first + end, text) for start, end, text in stretches), is_safe, message)
