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
    """
    from collation import store
    from collation.project import replace_file

    manuscript = store.load(project.assembled)
    report, text = inspect(manuscript, project, is_coloured=project.is_coloured(stream))
    stream.write(text)
    plain = text if not project.is_coloured(stream) else inspect(manuscript, project)[1]
    if report.has_errors:
        project.mark_stale()
        return False
    replace_file(project.report, plain.encode())
    return True


def inspect(
    manuscript: Manuscript, project: Project, *, is_coloured: bool = False, shows_notes: bool = False
) -> tuple[Report, str]:
    """Run the checks over a manuscript, and write what they found as a person reads it.

    Args:
        manuscript: what `assemble` made.
        project: for its settings, and for the source lines that the report shows.
        is_coloured: whether to use the colours of a terminal.
        shows_notes: whether to list the notes one by one; else the summary counts them.
    """
    from collation.check import catalogue, summary

    report = catalogue.run(manuscript, ignore=project.ignore, severity=dict(project.severity))
    return report, summary.write(report, manuscript, project, is_coloured=is_coloured, shows_notes=shows_notes)
