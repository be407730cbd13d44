"""The proof: each output is read back, and compared with what was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collation.project import Project


def prove(project: Project, stream: TextIO) -> bool:
    """Read every output of a project back; certify what was proven in `out/proof.json` and `out/proof.html`.

    An output that is not what was checked is renamed, as `Project.stale` has it, and told to a person.  Where that is
    one of the project's formats nothing is certified; one of another format, left from an earlier build, stops nothing.

    Returns:
        Whether every output in the project's formats prints what was checked.

    Raises:
        StoreError: if the manuscript has not been assembled.
        RenderError, StyleError: if it cannot be numbered.
        OSError: if a file cannot be read or written.
    """
    from collation.diagnostics import FILE, Screen, show
    from collation.document import numbered
    from collation.project import FORMATS, replace_files
    from collation.proof import certificate, page, report
    from collation.proof.files import file
    from collation.proof.output import read_all

    project.revoke()  # first, for while nothing is proven nothing may claim to be
    document = numbered.load(project)
    paths = {format: project.product(format) for format in FORMATS if project.product(format).is_file()}
    files = {format: (path, path.relative_to(project.root).as_posix()) for format, path in paths.items()}
    outputs = read_all(document, files, styled_by=project)
    wrong = [output for output in outputs if output.findings]
    asked = [output for output in wrong if output.format in project.formats]
    screen = Screen.of(stream) if hasattr(stream, "isatty") else FILE
    try:
        findings = [found for output in asked for found in output.findings]
        show(stream, report.write(findings, document.manuscript, screen))
        show(stream, report.summary(outputs))
    finally:  # even where nobody can be told: what is not what was checked must not be taken for it
        stale = project.set_aside(tuple(output.format for output in wrong)) if wrong else ()
    for path in stale:
        show(stream, f"it is now {path.relative_to(project.root).as_posix()}\n")
    if asked:
        return False
    found = certificate.certify(
        document,
        [output for output in outputs if not output.findings],
        used=certificate.settings(project),
        assembled=file(project.assembled),
        reports={path.name: path.read_bytes() for path in (project.report, project.checked)},
        made_of=certificate.inputs(project, document.manuscript),
    )
    replace_files({project.certificate: certificate.write(found), project.certificate_page: page.write(found)})
    return True


def is_proven(project: Project) -> bool:
    """Whether the certificate of a project speaks of the files that are there now, byte for byte."""
    from collation.proof.files import is_current

    return is_current(project)
