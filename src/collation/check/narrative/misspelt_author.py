"""A sentence spells an author's name otherwise than the entry that it cites.

One of the two is wrong, and the reference list will print the entry's spelling.  A name with one letter more, less or
other, or with two that changed places, is told from a wrong citation: it is no other first author's in the
bibliography.  Accents, hyphens and capitals that are missing are a note and are put in; a particle at the start of a
sentence (`Van Buul`) and a name in capitals are right.

Basis: NLM's Citing Medicine and GB/T 7714-2015 have names as the work itself gives them; author names are the
commonest error of reference lists, 39% of all in one count (Aronsky 2005, JAMIA 12:225).

Fails:
    manuscript/01-introduction.md:
        2003年，Murpy等[@murphy2003]报道了山羊模型。
    references.bib:
        @article{murphy2003, author = {Murphy, J. and Fink, D. and Hunt, E.}, title = {Goats}, journal = {Journal},
          year = {2003}}
Passes:
    manuscript/01-introduction.md:
        2003年，Murphy等[@murphy2003]报道了山羊模型。
    references.bib:
        @article{murphy2003, author = {Murphy, J. and Fink, D. and Hunt, E.}, title = {Goats}, journal = {Journal},
          year = {2003}}
"""

from collections.abc import Iterator

from collation.check.narrative.authors import Likeness
from collation.check.narrative.mentions import Person
from collation.check.narrative.reading import (
    Study,
    is_author,
    locate,
    misspelt,
    nearest_author,
    own_spelling,
    print_name,
    read,
    reference,
    replacement,
)
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import BibliographyEntry, Manuscript, Name

CODE = "misspelt-author"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections", "bibliography")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each name that is nearly that of an author of the work cited with it."""
    reading = read(manuscript)
    for study in reading.studies:
        if study.mention.tie == "later" and not study.mention.is_sure:
            continue
        found = misspelt(study, reading.index)
        if found:
            work, person, degree = found
            yield _finding(
                manuscript, study, person, (work, own_spelling(work, person)), is_marks=degree == Likeness.MARKS
            )
        if study.mention.is_listed or not study.agreeing:
            continue
        for person in study.mention.people[1:]:
            if not any(is_author(work, person) for work in study.works):
                for work in study.works:
                    name = nearest_author(work, person)
                    if name:
                        yield _finding(manuscript, study, person, (work, name), is_marks=False)
                        break


def _finding(
    manuscript: Manuscript, study: Study, person: Person, meant: tuple[BibliographyEntry, Name], *, is_marks: bool
) -> Diagnostic:
    work, name = meant
    written = print_name(name)
    edit = replacement(study.passage, person.start, person.end, written)
    # An author's accents are put in unseen only where the sentence has none: else the entry may be what lacks them.
    is_safe = is_marks and person.text.isascii() and len(person.text.split()) == len(written.split())
    return Diagnostic(
        CODE,
        Severity.NOTE if is_marks else SEVERITY,
        locate(manuscript, study.passage, person.start, person.end),
        f"{person.text} is written {written} in the entry of {reference(manuscript, work)}",
        "write the name as the work itself has it, here and in the entry",
        work.citekey,
        Fix((edit,), is_safe=is_safe, message=f"write {written}") if edit else None,
    )
