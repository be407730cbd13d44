"""An entry is of a type that no style knows.

What an entry is decides which fields are printed and the mark behind the title: pandoc prints a work of an unknown type
as `[Z]`, as if it were none of the kinds that GB/T 7714 has, and leaves out what only an article or a book shows.

Basis: the entry types of BibTeX (Patashnik, BibTeXing), of biblatex's manual, and of the styles apacite, jurabib,
IEEEtran and those for GB/T 7714; a type that any of them knows is known.

Fails:
    references.bib:
        @artcle{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @standard{murphy2003, author = {某委员会}, title = {关节软骨修复材料}, number = {GB/T 0000}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.forms import SYNONYMS, TYPES
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript
from collation.suggestion import nearest

CODE = "unknown-entry-type"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_TYPE = re.compile(r"@\s*([^\s{(]+)")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each entry of a type that is unknown, with the nearest type that is known."""
    bibliography = manuscript.bibliography
    for entry in bibliography.entries:
        if entry.type in TYPES:
            continue
        written = _TYPE.match(manuscript.source[bibliography.path].text, entry.start)
        start, end = written.span(1) if written else (entry.start, entry.start + 1)
        known = SYNONYMS.get(entry.type) or nearest(entry.type, TYPES)
        fix = Fix((Edit(bibliography.path, start, end, known),), is_safe=False, message=f"make it @{known}")
        yield Diagnostic(
            CODE,
            SEVERITY,
            manuscript.locate(bibliography.path, start, end - start),
            f"no style knows the entry type @{entry.type}",
            f"did you mean @{known}?" if known else "write the type of the work: @article, @book, @online, @misc …",
            entry.citekey,
            fix if known and written else None,
        )
