"""What the proof tells a person: where an output is not what was checked, and how much was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from collation.diagnostics import FILE, Diagnostic, Location, Screen, write_text
from collation.model import Manuscript
from collation.proof import catalogue
from collation.proof.output import Output


def write(findings: Iterable[Diagnostic], manuscript: Manuscript, screen: Screen = FILE) -> str:
    """Write findings for a person, those of citations first; what stands in a source is shown with its line."""
    return shown(ordered(findings), manuscript, screen)


def ordered(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return findings as a person reads them: those of citations first, and what several outputs share once."""
    order = list(catalogue.FAMILY)
    return sorted(dict.fromkeys(findings), key=lambda item: (order.index(item.code), item.location, item.message))


def shown(findings: Iterable[Diagnostic], manuscript: Manuscript, screen: Screen = FILE) -> str:
    """Write findings in the order in which they are, with the lines of the sources in which they stand."""

    def line(location: Location) -> str | None:
        source = manuscript.source.get(location.path)
        lines = source.text.split("\n") if source else []
        return lines[location.line - 1].rstrip("\r") if location.line <= len(lines) else None

    return write_text(findings, line, screen)


def counted(findings: Iterable[Diagnostic]) -> str:
    """Say how many findings of each check there are: `2 changed-marker, 1 moved-text`."""
    counts = Counter(item.code for item in findings)
    return ", ".join(f"{counts[code]} {code}" for code in catalogue.FAMILY if counts[code])


_FAMILIES: Final = {
    "citations": "citations",
    "references": "reference list",
    "texts": "text",
    "matter": "front matter",
    "form": "form",
}
_CITATIONS: Final = {
    "missing-marker": "lost",
    "extra-marker": "put in",
    "moved-marker": "moved",
    "changed-marker": "changed",
    "misnumbered-marker": "with the number of another work",
    "misdirected-marker": "with a link that leads elsewhere",
    "unlinked-marker": "typed over",
    "foreign-marker": "of another program's",
    "printed-syntax": "printed as syntax",
}
"""What became of a citation, in words."""


def by_family(findings: Iterable[Diagnostic]) -> str:
    """Say how many citations were changed, moved, typed over, lost or put in, and what else there is."""
    found = list(findings)
    # Each number of a marker has a finding of its own; what was typed over is the citation.
    cited = {(item.code, item.location) for item in found if item.code in _CITATIONS and item.code != "extra-marker"}
    counts = Counter(code for code, _ in cited) + Counter(item.code for item in found if item.code == "extra-marker")
    lines = {"citations": [f"{counts[code]} {words}" for code, words in _CITATIONS.items() if counts[code]]}
    others = Counter(item.code for item in found if catalogue.FAMILY[item.code] != "citations")
    for code, family in catalogue.FAMILY.items():
        if others[code]:
            lines.setdefault(family, []).append(f"{others[code]} {code}")
    return "".join(f"{_FAMILIES[family]}: {', '.join(words)}\n" for family, words in lines.items() if words)


def summary(outputs: Sequence[Output]) -> str:
    """Say of each output on a line what was found, or how much of it is as it was checked."""
    return "".join(f"{Path(output.name).name}: {_verdict(output)}\n" for output in outputs)


def _verdict(output: Output) -> str:
    comparison = output.comparison
    if output.findings:
        return f"is not what was checked: {counted(output.findings)}"
    markers = sum(map(len, comparison.expected.markers.values()))
    works = sum(block.kind == "reference" for block in comparison.expected.blocks)
    return f"{_plural(markers, 'citation marker')} and {_plural(works, 'work')}, and all text, as checked"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else noun + 's'}"
