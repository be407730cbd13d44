"""The report of a run: the findings, and what was checked, what was not, and why."""

from __future__ import annotations

from collections import Counter
from functools import cache

from collation.check import unverified_entry
from collation.check.catalogue import Report
from collation.diagnostics import Diagnostic, Location, Severity, write_text
from collation.model import Manuscript
from collation.project import Project


def write(
    report: Report,
    manuscript: Manuscript,
    project: Project,
    *,
    is_coloured: bool = False,
    shows_notes: bool = False,
) -> str:
    """Write a report as text: errors and warnings with their source lines, then notes, then what was run."""

    @cache
    def lines(path: str) -> list[str]:
        try:
            return project.path(path).read_bytes().decode("utf-8", "replace").split("\n")
        except OSError:
            return []

    def read_line(location: Location) -> str | None:
        found = lines(location.path)
        return found[location.line - 1].rstrip("\r") if location.line <= len(found) else None

    grave = [found for found in report.diagnostics if found.severity != Severity.NOTE]
    notes = report.of(Severity.NOTE)
    parts = [write_text(grave, read_line, is_coloured=is_coloured)]
    if shows_notes:
        parts.append(write_text(notes, lambda _: None, is_coloured=is_coloured))
    elif notes:
        parts.append(_counted(notes))
    parts.extend(f"not checked: {code} ({reason})\n" for code, reason in report.skipped)
    parts.append(_totals(report, manuscript))
    return "".join(parts)


def _counted(notes: tuple[Diagnostic, ...]) -> str:
    """Notes are many and stop nothing: their counts remind, and `--notes` lists them."""
    counts = Counter(found.code for found in notes)
    listed = ", ".join(f"{count} {code}" for code, count in sorted(counts.items()))
    return f"notes: {listed} (collate check --notes lists them)\n"


def _totals(report: Report, manuscript: Manuscript) -> str:
    errors, warnings = len(report.of(Severity.ERROR)), len(report.of(Severity.WARNING))
    works = len(manuscript.cited)
    found = " and ".join(
        f"{count} {word}{'s' if count != 1 else ''}"
        for count, word in ((errors, "error"), (warnings, "warning"))
        if count or word == "error"
    )
    total = len(report.ran) + len(report.skipped)
    verdict = (
        f"{found}: {len(manuscript.clusters)} citations of {works} works in {len(manuscript.sections)} sections, "
        f"{manuscript.bibliography.size} entries, {len(report.ran)} of {total} checks run\n"
    )
    if unverified_entry.CODE in report.ran:
        verified = unverified_entry.verified(manuscript)
        return verdict + f"verified against a source in every field: {verified} of {works} works\n"
    return verdict + f"verified against a source in every field: not checked ({works} works)\n"
