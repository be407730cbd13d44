"""A heading stands more than one level below the one before it, or the first is not at the highest level.

Its number would have a zero in it (0.1, 1.0.1), and readers who hear a text move by its headings: PDF/UA-1 (ISO
14289-1, 7.4.2) forbids a level that is left out.

Basis: PDF/UA-1 (ISO 14289-1, 7.4.2): headings start at the first level, and descending none is left out.

Fails:
    manuscript/01-introduction.md:
        # 引言

        ### 山羊

        山羊模型[@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        # 引言

        ## 山羊

        山羊模型[@murphy2003]。

        # 方法

        正文。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "skipped-heading-level"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each heading that is too deep for its place."""
    level = 0
    for target in manuscript.targets:
        if target.kind != "section":
            continue
        if target.level > level + 1:
            before = f"after a heading of level {level}" if level else "as the first heading"
            yield Diagnostic(
                CODE,
                SEVERITY,
                target.location,
                f"a heading of level {target.level} stands {before}",
                f"write it with {level + 1} {'#' if level == 0 else 'or fewer #'}",
            )
        level = target.level
