"""Two figures, tables, headings or equations have one identifier.

A cross-reference would lead to the first of them in one format and to the last in another, and an XML output would not
be valid.

Fails:
    manuscript/01-introduction.md:
        # 引言 {#sec-one}

        山羊模型[@murphy2003]。

        # 方法 {#sec-one}
Passes:
    manuscript/01-introduction.md:
        # 引言 {#sec-one}

        山羊模型[@murphy2003]。

        # 方法 {#sec-two}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript, Target

CODE = "duplicate-identifier"
NEEDS = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each target whose identifier an earlier one has."""
    first: dict[str, Target] = {}
    for target in manuscript.targets:
        earlier = first.setdefault(target.identifier, target)
        if target.identifier and earlier is not target:
            yield Diagnostic(
                CODE,
                Severity.ERROR,
                target.location,
                f"the identifier {target.identifier} stands for two things",
                f"the first is at {earlier.location}; give this one another",
            )
