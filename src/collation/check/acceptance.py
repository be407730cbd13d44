"""What a project accepts: its waivers and its baseline, laid over what the checks found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from collation.check import baseline, catalogue
from collation.check.baseline import Known
from collation.check.catalogue import INDISPENSABLE, Accepted, IndispensableCheckError, Report, UnknownCheckError
from collation.check.source_lines import SourceLines
from collation.check.waivers import unmatched_pattern, unused_waiver, waiver_file
from collation.check.waivers.waiver_file import Waiver, WaiverError
from collation.diagnostics import Diagnostic, Severity, sort
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
    _refuse_names(project)
    report = catalogue.run(
        manuscript,
        select=select or project.select,
        ignore=(*project.ignore, *ignore),
        severity=dict(project.severity),
        per_file=project.per_file,
    )
    if unmatched_pattern.CODE in report.ran:
        idle = _with_own_severity(unmatched_pattern.CODE, unmatched_pattern.unmatched(project), project)
        report = replace(report, diagnostics=sort((*report.diagnostics, *idle)))
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


def _refuse_names(project: Project) -> None:
    """Refuse a setting that names no check, or one that must stay, at the place where it stands.

    Raises:
        UnknownCheckError, IndispensableCheckError: with the file, the line and the setting.
    """
    lowered = [name for name, severity in project.severity if severity != Severity.ERROR]
    raised = [name for name, severity in project.severity if severity == Severity.ERROR]
    accepted = [name for _, names in project.per_file for name in names]
    for setting, names, meant in (
        ("select", project.select, catalogue.members),
        ("ignore", project.ignore, catalogue.dispensable),
        ("severity", lowered, catalogue.dispensable),
        ("severity", raised, catalogue.members),
        ("per-file", accepted, catalogue.dispensable),
    ):
        for name in names:
            try:
                meant(name)
            except (UnknownCheckError, IndispensableCheckError) as error:
                place = project.place(setting, name)
                raise type(error)(f"{place.path}:{place.line}: the setting {setting}: {error}") from error


def _with_own_severity(code: str, found: Iterable[Diagnostic], project: Project) -> list[Diagnostic]:
    """Return findings that no check of the catalogue yields by itself, as the project's settings grade them."""
    own = catalogue.severities(dict(project.severity)).get(code)
    return [item.with_severity(own) if own else item for item in found]


def carry_over(before: Manuscript, after: Manuscript, project: Project) -> bytes:
    """Return the baseline with what it accepted before the citations were rewritten.

    Entries in another order may have a finding at another place, such as at the other of two that are alike: where a
    check finds in all no more than was accepted, that is what it found before.

    Raises:
        BaselineError: if the baseline cannot be read.
    """
    accepted, reported = _known(before, project)
    accepted_now, reported_now = _known(after, project)
    return baseline.exchanged(project, accepted - accepted_now, reported_now - reported)


def _known(manuscript: Manuscript, project: Project) -> tuple[Counter[Known], Counter[Known]]:
    """Return what the baseline accepts of a manuscript's findings, and what is left of those that it may accept."""
    report = examine(manuscript, project)
    lines = SourceLines(manuscript, project)
    accepted = (item.diagnostic for item in report.accepted if item.by == "baseline")
    left = (found for found in report.diagnostics if found.code not in baseline.NEVER)
    first, second = (
        Counter(baseline.known(found, lines.of(found.location)) for found in findings) for findings in (accepted, left)
    )
    return first, second


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
        idle = unused_waiver.unused(item for item in waivers if item not in used and item.check in report.ran)
        kept.extend(_with_own_severity(unused_waiver.CODE, idle, project))
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
    gone = [(item, count) for item, count in sorted(left.items()) if count and item.check in report.ran]
    return replace(
        report,
        diagnostics=tuple(kept),
        accepted=(*report.accepted, *accepted),
        gone=tuple(f"{item}, {count} times" if count > 1 else str(item) for item, count in gone),
    )
