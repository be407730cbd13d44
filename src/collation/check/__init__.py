"""The gate: a Manuscript becomes diagnostics, and an error stops the build before anything is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collation.check.catalogue import Report
    from collation.model import Manuscript
    from collation.project import Project


def check(project: Project, stream: TextIO) -> bool:
    """Run the checks over the assembled manuscript, report to a person and to `out/check.txt`.

    Returns:
        Whether the build may go on.  Where it may not, what was rendered before is marked as stale.

    Raises:
        StoreError: if the manuscript has not been assembled.
        UnknownCheckError, IndispensableCheckError: if the settings name no check, or one that must stay.
    """
    from collation import store
    from collation.check import summary
    from collation.project import replace_file

    manuscript = store.load(project.assembled)
    report = inspect(manuscript, project, stream)
    if report.has_errors:
        return False
    replace_file(project.report, summary.write(report, manuscript, project).encode())
    return True


def inspect(manuscript: Manuscript, project: Project, stream: TextIO, *, shows_notes: bool = False) -> Report:
    """Run the checks over a manuscript, and tell a person what they found.

    Where that is an error the outputs of the last good build are renamed, for they no longer show what the sources say.

    Args:
        manuscript: what `assemble` made.
        project: for its settings, its outputs, and the source lines that the report shows.
        stream: where the person reads.
        shows_notes: whether to list the notes one by one; else the summary counts them.
    """
    from collation.check import catalogue, summary
    from collation.diagnostics import Screen, show

    report = catalogue.run(manuscript, ignore=project.ignore, severity=dict(project.severity))
    show(stream, summary.write(report, manuscript, project, screen=Screen.of(stream), shows_notes=shows_notes))
    stale = project.mark_stale() if report.has_errors else ()
    if stale:
        names = ", ".join(path.relative_to(project.root).as_posix() for path in stale)
        show(stream, f"the outputs of the last good build are now {names}\n")
    return report
