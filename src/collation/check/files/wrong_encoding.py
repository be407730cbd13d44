"""A file is not saved as UTF-8.

A file in another encoding that is decoded by guesswork changes authors' names without a word (one peer corrupts them);
so we decode strictly, and say which byte is wrong and what the file probably is.  To save it as UTF-8 is only offered:
a person must see that the names are right.

Basis: RFC 3629 defines which bytes are UTF-8; pandoc reads nothing else.  Which encoding is likely is told by the share
of common Chinese characters that the bytes make (first level of GB/T 2312 and of Big5), and by bytes that are letters
or quotes in Windows-1252 only.

Fails:
    references.bib (latin-1):
        @article{murphy2003, author = {Murphy, José}, title = {Title}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, José}, title = {Title}, journal = {Journal}, year = {2003}}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript

CODE = "wrong-encoding"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first byte of each file that is not UTF-8."""
    for unread in manuscript.unread:
        if unread.reason == "encoding":
            fix = None
            if unread.encoding:
                message = f"save {unread.location.path} as UTF-8, read as {unread.encoding}"
                fix = Fix((), is_safe=False, message=message, encoding=unread.encoding)
            yield Diagnostic(CODE, SEVERITY, unread.location, unread.message, unread.help, fix=fix)
