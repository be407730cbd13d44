"""A page as a browser shows it, read back: what its markup says and its styles hide, cover, move away or put in.

The reader of HTML sees the markup, and of a style sheet nothing.  Where Chromium is installed and asked, it opens the
page in several looks, and what is to be seen in each is compared with the document by the same checks.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from collation import archive
from collation.diagnostics import Diagnostic
from collation.proof import catalogue, epub, html
from collation.proof.check import quoted
from collation.proof.comparison import Comparison
from collation.proof.reading import Fault, Place, Reading, UnreadableOutputError
from collation.standards import Places, Verdict, browser, programs

STANDARD: Final = "the page as a browser shows it"
FORMATS: Final = ("html", "epub")
"""The formats that a browser shows."""

_TURNED: Final = ("on a phone in light", "on a desk in the dark")
"""The looks of a page of an EPUB; reading systems have no paper."""


@dataclass(frozen=True)
class Sight:
    """What is to be seen of an output in some looks, and what each of them is called."""

    looks: tuple[str, ...]
    reading: Reading


def look(path: Path, format: str, places: Places) -> tuple[Verdict, tuple[Sight, ...]]:
    """Return whether a browser could be asked, and what it shows of an output: looks that show the same are one.

    Args:
        path: the file.
        format: one of `FORMATS`.
        places: where packages of npm are looked for, never where the file came from.

    Raises:
        OSError: if the file cannot be read.
    """
    data = path.read_bytes()
    try:
        tool, readings = (_publication if format == "epub" else _page)(path, data, places)
    except (programs.UnavailableError, UnreadableOutputError) as error:
        return Verdict(STANDARD, "", unchecked=str(error)), ()
    looks: dict[Reading, list[str]] = {}
    for name, reading in readings.items():
        looks.setdefault(reading, []).append(name)
    return Verdict(STANDARD, tool), tuple(Sight(tuple(names), reading) for reading, names in looks.items())


def _page(path: Path, data: bytes, places: Places) -> tuple[str, Mapping[str, Reading]]:
    faults = html.read(data).faults
    tool, looks = browser.look_at({"": path}, browser.LOOKS, places)
    return tool, {look.name: _told(html.read(look.markup), faults, [look]) for look in looks}


def _publication(_: Path, data: bytes, places: Places) -> tuple[str, Mapping[str, Reading]]:
    faults = epub.read(data).faults
    parts = archive.unpack(data)
    with tempfile.TemporaryDirectory(prefix="collation-") as scratch:
        folder = Path(scratch).resolve()
        for name, part in parts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(part)
        pages = {name: folder / name for name in epub.documents(parts) if name in parts}
        tool, looks = browser.look_at(pages, {name: browser.LOOKS[name] for name in _TURNED}, places)
    readings = {}
    for name in _TURNED:
        shown = [look for look in looks if look.name == name]
        reading = epub.read_parts({**parts, **{look.page: look.markup for look in shown}})
        readings[name] = _told(reading, faults, shown)
    return tool, readings


def _told(reading: Reading, faults: Sequence[Fault], looks: Sequence[browser.Look]) -> Reading:
    """Say in a reading what is hidden; what is wrong with the file itself is told of the file."""
    known = {(fault.kind, fault.detail) for fault in faults}
    hidden = " ".join(fault.detail for fault in faults if fault.kind == "hidden-text")
    kept = [
        replace(fault, place=replace(fault.place, line=0))
        for fault in reading.faults
        if (fault.kind, fault.detail) not in known
    ]
    kept += [
        Fault("hidden-text", f"{quoted(item.text)} ({item.why})", Place(file=look.page, anchor=item.anchor))
        for look in looks
        for item in look.hidden
        if item.text not in hidden
    ]
    return replace(reading, faults=tuple(kept))


def findings(comparison: Comparison, sights: Sequence[Sight], told: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield in what an output is not what was checked once a browser shows it, each once and with the looks.

    Args:
        comparison: of the file itself.
        sights: of the browser.
        told: what was found in the file itself, which is not told again.
    """
    read = comparison.reading
    looks: dict[Diagnostic, list[str]] = {}
    for sight in sights:
        shown = sight.reading
        if (shown.blocks, shown.metadata, shown.faults) == (read.blocks, read.metadata, ()):
            continue
        for found in catalogue.run(Comparison(comparison.expected, shown, comparison.output)):
            looks.setdefault(found, []).extend(sight.looks)
    every = sum(len(sight.looks) for sight in sights)
    for found, names in looks.items():
        if found not in told:
            where = "as a browser shows it" + ("" if len(names) == every else f" {_listed(names)}")
            rest = found.message.removeprefix(comparison.output).removeprefix(",").removeprefix(" ")
            yield replace(found, message=f"{comparison.output}, {where}, {rest}")


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
