"""Manuscript and style become PDF, HTML and DOCX: one file per format, all of them from one numbered document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collation.project import Project


def render(project: Project, format: str) -> None:
    """Write the assembled manuscript in one format; an interrupted run leaves the file that was there before.

    Raises:
        RenderError: if the manuscript cannot be shown in that format; what was rendered before is marked as stale,
            and so are the formats that doit, which stops here, does not come to.
        StoreError: if the manuscript has not been assembled.
    """
    from importlib import import_module

    from collation.diagnostics import CollationError
    from collation.document import numbered
    from collation.project import replace_file

    product = project.product(format)
    try:
        prepared = numbered.load(project)
        data: bytes = import_module(f"collation.render.{format}").render(prepared, project)
    except CollationError:
        project.mark_stale((format, *project.outdated()))
        raise
    replace_file(product, data)
    project.clear_stale(format)
