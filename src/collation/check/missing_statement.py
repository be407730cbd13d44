"""A statement that journals ask for and that the author has still to supply.

Funding, conflicts of interest, contributions, ethics and data availability are the author's to say; we never fill them
in, and an empty one is not printed.

Fails:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}]
        statements: {funding: null}
Passes:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}]
        statements:
          funding: 无。
          conflicts-of-interest: 无。
          author-contributions: 王强负责全文。
          ethics: 不适用。
          data-availability: 不适用。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "missing-statement"
NEEDS = ("metadata",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each statement that is empty."""
    for statement in manuscript.front_matter.statements:
        if not statement.text:
            yield Diagnostic(
                CODE,
                Severity.NOTE,
                statement.location,
                f"to be supplied: the statement {statement.name}",
                f"write statements: {statement.name}: … in {manuscript.front_matter.path}",
            )
