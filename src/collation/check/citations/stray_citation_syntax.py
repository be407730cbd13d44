"""Citation syntax that is printed as it stands, for pandoc does not read it as a citation.

`文献@murphy2003` without a space before the `@` stays literal text, and `[@a][@b]` leaves stray brackets; pandoc says
nothing of either.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见文献@murphy2003。
Passes:
    manuscript/01-introduction.md:
        山羊模型见文献[@murphy2003]。作者的地址是author@example.org。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "stray-citation-syntax"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each place where a citation was meant and none would be printed."""
    for stray in manuscript.stray_syntax:
        yield Diagnostic(CODE, SEVERITY, stray.location, stray.message, stray.help)
