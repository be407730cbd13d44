"""The report for GitHub Actions: a workflow command for each finding, which GitHub shows beside the line.

`::error file=…,line=…,col=…,endColumn=…,title=…::message`; in the message `%`, carriage returns and line feeds are
escaped, in a property also `:` and `,` (the runner's own rule for workflow commands).
"""

from __future__ import annotations

from collation.check.catalogue import Report
from collation.check.report.places import end_column, from_repository
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript
from collation.project import Project

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_ESCAPES = str.maketrans(_DATA)
_PROPERTY_ESCAPES = str.maketrans({**_DATA, ":": "%3A", ",": "%2C"})
# No runner ends a line at these, but what reads its log may.
_OTHER_ENDS = str.maketrans(dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def write(report: Report, manuscript: Manuscript, project: Project) -> str:  # noqa: ARG001 - the form of all
    """Write the findings, one on a line."""
    return "".join(f"{_command(found, project)}\n" for found in report.diagnostics)


def _command(found: Diagnostic, project: Project) -> str:
    place = found.location
    properties = {
        "file": from_repository(project, place.path),
        "line": place.line,
        "col": place.column,
        "endColumn": end_column(found),
        "title": found.code,
    }
    listed = ",".join(f"{name}={str(value).translate(_PROPERTY_ESCAPES)}" for name, value in properties.items())
    message = "\n".join(part for part in (found.message, found.help and f"help: {found.help}") if part)
    return f"::{_COMMANDS[found.severity]} {listed}::{message.translate(_ESCAPES)}".translate(_OTHER_ENDS)
