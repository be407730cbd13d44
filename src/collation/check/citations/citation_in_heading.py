"""A citation in a heading.

A heading goes to the table of contents, to running heads and to search results, where a number points at nothing.

Basis: house rule: a heading is read without the list of references, as an abstract is (ICMJE recommendations), and
journals ask for headings without citations.

Fails:
    manuscript/01-introduction.md:
        # 山羊模型[@murphy2003]

        软骨得到修复[@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        # 山羊模型（2003年）

        软骨得到修复[@murphy2003]。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "citation-in-heading"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each cluster that a heading holds."""
    for cluster in manuscript.clusters:
        if cluster.context == "heading":
            yield Diagnostic(
                CODE,
                SEVERITY,
                cluster.location,
                f"{cluster.text} in a heading is read without the list of references",
                "cite it in the text beneath",
            )
