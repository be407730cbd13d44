"""PDF read back: its structure by the tags, its characters and how they are set apart by what is drawn.

A PDF does not tell a blank from the end of a line, so texts are without any.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final, NamedTuple

from collation import pages, tags, xml
from collation.pages import Face, Run, script_of
from collation.proof.reading import (
    OBJECT,
    Block,
    BlockKind,
    Fault,
    Mark,
    MarkKind,
    Metadata,
    Place,
    Reading,
    TextBuilder,
    UnreadableOutputError,
    settled,
)
from collation.tags import Annotation, Box, Content, Destination, Element

_HEADING: Final = re.compile(r"H([1-6]?)")
# Elements that hold others and are no text themselves (ISO 32000-1, 14.8.4.2).
_GROUPS: Final = frozenset(
    ("StructTreeRoot", "Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote", "NonStruct")
)
_INLINE: Final = frozenset({"Span", "Em", "Strong", "Sub", "Quote", "Reference", "Annot", "Ruby", "Warichu"})
_REFERENCES: Final = re.compile(r"参考文献|文献|references|bibliography|workscited|literaturecited", re.IGNORECASE)
_HEADING_LABEL: Final = re.compile(r"[A-Z]?\d+(?:\.\d+)*\.?|[A-Z](?:\.\d+)*\.?")
_CAPTION_LABEL: Final = re.compile(r"\D{1,16}\d+(?:[.-]\d+)*[A-Za-z]?[.:：]?")
_EQUATION_LABEL: Final = re.compile(r"[(（\[]\S{1,12}[)）\]]")
_BRACKETED: Final = re.compile(r"[\[［]\d+[\]］]")
_LABEL_GAP: Final = 0.6
_NUMBER_GAP: Final = 1.0
"""From how many ems on the space behind a label, or before the number of an equation, is none between words."""
_SMALL: Final = 0.85
"""Below what ratio to the size around it a character that is raised or lowered is a superscript or a subscript."""
_RAISED: Final = 0.1
_LOWERED: Final = -0.05
_HEAVIER: Final = 1.2
_HEAVIER_FAMILY: Final = 1.45
"""How much thicker strokes must be to be bold: than those of the family, and of another: Hei is thicker than Song."""
_ASCENT: Final = 0.9
"""How far above its base a line begins, in ems, for those who say where a link leads by the top of a line."""
_DUBLIN_CORE: Final = "{http://purl.org/dc/elements/1.1/}"
_ADOBE: Final = "{http://ns.adobe.com/pdf/1.3/}"
_ITEM: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"


def read(data: bytes) -> Reading:
    """Read a PDF.

    Raises:
        UnreadableOutputError: if the bytes are no PDF, or a locked one.
    """
    try:
        said = tags.read(data)
        drawn = pages.read(data)
    except (tags.UnreadableFileError, pages.UnreadablePagesError) as error:
        raise UnreadableOutputError(str(error)) from error
    faults = list(_faults(said, drawn))
    reader = _Reader(said, drawn)
    faults += reader.faults
    metadata = _metadata(said, faults)
    return Reading("pdf", reader.blocks, metadata, tuple(dict.fromkeys(faults)), has_spaces=False)


# --- form ------------------------------------------------------------------------------------------------------------


def _faults(said: tags.Tags, drawn: pages.Pages) -> Iterator[Fault]:
    """Yield what is wrong with a file by itself."""
    for page, font, character in said.undefined:
        yield Fault("missing-glyph", character or f"a character in the font {font}", Place(page=page))
    for page, font in drawn.unmapped:
        yield Fault("missing-glyph", f"a character in the font {font}", Place(page=page))
    for run in drawn.runs:
        if run.text.strip() and not drawn.faces[run.face].is_embedded:
            yield Fault("unembedded-font", drawn.faces[run.face].name or "without a name", Place(page=run.page))
        if run.unseen:
            yield Fault("hidden-text", f"{settled(run.text.rstrip(pages.HYPHEN))} ({run.unseen})", Place(page=run.page))
    for annotation in said.annotations:
        if annotation.target is None:
            yield Fault("dead-link", annotation.name, Place(page=annotation.page))
    for entry in said.outline:
        if entry.target is None:
            yield Fault("dead-link", f"{entry.name}, in the outline under {entry.title}")
    if said.root is None:
        yield Fault("missing-part", "the structure, by which headings, notes and lists are told from other text")
    if said.damage:  # the first of what had to be mended; the others mostly follow from it
        yield Fault("damaged-file", said.damage[0])


# --- metadata --------------------------------------------------------------------------------------------------------


def _metadata(said: tags.Tags, faults: list[Fault]) -> Metadata:
    """Return what the file says of itself in either of its two places; that they differ is a fault of form."""
    properties = said.properties
    older = {
        "title": [properties[name] for name in ("Title",) if name in properties],
        "authors": _listed(properties.get("Author")),
        "keywords": _listed(properties.get("Keywords")),
        "language": [said.language] if said.language else [],
    }
    newer = _packet(said.packet) if said.packet is not None else {}
    for name, values in older.items():
        others = newer.get(name, [])
        if values and others and values != others:
            detail = f"the {name} “{'; '.join(values)}” in one place and “{'; '.join(others)}” in another"
            faults.append(Fault("conflicting-metadata", detail))
    found = {name: values or newer.get(name, []) for name, values in older.items()}
    return Metadata(
        title=next(iter(found["title"]), None),
        authors=tuple(found["authors"]) or None,
        language=next(iter(found["language"]), None),
        keywords=tuple(found["keywords"]) or None,
    )


def _listed(value: str | None) -> list[str]:
    """Part names, or words, that a property holds as one text."""
    return [part.strip() for part in re.split(r"[,;，；]", value or "") if part.strip()]


def _packet(data: bytes) -> dict[str, list[str]]:
    """Read the XMP metadata (ISO 16684-1)."""
    try:
        root = xml.parse(data)
    except xml.MarkupError:
        return {}

    def items(name: str) -> list[str]:
        holders = root.iter(f"{_DUBLIN_CORE}{name}")
        return [" ".join((item.text or "").split()) for holder in holders for item in holder.iter(_ITEM)]

    creators = items("creator")
    return {
        "title": items("title")[:1],
        "authors": creators if len(creators) > 1 else _listed("".join(creators)),
        "keywords": _listed(",".join(element.text or "" for element in root.iter(f"{_ADOBE}Keywords")))
        or items("subject"),
        "language": items("language")[:1],
    }


# --- blocks ----------------------------------------------------------------------------------------------------------


class _Piece(NamedTuple):
    """A stretch of a block: a run, or something without characters of its own, and the link that it is part of."""

    text: str
    page: int
    run: Run | None = None
    link: Annotation | None = None
    is_code: bool = False
    left: float | None = None


@dataclass(eq=False)
class _Draft:
    """A block while it is put together.

    Attributes:
        group: what a figure, or a table, has in common with its captions; 0 for all else.
        is_code: whether it is a listing.
        spots: the runs that are drawn for it, those of its label too.
        boxes: what is drawn for it that is no text: page and box.
    """

    kind: BlockKind
    level: int = 0
    language: str = ""
    label: str = ""
    group: int = 0
    is_code: bool = False
    pieces: list[_Piece] = field(default_factory=list)
    spots: list[Run] = field(default_factory=list)
    boxes: list[tuple[int, Box]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return settled("".join(piece.text for piece in self.pieces), has_spaces=False)

    @property
    def size(self) -> float:
        """The size in which most of its characters are set, in points; 0 without any."""
        sizes = Counter[float]()
        for piece in self.pieces:
            if piece.run:
                sizes[round(piece.run.size, 1)] += len(piece.text.strip())
        return sizes.most_common(1)[0][0] if sizes.total() else 0.0


class _Reader:
    """Puts the blocks together in the order of the structure, and then says how their text is set apart."""

    def __init__(self, said: tags.Tags, drawn: pages.Pages) -> None:
        self.faults: list[Fault] = []
        self._drafts: list[_Draft] = []
        self._draft: _Draft | None = None
        self._region = _Draft("paragraph", language=said.language)
        self._links: list[Annotation] = []
        self._is_code = False
        self._notes: list[Element] = []
        self._elements: dict[object, int] = {}
        self._used: set[tuple[int, int]] = set()
        self._runs: dict[tuple[int, int], list[Run]] = defaultdict(list)
        self._reference_lists: Sequence[Element] = ()
        self._numbering = ""
        self._groups = 0
        shown = [_hyphenated(run, drawn, said) for run in drawn.runs if not run.is_artifact and not run.unseen]
        for run in shown:
            self._runs[run.page, run.content].append(run)
        if said.root is None:
            self._drafts.extend(_lines(shown))
        else:
            self._reference_lists = self._lists_of_references(said.root, said.annotations)
            self._children(said.root)
            self._flush()
            self._look_for_untagged(shown)
            _part_front_from_body(self._drafts)
        for draft in self._drafts:
            _part_label(draft)
        elements = {key: self._drafts[index] for key, index in self._elements.items() if index < len(self._drafts)}
        places = _Places(self._drafts, said, elements)
        _list_contents(self._drafts, said.outline, places)
        self.blocks = tuple(_Setter(self._drafts, drawn.faces, places).blocks())

    # --- structure ---------------------------------------------------------------------------------------------------

    def _children(self, element: Element, *, in_line: bool = False) -> None:
        for child in element.children:
            if isinstance(child, Element):
                self._elements.setdefault(child.key, len(self._drafts))
                self._element(child, element, in_line=in_line)
            elif isinstance(child, Content):
                self._content(child)

    def _element(self, element: Element, parent: Element, *, in_line: bool) -> None:
        kind = element.kind
        heading = _HEADING.fullmatch(kind)
        if kind in _INLINE:
            self._children(element, in_line=in_line)
        elif kind == "Link":
            self._link(element)
        elif kind == "Figure":
            self._figure(element, is_block=not in_line and parent.kind in _GROUPS)
        elif kind == "Formula":
            self._formula(element, is_block=not in_line and element.is_block)
        elif kind == "Code":
            self._code(element, is_block=not in_line and element.is_block)
        elif kind in ("Note", "FENote"):
            self._notes.append(element)
            if not in_line:
                self._flush()
        elif kind == "Lbl":
            self._label(element, parent, in_line=in_line)
        elif in_line:  # a paragraph in a list item of the reference list, a line of a listing
            self._children(element, in_line=True)
        elif kind in _GROUPS:
            self._group(element)
        elif kind == "L" and element in self._reference_lists:
            self._references(element)
        elif kind == "L":
            around, self._numbering = self._numbering, element.numbering
            self._block(element, self._region.kind, in_line=False)
            self._numbering = around
        elif kind == "P":
            self._block(element, self._region.kind)
        elif kind == "Title":
            self._block(element, "front")
        elif heading:
            self._block(element, "heading", level=int(heading[1] or 1))
        elif kind in ("TD", "TH"):
            self._block(element, "cell", in_line=False)
        elif kind == "Caption":
            self._block(element, "caption", in_line=False)
        elif kind == "TOCI":
            self._block(element, "contents")
        else:  # parts of lists and tables, and what the standard does not know
            self._block(element, self._region.kind, in_line=False)

    def _block(self, element: Element, kind: BlockKind, *, level: int = 0, in_line: bool = True) -> None:
        """Read an element that stands apart from what is around it."""
        self._flush()
        around = self._region
        self._region = replace(around, kind=kind, level=level, language=element.language)
        self._children(element, in_line=in_line)
        self._flush()
        self._region = around

    def _group(self, element: Element) -> None:
        """Read what holds others; a figure, or a table, and its captions are one group."""
        self._flush()
        around = self._region
        kinds = {child.kind for child in element.children if isinstance(child, Element)}
        if "Caption" in kinds:
            self._groups += 1
            self._region = replace(around, group=self._groups)
            if "Figure" in kinds:  # a person sees it above its caption
                element.children.sort(key=lambda child: isinstance(child, Element) and child.kind == "Caption")
        self._children(element)
        self._flush()
        self._region = around

    def _figure(self, element: Element, *, is_block: bool) -> None:
        self._pass_over(element)
        if not is_block:
            self._object(element)
            return
        self._flush()
        draft = self._begun("figure")
        draft.pieces.append(_Piece(element.alternative, _page_of(element)))
        if element.box:
            draft.boxes.append(element.box)
        self._flush()
        for child in element.children:
            if isinstance(child, Element) and child.kind == "Caption":
                self._element(child, element, in_line=False)

    def _formula(self, element: Element, *, is_block: bool) -> None:
        runs = [run for item in _contents(element) for run in self._runs[item.page, item.identifier]]
        self._pass_over(element)
        if not is_block:
            self._object(element)
            return
        self._flush()
        label = _equation_label(runs)
        draft = self._begun("equation" if label else self._region.kind)
        draft.label = label
        draft.boxes.extend([element.box] if element.box else [])
        self._object(element)
        self._flush()

    def _code(self, element: Element, *, is_block: bool) -> None:
        if is_block:
            self._flush()
            self._begun(self._region.kind).is_code = True
        around, self._is_code = self._is_code, True
        self._children(element, in_line=True)
        self._is_code = around
        if is_block:
            self._flush()

    def _link(self, element: Element) -> None:
        around = self._links
        self._links = [child for child in element.children if isinstance(child, Annotation)] or around
        self._children(element, in_line=True)
        self._links = around

    def _label(self, element: Element, parent: Element, *, in_line: bool) -> None:
        """Read what stands before a text and numbers it: of a list item, of a note, or the call of a note in a text."""
        if parent.kind == "LI":
            if self._numbering == "None":  # words, as of a glossary
                self._block(element, self._region.kind)
            else:
                self._pass_over(element)
            return
        link = next((child for child in _descendants(element) if isinstance(child, Annotation)), None)
        is_call = self._region.kind != "footnote" or bool(self._draft and self._draft.pieces)
        if link is None and is_call:
            self._children(element, in_line=in_line)
            return
        draft = self._begun()
        self._pass_over(element, draft)
        draft.pieces.append(_Piece(OBJECT if is_call else "", _page_of(element), link=link))

    def _note(self, element: Element) -> None:
        self._elements[element.key] = len(self._drafts)
        self._block(element, "footnote", in_line=False)

    def _references(self, element: Element) -> None:
        """Read the reference list: each item is one block, its label apart."""
        for item in element.children:
            if not isinstance(item, Element):
                continue
            self._flush()
            self._elements.setdefault(item.key, len(self._drafts))
            draft = self._begun("reference")
            draft.language = next(
                (part.language for part in item.children if isinstance(part, Element) and part.kind == "LBody"),
                item.language,
            )
            for part in item.children:
                if isinstance(part, Element) and part.kind == "Lbl":
                    draft.label = settled(self._text_of(part), has_spaces=False)
                    self._pass_over(part, draft)
                elif isinstance(part, Element):
                    self._elements.setdefault(part.key, len(self._drafts))
                    self._children(part, in_line=True)
                elif isinstance(part, Content):
                    self._content(part)
            self._flush()

    # --- text --------------------------------------------------------------------------------------------------------

    def _begun(self, kind: BlockKind | None = None) -> _Draft:
        if self._draft is None:
            region = self._region
            self._draft = _Draft(kind or region.kind, region.level, region.language, group=region.group)
        return self._draft

    def _flush(self) -> None:
        draft, self._draft = self._draft, None
        if draft and (draft.text or draft.kind == "figure"):
            self._drafts.append(draft)
        notes, self._notes = self._notes, []
        for note in notes:
            self._note(note)

    def _content(self, item: Content) -> None:
        self._used.add((item.page, item.identifier))
        for run in self._runs.get((item.page, item.identifier), ()):
            if self._draft is None and not run.text.strip():
                continue
            draft = self._begun()
            draft.pieces.append(_Piece(run.text, run.page, run, self._link_at(run), self._is_code))
            draft.spots.append(run)

    def _link_at(self, run: Run) -> Annotation | None:
        """Return the link that hears a click on a run: the tags may claim a link where none lies."""
        middle = run.y + 0.3 * run.size
        for link in self._links:
            left, bottom, right, top = link.box
            if link.page == run.page and left - 3 <= run.x <= right + 3 and bottom - 3 <= middle <= top + 3:
                return link
        return None

    def _object(self, element: Element) -> None:
        """Something without characters of its own."""
        left = element.box[1][0] if element.box else None
        link = next(iter(self._links), None)
        self._begun().pieces.append(_Piece(OBJECT, _page_of(element), link=link, left=left))

    def _pass_over(self, element: Element, draft: _Draft | None = None) -> None:
        """Take note of what an element holds, without reading it as text; it may show where a block stands."""
        for item in _contents(element):
            self._used.add((item.page, item.identifier))
            if draft:
                draft.spots.extend(self._runs.get((item.page, item.identifier), ()))

    def _text_of(self, element: Element) -> str:
        return "".join(run.text for item in _contents(element) for run in self._runs[item.page, item.identifier])

    # --- what the structure does not say -----------------------------------------------------------------------------

    def _lists_of_references(self, root: Element, annotations: Iterable[Annotation]) -> list[Element]:
        """Return the lists that follow at once on the last heading, if they are the reference list.

        That they are is told by numbers in brackets, by links that lead to the items, or by the heading's words.
        """
        flow = list(_flow(root))
        last = max((index for index, element in enumerate(flow) if _HEADING.fullmatch(element.kind)), default=None)
        if last is None:
            return []
        lists = []
        for element in flow[last + 1 :]:
            if element.kind != "L":
                break
            lists.append(element)
        items = [item for element in lists for item in element.children if isinstance(item, Element)]
        heading = settled(self._text_of(flow[last]), has_spaces=False)
        if _REFERENCES.search(heading) or any(self._is_bracketed(item) for item in items):
            return lists
        led = {(link.target.page, link.target.left) for link in annotations if isinstance(link.target, Destination)}
        starts = [run for item in items if (run := self._start_of(item))]
        hit = sum(any(page == run.page and left and abs(left - run.x) < 0.6 for page, left in led) for run in starts)
        return lists if starts and 2 * hit >= len(starts) else []

    def _is_bracketed(self, item: Element) -> bool:
        labels = [part for part in item.children if isinstance(part, Element) and part.kind == "Lbl"]
        return bool(labels and _BRACKETED.fullmatch(settled(self._text_of(labels[0]), has_spaces=False)))

    def _start_of(self, item: Element) -> Run | None:
        """Return the run with which the text of a list item begins."""
        bodies = [part for part in item.children if isinstance(part, Element) and part.kind == "LBody"]
        contents = (content for body in bodies for content in _contents(body))
        return next((run for content in contents for run in self._runs[content.page, content.identifier]), None)

    def _look_for_untagged(self, shown: Sequence[Run]) -> None:
        """Text that the structure does not have is text for those who see; it comes last: nobody knows its place."""
        stray = [run for run in shown if (run.page, run.content) not in self._used and run.text.strip()]
        for draft in _lines(stray):
            self.faults.append(Fault("untagged-text", draft.text, Place(page=draft.pieces[0].page)))
            self._drafts.append(draft)


def _hyphenated(run: Run, drawn: pages.Pages, said: tags.Tags) -> Run:
    """Return a run with the hyphen at its end, or without it where it only parts a word."""
    if not run.text.endswith(pages.HYPHEN):
        return run
    is_soft = drawn.faces[run.face].full_name in said.soft_hyphens
    return run._replace(text=run.text.removesuffix(pages.HYPHEN) + ("" if is_soft else "-"))


def _descendants(element: Element) -> Iterator[Element | Content | Annotation]:
    for child in element.children:
        yield child
        if isinstance(child, Element):
            yield from _descendants(child)


def _contents(element: Element) -> Iterator[Content]:
    return (child for child in _descendants(element) if isinstance(child, Content))


def _page_of(element: Element) -> int:
    """Return the page on which an element begins, 0 where nobody knows."""
    return element.box[0] if element.box else next((item.page for item in _contents(element)), 0)


def _flow(element: Element) -> Iterator[Element]:
    """Yield the blocks of a document in their order; what holds a figure and its caption is one."""
    for child in element.children:
        if isinstance(child, Element):
            captioned = any(isinstance(part, Element) and part.kind == "Caption" for part in child.children)
            if child.kind in _GROUPS and not captioned:
                yield from _flow(child)
            else:
                yield child


def _lines(runs: Iterable[Run]) -> Iterator[_Draft]:
    """Yield each line as a block, in the order in which it is drawn; a small run that is raised starts no line."""
    draft: _Draft | None = None
    last: Run | None = None
    for run in runs:
        if last is None or run.page != last.page or abs(run.y - last.y) > 0.6 * max(run.size, last.size):
            if draft and draft.text:
                yield draft
            draft = _Draft("paragraph")
        assert draft is not None
        draft.pieces.append(_Piece(run.text, run.page, run))
        draft.spots.append(run)
        last = run
    if draft and draft.text:
        yield draft


def _part_front_from_body(drafts: list[_Draft]) -> None:
    """Say which of the blocks before the first heading are front matter.

    The text may begin without a heading: what stands right before the first one, in the size of the text, is text.
    """
    first = next((index for index, draft in enumerate(drafts) if draft.kind in ("heading", "reference")), len(drafts))
    sizes = Counter[float]()
    for draft in drafts[first:]:
        if draft.kind == "paragraph" and not draft.is_code:
            sizes[draft.size] += len(draft.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    if not sizes and all(draft.kind != "heading" for draft in drafts[first + 1 :]):
        is_all = first == len(drafts) or any(draft.kind == "reference" for draft in drafts[first:][:2])
        texts = [draft for draft in drafts[:first] if draft.kind == "paragraph" and draft.size and not draft.is_code]
        size = texts[-1].size if is_all and texts else 0.0
    start = first
    while start and size:
        draft = drafts[start - 1]
        is_text = draft.kind == "paragraph" and not draft.is_code and draft.size
        if draft.kind == "front" or (is_text and abs(draft.size - size) > 0.1):
            break
        start -= 1
    for draft in drafts[:start]:
        if draft.kind == "paragraph":
            draft.kind = "front"


def _part_label(draft: _Draft) -> None:
    """Part the label of a heading or a caption from its text: a wide blank stands between them."""
    pattern = {"heading": _HEADING_LABEL, "caption": _CAPTION_LABEL}.get(draft.kind)
    if pattern is None or draft.label:
        return
    text, before = "", None
    for index, piece in enumerate(draft.pieces):
        run = piece.run
        if run and not run.text.strip():
            continue
        left = run.x if run else piece.left
        if left is None or (before and run and abs(run.y - before.y) >= 0.5 * run.size):
            return
        if before and left - before.right >= _LABEL_GAP * before.size:
            label = settled(text, has_spaces=False)
            if pattern.fullmatch(label):
                draft.label, draft.pieces = label, draft.pieces[index:]
            return
        if run is None:
            return
        text, before = text + run.text, run


def _equation_label(runs: Sequence[Run]) -> str:
    """Return the number of an equation: what stands last, in brackets, far to the right of all else."""
    shown = [run for run in runs if run.text.strip()]
    for index in range(len(shown) - 1, 0, -1):
        label = settled("".join(run.text for run in shown[index:]), has_spaces=False)
        far = max(run.right for run in shown[:index]) + _NUMBER_GAP * shown[index].size
        if _EQUATION_LABEL.fullmatch(label) and shown[index].x >= far:
            return label
        if len(label) > 14:
            break
    return ""


def _list_contents(drafts: list[_Draft], outline: Sequence[tags.Entry], places: _Places) -> None:
    """Put the entries of the outline behind the front matter; the number of a heading is not part of its text."""
    entries = []
    for entry in outline:
        target = places.find(entry.target) if isinstance(entry.target, Destination) else None
        text = settled(entry.title, has_spaces=False)
        label = target.label if target and target.kind == "heading" else ""
        if not (label and text.startswith(label)):
            found = re.match(rf"({_HEADING_LABEL.pattern})\s", entry.title)
            label = found[1] if found and not (target and target.text == text) else ""
        text = text[len(label) :]
        if target and OBJECT in target.text:  # the outline has the letters of a formula
            known = ".*".join(map(re.escape, target.text.split(OBJECT)))
            text = target.text if re.fullmatch(known, text) else text
        page = entry.target.page if isinstance(entry.target, Destination) else 0
        link = Annotation(page, (0.0, 0.0, 0.0, 0.0), entry.target, entry.name)
        entries.append(_Draft("contents", label=label, pieces=[_Piece(text, page, link=link)]))
    fronts = [index for index, draft in enumerate(drafts) if draft.kind == "front"]
    place = fronts[-1] + 1 if fronts else 0
    drafts[place:place] = entries


# --- where links lead ------------------------------------------------------------------------------------------------


class _Spot(NamedTuple):
    """Where something begins that a link may lead to."""

    x: float
    top: float
    right: float
    draft: _Draft
    is_start: bool


class _Places:
    """Finds the block that stands where a link leads (ISO 32000-1, 12.3.2.2: a place becomes the top left of a view).

    Writers say it by the top of a line, or by a place a little above, so that a person sees some white; how much that
    is in this file is told by all its links together.
    """

    def __init__(self, drafts: Sequence[_Draft], said: tags.Tags, elements: Mapping[object, _Draft]) -> None:
        self._drafts = drafts
        self._elements = elements
        self._spots: dict[int, list[_Spot]] = defaultdict(list)
        for draft in drafts:
            for page, (left, _, right, top) in draft.boxes:
                self._spots[page].append(_Spot(left, top, right, draft, is_start=True))
            is_start = not draft.boxes
            for run in draft.spots:
                if run.text.strip():
                    top = run.y + _ASCENT * run.size
                    self._spots[run.page].append(_Spot(run.x, top, run.right, draft, is_start))
                    is_start = False
        targets = [link.target for link in said.annotations] + [entry.target for entry in said.outline]
        self._above = self._white([target for target in targets if isinstance(target, Destination)])

    def _white(self, targets: Iterable[Destination]) -> float:
        """Return how far above a line links lead, in points: the distance that fits most of them."""
        offsets = []
        for target in list(dict.fromkeys(targets))[:80]:
            if target.left is not None and target.top is not None:
                near = [spot for spot in self._spots.get(target.page, ()) if abs(spot.x - target.left) <= 0.6]
                offsets.append([target.top - spot.top for spot in near if -4 <= target.top - spot.top <= 25])
        tried = sorted({round(offset, 1) for several in offsets for offset in several}, key=abs)
        return min(
            tried,
            key=lambda white: sum(min((abs(offset - white) for offset in several), default=0.0) for several in offsets),
            default=0.0,
        )

    def find(self, target: Destination) -> _Draft | None:
        """Return the block to which a person comes."""
        if target.element is not None:
            return self._elements.get(target.element)
        spots = self._spots.get(target.page, [])
        found = self._nearest(target, spots)
        if found is None:  # below all text of its page
            later = [page for page in sorted(self._spots) if page > target.page]
            found = self._spots[later[0]][0] if later else spots[-1] if spots else None
        if found is None:
            return None
        if found.draft.group:  # a person sees a figure with its caption, which has the number
            group = [draft for draft in self._drafts if draft.group == found.draft.group and draft.kind == "caption"]
            return group[0] if group else found.draft
        return found.draft

    def _nearest(self, target: Destination, spots: Sequence[_Spot]) -> _Spot | None:
        if target.top is None:
            return spots[0] if spots else None
        left, top = target.left or 0.0, target.top - self._above
        exact = [spot for spot in spots if abs(spot.x - left) <= 0.6]
        starts = [spot for spot in spots if spot.is_start and spot.x >= left - 1]
        for near in (
            [spot for spot in exact if abs(spot.top - top) <= 3],
            [spot for spot in starts if abs(spot.top - top) <= 4 and spot.x <= left + 12],  # an indent
            [spot for spot in exact if 0 <= spot.top - top <= self._above + 3],  # in a line: its base, not its top
        ):
            if near:
                return min(near, key=lambda spot: abs(spot.top - top))
        level = [spot for spot in starts if abs(spot.top - top) <= 4]
        if level:
            return min(level, key=lambda spot: spot.x)
        below = [spot for spot in spots if spot.top <= top + 4 and spot.right > left]
        crossed = [spot for spot in below if spot.x - 3 <= left]
        return max(crossed or below, key=lambda spot: spot.top, default=None)


# --- how text is set apart -------------------------------------------------------------------------------------------


class _Setter:
    """Makes blocks of drafts: what of their text is bold, slanted, raised or lowered is told by how it is drawn."""

    def __init__(self, drafts: Sequence[_Draft], faces: Sequence[Face], places: _Places) -> None:
        self._drafts = drafts
        self._faces = faces
        self._places = places
        self._indices = {id(draft): index for index, draft in enumerate(drafts)}
        self._ratios: dict[tuple[int, int, str], float] = {}
        counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        for draft in drafts:
            for piece in draft.pieces:
                if piece.run and not piece.is_code:
                    for script, number in Counter(map(script_of, piece.text)).items():
                        counts[_class(draft), script][piece.run.face] += number
        self._usual = dict(self._usual_faces(counts))

    def _usual_faces(self, counts: Mapping[tuple[str, str], Counter[int]]) -> Iterator[tuple[tuple[str, str], int]]:
        """Yield for each kind of text and script the face that is usual there: nothing in it is set apart.

        It is the face of most of the text, if it draws the script at all; else the upright face of most of the script.
        """
        whole: dict[str, Counter[int]] = defaultdict(Counter)
        for (class_, script), faces in counts.items():
            if script:
                whole[class_].update(faces)
        for (class_, script), faces in counts.items():
            most = whole[class_].most_common(1)
            if most and most[0][0] in faces:
                yield (class_, script), most[0][0]
            else:
                ranked = [face for face, _ in faces.most_common()]
                yield (class_, script), next((face for face in ranked if not self._faces[face].is_slanted), ranked[0])

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in their order."""
        for draft in self._drafts:
            builder = TextBuilder(has_spaces=False)
            marks = self._marks(draft)
            index = 0
            while index < len(draft.pieces):
                link, end = draft.pieces[index].link, index
                while end < len(draft.pieces) and draft.pieces[end].link is link:
                    end += 1
                with builder.link(self._target(link)) if link else ExitStack():
                    for piece, kinds in zip(draft.pieces[index:end], marks[index:end], strict=True):
                        builder.at(Place(page=piece.page))
                        with ExitStack() as stack:
                            for kind in sorted(kinds):
                                stack.enter_context(builder.mark(kind))
                            builder.add(piece.text)
                index = end
            builder.marks = list(_joined(builder.marks))
            yield builder.block(draft.kind, label=draft.label, level=draft.level, language=draft.language)

    def _target(self, link: Annotation) -> int | str | None:
        if not isinstance(link.target, Destination):
            return link.target
        found = self._places.find(link.target)
        return None if found is None else self._indices[id(found)]

    def _marks(self, draft: _Draft) -> list[set[MarkKind]]:
        """Return the marks of each piece."""
        marks = [self._marks_of(piece, _class(draft)) for piece in draft.pieces]
        self._spread(draft, marks)
        whole = [piece.run for piece in draft.pieces if piece.run and not piece.is_code and piece.text.strip()]
        size = max((run.size for run in whole), default=0.0)
        lines = [run for run in whole if run.size > _SMALL * size]
        for piece, kinds in zip(draft.pieces, marks, strict=True):
            if piece.run and not piece.is_code and piece.run.size <= _SMALL * size:
                shift = _shift(piece.run, whole, lines, size)
                if shift > _RAISED * size:
                    kinds.add("superscript")
                elif shift < _LOWERED * size:
                    kinds.add("subscript")
        return marks

    def _marks_of(self, piece: _Piece, class_: str) -> set[MarkKind]:
        if piece.run is None or piece.is_code:
            return set()
        scripts = set(map(script_of, piece.text))
        script = next((script for script in ("han", "latin", "digit") if script in scripts), "")
        usual = self._usual_face(class_, script)
        if not script or piece.run.face == usual:
            return set()
        marks: set[MarkKind] = set()
        face, base = self._faces[piece.run.face], self._faces[usual]
        is_family = face.family == base.family
        if self._ratio(piece.run.face, usual, script) >= (_HEAVIER if is_family else _HEAVIER_FAMILY):
            marks.add("strong")
        # Chinese has no slanted letters: what stands out is set in another family of the same weight.
        if (face.is_slanted and not base.is_slanted) or (script == "han" and not is_family and not marks):
            marks.add("emphasis")
        return marks

    def _spread(self, draft: _Draft, marks: list[set[MarkKind]]) -> None:
        """Give punctuation in an unusual face the marks of its neighbour: it has no strokes by which to tell."""
        usual = {face for (class_, _), face in self._usual.items() if class_ == _class(draft)}
        for order in (range(1, len(marks)), range(len(marks) - 2, -1, -1)):
            for index in order:
                piece = draft.pieces[index]
                if piece.run and piece.run.face not in usual and not any(map(script_of, piece.text)):
                    marks[index] |= marks[index + (-1 if order.step > 0 else 1)]

    def _usual_face(self, class_: str, script: str) -> int:
        """Return the face in which most characters of a script are set in one kind of text."""
        for key in ((class_, script), ("text", script), (class_, "latin"), (class_, "")):
            if key in self._usual:
                return self._usual[key]
        return 0

    def _ratio(self, face: int, base: int, script: str) -> float:
        """Return how much thicker the strokes of one face are than those of another."""
        key = face, base, script
        if key not in self._ratios:
            first, second = self._faces[face].stems, self._faces[base].stems
            common = [first[character] / second[character] for character in first if second.get(character)]
            ours, others = _of_script(first, script), _of_script(second, script)
            if not common and ours and others:
                common = [median(ours) / median(others)]
            self._ratios[key] = median(common) if common else 1.0
        return self._ratios[key]


def _of_script(stems: Mapping[str, float], script: str) -> list[float]:
    return [thickness for character, thickness in stems.items() if script_of(character) == script]


def _class(draft: _Draft) -> str:
    """Return with which other blocks a block shares its faces; each text of the front matter has its own."""
    if draft.kind == "front":
        return str(id(draft))
    return draft.kind if draft.kind in ("heading", "caption") else "text"


def _shift(run: Run, whole: Sequence[Run], lines: Sequence[Run], size: float) -> float:
    """Return how far above the line a small run stands, in points: the line of the run before it, or else behind."""
    index = whole.index(run) if run in whole else 0
    known = {id(line) for line in lines}
    before = next((other for other in reversed(whole[:index]) if id(other) in known), None)
    behind = next((other for other in whole[index:] if id(other) in known), None)
    for other in (before, behind):
        if other and other.page == run.page and abs(run.y - other.y) < 0.8 * size:
            return run.y - other.y
    return 0.0


def _joined(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Join marks of one kind that touch: a run ends where a face or a link does."""
    open_: dict[MarkKind, Mark] = {}
    done: list[Mark] = []
    for mark in sorted(marks):
        if mark.start == mark.end:
            continue
        last = open_.get(mark.kind)
        if last and last.end >= mark.start:
            open_[mark.kind] = replace(last, end=max(last.end, mark.end))
        else:
            done.extend([last] if last else [])
            open_[mark.kind] = mark
    yield from sorted([*done, *open_.values()])
