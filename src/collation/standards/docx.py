"""The schemas of Office Open XML and what Word asks beyond them, by openxml-audit inside this process; its one door."""

from __future__ import annotations

import zipfile
import zlib
from importlib import metadata
from pathlib import Path

from collation import limits
from collation.standards.verdict import Finding, Verdict

STANDARD = "Office Open XML (ECMA-376), as Word 2019 reads it"


def check(path: Path) -> tuple[Verdict, ...]:
    """Return what the standard says of a Word document.

    Raises:
        OSError: if the file cannot be read.
    """
    tool = f"openxml-audit {metadata.version('openxml-audit')}"
    if faults := _faults_of_package(path):
        return (Verdict(STANDARD, tool, faults),)
    from openxml_audit import OpenXmlValidator, ValidationSeverity

    found = OpenXmlValidator().validate(path)
    findings = tuple(
        Finding(error.id or error.error_type.value, error.description, f"{error.part_uri} {error.path}".strip())
        for error in found.errors
        if error.severity is ValidationSeverity.ERROR
    )
    return (Verdict(STANDARD, tool, findings),)


def _faults_of_package(path: Path) -> tuple[Finding, ...]:
    """Return why a file is no ZIP package that can be read as a whole (ISO/IEC 29500-2)."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > limits.FILE:
                return (Finding("package", f"its parts have more than {limits.FILE >> 20} MB"),)
            if broken := archive.testzip():
                return (Finding("package", "its checksum differs", broken),)
    except zipfile.BadZipFile as error:
        return (Finding("package", f"is no ZIP archive: {error}"),)
    # a method of compression that Python does not know, a password, data that end too soon
    except (NotImplementedError, RuntimeError, EOFError, zlib.error, ValueError) as error:
        return (Finding("package", f"cannot be unpacked: {error}"),)
    return ()
