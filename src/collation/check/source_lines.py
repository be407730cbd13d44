"""The source lines on which findings stand, as a report, a waiver and the baseline need them."""

from __future__ import annotations

from functools import cache

from collation.diagnostics import Location
from collation.model import Manuscript
from collation.project import Project


class SourceLines:
    """Reads the line of a place: from the Manuscript, or from the disk where the file is no part of it."""

    def __init__(self, manuscript: Manuscript, project: Project) -> None:
        self._manuscript = manuscript
        self._project = project
        self._lines = cache(self._read)

    def __call__(self, location: Location) -> str | None:
        """Return the line, or None where the file has no such line or cannot be read."""
        found = self._lines(location.path)
        return found[location.line - 1].rstrip("\r") if location.line <= len(found) else None

    def of(self, location: Location) -> str:
        """Return the line, or ""."""
        return self(location) or ""

    def _read(self, path: str) -> list[str]:
        source = self._manuscript.source.get(path)
        if source is not None:
            return source.text.split("\n")
        try:
            return self._project.path(path).read_bytes().decode("utf-8-sig", "replace").split("\n")
        except (OSError, ValueError):
            return []
