"""Two citekeys differ only in case.

BibTeX takes them for one and prints one entry, pandoc and biber take them for two: the same file gives two lists.

Basis: BibTeX compares citekeys without case and stops at such a pair; biber and pandoc compare them as they are
written.

Fails:
    manuscript/01-introduction.md:
        两项研究[@murphy2003; @Murphy2003]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{Murphy2003, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2003}}
Passes:
    manuscript/01-introduction.md:
        两项研究[@murphy2003; @Murphy2003a]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{Murphy2003a, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2003}}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript

CODE = "citekey-case"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each entry whose citekey an earlier one has in another case."""
    first: dict[str, BibliographyEntry] = {}
    for entry in manuscript.bibliography.entries:
        earlier = first.setdefault(entry.citekey.casefold(), entry)
        if earlier.citekey != entry.citekey:
            yield Diagnostic(
                CODE,
                SEVERITY,
                entry.location,
                f"the citekeys {entry.citekey} and {earlier.citekey} differ only in case",
                f"the other is on line {earlier.location.line}; give one of them another name",
                citekey=entry.citekey,
            )
