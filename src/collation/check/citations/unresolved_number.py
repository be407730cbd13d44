"""A typed number that has no entry: the bibliography is shorter.

A typed number n means the n-th entry of references.bib.  No peer compares the two where the numbers are Chinese
brackets or ranges.

Fails:
    manuscript/01-introduction.md:
        山羊模型[1]，临床试验[1,3]。
Passes:
    manuscript/01-introduction.md:
        山羊模型［1］，2003年的剂量为[0.5, 1.5] mg，$x[3]$和`[3]`不是引文。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unresolved-number"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("bibliography",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each cluster with a number that no entry has; numbers of one cluster are reported together."""
    size = manuscript.bibliography.size
    for cluster in manuscript.clusters:
        missing = [str(item.number) for item in cluster.items if item.number > size]
        if missing:
            yield Diagnostic(
                CODE,
                SEVERITY,
                cluster.location,
                f"{', '.join(missing)} in {cluster.text} has no entry: {manuscript.bibliography.path} has {size}",
                "correct the number, or add the entry at its place in the list",
            )
