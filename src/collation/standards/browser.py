"""Pages as a real Chromium shows them: on a phone, on a desk and on paper, after their styles and their scripts.

Needs npm's playwright-core, Node.js and Chromium.  A word counts as seen where the picture of the page changes when the
word is taken away; docs/decisions/0013-standards.md says what this does not see.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final

from collation.standards import programs
from collation.standards.programs import Places

PACKAGE = "playwright-core"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")

WIDTHS: Final[Mapping[str, int]] = {"on a phone": 375, "on a desk": 1280}
"""Pixels that a page is given, by where it is read."""
SCHEMES: Final = ("light", "dark")
LIMIT: Final = 600.0
"""Seconds that all looks may take; a review of five pages needs some ten."""
_PAPER: Final = 610  # pixels of A4 between the margins of our style for print

LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    **{
        f"{where} in {'the ' * (scheme == 'dark')}{scheme}": {"width": width, "scheme": scheme, "media": "screen"}
        for (where, width), scheme in product(WIDTHS.items(), SCHEMES)
    },
    "on paper": {"width": _PAPER, "scheme": "light", "media": "print"},
}
"""How a page is looked at, by words that say so."""


@dataclass(frozen=True)
class Hidden:
    """Text of a page that is not to be seen.

    Attributes:
        text: its characters.
        why: in words: `covered`, `of no size`.
        anchor: the nearest identifier around it, "" for none.
    """

    text: str
    why: str
    anchor: str = ""


@dataclass(frozen=True)
class Look:
    """A page in one look: what is to be seen of its markup, with what its styles put in, and what of it is hidden."""

    name: str
    page: str
    markup: bytes
    hidden: tuple[Hidden, ...]


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


def look_at(
    pages: Mapping[str, Path], looks: Mapping[str, Mapping[str, Any]], places: Places
) -> tuple[str, tuple[Look, ...]]:
    """Return which Chromium was asked, and every page in every look once it has loaded.

    Args:
        pages: by name.
        looks: some of `LOOKS`.
        places: where packages of npm are looked for.

    Raises:
        UnavailableError: if something that it needs is not installed, or fails.
    """
    names = {path.absolute().as_uri(): name for name, path in pages.items()}
    question = {
        "sandbox": has_sandbox(),
        "pages": list(names),
        "looks": [{"name": name, **look} for name, look in looks.items()],
    }
    script = Path(__file__).with_name("shown.mjs")
    found = programs.answer(programs.run(command(script, places), json.dumps(question).encode(), limit=LIMIT))
    try:
        shown = tuple(
            Look(
                answer["look"],
                names[answer["page"]],
                answer["markup"].encode("utf-8", "replace"),
                tuple(Hidden(**hidden) for hidden in answer["hidden"]),
            )
            for answer in found["answers"]
        )
        return f"Chromium {found['version']}", shown
    except (KeyError, TypeError, AttributeError) as error:
        raise programs.UnavailableError(f"its answer is not what was asked for: {error}") from error
