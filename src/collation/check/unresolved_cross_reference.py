"""A reference to a figure, table, section or equation that is not there.

pandoc reads it as a citation and prints the identifier with a question mark; peers print it as it stands.

Fails:
    manuscript/01-introduction.md:
        # 引言 {#sec-introduction}

        山羊模型[@murphy2003]见[@sec-introductoin]。
Passes:
    manuscript/01-introduction.md:
        # 引言 {#sec-introduction}

        山羊模型[@murphy2003]见[@sec-introduction]。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript
from collation.suggestion import nearest

CODE = "unresolved-cross-reference"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each cross-reference whose target does not exist."""
    identifiers = {target.identifier for target in manuscript.targets if target.identifier}
    for reference in manuscript.cross_references:
        if reference.target in identifiers:
            continue
        meant = nearest(reference.target, identifiers)
        help = f"did you mean @{meant}?" if meant else f"label the thing itself: {{#{reference.target}}}"
        yield Diagnostic(
            CODE,
            SEVERITY,
            reference.location,
            f"@{reference.target} refers to nothing in this manuscript",
            help,
        )
