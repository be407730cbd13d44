"""DOCX read back: the document as Word shows it, whoever saved it last.

Nothing is taken from our writer.  `docx_package` finds the parts, `docx_styles` says how they are set and counted,
`docx_text` what of them is shown, `docx_kinds` what a paragraph is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from collation.proof.docx_kinds import Draft, classify, part_run_in_heading, settle_kinds
from collation.proof.docx_package import Package, tag, value
from collation.proof.docx_revisions import Revisions, find_revisions
from collation.proof.docx_styles import Numbering, Styles
from collation.proof.docx_text import Changes, Paragraph, Piece, Texts
from collation.proof.reading import (
    OBJECT,
    Block,
    Fault,
    FaultKind,
    Foreign,
    Link,
    Mark,
    MarkKind,
    Metadata,
    Place,
    Reading,
    TextBuilder,
    UnreadableOutputError,
    settled,
)

_CORE: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_MARKS: Final[tuple[MarkKind, ...]] = ("strong", "emphasis", "superscript", "subscript")
_NOTE: Final = "\0"
"""Begins the target of a note's call until the note is read; no address has it, for XML cannot."""


def read(data: bytes, changes: Changes = "accepted") -> Reading:
    """Read a document.

    Args:
        data: its bytes.
        changes: whether tracked changes count as made, or as never made; they are in the reading either way.

    Raises:
        UnreadableOutputError: if the bytes are no Word document.
    """
    package = Package(data)
    revisions = find_revisions(package)
    try:
        blocks, faults = _Reader(package, changes, revisions).read()
    except RecursionError as error:
        raise UnreadableOutputError("its elements are nested deeper than in any document") from error
    return Reading("docx", blocks, _metadata(package), (*package.faults, *faults), revisions=revisions.found)


def _metadata(package: Package) -> Metadata:
    root = package.properties("core-properties")
    if root is None:
        return Metadata()
    authors, keywords = root.findtext(f"{_DC}creator"), root.findtext(f"{_CORE}keywords")
    return Metadata(
        title=root.findtext(f"{_DC}title"),
        authors=None if authors is None else _listed(authors, "[;；]"),
        language=root.findtext(f"{_DC}language"),
        keywords=None
        if keywords is None
        else _listed(keywords, "[;；]" if re.search("[;；]", keywords) else "[,，、]"),
    )


def _listed(text: str, separator: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, re.split(separator, text))))


class _Reader:
    def __init__(self, package: Package, changes: Changes, revisions: Revisions) -> None:
        self._package = package
        self._styles = Styles(package, is_rejected=changes == "rejected")
        self._numbering = Numbering(package, self._styles)
        self._texts = Texts(package, self._styles, changes, revisions)
        self._drafts: list[Draft] = []
        self._starts: dict[str, int] = {}
        self._anchor = ""
        self._endnotes: list[tuple[Piece, int]] = []
        self._faults: list[Fault] = []
        self._unset: set[str] = set()

    def read(self) -> tuple[tuple[Block, ...], list[Fault]]:
        self._look_over()
        for paragraph in self._texts.body():
            self._paragraph(paragraph)
        for call, number in self._endnotes:
            self._note(call, number)
        for instruction, number in self._texts.embedded:
            self._fault("external-resource", instruction, number)
        settle_kinds(self._drafts)
        self._part_run_in_headings()
        return tuple(self._settle(draft.block) for draft in self._drafts), self._faults

    def _fault(self, kind: FaultKind, detail: str, paragraph: int = 0, file: str = "") -> None:
        self._faults.append(Fault(kind, detail, Place(paragraph=paragraph, file=file)))

    # --- form --------------------------------------------------------------------------------------------------------

    def _look_over(self) -> None:
        """Find bookmarks that are there twice, and relationships that are used and not there."""
        names: set[str] = set()
        for part, root in self._package.texts():
            identifiers: set[str] = set()
            ends = {value(end, "w:id") for end in root.iter(tag("w:bookmarkEnd"))}
            for start in root.iter(tag("w:bookmarkStart")):
                if value(start, "w:id") not in ends:  # it is no bookmark (17.13.6.2)
                    continue
                for seen, identifier in ((names, value(start, "w:name")), (identifiers, value(start, "w:id"))):
                    if identifier.casefold() in seen:
                        self._fault("duplicate-id", identifier, file=part)
                    seen.add(identifier.casefold())
            known = self._package.relationships(part)
            used = root.xpath("//@r:*", namespaces={"r": tag("r:id")[1:-3]})
            for identifier in dict.fromkeys(map(str, used)):
                if identifier and identifier not in known:
                    self._fault("missing-part", identifier, file=part)

    def _look_at(self, paragraph: Paragraph) -> None:
        """Find text that is not shown or cannot be seen, and Han text in no face, once for each style."""
        for hidden in (paragraph.hidden, paragraph.invisible):
            if words := settled("".join(hidden)):
                self._fault("hidden-text", words, paragraph.number)
        for piece in paragraph.pieces:
            if piece.kind or piece.look is None or piece.look.has_east_asian_font or paragraph.style in self._unset:
                continue
            if han := _HAN.search(piece.text):
                self._unset.add(paragraph.style)
                self._fault("unset-font", han[0], paragraph.number)

    # --- text --------------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Paragraph, *, is_note: bool = False) -> None:
        """Read a paragraph of the body or of a note, and all that hangs on it."""
        number = "" if is_note else self._numbering.next(paragraph.properties, paragraph.style)
        self._look_at(paragraph)
        pieces = _joined(paragraph.pieces)
        if {piece.kind or "text" for piece in pieces if piece.kind or piece.text.strip()} == {"picture"}:
            for piece in pieces:
                self._remember(piece)
                if piece.kind:
                    self._figure(piece.text, paragraph, piece.revisions)
        else:
            self._text(paragraph, pieces, number, is_note=is_note)
        for words in paragraph.floats:
            self._figure(words, paragraph)
        for box in paragraph.boxes:
            self._paragraph(box, is_note=is_note)
        for piece in pieces:
            if piece.kind == "note" and not is_note:
                if piece.note[0] == "endnotes":
                    self._endnotes.append((piece, paragraph.number))
                else:
                    self._note(piece, paragraph.number)

    def _note(self, call: Piece, number: int) -> None:
        if _note_target(call) in self._starts:  # a note is printed once, however often it is called
            return
        paragraphs = self._texts.note(*call.note, number)
        if paragraphs:
            self._starts[_note_target(call)] = len(self._drafts)
        for paragraph in paragraphs:
            self._paragraph(paragraph, is_note=True)

    def _figure(self, words: str, paragraph: Paragraph, revisions: Sequence[int] = ()) -> None:
        builder = TextBuilder()
        builder.at(Place(paragraph=paragraph.number, anchor=self._anchor))
        builder.add(words)
        builder.touch(0, len(builder.text), revisions)
        self._drafts.append(Draft(builder.block("figure"), paragraph))

    def _text(self, paragraph: Paragraph, pieces: Sequence[Piece], number: str, *, is_note: bool) -> None:
        builder = TextBuilder()
        builder.at(Place(paragraph=paragraph.number, anchor=self._anchor))
        sequence = self._fill(builder, pieces)
        if not builder.text:
            return
        block = builder.block("footnote" if is_note else "paragraph", language=_language(pieces))
        draft = Draft(block, paragraph, self._styles.names(paragraph.style), number, sequence)
        self._drafts.append(draft)
        if not is_note:
            classify(draft, self._styles)

    def _remember(self, piece: Piece) -> None:
        """A bookmark leads to the block in which it begins, or to the next one."""
        for anchor in piece.anchors:
            self._starts.setdefault(f"#{anchor.casefold()}", len(self._drafts))
            self._anchor = anchor

    def _fill(self, builder: TextBuilder, pieces: Sequence[Piece]) -> int:
        """Put the text of a paragraph together; returns where the number of a caption ends in it, 0 without one."""
        sequence = 0
        last: Link | None = None
        marks: dict[MarkKind, int] = {}
        for piece in pieces:
            self._remember(piece)
            builder.at(Place(paragraph=piece.number, anchor=self._anchor))
            before = len(builder.text)
            if not (piece.text or piece.kind):  # a bookmark, or where a change stands that is not shown
                builder.touch(before, before, piece.revisions)
                continue
            builder.add(OBJECT if piece.kind else piece.text)
            end = len(builder.text)
            start = before + builder.text[before:end].startswith(" ")
            builder.touch(start, end, piece.revisions)
            if piece.citation is not None:
                _cite(builder, start, end, piece.citation)
            if piece.is_sequence:
                sequence = sequence or end
            last = _led(builder.links, last, Link(start, end, _note_target(piece) or piece.target or None))
            set_apart = _marks_of(piece)
            marks = {mark: place for mark, place in marks.items() if mark in set_apart}
            for mark in set_apart:
                if mark in marks:
                    start_before = builder.marks[marks[mark]]
                    is_empty = start_before.start == start_before.end
                    builder.marks[marks[mark]] = Mark(start if is_empty else start_before.start, end, mark)
                else:
                    marks[mark] = len(builder.marks)
                    builder.marks.append(Mark(start, end, mark))
        return sequence

    def _part_run_in_headings(self) -> None:
        moved: list[int] = []
        parted: list[Draft] = []
        for draft in self._drafts:
            moved.append(len(parted))
            heading = part_run_in_heading(draft)
            parted += [draft] if heading is None else [heading, draft]
        self._starts = {
            anchor: moved[index] if index < len(moved) else len(parted) for anchor, index in self._starts.items()
        }
        self._drafts = parted

    # --- links -------------------------------------------------------------------------------------------------------

    def _settle(self, block: Block) -> Block:
        """Say of each link to which block it leads, now that all are known."""
        links = []
        for link in block.links:
            address = str(link.target)
            target: int | str | None = address
            if address.startswith(("#", _NOTE)):
                found = 0 if address in ("#", "#_top") else self._starts.get(address.casefold())
                target = None if found is None else min(found, len(self._drafts) - 1)
                if found is None:
                    self._fault("dead-link", address.removeprefix(_NOTE), block.place(link.start).paragraph)
            links.append(replace(link, target=target))
        return replace(block, links=tuple(links)) if links else block


def _cite(builder: TextBuilder, start: int, end: int, citation: tuple[str, tuple[str, ...], int]) -> None:
    """Say that a stretch is what another program prints for a citation of its own."""
    program, titles, field = citation
    if builder.foreign and builder.foreign[-1].field == field:
        start = builder.foreign.pop().start
    builder.foreign.append(Foreign(start, end, program, titles, field))


def _note_target(piece: Piece) -> str:
    return f"{_NOTE}{piece.note[0]} {piece.note[1]}" if piece.kind == "note" else ""


def _led(links: list[Link], last: Link | None, link: Link) -> Link | None:
    """Add a link, or lengthen the one before where both lead to the same and nothing stands between; returns it."""
    if link.target is None:
        return None
    if last is not None and last.target == link.target and not str(link.target).startswith(_NOTE):
        links[-1] = replace(last, start=last.start if last.start < last.end else link.start, end=link.end)
    elif link.start < link.end:
        links.append(link)
    else:
        return None
    return links[-1]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Join what programs cut into runs for ends of their own: stretches that are set alike are one."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is None or piece.kind or last.kind or piece.anchors or _setting(piece) != _setting(last):
            found.append(piece)
        else:
            found[-1] = replace(last, text=last.text + piece.text)
    return found


def _setting(piece: Piece) -> tuple[object, ...]:
    return piece.look, piece.target, piece.is_sequence, piece.number, piece.revisions, piece.citation


def _marks_of(piece: Piece) -> tuple[MarkKind, ...]:
    look = piece.look
    if look is None:
        return ()
    is_set = (look.is_strong, look.is_emphatic, look.script == "superscript", look.script == "subscript")
    return tuple(mark for mark, holds in zip(_MARKS, is_set, strict=True) if holds)


def _language(pieces: Iterable[Piece]) -> str:
    """Return the language of a paragraph: that of its first words, Han or other."""
    for piece in pieces:
        if piece.look is not None and any(map(str.isalpha, piece.text)):
            return piece.look.language[1 if _HAN.search(piece.text) else 0]
    return ""
