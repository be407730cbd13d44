"""Manuscript and style become PDF, HTML, DOCX, JATS and EPUB: one file per format, from one numbered document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from collation.project import Project


def render(project: Project, format: str) -> None:
    """Write the assembled manuscript in one format; an interrupted run leaves the file that was there before.

    The module of a format has `render(document, project) -> bytes`.  One whose format cannot hold its images but only
    name them has `companions(document, project) -> dict[str, bytes]` too, by the names of the files: they are written
    beside the product and together with it, or not at all.

    Raises:
        RenderError: if the manuscript cannot be shown in that format; what was rendered before is marked as stale,
            and so are the formats that doit, which stops here, does not come to.
        StoreError: if the manuscript has not been assembled.
    """
    from importlib import import_module

    from collation.diagnostics import CollationError
    from collation.document import numbered
    from collation.project import replace_files

    product = project.product(format)
    try:
        prepared = numbered.load(project)
        module = import_module(f"collation.render.{format}")
        files: dict[Path, bytes] = {product: module.render(prepared, project)}
        if hasattr(module, "companions"):
            files |= {project.out / name: data for name, data in module.companions(prepared, project).items()}
    except CollationError:
        project.mark_stale((format, *project.outdated()))
        raise
    former = project.companions(format)
    if not all(path.is_file() and path.read_bytes() == data for path, data in files.items()):
        project.revoke()  # before, for what is interrupted between the two must not be taken for proven
    replace_files(files)
    for path in former:
        if path not in files:
            path.unlink(missing_ok=True)
    project.clear_stale(format)
