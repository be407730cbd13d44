"""Every check there is, in the order in which a report is best read.

A check is one file, named for the fault that it finds: a docstring that explains it with an example that fails and
one that passes, `CODE`, `SEVERITY`, `NEEDS` and `find`.  To add one, write the file and list it here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
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
    raw_markup,
    reader_disagreement,
    skipped_heading_level,
    stray_citation_syntax,
    uncited_entry,
    unreadable_file,
    unresolved_citekey,
    unresolved_cross_reference,
    unresolved_number,
    unverified_entry,
)
from collation.diagnostics import CollationError, Diagnostic, Severity, sort
from collation.model import Manuscript
from collation.suggestion import nearest


class Check(Protocol):
    """What every module of a check has."""

    __doc__: str | None
    CODE: str
    SEVERITY: Severity
    """How much its findings matter, where the project's settings do not say otherwise."""
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
    skipped_heading_level,
    missing_image,
    missing_alternative_text,
    raw_markup,
    missing_statement,
    unverified_entry,
)


INDISPENSABLE = frozenset(
    check.CODE
    for check in (
        missing_file,
        unreadable_file,
        reader_disagreement,
        broken_entry,
        duplicate_citekey,
        mixed_notations,
        unresolved_citekey,
        unresolved_number,
        unresolved_cross_reference,
        duplicate_identifier,
        skipped_heading_level,
        missing_image,
    )
)
"""Checks that no setting switches off: past what they find nobody could say which work a number means, or where a link
leads, and a renderer would print a wrong number, a broken link, or nothing."""


class UnknownCheckError(CollationError):
    """There is no check of that name."""


class IndispensableCheckError(CollationError):
    """The project's settings switch off a check without which nothing may be rendered."""


def find(name: str) -> Check:
    """Return the check of a name.

    Raises:
        UnknownCheckError: if there is none; the message suggests the nearest.
    """
    by_code = {check.CODE: check for check in CHECKS}
    if name not in by_code:
        meant = nearest(name, by_code)
        raise UnknownCheckError(f"there is no check {name}" + (f"; did you mean {meant}?" if meant else ""))
    return by_code[name]


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
    severity: Mapping[str, str] = MappingProxyType({}),
) -> Report:
    """Run the checks over a manuscript.

    Args:
        manuscript: what `assemble` made.
        ignore: names of checks that the project does not want.
        severity: severities of the project's own, by the name of the check.

    Raises:
        UnknownCheckError: if `ignore` or `severity` names no check.
        IndispensableCheckError: if they switch off one that nothing may be rendered without.
    """
    for setting, names in (("ignore", ignore), ("severity", severity)):
        for name in names:
            try:
                find(name)
            except UnknownCheckError as error:
                raise UnknownCheckError(f"the setting {setting}: {error}") from error
            if name in INDISPENSABLE and (name in ignore or severity[name] != Severity.ERROR):
                raise IndispensableCheckError(
                    f"the setting {setting}: {name} must stay an error, for what it finds cannot be printed"
                )
    found: list[Diagnostic] = []
    ran, skipped = [], []
    for check in CHECKS:
        missing = [part for part in check.NEEDS if part in manuscript.missing_parts]
        if check.CODE in ignore:
            skipped.append((check.CODE, "ignored by the project's settings"))
        elif missing:
            skipped.append((check.CODE, f"the {' and '.join(missing)} could not be read, or not whole"))
        else:
            ran.append(check.CODE)
            own = severity.get(check.CODE)
            found.extend(item.with_severity(Severity(own)) if own else item for item in check.find(manuscript))
    return Report(sort(found), tuple(ran), tuple(skipped))
