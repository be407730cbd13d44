"""A citation is typed in a field of the bibliography, where nothing reads it.

A citation cluster is Markdown, and the fields of an entry are LaTeX: `[@murphy2003]` in a title or a note is printed in
the reference list as it is typed.  Not every style prints a note; there it is a warning.

Basis: measured with the pandoc that prints the reference list; its manual reads citations in the text of a document
only.  What is no citekey of the bibliography, as the handle of an account or N@C60, is not meant.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats of [@murphy2003]}, journal = {Journal},
          year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats of {N@C60} [@goats]}, journal = {Journal},
          year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.entries import values
from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "citation-in-entry"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_FIELDS = values.PRINTED - values.NAMES | {"note", "addendum", "howpublished"}
_CITATION = re.compile(r"(?<![\w.@/])@\{?(\w(?:[\w:.#$%&+?<>~/-]*\w)?)\}?")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each citekey of the bibliography that stands behind an `@` in a printed field."""
    known = manuscript.bibliography.by_citekey
    for entry in manuscript.bibliography.entries:
        for item in entry.fields:
            if "@" not in item.value or item.name not in _FIELDS:
                continue
            for citation in _CITATION.finditer(item.value):
                if citation[1] in known:
                    yield Diagnostic(
                        CODE,
                        SEVERITY if item.name in values.PRINTED else Severity.WARNING,
                        place(manuscript, item, *citation.span()),
                        f"{citation[0]} in the {item.name} of {entry.citekey} is not read as a citation",
                        "write out what is meant; a citation is read only in the text of the manuscript",
                        entry.citekey,
                    )
