"""Where a report's reader looks for the files: their paths from the reader's own folder."""

from __future__ import annotations

import os
from pathlib import Path

from collation.diagnostics import Diagnostic, Lines, cells
from collation.model import Manuscript
from collation.project import Project


def from_repository(project: Project, path: str) -> str:
    """Return a path of the project as it counts from the repository's root, as GitHub reads it.

    In a run on GitHub that is the workspace; elsewhere the current folder, if the project lies in it.  The path of a
    file outside the repository is absolute.
    """
    top = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    if not project.root.is_relative_to(top):
        top = project.root
    if not _leaves_project(path):
        return _joined(project.root.relative_to(top), path)
    full = Path(os.path.normpath(project.root / path))
    return full.relative_to(top).as_posix() if full.is_relative_to(top) else full.as_posix()


def from_here(project: Project, path: str) -> str:
    """Return a path of the project so that an editor started in the current folder opens the file."""
    try:
        if not _leaves_project(path):
            return _joined(Path(os.path.relpath(project.root)), path)
        return Path(os.path.relpath(project.root / path)).as_posix()
    except ValueError:  # another drive
        return (project.root / path).as_posix()


def _leaves_project(path: str) -> bool:
    """Whether a path is that of a file outside the project, such as a library that several manuscripts share."""
    return path.startswith(("/", "../")) or Path(path).is_absolute()


def _joined(folder: Path, path: str) -> str:
    return path if folder == Path() else f"{folder.as_posix()}/{path}"


def screen_column(line: str, column: int) -> int:
    """Return on which column of a screen a character stands, as compilers count and editors read (GNU, `%v` of Vim).

    A Chinese character takes two, and a tab reaches to the next of the stops that stand 8 apart.
    """
    width = 0
    for character in line[: column - 1]:
        width += 8 - width % 8 if character == "\t" else cells(character)
    return width + max(0, column - 1 - len(line)) + 1


def utf16_column(line: str, column: int) -> int:
    """Return a column in UTF-16 code units, of which a character beyond U+FFFF takes two."""
    return column + sum(character > "\uffff" for character in line[: column - 1])


def end_column(found: Diagnostic) -> int:
    """Return the column after the last character of a finding's place."""
    return found.location.column + found.location.length


def lines(manuscript: Manuscript, path: str) -> Lines | None:
    """Return what turns the offsets of a file into lines and columns, or None where it is no file of the Manuscript."""
    source = manuscript.source.get(path)
    return source.lines if source else None
