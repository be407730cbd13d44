"""Where a report's reader looks for the files: their paths from the reader's own folder."""

from __future__ import annotations

import os
from pathlib import Path

from collation.diagnostics import Diagnostic, Lines
from collation.model import Manuscript
from collation.project import Project


def from_repository(project: Project) -> str:
    """Return what goes before a path of the project so that it counts from the repository's root, as GitHub reads it.

    In a run on GitHub that is the workspace; elsewhere the current folder, if the project lies in it.
    """
    top = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    return _prefix(project.root.relative_to(top).as_posix()) if project.root.is_relative_to(top) else ""


def from_here(project: Project) -> str:
    """Return what goes before a path of the project so that an editor started in the current folder opens the file."""
    try:
        return _prefix(Path(os.path.relpath(project.root)).as_posix())
    except ValueError:  # another drive
        return _prefix(project.root.as_posix())


def _prefix(folder: str) -> str:
    return "" if folder == "." else f"{folder}/"


def end_column(found: Diagnostic) -> int:
    """Return the column after the last character of a finding's place."""
    return found.location.column + found.location.length


def lines(manuscript: Manuscript, path: str) -> Lines | None:
    """Return what turns the offsets of a file into lines and columns, or None where it is no file of the Manuscript."""
    source = manuscript.source.get(path)
    return source.lines if source else None
