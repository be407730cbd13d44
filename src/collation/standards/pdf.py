"""PDF/A-2a and PDF/UA-1, by page-validation inside this process; the one door to it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from collation.standards.verdict import Finding, Verdict

if TYPE_CHECKING:
    import page

PROFILES = {"2a": "PDF/A-2a (ISO 19005-2)", "ua1": "PDF/UA-1 (ISO 14289-1)"}
"""What a PDF of ours claims to be, by the names that the tool has for it."""


def check(path: Path) -> tuple[Verdict, ...]:
    """Return what both standards say of a PDF.

    Raises:
        OSError: if the file cannot be read.
    """
    data = path.read_bytes()
    with ThreadPoolExecutor(len(PROFILES)) as pool:  # the tool lets other threads run: both in the time of one
        return tuple(pool.map(lambda profile: _verdict(data, profile), PROFILES))


def _verdict(data: bytes, profile: str) -> Verdict:
    import page

    standard = PROFILES[profile]
    tool = f"page-validation {metadata.version('page-validation')}"
    try:
        report = page.validate_pdf_bytes(data, profile=profile)
    except page.ParseError as error:
        return Verdict(standard, tool, (Finding("unreadable", str(error)),))
    except page.PageError as error:  # more than the tool is ready to follow: loops, floods of objects
        return Verdict(standard, tool, unchecked=str(error))
    return Verdict(standard, tool, tuple(_finding(failure) for failure in report.failures))


def _finding(failure: page.ValidationFailure) -> Finding:
    at = failure.object_id
    return Finding(failure.rule_id, failure.message, f"object {at.object_number} {at.generation}" if at else "")
