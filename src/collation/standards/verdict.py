"""What a standard says of a file: met, not met and why, or not checked and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One fault by a format's own standard.

    Attributes:
        rule: the rule's name in the tool that speaks, such as `PDFUA1-ID-PART-001` or `RSC-005`.
        message: what is wrong, in the tool's words.
        place: where in the file, in the terms of the format: a part, a line, an element; empty where it is all of it.
    """

    rule: str
    message: str
    place: str = ""

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.message} [{self.rule}]"


@dataclass(frozen=True)
class Verdict:
    """What one tool found in one file by one standard.

    Attributes:
        standard: the standard with its version, such as `PDF/UA-1 (ISO 14289-1)`.
        tool: the tool with its version; without one where none was found.
        findings: the faults, in the order in which the tool gives them.
        unchecked: why nothing can be said; empty where the file was checked.
    """

    standard: str
    tool: str
    findings: tuple[Finding, ...] = ()
    unchecked: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the file was checked and has no fault: what was not checked is not met."""
        return not self.unchecked and not self.findings

    def __str__(self) -> str:
        if self.unchecked:
            return f"{self.standard}: not checked, because {self.unchecked}"
        if self.findings:
            return f"{self.standard}: {len(self.findings)} faults by {self.tool}"
        return f"{self.standard}: met, by {self.tool}"
