"""Sentences that name a work otherwise than its entry does."""

from __future__ import annotations

from collation.check.narrative import (
    author_year_citation,
    misspelt_author,
    misspelt_et_al,
    shifted_numbers,
    uncited_study,
    wrong_author,
    wrong_et_al,
    wrong_year,
)
from collation.check.protocol import Check

CHECKS: tuple[Check, ...] = (
    shifted_numbers,
    wrong_author,
    misspelt_author,
    misspelt_et_al,
    wrong_year,
    wrong_et_al,
    uncited_study,
    author_year_citation,
)
