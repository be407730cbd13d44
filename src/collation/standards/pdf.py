"""PDF/A-2a and PDF/UA-1, by page-validation inside this process; the one door to it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from collation.standards.verdict import Finding, Verdict

if TYPE_CHECKING:
    import page

PROFILES = {"2a": "PDF/A-2a (ISO 19005-2)", "ua1": "PDF/UA-1 (ISO 14289-1)"}
"""What a PDF of ours claims to be, by the names that the tool has for it."""


_LENGTH = "PDFA2A-STREAM-LENGTH-001"
_STREAM = re.compile(rb"stream\r?\n")
_STATED = re.compile(rb"/Length (\d{1,12})(?!\d| \d+ R)")
_END = b"\nendstream"


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
    faults = [failure for failure in report.failures if not _is_length_right(data, failure)]
    return Verdict(standard, tool, tuple(map(_finding, faults)))


def _is_length_right(data: bytes, failure: page.ValidationFailure) -> bool:
    """Whether a stream has the length that it says, though the tool denies it.

    The standard counts the bytes up to the end of the line before `endstream` (ISO 19005-2, 6.1.7.1).  Where the last
    byte is by chance a carriage return, in one of 256 streams, the tool takes it and the line feed behind it for one
    end of a line, and finds a byte too few.
    """
    at = failure.object_id
    if failure.rule_id != _LENGTH or at is None:
        return False
    heads = list(re.finditer(rb"(?<!\d)%d %d obj\b" % (at.object_number, at.generation), data))
    start = _STREAM.search(data, heads[-1].end()) if heads else None
    if not start:
        return False
    stated = _STATED.search(data, heads[-1].end(), start.end())
    end = start.end() + int(stated[1]) if stated else 0
    return data[max(end - 1, 0) : end + len(_END)] == b"\r" + _END


def _finding(failure: page.ValidationFailure) -> Finding:
    at = failure.object_id
    return Finding(failure.rule_id, failure.message, f"object {at.object_number} {at.generation}" if at else "")
