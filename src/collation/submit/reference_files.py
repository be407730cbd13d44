"""The cited works, and no others, in the files that reference managers read: BibTeX, RIS and MEDLINE's `.nbib`.

Each has the works in the order of their numbers.  A field that an entry lacks is left out, never made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from collation.model import BibliographyEntry, Manuscript, Name

# RIS, Research Information Systems' specification of 2011: the types that BibTeX's mean.
_TYPES: Final[Mapping[str, str]] = {
    "article": "JOUR",
    "book": "BOOK",
    "inbook": "CHAP",
    "incollection": "CHAP",
    "inproceedings": "CPAPER",
    "conference": "CPAPER",
    "proceedings": "CONF",
    "phdthesis": "THES",
    "mastersthesis": "THES",
    "thesis": "THES",
    "techreport": "RPRT",
    "report": "RPRT",
    "patent": "PAT",
    "standard": "STAND",
    "dataset": "DATA",
    "software": "COMP",
    "online": "ELEC",
    "electronic": "ELEC",
    "unpublished": "UNPB",
    "preprint": "UNPB",
}
_PAGES: Final = re.compile(r"\s*(?:-+|[\N{EN DASH}\N{EM DASH}~～])\s*")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WIDTH: Final = 4
"""How wide a MEDLINE tag is, before its hyphen."""


def bibtex(manuscript: Manuscript) -> str:
    """Return the entries of the cited works as their author wrote them, with the strings and parents that they need."""
    return manuscript.bibliography.subset(manuscript.cited)


def ris(manuscript: Manuscript) -> str:
    """Return the cited works in RIS, which every reference manager reads."""
    import rispy

    records = [dict(_ris(entry)) for entry in manuscript.cited_entries]
    return str(rispy.dumps(records, implementation=_writer()))


def _writer() -> type:
    import rispy

    class Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy brings no types
        """Writes the records without a number before each, which some programs take for text."""

        def set_header(self, count: int) -> str:  # noqa: ARG002 - it is the library's to call
            return ""

    return Writer


def nbib(manuscript: Manuscript) -> str:
    """Return the cited works as PubMed exports them (NLM, MEDLINE/PubMed data element descriptions)."""
    return "\n".join("".join(_lines(entry)) for entry in manuscript.cited_entries)


def _ris(entry: BibliographyEntry) -> Iterator[tuple[str, object]]:
    kind = _TYPES.get(entry.type, "GEN")
    yield "type_of_reference", kind
    yield "id", entry.citekey
    if entry.authors:
        yield "authors", [_inverted(name, ", ") for name in entry.authors]
    others = [name for name in entry.editors if name not in entry.authors]
    if others:
        yield "secondary_authors", [_inverted(name, ", ") for name in others]
    first, last = _pages(entry)
    container = "journal_name" if kind == "JOUR" else "secondary_title"
    for name, value in (
        ("title", entry.value("title")),
        (container, entry.value("journal") or entry.value("journaltitle") or entry.value("booktitle")),
        ("alternate_title1", entry.value("shortjournal")),
        ("year", _year(entry)),
        ("volume", entry.value("volume")),
        ("number", entry.value("number") or entry.value("issue")),
        ("edition", entry.value("edition")),
        ("start_page", first),
        ("end_page", last),
        ("publisher", entry.value("publisher") or entry.value("school") or entry.value("institution")),
        ("place_published", entry.value("address") or entry.value("location")),
        ("issn", entry.value("issn") or entry.value("isbn")),
        ("doi", entry.value("doi")),
        ("accession_number", entry.value("pmid")),
        ("language", entry.value("langid") or entry.value("language")),
    ):
        if value:
            yield name, " ".join(value.split())
    if entry.value("url"):
        yield "urls", [entry.value("url")]


def _lines(entry: BibliographyEntry) -> Iterator[str]:
    journal = entry.value("journal") or entry.value("journaltitle")
    yield from _tagged("PMID", entry.value("pmid"))
    yield from _tagged("TI", entry.value("title"))
    yield from _tagged("BTI", entry.value("booktitle"))
    yield from _tagged("PG", _PAGES.sub("-", entry.value("pages")))
    yield from _tagged("AID", f"{entry.value('doi')} [doi]" if entry.value("doi") else "")
    for name in entry.authors:
        if name.is_corporate:
            yield from _tagged("CN", name.family)
            continue
        yield from _tagged("FAU", _inverted(name, ", "))
        yield from _tagged("AU", " ".join(filter(None, (name.surname, _initials(name), name.suffix))))
    for name in entry.editors if entry.editors != entry.authors else ():
        yield from _tagged("FED", _inverted(name, ", "))
    yield from _tagged("LA", {"english": "eng", "chinese": "chi"}.get(entry.value("langid").lower(), ""))
    yield from _tagged("PT", "Journal Article" if entry.type == "article" else "")
    yield from _tagged("DP", _date(entry))
    yield from _tagged("TA", entry.value("shortjournal"))
    yield from _tagged("JT", journal)
    yield from _tagged("IS", entry.value("issn"))
    yield from _tagged("ISBN", entry.value("isbn"))
    yield from _tagged("VI", entry.value("volume"))
    yield from _tagged("IP", entry.value("number") or entry.value("issue"))
    yield from _tagged("PB", entry.value("publisher"))


def _tagged(tag: str, value: str) -> Iterator[str]:
    words = " ".join(value.split())
    if words:
        yield f"{tag:<{_WIDTH}}- {words}\n"


def _inverted(name: Name, comma: str) -> str:
    """A name as lists sort it: `van Buul, Gerben M.`; of a corporate author the whole."""
    return comma.join(filter(None, (name.surname, name.given, name.suffix)))


def _initials(name: Name) -> str:
    """`GM` of `Gerben M.`, `JL` of `Jean-Luc`; a Chinese given name in characters stays as it is."""
    return "".join(
        part if not part.isascii() and len(part) <= 2 else part[0].upper() for part in _GIVEN.findall(name.given)
    )


_GIVEN: Final = re.compile(r"[^\W\d_]+")


def _year(entry: BibliographyEntry) -> str:
    found = re.match(r"\d{4}", entry.value("year") or entry.value("date"))
    return found[0] if found else ""


def _date(entry: BibliographyEntry) -> str:
    """The date of publication as MEDLINE has it: `2015 Apr`."""
    month = entry.value("month").lower()[:3]
    named = next((name for name in _MONTHS if name.lower() == month), "")
    if month.isdecimal() and 1 <= int(month) <= len(_MONTHS):
        named = _MONTHS[int(month) - 1]
    return f"{_year(entry)} {named}".strip()


def _pages(entry: BibliographyEntry) -> tuple[str, str]:
    parts = _PAGES.split(entry.value("pages") or entry.value("eid"))
    return parts[0], parts[1] if len(parts) == 2 else ""
