"""The report as JUnit's XML: a test case for each check, so that any CI shows what ran, was skipped, and failed."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree import ElementTree as ET

from collation.check.catalogue import Accepted, Report
from collation.check.families import FAMILIES
from collation.diagnostics import Diagnostic, plural, visible
from collation.model import Manuscript
from collation.project import Project

# XML 1.0, production 2: these characters no document can have, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report, manuscript: Manuscript, project: Project) -> str:  # noqa: ARG001 - the form of all
    """Write a suite for each family; a finding that does not make the run fail stands in the case's output."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for item in report.diagnostics:
        found[item.code].append(item)
    accepted: dict[str, list[Accepted]] = defaultdict(list)
    for one in report.accepted:
        accepted[one.diagnostic.code].append(one)
    skipped = dict(report.skipped)
    root = ET.Element("testsuites", name="collate check")
    for family, checks in FAMILIES.items():
        suite = ET.SubElement(root, "testsuite", name=family)
        for check in checks:
            case = ET.SubElement(suite, "testcase", classname=f"collation.{family}", name=check.CODE)
            if check.CODE in skipped:
                ET.SubElement(case, "skipped", message=_text(skipped[check.CODE]))
                continue
            _fill(case, found[check.CODE], accepted[check.CODE], report)
        _count(suite, suite)
    _count(root, root)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _fill(case: ET.Element, found: list[Diagnostic], accepted: list[Accepted], report: Report) -> None:
    failures = [item for item in found if report.fails(item)]
    if failures:
        count = plural(len(failures), "finding")
        failure = ET.SubElement(case, "failure", message=count, type=failures[0].severity)
        failure.text = _text("\n".join(map(_line, failures)))
    others = [_line(item) for item in found if not report.fails(item)]
    others.extend(f"{_line(item.diagnostic)} (accepted: {visible(item.reason)})" for item in accepted)
    if others:
        ET.SubElement(case, "system-out").text = _text("\n".join(others))


def _line(found: Diagnostic) -> str:
    help = f" ({found.help})" if found.help else ""
    return visible(f"{found.location}: {found.severity}: {found.message}{help}")


def _count(element: ET.Element, within: ET.Element) -> None:
    element.set("tests", str(len(within.findall(".//testcase"))))
    element.set("failures", str(len(within.findall(".//failure"))))
    element.set("errors", "0")
    element.set("skipped", str(len(within.findall(".//skipped"))))


def _text(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
