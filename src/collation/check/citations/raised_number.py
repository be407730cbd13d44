"""Numbers that are raised without brackets, such as `^3-5^`, which no program reads as a citation.

Journals print markers so, but in the text they are only raised digits: no check sees them, no link leads from them, and
their works count as uncited.  The style raises what stands in brackets.

Basis: the typed notation of this program is that of GB/T 7714-2015, a number in square brackets; raised digits alone
cannot be told from a power by a program that must not guess.  Powers, units, charges, isotopes, tables and the author's
own notes are left alone.

Fails:
    manuscript/01-introduction.md:
        山羊模型[1]中软骨得到修复^1^。
Passes:
    manuscript/01-introduction.md:
        山羊模型[1]注射10^6^个细胞，面积1 cm^2^，Ca^2+^升高，以^18^F标记。
"""

import re
from collections.abc import Iterator

from collation.check.citations import groups, raised
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "raised-number"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("bibliography",)

_SHAPE = re.compile(rf"\^(?P<works>{raised.pattern('[1-9][0-9]{0,2}')})\^(?![A-Za-z0-9^])")
_MARK = "^"


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each group of raised digits after a word, in a manuscript that cites by typed numbers or seems not to."""
    form = groups.form(groups.typed(manuscript))
    for found in raised.raised(manuscript, _SHAPE, _MARK):
        yield raised.diagnose(CODE, SEVERITY, manuscript, found, form)


def suspects(manuscript: Manuscript) -> frozenset[int]:
    """Return the numbers of the works that such digits seem to cite."""
    return frozenset(work for found in raised.raised(manuscript, _SHAPE, _MARK) for work in found.works)
