"""Every check of the proof, by family, and a run of them over an output."""

from __future__ import annotations

from collections.abc import Mapping

from collation.diagnostics import Diagnostic, sort
from collation.proof import citations, form, matter, references, texts
from collation.proof.check import Check
from collation.proof.comparison import Comparison
from collation.proof.form import unreadable_output

FAMILIES: Mapping[str, tuple[Check, ...]] = {
    "citations": citations.CHECKS,
    "references": references.CHECKS,
    "texts": texts.CHECKS,
    "matter": matter.CHECKS,
    "form": form.CHECKS,
}
"""Each folder of checks, in the order in which they are best read."""

CHECKS: tuple[Check, ...] = tuple(check for checks in FAMILIES.values() for check in checks)


FAMILY: Mapping[str, str] = {check.CODE: family for family, checks in FAMILIES.items() for check in checks}
"""The family of each check, by its name."""


def run(comparison: Comparison) -> tuple[Diagnostic, ...]:
    """Return everything in which an output is not what was checked; of one that cannot be read, only that."""
    unreadable = tuple(unreadable_output.find(comparison))
    return unreadable or sort(found for check in CHECKS for found in check.find(comparison))
