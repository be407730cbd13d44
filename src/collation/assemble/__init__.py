"""Files become one Manuscript: sections, citation clusters, entries, front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collation.project import Project


def assemble(project: Project) -> None:
    """Read the project's files into one Manuscript and store it in `out/`; faults in them become values in it."""
    from collation import store
    from collation.assemble.manuscript import read

    store.save(read(project), project.assembled)
