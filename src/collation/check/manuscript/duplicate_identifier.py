"""Two figures, tables, headings or equations have one identifier, or one that the outputs use themselves.

A cross-reference would lead to the first of them in one format and to the last in another, and an XML output would not
be valid.  Word takes `{#sec-A}` and `{#sec-a}` for the same.  The outputs themselves use `references`, `refs`, `main`
and the like, and `ref-1`, `cite-1`, `fn1` and so on.

Basis: the HTML standard (the value of `id` is unique in its tree) and XML 1.0 (validity constraint: ID).

Fails:
    manuscript/01-introduction.md:
        # 引言 {#sec-one}

        山羊模型[@murphy2003]。

        # 方法 {#sec-one}

        正文。
Passes:
    manuscript/01-introduction.md:
        # 引言 {#sec-one}

        山羊模型[@murphy2003]。

        # 方法 {#sec-two}

        正文。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import OUTPUT_IDENTIFIER, Manuscript, Target

CODE = "duplicate-identifier"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each target whose identifier is taken."""
    first: dict[str, Target] = {}
    for target in manuscript.targets:
        earlier = first.setdefault(target.identifier.casefold(), target)
        if OUTPUT_IDENTIFIER.fullmatch(target.identifier):
            message = f"the outputs use the identifier {target.identifier} themselves"
            help = "give this one another, such as {#sec-…}"
        elif target.identifier and earlier is not target:
            message = f"the identifier {target.identifier} stands for two things"
            if target.identifier != earlier.identifier:
                message = f"the identifiers {earlier.identifier} and {target.identifier} differ only in capitals"
            help = f"the first is at {earlier.location}; give this one another"
        else:
            continue
        yield Diagnostic(CODE, SEVERITY, target.location, message, help)
