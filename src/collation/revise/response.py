"""The skeleton of an answer to reviewers: each change with its place in the new version, and room for an answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from collation import pandoc, tree
from collation.document.labels import label
from collation.revise.paragraph import Changed
from collation.revise.places import Places
from collation.tree import Element

_SENTENCE: Final = re.compile(r"[^。！？.!?]*(?:[。！？]+|[.!?]+(?=\s|$)|[.!?])*\s*")
_LONGEST: Final = 600
_SEAL: Final = re.compile(r"\n<!-- collate revise: ([0-9a-f]{64}) ([0-9a-f]{64}) -->\n\Z")


@dataclass(frozen=True)
class Entry:
    """What changed in one paragraph.

    Attributes:
        heading: that above it; "" before the text.
        place: page and line in the new version, in words.
        before: the sentences that changed, as they were; "" where all is new.
        after: what they are now; "" where nothing is left.
    """

    heading: str
    place: str
    before: str
    after: str


def entries(changes: Sequence[Changed], pdf: bytes, language: str) -> tuple[Entry, ...]:
    """Return one entry for each paragraph that was changed; what only counts anew needs no answer.

    Raises:
        UnreadablePagesError: if the PDF cannot be read.
    """
    places = Places(pdf)
    found = []
    real = [change for change in changes if not change.counts]
    for (heading, before, after), group in groupby(
        real, key=lambda change: (change.heading, change.before, change.after)
    ):
        members = list(group)
        first, last = members[0], members[-1]
        place = places.find(after, first.start) if after else None
        words = label(language, "place-unknown") if after else ""
        if place is not None:
            name = "place-line" if place.line else "place-page"
            words = label(language, name, page=str(place.page), line=str(place.line))
        was = _sentences(before, first.start_before, last.start_before + len(last.old))
        now = _sentences(after, first.start, last.start + len(last.new))
        found.append(Entry(heading, words, _shortened(was), _shortened(now)))
    return tuple(found)


def _sentences(text: str, start: int, end: int) -> str:
    """Return the whole sentences in which a stretch of a text lies."""
    bounds = [match.span() for match in _SENTENCE.finditer(text) if match.end() > match.start()]
    touched = [span for span in bounds if span[1] > start and span[0] < max(end, start + 1)] or bounds[-1:]
    return text[touched[0][0] : touched[-1][1]].strip() if touched else text


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"


def blocks(found: Sequence[Entry], language: str, file: str) -> list[Element]:
    """Return the skeleton as a document for pandoc."""
    title = {"t": "Header", "c": [1, tree.attributes(), tree.text(label(language, "response-title"))]}
    lead = label(language, "response-lead", file=file) if found else label(language, "no-changes")
    written: list[Element] = [title, tree.paragraph(tree.text(lead))]
    for count, entry in enumerate(found, start=1):
        heading = entry.heading or label(language, "before-the-text")
        place = f"{count}. {heading}" + (f" — {entry.place}" if entry.place else "")
        written.append({"t": "Header", "c": [2, tree.attributes(), tree.text(place)]})
        written.append(_said(label(language, "reviewer-comment")))
        written.append(_said(label(language, "response")))
        names = ("was-removed", "now-reads") if not entry.after else ("was-before", "now-reads")
        quotes = [(name, text) for name, text in zip(names, (entry.before, entry.after), strict=True) if text]
        said = [_said(label(language, name), tree.text(text)) for name, text in quotes]
        written.append({"t": "BlockQuote", "c": said})
    return written


def _said(name: str, inlines: Sequence[Element] = ()) -> Element:
    return tree.paragraph([tree.wrapped("Strong", tree.text(name)), *([{"t": "Space"}, *inlines] if inlines else [])])


def write(found: Sequence[Entry], language: str, file: str) -> tuple[bytes, bytes]:
    """Write the skeleton in Markdown and for Word.

    The Markdown ends with a comment by which it is known later whether somebody wrote in either of the two.

    Raises:
        PandocError: if pandoc cannot write them.
    """
    document = tree.document(blocks(found, language, file))
    text = pandoc.write(document, "markdown-smart").data
    word = pandoc.write(document, "docx").data
    seal = f"\n<!-- collate revise: {_digest(text)} {_digest(word)} -->\n"
    return text + seal.encode(), word


def is_untouched(text: bytes | None, word: bytes | None) -> bool:
    """Whether an earlier skeleton, as far as it is there, is as it was written: then nothing of anybody is lost."""
    if text is None:
        return word is None
    words = text.decode("utf-8", "replace")
    seal = _SEAL.search(words)
    if seal is None or _digest(words[: seal.start()].encode()) != seal[1]:
        return False
    return word is None or _digest(word) == seal[2]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
