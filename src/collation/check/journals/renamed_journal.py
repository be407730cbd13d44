r"""A journal is named by a title that it did not have in that year.

Arthritis & Rheumatism became Arthritis & Rheumatology in 2014: under the wrong title, or with the wrong year, a reader
does not find the volume.

Basis: NLM's Citing Medicine and GB/T 7714-2015 cite a journal by the title that it had when the work appeared.  The
table holds some journals of biomedicine whose change of title is well known; of others nothing is said.  A new title
is let pass one year early, for works that were online before print.

Fails:
    references.bib:
        @article{murphy2003, author = {Fink, D.}, title = {Goats}, journal = {Arthritis and Rheumatism}, year = {2016}}
Passes:
    references.bib:
        @article{murphy2003, author = {Fink, D.}, title = {Goats}, journal = {Arthritis and Rheumatism}, year = {2003}}
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from collation.check.journals.titles import fields, plain
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript

CODE = "renamed-journal"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_YEAR = re.compile(r"\s*(\d{4})(?!\d)")


class _Change(NamedTuple):
    """A journal's old title, its last year, the first year of the new title, and how each is written."""

    last: int
    first: int
    old: tuple[str, ...]
    new: tuple[str, ...]


_CHANGES = (
    _Change(
        2013, 2014, ("Arthritis & Rheumatism", "Arthritis Rheum"), ("Arthritis & Rheumatology", "Arthritis Rheumatol"),
    ),
    _Change(
        2012, 2013,
        ("Journal of Bone and Joint Surgery. British Volume", "Journal of Bone and Joint Surgery (British)",
         "Journal of Bone and Joint Surgery Br", "J Bone Joint Surg Br"),
        ("Bone & Joint Journal", "Bone Joint J"),
    ),
    _Change(2007, 2008, ("Tissue Engineering", "Tissue Eng"), ("Tissue Engineering Part A, B or C",)),
    _Change(2004, 2005, ("Acta Orthopaedica Scandinavica", "Acta Orthop Scand"), ("Acta Orthopaedica", "Acta Orthop")),
    _Change(2004, 2005, ("European Journal of Biochemistry", "Eur J Biochem"), ("FEBS Journal", "FEBS J")),
    _Change(1998, 1999, ("British Journal of Rheumatology", "Br J Rheumatol"), ("Rheumatology (Oxford)",)),
    _Change(
        2012, 2013, ("Archives of Internal Medicine", "Arch Intern Med"), ("JAMA Internal Medicine", "JAMA Intern Med"),
    ),
    _Change(2012, 2013, ("Archives of Surgery", "Arch Surg"), ("JAMA Surgery", "JAMA Surg")),
    _Change(2012, 2013, ("Archives of Neurology", "Arch Neurol"), ("JAMA Neurology", "JAMA Neurol")),
    _Change(2012, 2013, ("Archives of General Psychiatry", "Arch Gen Psychiatry"), ("JAMA Psychiatry",)),
    _Change(2012, 2013, ("Archives of Ophthalmology", "Arch Ophthalmol"), ("JAMA Ophthalmology", "JAMA Ophthalmol")),
    _Change(2012, 2013, ("Archives of Dermatology", "Arch Dermatol"), ("JAMA Dermatology", "JAMA Dermatol")),
    _Change(
        2012, 2013, ("Archives of Pediatrics & Adolescent Medicine", "Arch Pediatr Adolesc Med"),
        ("JAMA Pediatrics", "JAMA Pediatr"),
    ),
    _Change(
        1993, 1994, ("American Journal of Diseases of Children", "Am J Dis Child"),
        ("Archives of Pediatrics & Adolescent Medicine", "Arch Pediatr Adolesc Med"),
    ),
    _Change(
        1993, 1994, ("American Review of Respiratory Disease", "Am Rev Respir Dis"),
        ("American Journal of Respiratory and Critical Care Medicine", "Am J Respir Crit Care Med"),
    ),
    _Change(
        2003, 2004, ("Journal of Hematotherapy & Stem Cell Research", "J Hematother Stem Cell Res"),
        ("Stem Cells and Development", "Stem Cells Dev"),
    ),
    _Change(
        2012, 2013, ("Journal of Biomedicine and Biotechnology", "J Biomed Biotechnol"),
        ("BioMed Research International", "Biomed Res Int"),
    ),
    _Change(
        2009, 2009, ("Nature Clinical Practice Rheumatology", "Nat Clin Pract Rheumatol"),
        ("Nature Reviews Rheumatology", "Nat Rev Rheumatol"),
    ),
    _Change(
        2009, 2009, ("Nature Clinical Practice Oncology", "Nat Clin Pract Oncol"),
        ("Nature Reviews Clinical Oncology", "Nat Rev Clin Oncol"),
    ),
    _Change(
        2009, 2009, ("Nature Clinical Practice Neurology", "Nat Clin Pract Neurol"),
        ("Nature Reviews Neurology", "Nat Rev Neurol"),
    ),
    _Change(2005, 2006, ("第一军医大学学报",), ("南方医科大学学报",)),
    _Change(2011, 2012, ("中国组织工程研究与临床康复",), ("中国组织工程研究",)),
    _Change(2006, 2007, ("中国临床康复",), ("中国组织工程研究与临床康复",)),
)  # fmt: skip
"""From general knowledge: only changes of which the year is beyond doubt."""

_BY_OLD = {plain(form): change for change in _CHANGES for form in change.old}
_BY_NEW = {plain(form): change for change in _CHANGES for form in change.new}


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each title that was no longer, or not yet, the journal's."""
    for entry, field in fields(manuscript):
        title = plain(entry.value(field.name))
        old, new = _BY_OLD.get(title), _BY_NEW.get(title)
        if old is None and new is None:
            continue
        year = _year(entry)
        if old is not None and year > old.last:
            message = f"{entry.value(field.name)} has been {old.new[0]} since {old.first}, and this work is of {year}"
            help = f"write {old.new[0]}, or correct the year"
        elif new is not None and 0 < year < new.first - 1:
            message = f"{entry.value(field.name)} was {new.old[0]} until {new.last}, and this work is of {year}"
            help = f"write {new.old[0]}, or correct the year"
        else:
            continue
        yield Diagnostic(CODE, SEVERITY, field.location, message, help, entry.citekey)


def are_successive(title: str, other: str) -> bool:
    """Whether one of two titles is known to have followed the other."""
    one, two = plain(title), plain(other)
    return any(old in _BY_OLD and _BY_OLD[old] is _BY_NEW.get(new) for old, new in ((one, two), (two, one)))


def _year(entry: BibliographyEntry) -> int:
    found = _YEAR.match(entry.value("year") or entry.value("date"))
    return int(found[1]) if found else 0
