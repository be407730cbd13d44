"""The report for a person: the findings, and what was checked, what was not, and why."""

from __future__ import annotations

from collections import Counter, defaultdict

from collation.check.catalogue import Report
from collation.check.report.coverage import Coverage, measure
from collation.check.source_lines import SourceLines
from collation.diagnostics import FILE, Diagnostic, Screen, Severity, plural, write_text
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
    grave = [found for found in report.diagnostics if found.severity != Severity.NOTE or report.fails(found)]
    notes = tuple(found for found in report.of(Severity.NOTE) if not report.fails(found))
    parts = [
        write_text(grave, SourceLines(manuscript, project), screen),
        write_text(notes, lambda _: None, screen) if shows_notes else "",
        ("" if shows_notes else _counted(notes)) + _totals(report, manuscript, project, screen),
    ]
    return "\n".join(part for part in parts if part)


def write_failures(report: Report, manuscript: Manuscript, project: Project, *, screen: Screen = FILE) -> str:
    """Write only what makes the run fail, and nothing of a run that is clean: for scripts and hooks."""
    return write_text(report.failures, SourceLines(manuscript, project), screen)


def write_statistics(report: Report, manuscript: Manuscript, project: Project, *, screen: Screen = FILE) -> str:
    """Write how many findings each check has, the most first, then what was run."""
    severities: dict[str, set[str]] = defaultdict(set)
    for found in report.diagnostics:
        severities[found.code].add(found.severity)
    rows = [f"{count:>6} {' and '.join(sorted(severities[code])):<8}{code}\n" for code, count in report.counts.items()]
    return "".join(rows) + ("\n" if rows else "") + _totals(report, manuscript, project, screen)


def _counted(notes: tuple[Diagnostic, ...]) -> str:
    """Notes are many and stop nothing: their counts remind, and `--notes` lists them."""
    counts = Counter(found.code for found in notes)
    listed = ", ".join(f"{count} {code}" for code, count in sorted(counts.items()))
    return f"notes: {listed} (collate check --notes lists them)\n" if notes else ""


def _totals(report: Report, manuscript: Manuscript, project: Project, screen: Screen) -> str:
    errors, warnings = len(report.of(Severity.ERROR)), len(report.of(Severity.WARNING))
    verdict = plural(errors, "error") + (f" and {plural(warnings, 'warning')}" if warnings else "")
    return (
        _skipped(report)
        + _accepted(report, project)
        + _checked(report, measure(report, manuscript), project)
        + (_strict(report) if report.is_strict else "")
        + f"{screen.paint('1;31' if report.failures else '1;32', verdict)}\n"
    )


def _strict(report: Report) -> str:
    """What a strict run still wants."""
    missing = "" if report.is_whole else "; not everything was checked"
    return f"strict: {plural(len(report.failures), 'finding')} to mend or waive{missing}\n"


def _checked(report: Report, coverage: Coverage, project: Project) -> str:
    """How much was checked; what could not be read is not counted as if it had been."""
    more = coverage.unresolved
    missing = f" ({more} more {'is' if more == 1 else 'are'} cited without an entry)" if more else ""
    files = len(project.sections)
    sections = plural(files, "section")
    sections = sections if coverage.sections >= files else f"{coverage.sections} of {sections}"
    broken = f" ({coverage.unreadable} of them cannot be read)" if coverage.unreadable else ""
    verified = (
        "not checked" if coverage.verified is None else f"{coverage.verified} of {plural(coverage.works, 'work')}"
    ) + (f" ({coverage.waived} not, as accepted)" if coverage.waived else "")
    return (
        f"checked: {plural(coverage.citations, 'citation')} of {plural(coverage.works, 'work')}{missing} in "
        f"{sections}, {plural(coverage.entries, 'entry')}{broken}; "
        f"{len(report.ran)} of {plural(len(report.ran) + len(report.skipped), 'check')} run\n"
        f"verified against a source in every field: {verified}\n"
    )


def _skipped(report: Report) -> str:
    """What was not checked, and why: a check that did not run must not be taken for one that found nothing."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for code, reason in report.skipped:
        by_reason[reason].append(code)
    unselected = by_reason.pop("not selected", [])
    listed = "".join(f"not checked ({reason}): {', '.join(codes)}\n" for reason, codes in by_reason.items())
    return listed + (f"not checked (not selected): {plural(len(unselected), 'check')}\n" if unselected else "")


def _accepted(report: Report, project: Project) -> str:
    """What the project accepts is not listed, but never forgotten either."""
    counts = Counter(item.by for item in report.accepted)
    parts = [
        f"{count} by {name}"
        for name, count in (
            (project.waivers, counts["waiver"]),
            (project.baseline, counts["baseline"]),
            ("the setting per-file", counts["per-file"]),
        )
        if count
    ]
    accepted = f"accepted: {', '.join(parts)}\n" if parts else ""
    if not report.gone:
        return accepted
    names = ", ".join(report.gone[:3]) + (f" and {len(report.gone) - 3} more" if len(report.gone) > 3 else "")
    return f"{accepted}no longer found: {names} (collate check --write-baseline takes them from {project.baseline})\n"
