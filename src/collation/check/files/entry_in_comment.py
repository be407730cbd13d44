"""What looks like an entry is read as a comment.

BibTeX takes all text outside its entries for a comment, so an entry that has lost its @ is not there, and nothing says
so until it is cited.  An entry that its author took out with % or @comment is left alone.

Basis: "BibTeXing" (O. Patashnik 1988): everything outside an entry is ignored; of twelve peers that we tried one warns.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}

        article{smith2004, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2004}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}

        % @article{smith2004, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2004}}
"""

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "entry-in-comment"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()
_HEAD = re.compile(
    r"^[ \t]*(?:(?P<taken>%[% \t]*@)|[\uff20\\#$*-]?)[ \t]*(?P<type>[A-Za-z][\w-]*)[ \t]*[{(｛][ \t]*"
    r"(?P<citekey>[^\s,，{}()\"=#%]+)[ \t]*[,，](?(taken)[ \t]*\r?\n[ \t]*|\s*)[A-Za-z][\w-]*[ \t]*=",
    re.MULTILINE,
)
_FIELDS = re.compile(
    r"^[ \t]*(?:author|title|journal|year|booktitle|doi)[ \t]*=[ \t]*[{\"]", re.MULTILINE | re.IGNORECASE
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each head of an entry that stands in a comment, or else fields without a head."""
    library = manuscript.bibliography
    if not library.remarks:
        return
    text = manuscript.source[library.path].text
    for remark in library.remarks:
        has_head = False
        for found in _HEAD.finditer(text, remark.start, remark.end):
            has_head = True
            at = found.start("type") - (found["taken"] is not None)
            if found["taken"]:
                message = f"only the first line of the entry {found['citekey']} is taken out by the %"
                help = "put % before each of its lines, or take it away from the first"
            else:
                message = f"{found['type']}{{{found['citekey']} is read as a comment, not as an entry"
                help = f"write @{found['type'].lower()}{{{found['citekey']},"
            place = manuscript.locate(library.path, at, found.end("citekey") - at)
            yield Diagnostic(CODE, SEVERITY, place, message, help, found["citekey"])
        if not has_head:
            fields = _FIELDS.search(text, remark.start, remark.end)
            if fields:
                place = manuscript.locate(library.path, fields.start(), len(fields[0]))
                help = "write the head of the entry before them: @article{murphy2003,"
                yield Diagnostic(CODE, SEVERITY, place, "fields stand here outside of any entry", help)
