"""The blocks of a PDF in the order of its tags (ISO 32000-1, 14.8.4), with what the tags leave open."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from collation import pages, tags
from collation.pages import Run
from collation.proof.pdf.draft import Draft, Piece, lines
from collation.proof.pdf.labels import equation_label
from collation.proof.reading import OBJECT, BlockKind, Fault, Place, settled
from collation.tags import Annotation, Box, Content, Destination, Element

_HEADING: Final = re.compile(r"H([1-6]?)")
# Elements that hold others and are no text themselves (ISO 32000-1, 14.8.4.2).
_GROUPS: Final = frozenset(
    ("StructTreeRoot", "Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote", "NonStruct")
)
# Of these, those in which a figure is a figure, and not an image in a line.
_HOLDERS: Final = _GROUPS - {"BlockQuote", "Aside", "NonStruct"}
_INLINE: Final = frozenset({"Span", "Em", "Strong", "Sub", "Quote", "Reference", "Annot", "Ruby", "Warichu"})
_SMALLER: Final = frozenset({"caption", "cell", "footnote", "reference"})
_FAR: Final = 1.65
"""From how many ems on a line stands further below another than lines of one text do."""
_MARKER: Final = 0.75
"""Up to what ratio to the size of the text a block is smaller because it has nothing but a marker, or code, in it."""
_REFERENCES: Final = re.compile(
    r"[\d.]*(?:参考文献|引用文献|文献|references?|referencelist|bibliography|workscited|literature(?:cited)?)[:：]?",
    re.IGNORECASE,
)
_BRACKETED: Final = re.compile(r"[\[［]\d+[\]］]")


@dataclass(frozen=True, eq=False)
class Gathered:
    """The blocks of a file, in the order in which it is read.

    Attributes:
        drafts: the blocks.
        elements: the block that each element of the structure begins, by the element's key.
        faults: text that the structure leaves out.
    """

    drafts: list[Draft]
    elements: Mapping[object, Draft]
    faults: Sequence[Fault] = ()


def gather(said: tags.Tags, drawn: pages.Pages) -> Gathered:
    """Put the blocks of a file together; of one without structure each line is a block."""
    # What nobody sees stays where the structure has it: that it is hidden is told, and that it is missing need not be.
    read = [run for run in drawn.runs if not run.is_artifact and not (run.unseen and run.content < 0)]
    shown = [_hyphenated(run, drawn, said) for run in read]
    if said.root is None:
        return Gathered(_stray(run for run in shown if not run.unseen), {})
    gatherer = _Gatherer(said, said.root, shown)
    stray = _stray(
        run for run in shown if (run.page, run.content) not in gatherer.used and run.text.strip() and not run.unseen
    )
    faults = [Fault("untagged-text", draft.text, Place(page=draft.runs[0].page)) for draft in stray]
    _part_front_from_body(gatherer.drafts)
    drafts = [part for draft in gatherer.drafts for part in (_parts(draft) if draft.kind == "front" else [draft])]
    # What the structure leaves out is text for those who see; it comes last, for nobody knows its place.
    return Gathered([*drafts, *stray], gatherer.elements(), faults)


def _stray(runs: Iterable[Run]) -> list[Draft]:
    drafts = list(lines(runs))
    for draft in drafts:
        draft.is_stray = True
    return drafts


class _Gatherer:
    """Walks through the structure once."""

    def __init__(self, said: tags.Tags, root: Element, shown: Sequence[Run]) -> None:
        self.drafts: list[Draft] = []
        self.used: set[tuple[int, int]] = set()
        self._draft: Draft | None = None
        self._region = Draft("paragraph", language=said.language)
        self._links: list[Annotation] = []
        self._is_code = False
        self._notes: list[Element] = []
        self._starts: dict[object, int] = {}
        self._numbering = ""
        self._groups = 0
        self._runs: dict[tuple[int, int], list[Run]] = defaultdict(list)
        for run in shown:
            self._runs[run.page, run.content].append(run)
        self._over: dict[int, list[Annotation]] = defaultdict(list)
        for link in reversed(said.annotations):
            self._over[link.page].append(link)
        self._reference_lists = self._lists_of_references(root, said.annotations)
        self._children(root)
        self._flush()

    def elements(self) -> dict[object, Draft]:
        """Return the block that each element begins; one without text is where the next block is."""
        return {key: self.drafts[index] for key, index in self._starts.items() if index < len(self.drafts)}

    # --- structure ---------------------------------------------------------------------------------------------------

    def _children(self, element: Element, *, in_line: bool = False) -> None:
        for child in element.children:
            if isinstance(child, Element):
                self._starts.setdefault(child.key, len(self.drafts))
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
            self._figure(element, is_block=not in_line and parent.kind in _HOLDERS)
        elif kind == "Formula":
            self._formula(element, parent, in_line=in_line)
        elif kind == "Code":  # a listing has its lines as paragraphs
            is_listing = any(isinstance(child, Element) and child.kind == "P" for child in element.children)
            self._code(element, is_block=not in_line and is_listing)
        elif kind in ("Note", "FENote"):
            self._notes.append(element)
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
            self._block(element, "footnote" if self._region.kind == "footnote" else "cell", in_line=False)
        elif kind == "Caption":
            self._block(element, "caption", in_line=False)
        elif kind == "TOCI":
            self._block(element, "contents")
        elif kind == "Table" and not self._region.group:
            self._group(element)
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
        if element.kind == "Table" or "Caption" in kinds:
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
        draft.pieces.append(Piece(element.alternative, element.page))
        if element.box:
            draft.boxes.append(element.box)
        self._flush()
        for child in element.children:
            if isinstance(child, Element) and child.kind == "Caption":
                self._element(child, element, in_line=False)

    def _formula(self, element: Element, parent: Element, *, in_line: bool) -> None:
        runs = [run for item in element.contents() for run in self._runs[item.page, item.identifier]]
        self._pass_over(element)
        if in_line or not element.is_block or self._is_in_line(element, parent):
            self._object(element)
            return
        self._flush()
        label = equation_label(runs)
        draft = self._begun("equation" if label else self._region.kind)
        draft.label = label
        draft.boxes.extend(filter(None, [element.box or _box_of(runs)]))
        self._object(element)
        self._flush()

    def _is_in_line(self, element: Element, parent: Element) -> bool:
        """Whether text before or behind stands in the same line, though the tags have it all as blocks of its own.

        That is how Typst tags what is in a line of a quotation, a cell, or a list item of one paragraph.
        """
        if self._region.kind in ("caption", "cell") and self._draft is not None:
            return True
        if not element.box:
            return False
        page, (left, bottom, right, top) = element.box
        before = self._draft.runs[-1:] if self._draft else []
        behind = islice(self._inked(parent.children[parent.children.index(element) + 1 :]), 1)
        near = [(run, left - run.right) for run in before] + [(run, run.x - right) for run in behind]
        return any(
            run.page == page and bottom - 0.3 * run.size <= run.y <= top and -run.size < gap < 3 * run.size
            for run, gap in near
        )

    def _inked(self, items: Iterable[Element | Content | Annotation]) -> Iterator[Run]:
        """Yield the runs of some content in which there is ink."""
        for item in items:
            contents = item.contents() if isinstance(item, Element) else [item] if isinstance(item, Content) else []
            for content in contents:
                yield from (run for run in self._runs[content.page, content.identifier] if run.text.strip())

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
        link = next((child for child in element.descendants() if isinstance(child, Annotation)), None)
        is_call = self._region.kind != "footnote" or bool(self._draft and self._draft.pieces)
        if link is None and is_call:
            self._children(element, in_line=in_line)
            return
        draft = self._begun()
        self._pass_over(element, draft)
        draft.pieces.append(Piece(OBJECT if is_call else "", element.page, link=link))

    def _note(self, element: Element) -> None:
        self._starts[element.key] = len(self.drafts)
        self._block(element, "footnote", in_line=False)

    def _references(self, element: Element) -> None:
        """Read the reference list: each item is one block, its label apart."""
        for item in element.children:
            if not isinstance(item, Element):
                continue
            self._flush()
            self._starts.setdefault(item.key, len(self.drafts))
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
                    self._starts.setdefault(part.key, len(self.drafts))
                    self._children(part, in_line=True)
                elif isinstance(part, Content):
                    self._content(part)
            self._flush()

    # --- text --------------------------------------------------------------------------------------------------------

    def _begun(self, kind: BlockKind | None = None) -> Draft:
        if self._draft is None:
            region = self._region
            self._draft = Draft(kind or region.kind, region.level, region.language, group=region.group)
        return self._draft

    def _flush(self) -> None:
        draft, self._draft = self._draft, None
        if draft and (draft.text or draft.kind == "figure"):
            self.drafts.append(draft)
        notes, self._notes = self._notes, []
        for note in notes:
            self._note(note)

    def _content(self, item: Content) -> None:
        self.used.add((item.page, item.identifier))
        for run in self._runs.get((item.page, item.identifier), ()):
            if self._draft is None and not run.text.strip():
                continue
            draft = self._begun()
            draft.pieces.append(Piece(run.text, run.page, run, self._link_at(run), self._is_code))
            draft.spots.append(run)

    def _link_at(self, run: Run) -> Annotation | None:
        """Return the link that hears a click on a run: the tags may claim a link where none lies, or another above."""
        x, y = (run.x + run.right) / 2, run.y + 0.3 * run.size
        own = next((link for link in self._links if _is_under(run, link)), None)
        for link in self._over[run.page]:  # the last of a page is the topmost
            if link is own:
                break
            if link.hears(x, y):
                return link
        return own

    def _object(self, element: Element) -> None:
        """Something without characters of its own."""
        left = element.box[1][0] if element.box else None
        link = next(iter(self._links), None)
        self._begun().pieces.append(Piece(OBJECT, element.page, link=link, left=left))

    def _pass_over(self, element: Element, draft: Draft | None = None) -> None:
        """Take note of what an element holds, without reading it as text; it may show where a block stands."""
        for item in element.contents():
            self.used.add((item.page, item.identifier))
            if draft:
                draft.spots.extend(self._runs.get((item.page, item.identifier), ()))

    def _text_of(self, element: Element) -> str:
        return "".join(run.text for item in element.contents() for run in self._runs[item.page, item.identifier])

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
        if _REFERENCES.fullmatch(heading) or any(self._is_bracketed(item) for item in items):
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
        items = (content for body in bodies for content in body.contents())
        return next((run for content in items for run in self._runs[content.page, content.identifier]), None)


def _is_under(run: Run, link: Annotation) -> bool:
    """Whether a link lies over a run, or all but does."""
    left, bottom, right, top = link.box
    middle = run.y + 0.3 * run.size
    return link.page == run.page and left - 3 <= run.x <= right + 3 and bottom - 3 <= middle <= top + 3


def _box_of(runs: Sequence[Run]) -> tuple[int, Box] | None:
    """Return where a formula is drawn whose element does not say it: Typst forgets it where a note is on the page."""
    own = [run for run in runs if run.page == runs[0].page]
    if not own:
        return None
    left, bottom = min(run.x for run in own), min(run.y for run in own)
    return own[0].page, (left, bottom, max(run.right for run in own), max(run.y + run.size for run in own))


def _hyphenated(run: Run, drawn: pages.Pages, said: tags.Tags) -> Run:
    """Return a run with the hyphen at its end, or without it where it only parts a word."""
    if not run.text.endswith(pages.HYPHEN):
        return run
    is_soft = drawn.faces[run.face].full_name in said.soft_hyphens
    return run._replace(text=run.text.removesuffix(pages.HYPHEN) + ("" if is_soft else "-"))


def _flow(element: Element) -> Iterator[Element]:
    """Yield the blocks of a document in their order; what holds a figure and its caption is one."""
    for child in element.children:
        if isinstance(child, Element):
            captioned = any(isinstance(part, Element) and part.kind == "Caption" for part in child.children)
            if child.kind in _GROUPS and not captioned:
                yield from _flow(child)
            else:
                yield child


def _part_front_from_body(drafts: list[Draft]) -> None:
    """Say which of the blocks at the beginning are front matter.

    The text may begin without a heading: what stands right before the first heading, figure or list, in the size of the
    text behind that, is text.
    """
    lead = next((index for index, draft in enumerate(drafts) if not _may_be_front(draft)), len(drafts))
    sizes = Counter[float]()
    for draft in drafts[lead:]:
        if draft.kind == "paragraph" and not draft.is_code and draft.size:
            sizes[draft.size] += len(draft.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    headings = [draft for draft in drafts if draft.kind == "heading"]
    if not size and len(headings) <= any(draft.kind == "reference" for draft in drafts):
        # There is no section at all.  Text is what comes last, neither centred nor wider than a column nor small.
        texts = [draft for draft in drafts[:lead] if draft.kind == "paragraph" and draft.size]
        wide = {draft.size for draft in texts if _crosses_middle(draft, drafts[0])}
        small = max((draft.size for draft in drafts[lead:] if draft.kind in _SMALLER), default=0.0)
        last = texts[-1] if texts else None
        if last and last.size not in wide and last.size > small and not _is_centred_like(last, drafts[0]):
            size = last.size
    while lead and size and drafts[lead - 1].kind == "paragraph":
        own = drafts[lead - 1].size
        if own > _MARKER * size and abs(own - size) > 0.1:
            break
        lead -= 1
    for draft in drafts[:lead]:
        draft.kind = "front"


def _parts(draft: Draft) -> list[Draft]:
    """Part what the tags have as one block where a line is of another size, or far below the one before.

    Typst has no tag for names and affiliations that are centred one below the other.
    """
    parts, last = [draft], None
    pieces, draft.pieces, draft.spots = draft.pieces, [], []
    for piece in pieces:
        run = piece.run
        if run and run.text.strip():
            is_line = last is not None and abs(run.y - last.y) > 0.6 * last.size
            if last and is_line and (abs(run.size - last.size) > 0.4 or last.y - run.y > _FAR * last.size):
                parts.append(replace(draft, pieces=[], spots=[]))
                last = None
            last = run if last is None or is_line or run.size > last.size else last
        parts[-1].pieces.append(piece)
        parts[-1].spots.extend([run] if run else [])
    return parts


def _may_be_front(draft: Draft) -> bool:
    return draft.kind == "front" or (draft.kind == "paragraph" and not draft.is_code)


def _is_centred_like(draft: Draft, title: Draft) -> bool:
    """Whether the first line of a block has its middle where that of the title has it: the names of the authors."""
    own, other = _middle(draft), _middle(title)
    return title.kind == "front" and own is not None and other is not None and abs(own - other) < 3


def _crosses_middle(draft: Draft, title: Draft) -> bool:
    """Whether a block is wider than a column: it goes on at both sides of the middle of the title."""
    middle = _middle(title)
    return middle is not None and any(run.x < middle - 20 and run.right > middle + 20 for run in draft.runs)


def _middle(draft: Draft) -> float | None:
    """Return the middle of the first line of a block, in points from the left."""
    line = [run for run in draft.runs if abs(run.y - draft.runs[0].y) < 0.6 * draft.size]
    return (min(run.x for run in line) + max(run.right for run in line)) / 2 if line else None
