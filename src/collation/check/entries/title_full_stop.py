"""A title or the name of a journal ends in a full stop, comma, semicolon or colon.

The style sets what follows a title; a full stop that came with it from a database (MEDLINE closes titles with one), or
a comma from a list that was cut, is printed in front of that: `Goats.[J]`.  A full stop that ends an abbreviation (`et
al.`, `U.S.`, `Inc.`, `Arthritis Rheum.`) or an ellipsis belongs to the word, and a journal's name of one word
(`Cartilage.`) may be one.

Basis: GB/T 7714-2015 and ISO 690 prescribe the punctuation between the elements of a reference, which the style
supplies; MEDLINE's format closes titles with a full stop.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats.}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats: the {U.S.}}, journal = {Journal}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.entries import type_mark_in_title, values
from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "title-full-stop"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_FIELDS = frozenset(("title", "subtitle", "booktitle", "journal", "journaltitle"))
_STOPS = frozenset(".\u3002\uff0e,;:\uff0c\uff1b\uff1a")
# One full stop, two, or another mark; three full stops are an ellipsis.
_STOP = re.compile(r"(?<![.\u3002\uff0e\u2026])(?:[.\u3002\uff0e]{1,2}|[,;:\uff0c\uff1b\uff1a])(?=[\s}]*\Z)")
_MARKS = {".": "a full stop", "\u3002": "a full stop", ",": "a comma", ";": "a semicolon", ":": "a colon"}
_LAST_WORD = re.compile(r"\S+\Z")
_ABBREVIATIONS = frozenset(
    (
        "al", "approx", "assoc", "ave", "bros", "ca", "cf", "co", "comp", "corp", "dept", "dr", "ed", "eds", "esp",
        "etc", "ex", "exp", "fig", "figs", "gen", "inc", "jr", "lab", "ltd", "mr", "mrs", "ms", "mt", "no", "nos",
        "nov", "nr", "op", "ph", "pl", "plc", "pp", "prof", "rev", "sect", "sp", "spp", "sr", "ssp", "st", "subsp",
        "suppl", "transl", "univ", "var", "viz", "vol", "vols", "vs",
    )
)  # fmt: skip
_NAMES = frozenset(("booktitle", "journal", "journaltitle"))
# An abbreviated name of a journal leaves such words out (ISO 4), so a name that has one is written in full.
# And it ends no word so: `Medical Journal` would be `Med. J.`.
_FULL_NAME = re.compile(
    r"\b(?:of|and|the|for|in|on)\b"
    r"|\s(?:journal|bulletin|annals|archives|reviews?|reports?|letters|methods|research|medicine|surgery|nursing|health"
    r"|international|sciences?|studies|clinics|materials|physics|genetics|diseases?|disorders|technology|investigation"
    r"|(?:[a-z]+(?:ology|iatrics|paedics|pedics|therapy|istry|iatry|ation|ment|eering)))\Z",
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each title, and each full name of a journal or of proceedings, with a full stop at its end."""
    for entry in manuscript.bibliography.entries:
        for item in entry.fields:
            if item.name not in _FIELDS or item.value.rstrip(" \t\r\n}")[-1:] not in _STOPS:
                continue
            found = _STOP.search(item.value)
            if not found or type_mark_in_title.mark(item.value) or _ends_entity(item.value, found.end()):
                continue
            before = item.value[: found.start()]
            if found[0].startswith(".") and (
                _is_abbreviated(before) or (item.name in _NAMES and not _is_full_name(before))
            ):
                continue
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, item, *found.span()),
                f"the {item.name} of {entry.citekey} ends in {_MARKS.get(found[0], found[0])}",
                "take it out: the style sets what follows",
                entry.citekey,
                replace(manuscript, item, "", *found.span(), is_safe=True, message=f"take out {found[0]}"),
            )


def _ends_entity(value: str, end: int) -> bool:
    """Whether the last mark is the semicolon of `&gt;`, of which html-debris speaks."""
    return any(entity.end == end for entity in values.entities(value))


def _is_full_name(name: str) -> bool:
    return "." not in name and _FULL_NAME.search(name) is not None


def _is_abbreviated(text: str) -> bool:
    """Whether the last word of a text is one that a full stop may belong to."""
    found = _LAST_WORD.search(text)
    if found is None:
        return True
    word = re.sub(r"[{}()\[\]\"'\u201c\u2018]", "", found[0])
    last = re.split(r"[-\u2013/~]", word)[-1]
    return "." in word or "\\" in word or len(last) < 2 or last.lower() in _ABBREVIATIONS
