"""A file begins with a byte order mark.

Nobody sees it, and it is no part of the text: but a program that does not know it reads the first entry, the first key
of the metadata or the first heading as another word.

Basis: RFC 3629 section 6 and the Unicode Standard: in UTF-8 the mark says nothing of the order of bytes, and is neither
required nor recommended.

Fails:
    references.bib (utf-8-sig):
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Edit, Fix, Location, Severity
from collation.model import Manuscript

CODE = "byte-order-mark"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each file that begins with the mark."""
    for source in manuscript.sources:
        if source.has_byte_order_mark:
            yield Diagnostic(
                CODE,
                SEVERITY,
                Location(source.path),
                "the file begins with a byte order mark",
                "save it as UTF-8 without the mark (BOM)",
                fix=Fix((Edit(source.path, -1, 0, ""),), is_safe=True, message="remove the byte order mark"),
            )
