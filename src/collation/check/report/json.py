"""The report for programs: JSON in a form of our own, which report.schema.json beside this module describes."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from collation.check import baseline
from collation.check.catalogue import FAMILY, Report
from collation.check.report.coverage import measure
from collation.check.source_lines import SourceLines
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript
from collation.project import Project

VERSION = 1
"""Of the form; it grows when a reader of the old one would misread the new."""


def write(report: Report, manuscript: Manuscript, project: Project) -> str:
    """Write everything that is known of a run."""
    lines = SourceLines(manuscript, project)
    everything = [*report.diagnostics, *(item.diagnostic for item in report.accepted)]
    names = baseline.fingerprints((found, lines.of(found.location)) for found in everything)
    shown = [_finding(found, name) for found, name in zip(everything, names, strict=True)]
    accepted = zip(report.accepted, shown[len(report.diagnostics) :], strict=True)
    data = {
        "version": VERSION,
        "tool": {"name": "Collation", "version": version("collation")},
        "summary": {
            "failed": bool(report.failures),
            "strict": report.is_strict,
            "errors": len(report.of(Severity.ERROR)),
            "warnings": len(report.of(Severity.WARNING)),
            "notes": len(report.of(Severity.NOTE)),
            "accepted": len(report.accepted),
            **asdict(measure(report, manuscript)),
        },
        "findings": shown[: len(report.diagnostics)],
        "accepted": [{**finding, "by": item.by, "reason": item.reason} for item, finding in accepted],
        "gone": list(report.gone),
        "counts": dict(report.counts),
        "checks": {
            "ran": list(report.ran),
            "skipped": [{"check": code, "reason": reason} for code, reason in report.skipped],
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _finding(found: Diagnostic, fingerprint: str) -> dict[str, Any]:
    return {
        "check": found.code,
        "family": FAMILY.get(found.code, ""),
        "severity": str(found.severity),
        "path": found.location.path,
        "line": found.location.line,
        "column": found.location.column,
        "length": found.location.length,
        "citekey": found.citekey,
        "message": found.message,
        "help": found.help,
        "fingerprint": fingerprint,
        "fix": _fix(found.fix) if found.fix else None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "message": fix.message,
        "safe": fix.is_safe,
        "encoding": fix.encoding,
        "edits": [{"path": edit.path, "start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits],
    }
