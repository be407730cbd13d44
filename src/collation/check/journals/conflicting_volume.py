"""The volume of an article does not lie where the other volumes of its journal lie.

A journal counts its volumes upwards, most of them one each year.  When the list has volume 21 of 2013, 22 of 2014 and
25 of 2017, a volume 42 of 2016 is a slip in the volume or in the year, and a reader does not find the article.

Basis: a fifth of the wrong references in Chinese medical journals are wrong in volume or issue (checks.md's source:
朱红梅 2016), and no program can know a journal's volumes but from the list itself.  Nothing is said of what a year of
online publication or the order of a book series explains: between two volumes lie two years or more, or the volume
breaks a line of one volume each year that three other years keep.  Volumes up to 4 are let pass, for some journals
began anew each year, and so are volumes that are years.

Fails:
    manuscript/01-introduction.md:
        三项研究[@murphy2003; @murphy2004; @murphy2005]。
    references.bib:
        @article{murphy2003, author = {Fink, D.}, title = {Goat}, journal = {Pain}, volume = {31}, year = {2003}}
        @article{murphy2004, author = {Roe, R.}, title = {Sheep}, journal = {Pain}, volume = {33}, year = {2005}}
        @article{murphy2005, author = {Poe, E.}, title = {Cattle}, journal = {Pain}, volume = {13}, year = {2007}}
Passes:
    manuscript/01-introduction.md:
        三项研究[@murphy2003; @murphy2004; @murphy2005]。
    references.bib:
        @article{murphy2003, author = {Fink, D.}, title = {Goat}, journal = {Pain}, volume = {31}, year = {2003}}
        @article{murphy2004, author = {Roe, R.}, title = {Sheep}, journal = {Pain}, volume = {33}, year = {2005}}
        @article{murphy2005, author = {Poe, E.}, title = {Cattle}, journal = {Pain}, volume = {36}, year = {2007}}
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from collation.check.journals.titles import fields, plain
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript

CODE = "conflicting-volume"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_VOLUME = re.compile(r"\d{1,4}")
_YEAR = re.compile(r"\s*((?:1[6-9]|20)\d\d)(?!\d)")

_FIRST = 5
"""The lowest volume that is judged: the Lancet and the BMJ once counted 1 and 2 in each year."""

_LAST = 1500
"""The first volume that may be a year."""

_MOST = 200
"""With how many other volumes of its journal one is compared, so that a list of any length costs little."""


class _Volume(NamedTuple):
    """A volume of one journal, and the year in which the list says that it appeared."""

    year: int
    number: int

    @property
    def beginning(self) -> int:
        """The year that would have been volume 0 of a journal with one volume each year."""
        return self.year - self.number


_Entries = Mapping[_Volume, list[BibliographyEntry]]


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each volume that the other volumes of its journal contradict; of two that do, the one that stands later."""
    journals: dict[str, dict[_Volume, list[BibliographyEntry]]] = defaultdict(lambda: defaultdict(list))
    for entry, field in fields(manuscript):
        number, year = _VOLUME.fullmatch(entry.value("volume").strip()), _YEAR.match(_date(entry))
        if number and year and _FIRST <= int(number[0]) < _LAST:
            journals[plain(entry.value(field.name))][_Volume(int(year[1]), int(number[0]))].append(entry)
    for known in journals.values():
        if 1 < len(known) <= _MOST:
            yield from _judged(known)


def _judged(known: _Entries) -> Iterator[Diagnostic]:
    volumes = list(known)
    line = _line(volumes)
    against = {volume: [other for other in volumes if _contradict(volume, other, line)] for volume in volumes}
    order = {volume: place for place, volume in enumerate(volumes)}
    # What most others contradict is the slip; of two that stand against each other, that which lies off the line of one
    # volume each year, or has fewer witnesses.
    while any(against.values()):
        worst = max(
            against,
            key=lambda volume: (
                len(against[volume]), volume.beginning != line, -len(known[volume]), order[volume],
            ),
        )  # fmt: skip
        others = against.pop(worst)
        for other in others:
            against[other].remove(worst)
        nearest = min(others, key=lambda volume: abs(volume.year - worst.year))
        for entry in known[worst]:
            yield _finding(entry, worst, nearest, known[nearest][0])


def _line(volumes: list[_Volume]) -> int | None:
    """Return the beginning that three years or more share, if most volumes do."""
    counts = Counter(volume.beginning for volume in volumes)
    beginning, times = counts.most_common(1)[0]
    return beginning if times > 2 and 2 * times > len(volumes) else None


def _contradict(one: _Volume, other: _Volume, line: int | None) -> bool:
    early, late = sorted((one, other))
    years, fall = late.year - early.year, early.number - late.number
    if fall == 0:
        return years > 2  # no volume takes longer to appear
    if line is not None and line in (one.beginning, other.beginning):
        return fall > 1 and years > 0  # one less may be a volume that bears the year of its articles online
    return fall > 0 and years > 1


def _finding(entry: BibliographyEntry, volume: _Volume, other: _Volume, witness: BibliographyEntry) -> Diagnostic:
    field = entry.field("volume")
    assert field is not None
    message = (
        f"volume {volume.number} in {volume.year}, but {witness.citekey} has volume {other.number} of the same journal "
        f"in {other.year}"
    )
    return Diagnostic(CODE, SEVERITY, field.location, message, "compare both with their sources", entry.citekey)


def _date(entry: BibliographyEntry) -> str:
    return entry.value("year") or entry.value("date")
