"""An entry of the bibliography that the text never cites.

An entry left over is most often a citation that was lost when a sentence was cut; a project with a shared library
ignores this check, and a work that is to be kept uncited has a waiver with its reason.

Basis: the ICMJE recommendations and GB/T 7714-2015: the list holds the works that the text cites and no others.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]，临床试验[@jo2017]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
"""

from collections.abc import Iterator

from collation.check.citations import number_gap, stray_citation_syntax, unresolved_citekey
from collation.check.duplicates.works import same_identifier
from collation.check.narrative import shifted_numbers
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "uncited-entry"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections", "bibliography")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each entry that is not cited and of which no other check already says why."""
    bibliography = manuscript.bibliography
    cited = set(manuscript.cited)
    explained = unresolved_citekey.suspects(manuscript) | stray_citation_syntax.suspects(manuscript)
    explained |= {entry.citekey for _, entry, _ in same_identifier(manuscript)}
    parents = {parent for entry in bibliography.entries for parent in entry.parents}
    elsewhere = number_gap.gaps(manuscript) | number_gap.meant(manuscript) | shifted_numbers.meant(manuscript)
    help = "cite it, remove it, or ignore uncited-entry if the bibliography is a shared library"
    if manuscript.notations == {"number"}:
        help = "cite it, or move it to the end of the list: removed here, it would shift every number after it"
    known = cited | explained | parents
    for entry in bibliography.entries:
        if entry.citekey in known or entry.ordinal in elsewhere:
            continue
        yield Diagnostic(
            CODE,
            SEVERITY,
            entry.location,
            f"{entry.citekey} is never cited",
            help,
            entry.citekey,
        )
