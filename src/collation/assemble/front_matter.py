"""metadata.yaml and references.evidence.yaml become values, with the place of every fault."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from collation import numbers
from collation.assemble import citations, markup
from collation.diagnostics import Lines
from collation.model import (
    AbstractPart,
    Affiliation,
    Author,
    Bilingual,
    CitationCluster,
    Evidence,
    FrontMatter,
    MetadataFault,
    MetadataPart,
    MetadataText,
    Notation,
    RawMarkup,
    Statement,
    place_in,
)
from collation.yaml import Node, parse

_KNOWN = {
    "lang", "title", "running-title", "article-type", "date", "note", "authors", "affiliations", "abstract", "keywords",
    "statements",
}  # fmt: skip
_STATEMENTS = ("funding", "conflicts-of-interest", "author-contributions", "ethics", "data-availability")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_RAW = re.compile(r"\{=([\w-]+)")
_READ_TAG = re.compile(r"</?(?:sup|sub|span|div)\b", re.IGNORECASE)
_MAY_CITE = re.compile(rf"[@\\{numbers.OPENING}]")
_YES, _NO = ("true", "yes", "on"), ("false", "no", "off", "")


@dataclass
class _Reader:
    """Reads one file's nodes, and notes what does not fit instead of stopping at it."""

    faults: list[MetadataFault] = field(default_factory=list)
    texts: list[MetadataText] = field(default_factory=list)
    places: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def fault(self, node: Node, message: str, help: str = "") -> None:
        self.faults.append(MetadataFault(node.location, message, help))

    def text(self, node: Node | None, what: str) -> str:
        if node is None or node.value is None:
            return ""
        if isinstance(node.value, str):
            return node.value.strip()
        self.fault(node, f"{what} must be a text")
        return ""

    def part(self, node: Node | None, part: MetadataPart, language: str, what: str) -> str:
        """Read a text that the checks look at, and note its place."""
        text = self.text(node, what)
        if node is not None and text:
            if node.offset not in self.places:  # an alias stands for the same text many times
                self.places[node.offset] = node.places(text)
            self.texts.append(MetadataText(part, language, text, self.places[node.offset]))
        return text

    def mapping(self, node: Node | None, what: str) -> Mapping[str, Node]:
        if node is None or node.is_empty:
            return {}
        if isinstance(node.value, dict):
            return node.value
        self.fault(node, f"{what} must be a mapping of names to values")
        return {}

    def known(self, values: Mapping[str, Node], names: Collection[str], what: str) -> None:
        """Note each name that a mapping does not know: misspelt, it would be left out without a word."""
        for name, node in values.items():
            if name not in names:
                self.fault(node, f"{what} has no entry {name}", f"it has {', '.join(sorted(names))}")

    def truth(self, node: Node | None, what: str) -> bool:
        value = self.text(node, what).lower()
        if node is not None and value not in (*_YES, *_NO):
            self.fault(node, f"{what} must be true or false")
        return value in _YES

    def items(self, node: Node | None, what: str) -> Iterator[Node]:
        if node is None or node.is_empty:
            return
        if isinstance(node.value, list):
            yield from node.value
        else:
            self.fault(node, f"{what} must be a list")

    def bilingual(self, node: Node | None, part: MetadataPart, what: str, languages: tuple[str, str]) -> Bilingual:
        first, second = languages
        if node is not None and isinstance(node.value, str):
            return Bilingual(self.part(node, part, first, what))
        values = self.languages(self.mapping(node, what), what, languages)
        return Bilingual(
            self.part(values.get(first), part, first, what), self.part(values.get(second), part, second, what)
        )

    def languages(self, values: Mapping[str, Node], what: str, languages: tuple[str, str]) -> Mapping[str, Node]:
        for name, value in values.items():
            if name not in languages:
                help = f"this manuscript is in {languages[0]} and {languages[1]}"
                self.fault(value, f"{what} has no language {name}", help)
        return values

    def abstract(self, node: Node | None, language: str) -> tuple[AbstractPart, ...]:
        if node is not None and isinstance(node.value, str):
            return (AbstractPart("", self.part(node, "abstract", language, "an abstract")),)
        parts = []
        for item in self.items(node, "an abstract"):
            values = self.mapping(item, "a part of an abstract")
            self.known(values, ("label", "text"), "a part of an abstract")
            label = self.text(values.get("label"), "the label of a part")
            text = self.part(values.get("text"), "abstract", language, "the text of a part")
            if not text:
                self.fault(item, f"the part {label or 'without label'} of the abstract has no text", "write text: …")
            parts.append(AbstractPart(label, text))
        return tuple(parts)

    def keywords(self, node: Node | None, language: str) -> tuple[str, ...]:
        return tuple(self.part(item, "keyword", language, "a keyword") for item in self.items(node, "keywords"))


def clusters(root: Node, lines: Lines) -> tuple[CitationCluster, ...]:
    """Return the citations in the texts of metadata.yaml, and what only looks like one: none has a number there."""
    found = {}
    for node, value in _texts(root):
        if not _MAY_CITE.search(value):
            continue
        text = " ".join(value.split())
        places: tuple[tuple[int, int], ...] = ()
        # It is read as it is printed: as one line, in which nothing begins a list or a heading.
        scan = citations.scan(f"[{text}]{{}}")
        cited = [(seen.offset, seen.length, seen.items[0].mode) for seen in scan.clusters if not seen.is_literal]
        cited.extend((stray.offset, stray.length, "") for stray in scan.strays if not stray.name)
        end = 0
        for start, length, mode in sorted(cited):
            if start < end:
                continue  # a part of what was named
            end = start + length
            places = places or node.places(text)
            first, last = place_in(places, start - 1), place_in(places, end - 2)
            location = lines.location(first, last + 1 - first)
            notation: Notation = "number" if mode == "#" else "citekey"
            found[location] = CitationCluster(location, notation, (), "body", text[start - 1 : end - 1])
    return tuple(found.values())


def raw(root: Node, lines: Lines) -> Iterator[RawMarkup]:
    """Yield the raw markup in the texts of metadata.yaml, but for the tags that are read as Markdown."""
    for node, value in _texts(root):
        if "<" not in value and "{=" not in value:
            continue
        text = " ".join(value.split())
        for piece in markup.hidden(text):
            format = _RAW.match(piece["ending"] or "")
            if format or (piece.lastgroup == "tag" and not _READ_TAG.match(piece[0])):
                places = node.places(text)
                first, last = place_in(places, piece.start()), place_in(places, piece.end() - 1)
                yield RawMarkup(lines.location(first, last + 1 - first), format[1] if format else "html", piece[0])


def _texts(node: Node) -> Iterator[tuple[Node, str]]:
    if isinstance(node.value, str):
        yield node, node.value
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _texts(child)
    elif node.value is not None:
        for name in node.names:
            yield from _texts(name)
            yield from _texts(node.value[str(name.value)])


def read(path: str, root: Node) -> tuple[FrontMatter, tuple[MetadataFault, ...]]:
    """Read the values of metadata.yaml.

    Returns:
        The front matter, with what could be read of it, and everything that does not fit its form.
    """
    reader = _Reader()
    table = reader.mapping(root, "metadata.yaml")
    reader.known(table, _KNOWN, "metadata.yaml")
    first = reader.text(table.get("lang"), "lang").split("-")[0] or "zh"
    languages = (first, "zh" if first == "en" else "en")
    title = reader.bilingual(table.get("title"), "title", "title", languages)
    if not title.first:
        place = table.get("title") or root
        reader.fault(place, "the manuscript has no title", f"write title: {{{first}: …}}")
    affiliations = tuple(_affiliations(reader, table.get("affiliations"), languages))
    authors = tuple(_authors(reader, table.get("authors"), languages, {item.identifier for item in affiliations}))
    if not authors:
        reader.fault(table.get("authors") or root, "the manuscript has no authors", "write authors: - name: …")
    date = reader.text(table.get("date"), "date")
    if date and not _is_date(date):
        reader.fault(table["date"], f"{date} is no date of the form 2026-01-31")
        date = ""
    abstract = reader.languages(reader.mapping(table.get("abstract"), "abstract"), "abstract", languages)
    keywords = reader.languages(reader.mapping(table.get("keywords"), "keywords"), "keywords", languages)
    front_matter = FrontMatter(
        path=path,
        first_language=languages[0],
        second_language=languages[1],
        title=title,
        running_title=reader.bilingual(table.get("running-title"), "running-title", "running-title", languages),
        article_type=reader.text(table.get("article-type"), "article-type"),
        date=date,
        note=reader.bilingual(table.get("note"), "note", "note", languages),
        authors=authors,
        affiliations=affiliations,
        first_abstract=reader.abstract(abstract.get(languages[0]), languages[0]),
        second_abstract=reader.abstract(abstract.get(languages[1]), languages[1]),
        first_keywords=reader.keywords(keywords.get(languages[0]), languages[0]),
        second_keywords=reader.keywords(keywords.get(languages[1]), languages[1]),
        statements=tuple(_statements(reader, table.get("statements"), root)),
    )
    return replace(front_matter, texts=tuple(reader.texts)), tuple(reader.faults)


def _is_date(text: str) -> bool:
    from datetime import date

    try:
        return _DATE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _affiliations(reader: _Reader, node: Node | None, languages: tuple[str, str]) -> Iterator[Affiliation]:
    seen: set[str] = set()
    for item in reader.items(node, "affiliations"):
        values = reader.mapping(item, "an affiliation")
        reader.known(values, ("id", *languages), "an affiliation")
        identifier = reader.text(values.get("id"), "the id of an affiliation")
        if not identifier:
            reader.fault(item, "an affiliation has no id", "authors name it by its id")
        elif identifier in seen:
            reader.fault(item, f"two affiliations have the id {identifier}", "give each its own")
        seen.add(identifier)
        name = Bilingual(
            *(reader.part(values.get(language), "affiliation", language, "an affiliation") for language in languages)
        )
        yield Affiliation(identifier, name)


def _authors(reader: _Reader, node: Node | None, languages: tuple[str, str], known: set[str]) -> Iterator[Author]:
    for item in reader.items(node, "authors"):
        values = {"name": item} if isinstance(item.value, str) else reader.mapping(item, "an author")
        reader.known(values, ("name", "affiliations", "corresponding", "email", "orcid"), "an author")
        name = reader.bilingual(values.get("name"), "name", "the name of an author", languages)
        if not name.first:
            reader.fault(item, "an author has no name", "write name: …")
        affiliations = []
        for affiliation in reader.items(values.get("affiliations"), "the affiliations of an author"):
            identifier = reader.text(affiliation, "an affiliation")
            if identifier not in known:
                reader.fault(affiliation, f"no affiliation has the id {identifier}")
            else:
                affiliations.append(identifier)
        yield Author(
            name=name,
            affiliations=tuple(affiliations),
            is_corresponding=reader.truth(values.get("corresponding"), "corresponding"),
            email=reader.text(values.get("email"), "email"),
            orcid=reader.part(values.get("orcid"), "orcid", "", "orcid"),
        )


def _statements(reader: _Reader, node: Node | None, root: Node) -> Iterator[Statement]:
    """The statements that every journal asks for, in their order, then the author's own."""
    values = reader.mapping(node, "statements")
    place = node or root
    for name in dict.fromkeys((*_STATEMENTS, *values)):
        found = values.get(name)
        yield Statement(name, reader.text(found, f"the statement {name}"), (found or place).location)


_STATUSES = ("identified", "probable", "recalled", "substitute")


def read_evidence(path: str, text: str) -> tuple[tuple[Evidence, ...], tuple[MetadataFault, ...]]:
    """Read references.evidence.yaml: what is known of each entry.

    Returns:
        One value for each citekey, and everything that does not fit the form.

    Raises:
        YamlError: where the file is not YAML.
    """
    root = parse(path, text)
    reader = _Reader()
    found = []
    for citekey, node in reader.mapping(root, "the evidence file").items():
        values = reader.mapping(node, citekey)
        reader.known(values, ("status", "not-seen", "seen", "note"), citekey)
        status = reader.text(values.get("status"), "status")
        if status not in _STATUSES:
            reader.fault(
                node,
                f"{citekey} has the status {status or 'nothing'}",
                f"a status is one of {', '.join(_STATUSES)}",
            )
        not_seen = tuple(reader.text(item, "a field") for item in reader.items(values.get("not-seen"), "not-seen"))
        seen: dict[str, None] = {}
        for source in reader.items(values.get("seen"), "seen"):
            parts = reader.mapping(source, "a source")
            reader.known(parts, ("source", "fields", "note"), f"a source of {citekey}")
            if not reader.text(parts.get("source"), "source"):
                reader.fault(source, f"a source of {citekey} says not where it is", "write source: …")
                continue
            for item in reader.items(parts.get("fields"), "fields"):
                seen.setdefault(reader.text(item, "a field"))
        for name in not_seen:
            if name in seen:
                reader.fault(node, f"the field {name} of {citekey} is both seen and not seen")
        found.append(Evidence(citekey, status, tuple(seen), not_seen, node.location))
    return tuple(found), tuple(reader.faults)
