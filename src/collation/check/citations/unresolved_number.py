"""A typed number that has no entry: the bibliography is shorter.

A typed number n means the n-th entry of references.bib; past its end a number means nothing, and the reader who looks
it up finds no work.

Basis: GB/T 7714-2015, numeric system, and the ICMJE recommendations: every number of the text has its work in the list.
Of 14 tools that were measured one compares the two, and none where the numbers stand in Chinese brackets or ranges.

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
    """Yield each cluster with a number that no entry has, at the first such; others of the cluster are said with it."""
    size = manuscript.bibliography.size
    for cluster in manuscript.clusters:
        missing = [item for item in cluster.items if item.number > size]
        if missing:
            numbers = ", ".join(str(item.number) for item in missing)
            yield Diagnostic(
                CODE,
                SEVERITY,
                missing[0].location,
                f"{numbers} in {cluster.text} has no entry: {manuscript.bibliography.path} has {size}",
                f"correct the number{_apart(numbers, size)}, or add the entry at its place in the list",
            )


def _apart(number: str, size: int) -> str:
    """Return what a number may mean that lost its comma: `[12]` in a list of nine."""
    digits = list(number)
    is_likely = number.isdigit() and len(set(digits)) == len(digits) and digits == sorted(digits) and "0" not in digits
    return f" (or [{','.join(digits)}]?)" if is_likely and len(digits) > 1 and int(digits[-1]) <= size else ""
