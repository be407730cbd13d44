"""Mentions that only the bibliography shows: a sentence names an author and cites that author's work further on.

`Pruett (1998) measured laxity, and his figures stand [8]`: nothing in the words ties the name to the citation, but the
cited work is Pruett's.  Its year and its number of authors can be held against the entry, and so can a second name.
Two names of which one is an author's, or a name that is one letter from the first author's, are tied likewise.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from collation.check.narrative.authors import is_one_edit
from collation.check.narrative.mentions import Dated, Mention, Person
from collation.model import CitedAt

_SENTENCE = re.compile(
    r"[。！？!?；;]|(?<!\bal)(?<!\bvs)(?<!\bcf)(?<!\bFig)(?<!\bNo)(?<!\bDr)(?<!\bSt)(?<!\b[A-Z])\.(?=\s|$)"
)
_APART = re.compile(r"[\])）^]*\s?(?:[,，]|[—–]{1,2})")
"""What follows a citation that closes a clause."""

_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_OTHERS = re.compile(r"\s?[,，]?\s?et\s?al\b\.?|\s?等(?:人|学者)?(?![\d\s]*[种个类项名例])")
_AND = re.compile(r"\s?(?:和|与|及|&|\band\b)\s?")
_AND_BEFORE = re.compile(r"\s?[和与及、]\s?$")
_AFTER = (
    re.compile(rf"\s?[（(]\s?{_YEAR}\s?年?\s?[)）]"),
    re.compile(
        rf"\s?[于在]\s?{_YEAR}\s?年(?:就|即|曾|便|首次|最早|已)?(?:报道|报告|发表|提出|指出|发现|描述|证实|认为)"
    ),
    re.compile(
        r"(?:\s(?:first|already|had|also|originally))?\s(?:noted|reported|described|showed|found|proposed|published|"
        r"wrote|suggested|observed|stated|argued|introduced|coined|warned|concluded|demonstrated)\sin\s"
        rf"{_YEAR}\b(?![–—-])"
    ),
)
_BEFORE = re.compile(rf"(?:^|[，,：:（(])\s*(?:早在|[Ii]n\s)?{_YEAR}\s?年?[，,]\s?$")
_BEGUN = re.compile(
    r"[^，。；,;]{0,24}?(?:开展|启动|招募|纳入|入组|开始|收治|enrolled|recruited|began|started|treated|operated)"
)
_NO_NAME = re.compile(r"[-‐–'’]?[A-Za-zÀ-ɏ0-9]|氏|综合征|['’]s\b")
_INSIDE = re.compile(r"[-‐'’A-Za-zÀ-ɏ]$")


def clauses(text: str, citations: Sequence[CitedAt]) -> Iterator[tuple[int, int]]:
    """Yield for each citation where the clause before it starts, and the citation's index.

    A clause starts with its sentence, or behind the citation before, and is none where a citation follows on another
    or where words without a comma follow the citation on to the next: `Murphy et al. [1] and others [2]`.
    """
    start = at = 0
    for end in (*(found.end() for found in _SENTENCE.finditer(text)), len(text)):
        if at == len(citations):
            return
        if end > citations[at].start and end < citations[at].end:
            continue  # a mark within a citation ends no sentence
        first = at
        while at < len(citations) and citations[at].end <= end:
            at += 1
        places = range(first, at)
        if all(_APART.match(text, citations[place].end) for place in places[:-1]):
            for place in places:
                yield start, place
                start = citations[place].end
        start = end


def is_slip(name: str, written: str) -> bool:
    """Return whether a Chinese name has one other character and is still led by a surname of its kind."""
    return len(written) == len(name) and is_one_edit(name, written) and (len(name) > 2 or written[0] == name[0])


@dataclass(frozen=True)
class Sentence:
    """A sentence that cites one work.

    Attributes:
        text: the passage.
        start: where in it the sentence starts.
        cited: where it cites.
        place: the index of that citation in the passage.
        authors: the names by which a sentence may speak of each author of the work.
        known: the mentions that the words alone have shown in the passage.
    """

    text: str
    start: int
    cited: CitedAt
    place: int
    authors: Sequence[Collection[str]]
    known: Sequence[Mention]

    def mention(self) -> Mention | None:
        """Return how the sentence names the first author of its work, or None where it does not."""
        for name in self.authors[0]:
            at = self.text.find(name, self.start, self.cited.start)
            while at != -1:
                end = at + len(name)
                before = self.text[max(self.start, at - 5) : at]
                is_part = name[0].isascii() and _INSIDE.search(before)
                if not is_part and not _NO_NAME.match(self.text, end) and not _AND.search(before):
                    return self._mention(at, end)
                at = self.text.find(name, end, self.cited.start)
        return self._slip() if len(self.authors) > 1 else None

    def _slip(self) -> Mention | None:
        """Return the mention of two Chinese authors of whom one character of the first is another."""
        for own in self.authors[0]:
            for second in (name for author in self.authors[1:] for name in author):
                place = self.text.find(second, self.start, self.cited.start)
                joined = _AND_BEFORE.search(self.text, max(self.start, place - 3), place) if place > 0 else None
                if not joined or own.isascii():
                    continue
                end = joined.start()
                at = max(self.start, end - len(own))
                written = self.text[at:end]
                if len(written) == len(own) > 1 and is_slip(own, written):
                    people = (Person(written, at, end), Person(second, place, place + len(second)))
                    return self._tied(people, place + len(second))
        return None

    def _mention(self, at: int, end: int) -> Mention | None:
        for mention in self.known:
            if mention.start <= at < mention.end:
                if mention.cited not in ((), (self.place,)) or mention.tie == "direct" or mention.others == "group":
                    return None
                dates = mention.dates or self._dates(at, mention.end)
                return replace(mention, cited=(self.place,), tie="own", dates=dates)
        people = [Person(self.text[at:end], at, end)]
        joined = _AND.match(self.text, end)
        if joined:
            names = (name for author in self.authors[1:] for name in author)
            own = (name for name in names if self._is_at(joined.end(), name))
            if second := next(own, ""):
                end = joined.end() + len(second)
                people.append(Person(self.text[joined.end() : end], joined.end(), end))
        return self._tied(tuple(people), end)

    def _is_at(self, place: int, name: str) -> bool:
        """Whether a name stands at a place, or one in Han characters of which one is another."""
        written = self.text[place : place + len(name)]
        return written == name or (not name.isascii() and len(name) > 1 and is_slip(name, written))

    def _tied(self, people: tuple[Person, ...], end: int) -> Mention:
        at = people[0].start
        others = _OTHERS.match(self.text, end)
        end = others.end() if others else end
        return Mention(
            people=people,
            others="et al" if others else "",
            start=at,
            end=end,
            sentence=-1,
            has_citation=True,
            cited=(self.place,),
            tie="own",
            dates=self._dates(at, end),
        )

    def _dates(self, at: int, end: int) -> tuple[Dated, ...]:
        """Return the year right after the names, or the one that opens the sentence right before them."""
        for pattern in _AFTER:
            found = pattern.match(self.text, end)
            if found:
                return (Dated(int(found["year"]), *found.span("year"), "published"),)
        lead = self.text[self.start : at]
        before = _BEFORE.search(lead.lstrip())
        if not before:
            return ()
        offset = at - len(lead.lstrip())
        first, last = before.span("year")
        is_begun = _BEGUN.match(self.text, end) is not None
        return (Dated(int(before["year"]), offset + first, offset + last, "begun" if is_begun else "likely"),)
