"""A number in the abstract occurs nowhere in the text.

The abstract is revised apart from the text, so its numbers may be those of an earlier draft, and most readers see no
others.  A number counts as said in whatever notation: 1 000, 0.1万, 百分之三十, thirty, and as the rounding of one that
is more exact; digits of names (IL-6, CD44) are no numbers, and what is less than ten in words is not looked at.

Basis: Pitkin, Branagan and Burmeister, JAMA 1999;281:1110 (in 18% to 68% of abstracts of six medical journals, data
differed from the article or were not in it).

Fails:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}]
        abstract: {zh: 共治疗18只山羊，85%的软骨得到修复。}
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
    manuscript/01-introduction.md:
        共18只山羊，58%的软骨得到修复[@murphy2003]。
Passes:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}]
        abstract: {zh: 共治疗18只山羊，85%的软骨得到修复。}
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
    manuscript/01-introduction.md:
        共十八只山羊，85.2%的软骨得到修复[@murphy2003]。
"""

from collections.abc import Iterator

from collation.check.manuscript.numerals import numbers, said
from collation.check.manuscript.prose import prose
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "abstract-number"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("metadata", "sections")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each number of an abstract, in either language, that the text does not say."""
    path = manuscript.front_matter.path
    found = [
        (text, number)
        for text in manuscript.front_matter.texts
        if text.part == "abstract"
        for number in numbers(text.text)
    ]
    if not found:
        return
    known = said(_body(manuscript))
    for text, number in found:
        if known.isdisjoint(number.values):
            shown = text.text[number.start : number.end]
            start, end = text.place(number.start), text.place(number.end - 1) + 1
            yield Diagnostic(
                CODE,
                SEVERITY,
                manuscript.locate(path, start, end - start),
                f"the abstract says {shown}, which the text says nowhere",
                "correct the number, or say it in the text too",
            )


def _body(manuscript: Manuscript) -> str:
    """Return all prose and formulas; numbers of citations and identifiers are not among them."""
    passages = (prose(passage) for section in manuscript.sections for passage in section.passages)
    return "\n\n".join((*passages, *(formula.text for formula in manuscript.formulas)))
