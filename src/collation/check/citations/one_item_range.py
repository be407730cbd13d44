"""A range of typed numbers that starts and ends with the same number.

`[3-3]` cites one work where several were meant, or is what a renumbering left of a range.

Basis: GB/T 7714-2015, numeric system: a hyphen joins the first and the last of numbers in a row, of which there are at
least two.

Fails:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[1-1]。
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[1]，第1-1组除外。
"""

from collections.abc import Iterator

from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "one-item-range"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each range of one number."""
    for group in groups.typed(manuscript):
        for part in group.parts:
            if part.dash and part.first == part.last:
                number = group.passage.text[part.start : part.first_end]
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    group.location(part.start, part.end),
                    f"the range {group.written(part)} holds one number",
                    f"write {number}, or the number that the range is to end with",
                    fix=group.fix(part.start, part.end, number),
                )
