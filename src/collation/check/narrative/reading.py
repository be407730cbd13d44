"""What the sentences of a manuscript say of the works that they cite, read once for all checks of the family."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from collation.check.names import (
    braced_person,
    chinese_name_form,
    degree_in_name,
    digit_in_name,
    empty_name,
    et_al_as_author,
    given_name_as_surname,
    initials_as_surname,
    misplaced_suffix,
    missing_and,
    pinyin_beside_characters,
    unbraced_corporate_author,
)
from collation.check.narrative import own
from collation.check.narrative.authors import Index, Known, Likeness, begins_alike, fold, is_han
from collation.check.narrative.mentions import Mention, Person, is_parted, parse
from collation.check.narrative.shift import Claim, Shift, shift
from collation.diagnostics import Edit, Fix, Location
from collation.model import BibliographyEntry, Manuscript, Name, Passage

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_OF_NAMES = (
    missing_and,
    et_al_as_author,
    empty_name,
    initials_as_surname,
    given_name_as_surname,
    chinese_name_form,
    unbraced_corporate_author,
    braced_person,
    misplaced_suffix,
    digit_in_name,
    degree_in_name,
    pinyin_beside_characters,
)
"""What is wrong with the names of an entry: until it is mended nobody can say whether a sentence names them right."""

_LOST = re.compile("[?\ufffd]")
"""A letter of a name that did not survive a conversion."""

_PROSE = frozenset({"body", "table", "caption", "footnote"})


@dataclass(frozen=True)
class Study:
    """A mention of a study in its passage, with the works that its citation means.

    Attributes:
        passage: where it stands.
        mention: what the sentence says.
        works: the entries that are cited there; none where the mention is tied to no citation, or where one of the
            works is not known.
        first_cited: for each citekey, which citation of the section is the first of it.
        until: how many citations the section has up to the end of the passage.
    """

    passage: Passage
    mention: Mention
    works: tuple[BibliographyEntry, ...]
    first_cited: Mapping[str, int]
    until: int

    def is_near(self, work: BibliographyEntry) -> bool:
        """Return whether the section cites a work before the mention, or in its paragraph after it."""
        return self.first_cited.get(work.citekey, self.until) < self.until

    @cached_property
    def likenesses(self) -> tuple[Likeness, ...]:
        """How the person named first agrees with the first author of each work."""
        return tuple(max(likeness(work, person) for person in self.leading) for work in self.works)

    @cached_property
    def agreeing(self) -> tuple[BibliographyEntry, ...]:
        """The works whose first author is the person named first, or alone."""
        pairs = zip(self.works, self.likenesses, strict=True)
        return tuple(work for work, degree in pairs if degree >= Likeness.MARKS)

    @property
    def leading(self) -> tuple[Person, ...]:
        """Who may be meant as the first author: the first name, and any where commas join the names."""
        return self.mention.people if self.mention.is_listed else self.mention.people[:1]


@dataclass(frozen=True)
class Reading:
    """All mentions of a manuscript, and who is an author in its bibliography.

    Where typed numbers lie beside their entries (`shift`), nothing is known of the works that they mean.
    """

    studies: tuple[Study, ...]
    index: Index
    shift: Shift | None = None

    def first(self, name: str) -> tuple[BibliographyEntry, ...]:
        """Return the entries whose first author a name is, and of which it is known what number means them."""
        return tuple(entry for entry in self.index.first(name) if not self.is_shifted(entry))

    def is_shifted(self, entry: BibliographyEntry) -> bool:
        """Return whether it is not known by what number a text of typed numbers means an entry."""
        return self.shift is not None and self.shift.covers(entry.ordinal)


class _Same:
    """A manuscript as a key by which it is found again: only itself equals it."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.manuscript is other.manuscript

    def __hash__(self) -> int:
        return id(self.manuscript)


def read(manuscript: Manuscript) -> Reading:
    """Read a manuscript; the checks that ask in turn share the reading of the same one."""
    return _read(_Same(manuscript))


@lru_cache(maxsize=1)
def _read(key: _Same) -> Reading:
    manuscript = key.manuscript
    index = Index(manuscript.bibliography)
    studies = tuple(_studies(manuscript, index))
    unsure = _unsure(manuscript, studies)
    reading = Reading((), index, _shift(manuscript, studies, index))
    sure = (
        replace(study, works=())
        if any(work.citekey in unsure or reading.is_shifted(work) for work in study.works)
        else study
        for study in studies
    )
    return replace(reading, studies=tuple(sure))


def _shift(manuscript: Manuscript, studies: Iterable[Study], index: Index) -> Shift | None:
    """Return how typed numbers lie beside the entries that their sentences name, or None where they do not."""
    if manuscript.notations != {"number"}:
        return None
    claims = []
    for study in studies:
        clusters = [manuscript.clusters[study.passage.citations[place].cluster] for place in study.mention.cited]
        if len(clusters) != 1 or len(clusters[0].items) != 1 or study.mention.tie not in ("direct", "back"):
            continue
        named = {entry.ordinal for person in study.leading for entry in index.first(person.text)}
        is_wrong = bool(study.works and named) and max(study.likenesses) == Likeness.NONE
        claims.append(Claim(clusters[0].items[0].number, named, bool(study.agreeing), is_wrong))
    cited = {item.number for cluster in manuscript.clusters for item in cluster.items}
    return shift(claims, cited, manuscript.bibliography.size)


def _unsure(manuscript: Manuscript, studies: Iterable[Study]) -> Collection[str]:
    """Return the citekeys of the works that are named somewhere and whose own names are in doubt."""
    works = {work.citekey: work for study in studies for work in study.works}
    if not works:
        return ()
    named = replace(manuscript, bibliography=replace(manuscript.bibliography, entries=tuple(works.values())))
    unsure = {found.citekey for check in _OF_NAMES for found in check.find(named)}
    return unsure | {work.citekey for work in works.values() if _LOST.search(work.value("author"))}


def _studies(manuscript: Manuscript, index: Index) -> Iterator[Study]:
    for section in manuscript.sections:
        first_cited: dict[str, int] = {}
        count = 0
        for passage in section.passages:
            for number, found in enumerate(passage.citations, start=count):
                for item in manuscript.clusters[found.cluster].items:
                    first_cited.setdefault(manuscript.citekey(item), number)
            if passage.context in _PROSE:
                han = () if passage.text.isascii() else index.han
                mentions = parse(passage.text, passage.citations, han)
                tied = tuple(_tied(manuscript, passage, mentions, index, first_cited))
                replaced = {mention.start for mention in tied}
                for mention in (*(one for one in mentions if one.start not in replaced), *tied):
                    works = _works(manuscript, passage, mention)
                    yield Study(passage, mention, works, first_cited, count + len(passage.citations))
            count += len(passage.citations)


def _tied(
    manuscript: Manuscript, passage: Passage, mentions: tuple[Mention, ...], index: Index, near: Collection[str]
) -> Iterator[Mention]:
    """Yield the mentions that are tied to the one work of their sentence by what the bibliography knows.

    Either the sentence names the first author of that work, or it says `Kim et al.` of an author of the bibliography
    whose works are not among the `near` ones, cited before in the section or in the paragraph.
    """
    if not passage.citations or passage.context == "table":
        return
    by_citekey = manuscript.bibliography.by_citekey
    for start, place in own.clauses(passage.text, passage.citations):
        cited = passage.citations[place]
        items = manuscript.clusters[cited.cluster].items
        entry = by_citekey.get(manuscript.citekey(items[0])) if len(items) == 1 else None
        if entry is None or not people(entry) or items[0].is_narrative:
            continue
        authors = [Known(name).han or Known(name).spellings for name in people(entry) if not name.is_corporate]
        if len(authors) < len(people(entry)) or any(min(map(len, names)) < 2 for names in authors):
            continue
        mention = own.Sentence(passage.text, start, cited, place, authors, mentions).mention()
        if mention:
            yield mention
            continue
        named = [one for one in mentions if start <= one.start < cited.start and one.tie in ("", "later")]
        near_miss = next((one for one in named if _is_tied_by_name(entry, one, index)), None)
        if near_miss:
            yield replace(near_miss, cited=(place,), tie="own")
            continue
        if len(named) != 1 or named[0].cited or named[0].others != "et al" or named[0].is_parted:
            continue
        if is_parted(passage.text[named[0].end : cited.start]):
            continue
        works = index.first(named[0].people[0].text)
        if works and not any(work.citekey in near for work in works):
            yield replace(named[0], cited=(place,), tie="later")


def _is_tied_by_name(entry: BibliographyEntry, mention: Mention, index: Index) -> bool:
    """Return whether one of two names is an author's of a work, or the first is one letter from the first author's."""
    if mention.is_listed:
        return False
    first, *rest = (max(Known(name).likeness(person.text) for name in people(entry)) for person in mention.people)
    if rest:
        return max(first, *rest) >= Likeness.MARKS or min(first, *rest) == Likeness.SPELLING
    if mention.is_parted or not mention.others:
        return False
    person = mention.people[0]
    degree = likeness(entry, person)
    is_later = mention.others == "et al" and degree == Likeness.NONE and is_author(entry, person)
    # A name that is nearly the first author's, or a later author's, means this work where no other has such an author.
    return degree == Likeness.MARKS or (
        (degree == Likeness.SPELLING or is_later) and all(other is entry for other in index.may_be_of(person.text))
    )


def _works(manuscript: Manuscript, passage: Passage, mention: Mention) -> tuple[BibliographyEntry, ...]:
    by_citekey = manuscript.bibliography.by_citekey
    found = []
    for place in mention.cited:
        for item in manuscript.clusters[passage.citations[place].cluster].items:
            entry = by_citekey.get(manuscript.citekey(item))
            if entry is None or not people(entry) or item.is_narrative:
                return ()
            found.append(entry)
    return tuple(found)


def people(entry: BibliographyEntry) -> tuple[Name, ...]:
    """Return an entry's authors without `and others`."""
    return tuple(name for name in entry.authors if name.family != "others")


def is_open(entry: BibliographyEntry) -> bool:
    """Return whether an entry does not name all its authors."""
    return len(people(entry)) < len(entry.authors) or any(name.is_corporate for name in entry.authors)


def likeness(entry: BibliographyEntry, person: Person) -> Likeness:
    """Return how a name in a sentence agrees with the first author of an entry, a group before a person passed over."""
    authors = people(entry)
    found = Known(authors[0]).likeness(person.text)
    if authors[0].is_corporate and len(authors) > 1:
        found = max(found, Known(authors[1]).likeness(person.text))
    return found


def is_author(entry: BibliographyEntry, person: Person) -> bool:
    """Return whether a name in a sentence is that of any author of an entry."""
    return any(Known(name).likeness(person.text) >= Likeness.MARKS for name in people(entry))


def may_be_author(entry: BibliographyEntry, person: Person) -> bool:
    """Return whether a name may be that of an entry's first author as the other script writes it."""
    return Known(people(entry)[0]).may_be(person.text)


def year(entry: BibliographyEntry) -> int:
    """Return the year of an entry, or 0 where it gives none."""
    found = _YEAR.search(entry.value("year") or entry.value("date"))
    return int(found[0]) if found else 0


# --- words of a finding -----------------------------------------------------------------------------------------


def reference(manuscript: Manuscript, entry: BibliographyEntry) -> str:
    """Return how the manuscript cites an entry: `[10]` or `@murphy2003`."""
    return f"[{entry.ordinal}]" if manuscript.notations == {"number"} else f"@{entry.citekey}"


def listed(words: Iterable[str], conjunction: str) -> str:
    """Return words as a sentence lists them."""
    *before, last = words
    return f"{', '.join(before)} {conjunction} {last}" if before else last


def by(entry: BibliographyEntry) -> str:
    """Return who wrote a work, in the words of a finding."""
    names = [print_name(name) for name in people(entry)]
    if len(names) > 3 or is_open(entry):
        return f"{names[0]} and others"
    return listed(names, "and")


def locate(manuscript: Manuscript, passage: Passage, start: int, end: int) -> Location:
    """Return where a stretch of a passage stands in its file."""
    first = passage.place(start)
    return manuscript.locate(passage.path, first, passage.place(end - 1) + 1 - first)


def replacement(passage: Passage, start: int, end: int, text: str) -> Edit | None:
    """Return the edit that writes a text in place of a stretch of a passage, or None where the stretch is broken up."""
    first, last = passage.place(start), passage.place(end - 1) + 1
    return Edit(passage.path, first, last, text) if last - first == end - start else None


def cite_instead(manuscript: Manuscript, study: Study, entry: BibliographyEntry) -> Fix | None:
    """Return the offer to cite another work in place of the only one that is cited at a mention."""
    if len(study.mention.cited) != 1:
        return None
    cited = study.passage.citations[study.mention.cited[0]]
    cluster = manuscript.clusters[cited.cluster]
    if len(cluster.items) != 1:
        return None
    old, new = (cluster.items[0].citekey, entry.citekey)
    if cluster.notation == "number":
        old, new = str(cluster.items[0].number), str(entry.ordinal)
    written = study.passage.text[cited.start : cited.end]
    place = written.find(old)
    if place < 0 or written.count(old) != 1:
        return None
    edit = replacement(study.passage, cited.start + place, cited.start + place + len(old), new)
    return Fix((edit,), is_safe=False, message=f"cite {reference(manuscript, entry)} here") if edit else None


def misspelt(study: Study, index: Index) -> tuple[BibliographyEntry, Person, Likeness] | None:
    """Return the work whose first author a mention names in another spelling, where none agrees to the letter.

    A name that is, as it stands, the first author's of another entry is no misspelling: then the citation is wrong.
    """
    if not study.works or max(study.likenesses) not in (Likeness.MARKS, Likeness.SPELLING):
        return None
    person = study.leading[-1]
    degree, work = max(((likeness(work, person), work) for work in study.works), key=lambda pair: pair[0])
    if degree not in (Likeness.MARKS, Likeness.SPELLING):
        return None
    if degree == Likeness.SPELLING and (index.first(person.text) or any(is_author(one, person) for one in study.works)):
        return None
    if study.mention.tie in ("later", "own") and any(
        study.is_near(other) for other in index.may_be_of(person.text) if other not in study.works
    ):
        return None
    return work, person, degree


def own_spelling(entry: BibliographyEntry, person: Person) -> Name:
    """Return the author whom a name that agrees with the first means."""
    authors = people(entry)
    return next((name for name in authors[:2] if Known(name).likeness(person.text) >= Likeness.SPELLING), authors[0])


def nearest_author(entry: BibliographyEntry, person: Person) -> Name | None:
    """Return the author of an entry whose surname is one letter from a name in a sentence, or begins like it."""
    names = people(entry)
    near = next((name for name in names if Known(name).likeness(person.text) == Likeness.SPELLING), None)
    if is_han(person.text):
        return near or next((name for name in names if own.is_slip(name.family + name.given, person.text)), None)
    return near or next((name for name in names if begins_alike(fold(name.surname), fold(person.text))), None)


def print_name(name: Name) -> str:
    """Return the name by which a sentence speaks of an author."""
    return name.family + name.given if Known(name).han else name.surname


def first_author(entry: BibliographyEntry) -> str:
    """Return the name by which a sentence speaks of an entry's first author."""
    return print_name(people(entry)[0])


def works_of(study: Study, person: Person, reading: Reading) -> tuple[BibliographyEntry, ...]:
    """Return the other entries whose first author a name is; of those, where the mention has a year, that year's."""
    cited = {work.citekey for work in study.works}
    found = tuple(work for work in reading.first(person.text) if work.citekey not in cited)
    years = {date.year for date in study.mention.dates}
    return tuple(work for work in found if year(work) in years) or found


def rename(study: Study, person: Person, entry: BibliographyEntry) -> Fix | None:
    """Return the offer to name an entry's first author in place of the one person who is named."""
    name = first_author(entry)
    edit = replacement(study.passage, person.start, person.end, name) if len(study.mention.people) == 1 else None
    return Fix((edit,), is_safe=False, message=f"name {name}") if edit else None
