r"""A bracket that was to cite by typed numbers and cannot be read as one.

`[1,,2]`, `[8, p. 3]`, `[1-]`, `[1O]` or a bracket that is never closed is printed as plain text: it looks like a
citation and is none, so nobody checks it and no link leads from it.  A bracket that is no citation is written `\[…\]`.

Basis: GB/T 7714-2015, numeric system: a bracket holds whole numbers, commas and hyphens; the page of a citation stands
behind the bracket.

Fails:
    manuscript/01-introduction.md:
        山羊模型[1]中软骨得到修复[1,,1]。
Passes:
    manuscript/01-introduction.md:
        山羊模型[1]于[2003]年报道，比值为1.5（95% CI [0, 3]），[Ca2+]升高，咪唑并[1,2-a]吡啶无效。
        纳入12例[n=12]，原样的\[1,\]也不是引文。
"""

from collections.abc import Iterator

from collation.check.citations import groups
from collation.check.citations.malformed import PAGE, Malformed, malformed
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript

CODE = "malformed-number"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each bracket that is nearly a citation by typed numbers."""
    for found in malformed(manuscript):
        edit = groups.edit(found.passage, found.start, found.end, found.meant)
        yield Diagnostic(
            CODE,
            SEVERITY,
            groups.locate(manuscript, found.passage, found.start, found.end),
            f"{found.text} is printed as it stands: {found.fault}",
            f"{_advice(found)}, or \\[…\\] where it is no citation",
            fix=Fix((edit,), is_safe=False, message=f"write {found.meant}") if found.meant else None,
        )


def _advice(found: Malformed) -> str:
    if found.meant:
        return f"write {found.meant}"
    if found.fault == PAGE:
        return "put the page behind the bracket"
    return "write whole numbers with commas and hyphens"


def suspects(manuscript: Manuscript) -> frozenset[int]:
    """Return the numbers of the works that malformed citations seem to mean."""
    return frozenset(number for found in malformed(manuscript) for number in found.numbers)
