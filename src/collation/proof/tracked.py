"""What co-authors changed with tracking, and what they remarked: who, when, where, and which citations it touches.

A document with tracked changes is two documents: one with all of them rejected, which should be what was checked, and
one with all of them accepted.  Both are read; what a change took out stands in the first, what it put in in the second.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, Literal

from collation.diagnostics import Location, plural
from collation.proof.check import cited, meant, quoted
from collation.proof.comparison import MARKER, Comparison
from collation.proof.expected import Marker
from collation.proof.reading import Place, Revision
from collation.proof.references.items import items
from collation.proof.texts.sources import near

TrackedKind = Literal["put in", "taken out", "changed", "moved", "look", "comment"]

_TAKEN_OUT: Final = ("deletion", "departure")
_FEW: Final = 8
"""How many markers are named in one message."""

_BEHIND: Final = 12
_Span = tuple[int, int, int]
"""A block, and where in it a stretch starts and ends."""

_NOWHERE: Final[_Span] = (-1, 0, 0)


@dataclass(frozen=True)
class Tracked:
    """A tracked change or a comment, as an author thinks of it: what one person changed at one place is one.

    Attributes:
        kind: what was done.
        author: who did it, "" where the program gave no name.
        date: when, as that program wrote it.
        message: what was done, as a sentence that the author's name begins.
        before: the words that were there.
        after: the words that are there now; of a comment what it says.
        place: where in the document.
        heading: the heading under which it stands.
        is_cited: whether it touches a citation or an item of the reference list.
        citekeys: the works that are cited where it is.
        source: where in the sources that stands, as far as it is known.
    """

    kind: TrackedKind
    author: str
    date: str
    message: str
    before: str = ""
    after: str = ""
    place: Place = field(default_factory=Place)
    heading: str = ""
    is_cited: bool = False
    citekeys: tuple[str, ...] = ()
    source: Location | None = None


def tracked(accepted: Comparison, rejected: Comparison) -> tuple[Tracked, ...]:
    """Return what was changed with tracking, and then what was remarked: what touches citations first.

    Args:
        accepted: of the document with all changes made.
        rejected: of the same document with none made.
    """
    teller = _Teller(accepted, rejected)
    changes = sorted(teller.changes(), key=lambda item: not item.is_cited)
    return (*changes, *teller.looks(), *teller.comments())


@dataclass
class _Edit:
    """Changes that stand beside one another: where what they took out was, and where what they put in is."""

    revisions: list[int]
    was: list[_Span] = field(default_factory=list)
    now: list[_Span] = field(default_factory=list)

    def add(self, other: _Edit) -> None:
        """Take another one in."""
        self.revisions = sorted({*self.revisions, *other.revisions})
        self.was, self.now = _joined(self.was + other.was), _joined(self.now + other.now)


class _Teller:
    """Puts changes together and into words."""

    def __init__(self, accepted: Comparison, rejected: Comparison) -> None:
        self._accepted = accepted
        self._rejected = rejected
        self._revisions = accepted.reading.revisions
        self._markers: dict[int, list[tuple[Marker, int]]] = defaultdict(list)
        for marker, found, at in rejected.intact:
            self._markers[found].append((marker, at))
        self._items = {index: item.citekey for index, item, _ in items(rejected)}
        self._entries = {entry.citekey: entry.location for _, _, entry in items(rejected)}

    def _is_change(self, index: int) -> bool:
        return self._revisions[index].kind not in ("look", "comment")

    # --- changes -----------------------------------------------------------------------------------------------------

    def changes(self) -> Iterator[Tracked]:
        """Yield the changes of text, in the order in which they stand."""
        edits = self._edits()
        arrivals = {name: edit for edit in edits if (name := self._move(edit, "arrival"))}
        left = {name: edit for edit in edits if (name := self._move(edit, "departure")) and name in arrivals}
        for edit in edits:
            name = self._move(edit, "arrival")
            if name and name in left:
                continue
            departure = self._move(edit, "departure")
            yield self._moved(edit, arrivals[departure]) if departure and departure in left else self._changed(edit)

    def _move(self, edit: _Edit, kind: str) -> str:
        """Return the name of the move of which an edit is one end, "" where it is more or less than that."""
        found = [self._revisions[index] for index in edit.revisions]
        names = {item.name for item in found}
        return found[0].name if len(names) == 1 and {item.kind for item in found} == {kind} else ""

    def _edits(self) -> list[_Edit]:
        """Put together what one person changed at one place, and whatever was changed in one marker."""
        spans = _spans(self._rejected), _spans(self._accepted)
        edits = [
            _Edit([index], spans[0].get(index, []), spans[1].get(index, []))
            for index in range(len(self._revisions))
            if self._is_change(index)
        ]
        edits = _grouped(edits, self._beside(edits))
        by_marker: dict[tuple[int, int], list[_Edit]] = defaultdict(list)
        for edit in edits:
            for block, at, _ in self._marked(edit):
                by_marker[block, at].append(edit)
        pairs = [pair for found in by_marker.values() for pair in pairwise(found)]
        edits = _grouped(edits, pairs)
        for edit in edits:
            self._widen(edit)
        last = (len(self._rejected.reading.blocks), 0, 0)
        return sorted(edits, key=lambda edit: (edit.was[0] if edit.was else last, edit.now[:1], edit.revisions))

    def _beside(self, edits: Sequence[_Edit]) -> Iterator[tuple[_Edit, _Edit]]:
        """Yield the edits of one person that only what was changed stands between: in one of the two nothing does."""
        for side in ("was", "now"):
            having = [(span, edit) for edit in edits for span in getattr(edit, side)]
            having.sort(key=lambda pair: (pair[0], pair[1].revisions))
            for (end, first), (start, second) in pairwise(having):
                one, other = (self._revisions[edit.revisions[0]] for edit in (first, second))
                is_move = {one.kind, other.kind} & {"arrival", "departure"} and (one.kind, one.name) != (
                    other.kind,
                    other.name,
                )
                if end[0] == start[0] and end[2] >= start[1] and one.author == other.author and not is_move:
                    yield first, second

    def _marked(self, edit: _Edit) -> Iterator[tuple[int, int, Marker]]:
        """Yield the markers that were checked and that an edit touches, with the block and the place of each."""
        for block, start, end in edit.was:
            for marker, at in self._markers.get(block, ()):
                until = at + len(marker.text)
                if (at < end and start < until) if start < end else at < start < until:
                    yield block, at, marker

    def _widen(self, edit: _Edit) -> None:
        """Widen an edit to the whole of the markers that it touches."""
        touched = list(self._marked(edit))
        if not touched or not edit.now:
            return
        (first, start, _), (last, _, until) = edit.was[0], edit.was[-1]
        left = max([start - at for block, at, _ in touched if block == first] + [0])
        right = max([at + len(marker.text) - until for block, at, marker in touched if block == last] + [0])
        for spans in (edit.was, edit.now):
            spans[0] = (spans[0][0], max(0, spans[0][1] - left), spans[0][2])
            spans[-1] = (*spans[-1][:2], spans[-1][2] + right)

    # --- in words ----------------------------------------------------------------------------------------------------

    def _changed(self, edit: _Edit) -> Tracked:
        before, after = self._before(edit), self._after(edit)
        were = [marker for _, _, marker in self._marked(edit)]
        are = MARKER.findall(after)
        item = self._item(edit)
        what = self._what(edit, before, after, were, are)
        if item and not (were or are) and "the reference list item" not in what:
            what = f"{what} in the reference list item of {item}"
        citekeys = dict.fromkeys(key for marker in were for key in self._cited(marker))
        citekeys |= dict.fromkeys(key for text in are for key in self._numbered(text))
        citekeys |= dict.fromkeys([item.removeprefix("@")] if item.startswith("@") else [])
        kind: TrackedKind = "changed" if before and after else "taken out" if self._is_taken_out(edit) else "put in"
        return self._told(
            edit,
            kind=kind,
            message=what,
            before=before,
            after=after,
            citekeys=tuple(citekeys),
            is_cited=bool(were or are or item),
        )

    def _what(self, edit: _Edit, before: str, after: str, were: Sequence[Marker], are: Sequence[str]) -> str:
        texts = [marker.text for marker in were]
        plain = _without(before, texts), _without(after, are)
        if not any(plain) and (were or are):
            return self._of_markers(were, are)
        tail = f", and so {self._of_markers(were, are)}" if texts != list(are) else ""
        if before and after:
            if texts == list(are):
                before, after = plain
            elif were and not plain[0]:
                return f"put {quoted(after)} in the place of {self._named(were)}"
            return f"changed {quoted(before)} to {quoted(after)}{tail}"
        if not (before or after):
            return self._of_ends(edit)
        whole = self._is_whole(edit.was if before else edit.now, self._rejected if before else self._accepted)
        done, things = "deleted" if before else "put in", {self._revisions[index].thing for index in edit.revisions}
        named = next((f"the {name} " for name in ("row", "cell") if name in things), "")
        if whole and not named and (item := self._whole_item(edit, is_gone=bool(before))):
            return f"{done} the reference list item {item}{quoted(before or after)}{tail}"
        named = "the paragraph " if whole and "mark" in things and not named else named
        ends = " and the end of a paragraph" if "mark" in things and not named else ""
        return f"{done} {named}{quoted(before or after)}{ends}{tail}"

    def _of_markers(self, were: Sequence[Marker], are: Sequence[str]) -> str:
        if not are:
            return f"deleted {self._named(were)}"
        if not were:
            return f"put in the {'markers' if len(are) > 1 else 'marker'} {self._typed(are)}"
        if [marker.text for marker in were] == list(are):
            return f"typed {self._named(were)} anew"
        return f"changed {self._named(were)} to {self._typed(are)}"

    def _of_ends(self, edit: _Edit) -> str:
        """Say what became of the ends of paragraphs; or of what was put in and taken out again, and is in neither."""
        found = [self._revisions[index] for index in edit.revisions]
        if all(item.thing == "mark" for item in found):
            return "joined two paragraphs" if self._is_taken_out(edit) else "parted a paragraph in two"
        words = " ".join(dict.fromkeys(item.words for item in found if item.words))
        done = "deleted" if self._is_taken_out(edit) else "put in"
        return f"{done} {quoted(words)}" if words else f"{done} something without words"

    def _moved(self, departure: _Edit, arrival: _Edit) -> Tracked:
        before, after = self._before(departure), self._after(arrival)
        were = [marker for _, _, marker in self._marked(departure)]
        item = self._item(departure)
        plain = _without(before, [marker.text for marker in were])
        what = f"moved {quoted(before)}" if plain or not were else f"moved {self._named(were)}"
        if plain and were:
            what += f", and so {self._named(were)},"
        if arrival.now:
            block, start, _ = arrival.now[0]
            place = f"paragraph {self._accepted.place(block, start).paragraph}"
            behind = self._accepted.reading.blocks[block].text[max(0, start - _BEHIND) : start].strip()
            what += f" to {place}" + (f", behind {quoted(behind)}" if behind else "")
        citekeys = dict.fromkeys(key for marker in were for key in self._cited(marker))
        return self._told(
            departure,
            kind="moved",
            message=what,
            before=before,
            after=after,
            citekeys=tuple(citekeys),
            is_cited=bool(were or item),
        )

    def _told(self, edit: _Edit, **told: Any) -> Tracked:
        """Return a change with all that its place says: who, when and where."""
        found = [self._revisions[index] for index in edit.revisions]
        comparison, span = (self._rejected, edit.was[0]) if edit.was else (self._accepted, (*edit.now, _NOWHERE)[0])
        part = f", in {found[0].part}" if span == _NOWHERE else ""
        authors = " and ".join(dict.fromkeys(map(_called, found)))
        told["message"] = f"{authors} {told['message']}{part}"
        return Tracked(
            author=" and ".join(dict.fromkeys(item.author for item in found if item.author)),
            date=max(item.date for item in found),
            place=Place() if span == _NOWHERE else comparison.place(span[0], span[1]),
            heading=_heading(comparison, span[0]),
            source=self._source(edit, comparison, span),
            **told,
        )

    def _source(self, edit: _Edit, comparison: Comparison, span: _Span) -> Location | None:
        for _, _, marker in self._marked(edit):
            return cited(self._rejected, marker)[0]
        item = self._item(edit)
        if item.startswith("@"):
            return self._entries.get(item[1:])
        for block in range(span[0], -1, -1):  # what was put in stands behind what shows a text of ours
            if block in comparison.shows:
                return near(comparison, block, span[1] if block == span[0] else sys.maxsize)
        return None

    # --- parts of it -------------------------------------------------------------------------------------------------

    def _before(self, edit: _Edit) -> str:
        return _text(self._rejected, edit.was) or self._row(edit, _TAKEN_OUT)

    def _after(self, edit: _Edit) -> str:
        return _text(self._accepted, edit.now) or self._row(edit, ("insertion", "arrival"))

    def _row(self, edit: _Edit, kinds: Sequence[str]) -> str:
        """Return the words of what neither reading shows as text, such as a number that stands before an item."""
        if _text(self._rejected, edit.was) or _text(self._accepted, edit.now):
            return ""
        found = (self._revisions[index] for index in edit.revisions)
        return " ".join(item.words for item in found if item.kind in kinds and item.words)

    def _is_taken_out(self, edit: _Edit) -> bool:
        return all(self._revisions[index].kind in _TAKEN_OUT for index in edit.revisions)

    def _whole_item(self, edit: _Edit, *, is_gone: bool) -> str:
        """Return of which work an item of the reference list is that was put in or taken out as a whole."""
        comparison, spans = (self._rejected, edit.was) if is_gone else (self._accepted, edit.now)
        for block, start, end in spans:
            if start < end and comparison.reading.blocks[block].kind == "reference":
                citekey = self._items.get(comparison.shows.get(block, -1), "")
                return f"of @{citekey} " if citekey else "of another work "
        return ""

    def _is_whole(self, spans: Sequence[_Span], comparison: Comparison) -> bool:
        spans = [span for span in spans if span[1] < span[2]]
        return all(end - start == len(comparison.reading.blocks[block].text) for block, start, end in spans)

    def _item(self, edit: _Edit) -> str:
        """Return of which work the item of the reference list is in which an edit stands, "" for none."""
        if not _text(self._rejected, edit.was) and self._is_whole(edit.now, self._accepted):
            whole = self._whole_item(edit, is_gone=False)
            if whole:
                return whole.removeprefix("of ").strip()
        for comparison, spans in ((self._rejected, edit.was), (self._accepted, edit.now)):
            for block, _, _ in spans:
                if comparison.reading.blocks[block].kind == "reference":
                    citekey = self._items.get(comparison.shows.get(block, -1))
                    if citekey:
                        return f"@{citekey}"
        is_new = any(self._accepted.reading.blocks[block].kind == "reference" for block, _, _ in edit.now)
        return "another work" if is_new else ""

    def _cited(self, marker: Marker) -> list[str]:
        return [citekey.removeprefix("@") for citekey in cited(self._rejected, marker)[1].split()]

    def _numbered(self, marker: str) -> list[str]:
        words = meant(self._accepted, marker).split(", ")
        return [word.removeprefix("@") for word in words if word.startswith("@")]

    def _named(self, markers: Sequence[Marker]) -> str:
        """Name markers that were checked, with what they cite: `the marker [12] (@toh2017)`."""
        named = [f"{marker.text} ({', '.join(cited(self._rejected, marker)[1].split())})" for marker in markers[:_FEW]]
        return f"the {'markers' if len(markers) > 1 else 'marker'} {_listed(named, len(markers))}"

    def _typed(self, markers: Sequence[str]) -> str:
        """Name markers that somebody typed, with the works that have their numbers."""
        named = [f"{marker} ({meant(self._accepted, marker)})" for marker in markers[:_FEW]]
        return _listed(named, len(markers))

    # --- what is no change of text -----------------------------------------------------------------------------------

    def looks(self) -> Iterator[Tracked]:
        """Yield, once for each person, how often the look of something was changed."""
        found: dict[str, list[Revision]] = defaultdict(list)
        for revision in self._revisions:
            if revision.kind == "look":
                found[revision.author].append(revision)
        for author, changes in found.items():
            words = f"{_called(changes[0])} changed only the look, at {plural(len(changes), 'place')}"
            yield Tracked("look", author, max(item.date for item in changes), words)

    def comments(self) -> Iterator[Tracked]:
        """Yield the comments in the order of what they speak of, and the answers behind what they answer."""
        spans, were = _spans(self._accepted), _spans(self._rejected)
        last = (len(self._accepted.reading.blocks), 0, 0)
        found = [index for index in range(len(self._revisions)) if self._revisions[index].kind == "comment"]

        def order(index: int) -> tuple[_Span, int, int]:
            first = self._thread(index)
            return (spans.get(first, [last])[0], first, index)

        for index in sorted(found, key=order):
            is_answer = self._thread(index) != index
            yield self._comment(self._revisions[index], spans.get(index, []), were.get(index, []), is_answer=is_answer)

    def _thread(self, index: int) -> int:
        """Return the comment with which the answers to one another begin."""
        seen: set[int] = set()
        while (answers := self._revisions[index].answers) is not None and index not in seen:
            seen.add(index)
            index = answers
        return index

    def _comment(self, comment: Revision, spans: Sequence[_Span], was: Sequence[_Span], *, is_answer: bool) -> Tracked:
        words = _text(self._accepted, spans) or _text(self._rejected, was)
        comparison, (block, start, end) = (self._rejected, was[0]) if was else (self._accepted, (*spans, _NOWHERE)[0])
        if not words and block >= 0:
            words = comparison.reading.blocks[block].text[max(0, start - _BEHIND) : start]
        markers = [marker for _, _, marker in self._marked(_Edit([], list(was)))]
        about = f" ({', '.join(cited(self._rejected, marker)[1] for marker in markers[:_FEW])})" if markers else ""
        what = "answered" if is_answer else f"remarked on {quoted(words)}{about}" if words else "remarked"
        is_settled = ", which is settled" if comment.is_settled and not is_answer else ""
        citekeys = dict.fromkeys(key for marker in markers for key in self._cited(marker))
        source = cited(self._rejected, markers[0])[0] if markers else None
        if source is None and comparison.shows.get(block) is not None:
            source = near(comparison, block, end)
        return Tracked(
            "comment",
            comment.author,
            comment.date,
            f"{_called(comment)} {what}{is_settled}: {quoted(comment.words, length=400)}",
            words,
            comment.words,
            comparison.place(block, start) if block >= 0 else Place(),
            _heading(comparison, block),
            bool(markers),
            tuple(citekeys),
            source,
        )


def _listed(words: Sequence[str], count: int) -> str:
    return ", ".join(words) + (f" and {count - len(words)} more" if count > len(words) else "")


def _spans(comparison: Comparison) -> dict[int, list[_Span]]:
    """Return where each revision stands."""
    found: dict[int, list[_Span]] = defaultdict(list)
    for index, block in enumerate(comparison.reading.blocks):
        for touch in block.touched:
            found[touch.revision].append((index, touch.start, touch.end))
    return found


def _joined(spans: Iterable[_Span]) -> list[_Span]:
    """Join stretches of one block: between them stands nothing but what was changed."""
    found: list[_Span] = []
    for block, start, end in sorted(spans):
        if found and found[-1][0] == block:
            found[-1] = (block, found[-1][1], max(found[-1][2], end))
        else:
            found.append((block, start, end))
    return found


def _grouped(edits: Sequence[_Edit], pairs: Iterable[tuple[_Edit, _Edit]]) -> list[_Edit]:
    """Put together the edits of each pair, and what pairs share."""
    into = {id(edit): edit for edit in edits}

    def root(edit: _Edit) -> _Edit:
        while into[id(edit)] is not edit:
            into[id(edit)] = into[id(into[id(edit)])]
            edit = into[id(edit)]
        return edit

    for first, second in pairs:
        one, other = root(first), root(second)
        if one is not other:
            into[id(other)] = one
    groups: dict[int, _Edit] = {}
    for edit in edits:
        one = root(edit)
        if id(one) not in groups:
            groups[id(one)] = _Edit([], [], [])
        groups[id(one)].add(edit)
    return list(groups.values())


def _text(comparison: Comparison, spans: Iterable[_Span]) -> str:
    pieces = (comparison.reading.blocks[block].text[start:end] for block, start, end in spans)
    return " ".join(filter(None, map(str.strip, pieces)))


def _without(text: str, markers: Iterable[str]) -> str:
    for marker in markers:
        text = text.replace(marker, "", 1)
    return text.strip()


def _heading(comparison: Comparison, block: int) -> str:
    for index in range(block, -1, -1):
        found = comparison.reading.blocks[index]
        if found.kind == "heading":
            return f"{found.label} {found.text}".strip()
    return ""


def _called(revision: Revision) -> str:
    return revision.author or "somebody without a name"
