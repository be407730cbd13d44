"""A section file becomes blocks and citation clusters: pandoc says what is cited, the scanner says where.

The two must see the same clusters in the same order.  Where they do not, the section's clusters have no places that
could be trusted, and the disagreement is itself the finding that stops the build.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from collation import numbers, pandoc, tree
from collation.assemble import citations
from collation.assemble.citations import Scan
from collation.diagnostics import Lines, Location
from collation.model import (
    Address,
    Block,
    CitationCluster,
    CitationItem,
    CitedAt,
    Context,
    CrossReference,
    Disagreement,
    Formula,
    Image,
    Locator,
    Passage,
    RawMarkup,
    StraySyntax,
)
from collation.tree import Element

_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_ADDRESS = re.compile(r"[a-z]+://|data:")
_MODES = {"NormalCitation": "N", "AuthorInText": "A", "SuppressAuthor": "S"}

_LOCATOR = re.compile(
    r"""^[\s,，]*
    (?P<label>pp?\.|pages?|ch\.|chaps?\.?|chapters?|secs?\.|sections?|figs?\.|figures?|tables?|vols?\.|第)?
    \s*(?P<value>\d[\d\s,，\-\u2013]*[a-z]?|[ivxlc]+)
    \s*(?P<unit>页|章|节|卷)?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)

_MOST_SHOWN = 9
"""How many numbers of a group are shown where the readers differ."""

_STRAY = {
    "attributes": (
        "`{text}` in an attribute is printed as it stands",
        "cite in the caption or in the text: what describes or translates it needs no citation of its own",
    ),
    "described": (
        "`{text}` in the description of an image is printed as it stands",
        "cite in the text beside the image",
    ),
    "raw": ("`{text}` in raw markup is printed as it stands", "write it in Markdown, and cite there"),
    "formula": (
        "`{text}` in a formula is printed as it stands",
        "cite outside the formula, or write \\$ where a dollar is only a dollar",
    ),
    "code": (
        "`{text}` is printed as it stands: four spaces before a line make it code",
        "write the line without them, or set code between rows of ```",
    ),
    "definition": (
        "{text} with a colon behind it defines a link: the words after it are not printed",
        "put the citation behind the words that it belongs to; a reference list is made from the bibliography",
    ),
    "latex": (
        "{text} is LaTeX, and printed as it stands",
        "write [@citekey] or [@fig-name], and a footnote as ^[text]",
    ),
    "note": (
        "{text} is a footnote that is nowhere defined, and printed as it stands",
        "define it: {text}: …",
    ),
    "note in note": (
        "{text} stands in a footnote, where none can be called, and is printed as it stands",
        "say it in the one footnote",
    ),
    "uncalled note": (
        "{text} is a footnote that the text never calls, and not printed",
        "put {text} where it belongs in the text, or remove the note",
    ),
    "doubled note": (
        "{text} is defined again further on, and this footnote is not printed",
        "give one of the two another label",
    ),
    "metadata": (
        "a metadata block in a section is not printed, nor is what it cites",
        "move it to metadata.yaml, or write a rule as * * *",
    ),
    "no-space": (
        "`{text}` directly after a Chinese character is printed as it stands",
        "write [{text}], or put a space before the @",
    ),
    "address": (
        "`{text}` directly after a letter, a digit, a full stop or emphasis is printed as it stands",
        "put a space before the @, or a backslash where no citation is meant",
    ),
    "adjacent": (
        "`{text}` leaves stray brackets: two citations side by side are one cluster",
        "write them in one bracket, separated by a semicolon",
    ),
    "nested": (
        "a second citation inside an item is printed as it stands",
        "separate items by a semicolon: [@first; @second]",
    ),
    "bracket": (
        "`{text}` is printed with its brackets: one of its parts has no citekey",
        "give each part between semicolons a citekey",
    ),
    "link": (
        "`{text}` is the text of a link, so its number can link nowhere else",
        "move the citation out of the link",
    ),
    "linked number": (
        "`{text}` is read as a link, so its number is no citation",
        "put a space, or a full-width parenthesis, between the two",
    ),
    "superscript": (
        "`{text}` is read as a footnote: citations by citekey are raised by the style",
        "write the bracket without the carets",
    ),
}


@dataclass
class Reading:
    """One section as both readers agree on it, or what they disagree on."""

    blocks: tuple[Block, ...] = ()
    clusters: list[CitationCluster] = field(default_factory=list)
    cross_references: list[CrossReference] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    links: list[CrossReference] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    raw: list[RawMarkup] = field(default_factory=list)
    scan: Scan = field(default_factory=Scan)
    passages: tuple[Passage, ...] = ()
    stray_syntax: list[StraySyntax] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)


def read(path: str, text: str, is_file: Callable[[str], bool], citekeys: Collection[str] = frozenset()) -> Reading:
    """Read one section.

    Args:
        path: the file, relative to the project.
        text: its characters.
        is_file: whether an image that the section names is there.
        citekeys: those of the bibliography; they tell a citation that is written amiss from an address.

    Returns:
        The section; its `cluster` indices count from 0 within it.
    """
    scan = citations.scan(text)
    lines = Lines(path, text)
    if scan.too_deep is not None:
        place = lines.location(scan.too_deep)
        message = "too many brackets open from here on; close them, or write \\[ where a bracket is only a bracket"
        raise pandoc.UnreadableTextError(message, place.line, place.column)
    walker = _Walker()
    document = pandoc.read(scan.readable)
    blocks = walker.blocks(document["blocks"], "body")
    reading = Reading(scan=scan)
    _note_the_rest(reading, blocks, lines, is_file)
    strays = [stray for stray in scan.strays if not stray.name or stray.name in citekeys]
    if document["meta"]:
        strays.append(citations.Stray(scan.metadata or 0, 3, "metadata"))
    reading.stray_syntax = [_stray(stray, lines) for stray in strays]
    reading.stray_syntax.extend(_glued_names(scan.clusters, lines, citekeys))
    difference = _difference(walker.found, scan.clusters, lines)
    if difference:
        reading.disagreements.append(difference)
        reading.blocks = tuple(blocks)
        reading.passages = _passages(path, scan, {})
        return reading
    for index in walker.linked:
        seen = scan.clusters[index]
        reading.stray_syntax.append(_stray(citations.Stray(seen.offset, seen.length, "link"), lines))
    clusters = _join(reading, walker.found, scan.clusters, blocks, lines)
    reading.passages = _passages(path, scan, clusters)
    return reading


def _passages(path: str, scan: citations.Scan, clusters: Mapping[int, int]) -> tuple[Passage, ...]:
    """Return the prose with the citations in each passage; what a footnote cites twice stands there once."""
    cited: dict[int, dict[tuple[int, int], CitedAt]] = defaultdict(dict)
    for index, seen in enumerate(scan.clusters):
        if index in clusters:
            cited[seen.passage].setdefault((seen.start, seen.end), CitedAt(clusters[index], seen.start, seen.end))
    return tuple(
        Passage(path, passage.context, text, places, tuple(cited[index].values()))
        for index, (passage, text, places) in enumerate(scan.passages)
    )


# --- pandoc's reading -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Found:
    """One cluster as pandoc has it: a Cite, or a group of typed numbers in running text."""

    signature: tuple[tuple[str, str], ...]
    context: Context
    citations: tuple[dict[str, Any], ...] = ()


class _Walker:
    """Finds the clusters of pandoc's document in the order of the text, and puts a Span in the place of each."""

    def __init__(self) -> None:
        self.found: list[_Found] = []
        self.linked: list[int] = []
        self.is_value = False
        self.is_raised = False

    def blocks(self, blocks: Sequence[Element], context: Context) -> list[Element]:
        return [self._block(block, context) for block in blocks]

    def _block(self, block: Element, context: Context) -> Element:
        kind, content = block["t"], _content(block)
        if kind in ("Para", "Plain"):
            outer = self.is_value
            self.is_value = context == "table" and numbers.is_value_cell(_shown(tree.plain_text(content)))
            changed = self.inlines(content, context)
            self.is_value = outer
            return {**block, "c": changed}
        if kind == "Header":
            return {**block, "c": [content[0], content[1], self.inlines(content[2], "heading")]}
        if kind == "LineBlock":
            return {**block, "c": [self.inlines(line, context) for line in content]}
        if kind == "BlockQuote":
            return {**block, "c": self.blocks(content, context)}
        if kind == "Div":
            return {**block, "c": [content[0], self.blocks(content[1], context)]}
        if kind == "BulletList":
            return {**block, "c": [self.blocks(item, context) for item in content]}
        if kind == "OrderedList":
            return {**block, "c": [content[0], [self.blocks(item, context) for item in content[1]]]}
        if kind == "DefinitionList":
            return {
                **block,
                "c": [
                    [
                        self.inlines(term, context),
                        [self.blocks(definition, context) for definition in definitions],
                    ]
                    for term, definitions in content
                ],
            }
        if kind == "Figure":
            # The image repeats the caption; what is cited there is cited once.
            return {**block, "c": [content[0], self._caption(content[1]), tree.map_inlines(content[2], _unescaped)]}
        if kind == "Table":
            attribute, caption, columns, head, bodies, foot = content
            caption = self._caption(caption)
            head = [head[0], self._rows(head[1])]
            bodies = [[body[0], body[1], self._rows(body[2]), self._rows(body[3])] for body in bodies]
            return {**block, "c": [attribute, caption, columns, head, bodies, [foot[0], self._rows(foot[1])]]}
        return block

    def _caption(self, caption: list[Any]) -> list[Any]:
        return [caption[0], self.blocks(caption[1], "caption")]

    def _rows(self, rows: list[Any]) -> list[Any]:
        return [
            [attribute, [[*cell[:4], self.blocks(cell[4], "table")] for cell in cells]] for attribute, cells in rows
        ]

    def inlines(self, inlines: Sequence[Element], context: Context) -> list[Element]:
        """Return the inlines with a Span for each cluster, and note the clusters in the order of the text."""
        flat, owners = _flatten(inlines)
        groups = {match.start(): match for match in numbers.GROUP.finditer(flat) if self._is_citation(match)}
        changed: list[Element] = []
        at = 0
        while at < len(flat):
            match = groups.get(at)
            if match:
                changed.append(self._typed(match[1], match[0], context))
                at = match.end()
                continue
            index, is_text = owners[at]
            stop = at + 1
            if is_text:
                while stop < len(flat) and owners[stop] == owners[at] and stop not in groups:
                    stop += 1
                changed.extend(_piece(inlines[index], flat[at:stop]))
            else:
                changed.extend(self._inline(inlines[index], context))
            at = stop
        return changed

    def _is_citation(self, match: re.Match[str]) -> bool:
        if numbers.numbers(match[1]) is None:
            return False
        before = match.string[: match.start()]
        is_raised = self.is_raised or before.endswith(pandoc.CARET)
        return is_raised or not (self.is_value or numbers.is_interval(before.rpartition(_OBJECT)[2]))

    def _typed(self, inner: str, shown: str, context: Context) -> Element:
        meant = numbers.numbers(inner)
        assert meant is not None
        return self._note(_Found(tuple((str(number), "#") for number in meant), context), tree.text(shown))

    def _note(self, found: _Found, shown: Sequence[Element]) -> Element:
        self.found.append(found)
        return tree.span(tree.attributes("", ["citation"], cluster=str(len(self.found) - 1)), shown)

    def _inline(self, inline: Element, context: Context) -> list[Element]:
        kind, content = inline["t"], _content(inline)
        if kind == "Cite":
            items = tuple(content[0])
            signature = tuple((item["citationId"], _MODES[item["citationMode"]["t"]]) for item in items)
            return [self._note(_Found(signature, context, items), content[1])]
        if kind == "Note":
            return [{**inline, "c": self.blocks(content, "footnote")}]
        if kind in ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"):
            outer, self.is_raised = self.is_raised, self.is_raised or kind == "Superscript"
            inner = self.inlines(content, context)
            self.is_raised = outer
            if kind == "Superscript" and len(inner) == 1 and _is_cluster(inner[0]):
                return inner  # whether a marker is raised is the style's affair
            return [{**inline, "c": inner}]
        if kind == "Image":
            return [_described(_unescaped_inline(inline))]
        if kind == "Link" and {"uri", "email"} & set(content[0][1]):
            return [inline]  # an address as it stands
        if kind in ("Quoted", "Link", "Span"):
            first = len(self.found)
            inner = self.inlines(content[1], context)
            if kind == "Link":
                self.linked.extend(range(first, len(self.found)))
            return [{**inline, "c": [content[0], inner, *content[2:]]}]
        return [inline]


def _content(element: Element) -> Any:
    return element.get("c")


def _described(image: Element) -> Element:
    """Pandoc takes a figure's `alt` for its description, but leaves that of an image in the line an attribute."""
    (identifier, classes, pairs), described, target = image["c"]
    said = dict(pairs).get("alt", "")
    kept = [pair for pair in pairs if pair[0] != "alt"]
    return {**image, "c": [[identifier, classes, kept], tree.text(said) if said else described, target]}


def _is_cluster(inline: Element) -> bool:
    return inline["t"] == "Span" and "citation" in inline["c"][0][1] and "cluster" in tree.pairs(inline)


def _flatten(inlines: Sequence[Element]) -> tuple[str, list[tuple[int, bool]]]:
    """Return running text, and for each character its inline and whether that is text; else it is one character."""
    flat: list[str] = []
    owners: list[tuple[int, bool]] = []
    for index, inline in enumerate(inlines):
        shown = {"Str": inline.get("c"), "Space": " ", "SoftBreak": " "}.get(inline["t"])
        flat.append(_OBJECT if shown is None else shown.replace(pandoc.TILDE, "~"))
        owners.extend([(index, shown is not None)] * len(flat[-1]))
    return "".join(flat), owners


def _piece(inline: Element, shown: str) -> list[Element]:
    if inline["t"] != "Str":
        return [inline]
    shown = shown.replace(pandoc.CARET, "")
    return [tree.string(shown)] if shown else []


def _shown(text: str) -> str:
    """Return a text as it is printed, without what stood in it for the carets around typed numbers."""
    return text.replace(pandoc.CARET, "").replace(pandoc.TILDE, "~")


def _unescaped(inlines: list[Element]) -> list[Element]:
    """Give images the names of their files, which pandoc escapes as in an address, and text its own characters."""
    return [_unescaped_inline(inline) for inline in inlines]


def _unescaped_inline(inline: Element) -> Element:
    if inline["t"] == "Str":
        return tree.string(_shown(inline["c"]))
    if inline["t"] == "Image" and not _ADDRESS.match(inline["c"][2][0]):
        attribute, text, (path, title) = inline["c"]
        return {**inline, "c": [attribute, text, [unquote(path), title]]}
    return inline


# --- both readings together -------------------------------------------------------------------------------------


def _difference(found: list[_Found], seen: list[citations.Seen], lines: Lines) -> Disagreement | None:
    """Return the first cluster that the two readers do not share."""
    if [item.signature for item in found] == [item.signature for item in seen]:
        return None
    index = next(
        (
            place
            for place, (first, second) in enumerate(zip(found, seen, strict=False))
            if first.signature != second.signature
        ),
        min(len(found), len(seen)),
    )
    theirs = _describe(found[index].signature) if index < len(found) else "no further citation"
    ours = _describe(seen[index].signature) if index < len(seen) else "no further citation"
    if index < len(seen):
        location = lines.location(seen[index].offset, seen[index].length)
    else:
        location = lines.location(_place_of(found[index].signature, seen, lines.text))
    return Disagreement(
        location,
        f"pandoc and Collation do not see the same citation here (the {index + 1}. of this file)",
        f"pandoc reads {theirs}",
        f"Collation reads {ours}",
    )


def _place_of(signature: tuple[tuple[str, str], ...], seen: list[citations.Seen], text: str) -> int:
    """Guess where a cluster stands that only pandoc sees: at its name, after the last cluster that both see."""
    start = max((item.offset + item.length for item in seen), default=0)
    name, mode = signature[0]
    written = re.compile(rf"(?<!\d){name}(?!\d)" if mode == "#" else rf"(?:@\{{?)?{re.escape(name)}")
    found = written.search(text, start) or written.search(text)
    return found.start() if found else 0


def _describe(signature: tuple[tuple[str, str], ...]) -> str:
    if signature[0][1] == "#":
        shown = ",".join(name for name, _ in signature[:_MOST_SHOWN])
        return f"[{shown}{',…' if len(signature) > _MOST_SHOWN else ''}]"
    marks = {"N": "", "A": "", "S": "-"}
    shown = "; ".join(f"{marks[mode]}@{name}" for name, mode in signature)
    return shown if signature[0][1] == "A" else f"[{shown}]"


def _join(
    reading: Reading, found: list[_Found], seen: list[citations.Seen], blocks: list[Element], lines: Lines
) -> dict[int, int]:
    """Note what both readers agree on; returns the index of each citation among those of the section."""
    clusters: dict[int, int] = {}
    targets: dict[int, list[str]] = {}
    for index, (theirs, ours) in enumerate(zip(found, seen, strict=True)):
        if ours.is_literal:
            continue
        location = lines.location(ours.offset, ours.length)
        references = [item for item in ours.items if citations.CROSS_REFERENCE.match(item.name)]
        if references and len(references) == len(ours.items):
            reading.cross_references.extend(
                CrossReference(lines.location(item.offset, item.length), item.name) for item in references
            )
            targets[index] = [item.name for item in references]
            continue
        if references:
            reading.stray_syntax.append(
                StraySyntax(
                    lines.location(references[0].offset, references[0].length),
                    references[0].name,
                    f"a cross-reference and a citation share one bracket: @{references[0].name}",
                    "write two brackets with a word between them",
                )
            )
        clusters[index] = len(reading.clusters)
        reading.clusters.append(
            CitationCluster(
                location=location,
                notation="number" if ours.items[0].mode == "#" else "citekey",
                items=_items(theirs, ours, lines),
                context=theirs.context,
                text=lines.text[ours.offset : ours.offset + ours.length],
            )
        )
    reading.blocks = tuple(_with_indices(blocks, clusters, targets))
    return clusters


def _items(theirs: _Found, ours: citations.Seen, lines: Lines) -> tuple[CitationItem, ...]:
    items = []
    for index, item in enumerate(ours.items):
        location = lines.location(item.offset, item.length)
        if item.mode == "#":
            items.append(CitationItem(location, number=int(item.name)))
            continue
        citation = theirs.citations[index]
        suffix = tree.plain_text(citation["citationSuffix"]).strip()
        locator = _locator(suffix)
        items.append(
            CitationItem(
                location,
                citekey=item.name,
                prefix=tree.plain_text(citation["citationPrefix"]).strip(),
                locator=locator,
                suffix="" if locator else suffix,
                is_author_suppressed=item.mode == "S",
                is_narrative=item.mode == "A",
            )
        )
    return tuple(items)


def _locator(suffix: str) -> Locator | None:
    match = _LOCATOR.match(suffix)
    if match is None or not suffix:
        return None
    label = match["label"] or match["unit"] or "p."
    return Locator((match["unit"] if label == "第" else label) or "页", " ".join(match["value"].split()).rstrip(",， "))


def _with_indices(blocks: Sequence[Element], clusters: dict[int, int], targets: dict[int, list[str]]) -> list[Element]:
    """Give each cluster's Span its index among the citations; make the others cross-references or plain text."""

    def change(inlines: list[Element]) -> list[Element]:
        changed: list[Element] = []
        for inline in inlines:
            if inline["t"] != "Span" or not _is_cluster(inline):
                changed.append(inline)
                continue
            index = int(tree.pairs(inline)["cluster"])
            if index in clusters:
                attribute = tree.attributes("", ["citation"], cluster=str(clusters[index]))
                changed.append(tree.span(attribute, inline["c"][1]))
            elif index in targets:
                for place, target in enumerate(targets[index]):
                    if place:
                        changed.append(tree.string("、"))
                    attribute = tree.attributes("", ["cross-reference"], target=target)
                    changed.append(tree.span(attribute, tree.text(f"@{target}")))
            else:
                changed.extend(inline["c"][1])
        return changed

    return tree.map_inlines(blocks, change)


# --- the rest of a section --------------------------------------------------------------------------------------


def _stray(stray: citations.Stray, lines: Lines) -> StraySyntax:
    text = lines.text[stray.offset : stray.offset + stray.length]
    message, help = _STRAY[stray.kind]
    glued = _GLUED.match(text.removeprefix("@")) if stray.kind == "no-space" else None
    if glued:  # 文献@murphy2003报道: the words after the citekey are no part of it
        text = f"@{glued[1]}"
    return StraySyntax(
        lines.location(stray.offset, len(text) if glued else stray.length),
        text,
        message.format(text=text),
        help.format(text=text),
    )


_GLUED = re.compile(r"^([A-Za-z0-9_:.#$%&\-+?<>~/]+?)([\u2e80-\uffff].*)$")


def _glued_names(seen: list[citations.Seen], lines: Lines, citekeys: Collection[str]) -> list[StraySyntax]:
    """`@murphy2003的研究`: Chinese letters are letters to pandoc, so the words after a citekey become part of it."""
    strays = []
    for cluster in seen:
        for item in cluster.items:
            glued = _GLUED.match(item.name) if item.mode != "#" and item.name not in citekeys else None
            if glued:
                strays.append(
                    StraySyntax(
                        lines.location(item.offset, item.length),
                        item.name,
                        f"the Chinese words after @{glued[1]} are read as part of the citekey",
                        f"write @{{{glued[1]}}}{glued[2]} or [@{glued[1]}]",
                    )
                )
    return strays


def _note_the_rest(reading: Reading, blocks: Sequence[Element], lines: Lines, is_file: Callable[[str], bool]) -> None:
    """Note the images, the links within the manuscript, the formulas and the raw markup, each with its place."""

    def locate(kind: str, written: str) -> Location:
        return lines.location(*(reading.scan.places.take(kind, written) or (0, 1)))

    captions: dict[int, str] = {}
    for element in tree.elements(list(blocks)):
        kind = element["t"]
        if kind == "Figure":
            captions |= {id(inner): _caption_text(element) for inner in tree.elements(element["c"][2])}
        elif kind == "Image":
            path = element["c"][2][0]
            described = tree.plain_text(element["c"][1]).strip()
            if described == captions.get(id(element)):
                described = ""  # a figure's caption says what it shows, not what is to be seen
            is_found = _ADDRESS.match(path) is None and is_file(path)
            reading.images.append(Image(path, described, locate("address", path), is_found))
        elif kind == "Link":
            address = element["c"][2][0]
            location = locate("address", address)
            if address.startswith("#"):
                reading.links.append(CrossReference(location, address[1:]))
            else:
                reading.addresses.append(Address(location, address))
        elif kind == "Math":
            formula = element["c"][1]
            reading.formulas.append(Formula(locate("formula", formula), formula))
        elif kind in ("RawInline", "RawBlock"):
            format, markup = element["c"]
            reading.raw.append(RawMarkup(locate("raw", markup), format, markup.strip()))


def _caption_text(figure: Element) -> str:
    return " ".join(
        tree.plain_text(block["c"]) for block in figure["c"][1][1] if block["t"] in ("Plain", "Para")
    ).strip()
