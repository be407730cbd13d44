"""The accessibility of pages, by axe in a real Chromium: on a phone and on a desk, in light and in dark.

Needs npm's axe-core and playwright-core, Node.js and Chromium.  Of what axe finds the two gravest degrees count:
serious and critical.  What it cannot decide by itself, such as the contrast of text over pictures, is not among that.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from collation import limits
from collation.standards import browser, programs
from collation.standards.programs import Places
from collation.standards.verdict import Finding, Verdict

STANDARD = "WCAG 2.2, level AA, as far as axe can tell"
PACKAGE = "axe-core"
WIDTHS = (375, 1280)
"""Pixels of a phone and of a desk."""
SCHEMES = ("light", "dark")

_GRAVE = ("serious", "critical")


def check(path: Path, places: Places) -> tuple[Verdict, ...]:
    """Return what axe says of a page.

    Raises:
        OSError: if the file cannot be read.
    """
    with path.open("rb"):
        return (_verdict({path.absolute().as_uri(): ""}, places),)


def check_epub(path: Path, places: Places) -> tuple[Verdict, ...]:
    """Return what axe says of the content documents of an EPUB.

    Raises:
        OSError: if the file cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="collation-") as scratch:
        try:
            pages = _unpack(path, Path(scratch).resolve())
        # no archive, a method of compression that Python does not know, a password, data that end too soon
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, ValueError) as error:
            return (Verdict(STANDARD, PACKAGE, unchecked=f"it cannot be unpacked: {error}"),)
        if not pages:
            return (Verdict(STANDARD, PACKAGE, unchecked="it has no content documents"),)
        return (_verdict(pages, places),)


def _unpack(path: Path, folder: Path) -> dict[str, str]:
    """Unpack an EPUB and return its content documents: the address of each, and its name in the archive."""
    with zipfile.ZipFile(path) as archive:
        if sum(item.file_size for item in archive.infolist()) > limits.FILE:
            raise ValueError(f"its parts have more than {limits.FILE >> 20} MB")
        archive.extractall(folder)  # which leaves out what would lead outside the folder
        names = [name for name in archive.namelist() if name.lower().endswith((".xhtml", ".html", ".htm"))]
    return {(folder / name).as_uri(): name for name in names if (folder / name).is_file()}


def _verdict(pages: Mapping[str, str], places: Places) -> Verdict:
    try:
        axe = programs.package(PACKAGE, places)
        command = browser.command(Path(__file__).with_suffix(".mjs"), places, axe)
        looks = [{"width": width, "scheme": scheme} for width, scheme in product(WIDTHS, SCHEMES)]
        question = {"sandbox": browser.has_sandbox(), "looks": looks, "pages": list(pages)}
        found = programs.answer(programs.run(command, json.dumps(question).encode()))
    except programs.UnavailableError as error:
        return Verdict(STANDARD, PACKAGE, unchecked=str(error))
    tool = f"axe-core {programs.version(axe)} in Chromium {found['version']}"
    return Verdict(STANDARD, tool, tuple(_findings(found["answers"], pages)))


def _findings(answers: Sequence[Mapping[str, Any]], pages: Mapping[str, str]) -> Iterator[Finding]:
    for answer in answers:
        look = f"{answer['width']} px, {answer['scheme']}"
        for violation in answer["violations"]:
            if violation["impact"] in _GRAVE:
                place = ", ".join(filter(None, (pages[answer["page"]], look)))
                yield Finding(violation["id"], violation["help"], f"{place}: {' '.join(violation['target'])}")
