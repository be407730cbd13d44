"""Every noun of the house, as frozen values without input or output.

`assemble` makes one `Manuscript` of the author's files; `check`, `render` and all later stages read it and nothing
else.  What could not be read is a value in it too, with its place, so that one fault never hides the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from collation.diagnostics import Lines, Location

Notation = Literal["citekey", "number"]
Context = Literal["body", "heading", "table", "caption", "footnote"]
TargetKind = Literal["section", "figure", "table", "equation"]
MetadataPart = Literal["title", "running-title", "note", "name", "orcid", "affiliation", "abstract", "keyword"]

Block = dict[str, Any]
"""One block of pandoc's document, as its JSON has it."""


HIDDEN = "\0"
"""Stands in a passage for every character that is no prose: code, math, tags, addresses, what a backslash escapes."""


OUTPUT_IDENTIFIER = re.compile(
    r"main|refs|(?:references|contents)(?:-heading)?|(?:ref|cite|abstract|printed)-\w+|fn(?:ref)?\d+"
)
"""An identifier that the outputs use themselves; nothing of the manuscript may have it."""


# --- the text ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SourceFile:
    """A text file of the manuscript: its characters as they stand, line ends and all, without a byte order mark."""

    path: str
    text: str
    has_byte_order_mark: bool = False

    @cached_property
    def characters(self) -> frozenset[str]:
        """Which characters it has: by them a check knows at once whether it need look at all."""
        return frozenset(self.text)

    @cached_property
    def lines(self) -> Lines:
        """Turns an offset in the text into a line and a column."""
        return Lines(self.path, self.text)


@dataclass(frozen=True)
class Locator:
    """The place inside a cited work: a label such as `p.` and its value."""

    label: str
    value: str


@dataclass(frozen=True)
class CitationItem:
    """One cited work in a cluster: by its citekey, or by the number that the author typed."""

    location: Location
    citekey: str = ""
    number: int = 0
    prefix: str = ""
    locator: Locator | None = None
    suffix: str = ""
    is_author_suppressed: bool = False
    is_narrative: bool = False


@dataclass(frozen=True)
class CitationCluster:
    """All items inside one `[...]`, or one narrative `@citekey`, at its place in the source."""

    location: Location
    notation: Notation
    items: tuple[CitationItem, ...]
    context: Context = "body"
    text: str = ""


@dataclass(frozen=True)
class CitedAt:
    """Where in a passage a citation cluster stands: `cluster` is its index in `Manuscript.clusters`."""

    cluster: int
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A run of prose that is read as one: a paragraph, a heading, a cell of a table, a caption, a footnote.

    Attributes:
        path: the section's file.
        context: what it is.
        text: its characters; markup that is printed (`*`, brackets, citations) stands in it, all else is `HIDDEN`.
        places: where in the file a stretch of the passage starts, by the offset in `text` at which it starts.
        citations: the clusters in it, in the order in which they stand.
    """

    path: str
    context: Context
    text: str
    places: tuple[tuple[int, int], ...]
    citations: tuple[CitedAt, ...] = ()

    def place(self, offset: int) -> int:
        """Return where in the file a character of the passage stands, counted in characters from 0."""
        return place_in(self.places, offset)


def place_in(places: tuple[tuple[int, int], ...], offset: int) -> int:
    """Return where in a file a character stands, by where its stretches start there."""
    first, place = places[bisect_right(places, offset, key=lambda stretch: stretch[0]) - 1]
    return place + offset - first


@dataclass(frozen=True)
class CrossReference:
    """A reference to a figure, table, section or equation of the manuscript itself."""

    location: Location
    target: str


@dataclass(frozen=True)
class Target:
    """Something that is numbered and can be referred to.

    `number` is "" where the thing is not numbered (an introduction); `level` is a heading's depth, from 1.
    """

    kind: TargetKind
    identifier: str
    number: str
    text: str
    location: Location
    level: int = 0


@dataclass(frozen=True)
class Image:
    """An image that the text shows.

    When the manuscript was assembled, `is_found` says, its file was there, and could not be shown for its `fault`.
    """

    path: str
    alternative_text: str
    location: Location
    is_found: bool
    fault: str = ""


@dataclass(frozen=True)
class Address:
    """Where a link leads that does not stay within the manuscript; "" where it leads nowhere."""

    location: Location
    text: str


@dataclass(frozen=True)
class Formula:
    """A formula that the text shows, in TeX."""

    location: Location
    text: str


@dataclass(frozen=True)
class RawMarkup:
    """Markup that one format alone shows; `format` is its name, as `html`."""

    location: Location
    format: str
    text: str


@dataclass(frozen=True)
class Section:
    """One file of the manuscript: its text as the author wrote it and its blocks as pandoc reads them.

    In `blocks` each citation cluster is a Span of class `citation` whose attribute `cluster` is its index in
    `Manuscript.clusters`, and each cross-reference a Span of class `cross-reference` with the attribute `target`.
    """

    path: str
    text: str
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...] = ()
    """Its prose in the order in which a reader meets it, the footnotes last."""


# --- what goes before the text ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bilingual:
    """A text in the manuscript's first and, where it has one, second language, as Markdown."""

    first: str = ""
    second: str = ""


@dataclass(frozen=True)
class Author:
    """A person of the byline; `affiliations` are identifiers of `Affiliation`."""

    name: Bilingual
    affiliations: tuple[str, ...] = ()
    is_corresponding: bool = False
    email: str = ""
    orcid: str = ""


@dataclass(frozen=True)
class Affiliation:
    """Where authors work."""

    identifier: str
    name: Bilingual


@dataclass(frozen=True)
class AbstractPart:
    """One labelled part of a structured abstract; the label is "" in an unstructured one."""

    label: str
    text: str


@dataclass(frozen=True)
class Statement:
    """A statement that journals ask for, such as funding; `text` is "" while the author has not supplied it."""

    name: str
    text: str
    location: Location


@dataclass(frozen=True)
class MetadataText:
    """One text of `metadata.yaml`, and where in the file its stretches start, as in `Passage`.

    `language` is "" where the text belongs to none, as an ORCID iD.
    """

    part: MetadataPart
    language: str
    text: str
    places: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> int:
        """Return where in the file a character of the text stands, counted in characters from 0."""
        return place_in(self.places, offset)


@dataclass(frozen=True)
class FrontMatter:
    """What `metadata.yaml` says: all that stands before the text, as in JATS `front`."""

    path: str
    first_language: str = "zh"
    second_language: str = "en"
    title: Bilingual = Bilingual()
    running_title: Bilingual = Bilingual()
    article_type: str = ""
    date: str = ""
    note: Bilingual = Bilingual()
    authors: tuple[Author, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    first_abstract: tuple[AbstractPart, ...] = ()
    second_abstract: tuple[AbstractPart, ...] = ()
    first_keywords: tuple[str, ...] = ()
    second_keywords: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    texts: tuple[MetadataText, ...] = ()
    """Its texts once more, each with its place, those of one part in their order."""


# --- the bibliography -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Name:
    """A person's name in the parts that BibTeX knows; a corporate author has only `family`."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    is_corporate: bool = False

    @property
    def surname(self) -> str:
        """The name by which a text speaks of the person: with its particle, as in `van Buul`."""
        return f"{self.particle} {self.family}".strip()


@dataclass(frozen=True)
class Field:
    """One field of an entry: its value as written, without the outer braces, and where the value stands.

    Attributes:
        name: in lower case.
        value: its text; where it is put together (`a # " b"`) the whole, with every `@string` resolved.
        location: where the value stands, delimiters included.
        name_start: where the name starts, in characters of the file from 0, as all offsets here.
        start: where the value starts, delimiters included.
        end: where it ends.
        strings: the names of the `@string`s that it is put together of, in lower case.
        is_single: whether it is one braced, quoted or bare piece; only such a value can be patched.
        undefined: the names in it, as written, that no `@string` before it defines, and where they stand.
    """

    name: str
    value: str
    location: Location
    name_start: int = 0
    start: int = 0
    end: int = 0
    strings: tuple[str, ...] = ()
    is_single: bool = True
    undefined: tuple[tuple[str, int], ...] = ()

    @property
    def inner_start(self) -> int:
        """Where the value's own text starts, after the brace or quote that opens it."""
        return self.start + (self.end - self.start - len(self.value)) // 2


@dataclass(frozen=True)
class BibliographyEntry:
    """One record of references.bib.

    `ordinal` is its place in the file, from 1: the entry that a typed number means.  `text` is the record's own
    characters, given to citeproc unchanged.  `decoded` holds the fields in which LaTeX was resolved.  `authors` are
    those that the style prints first: the editors, where there is no author.
    """

    citekey: str
    type: str
    ordinal: int
    location: Location
    fields: tuple[Field, ...]
    text: str
    start: int = 0
    """Where the record starts in the file, at its `@`; `end` is after its closing brace."""
    end: int = 0
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    decoded: Mapping[str, str] = field(default_factory=dict)

    def field(self, name: str) -> Field | None:
        """Return the first field of that name, or None where it is absent or empty."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate if candidate.value.strip() else None
        return None

    def value(self, name: str) -> str:
        """Return a field's value with LaTeX resolved, or ""."""
        if name in self.decoded:
            return self.decoded[name]
        found = self.field(name)
        return found.value if found else ""

    @property
    def parents(self) -> tuple[str, ...]:
        """The citekeys of the entries from which this one inherits fields."""
        return tuple(f"{self.value('crossref')} {self.value('xdata')}".replace(",", " ").split())


@dataclass(frozen=True)
class BrokenEntry:
    """A block that cannot be read: what is wrong, where it opens, and its citekey if that much is legible.

    Attributes:
        citekey: "" where it is not legible, and for a `@string`.
        ordinal: its place among the records, 0 for a block that is none.
        location: where the fault is.
        reason: what is wrong.
        help: what to do.
        kind: what sort of fault it is; each has a check of its own.
        fields: of a record whose one fault is a doubled field, all its fields.
        string: the name that a broken `@string` defines, in lower case.
        insertion: where a comma would mend it, in the place of a mark such as `，` if one stands there.
    """

    citekey: str
    ordinal: int
    location: Location
    reason: str
    help: str
    kind: Literal["form", "brace", "comma", "field", "string"] = "form"
    fields: tuple[Field, ...] = ()
    string: str = ""
    insertion: int | None = None


@dataclass(frozen=True)
class Support:
    """What one `@string` or `@preamble` of the bibliography says, as its own characters.

    `name` is that of the string in lower case, "" for a preamble; `strings` are those that its value uses, and
    `undefined` those among them, as written and with their places, that no `@string` before it defines.
    """

    text: str
    name: str = ""
    location: Location | None = None
    strings: tuple[str, ...] = ()
    undefined: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Remark:
    """What stands in the bibliography between its blocks: free text and `%` lines, by its offsets."""

    start: int
    end: int


@dataclass(frozen=True)
class Bibliography:
    """references.bib: every entry in the order of the file, doubled ones too, and every block that is broken."""

    path: str
    entries: tuple[BibliographyEntry, ...] = ()
    broken: tuple[BrokenEntry, ...] = ()
    support: tuple[Support, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def by_citekey(self) -> Mapping[str, BibliographyEntry]:
        """The entries by citekey; of a doubled citekey, the first."""
        found: dict[str, BibliographyEntry] = {}
        for entry in self.entries:
            found.setdefault(entry.citekey, entry)
        return found

    @cached_property
    def by_ordinal(self) -> Mapping[int, BibliographyEntry]:
        """The entries by the number that means them in a manuscript of typed numbers."""
        return {entry.ordinal: entry for entry in self.entries}

    @cached_property
    def broken_citekeys(self) -> frozenset[str]:
        """Citekeys whose record is there but cannot be read."""
        return frozenset(block.citekey for block in self.broken)

    def subset(self, citekeys: Collection[str]) -> str:
        """Return the BibTeX text of some entries, with the strings and parent entries that they need.

        citeproc reads this instead of the library, for its cost grows with every entry that it is given.
        """
        wanted = dict.fromkeys(citekeys)
        queue = list(wanted)
        while queue:
            entry = self.by_citekey.get(queue.pop())
            for parent in entry.parents if entry else ():
                if parent not in wanted:
                    wanted[parent] = None
                    queue.append(parent)
        parts = [item.text for item in self.support]
        parts.extend(self.by_citekey[citekey].text for citekey in wanted if citekey in self.by_citekey)
        return "\n".join(parts) + "\n"

    @property
    def size(self) -> int:
        """How many records the file has, broken ones counted."""
        return len(self.entries) + len(self.broken)


@dataclass(frozen=True)
class Evidence:
    """What is known of one entry: a status, and the fields that were seen in a source and those that were not."""

    citekey: str
    status: str
    seen: tuple[str, ...]
    not_seen: tuple[str, ...]
    location: Location


# --- what could not be read -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnreadFile:
    """A file that the manuscript needs and that could not be read."""

    location: Location
    reason: Literal["missing", "unreadable", "encoding"]
    message: str
    help: str = ""
    encoding: str = ""
    """Where the file is in another encoding: its name as Python has it, or "" where a person must look."""


@dataclass(frozen=True)
class MetadataFault:
    """Something in `metadata.yaml` or in the evidence file that does not fit its form."""

    location: Location
    message: str
    help: str = ""
    is_unreadable: bool = False
    """Whether nothing could be read of the file, for it is not YAML."""


@dataclass(frozen=True)
class StraySyntax:
    """Citation syntax that pandoc would print as it stands."""

    location: Location
    text: str
    message: str
    help: str


@dataclass(frozen=True)
class Disagreement:
    """Two readers of the same file saw different things; `first` and `second` say what."""

    location: Location
    message: str
    first: str
    second: str


# --- all of it --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Manuscript:
    """Everything that is known of a manuscript once its files have been read."""

    front_matter: FrontMatter
    sections: tuple[Section, ...]
    clusters: tuple[CitationCluster, ...]
    cross_references: tuple[CrossReference, ...]
    targets: tuple[Target, ...]
    images: tuple[Image, ...]
    bibliography: Bibliography
    evidence: tuple[Evidence, ...] = ()
    unread: tuple[UnreadFile, ...] = ()
    metadata_faults: tuple[MetadataFault, ...] = ()
    stray_syntax: tuple[StraySyntax, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    front_matter_clusters: tuple[CitationCluster, ...] = ()
    """Citations where none may stand: in the front matter they have no number."""
    links: tuple[CrossReference, ...] = ()
    """Links within the manuscript, `[words](#identifier)`."""
    addresses: tuple[Address, ...] = ()
    formulas: tuple[Formula, ...] = ()
    raw: tuple[RawMarkup, ...] = ()
    sources: tuple[SourceFile, ...] = ()
    """Every file that could be read as text: sections, front matter, bibliography, evidence."""
    missing_parts: frozenset[str] = frozenset()
    """Which of `sections`, `bibliography`, `metadata`, `evidence` could not be read whole."""

    @cached_property
    def source(self) -> Mapping[str, SourceFile]:
        """The files by path."""
        return {source.path: source for source in self.sources}

    def locate(self, path: str, start: int, length: int = 1) -> Location:
        """Return the line and column of an offset in one of the files."""
        return self.source[path].lines.location(start, length)

    @cached_property
    def notations(self) -> frozenset[Notation]:
        """Which notations the text uses."""
        return frozenset(cluster.notation for cluster in self.clusters)

    def citekey(self, item: CitationItem) -> str:
        """Return the citekey that an item means, or "" where a typed number has no entry."""
        if item.citekey:
            return item.citekey
        entry = self.bibliography.by_ordinal.get(item.number)
        return entry.citekey if entry else ""

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The citekeys of all works cited, in the order of first citation.

        The typed numbers of one bracket are taken as they rise, for so they are printed.
        """
        order: dict[str, None] = {}
        for cluster in self.clusters:
            for item in sorted(cluster.items, key=lambda item: item.number):
                citekey = self.citekey(item)
                if citekey:
                    order.setdefault(citekey)
        return tuple(order)

    @cached_property
    def citation_numbers(self) -> Mapping[str, int]:
        """The citation number of each cited work.

        With citekeys it is the place in the order of first citation; a typed number is itself.
        """
        if self.notations == {"number"}:
            by_citekey = self.bibliography.by_citekey
            return {citekey: by_citekey[citekey].ordinal for citekey in self.cited}
        return {citekey: number for number, citekey in enumerate(self.cited, start=1)}

    @cached_property
    def cited_entries(self) -> tuple[BibliographyEntry, ...]:
        """The entries of the reference list, in the order of their numbers."""
        by_citekey = self.bibliography.by_citekey
        numbers = self.citation_numbers
        return tuple(
            by_citekey[citekey] for citekey in sorted(self.cited, key=numbers.__getitem__) if citekey in by_citekey
        )
