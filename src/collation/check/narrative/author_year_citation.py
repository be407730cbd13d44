"""A work is cited by author and year, as another style has it, and not as the others are.

The words stay as they are: no number is printed, no link leads to the list, and nobody sees that the work is cited
there.  It is left from a draft in another style, or came with a co-author's text.  A bracket is named where the list
has a work of those authors and that year; a citation in the bracket, or right behind it, makes it right.

Basis: GB/T 7714-2015 knows two systems, by number and by author and year, and a text keeps to one; so do the ICMJE
recommendations.

Fails:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[@murphy2003]，移植4周后可见新生组织（Murphy，2003）。
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[@murphy2003]，Murphy（2003）[@murphy2003]在移植4周后见到新生组织。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from collation.check.narrative.authors import Index
from collation.check.narrative.mentions import Person
from collation.check.narrative.reading import is_author, listed, locate, read, reference, replacement, year
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import BibliographyEntry, Manuscript, Passage

CODE = "author-year-citation"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections", "bibliography")

_BRACKET = re.compile(r"[(（](?P<inner>[^()（）\[\]]{4,240})[)）]")
_PART = re.compile(
    r"\s*(?P<lead>(?:(?:see(?:\s+also)?|cf\.|e\.g\.,?|reviewed\s+(?:in|by)|as\s+in|in|by|参?见|详见|如|引自|参考)[:：]?\s*)?)"
    r"(?P<names>[^\d;；:：]{2,120}?)\s*[,，]?\s*(?P<year>(?:19|20)\d\d)\s?年?[a-z]?"
    r"(?P<place>(?:\s*[,，:：]\s*(?:pp?\.|pages?|第)?\s*\d+(?:\s?[–-]\s?\d+)?页?)?)\s*"
)
_OTHERS = re.compile(r"\s*[,，]?\s*(?:\bet\.?\s?al\b\.?|等人?|\band\s(?:colleagues|co-?workers|others))\s*$")
_JOIN = re.compile(r"\s*(?:[,，、]?\s*(?:\band\b|&|和|与|及)|[,，、])\s*")
_CITED = re.compile(r"\s?[,，]?\s?")


@dataclass(frozen=True)
class _Found:
    """A bracket that cites by author and year, and of each part the works that it may mean; `is_whole` if all do."""

    passage: Passage
    start: int
    end: int
    works: tuple[tuple[BibliographyEntry, ...], ...]
    is_whole: bool


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each bracket of author and year that means a work of the list."""
    for found in _brackets(manuscript):
        meant = listed([listed([reference(manuscript, work) for work in works], "or") for works in found.works], "and")
        fix = None
        if found.is_whole and all(len(works) == 1 for works in found.works) and manuscript.notations != {"number"}:
            text = f"[{'; '.join(f'@{works[0].citekey}' for works in found.works)}]"
            edit = replacement(found.passage, found.start, found.end, text)
            fix = Fix((edit,), is_safe=False, message=f"write {text}") if edit else None
        yield Diagnostic(
            CODE,
            SEVERITY,
            locate(manuscript, found.passage, found.start, found.end),
            f"{found.passage.text[found.start : found.end]} is printed as it stands, and means {meant}",
            f"cite {meant} in its place",
            found.works[0][0].citekey if len(found.works) == len(found.works[0]) == 1 else "",
            fix,
        )


def speaks_of(manuscript: Manuscript, passage: Passage, offset: int) -> bool:
    """Return whether a place of a passage lies in a bracket of which this check speaks."""
    return any(found.start < offset < found.end for found in _in_passage(read(manuscript).index, passage))


def _brackets(manuscript: Manuscript) -> Iterator[_Found]:
    index = read(manuscript).index
    for section in manuscript.sections:
        for passage in section.passages:
            if passage.context in ("body", "caption", "footnote"):  # in a table another cell may cite the work
                yield from _in_passage(index, passage)


def _in_passage(index: Index, passage: Passage) -> Iterator[_Found]:
    for bracket in _BRACKET.finditer(passage.text):
        start, end = bracket.span()
        is_cited = any(
            start < cited.start < end or (cited.start >= end and _CITED.fullmatch(passage.text, end, cited.start))
            for cited in passage.citations
        )
        if is_cited:
            continue
        parts = [_PART.fullmatch(part) for part in re.split("[;；]", bracket["inner"].replace("*", ""))]
        works = [_works(index, part) if part else () for part in parts]
        known = tuple(found for found in works if found)
        is_plain = not any(part and (part["lead"] or part["place"]) for part in parts)
        if known:
            yield _Found(passage, start, end, known, is_plain and len(known) == len(parts))


def _works(index: Index, part: re.Match[str]) -> tuple[BibliographyEntry, ...]:
    """Return the works that a name or several and a year mean."""
    names = _JOIN.split(_OTHERS.sub("", part["names"]).strip())
    people = [Person(name, 0, 0) for name in names if name]
    found = index.first(people[0].text) if people else ()
    return tuple(
        work for work in found if year(work) == int(part["year"]) and all(is_author(work, person) for person in people)
    )
