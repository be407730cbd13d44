"""The report as SARIF 2.1.0 (OASIS), for code scanning and for viewers of static analysis."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from collation.check import baseline, catalogue
from collation.check.catalogue import FAMILY, Report
from collation.check.explain import ExampleFile, Explanation, explain
from collation.check.report.places import end_column, from_repository, lines, utf16_column
from collation.check.source_lines import SourceLines
from collation.diagnostics import Diagnostic, Edit, Fix, Lines
from collation.model import Manuscript
from collation.project import Project

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(report: Report, manuscript: Manuscript, project: Project) -> str:
    """Write one run: a rule for each check that ran, a result for each finding; accepted ones are suppressed."""
    rules = {code: index for index, code in enumerate(report.ran)}
    source_lines = SourceLines(manuscript, project)
    accepted: list[tuple[Diagnostic, str]] = [
        (item.diagnostic, f"{item.by}: {item.reason}") for item in report.accepted
    ]
    everything = [*((found, "") for found in report.diagnostics), *accepted]
    names = baseline.fingerprints((found, source_lines.of(found.location)) for found, _ in everything)
    results = []
    for (found, justification), name in zip(everything, names, strict=True):
        result = _result(found, source_lines.of(found.location), manuscript, project)
        if found.code in rules:
            result["ruleIndex"] = rules[found.code]
        result["partialFingerprints"] = {"collation/v1": name}
        if justification:
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": justification}]
        results.append(result)
    driver = {
        "name": "Collation",
        "version": version("collation"),
        "rules": [_rule(explain(catalogue.find(code))) for code in report.ran],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",  # what viewers count that do not ask
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _unchecked(report)}],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _unchecked(report: Report) -> list[dict[str, Any]]:
    """A check that did not run must not be taken for one that found nothing."""
    return [
        {
            "level": "warning" if code in report.unreadable else "note",
            "message": {"text": f"{code} did not run: {reason}"},
        }
        for code, reason in report.skipped
    ]


def _rule(item: Explanation) -> dict[str, Any]:
    passages = [part for part in (item.why, item.basis and f"Basis: {item.basis}") if part]
    return {
        "id": item.code,
        "name": "".join(word.capitalize() for word in item.code.split("-")),
        "shortDescription": {"text": item.summary},
        "fullDescription": {"text": item.why},
        "help": {
            "text": "\n\n".join((*passages, f"Fails:\n{_plain(item.fails)}", f"Passes:\n{_plain(item.passes)}")),
            "markdown": "\n\n".join(
                (*passages, f"Fails:\n\n{_fenced(item.fails)}", f"Passes:\n\n{_fenced(item.passes)}")
            ),
        },
        "defaultConfiguration": {"level": str(item.severity)},
        "properties": {"tags": [FAMILY[item.code]]},
    }


def _plain(example: tuple[ExampleFile, ...]) -> str:
    return "\n".join(f"{file.path}{file.note}\n{file.text or ''}".rstrip("\n") for file in example)


def _fenced(example: tuple[ExampleFile, ...]) -> str:
    return "\n\n".join(
        f"`{file.path}`{file.note}" + (f"\n\n```\n{file.text}```" if file.text else "") for file in example
    )


def _result(found: Diagnostic, line: str, manuscript: Manuscript, project: Project) -> dict[str, Any]:
    message = "\n".join(part for part in (found.message, found.help and f"help: {found.help}") if part)
    region = {
        "startLine": found.location.line,
        "startColumn": utf16_column(line, found.location.column),
        "endLine": found.location.line,
        "endColumn": utf16_column(line, end_column(found)),
    }
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(found.location.path, project), "region": region}
    }
    if found.citekey:
        location["logicalLocations"] = [{"name": found.citekey, "kind": "element"}]
    result: dict[str, Any] = {
        "ruleId": found.code,
        "level": str(found.severity),
        "message": {"text": message},
        "locations": [location],
    }
    fix = _fix(found.fix, manuscript, project) if found.fix else None
    if fix:
        result["fixes"] = [fix]
    return result


def _artifact(path: str, project: Project) -> dict[str, str]:
    """Return where a file is: in the repository, or where it is not, on this machine."""
    seen = from_repository(project, path)
    uri = quote(seen.encode("utf-8", "surrogatepass"))
    return {"uri": f"file://{uri}"} if seen.startswith("/") else {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _fix(fix: Fix, manuscript: Manuscript, project: Project) -> dict[str, Any] | None:
    """Return a fix, or None where SARIF has no words for it: a whole file that is to be saved in another encoding."""
    changes = []
    for path in dict.fromkeys(edit.path for edit in fix.edits):
        places = lines(manuscript, path)
        if places is None:
            return None
        replacements = [
            {"deletedRegion": _region(edit, places), "insertedContent": {"text": edit.text}}
            for edit in fix.edits
            if edit.path == path
        ]
        changes.append({"artifactLocation": _artifact(path, project), "replacements": replacements})
    if not changes:
        return None
    return {"description": {"text": fix.message}, "artifactChanges": changes, "properties": {"isSafe": fix.is_safe}}


def _region(edit: Edit, places: Lines) -> dict[str, int]:
    """Return the stretch that an edit replaces; a byte order mark is no character and is counted in bytes."""
    if edit.start < 0:
        return {"byteOffset": 0, "byteLength": 3}
    start, end = (places.location(offset) for offset in (edit.start, edit.end))
    first, last = (
        utf16_column(places.text[offset - place.column + 1 : offset], place.column)
        for offset, place in ((edit.start, start), (edit.end, end))
    )
    return {"startLine": start.line, "startColumn": first, "endLine": end.line, "endColumn": last}
