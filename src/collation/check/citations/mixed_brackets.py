"""Brackets of two kinds around typed numbers.

`［3］` here and `[3]` there is the trace of two authors or of a pasted paragraph.  They are printed alike, but whoever
searches the text for one kind misses the other.

Basis: GB/T 7714-2015 writes the number in square brackets throughout; of several kinds the one that the manuscript uses
most is taken for its own.

Fails:
    manuscript/01-introduction.md:
        山羊模型[1]中软骨得到修复[1]，随访1年后仍然如此［1］。
Passes:
    manuscript/01-introduction.md:
        山羊模型［1］中软骨得到修复［1］，【方法】一节中的[Ca2+]不是引文。
"""

from collections import Counter
from collections.abc import Iterator

from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript

CODE = "mixed-brackets"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each group in other brackets than most; of two that are used as much, the first counts."""
    found = [group for group in groups.typed(manuscript) if not group.is_escaped]
    counted = Counter(group.brackets for group in found)
    if len(counted) < 2:
        return
    usual, count = counted.most_common(1)[0]
    for group in found:
        if group.brackets == usual:
            continue
        start = group.cited.start + (group.raised == "^")
        end = group.cited.end - (group.raised == "^")
        edits = (
            groups.edit(group.passage, start, start + 1, usual[0]),
            groups.edit(group.passage, end - 1, end, usual[1]),
        )
        # [3](…) would be a link, [3]{…} a span, [3]: … the target of a link.
        is_syntax = usual[1] == "]" and group.after.startswith(("(", "[", "{", ":"))
        yield Diagnostic(
            CODE,
            SEVERITY,
            group.location(start, end),
            f"the brackets of {group.passage.text[start:end]} are not those of the others",
            f"{count} of {len(found)} typed numbers stand in {usual}",
            fix=None if is_syntax else Fix(edits, is_safe=True, message=f"write the brackets as {usual}"),
        )
