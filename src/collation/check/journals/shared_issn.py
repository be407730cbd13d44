"""Two titles of journals have one ISSN.

An ISSN belongs to one journal: either the two titles are one journal in two forms, which no comparison of words would
show, or an entry has the ISSN of another journal, as an import leaves it that went wrong.

Basis: ISO 3297 gives each journal an ISSN of its own, and another when its title changes.  A title in Chinese beside
one in Latin letters is let pass, for many journals have both.

Fails:
    manuscript/01-introduction.md:
        两项研究[@murphy2003; @murphy2004]。
    references.bib:
        @article{murphy2003, author = {Fink, D.}, title = {Goat}, journal = {Bone and Joint}, year = {2003},
          issn = {1234-5679}}
        @article{murphy2004, author = {Roe, R.}, title = {Sheep}, journal = {Annals of Pain}, year = {2004},
          issn = {1234-5679}}
Passes:
    manuscript/01-introduction.md:
        两项研究[@murphy2003; @murphy2004]。
    references.bib:
        @article{murphy2003, author = {Fink, D.}, title = {Goat}, journal = {Bone and Joint}, year = {2003},
          issn = {1234-5679}}
        @article{murphy2004, author = {Roe, R.}, title = {Sheep}, journal = {Bone and Joint}, year = {2004},
          issn = {1234-5679}}
"""

import re
from collections.abc import Iterator

from collation.check.journals.renamed_journal import are_successive
from collation.check.journals.titles import are_one, fields, plain, words
from collation.diagnostics import Diagnostic, Severity
from collation.identifiers import digits, has_issn_check_digit
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "shared-issn"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_ISSN = re.compile(r"(?<!\d)\d{4}-?\d{3}[\dXx](?!\d)")
_HAN = re.compile(r"[\u3400-\u9fff]")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each pair of titles that have one ISSN, at the entry that shows it."""
    first: dict[str, tuple[BibliographyEntry, str]] = {}
    known: set[tuple[str, str]] = set()
    for entry, journal in fields(manuscript):
        title = entry.value(journal.name)
        for field in entry.fields:
            if field.name not in ("issn", "eissn"):
                continue
            for number in _numbers(entry, field):
                earlier, other = first.setdefault(number, (entry, title))
                pair = (plain(title), plain(other))
                if pair not in known and not _may_be_one(title, other):
                    known.add(pair)
                    message = f"{other} ({earlier.citekey}) has the same ISSN as {title}"
                    help = "write one form of the title if both are one journal; else correct the ISSN"
                    yield Diagnostic(CODE, SEVERITY, field.location, message, help, entry.citekey)


def _numbers(entry: BibliographyEntry, field: Field) -> Iterator[str]:
    for found in _ISSN.finditer(entry.value(field.name)):
        if has_issn_check_digit(digits(found[0])):
            yield digits(found[0])


def _may_be_one(title: str, other: str) -> bool:
    """Whether two titles are one, or are judged by the other checks of journals, or stand in two scripts."""
    if plain(title) == plain(other) or bool(_HAN.search(title)) != bool(_HAN.search(other)):
        return True
    return are_one(words(title), words(other)) or are_successive(title, other)
