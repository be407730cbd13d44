r"""Two readers of the same file see different things.

Every citation is read twice, by pandoc and by our scanner, and every cited entry three times, by our scanner, by
bibtexparser and by pybtex.  Where they differ nobody can say what the file means, so nothing is printed from it.

Basis: BibTeX has no formal grammar and its readers differ, in `\}` for one: BibTeX counts the brace, bibtexparser takes
it for escaped.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}, note = {a\}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}, note = {a}}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "reader-disagreement"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each place where two readers differ, with what each of them reads."""
    for disagreement in manuscript.disagreements:
        help = f"{disagreement.first}; {disagreement.second}; write it in a simpler form"
        yield Diagnostic(CODE, SEVERITY, disagreement.location, disagreement.message, help)
