"""A file that the manuscript is made of is not there.

Peers build without their bibliography and print a question mark for every citation; nothing can be checked against a
list that is missing.

Basis: nothing is printed whose citations were not checked; pandoc ends with success when its bibliography lacks every
work.

Fails:
    references.bib (absent):
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[@murphy2003]。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "missing-file"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each file that is missing."""
    for unread in manuscript.unread:
        if unread.reason == "missing":
            yield Diagnostic(CODE, SEVERITY, unread.location, unread.message, unread.help)
