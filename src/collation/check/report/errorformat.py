"""The report for editors: a line for each finding, `path:line:column: severity[check]: message`.

Vim and Emacs read it as they read what a compiler writes: columns are those of a screen (GNU Coding Standards,
"Formatting Error Messages"), on which a Chinese character takes two.
"""

from __future__ import annotations

from collation.check.catalogue import Report
from collation.check.report.places import from_here, screen_column
from collation.check.source_lines import SourceLines
from collation.diagnostics import Diagnostic, visible
from collation.model import Manuscript
from collation.project import Project


def write(report: Report, manuscript: Manuscript, project: Project) -> str:
    """Write the findings, one on a line; what helps follows the message."""
    lines = SourceLines(manuscript, project)
    return "".join(f"{_line(found, lines.of(found.location), project)}\n" for found in report.diagnostics)


def _line(found: Diagnostic, line: str, project: Project) -> str:
    place = found.location
    column = screen_column(line, place.column)
    message = "; ".join(part for part in (found.message, found.help) if part)
    path = from_here(project, place.path)
    return visible(f"{path}:{place.line}:{column}: {found.severity}[{found.code}]: {message}")
