"""Two or three letters are written as one sign, as a PDF has them.

`ﬁbrosis` and `fibrosis` print alike, but nobody who looks for the one finds the other, and a title with it is not the
title that a catalogue has.

Basis: the Unicode Standard has U+FB00 to U+FB06 only for other standards and takes them apart in Annex 15 (NFKC);
ligatures are the typesetter's affair.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goat \ufb01brosis}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goat fibrosis}, journal = {Journal}, year = {2003}}
"""

import re
import unicodedata
from collections.abc import Iterator

from collation.check.files.characters import citekey_characters, occurrences, replacement
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "ligature"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()
_WANTED = frozenset("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06")
_LIGATURE = re.compile("[\ufb00-\ufb06]")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each ligature."""
    for source, found in occurrences(manuscript, _WANTED, _LIGATURE):
        letters = unicodedata.normalize("NFKC", found[0])
        yield Diagnostic(
            CODE,
            SEVERITY,
            manuscript.locate(source.path, found.start()),
            f"{found[0]} is one sign for the letters {letters}",
            f"write {letters}",
            fix=replacement(
                source,
                *found.span(),
                letters,
                f"write {letters}",
                is_safe=_WANTED.isdisjoint(citekey_characters(manuscript)),
            ),
        )
