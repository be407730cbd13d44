"""A @string that no entry uses.

Often a slip: the entry that should use it has the text written out, or another name.

Basis: a convention of upkeep, as BibTool and bibclean have it: nothing is printed wrong.

Fails:
    references.bib:
        @string{jog = {Journal of Goats}}
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal of Goats}, year = {2003}}
Passes:
    references.bib:
        @string{jog = {Journal of Goats}}
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = jog, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unused-string"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ("bibliography",)
_WORD = re.compile(r"[^\s=,{}\"#()%]+")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each @string that neither an entry nor a preamble nor another @string uses."""
    library = manuscript.bibliography
    if library.broken or not library.support:
        return  # a block that cannot be read may be the one that uses it
    used = {name for entry in library.entries for field in entry.fields for name in field.strings}
    for item in library.support:
        used.update(item.strings if item.name else map(str.lower, _WORD.findall(item.text)))
    for item in library.support:
        if item.name and item.name not in used and item.location:
            used.add(item.name)  # a string that is defined twice with one value is one string
            yield Diagnostic(
                CODE, SEVERITY, item.location, f"no entry uses the @string {item.name}", "remove it, or use it"
            )
