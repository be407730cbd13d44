"""What a project accepts: its waivers and its baseline, laid over what the checks found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from collation.check import baseline, catalogue
from collation.check.catalogue import INDISPENSABLE, Accepted, Report, UnknownCheckError
from collation.check.source_lines import SourceLines
from collation.check.waivers import unused_waiver, waiver_file
from collation.check.waivers.waiver_file import Waiver, WaiverError
from collation.diagnostics import Diagnostic, sort
from collation.model import Manuscript
from collation.project import Project


def examine(
    manuscript: Manuscript,
    project: Project,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    is_strict: bool = False,
    uses_baseline: bool = True,
) -> Report:
    """Run the checks as the project's settings say, and set apart what it accepts.

    A strict run, the last before a submission, leaves the baseline aside: what is in it was never looked at.

    Args:
        manuscript: what `assemble` made.
        project: for its settings, its waivers and its baseline.
        select: names of checks or families to run in place of those of the settings.
        ignore: names to ignore besides those of the settings.
        is_strict: whether warnings make the run fail too.
        uses_baseline: whether findings that are in the baseline are accepted.

    Raises:
        UnknownCheckError, IndispensableCheckError: if a setting names no check, or one that must stay.
        WaiverError, BaselineError: if one of the files is not what it must be.
    """
    report = catalogue.run(
        manuscript,
        select=select or project.select,
        ignore=(*project.ignore, *ignore),
        severity=dict(project.severity),
        per_file=project.per_file,
    )
    lines = SourceLines(manuscript, project)
    report = _waive(report, _waivers(project), lines, project)
    if uses_baseline and not is_strict:
        report = _forgive(report, lines, project)
    return replace(report, is_strict=is_strict)


def write_baseline(report: Report, manuscript: Manuscript, project: Project) -> int:
    """Write what a run found, and no baseline accepted, to the project's baseline.

    Returns:
        How many findings it accepts now.
    """
    lines = SourceLines(manuscript, project)
    findings = [(found, lines.of(found.location)) for found in report.diagnostics]
    return baseline.write(project, findings, report.ran)


def _waivers(project: Project) -> tuple[Waiver, ...]:
    """Return the waivers, each of a check that there is and that can be waived."""
    waivers = waiver_file.read(project)
    for waiver in waivers:
        place = f"{waiver.location.path}:{waiver.location.line}"
        try:
            catalogue.find(waiver.check)
        except UnknownCheckError as error:
            raise WaiverError(f"{place}: {error}") from error
        if waiver.check in INDISPENSABLE:
            raise WaiverError(f"{place}: {waiver.check} cannot be waived, for what it finds cannot be printed")
        if waiver.check == unused_waiver.CODE:
            raise WaiverError(f"{place}: {waiver.check} cannot be waived; remove the waiver that is not used")
    return waivers


def _waive(report: Report, waivers: tuple[Waiver, ...], lines: SourceLines, project: Project) -> Report:
    if not waivers:
        return report
    by_subject: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in waivers:
        by_subject.setdefault((waiver.check, waiver.citekey), []).append(waiver)
    kept: list[Diagnostic] = []
    accepted: list[Accepted] = []
    used: set[Waiver] = set()
    for found in report.diagnostics:
        candidates = [waiver for citekey in {found.citekey, ""} for waiver in by_subject.get((found.code, citekey), ())]
        line = lines.of(found.location) if candidates else ""
        matching = [waiver for waiver in candidates if waiver.accepts(found, line)]
        used.update(matching)
        if matching:
            reason = min(matching, key=lambda waiver: waiver.location).reason
            accepted.append(Accepted(found, "waiver", reason))
        else:
            kept.append(found)
    if unused_waiver.CODE in report.ran:
        own = catalogue.severities(dict(project.severity)).get(unused_waiver.CODE)
        idle = unused_waiver.unused(item for item in waivers if item not in used and item.check in report.ran)
        kept.extend(found.with_severity(own) if own else found for found in idle)
    return replace(report, diagnostics=sort(kept), accepted=(*report.accepted, *accepted))


def _forgive(report: Report, lines: SourceLines, project: Project) -> Report:
    left = Counter(baseline.read(project))
    if not left:
        return report
    kept: list[Diagnostic] = []
    accepted: list[Accepted] = []
    for found in report.diagnostics:
        item = baseline.known(found, lines.of(found.location))
        if left[item] > 0 and found.code not in baseline.NEVER:
            left[item] -= 1
            accepted.append(Accepted(found, "baseline", f"in {project.baseline}"))
        else:
            kept.append(found)
    gone = [item for item, count in sorted(left.items()) if item.check in report.ran for _ in range(count)]
    return replace(
        report,
        diagnostics=tuple(kept),
        accepted=(*report.accepted, *accepted),
        gone=tuple(map(str, gone)),
    )
