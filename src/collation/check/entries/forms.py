"""What BibTeX, biblatex and common styles know: types of entries, names of fields, and what each type requires."""

from __future__ import annotations

import re
from functools import lru_cache

from collation.model import Bibliography, BibliographyEntry

_BIBTEX_TYPES = (
    "article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis proceedings "
    "techreport unpublished"
)
_BIBLATEX_TYPES = (
    "artwork audio bibnote bookinbook collection commentary custom customa customb customc customd custome customf "
    "dataset electronic image inreference jurisdiction legal legislation letter movie music mvbook mvcollection "
    "mvproceedings mvreference online patent performance periodical reference report review set software standard "
    "suppbook suppcollection suppperiodical thesis video www xdata"
)
# apacite, jurabib, IEEEtran, the styles for GB/T 7714 and APA, Mendeley and EndNote have types of their own.
_STYLE_TYPES = (
    "archive bill case commented constitution control database generic hearing ieeetranbstctl incommented intechreport "
    "juthesis legadminmaterial legmaterial literal magazine map nameonly newspaper preprint presentation softmisc "
    "softwaremodule softwareversion codefragment treaty url"
)
TYPES = frozenset(f"{_BIBTEX_TYPES} {_BIBLATEX_TYPES} {_STYLE_TYPES}".split())
"""Every type that a common style knows, in lower case."""

SYNONYMS = {
    "bookchapter": "incollection", "bookpart": "incollection", "booksection": "incollection", "chapter": "incollection",
    "conferencepaper": "inproceedings", "dissertation": "phdthesis", "incollections": "incollection",
    "journal": "article", "journalarticle": "article", "masterthesis": "mastersthesis", "paper": "article",
    "web": "online", "webpage": "online", "webresource": "online", "website": "online",
}  # fmt: skip
"""What a person may call a type, and what BibTeX and biblatex call it."""

_READ = (
    "address author booktitle chapter date doi edition editor eprint eventtitle howpublished institution isbn issn "
    "journal journaltitle location month number organization pages publisher school series subtitle title translator "
    "type url volume year"
)
READ = frozenset(_READ.split())
"""Fields that a reader of the reference list sees: only one of these can be missed."""

_LOOKALIKES = frozenset(("editora", "editorb", "editorc", "reprint", "volumes"))
"""Names that look like a slip in one of those, and are names of biblatex, of a database or of a library's card."""

_CANDIDATES = tuple(sorted(READ))


@lru_cache(maxsize=4096)
def meant(name: str) -> str:
    """Return the field of which a name is a misspelling, or "".

    One slip of the hand is one letter too many, too few or wrong, or two that stand the wrong way round; in a short
    name, where one letter makes another word (`date`, `data`), only the last.  `organisation` is a slip too: no style
    knows it.
    """
    if name in READ or name in _LOOKALIKES or not (name.isascii() and name.isalpha()):
        return ""
    return next((field for field in _CANDIDATES if _is_slip(name, field)), "")


def _is_slip(name: str, field: str) -> bool:
    if abs(len(name) - len(field)) > 1:
        return False
    head = 0
    while head < min(len(name), len(field)) and name[head] == field[head]:
        head += 1
    left, right = name[head:], field[head:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    is_swap = len(left) == 2 and left == right[::-1]
    return is_swap or (len(field) > 4 and len(left) <= 1 and len(right) <= 1)


_ADDRESS = re.compile(r"\\url|\\href|https?:|www\.|doi|\.[a-z]{2,4}/", re.IGNORECASE)

Group = tuple[str, ...]
"""Fields of which one must be present; the first is the one to ask for."""

_TITLE: Group = ("title",)
_YEAR: Group = ("year", "date")
# BibTeX's `key` is for a work that names no author, so whoever writes it knows that there is none.
ANYONE: Group = ("author", "editor", "organization", "institution", "translator", "bookauthor", "key")
_PLACES: Group = ("url", "doi", "eprint", "howpublished", "note")
_HOUSE: Group = ("publisher", "organization", "institution", "school", "howpublished", "url", "doi", "eprint")
_JOURNAL: Group = ("journal", "journaltitle")
_BOOK = (ANYONE, _TITLE, _HOUSE, _YEAR)
_PART = (ANYONE, _TITLE, ("booktitle", "maintitle", *_JOURNAL), _YEAR)
_PAPER = (ANYONE, _TITLE, ("booktitle", "maintitle", "eventtitle", "series", *_JOURNAL), _YEAR)
_THESIS = (("author",), _TITLE, ("school", "institution", "publisher", "organization"), _YEAR)
_REPORT = (
    ANYONE,
    _TITLE,
    ("institution", "publisher", "organization", "school", "number", "url", "doi", "eprint"),
    _YEAR,
)
# A note without an address leads nobody to a page.
_ADDRESS_IN_NOTE = "an address in the note"
_ONLINE = (_TITLE, ("url", "doi", "eprint", "howpublished", _ADDRESS_IN_NOTE))
_MISC = (
    _TITLE,
    (*_PLACES, "publisher", "organization", "institution", "school", "number", "isbn", "pmid", "booktitle",
     "eventtitle", "archive", "library", "type", *_JOURNAL),
)  # fmt: skip
_NEWS = (_TITLE, (*_JOURNAL, "newspaper", "magazine"), _YEAR)
_TITLED = (_TITLE,)
_DATED = (_TITLE, _YEAR)

_REQUIRED = {
    "article": (ANYONE, _TITLE, (*_JOURNAL, "eprint"), (*_YEAR, "pubstate")),
    "newspaper": _NEWS, "magazine": _NEWS,
    "book": _BOOK, "mvbook": _BOOK, "collection": _BOOK,
    "proceedings": _DATED, "mvproceedings": _DATED, "mvcollection": _DATED, "reference": _DATED, "mvreference": _DATED,
    "inbook": (ANYONE, _TITLE, ("booktitle", "maintitle", "chapter", "pages", *_JOURNAL), _YEAR),
    "incollection": _PART, "inproceedings": _PAPER, "conference": _PAPER,
    "inreference": (_TITLE, ("booktitle", "maintitle"), _YEAR),
    "phdthesis": _THESIS, "mastersthesis": _THESIS, "thesis": _THESIS,
    "techreport": _REPORT, "report": _REPORT, "manual": _DATED,
    "online": _ONLINE, "electronic": _ONLINE, "www": _ONLINE, "url": _ONLINE, "misc": _MISC,
    "patent": (("author", "holder"), _TITLE, ("number",), _YEAR),
    "dataset": (_TITLE, _YEAR, ("publisher", "institution", "organization", *_PLACES)),
    "software": (_TITLE, ("url", "doi", "version", "publisher", "institution", "organization", *_PLACES)),
    "unpublished": (("author",), _TITLE, (*_PLACES, *_YEAR)),
    # These hold fields of others, steer a style, or are a list of entries: nobody looks for them.
    "xdata": (), "set": (), "control": (), "ieeetranbstctl": (), "bibnote": (),
}  # fmt: skip


def missing(entry: BibliographyEntry, bibliography: Bibliography) -> list[Group]:
    """Return the groups of required fields of which an entry has none, neither itself nor from its parents.

    Of a type that no style knows only a title is required.
    """
    names = {item.name for item in entry.fields if item.value.strip(" \t\r\n{}")}
    note = entry.field("note")
    if note and _ADDRESS.search(note.value):
        names.add(_ADDRESS_IN_NOTE)
    return [
        group
        for group in _REQUIRED.get(entry.type, _TITLED)
        if names.isdisjoint(group) and not (entry.parents and _inherits(entry, group, bibliography))
    ]


_INHERITED = {"booktitle": "title", "journaltitle": "title", "journal": "title", "maintitle": "title"}
"""biblatex fills the first of a child with the second of its parent."""


def _inherits(entry: BibliographyEntry, group: Group, bibliography: Bibliography) -> bool:
    wanted = {*group, *(_INHERITED[name] for name in group if name in _INHERITED)}
    waiting, seen = list(entry.parents), {entry.citekey}
    while waiting:
        citekey = waiting.pop()
        if citekey in bibliography.broken_citekeys:
            return True  # broken-entry speaks of the parent; what it would supply nobody knows
        parent = bibliography.by_citekey.get(citekey)
        if parent is None or citekey in seen:
            continue
        seen.add(citekey)
        if any(parent.field(name) for name in wanted):
            return True
        waiting.extend(parent.parents)
    return False
