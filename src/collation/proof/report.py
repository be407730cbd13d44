"""What the proof tells a person: where an output is not what was checked, and how much was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from collation.diagnostics import FILE, Diagnostic, Location, Screen, write_text
from collation.model import Manuscript
from collation.proof import catalogue
from collation.proof.output import NO_READER, Output


def write(findings: Iterable[Diagnostic], manuscript: Manuscript, screen: Screen = FILE) -> str:
    """Write findings for a person, those of citations first; what stands in a source is shown with its line."""
    order = list(catalogue.FAMILY)
    found = sorted(findings, key=lambda item: (order.index(item.code), item.location, item.message))

    def line(location: Location) -> str | None:
        source = manuscript.source.get(location.path)
        lines = source.text.split("\n") if source else []
        return lines[location.line - 1].rstrip("\r") if location.line <= len(lines) else None

    return write_text(found, line, screen)


def counted(findings: Iterable[Diagnostic]) -> str:
    """Say how many findings of each check there are: `2 changed-marker, 1 moved-text`."""
    counts = Counter(item.code for item in findings)
    return ", ".join(f"{counts[code]} {code}" for code in catalogue.FAMILY if counts[code])


def summary(outputs: Sequence[Output]) -> str:
    """Say of each output on a line what was found, or how much of it is as it was checked."""
    return "".join(f"{Path(output.name).name}: {_verdict(output)}\n" for output in outputs)


def _verdict(output: Output) -> str:
    comparison = output.comparison
    if comparison is None:
        return f"not checked, for {NO_READER}"
    if output.findings:
        return f"is not what was checked: {counted(output.findings)}"
    markers = sum(map(len, comparison.expected.markers.values()))
    works = sum(block.kind == "reference" for block in comparison.expected.blocks)
    return f"{_plural(markers, 'citation marker')} and {_plural(works, 'work')}, and all text, as checked"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else noun + 's'}"
