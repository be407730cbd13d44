"""The schema of the Citation Style Language 1.0.2, by npm's csl-validator-wasm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from collation.standards import programs
from collation.standards.programs import Places
from collation.standards.verdict import Finding, Verdict

STANDARD = "CSL 1.0.2"
PACKAGE = "csl-validator-wasm"

_FAULT = re.compile(r"^/style\.csl:(\d+):(\d+): error: (.*)$")


def check(path: Path, places: Places) -> tuple[Verdict, ...]:
    """Return what the schema says of a CSL style.

    Raises:
        OSError: if the file cannot be read.
    """
    data = path.read_bytes()
    try:
        folder = programs.package(PACKAGE, places)
        script = Path(__file__).with_suffix(".mjs")
        command: list[str | Path] = [programs.program("node"), script, folder / "csl-validator.mjs"]
        printed = programs.run(command, data, accepted=(0, 1))  # 1 where it finds a fault
        tool = f"{PACKAGE} {programs.version(folder)}"
        return (Verdict(STANDARD, tool, tuple(_findings(printed.decode("utf-8", "replace")))),)
    except programs.UnavailableError as error:
        return (Verdict(STANDARD, PACKAGE, unchecked=str(error)),)


def _findings(printed: str) -> Iterator[Finding]:
    """The faults among what the tool prints, each without what would be right instead."""
    found = False
    for line in printed.splitlines():
        if fault := _FAULT.match(line):
            found = True
            # What is not allowed is written as `http://purl.org/net/xbiblio/csl^citatio` or `^nme`.
            message = re.sub(r"\S*\^", "", fault[3])
            yield Finding("csl", message, f"line {fault[1]}, column {fault[2]}")
    if printed.strip() and not found:
        raise programs.UnavailableError(f"its answer cannot be read: {printed[:200]!r}")
