"""A title is set in capitals throughout.

Old databases and some journals' contents pages deliver titles in capitals.  No style turns them back, for it cannot
know which words are names; the reference list then shouts one title among all others.  A title of acronyms alone, and a
Chinese title with acronyms in it, is no such title.

Basis: ICMJE's recommendations refer to NLM's Citing Medicine, which capitalises only the first word of an article's
title, proper nouns and acronyms.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {REPAIR OF CARTILAGE IN GOATS}, journal = {Journal},
          year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Repair of cartilage in goats}, journal = {Journal},
          year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.entries import titles
from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "title-in-capitals"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_WORD = re.compile(r"[^\W\d_]+")
_FIGURE_BEFORE = re.compile(r"\d-?\Z")
_FIGURE_AFTER = re.compile(r"-?\d")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each title in capitals."""
    for entry in manuscript.bibliography.entries:
        item = entry.field("title")
        if item is None or not titles.is_in_capitals(item.value):
            continue
        has_markup = re.search(r"\\[A-Za-z]|[${]", item.value)
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, item),
            f"the title of {entry.citekey} is in capitals",
            "write it as a sentence; names and acronyms keep their capitals",
            entry.citekey,
            None
            if has_markup
            else replace(manuscript, item, _sentence(item.value), is_safe=False, message="write it small"),
        )


def _sentence(title: str) -> str:
    """Write a title small, but its beginning and what looks like an acronym: a word beside a figure, or unspeakable."""
    text = _WORD.sub(lambda found: _small(found, title), title)
    return re.sub(r"(^\W*|[.?!:]\s+)([^\W\d_])", lambda found: found[1] + found[2].upper(), text)


def _small(found: re.Match[str], title: str) -> str:
    word = found[0]
    is_beside_figure = _FIGURE_BEFORE.search(title, 0, found.start()) or _FIGURE_AFTER.match(title, found.end())
    is_acronym = is_beside_figure or set("AEIOUY").isdisjoint(word)
    return word if is_acronym else word.lower()
