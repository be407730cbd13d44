"""The tracked changes and the comments of a Word document (ECMA-376 Part 1, 17.13.4 and 17.13.5).

Which comments answer others, and which are settled, Word says in a part of its own ([MS-DOCX] 2.5.1, commentsExtended).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from collation.proof.docx_package import Package, name, tag, value
from collation.proof.reading import Revision, RevisionKind, settled
from collation.xml import Node

_KINDS: Final[Mapping[str, RevisionKind]] = {
    "w:ins": "insertion",
    "w:cellIns": "insertion",
    "w:del": "deletion",
    "w:cellDel": "deletion",
    "w:moveTo": "arrival",
    "w:moveFrom": "departure",
    **dict.fromkeys(
        (
            *("w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblPrExChange", "w:tblGridChange"),
            *("w:trPrChange", "w:tcPrChange", "w:numberingChange", "w:cellMerge"),
        ),
        "look",
    ),
}
_RANGES: Final = ("w:moveFromRangeStart", "w:moveToRangeStart", "w:moveFromRangeEnd", "w:moveToRangeEnd")
_TEXTS: Final = ("w:t", "w:delText")
_BREAKS: Final = ("w:tab", "w:br", "w:p")
_TRUE: Final = ("1", "true", "on")


@dataclass(frozen=True)
class Revisions:
    """The tracked changes and comments of a document.

    Attributes:
        found: all of them, in the order of the parts and of the text.
        changes: the index of each change in `found`, by its element.
        comments: the index of each comment, by the identifier that the text calls it by.
        ranges: the comments of which the text says where what they speak of ends.
    """

    found: tuple[Revision, ...] = ()
    changes: Mapping[Node, int] = field(default_factory=dict)
    comments: Mapping[str, int] = field(default_factory=dict)
    ranges: frozenset[int] = frozenset()


def find_revisions(package: Package) -> Revisions:
    """Return what was changed in a document since it began to keep track of changes, and what was remarked."""
    found: list[Revision] = []
    changes: dict[Node, int] = {}
    ended: set[str] = set()
    for part, root in package.texts():
        ended.update(value(end, "w:id") for end in root.iter(tag("w:commentRangeEnd")))
        for element, moved in _changes(root):
            changes[element] = len(found)
            found.append(_change(element, moved, part))
    comments: dict[str, int] = {}
    threads: list[tuple[Node, int]] = []
    for part, root in package.roots("comments"):
        for element in root.iter(tag("w:comment")):
            if value(element, "w:id") not in comments:
                comments[value(element, "w:id")] = len(found)
                threads.append((element, len(found)))
                found.append(replace(_of("comment", element, part), words=_words(element)))
    _thread(package, threads, found)
    ranges = frozenset(index for identifier, index in comments.items() if identifier in ended)
    return Revisions(tuple(found), changes, comments, ranges)


def _changes(root: Node) -> Iterator[tuple[Node, str]]:
    """Yield every tracked change of a part, and the name of the move to which it belongs."""
    opened: dict[str, dict[str, str]] = {"From": {}, "To": {}}
    for element in root.iter(*map(tag, (*_KINDS, *_RANGES))):
        kind = name(element)
        if kind in _RANGES:
            moves = opened["From" if "From" in kind else "To"]
            if kind.endswith("Start"):
                moves[value(element, "w:id")] = value(element, "w:name")
            else:
                moves.pop(value(element, "w:id"), None)
        elif name(element.getparent()) not in ("w:numPr", "m:ctrlPr"):  # these change a look
            names = opened.get(kind.removeprefix("w:move"), {})
            yield element, next(reversed(names.values()), "")


def _change(element: Node, moved: str, part: str) -> Revision:
    change = replace(_of(_KINDS[name(element)], element, part), name=moved)
    parent = element.getparent()
    if name(parent) == "w:rPr" and name(parent.getparent()) == "w:pPr":
        return change if change.kind == "look" else replace(change, thing="mark")
    if name(parent) in ("w:trPr", "w:tcPr") and change.kind != "look":
        is_row = name(parent) == "w:trPr"
        return replace(change, words=_words(parent.getparent()), thing="row" if is_row else "cell")
    return change if change.kind == "look" else replace(change, words=_words(element))


def _of(kind: RevisionKind, element: Node, part: str) -> Revision:
    return Revision(kind, value(element, "w:author").strip(), value(element, "w:date"), part=part)


def _words(element: Node) -> str:
    pieces = [
        (text.text or "") if name(text) in _TEXTS else " " for text in element.iter(*map(tag, (*_TEXTS, *_BREAKS)))
    ]
    return settled("".join(pieces))


def _thread(package: Package, comments: list[tuple[Node, int]], found: list[Revision]) -> None:
    """Say which comments answer others and which are settled: a comment is known by its last paragraph."""
    root = package.root("commentsExtended")
    if root is None:
        return
    known = {value(paragraph, "w14:paraId"): index for element, index in comments for paragraph in element}
    for item in root.iter(tag("w15:commentEx")):
        index = known.get(value(item, "w15:paraId"))
        if index is not None:
            answers = known.get(value(item, "w15:paraIdParent") or "-")
            is_settled = value(item, "w15:done").lower() in _TRUE
            found[index] = replace(found[index], answers=answers, is_settled=is_settled)
