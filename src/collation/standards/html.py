"""The HTML standard, by the Nu Html Checker; it comes with npm's vnu-jar and needs Java."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from collation.standards import programs
from collation.standards.programs import Places
from collation.standards.verdict import Finding, Verdict

STANDARD = "HTML (WHATWG)"
PACKAGE = "vnu-jar"


UNKNOWN_TO_THE_CHECKER = (
    ("CSS: “container-type”: Property “container-type” doesn't exist.", ""),
    ("CSS: “max-width”: Unknown dimension.", "cqi"),
)
"""Messages, each with what must stand in the text that they are about, that are no faults of a page.

The checker's list of CSS is older than container queries (CSS Containment Module Level 3, since 2023 in all browsers).
A test asks Chromium whether it knows each of them.
"""


def check(path: Path, places: Places) -> tuple[Verdict, ...]:
    """Return what the standard says of a page.

    Raises:
        OSError: if the file cannot be read.
    """
    data = path.read_bytes()
    try:
        folder = programs.package(PACKAGE, places)
        jar = folder / "build" / "dist" / "vnu.jar"
        printed = programs.run_java(jar, "--format", "json", "--stdout", "--exit-zero-always", "-", data=data)
        messages = programs.answer(printed)["messages"]
        return (Verdict(STANDARD, f"{PACKAGE} {programs.version(folder)}", tuple(_findings(messages))),)
    except programs.UnavailableError as error:
        return (Verdict(STANDARD, PACKAGE, unchecked=str(error)),)


def _findings(messages: list[dict[str, Any]]) -> Iterator[Finding]:
    """The errors among what the checker says; the rest is advice.

    Raises:
        UnavailableError: if it could not read the page, or failed.
    """
    for message in messages:
        text = message["message"]
        if message["type"] == "non-document-error":
            raise programs.UnavailableError(text)
        if message["type"] == "error" and not _is_unknown(message):
            line, column = message.get("lastLine"), message.get("firstColumn") or message.get("lastColumn")
            yield Finding("html", text, f"line {line}, column {column}" if line else "")


def _is_unknown(message: dict[str, Any]) -> bool:
    return any(
        message["message"] == text and about in message.get("extract", "") for text, about in UNKNOWN_TO_THE_CHECKER
    )
