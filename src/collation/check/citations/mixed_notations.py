r"""One manuscript cites both by citekey and by typed number.

A citekey is numbered by its first citation, a typed number means a place in references.bib: where both occur, two
works may be printed under one number.

Basis: follows from what the two mean: the order of the text for one, the order of the list for the other.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]，又见[1]。
Passes:
    manuscript/01-introduction.md:
        山羊模型[1]，又见[1]；置信区间95% CI [1, 3]和浓度[Ca2+]不是引文，原样的\[1\]也不是。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "mixed-notations"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each cluster in the notation that the manuscript uses less."""
    if len(manuscript.notations) < 2:
        return
    numbers = [cluster for cluster in manuscript.clusters if cluster.notation == "number"]
    citekeys = [cluster for cluster in manuscript.clusters if cluster.notation == "citekey"]
    rarer, other = (numbers, citekeys) if len(numbers) <= len(citekeys) else (citekeys, numbers)
    for cluster in rarer:
        used = "typed numbers" if other is numbers else "citekeys"
        help = f"{len(other)} of {len(manuscript.clusters)} citations are {used}; write this one so too"
        if other is citekeys:
            help += ", or \\[…\\] where it is no citation"
        yield Diagnostic(
            CODE,
            SEVERITY,
            cluster.location,
            f"{cluster.text} is not in the notation of the others",
            help,
        )
