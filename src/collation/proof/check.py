"""What every module of a check of the proof has, and the words that they share.

A check is one file, named for the fault that it finds, in the folder of its family: a docstring (what, why, basis),
`CODE` and `find`.  To add one, write the file, list it in its family, and add a damage to `tests/proof/damages` that it
must name.  Whatever such a check finds is an error: the output is not what was checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from collation.diagnostics import Diagnostic, Location, Severity
from collation.proof.comparison import Comparison, numbers
from collation.proof.expected import Marker
from collation.proof.reading import Place


class Check(Protocol):
    """A module that finds one fault of an output."""

    __doc__: str | None
    CODE: str

    def find(self, comparison: Comparison) -> Iterator[Diagnostic]:
        """Yield every place where the output is not what was checked."""
        ...


def finding(
    code: str,
    comparison: Comparison,
    place: Place,
    message: str,
    *,
    help: str = "",
    source: Location | None = None,
    citekey: str = "",
) -> Diagnostic:
    """Return a finding about an output.

    Args:
        code: the name of the check.
        comparison: of the output.
        place: where in the output the fault stands.
        message: what the output does, as a verb in the third person: `prints [7] where [5] was checked`.
        help: what to do.
        source: where in the sources stands what was to be printed; without it the finding is placed in the output.
        citekey: the entry that the finding speaks of.
    """
    at = source or Location(comparison.output, max(1, place.line))
    return Diagnostic(code, Severity.ERROR, at, f"{comparison.at(place)} {message}", help, citekey)


def cited(comparison: Comparison, marker: Marker | None) -> tuple[Location | None, str]:
    """Return where the cluster of a marker stands in the sources, and the citekeys that it cites."""
    if marker is None:
        return None, ""
    cluster = comparison.expected.cluster(marker)
    manuscript = comparison.expected.manuscript
    citekeys = dict.fromkeys(filter(None, map(manuscript.citekey, cluster.items)))
    return cluster.location, " ".join(f"@{citekey}" for citekey in citekeys)


def meant(comparison: Comparison, marker: str) -> str:
    """Return the citekeys of the works that the numbers of a marker mean, by the reference list of the output itself.

    A number that no item of ours has there is told: `@li2019, 99: no such work`.
    """
    labels = {item.label: item.citekey for item in comparison.expected.document.references}
    works: dict[int, str] = {}
    for index, block in enumerate(comparison.reading.blocks):
        wanted = comparison.shows.get(index)
        if block.kind == "reference" and wanted is not None:
            citekey = labels.get(comparison.expected.blocks[wanted].label, "")
            works.update(dict.fromkeys(numbers(block.label.strip()) if citekey else (), citekey))
    found = [f"@{works[number]}" if number in works else f"{number}: no such work" for number in numbers(marker)]
    return ", ".join(dict.fromkeys(found))


def quoted(text: str, *, length: int = 40) -> str:
    """Return a text as a message shows it: in quotation marks, its middle left out where it is long."""
    text = " ".join(text.split())
    if len(text) > length:
        text = f"{text[: length // 2]}…{text[-length // 2 :]}"
    return f"“{text}”"
