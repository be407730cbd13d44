"""What a reader of an output sees, the same nouns for every format: `read` of each format's module makes them.

A text is held in one form whatever the format: white space is one blank, and none where a format does not tell blanks
from the ends of lines; what has no characters of its own (a formula, an image, the call of a note) is `OBJECT`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from collation.diagnostics import CollationError

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a text for a formula, an image in the line, and the call of a note."""

MARGIN = "the margin of a page"
"""What holds words that are shown on a page and marked as no part of the text."""

BlockKind = Literal[
    "front", "contents", "heading", "paragraph", "cell", "figure", "caption", "equation", "footnote", "reference"
]
"""What a block is.

front: anything before the text, and the note on the first page: title, authors, abstracts, keywords.
contents: an entry of the table of contents, or of the outline that a viewer shows beside the pages.
figure: the words that stand for a picture (its alternative text); `caption` in either language.
cell: one paragraph in a cell of a table.  footnote: one paragraph of a note.  reference: an item of the reference list.
paragraph: all other running text, in lists and quotations too, and listings.
"""

MarkKind = Literal["strong", "emphasis", "superscript", "subscript"]


class UnreadableOutputError(CollationError):
    """A file is not a document of its format, so that nothing of it can be read; the message says why."""


@dataclass(frozen=True, order=True)
class Place:
    """Where in an output something stands, as far as the format has such places.

    Attributes:
        page: of a PDF, from 1.
        paragraph: of a Word document, from 1, those in tables counted.
        file: of an EPUB, the name of the content document; of a fault in a package, the name of the part.
        anchor: the nearest identifier that a link can lead to, without `#`.
        line: of a text file, from 1.
    """

    page: int = 0
    paragraph: int = 0
    file: str = ""
    anchor: str = ""
    line: int = 0

    def __str__(self) -> str:
        words = [f"page {self.page}"] if self.page else []
        words += [f"paragraph {self.paragraph}"] if self.paragraph else []
        words += [f"{self.file}#{self.anchor}" if self.anchor else self.file] if self.anchor or self.file else []
        return ", ".join(words) or (f"line {self.line}" if self.line else "")


@dataclass(frozen=True, order=True)
class Link:
    """A stretch of a block that leads somewhere.

    `target` is the index in `Reading.blocks` of the block that a person comes to, an address outside, or None where
    the link leads nowhere.
    """

    start: int
    end: int
    target: int | str | None


@dataclass(frozen=True, order=True)
class Mark:
    """A stretch of a block that is set apart; what the whole kind of block is (bold headings) is no mark."""

    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, order=True)
class Touch:
    """A stretch of a block that a revision put in, took out or speaks of; empty where what it is about is not shown.

    `revision` is the index in `Reading.revisions`.
    """

    start: int
    end: int
    revision: int


@dataclass(frozen=True, order=True)
class Foreign:
    """A stretch of a block that is a citation of another program's, which counts and formats it anew at any time.

    Attributes:
        start: where it starts.
        end: where it ends.
        program: the name of the program.
        titles: of the works that it cites, as far as the program wrote them beside it.
        field: which field of the document it is, counted from 1.
    """

    start: int
    end: int
    program: str
    titles: tuple[str, ...] = ()
    field: int = 0


@dataclass(frozen=True)
class Block:
    """A run of text that a reader takes for one.

    Attributes:
        kind: what it is.
        label: what numbers it and stands before its text: `5.1`, `图1`, `Fig. 1`, `[12]`; of an equation `(1)`.
        text: its characters, label excluded, markers included.
        places: where its stretches stand, by the offset in `text` at which each starts; the first is at 0.
        links: in the order of their starts.
        marks: likewise.
        level: the depth of a heading, from 1.
        language: the BCP 47 tag that the output gives it, "" where it gives none of its own.
        gaps: the offsets in `text` where something is drawn in a font that the output does not hold, and nothing shows.
        foreign: the citations of other programs in it.
        touched: what tracked changes and comments have to do with it, in the order in which it was met.
    """

    kind: BlockKind
    text: str
    places: tuple[tuple[int, Place], ...]
    label: str = ""
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    level: int = 0
    language: str = ""
    gaps: tuple[int, ...] = ()
    touched: tuple[Touch, ...] = ()
    foreign: tuple[Foreign, ...] = ()

    def place(self, offset: int = 0) -> Place:
        """Return where a character of the text stands."""
        return self.places[bisect_right(self.places, offset, key=lambda stretch: stretch[0]) - 1][1]


@dataclass(frozen=True)
class Contributor:
    """What an output says to programs of one author.

    Attributes:
        name: as it is printed first.
        affiliations: the words of each affiliation that it leads to, those in other languages behind the first.
        correspondence: the words of the note on correspondence that it leads to, "" where it leads to none.
    """

    name: str
    affiliations: tuple[tuple[str, ...], ...] = ()
    correspondence: str = ""


@dataclass(frozen=True)
class Metadata:
    """What an output says of itself to programs; None where the format, or the file, says nothing of it.

    `contributors` are the authors once more, where the format connects them with what else it says of them, and
    `others` is what else a format says: each by its name in words.
    """

    title: str | None = None
    authors: tuple[str, ...] | None = None
    language: str | None = None
    keywords: tuple[str, ...] | None = None
    contributors: tuple[Contributor, ...] | None = None
    others: tuple[tuple[str, str], ...] = ()


FaultKind = Literal[
    "dead-link",
    "duplicate-id",
    "external-resource",
    "missing-glyph",
    "missing-part",
    "hidden-text",
    "unembedded-font",
    "unreadable-output",
    "unset-font",
    "untagged-text",
    "misplaced-text",
    "conflicting-metadata",
    "damaged-file",
]


@dataclass(frozen=True)
class Fault:
    """Something in the form of an output that is wrong by itself, whatever the manuscript says.

    Attributes:
        kind: what is wrong.
        detail: the thing that is wrong: an identifier, an address, a character, the name of a font or of a part.
        place: where.
        blocks: the blocks that are out of place one beside the other, by their indices, if that is what is wrong.
    """

    kind: FaultKind
    detail: str
    place: Place = Place()
    blocks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Aside:
    """Words that a file holds elsewhere than in the text that it shows: in an attribute, a comment, a part of its own.

    Attributes:
        words: they themselves.
        holder: what holds them, in words: `a comment`, `the attribute title of span`, `sub-article/body/p`.
        place: where that stands.
    """

    words: str
    holder: str
    place: Place = Place()


TraitKind = Literal["base address", "instruction", "style sheet", "style", "script", "handler"]


@dataclass(frozen=True, order=True)
class Trait:
    """What decides how a page looks or acts, and is no text of it.

    Attributes:
        kind: what it is; an instruction to the browser is `meta` with `http-equiv`, a style that of one element, a
            handler what an element does once something happens to it.
        words: all of it, without the blanks at the ends of its lines.
        holder: the name of the element that has it.
        place: where.
    """

    kind: TraitKind
    words: str
    holder: str = ""
    place: Place = Place()


@dataclass(frozen=True)
class Record:
    """An item of the reference list in the form for programs: its label, and its data by the format's own names."""

    label: str
    data: tuple[tuple[str, str], ...]


RevisionKind = Literal["insertion", "deletion", "arrival", "departure", "look", "comment"]
"""What a revision is: text, a row or the end of a paragraph put in or taken out; the same for what was moved, at its
new place and at its old one; a change of the look alone; a comment in the margin."""


@dataclass(frozen=True)
class Revision:
    """One change that a document keeps track of, which nobody has yet accepted or rejected, or one comment.

    Attributes:
        kind: which of them.
        author: the name that the person's program gave, "" for none.
        date: when, as the program wrote it (ISO 8601, with or without a zone), "" for not said.
        words: what was put in or taken out, or what the comment says.
        name: of what was moved, by which its two places are known for one.
        thing: what was put in or taken out, where that is no text: the end of a paragraph, a row or a cell of a table.
        answers: of a comment that answers another, the index of that one.
        is_settled: whether a comment is marked as settled.
        part: where it stands in the package.
    """

    kind: RevisionKind
    author: str = ""
    date: str = ""
    words: str = ""
    name: str = ""
    thing: Literal["", "mark", "row", "cell"] = ""
    answers: int | None = None
    is_settled: bool = False
    part: str = ""


@dataclass(frozen=True, order=True)
class Trace:
    """A place beside the text where a file names a person, as a blinded copy must not.

    Attributes:
        part: the part of the package.
        role: what the name is there, in words: `author`, `comment`, `tracked change`.
        name: the name, or what stands for one: initials, an account, a company.
        count: how often it stands there.
    """

    part: str
    role: str
    name: str
    count: int = 1


@dataclass(frozen=True)
class Reading:
    """An output as it was read back.

    Attributes:
        format: the name of the format.
        blocks: in the order in which a reader meets them; notes where the format has them.
        metadata: what the output says of itself.
        faults: what is wrong in its form.
        has_spaces: whether its blanks can be told; else texts are without any.
        records: the reference list once more for programs, where the format has it so (JATS).
        revisions: the tracked changes and comments in it; whether the changes count as made is the reader's to say.
        asides: the words in it that stand in no block: every one that none of the above has taken.
        traits: what decides how a browser shows it, where one does.
    """

    format: str
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    faults: tuple[Fault, ...] = ()
    has_spaces: bool = True
    records: tuple[Record, ...] = ()
    revisions: tuple[Revision, ...] = ()
    asides: tuple[Aside, ...] = ()
    traits: tuple[Trait, ...] = ()


# Joiners and soft hyphens that a writer puts in for the breaking of lines; they are nothing to a reader.
# A ligature is the letters that it joins: fonts have their own for many, and a PDF is read back without.
_UNSEEN: dict[int, str | None] = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_UNSEEN |= dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_BLANK = re.compile(r"\s+")


def settled(text: str, *, has_spaces: bool = True) -> str:
    """Return a text in the form in which texts are compared: composed (NFC), one blank for any white space, or none."""
    composed = unicodedata.normalize("NFC", text.translate(_UNSEEN))
    return _BLANK.sub(" " if has_spaces else "", composed).strip()


class TextBuilder:
    """Puts the text of one block together, with its links, marks and places, in the form that `settled` gives it."""

    def __init__(self, *, has_spaces: bool = True) -> None:
        self._has_spaces = has_spaces
        self._text = ""
        self._pending = False
        self.links: list[Link] = []
        self.marks: list[Mark] = []
        self.places: list[tuple[int, Place]] = []
        self.gaps: list[int] = []
        self.touched: list[Touch] = []
        self.foreign: list[Foreign] = []

    def add(self, text: str) -> None:
        """Append characters; blanks at either end of the block are dropped, runs of them are one."""
        composed = unicodedata.normalize("NFC", text.translate(_UNSEEN))
        pieces = _BLANK.split(composed)
        for index, piece in enumerate(pieces):
            if index:
                self._pending = True
            if piece:
                if self._pending and self._text and self._has_spaces:
                    self._text += " "
                self._pending = False
                self._text += piece

    def at(self, place: Place) -> None:
        """Say where what is appended from now on stands."""
        start = len(self._text)
        if self.places and self.places[-1][1] == place:
            return
        if self.places and self.places[-1][0] == start:
            self.places.pop()
        self.places.append((start, place))

    @property
    def _start(self) -> int:
        """Where the next character will stand."""
        return len(self._text) + (self._pending and bool(self._text) and self._has_spaces)

    def touch(self, start: int, end: int, revisions: Iterable[int]) -> None:
        """Say that revisions put in, took out or speak of a stretch."""
        for revision in revisions:
            last = next((touch for touch in reversed(self.touched) if touch.revision == revision), None)
            first = start
            if last is not None and last.end >= start - 1:  # what parts them is a blank, if anything
                self.touched.remove(last)
                first = last.start if last.start < last.end else start
            self.touched.append(Touch(first, max(first, end), revision))

    @contextmanager
    def link(self, target: int | str | None) -> Iterator[None]:
        """What is appended inside leads to `target`."""
        place, before = len(self.links), self._length
        self.links.append(Link(0, 0, target))
        yield
        self.links[place] = Link(*self._stretch(before), target)

    @contextmanager
    def mark(self, kind: MarkKind) -> Iterator[None]:
        """What is appended inside is set apart."""
        place, before = len(self.marks), self._length
        self.marks.append(Mark(0, 0, kind))
        yield
        self.marks[place] = Mark(*self._stretch(before), kind)

    @property
    def _length(self) -> int:
        return len(self._text)

    def _stretch(self, before: int) -> tuple[int, int]:
        """Where what was appended since the text had a length stands, without the blank before it."""
        start = before
        if start < len(self._text) and self._text[start] == " ":
            start += 1
        return start, len(self._text)

    @property
    def text(self) -> str:
        """The text so far."""
        return self._text

    def block(self, kind: BlockKind, *, label: str = "", level: int = 0, language: str = "") -> Block:
        """Return what was put together as a block."""
        places = self.places or [(0, Place())]
        return Block(
            kind,
            self._text,
            ((0, places[0][1]), *places[1:]),
            settled(label, has_spaces=self._has_spaces),
            tuple(self.links),
            tuple(mark for mark in self.marks if mark.start < mark.end),
            level,
            language,
            tuple(self.gaps),
            tuple(self.touched),
            tuple(self.foreign),
        )


def stretch(block: Block, start: int, end: int) -> Block:
    """Return a part of a block, without the blanks at its ends, with what stands in it."""
    text = block.text[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    if (start, end) == (0, len(block.text)):
        return block
    moved = [(max(0, offset - start), place) for offset, place in block.places if offset <= max(start, end - 1)]
    return replace(
        block,
        text=block.text[start:end],
        places=tuple(here for here, after in zip(moved, [*moved[1:], (1, None)], strict=True) if after[0] > 0),
        links=tuple(
            replace(link, start=max(link.start, start) - start, end=min(link.end, end) - start)
            for link in block.links
            if link.start < end and link.end > start
        ),
        marks=tuple(
            replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
            for mark in block.marks
            if mark.start < end and mark.end > start
        ),
        foreign=tuple(
            replace(one, start=max(one.start, start) - start, end=min(one.end, end) - start)
            for one in block.foreign
            if one.start < end and one.end > start
        ),
        touched=tuple(
            replace(touch, start=min(max(touch.start, start), end) - start, end=min(max(touch.end, start), end) - start)
            for touch in block.touched
        ),
    )
