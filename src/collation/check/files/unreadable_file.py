"""A file is there but cannot be read: the system does not let us, or pandoc can make nothing of it.

What stands in it would be missing from the outputs without a word.

Basis: nothing is printed whose citations were not checked, and of an unread file none was.

Fails:
    references.bib (absent):
    references.bib/old.bib:
        @article{murphy2003, author = {Murphy, J. Mary}, title = {Title}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. Mary}, title = {Title}, journal = {Journal}, year = {2003}}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unreadable-file"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each file that cannot be read."""
    for unread in manuscript.unread:
        if unread.reason == "unreadable":
            yield Diagnostic(CODE, SEVERITY, unread.location, unread.message, unread.help)
