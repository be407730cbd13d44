"""A report in the forms that people and programs read: one module each, `write(report, manuscript, project)`."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collation.check.catalogue import Report
    from collation.model import Manuscript
    from collation.project import Project

REPORT_FORMATS = ("text", "json", "sarif", "github", "junit", "errorformat")
"""The forms, by the names of their modules."""

IN_UTF8 = frozenset(REPORT_FORMATS) - {"text", "errorformat"}
"""Those that are UTF-8 wherever they are written; the others are read where they are printed, in that encoding."""


_FORMS = (
    r"(?s)\s*",
    r'(?s)\{.*"name": "Collation".*',
    r'(?s)(?:<\?xml[^>]*>\s*)?<testsuites name="collate check".*',
    r"(?:::(?:error|warning|notice) file=.*\n)+",
    r"(?:.+:\d+:\d+: (?:error|warning|note)\[[a-z0-9-]+\]: .*\n)+",
    r"(?s).*^verified against a source in every field: .*^\d+ errors?(?: and \d+ warnings?)?\n",
)


def is_report(text: str) -> bool:
    """Whether a text is a report of an earlier run, in any form; that of a clean run may be empty."""
    return any(re.fullmatch(form, text, re.MULTILINE) for form in _FORMS)


def write(form: str, report: Report, manuscript: Manuscript, project: Project) -> str:
    """Return a report in one of the `REPORT_FORMATS`, as a file or a program is given it."""
    written: str = import_module(f"collation.check.report.{form}").write(report, manuscript, project)
    return written
