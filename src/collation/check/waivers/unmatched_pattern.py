"""A pattern of the setting per-file that no file of the project matches.

Such a pattern has a slip of the pen, or its file has another name now: what its author means to accept is reported, and
a file that is given that name one day is silently not checked as the others are.

Basis: the patterns of Python's fnmatch, read against whole paths, as the linters do that have such a setting; a path
counts from the project's folder.

Fails:
    collation.toml:
        [per-file]
        "manuscript/09-*.md" = ["narrative"]
Passes:
    collation.toml:
        [per-file]
        "manuscript/01-*.md" = ["narrative"]
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript
from collation.project import Project

CODE = "unmatched-pattern"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:  # noqa: ARG001 - the protocol's
    """Yield nothing: the settings are no part of the manuscript, and whoever has them asks `unmatched`."""
    yield from ()


def unmatched(project: Project) -> Iterator[Diagnostic]:
    """Yield each pattern that matches none of the files in which something can be found."""
    for glob, _ in project.per_file:
        if any(fnmatchcase(path, glob) for path in project.files):
            continue
        name = glob.removeprefix("./")
        meant = next((path for path in project.files if fnmatchcase(f"/{path}", f"*/{name}")), "")
        yield Diagnostic(
            CODE,
            SEVERITY,
            project.place("per-file", glob),
            f"no file of the project matches {glob}",
            f"did you mean {meant}?" if meant else "correct the pattern, or remove it; a path counts from the project",
        )
