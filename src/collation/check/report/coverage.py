"""How much was checked: the numbers that every report gives alike, true also where something could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from collation.check.catalogue import Report
from collation.check.entries import unverified_entry
from collation.model import Manuscript


@dataclass(frozen=True)
class Coverage:
    """What was there to be checked.

    Attributes:
        citations: citation clusters in the text.
        works: works cited that have an entry.
        unresolved: citekeys and typed numbers cited that have no entry that could be read.
        verified: works of which every field was seen in a source, or None where that was not checked.
        waived: works whose verification a waiver or a `per-file` setting does without.
        sections: sections that were read.
        entries: records of the bibliography.
        unreadable: those of them that could not be read.
    """

    citations: int
    works: int
    unresolved: int
    verified: int | None
    waived: int
    sections: int
    entries: int
    unreadable: int


def measure(report: Report, manuscript: Manuscript) -> Coverage:
    """Count what was checked."""
    bibliography = manuscript.bibliography
    numbers = {item.number for cluster in manuscript.clusters for item in cluster.items if not item.citekey}
    return Coverage(
        citations=len(manuscript.clusters),
        works=len(manuscript.cited_entries),
        unresolved=sum(citekey not in bibliography.by_citekey for citekey in manuscript.cited)
        + sum(number not in bibliography.by_ordinal for number in numbers),
        verified=unverified_entry.verified(manuscript) if unverified_entry.CODE in report.ran else None,
        waived=sum(item.diagnostic.code == unverified_entry.CODE and item.by != "baseline" for item in report.accepted),
        sections=len(manuscript.sections),
        entries=bibliography.size,
        unreadable=len(bibliography.broken),
    )
