"""Two entries have the same citekey.

Of two entries with one citekey some programs print the first and others the last, all without a word: the reader may
see another work than the author cited.

Basis: a citekey names one record of the database (BibTeX manual); biber, BibTeX and pandoc each do something else with
the second.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{murphy2003, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2003}}
Passes:
    manuscript/01-introduction.md:
        两项研究[@murphy2003; @smith2003]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{smith2003, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2003}}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript

CODE = "duplicate-citekey"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each entry whose citekey an earlier one has."""
    first: dict[str, BibliographyEntry] = {}
    for entry in manuscript.bibliography.entries:
        earlier = first.setdefault(entry.citekey, entry)
        if earlier is not entry:
            yield Diagnostic(
                CODE,
                SEVERITY,
                entry.location,
                f"the citekey {entry.citekey} stands for two entries",
                f"the first is on line {earlier.location.line}; remove one, or give it a citekey of its own",
                citekey=entry.citekey,
            )
