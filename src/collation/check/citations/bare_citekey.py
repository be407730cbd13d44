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

from collation.check.citations import groups, stray_citation_syntax
from collation.check.citations.literal import is_label
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript, Passage

CODE = "bare-citekey"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections",)

_WORD = re.compile(r"(?<![@{\w.:/#^\0\1-])[^\W\d_][\w:-]*\d\w*(?![\w@])")
_SEPARATOR = re.compile(r"[ ,，、；]+$")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each citekey that stands where it is only a word."""
    by_citekey = manuscript.bibliography.by_citekey
    spoken = stray_citation_syntax.stretches(manuscript)
    for passage in (passage for section in manuscript.sections for passage in section.passages):
        for found in _WORD.finditer(passage.text):
            if found[0] not in by_citekey or _is_label(manuscript, passage, found):
                continue
            place = manuscript.locate(passage.path, passage.place(found.start()), len(found[0]))
            if any(place.overlaps(other) for other in spoken):
                continue  # stray-citation-syntax speaks of it
            yield Diagnostic(
                CODE,
                SEVERITY,
                place,
                f"{found[0]} is printed as it stands, for no @ is before it",
                f"write [@{found[0]}], and a semicolon between two: [@first; @second]",
                citekey=found[0],
                fix=_fix(passage, found),
            )


def _fix(passage: Passage, found: re.Match[str]) -> Fix | None:
    """Return the offer to make a citekey that ends a part of a citation a part of its own."""
    before = _SEPARATOR.search(passage.text[max(0, found.start() - 4) : found.start()])
    is_within = any(cited.start < found.start() < cited.end for cited in passage.citations)
    if not (is_within and before and passage.text[found.end()] in "];"):
        return None
    edit = groups.edit(passage, found.start() - len(before[0]), found.end(), f"; @{found[0]}")
    return Fix((edit,), is_safe=False, message=f"write ; @{found[0]}")


def _is_label(manuscript: Manuscript, passage: Passage, found: re.Match[str]) -> bool:
    around = passage.text[max(0, found.start() - 1) : found.end() + 1]
    return around == f"[{found[0]}]" and is_label(found[0], manuscript.source[passage.path].text)
