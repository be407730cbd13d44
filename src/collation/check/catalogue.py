"""Every check there is, in the order in which a report is best read.

A check is one file, named for the fault that it finds: a docstring that explains it with an example that fails and
one that passes, `CODE`, `NEEDS` and `find`.  To add one, write the file and list it here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from collation.check import (
    broken_entry,
    citation_in_front_matter,
    duplicate_citekey,
    duplicate_identifier,
    duplicate_work,
    invalid_metadata,
    missing_alternative_text,
    missing_field,
    missing_file,
    missing_image,
    missing_statement,
    mixed_notations,
    number_gap,
    number_out_of_order,
    reader_disagreement,
    stray_citation_syntax,
    uncited_entry,
    unreadable_file,
    unresolved_citekey,
    unresolved_cross_reference,
    unresolved_number,
    unverified_entry,
)
from collation.diagnostics import Diagnostic, Severity, sort
from collation.model import Manuscript


class Check(Protocol):
    """What every module of a check has."""

    __doc__: str | None
    CODE: str
    NEEDS: tuple[str, ...]
    """The parts of the manuscript without which the check would accuse wrongly: it is then skipped, and says so."""

    def find(self, manuscript: Manuscript) -> Iterator[Diagnostic]:
        """Yield every place where the fault is."""
        ...


CHECKS: tuple[Check, ...] = (
    missing_file,
    unreadable_file,
    invalid_metadata,
    reader_disagreement,
    broken_entry,
    duplicate_citekey,
    duplicate_work,
    missing_field,
    stray_citation_syntax,
    mixed_notations,
    unresolved_citekey,
    unresolved_number,
    number_out_of_order,
    number_gap,
    uncited_entry,
    citation_in_front_matter,
    duplicate_identifier,
    unresolved_cross_reference,
    missing_image,
    missing_alternative_text,
    missing_statement,
    unverified_entry,
)


@dataclass(frozen=True)
class Report:
    """What the checks found, which of them ran, and which did not and why."""

    diagnostics: tuple[Diagnostic, ...]
    ran: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]

    def of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        """Return the findings of one severity."""
        return tuple(found for found in self.diagnostics if found.severity == severity)

    @property
    def has_errors(self) -> bool:
        """Whether the build must stop."""
        return bool(self.of(Severity.ERROR))


def run(
    manuscript: Manuscript,
    *,
    ignore: Collection[str] = (),
    severity: Mapping[str, str] | None = None,
    checks: tuple[Check, ...] = CHECKS,
) -> Report:
    """Run the checks over a manuscript.

    Args:
        manuscript: what `assemble` made.
        ignore: names of checks that the project does not want.
        severity: severities of the project's own, by the name of the check.
        checks: the checks to run.
    """
    wanted = {code: Severity(value) for code, value in (severity or {}).items()}
    found: list[Diagnostic] = []
    ran, skipped = [], []
    for check in checks:
        missing = [part for part in check.NEEDS if part in manuscript.missing_parts]
        if check.CODE in ignore:
            skipped.append((check.CODE, "ignored by the project's settings"))
        elif missing:
            skipped.append((check.CODE, f"not all of the {' and '.join(missing)} could be read"))
        else:
            ran.append(check.CODE)
            for diagnostic in check.find(manuscript):
                found.append(diagnostic.with_severity(wanted.get(check.CODE, diagnostic.severity)))
    return Report(sort(found), tuple(ran), tuple(skipped))
