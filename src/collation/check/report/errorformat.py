"""The report for editors: a line for each finding, `path:line:column: severity[check]: message`.

Vim and Emacs read it as they read what a compiler writes.  Columns count characters.
"""

from __future__ import annotations

from collation.check.catalogue import Report
from collation.check.report.places import from_here
from collation.diagnostics import visible
from collation.model import Manuscript
from collation.project import Project


def write(report: Report, manuscript: Manuscript, project: Project) -> str:  # noqa: ARG001 - the form of all
    """Write the findings, one on a line; what helps follows the message."""
    here = from_here(project)
    return "".join(
        f"{visible(here + str(found.location))}: {found.severity}[{found.code}]: "
        f"{visible('; '.join(part for part in (found.message, found.help) if part))}\n"
        for found in report.diagnostics
    )
