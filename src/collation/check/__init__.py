"""The gate: a Manuscript becomes diagnostics, and an error stops the build before anything is rendered."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pathlib import Path

    from collation.check.catalogue import Report
    from collation.model import Manuscript
    from collation.project import Project


def check(project: Project, stream: TextIO) -> bool:
    """Run the checks over the assembled manuscript, report to a person and to `out/`, as text and for programs.

    Returns:
        Whether the build may go on.  Where it may not, what was rendered before is marked as stale.

    Raises:
        StoreError: if the manuscript has not been assembled.
        UnknownCheckError, IndispensableCheckError: if the settings name no check, or one that must stay.
        WaiverError, BaselineError: if one of these files is not what it must be.
    """
    from collation import store
    from collation.check.report import json, text
    from collation.project import replace_files

    manuscript = store.load(project.assembled)
    report = inspect(manuscript, project, stream)
    if report.has_errors:
        return False
    forms = {project.report: text, project.checked: json}
    replace_files({path: form.write(report, manuscript, project).encode() for path, form in forms.items()})
    return True


@dataclass(frozen=True)
class Look:
    """How a person wants to see a report.

    Attributes:
        form: of `collation.check.report.REPORT_FORMATS`, what is written to the stream.
        shows_notes: whether the text lists the notes one by one; else it counts them.
        shows_statistics: whether the text counts the findings of each check in place of listing them.
        is_quiet: whether the text has only what makes the run fail.
        files: reports that are written to files besides, each in its form.
    """

    form: str = "text"
    shows_notes: bool = False
    shows_statistics: bool = False
    is_quiet: bool = False
    files: tuple[tuple[str, Path], ...] = ()


def inspect(
    manuscript: Manuscript,
    project: Project,
    stream: TextIO,
    look: Look | None = None,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    is_strict: bool = False,
) -> Report:
    """Run the checks over a manuscript, and tell a person what they found.

    Where that is an error the outputs of the last good build are renamed, for they no longer show what the sources say.

    Args:
        manuscript: what `assemble` made.
        project: for its settings, what it accepts, its outputs, and the source lines that the report shows.
        stream: where the person reads.
        look: how the report is written, and where to besides.
        select: names of checks or families to run in place of those of the settings.
        ignore: names to ignore besides those of the settings.
        is_strict: whether warnings make the run fail, and the baseline is left aside.
    """
    from collation.check import report as reports
    from collation.check.acceptance import examine
    from collation.diagnostics import show
    from collation.project import replace_file

    look = look or Look()
    report = examine(manuscript, project, select=select, ignore=ignore, is_strict=is_strict)
    if look.form in reports.IN_UTF8 and isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8")
    try:
        show(stream, _shown(report, manuscript, project, stream, look))
    finally:  # even where nobody can be told: what is outdated must not be taken for current
        # A stricter look than the build's says nothing of what the build has made.
        stale = project.mark_stale() if report.has_errors and not is_strict else ()
    if stale:
        names = ", ".join(path.relative_to(project.root).as_posix() for path in stale)
        show(stream if look.form == "text" else sys.stderr, f"the outputs of the last good build are now {names}\n")
    for form, path in look.files:
        replace_file(path, reports.write(form, report, manuscript, project).encode("utf-8", "replace"))
    return report


def _shown(report: Report, manuscript: Manuscript, project: Project, stream: TextIO, look: Look) -> str:
    """Return a report as the stream is given it."""
    from collation.check import report as reports
    from collation.check.report import text
    from collation.diagnostics import Screen

    if look.form != "text":
        return reports.write(look.form, report, manuscript, project)
    screen = Screen.of(stream)
    if look.is_quiet:
        return text.write_failures(report, manuscript, project, screen=screen)
    if look.shows_statistics:
        return text.write_statistics(report, manuscript, project, screen=screen)
    return text.write(report, manuscript, project, screen=screen, shows_notes=look.shows_notes)
