"""A file is there but cannot be read: it is not UTF-8, or the system does not let us.

A file in another encoding decoded by guesswork changes authors' names without a word (one peer corrupts them); so we
decode strictly, and say which byte is wrong and what the file probably is.

Fails:
    references.bib (latin-1):
        @article{murphy2003, author = {Murphy, José}, title = {Title}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, José}, title = {Title}, journal = {Journal}, year = {2003}}
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
        if unread.reason != "missing":
            yield Diagnostic(CODE, SEVERITY, unread.location, unread.message, unread.help)
