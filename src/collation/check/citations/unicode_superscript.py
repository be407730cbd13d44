"""A citation typed with raised digits, such as `³⁻⁵`, which no program reads.

It looks like a marker in print, but no check sees it, no link leads from it, and its works count as uncited.

Basis: Unicode (Superscripts and Subscripts, U+2070 to U+209F) has these digits for phonetic and mathematical notation
in plain text and asks for markup where text is raised.  Powers, units, charges, isotopes, tables and the author's own
notes are left alone.

Fails:
    manuscript/01-introduction.md:
        山羊模型[1]中软骨得到修复¹。
Passes:
    manuscript/01-introduction.md:
        山羊模型[1]注射10⁶个细胞，面积1 cm²，体积1 米³，Ca²⁺升高，以¹⁸F标记。
"""

import re
from collections.abc import Iterator

from collation.check.citations import groups, raised
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unicode-superscript"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("bibliography",)

_NUMBER = rf"[¹²³⁴-⁹][{raised.SUPERSCRIPTS}]{{0,2}}"
_SHAPE = re.compile(
    rf"(?<![{raised.SUPERSCRIPTS}⁺⁻\d])(?P<works>{raised.pattern(_NUMBER)})"
    rf"(?![{raised.SUPERSCRIPTS}⁺⁻⁼⁽ⁿⁱA-Za-z\u02b0-\u02ff\u1d00-\u1dbf])"
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each group of such digits after a word, in a manuscript that cites by typed numbers or seems not to."""
    form = groups.form(groups.typed(manuscript))
    for found in raised.raised(manuscript, _SHAPE, raised.SUPERSCRIPTS):
        yield raised.diagnose(CODE, SEVERITY, manuscript, found, form)


def suspects(manuscript: Manuscript) -> frozenset[int]:
    """Return the numbers of the works that such digits seem to cite."""
    return frozenset(work for found in raised.raised(manuscript, _SHAPE, raised.SUPERSCRIPTS) for work in found.works)
