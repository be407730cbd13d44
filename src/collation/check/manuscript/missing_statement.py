"""A statement that journals ask for and that the author has still to supply.

Funding, conflicts of interest, contributions, ethics and data availability are the author's to say; we never fill them
in, and an empty one is not printed.

Basis: ICMJE Recommendations (disclosure of relationships, sources of support, authorship, protection of research
participants, data sharing).

Fails:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}]
        statements:
          funding: null
          conflicts-of-interest: 无。
          author-contributions: 无。
          ethics: 无。
          data-availability: 无。
Passes:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}]
        statements:
          funding: 无。
          conflicts-of-interest: 无。
          author-contributions: 无。
          ethics: 无。
          data-availability: 无。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "missing-statement"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ("metadata",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each statement that is empty."""
    for statement in manuscript.front_matter.statements:
        if not statement.text:
            yield Diagnostic(
                CODE,
                SEVERITY,
                statement.location,
                f"to be supplied: the statement {statement.name}",
                f"write statements: {statement.name}: … in {manuscript.front_matter.path}",
            )
