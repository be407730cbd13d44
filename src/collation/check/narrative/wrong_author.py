"""A sentence names an author whose work its citation is not.

`Murphy等[11]` speaks of the work of Murphy; where 11 is another's, the number is wrong or the name is, and a reader
who follows it finds nothing of what the sentence says.  A name that the words alone do not show to be a person's (by
等, a title, colleagues, a year, what people alone do, or the characters of a Chinese name) counts only where it is that
of an author in the bibliography: `Smith [11]` may be a firm.  Naming a later author is a warning, and so is a citation
that stands further on in the sentence.

Basis: GB/T 7714-2015 has a text name the first author of a work, followed by et al. or 等, and the ICMJE
recommendations have authors check each reference against its source; in a meta-analysis of 46 studies of medical
articles 16.9% of quotations were wrong (Baethge and Jergas 2025, 10.1186/s41073-025-00173-z).

Fails:
    manuscript/01-introduction.md:
        2003年，Murphy等[1]报道了山羊模型；2017年，Murphy等[2]报道了临床试验。
    references.bib:
        @article{murphy2003, author = {Murphy, J. and Fink, D. and Hunt, E.}, title = {Goats}, journal = {Journal},
          year = {2003}}
        @article{jo2017, author = {Jo, C. and Chai, J. and Lee, Y.}, title = {Knees}, journal = {Journal},
          year = {2017}}
Passes:
    manuscript/01-introduction.md:
        2003年，Murphy等[1]报道了山羊模型；2017年，Jo等[2]报道了临床试验。
    references.bib:
        @article{murphy2003, author = {Murphy, J. and Fink, D. and Hunt, E.}, title = {Goats}, journal = {Journal},
          year = {2003}}
        @article{jo2017, author = {Jo, C. and Chai, J. and Lee, Y.}, title = {Knees}, journal = {Journal},
          year = {2017}}
"""

import re
from collections.abc import Iterator

from collation.check.narrative.authors import Index, Likeness
from collation.check.narrative.mentions import Mention, Person, is_made_up
from collation.check.narrative.reading import (
    Reading,
    Study,
    by,
    cite_instead,
    first_author,
    is_author,
    is_open,
    likeness,
    listed,
    locate,
    may_be_author,
    misspelt,
    nearest_author,
    people,
    read,
    reference,
    rename,
    works_of,
)
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "wrong-author"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections", "bibliography")
_FULL_NAME = re.compile(r"[^\W\d_]{2,}(?:\s[^\W\d_]\.?)*\s[^\W\d_]{2,}")
_CERTAIN = frozenset({"direct", "back"})


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each name that is not the first author's of any work that is cited with it."""
    reading = read(manuscript)
    for study in reading.studies:
        if not study.works:
            continue
        if study.agreeing:
            yield from _others(manuscript, study, reading.index)
        elif not misspelt(study, reading.index):
            yield from _first(manuscript, study, reading)


def _first(manuscript: Manuscript, study: Study, reading: Reading) -> Iterator[Diagnostic]:
    mention, work, index = study.mention, study.works[0], reading.index
    known = [person for person in study.leading if index.first(person.text)]
    person = known[0] if known else study.leading[-1]
    place = locate(manuscript, study.passage, person.start, person.end)
    cited = listed([reference(manuscript, entry) for entry in study.works], "and")
    later = next((entry for entry in study.works if any(is_author(entry, name) for name in study.leading)), None)
    elsewhere = works_of(study, person, reading)
    given = next((entry for entry in study.works if likeness(entry, person) == Likeness.GIVEN and not elsewhere), None)
    if is_made_up(person.text) and len(person.text) < 4:
        return
    if mention.tie in ("later", "own") and any(map(study.is_near, elsewhere)):
        return  # the sentence speaks of a work of that author that is cited close by
    if later or given:
        if mention.others == "et al" or (len(mention.people) > 1 and not mention.is_listed):
            entry = given or later
            assert entry is not None
            what = "the given name of the first author" if given else "an author, but not the first,"
            message = f"{person.text} is {what} of {reference(manuscript, entry)}"
            help = f"name the first author, {first_author(entry)}"
            fix = rename(study, person, entry)
            if given:  # whose names are turned round, those of the sentence or those of the entry, is not told
                help, fix = f"{help}; or, if {person.text} is the family name, turn the names of the entry", None
            elif elsewhere:
                where = listed([reference(manuscript, own) for own in elsewhere[:4]], "or")
                help = f"{person.text} is the first author of {where}: cite that, or {help}"
                fix = cite_instead(manuscript, study, elsewhere[0]) if len(elsewhere) == 1 else None
            yield Diagnostic(CODE, Severity.WARNING, place, message, help, entry.citekey, fix)
        return
    if not _is_evident(study, person, index, is_first_elsewhere=bool(elsewhere)):
        return
    severity = SEVERITY if mention.tie in _CERTAIN else Severity.WARNING
    if len(study.works) > 1:
        message = f"{person.text} is the first author of none of {cited}"
    else:
        message = f"{person.text} is not the first author of {cited}, which is by {by(work)}"
    help = f"name {first_author(work)}, or cite the work of {person.text}"
    if elsewhere:
        where = listed([reference(manuscript, entry) for entry in elsewhere[:4]], "or")
        help = f"{person.text} is the first author of {where}: cite that, or name {first_author(work)}"
    fix = cite_instead(manuscript, study, elsewhere[0]) if len(elsewhere) == 1 else None
    yield Diagnostic(CODE, severity, place, message, help, work.citekey, fix)


def _is_evident(study: Study, person: Person, index: Index, *, is_first_elsewhere: bool) -> bool:
    """Whether the words, or the authors of the bibliography, show that the name is an author's."""
    mention = study.mention
    if _is_roll(mention):
        return False
    if is_made_up(person.text) and (len(person.text) < 4 or not index.first_alone(person.text)):
        return False
    if any(may_be_author(work, person) for work in study.works):
        return is_first_elsewhere
    if mention.tie == "later":
        meant = index.first(person.text) if mention.is_bare else index.may_be_of(person.text)
        if any(study.is_near(entry) for entry in meant):
            return False
        if mention.is_bare:
            return all(index.knows(name.text) for name in mention.people)
        return is_first_elsewhere or (mention.is_person and mention.reports)
    if mention.tie == "own":
        others = (entry for name in mention.people for entry in index.may_be_of(name.text))
        return not any(study.is_near(entry) for entry in others if entry not in study.works)
    if mention.is_person:
        return True
    if mention.others == "et al":
        return mention.is_sure or is_first_elsewhere or index.knows(person.text)
    if mention.others == "group":
        return bool(index.first_alone(person.text))
    if len(mention.people) == 1:
        return mention.is_sure and bool(index.first_alone(person.text))
    known = sum(index.knows(other.text) for other in mention.people)
    is_named_there = any(is_author(work, other) for work in study.works for other in mention.people)
    return known > 1 or is_named_there or (known > 0 and mention.is_sure)


def _is_roll(mention: Mention) -> bool:
    """Whether people of whom a history speaks are listed by their full names, and nothing says that they wrote it."""
    if mention.others or mention.reports or len(mention.people) < 3:
        return False
    return sum(bool(_FULL_NAME.match(person.text)) for person in mention.people) > len(mention.people) // 2


def _others(manuscript: Manuscript, study: Study, index: Index) -> Iterator[Diagnostic]:
    """Yield each further name that is no author's of a work whose first author is named right."""
    mention = study.mention
    if mention.is_listed or mention.tie not in ("direct", "own") or any(is_open(entry) for entry in study.works):
        return
    if mention.tie == "own" and any(len(people(entry)) != 2 for entry in study.works):
        return  # one of several may be named with the author of another work
    for person in mention.people[1:]:
        is_one = any(is_author(entry, person) for entry in study.works)
        if is_one or person.text.isupper() or any(nearest_author(entry, person) for entry in study.works):
            continue
        elsewhere = (entry for entry in index.may_be_of(person.text) if entry not in study.works)
        if mention.tie == "own" and any(map(study.is_near, elsewhere)):
            continue
        work = study.agreeing[0]
        cited = listed([reference(manuscript, entry) for entry in study.works], "or")
        yield Diagnostic(
            CODE,
            SEVERITY if mention.tie in _CERTAIN else Severity.WARNING,
            locate(manuscript, study.passage, person.start, person.end),
            f"{person.text} is not an author of {cited}",
            f"{reference(manuscript, work)} is by {by(work)}",
            work.citekey,
        )
