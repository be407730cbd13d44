"""Every check there is, in the order in which a report is best read, and a run of them over a manuscript."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from collation.check.check import Check
from collation.check.families import FAMILIES
from collation.diagnostics import CollationError, Diagnostic, Severity, sort
from collation.model import Manuscript
from collation.suggestion import nearest

CHECKS: tuple[Check, ...] = tuple(check for family in FAMILIES.values() for check in family)

INDISPENSABLE = frozenset(
    {
        "missing-file",
        "unreadable-file",
        "wrong-encoding",
        # "control-character",
        "reader-disagreement",
        "unbalanced-brace",
        "missing-comma",
        "duplicate-field",
        "doubled-string",
        "undefined-string",
        "broken-entry",
        "duplicate-citekey",
        "mixed-notations",
        "unresolved-citekey",
        "unresolved-number",
        "unresolved-cross-reference",
        "duplicate-identifier",
        "skipped-heading-level",
        "missing-image",
    }
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
