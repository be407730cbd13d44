"""What every module of a check has.

A check is one file, named for the fault that it finds, in the folder of its family: a docstring that explains it, with
the standard or the evidence behind it, an example that fails and one that passes; `CODE`, `SEVERITY`, `NEEDS` and
`find`.  To add one, write the file and list it in its family.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript


class Check(Protocol):
    """A module that finds one fault."""

    __doc__: str | None
    CODE: str
    SEVERITY: Severity
    """How much its findings matter, where the project's settings do not say otherwise."""
    NEEDS: tuple[str, ...]
    """The parts of the manuscript without which the check would accuse wrongly: it is then skipped, and says so."""

    def find(self, manuscript: Manuscript) -> Iterator[Diagnostic]:
        """Yield every place where the fault is."""
        ...
