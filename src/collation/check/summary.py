"""The report of a run: the findings, and what was checked, what was not, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from collation.check.catalogue import Report
from collation.check.entries import unverified_entry
from collation.diagnostics import FILE, Diagnostic, Location, Screen, Severity, write_text
from collation.model import Manuscript
from collation.project import Project


def write(
    report: Report,
    manuscript: Manuscript,
    project: Project,
    *,
    screen: Screen = FILE,
    shows_notes: bool = False,
) -> str:
    """Write a report as text: errors and warnings with their source lines, then notes, then what was run."""

    @cache
    def lines(path: str) -> list[str]:
        try:
            return project.path(path).read_bytes().decode("utf-8-sig", "replace").split("\n")
        except OSError:
            return []

    def read_line(location: Location) -> str | None:
        found = lines(location.path)
        return found[location.line - 1].rstrip("\r") if location.line <= len(found) else None

    grave = [found for found in report.diagnostics if found.severity != Severity.NOTE]
    notes = report.of(Severity.NOTE)
    parts = [
        write_text(grave, read_line, screen),
        write_text(notes, lambda _: None, screen) if shows_notes else "",
        ("" if shows_notes else _counted(notes)) + _skipped(report) + _totals(report, manuscript, screen),
    ]
    return "\n".join(part for part in parts if part)


def _counted(notes: tuple[Diagnostic, ...]) -> str:
    """Notes are many and stop nothing: their counts remind, and `--notes` lists them."""
    counts = Counter(found.code for found in notes)
    listed = ", ".join(f"{count} {code}" for code, count in sorted(counts.items()))
    return f"notes: {listed} (collate check --notes lists them)\n" if notes else ""


def _skipped(report: Report) -> str:
    """What was not checked, and why: a check that did not run must not be taken for one that found nothing."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for code, reason in report.skipped:
        by_reason[reason].append(code)
    return "".join(f"not checked ({reason}): {', '.join(codes)}\n" for reason, codes in by_reason.items())


def _totals(report: Report, manuscript: Manuscript, screen: Screen) -> str:
    errors, warnings = len(report.of(Severity.ERROR)), len(report.of(Severity.WARNING))
    works = len(manuscript.cited)
    verified = f"{unverified_entry.verified(manuscript)} of {works} works"
    if unverified_entry.CODE not in report.ran:
        verified = "not checked"
    verdict = _plural(errors, "error") + (f" and {_plural(warnings, 'warning')}" if warnings else "")
    return (
        f"checked: {_plural(len(manuscript.clusters), 'citation')} of {_plural(works, 'work')} in "
        f"{_plural(len(manuscript.sections), 'section')}, {_plural(manuscript.bibliography.size, 'entry')}; "
        f"{len(report.ran)} of {len(report.ran) + len(report.skipped)} checks run\n"
        f"verified against a source in every field: {verified}\n"
        f"{screen.paint('1;31' if errors else '1;32', verdict)}\n"
    )


def _plural(count: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"
