"""A @string is defined twice, with two values.

Each entry that uses the name would be printed with the one or the other, as the reader or the order of the file has it.

Basis: BibTeX takes the later definition for the entries after it, bibtexparser keeps the first for all.

Fails:
    references.bib:
        @string{jog = {Journal of Goats}}
        @string{jog = {Journal of Goat Science}}
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = jog, year = {2003}}
Passes:
    references.bib:
        @string{jog = {Journal of Goats}}
        @string{jogs = {Journal of Goat Science}}
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = jog, year = {2003}, note = jogs}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "doubled-string"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each @string whose name has another value already."""
    for block in manuscript.bibliography.broken:
        if block.kind == "string":
            yield Diagnostic(CODE, SEVERITY, block.location, block.reason, block.help)
