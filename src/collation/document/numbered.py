"""One numbered document for all formats: every number in its place, in no format's terms."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from collation import identifiers, pandoc, store, tree
from collation.diagnostics import CollationError
from collation.document import style as styles
from collation.document.labels import label
from collation.document.style import Style
from collation.model import (
    OUTPUT_IDENTIFIER,
    BibliographyEntry,
    CitationCluster,
    CitationItem,
    Locator,
    Manuscript,
    Name,
    Target,
)
from collation.project import Project
from collation.tree import Element

# Where the number itself is what the sentence speaks of it stands on the line: 文献[5] (GB/T 7714-2015 10.1).
_SPOKEN = re.compile(r"(?:文献|(?<![A-Za-z])(?:refs?\.?|references?))\s*$", re.IGNORECASE)
_CAPTION_ATTRIBUTES = frozenset({"caption-en", "caption-zh"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_MARKUP = re.compile(r"[*_^~`$\[\]<>\\'\"-]")
_PAGES = frozenset({"p.", "pp.", "page", "pages", "页"})
_TEXTS = frozenset({"Plain", "Para"})
_CHINESE_UNITS = frozenset("页章节卷")


class RenderError(CollationError):
    """The manuscript cannot be rendered; the message says why, for a person."""


@dataclass(frozen=True)
class ReferenceListItem:
    """One item of the reference list: its number, its label as the style prints it, and its text."""

    number: int
    citekey: str
    label: str
    inlines: tuple[Element, ...]
    language: str
    places: tuple[int, ...]
    """The clusters that cite it, counted from 1, for the way back from the list to the text."""


@dataclass(frozen=True)
class Document:
    """The manuscript with every number in its place, in pandoc's terms and in no format's.

    `blocks` follow these conventions: a citation marker is a Span of class `citation` and id `cite-N` that holds the
    marker's text and Links to `#ref-N`; a cross-reference is a Link of class `cross-reference`; headings, figures,
    tables and equations carry the attribute `number`; a caption starts with a Span of class `caption-label`, and in the
    second language it is a Div of class `caption-second`.
    """

    manuscript: Manuscript
    style: Style
    blocks: tuple[Element, ...]
    references: tuple[ReferenceListItem, ...]
    matter: Mapping[str, Any] | None = None
    """What `front_matter.data` returns of a document in which changes are marked; None of any other.

    Such a document has Spans and Divs of the classes `insertion` and `deletion`, and in the reference list items whose
    number is 0: those that are gone.
    """

    @property
    def language(self) -> str:
        """The manuscript's first language."""
        return self.manuscript.front_matter.first_language

    @property
    def second_language(self) -> str:
        """The manuscript's second language."""
        return self.manuscript.front_matter.second_language

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """What can be referred to, by identifier."""
        return {target.identifier: target for target in self.manuscript.targets}

    @property
    def timestamp(self) -> int:
        """The manuscript's own date in seconds since 1970 UTC: the only date that an output may carry."""
        from datetime import UTC, datetime

        date = self.manuscript.front_matter.date
        return int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()) if date else 0


def load(project: Project) -> Document:
    """Prepare the assembled manuscript, once for all formats that one run makes of it.

    Raises:
        StoreError: if the manuscript has not been assembled.
    """
    return _load(project, project.assembled.stat().st_mtime_ns if project.assembled.exists() else 0)


@lru_cache(maxsize=1)
def _load(project: Project, changed: int) -> Document:
    del changed  # a manuscript assembled anew is another document
    return prepare(store.load(project.assembled), project)


def prepare(manuscript: Manuscript, project: Project) -> Document:
    """Number the citations of a manuscript that passed the checks, format its entries, resolve its cross-references.

    Raises:
        RenderError: if citeproc complains of anything.
        StyleError: if the style is not there.
    """
    style = styles.load(project)
    builder = _Builder(manuscript, style)
    blocks = [block for section in manuscript.sections for block in section.blocks]
    blocks = tree.map_inlines(_identified(blocks, manuscript), builder.inlines)
    blocks = tree.map_blocks(_parted(blocks), builder.captions)
    return Document(manuscript, style, tuple(blocks), _references(manuscript, style))


def _identified(blocks: list[Element], manuscript: Manuscript) -> list[Element]:
    """Take from what is no target, such as a Div or a Span, each identifier that is taken or that outputs use."""
    known = {target.identifier for target in manuscript.targets}
    left = set(known)

    def changed(node: Any) -> Any:
        if isinstance(node, dict):
            return {**node, "c": changed(node["c"])} if "c" in node else node
        if not isinstance(node, list):
            return node
        if len(node) == 3 and isinstance(node[0], str) and isinstance(node[1], list) and isinstance(node[2], list):
            identifier = node[0]
            if identifier in left:
                left.discard(identifier)
            elif identifier in known or OUTPUT_IDENTIFIER.fullmatch(identifier):
                return ["", *node[1:]]
            elif identifier:
                known.add(identifier)
            return node
        return [changed(child) for child in node]

    return [changed(block) for block in blocks]


def _parted(node: Any) -> Any:
    """Make paragraphs of texts that would run into one another: parts of a definition, or what tags hold apart."""
    if isinstance(node, dict):
        return {**node, "c": _parted(node["c"])} if "c" in node else node
    if not isinstance(node, list):
        return node
    parted = [_parted(child) for child in node]
    if tree.is_blocks(node):
        shown = [index for index, block in enumerate(parted) if block["t"] != "RawBlock"]
        for first, second in pairwise(shown):
            if parted[first]["t"] in _TEXTS and parted[second]["t"] in _TEXTS:
                parted[first] = {**parted[first], "t": "Para"}
                parted[second] = {**parted[second], "t": "Para"}
    return parted


class _Builder:
    def __init__(self, manuscript: Manuscript, style: Style) -> None:
        self.manuscript = manuscript
        self.style = style
        self.language = manuscript.front_matter.first_language
        self.second_language = manuscript.front_matter.second_language
        self.targets = {target.identifier: target for target in manuscript.targets}

    def inlines(self, inlines: list[Element]) -> list[Element]:
        """Put the marker in the place of each cluster, and the number in that of each cross-reference."""
        changed: list[Element] = []
        for index, inline in enumerate(inlines):
            if inline["t"] in ("Space", "SoftBreak") and 0 < index < len(inlines) - 1:
                if not self._is_superfluous(inlines[index - 1], inlines[index + 1], tree.plain_text(changed)):
                    changed.append(inline)
                continue
            pairs = tree.pairs(inline) if inline["t"] == "Span" else {}
            if "cluster" in pairs:
                changed.extend(self._citation(int(pairs["cluster"]), tree.plain_text(changed)))
            elif "target" in pairs:
                changed.append(self._cross_reference(pairs["target"]))
            elif inline["t"] == "Link":
                changed.append(_addressed(inline))
            else:
                changed.append(inline)
        return changed

    def _is_superfluous(self, before: Element, after: Element, text: str) -> bool:
        """Whether a space is one that the author's notation needs and no reader is to see.

        `@citekey` must stand between spaces to be seen as a citation, where Chinese has none; a raised marker stands
        close to its word.
        """
        sides = [_edge(before, -1), _edge(after, 0)]
        if "" not in sides:
            return False
        return any(map(_is_wide, sides)) or (self._is_bare_marker(after) and self._is_raised(text))

    def _is_bare_marker(self, inline: Element) -> bool:
        pairs = tree.pairs(inline) if inline["t"] == "Span" else {}
        if "cluster" not in pairs:
            return False
        first = self.manuscript.clusters[int(pairs["cluster"])].items[0]
        return not first.prefix and not first.is_narrative

    def _is_raised(self, before: str) -> bool:
        return self.style.is_superscript and not _SPOKEN.search(before)

    def _citation(self, index: int, before: str) -> list[Element]:
        """Return a cluster as it is printed: markers, with what the author wrote before and after each."""
        written: list[Element] = []
        is_raised = self._is_raised(before)
        identifier = f"cite-{index + 1}"
        has_words = False
        for group in _groups(self.manuscript.clusters[index]):
            if written and (group.prefix or has_words):
                written.append(tree.string("；" if self.language == "zh" else ";"))
            if group.prefix:
                written.extend(_spaced(tree.plain_text(written), group.prefix))
                is_raised = self._is_raised(group.prefix)
            if group.items[0].is_narrative:
                written.extend(self._names(group.items[0]))
            if written and not is_raised and self.language != "zh":
                written.append({"t": "Space"})
            marker = self._marker(group)
            shown = [tree.wrapped("Superscript", marker)] if is_raised else marker
            written.append(tree.span(tree.attributes(identifier, ["citation"]), shown))
            identifier = ""  # the first marker is what the reference list leads back to
            written.extend(_spaced("]", group.suffix))
            has_words = bool(group.suffix)
        return written

    def _names(self, item: CitationItem) -> list[Element]:
        """The authors of a narrative citation as a sentence names them: one, two, or the first and all others."""
        entry = self.manuscript.bibliography.by_citekey[self.manuscript.citekey(item)]
        names = [_called(name) for name in entry.authors]
        if not names:
            return tree.text(entry.value("title"))
        if len(names) == 1:
            return tree.text(names[0])
        if len(names) == 2:
            return tree.text(label(self.language, "two-authors", first=names[0], second=names[1]))
        return tree.text(label(self.language, "et-al", first=names[0]))

    def _marker(self, group: _Group) -> list[Element]:
        """The marker's inlines: the numbers of a group in one bracket, and the place in the last of the works."""
        numbers = [self.manuscript.citation_numbers[self.manuscript.citekey(item)] for item in group.items]
        shown = [tree.string("[")]
        for index, run in enumerate(self.style.marker(numbers)):
            if index:
                shown.append(tree.string(","))
            shown.append(_number_link(run[0]))
            if len(run) == 2:
                shown.extend((tree.string("-"), _number_link(run[1])))
        if group.locator is None:
            return [*shown, tree.string("]")]
        place = _place(group.locator)
        if not self.style.is_bilingual:
            return [*shown, tree.string(f",\N{NO-BREAK SPACE}{place}]")]
        # GB/T 7714-2015 10.1.3: the page stands behind the bracket, as a bare number.
        is_page = group.locator.label.lower() in _PAGES
        return [*shown, tree.string("]"), tree.string(group.locator.value if is_page else place)]

    def _cross_reference(self, identifier: str) -> Element:
        target = self.targets[identifier]
        words = label(self.language, target.kind, number=target.number) if target.number else target.text
        attribute = tree.attributes("", ["cross-reference"])
        return tree.link([tree.string(words)], f"#{identifier}", attribute)

    def captions(self, block: Element) -> list[Element] | None:
        """Give each figure and table its label, and its caption in the second language where the author wrote one."""
        if block["t"] not in ("Figure", "Table"):
            return None
        kind = block["t"].lower()
        attribute = block["c"][0]
        number = dict(attribute[2]).get("number", "")
        if not number:
            return None
        content = block["c"]
        written = dict(attribute[2])
        for image in tree.elements(content[2]) if kind == "figure" else ():
            if image["t"] == "Image":  # pandoc leaves a figure's attributes, but for its id, on the image
                written.update(tree.pairs(image))
        second = written.get(f"caption-{self.second_language}", "")
        first = [inline for part in content[1][1] if part["t"] in ("Plain", "Para") for inline in part["c"]]
        caption = [self._captioned(kind, number, self.language, first)]
        if second:
            attribute_of_second = tree.attributes("", ["caption-second"], lang=self.second_language)
            shown = self._captioned(kind, number, self.second_language, inlines_of(second))
            caption.append(tree.div(attribute_of_second, [shown]))
        attribute = [
            attribute[0],
            attribute[1],
            [pair for pair in attribute[2] if pair[0] not in _CAPTION_ATTRIBUTES],
        ]
        return [{**block, "c": [attribute, [None, caption], *content[2:]]}]

    def _captioned(self, kind: str, number: str, language: str, inlines: Sequence[Element]) -> Element:
        words = label(language, kind, number=number).replace(" ", "\N{NO-BREAK SPACE}")
        marked = tree.span(tree.attributes("", ["caption-label"], number=number), [tree.string(words)])
        return {"t": "Plain", "c": [marked, {"t": "Space"}, *inlines]}


@dataclass
class _Group:
    """Items of a cluster that share one bracket: only the first has a prefix, only the last a locator or a suffix."""

    prefix: str
    items: list[CitationItem] = field(default_factory=list)
    locator: Locator | None = None
    suffix: str = ""


def _groups(cluster: CitationCluster) -> list[_Group]:
    groups: list[_Group] = []
    for item in cluster.items:
        last = groups[-1] if groups else None
        if last is None or item.prefix or item.locator or last.locator or last.suffix:
            last = _Group(item.prefix)
            groups.append(last)
        last.items.append(item)
        last.locator, last.suffix = item.locator, item.suffix
    return groups


def _addressed(link: Element) -> Element:
    """Write the address of a link as all formats take it: `http://例子.example/路` has letters that no URI has."""
    attribute, inlines, (address, title) = link["c"]
    return {**link, "c": [attribute, inlines, [identifiers.web_address(address) or address, title]]}


def _spaced(before: str, words: str) -> list[Element]:
    """Words after others: with a space between, but not between Chinese ones nor before a mark."""
    if not words:
        return []
    is_close = not before or _is_wide(before[-1]) or _is_wide(words[0]) or words[0] in ",.;:)"
    return [*([] if is_close else [{"t": "Space"}]), *tree.text(words)]


def _place(locator: Locator) -> str:
    """A place inside a work: `p. 3`, `第3章`."""
    if locator.label in _CHINESE_UNITS:
        return f"第{locator.value}{locator.label}"
    return f"{locator.label}\N{NO-BREAK SPACE}{locator.value}"


def _called(name: Name) -> str:
    """How a sentence calls an author: by the family name, but a Chinese author by the whole name."""
    if name.given and _HAN.match(name.family):
        return name.family + name.given
    return name.surname


def _edge(inline: Element, index: int) -> str:
    """The first or the last character of an inline; "" for one that is a mark in the sentence and no word of it."""
    if inline["t"] == "Note" or (inline["t"] == "Span" and not {"cluster", "target"}.isdisjoint(tree.pairs(inline))):
        return ""
    return tree.plain_text([inline])[index:][:1] or " "


def _is_wide(character: str) -> bool:
    return character != "" and unicodedata.east_asian_width(character) in ("W", "F")


def _number_link(number: int) -> Element:
    return tree.link([tree.string(str(number))], f"#ref-{number}", tree.attributes("", ["citation-number"]))


def inlines_of(markdown: str) -> list[Element]:
    """Read a text of metadata, such as a title or a caption, as the inlines of one paragraph."""
    return list(_inlines_of(markdown))


@lru_cache(maxsize=512)  # each format, and each reading of one, asks for the same texts again
def _inlines_of(markdown: str) -> tuple[Element, ...]:
    words = " ".join(markdown.split())
    if not _MARKUP.search(words):
        return tuple(tree.text(words))
    # Inside a span nothing starts a list, a quotation or a heading: "> 50 years" is an author's words.
    blocks = pandoc.read(f"[{words}]{{}}")["blocks"]
    if len(blocks) == 1 and blocks[0]["t"] == "Para" and [inline["t"] for inline in blocks[0]["c"]] == ["Span"]:
        (shown,) = tree.map_inlines([tree.paragraph(blocks[0]["c"][0]["c"][1])], _described)
        return tuple(shown["c"])
    return tuple(tree.text(words))


def _described(inlines: list[Element]) -> list[Element]:
    """Put the words that stand for an image in its place: a title or a caption shows none."""
    return [shown for inline in inlines for shown in (inline["c"][1] if inline["t"] == "Image" else [inline])]


def language_of(entry: BibliographyEntry) -> str:
    """Return `zh` or `en`: the language that an entry says it is in, or that its title is written in."""
    said = (entry.value("langid") or entry.value("language")).lower()
    if said:
        return "zh" if said.startswith(("zh", "chinese", "中")) else "en"
    return "zh" if _HAN.search(entry.value("title")) else "en"


def _references(manuscript: Manuscript, style: Style) -> tuple[ReferenceListItem, ...]:
    """Format each cited entry in the run of its own language, and number it as the text does."""
    by_language: dict[str, list[BibliographyEntry]] = defaultdict(list)
    for entry in manuscript.cited_entries:
        by_language[style.language(language_of(entry))].append(entry)
    bibtex = manuscript.bibliography.subset(manuscript.cited)
    formatted: dict[str, tuple[str, list[Element]]] = {}
    for language, entries in by_language.items():
        citekeys = [entry.citekey for entry in entries]
        divs, warnings = pandoc.format_entries(bibtex, citekeys, style.csl, language)
        if warnings:
            raise RenderError("; ".join(warnings))
        by_citekey = {div["c"][0][0].removeprefix("ref-"): _item_text(div) for div in divs}
        formatted.update(_without_numbers(by_citekey, citekeys))
    places: dict[str, list[int]] = defaultdict(list)
    for index, cluster in enumerate(manuscript.clusters, start=1):
        for citekey in dict.fromkeys(manuscript.citekey(item) for item in cluster.items):
            places[citekey].append(index)
    items = []
    for entry in manuscript.cited_entries:
        if entry.citekey not in formatted:
            raise RenderError(f"citeproc formatted no item for {entry.citekey}")
        margin, inlines = formatted[entry.citekey]
        number = manuscript.citation_numbers[entry.citekey]
        marked = re.sub(r"\d+", str(number), margin) if re.search(r"\d", margin) else f"[{number}]"
        items.append(
            ReferenceListItem(
                number,
                entry.citekey,
                marked,
                tuple(inlines),
                language_of(entry),
                tuple(places[entry.citekey]),
            )
        )
    return tuple(items)


def _without_numbers(
    formatted: Mapping[str, tuple[str, list[Element]]], citekeys: Sequence[str]
) -> Mapping[str, tuple[str, list[Element]]]:
    """Return formatted entries whose number stands in the margin, and not at the start of the text.

    A style without `second-field-align` (CSL 1.0.2) prints it there; it counts only the entries of one run.
    """
    starts = {}
    for number, citekey in enumerate(citekeys, start=1):
        margin, inlines = formatted.get(citekey, ("", []))
        text = tree.plain_text(inlines)
        found = re.match(rf"\s*([\[(]?{number}(?:[\])]\.?|\.|(?=\s)))[\s\N{{NO-BREAK SPACE}}]*(?:- )?", text)
        if margin or found is None:  # a title may begin with a number, but not each with its own
            return formatted
        starts[citekey] = found
    return {
        citekey: (found[1], _without_start(formatted[citekey][1], found.end())) for citekey, found in starts.items()
    }


def _without_start(inlines: Sequence[Element], length: int) -> list[Element]:
    """Take so many characters from the start of some inlines."""
    left: list[Element] = []
    for inline in inlines:
        text = tree.plain_text([inline])
        if length >= len(text):
            length -= len(text)
        elif length and inline["t"] == "Str":
            left.append({**inline, "c": text[length:]})
            length = 0
        else:
            left.append(inline)
            length = 0
    return left


def _item_text(div: Element) -> tuple[str, list[Element]]:
    """Return what a formatted entry has in its margin, and its text; the number in it counts only its own run."""
    margin = ""
    inlines: list[Element] = []
    for block in div["c"][1]:
        for inline in block.get("c", ()) if block["t"] in ("Para", "Plain") else ():
            classes = inline["c"][0][1] if inline["t"] == "Span" else []
            if "csl-left-margin" in classes:
                margin = tree.plain_text(inline["c"][1]).strip()
            elif "csl-right-inline" in classes:
                inlines.extend(inline["c"][1])
            else:
                inlines.append(inline)
    while inlines and inlines[-1]["t"] in ("Space", "SoftBreak"):
        inlines.pop()
    return margin, inlines


def meta(value: Any) -> Any:
    """Turn plain values, and lists of inlines, into pandoc's metadata, for a template."""
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    if isinstance(value, str):
        return {"t": "MetaString", "c": value}
    if isinstance(value, Mapping):
        return {"t": "MetaMap", "c": {key: meta(item) for key, item in value.items()}}
    if isinstance(value, (list, tuple)):
        if value and all(isinstance(item, dict) and "t" in item for item in value):
            return {"t": "MetaInlines", "c": list(value)}
        return {"t": "MetaList", "c": [meta(item) for item in value]}
    raise TypeError(f"no metadata for {value!r}")
