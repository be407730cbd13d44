"""A page as a real Chromium shows it: after its styles and its scripts, without what they hide.

Needs npm's playwright-core, Node.js and Chromium.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from collation.standards import programs
from collation.standards.programs import Places

PACKAGE = "playwright-core"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
_DESK = 1280  # pixels


def command(script: Path, places: Places, *arguments: str | Path) -> list[str | Path]:
    """Return how a script that drives Chromium is started; `arguments` stand before the program of Chromium.

    Raises:
        UnavailableError: if something that it needs is not installed.
    """
    driver = programs.package(PACKAGE, places)
    return [programs.program("node"), script, driver, *arguments, programs.program(*_BROWSERS)]


def has_sandbox() -> bool:
    """Whether Chromium can shut its pages in: not where root runs it."""
    return not (hasattr(os, "geteuid") and os.geteuid() == 0)


def shown(path: Path, places: Places) -> bytes:
    """Return the markup of a page once it has loaded, without the elements that are not to be seen.

    Args:
        path: the page.
        places: where packages of npm are looked for.

    Raises:
        UnavailableError: if something that it needs is not installed, or fails.
        OSError: if the file cannot be read.
    """
    with path.open("rb"):
        question = {"sandbox": has_sandbox(), "page": path.absolute().as_uri(), "width": _DESK}
        script = Path(__file__).with_name("shown.mjs")
        return programs.run(command(script, places), json.dumps(question).encode())
