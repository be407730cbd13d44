"""The reference list in JATS: each item as the style prints it, and its entry in parts that a program can read.

What kind of work an entry is follows the values that JATS4R and PubMed Central use for `@publication-type`; where they
have none, that of the tag library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from collation import identifiers
from collation.document.numbered import Document, ReferenceListItem
from collation.model import Bibliography, BibliographyEntry, Name
from collation.render.jats import names
from collation.render.jats.elements import make
from collation.render.jats.text import Text
from collation.xml import Node

_KINDS = {
    kind: types.split()
    for kind, types in {
        "journal": "article magazine periodical suppperiodical review",
        "newspaper": "newspaper",
        "book": "book mvbook booklet manual collection mvcollection reference mvreference",
        "chapter": "inbook bookinbook suppbook incollection suppcollection inreference",
        "confproc": "inproceedings conference proceedings mvproceedings",
        "thesis": "thesis phdthesis mastersthesis",
        "report": "report techreport",
        "standard": "standard",
        "patent": "patent",
        "data": "dataset database",
        "software": "software softwareversion softwaremodule softmisc codefragment",
        "web": "online electronic www url",
        "preprint": "preprint",
    }.items()
}
_KIND = {type: kind for kind, types in _KINDS.items() for type in types}
_PARTS = frozenset({"chapter", "confproc"})
"""Works that lie within another, whose title is `booktitle`."""

_IN_SERIES = frozenset({"journal", "newspaper", "book", "chapter", "confproc"})
_NUMBERS = {
    "standard": "std-designation", "data": "accession", "report": "publisher-id", "thesis": "publisher-id",
}  # fmt: skip
"""What the number of a work is that is no issue of a series."""

_SERVERS = re.compile(
    r"(?:bio|med|ar|chem|psy|soc|engr|edu|china)[rx]*\W?xiv|research square|preprints(?:\.org)?|ssrn|osf preprints|"
    r"authorea|预印本",
    re.IGNORECASE,
)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_RANGE = re.compile(r"(\w*\d\w*)\s*(?:-+|[\u2010-\u2015~～])\s*(\w*\d\w*)")
_LATER = re.compile(r"[,;，；、]")
_ARTICLE_NUMBER = re.compile(r"[eE]\d+|\d{6,}|[A-Za-z]+\d{3,}")


def reference(item: ReferenceListItem, document: Document, text: Text) -> Node:
    """Return an item of the reference list: its label, its text as the style prints it, and its entry in parts."""
    bibliography = document.manuscript.bibliography
    entry = bibliography.by_citekey[item.citekey]
    kind = _kind(entry)
    attributes = {"publication_type": "book" if kind == "chapter" else kind, "lang": item.language}
    printed = make("mixed-citation", *text.inlines(item.inlines, "emphasis"), **attributes)
    parts = list(_Work(entry, bibliography, kind).parts())
    in_parts = make("element-citation", *parts, **attributes) if parts else None
    return make(
        "ref", make("label", item.label), make("citation-alternatives", printed, in_parts), id=f"ref-{item.number}"
    )


def _kind(entry: BibliographyEntry) -> str:
    kind = _KIND.get(entry.type, "")
    server = " ".join(map(entry.value, ("journal", "journaltitle", "publisher", "howpublished", "eprinttype", "note")))
    is_stored = bool(entry.value("eprint")) and entry.value("eprinttype").lower() not in (
        "pubmed",
        "pmc",
        "jstor",
        "hdl",
    )
    if entry.type in ("misc", "unpublished", "online") and (is_stored or _SERVERS.search(server)):
        return "preprint"
    if kind == "journal" and (
        _SERVERS.search(entry.value("journal") or entry.value("journaltitle"))
        or (is_stored and not (entry.value("journal") or entry.value("journaltitle")))
    ):
        return "preprint"
    if kind == "journal" and entry.value("entrysubtype").lower() == "newspaper":
        return "newspaper"
    if not kind and entry.type == "misc" and entry.value("url"):
        return "web"
    return kind or "other"


class _Work:
    """An entry, with what it inherits from the work that it lies in."""

    def __init__(self, entry: BibliographyEntry, bibliography: Bibliography, kind: str) -> None:
        self.entry = entry
        self.kind = kind
        known = bibliography.by_citekey
        self.parents = [known[citekey] for citekey in entry.parents if citekey in known]

    def value(self, *fields: str) -> str:
        """Return the first of some fields that has a value, here or in a parent."""
        for name in fields:
            for entry in (self.entry, *self.parents):
                if found := entry.value(name).strip():
                    return found
        return ""

    def parts(self) -> Iterator[Node]:
        """Yield what is known of the work, in the order in which a citation gives it."""
        yield from self._persons()
        yield from self._titles()
        yield from self._part("edition", "edition")
        yield from self._conference()
        yield from self._publisher()
        yield from self._date()
        yield from self._part("volume", "volume")
        yield from self._number()
        yield from self._part("series", "series")
        yield from self._pages()
        yield from self._part("version", "version", designator=self.value("version"))
        yield from self._identifiers()
        yield from self._address()

    def _part(self, tag: str, *fields: str, **attributes: str) -> Iterator[Node]:
        if value := self.value(*fields):
            yield make(tag, value, **attributes)

    def _persons(self) -> Iterator[Node]:
        entry = self.entry
        is_edited = not entry.field("author")
        authors: tuple[Name, ...] = () if is_edited else entry.authors
        role = "inventor" if self.kind == "patent" else "author"
        editors = entry.editors or next((parent.editors for parent in self.parents if parent.editors), ())
        for kind, persons in ((role, authors), ("editor", editors)):
            if persons:
                yield make("person-group", *map(names.of_entry, persons), person_group_type=kind)

    def _titles(self) -> Iterator[Node]:
        title = _whole_title(self.entry.value("title"), self.entry.value("subtitle"))
        within = self.value("booktitle") or next((parent.value("title") for parent in self.parents), "")
        journal = self.value("journal", "journaltitle")
        if self.kind in _PARTS and within:
            tag, source = "chapter-title" if self.kind == "chapter" else "article-title", within
        elif self.kind == "data":
            tag, source = "data-title", self.value("publisher", "howpublished", "organization", "institution")
        elif self.kind == "preprint":
            tag, source = (
                "article-title",
                journal or self.value("eprinttype", "archiveprefix", "publisher", "howpublished"),
            )
        elif self.kind in ("journal", "newspaper"):
            tag, source = "article-title", journal
        elif self.kind == "web":
            tag, source = "article-title", self.value("organization", "publisher", "institution", "howpublished")
        else:
            tag, source = "", title
        if source and tag and title:
            yield make(tag, title)
        if source or title:
            yield make("source", source or title)

    def _conference(self) -> Iterator[Node]:
        yield from self._part("conf-name", "eventtitle")
        yield from self._part("conf-date", "eventdate")
        yield from self._part("conf-loc", "venue")

    def _publisher(self) -> Iterator[Node]:
        if self.kind in ("data", "preprint", "web", "patent"):
            return  # there it is the source, or the holder of a patent
        name = self.value("publisher", "school", "institution", "organization")
        place = self.value("address", "location")
        if name:
            yield make("publisher-name", name)
        if place and (name or self.kind != "journal"):
            yield make("publisher-loc", place)

    def _date(self) -> Iterator[Node]:
        written = self.value("date", "year")
        found = _DATE.match(written)
        if found is None:
            if written:
                yield make("year", written)
            return
        year, month, day = found.groups()
        yield make("year", year, iso_8601_date="-".join(filter(None, (year, month, day))))
        if month:
            yield make("month", month.lstrip("0"))
        if day:
            yield make("day", day.lstrip("0"))

    def _number(self) -> Iterator[Node]:
        number = self.value("number", "issue") if self.kind in ("journal", "newspaper") else self.value("number")
        if not number:
            return
        if self.kind == "patent":
            country = re.match(r"[A-Z]{2}(?=[\d ])", number)
            yield make("patent", number, country=country[0] if country else "")
        elif self.kind in _IN_SERIES:
            yield make("issue", number)
        else:
            yield make("pub-id", number, pub_id_type=_NUMBERS.get(self.kind, "other"))

    def _pages(self) -> Iterator[Node]:
        pages = self.value("pages")
        number = self.value("eid", "articleno", "article-number")
        if not pages or pages == number:
            if number or pages:
                yield make("elocation-id", number or pages)
            return
        if (found := _RANGE.fullmatch(pages)) is not None:
            yield make("fpage", found[1])
            yield make("lpage", found[2])
        elif _LATER.search(pages):
            first = _RANGE.match(pages) or re.match(r"(\w+)", pages)
            if first:
                yield make("fpage", first[1])
            yield make("page-range", re.sub(r"--+", "-", pages))
        elif _ARTICLE_NUMBER.fullmatch(pages):
            yield make("elocation-id", pages)
        elif self.kind != "book":  # there it may as well be how many there are
            yield make("fpage", pages)
        if number:
            yield make("elocation-id", number)

    def _identifiers(self) -> Iterator[Node]:
        kind = self.value("eprinttype", "archiveprefix").lower()
        stored = self.value("eprint")
        found: Mapping[str, str] = {
            "doi": identifiers.normalised_doi(self.entry.value("doi"))
            and identifiers.bare_doi(self.entry.value("doi")),
            "pmid": identifiers.normalised_pmid(self.value("pmid") or (stored if kind == "pubmed" else "")),
            "pmcid": identifiers.normalised_pmcid(self.value("pmcid", "pmc") or (stored if kind == "pmc" else "")),
            "arxiv": identifiers.normalised_arxiv(stored) if kind in ("arxiv", "") else "",
        }
        for name, value in found.items():
            if value:
                yield make("pub-id", value, pub_id_type=name)
        if self.kind in ("book", "chapter", "confproc"):
            yield from self._part("isbn", "isbn")

    def _address(self) -> Iterator[Node]:
        url = self.entry.value("url").strip()
        if url:
            yield make("ext-link", url, ext_link_type="uri", href=url)
        accessed = self.entry.value("urldate").strip()
        if accessed:
            date = accessed if _DATE.fullmatch(accessed) else ""
            yield make("date-in-citation", accessed, content_type="access-date", iso_8601_date=date)


def _whole_title(title: str, subtitle: str) -> str:
    return f"{title}: {subtitle}" if subtitle else title
