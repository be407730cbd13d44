"""The DTDs of JATS Publishing 1.3 (ANSI/NISO Z39.96-2021), by libxml2; they come with npm's @jats4r/dtds."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from collation import xml
from collation.standards import programs
from collation.standards.programs import Places
from collation.standards.verdict import Finding, Verdict

STANDARD = "JATS Publishing 1.3 (ANSI/NISO Z39.96-2021)"
PACKAGE = "@jats4r/dtds"

_NEWEST = "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD with MathML3 v1.3 20210610//EN"
_DTDS = {
    "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.3 20210610//EN": "JATS-journalpublishing1-3.dtd",
    _NEWEST: "JATS-journalpublishing1-3-mathml3.dtd",
}
"""The public identifiers of the tag set and their files; the two differ in the version of MathML."""


def check(path: Path, places: Places) -> tuple[Verdict, ...]:
    """Return what the DTD that a JATS file names says of it; one that names none of ours has that fault besides.

    Raises:
        OSError: if the file cannot be read.
    """
    data = path.read_bytes()
    try:
        folder = programs.package(PACKAGE, places)
        libxml2 = ".".join(map(str, xml.etree().LIBXML_VERSION))
        tool = f"{PACKAGE} {programs.version(folder)} by libxml2 {libxml2}"
        return (Verdict(STANDARD, tool, _findings(data, folder)),)
    except programs.UnavailableError as error:
        return (Verdict(STANDARD, PACKAGE, unchecked=str(error)),)


def _findings(data: bytes, folder: Path) -> tuple[Finding, ...]:
    try:
        tree = xml.parse(data).getroottree()
    except xml.MarkupError as error:
        return (Finding("xml", str(error)),)
    named = tree.docinfo.public_id or ""
    findings = []
    if named not in _DTDS:
        message = f"its DOCTYPE names {named or 'no public identifier'}, not JATS Publishing 1.3"
        findings.append(Finding("doctype", message))
    # The DTD is ours, not what the file names: that may lie anywhere.
    dtd = _dtd(folder / "schema" / "1.3" / _DTDS.get(named, _DTDS[_NEWEST]))
    if not dtd.validate(tree):
        findings += [Finding(entry.type_name, entry.message, f"line {entry.line}") for entry in dtd.error_log]
    return tuple(findings)


@cache
def _dtd(path: Path) -> Any:
    """The DTD, without what it said of another file.

    Raises:
        UnavailableError: if it cannot be read.
    """
    try:
        return xml.etree().DTD(str(path))
    except xml.etree().DTDParseError as error:
        raise programs.UnavailableError(f"{path.name} cannot be read: {error}") from error
