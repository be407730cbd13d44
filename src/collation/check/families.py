"""The checks by what they look at: a report on a project can be read, and a setting given, family by family."""

from __future__ import annotations

from collections.abc import Mapping

from collation.check import citations, duplicates, entries, files, journals, manuscript, names, narrative, waivers
from collation.check.protocol import Check

FAMILIES: Mapping[str, tuple[Check, ...]] = {
    "files": files.CHECKS,
    "entries": entries.CHECKS,
    "names": names.CHECKS,
    "duplicates": duplicates.CHECKS,
    "journals": journals.CHECKS,
    "citations": citations.CHECKS,
    "narrative": narrative.CHECKS,
    "manuscript": manuscript.CHECKS,
    "waivers": waivers.CHECKS,
}
"""Each folder of checks, in the order in which they are best read."""
