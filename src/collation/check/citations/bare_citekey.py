"""A citekey of the bibliography stands in the text without the `@` of a citation.

It is printed as it stands, and the work is not cited there: the `@` was lost, or a second citekey was put behind a
comma in place of a semicolon.  Only citekeys with a digit are looked for, for others may be words.

Basis: pandoc's syntax of citations; `[@murphy2003, jo2017]` prints the number of the first work and the word jo2017,
without a warning.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003, jo2017]与临床试验[@jo2017]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003; @jo2017]，`murphy2003`是标识。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
"""

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "bare-citekey"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections",)

_WORD = re.compile(r"(?<![@{\w.:/#-])[^\W\d_][\w:-]*\d\w*(?![\w@])")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each citekey that stands where it is only a word."""
    by_citekey = manuscript.bibliography.by_citekey
    reported = {(item.location.path, item.location.line) for item in manuscript.stray_syntax}
    for passage in (passage for section in manuscript.sections for passage in section.passages):
        for found in _WORD.finditer(passage.text):
            if found[0] not in by_citekey:
                continue
            place = manuscript.locate(passage.path, passage.place(found.start()), len(found[0]))
            if (place.path, place.line) in reported:
                continue  # stray-citation-syntax speaks of it
            yield Diagnostic(
                CODE,
                SEVERITY,
                place,
                f"{found[0]} is printed as it stands, for no @ is before it",
                f"write [@{found[0]}], and a semicolon between two: [@first; @second]",
                citekey=found[0],
            )
