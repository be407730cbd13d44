"""One numbered document for all formats: what every reader is to see, before any format's own way of saying it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from collation import pandoc, store, tree
from collation.diagnostics import CollationError
from collation.model import (
    BibliographyEntry,
    CitationCluster,
    CitationItem,
    Manuscript,
    Target,
)
from collation.project import Project
from collation.render import style as styles
from collation.render.labels import label
from collation.render.style import Style
from collation.tree import Element

# Where the number itself is what the sentence speaks of it stands on the line: 文献[5] (GB/T 7714-2015 10.1).
_SPOKEN = re.compile(r"(?:文献|[Rr]efs?\.?|[Rr]eferences?)\s*$")
_CAPTION_ATTRIBUTES = frozenset({"caption-en", "caption-zh"})
_HAN = re.compile(r"[\u3400-\u9fff]")


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


@cache
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
    blocks = tuple(
        block for section in manuscript.sections for block in tree.map_inlines(section.blocks, builder.inlines)
    )
    blocks = tuple(tree.map_blocks(blocks, builder.captions))
    return Document(manuscript, style, blocks, _references(manuscript, style))


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
        for inline in inlines:
            pairs = tree.pairs(inline) if inline["t"] == "Span" else {}
            if "cluster" in pairs:
                changed.extend(self._citation(int(pairs["cluster"]), tree.plain_text(changed)))
            elif "target" in pairs:
                changed.append(self._cross_reference(pairs["target"]))
            else:
                changed.append(inline)
        return changed

    def _citation(self, index: int, before: str) -> list[Element]:
        cluster = self.manuscript.clusters[index]
        is_raised = self.style.is_superscript and not _SPOKEN.search(before)
        written = [*self._prefix(cluster), *(self._names(cluster.items[0]) if _is_narrative(cluster) else [])]
        marker = self._marker(cluster)
        shown = [tree.wrapped("Superscript", marker)] if is_raised else marker
        if not is_raised and written and self.language != "zh":
            written.append({"t": "Space"})
        span = tree.span(tree.attributes(f"cite-{index + 1}", ["citation"]), shown)
        return [*written, span, *self._suffix(cluster)]

    def _prefix(self, cluster: CitationCluster) -> list[Element]:
        prefix = cluster.items[0].prefix
        return [*tree.text(prefix), {"t": "Space"}] if prefix else []

    def _suffix(self, cluster: CitationCluster) -> list[Element]:
        suffix = cluster.items[-1].suffix
        return tree.text(suffix if suffix[:1] in ",.;，。；" else f" {suffix}") if suffix else []

    def _names(self, item: CitationItem) -> list[Element]:
        """The authors of a narrative citation as a sentence names them: one, two, or the first and all others."""
        entry = self.manuscript.bibliography.by_citekey[self.manuscript.citekey(item)]
        surnames = [name.surname for name in entry.authors]
        if not surnames:
            return tree.text(entry.value("title"))
        if len(surnames) == 1:
            return tree.text(surnames[0])
        if len(surnames) == 2:
            return tree.text(label(self.language, "two-authors", first=surnames[0], second=surnames[1]))
        return tree.text(label(self.language, "et-al", first=surnames[0]))

    def _marker(self, cluster: CitationCluster) -> list[Element]:
        """The marker's inlines: numbers in one bracket, and a bracket of its own for each item with a locator."""
        plain = [item for item in cluster.items if not item.locator]
        located = [item for item in cluster.items if item.locator]
        shown = self._bracket([self._number(item) for item in plain]) if plain else []
        for item in located:
            assert item.locator is not None
            shown.extend(self._bracket([self._number(item)]))
            shown.append(tree.string(item.locator.value))  # GB/T 7714: the page stands outside the bracket
        return shown

    def _number(self, item: CitationItem) -> int:
        return self.manuscript.citation_numbers[self.manuscript.citekey(item)]

    def _bracket(self, numbers: Sequence[int]) -> list[Element]:
        shown = [tree.string("[")]
        for index, run in enumerate(self.style.marker(numbers)):
            if index:
                shown.append(tree.string(","))
            shown.append(_number_link(run[0]))
            if len(run) == 2:
                shown.extend((tree.string("-"), _number_link(run[1])))
        return [*shown, tree.string("]")]

    def _cross_reference(self, identifier: str) -> Element:
        target = self.targets[identifier]
        words = label(self.language, target.kind, number=target.number) if target.number else target.text
        attribute = tree.attributes("", ["cross-reference"], kind=target.kind)
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
        marked = tree.span(tree.attributes("", ["caption-label"], kind=kind, number=number), [tree.string(words)])
        return {"t": "Plain", "c": [marked, {"t": "Space"}, *inlines]}


def _is_narrative(cluster: CitationCluster) -> bool:
    return cluster.items[0].is_narrative


def _number_link(number: int) -> Element:
    return tree.link([tree.string(str(number))], f"#ref-{number}", tree.attributes("", ["citation-number"]))


def inlines_of(markdown: str) -> list[Element]:
    """Read one paragraph of Markdown, such as an abstract or a caption in metadata, as inlines."""
    if not re.search(r"[*_^~`$\[\]<>\\'\"-]", markdown):
        return tree.text(" ".join(markdown.split()))
    blocks = pandoc.read(markdown)["blocks"]
    found: list[Element] = []
    for block in blocks:
        if block["t"] in ("Para", "Plain"):
            if found:
                found.append({"t": "Space"})
            found.extend(block["c"])
    return found


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
    formatted: dict[str, Element] = {}
    for language, entries in by_language.items():
        citekeys = [entry.citekey for entry in entries]
        divs, warnings = pandoc.format_entries(bibtex, citekeys, style.csl, language)
        if warnings:
            raise RenderError("; ".join(warnings))
        formatted.update({div["c"][0][0].removeprefix("ref-"): div for div in divs})
    places: dict[str, list[int]] = defaultdict(list)
    for index, cluster in enumerate(manuscript.clusters, start=1):
        for citekey in dict.fromkeys(manuscript.citekey(item) for item in cluster.items):
            places[citekey].append(index)
    items = []
    for entry in manuscript.cited_entries:
        div = formatted.get(entry.citekey)
        if div is None:
            raise RenderError(f"citeproc formatted no item for {entry.citekey}")
        margin, inlines = _item_text(div)
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
