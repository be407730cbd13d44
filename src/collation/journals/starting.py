"""A new profile: every field with what it means, and nothing that nobody has looked up."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from collation.journals import schema
from collation.journals.reading import FOLDER, IDENTIFIER, ProfileError
from collation.project import Project, replace_file

_HEAD = """\
# What {identifier} asks of a submission. Each value is null until somebody has looked it up: then write what is asked,
# and by `source` where it is written. `collate journals show {identifier}` shows the whole.
journal: "{identifier}"
version: 1

sources:
  guide:
    title: the journal's instructions for authors
    address: ""
    checked: ""  # the day on which you looked at it, as 2026-01-31
"""


def start(project: Project, identifier: str) -> str:
    """Write a profile in which everything is still to be looked up.

    Returns:
        Its path in the project.

    Raises:
        ProfileError: if the name is none for a profile, or the project has one of it: nothing is written over.
    """
    if not IDENTIFIER.fullmatch(identifier):
        raise ProfileError(f"{identifier} is no name for a profile: lower-case letters and digits, with hyphens")
    relative = Path("styles", FOLDER, f"{identifier}.yaml")
    path = project.path(relative.as_posix())
    if path.exists() or path.is_symlink():
        raise ProfileError(f"{relative.as_posix()} is there already")
    replace_file(path, text(identifier).encode())
    return relative.as_posix()


def text(identifier: str) -> str:
    """Return the text of a profile in which everything is still to be looked up."""
    parts = [_HEAD.format(identifier=identifier)]
    for group, fields in groupby(schema.FIELDS, key=lambda item: item.name.partition(".")[0]):
        parts.append(f"\n{group}:\n")
        for item in fields:
            parts.append(f"  # {item.words}: {schema.example(item)}\n  {item.name.partition('.')[2]}: null\n")
    return "".join(parts)
