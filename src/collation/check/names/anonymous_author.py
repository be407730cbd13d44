"""A work without a named author is given to Anonymous.

The word is printed as a surname, and sorted as one.  Often a body issued the work, and is its author.

Basis: NLM's Citing Medicine begins a reference without an author with its title and advises against "Anonymous";
GB/T 7714-2015 has 佚名 for a work of which nobody knows the author, so that is not reported.

Fails:
    references.bib:
        @article{murphy2003, author = {Anonymous}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {佚名}, title = {山羊}, journal = {某杂志}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import written
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "anonymous-author"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ()

_NOBODY = re.compile(
    r"[{\[\s]*(?:anonymous|anon\.?|n\.?\s?n\.|(?:no|unknown|unnamed) authors?(?: (?:listed|given|named))?|"
    r"unknown|无名氏?|作者不详|无作者|未署名)"
    r"[}\]\s]*",
    re.IGNORECASE,
)
_SUSPECT = re.compile(r"anon|n\.\s?n\.|nn\.|unknown|unnamed|no author|无名|不详|无作者|未署名", re.IGNORECASE)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each name that says that there is none."""
    for entry, field in written.fields(manuscript):
        if not _SUSPECT.search(field.value):
            continue
        for name in written.names(entry, field):
            if _NOBODY.fullmatch(name.text):
                place = written.location(manuscript, field, name.start, name.end)
                message = f"{name.text} is printed as an author"
                help = "write the body that issued the work, in braces; where nobody is named, GB/T 7714 has 佚名"
                yield Diagnostic(CODE, SEVERITY, place, message, help, entry.citekey)
