"""Two Word documents as one: the old text and the new, with every change as Word tracks it.

Accepting all changes gives the text of the new document, rejecting all that of the old.  Both are as `collation.word`
finished them, so that what is said of their form there holds here.  Rules of ECMA-376 Part 1: 17.13.5 (changes),
17.9 (lists), 17.11 (footnotes), 17.13.6 (bookmarks); Part 2: 9.3 (relationships), 10.1 (content types).
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final

from collation import archive, xml
from collation.diagnostics import CollationError
from collation.revise.paragraph import Changed, Node, Side, Who, local, made, shape, tag
from collation.revise.story import WORK, Story, old_lists

_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_IMAGE: Final = f"{_R}/image"
_DOCUMENT: Final = "word/document.xml"
_NOTES: Final = "word/footnotes.xml"
_HEADER: Final = "word/header1.xml"
_PASSING: Final = re.compile(r"cite-\d+")
"""Bookmarks that no link in a Word document leads to."""


_LONGEST: Final = 40
"""How many characters the name of a bookmark may have in Word."""


class RevisionError(CollationError):
    """Two versions cannot be compared; the message says why, for a person."""


@dataclass(frozen=True)
class Edition:
    """One version of the document.

    Attributes:
        data: the Word document.
        works: the citekey of each citation number.
    """

    data: bytes
    works: Mapping[int, str]


@dataclass(frozen=True)
class Tracked:
    """The document that has both, and what changed in it."""

    data: bytes
    changes: tuple[Changed, ...]


def track(old: Edition, new: Edition, who: Who) -> Tracked:
    """Return one document of two versions.

    Raises:
        RevisionError: if one of them is no Word document.
    """
    try:
        return _Tracking(_Document(old), _Document(new), who).run()
    except (archive.ArchiveError, xml.MarkupError, KeyError) as error:
        raise RevisionError(f"not a Word document that Collation wrote: {error}") from error


@dataclass
class _Document:
    """A document taken apart, its bookmarks brought into one form."""

    edition: Edition
    parts: dict[str, bytes] = field(init=False)
    roots: dict[str, Node] = field(init=False)
    side: Side = field(init=False)

    def __post_init__(self) -> None:
        self.parts = archive.unpack(self.edition.data)
        self.roots = {
            name: xml.parse(self.parts[name])
            for name in (_DOCUMENT, _NOTES, _HEADER, "word/numbering.xml")
            if name in self.parts
        }
        for name in (_DOCUMENT, _NOTES):
            _rename(self.roots[name], self.edition.works)
            _settle_bookmarks(self.roots[name])
        self.side = Side(self.edition.works, lists=dict(_lists(self.roots["word/numbering.xml"])))

    @property
    def body(self) -> Node:
        return self.roots[_DOCUMENT].find(tag("body"))

    @property
    def notes(self) -> dict[str, Node]:
        return {note.get(tag("id")): note for note in self.roots[_NOTES] if note.get(tag("type")) is None}

    @property
    def bookmarks(self) -> set[str]:
        starts = (start for name in (_DOCUMENT, _NOTES) for start in self.roots[name].iter(tag("bookmarkStart")))
        return {start.get(tag("name"), "").casefold() for start in starts}


def _rename(root: Node, works: Mapping[int, str]) -> None:
    """Call the items of the reference list by their works: in the other version a number may be that of another."""
    names = {
        f"ref-{number}": f"{WORK}{hashlib.sha256(citekey.encode()).hexdigest()[:16]}"
        for number, citekey in works.items()
    }
    for node, key in (
        (node, key) for node in root.iter(tag("bookmarkStart"), tag("hyperlink")) for key in ("name", "anchor")
    ):
        if node.get(tag(key)) in names:
            node.set(tag(key), names[node.get(tag(key))])


def _settle_bookmarks(root: Node) -> None:
    """Put each bookmark into the paragraph in which it starts, and leave out those that nothing leads to.

    What holds whole paragraphs is for links alone, which go to where it starts.
    """
    ends = {end.get(tag("id")): end for end in root.iter(tag("bookmarkEnd"))}
    for start in list(root.iter(tag("bookmarkStart"))):
        end = ends.pop(start.get(tag("id")), None)
        name = start.get(tag("name"), "")
        start.set(tag("id"), name)
        if end is not None:
            end.set(tag("id"), name)
        parent = start.getparent()
        is_whole = local(parent) == "p" and end is not None and end.getparent() is parent
        if is_whole and not _PASSING.fullmatch(name):
            continue
        following = parent if local(parent) == "p" else next(_paragraphs_after(start), None)
        for mark in (start, end):
            if mark is not None:
                mark.getparent().remove(mark)
        if following is not None and not _PASSING.fullmatch(name):
            place = 1 if following.find(tag("pPr")) is not None else 0
            while place < len(following) and local(following[place]).startswith("bookmark"):
                place += 1
            following.insert(place, start)
            following.insert(place + 1, made("bookmarkEnd", id=name))
    for end in ends.values():
        end.getparent().remove(end)


def _paragraphs_after(node: Node) -> Iterator[Node]:
    for sibling in node.itersiblings():
        yield from sibling.iter(tag("p"))


def _lists(numbering: Node) -> Iterator[tuple[str, object]]:
    looks = {item.get(tag("abstractNumId")): item for item in numbering.iterfind(tag("abstractNum"))}
    for number in numbering.iterfind(tag("num")):
        look = looks.get(number.find(tag("abstractNumId")).get(tag("val")))
        levels = () if look is None else tuple(shape(part) for part in look if local(part) not in ("nsid", "tmpl"))
        own = tuple(shape(part) for part in number if local(part) != "abstractNumId")
        yield number.get(tag("numId"), ""), (levels, own)


class _Tracking:
    def __init__(self, old: _Document, new: _Document, who: Who) -> None:
        self.old, self.new, self.who = old, new, who
        self.parts = dict(new.parts)
        self.kept_notes: list[Node] = []
        self.made_notes: dict[tuple[str, str], str] = {}
        known = new.bookmarks
        for name in (_DOCUMENT, _NOTES):
            for mark in list(old.roots[name].iter(tag("bookmarkStart"), tag("bookmarkEnd"))):
                if (mark.get(tag("name")) or mark.get(tag("id"), "")).casefold() in known:
                    mark.set(tag("shared"), "1")
        for name in (_DOCUMENT, _NOTES):
            self._carry_related(name)
        notes = [{name: shape_of_note(note, item.side) for name, note in item.notes.items()} for item in (old, new)]
        common = frozenset(notes[0].values()) & frozenset(notes[1].values())
        for item, said in zip((old, new), notes, strict=True):
            item.side.notes, item.side.known_notes = said, common
        self.story = Story(old.side, new.side, who, self._note, _identity)

    def run(self) -> Tracked:
        body = self.new.body
        sections = [node for node in body if local(node) == "sectPr"]
        before = [node for node in self.old.body if local(node) != "sectPr"]
        after = [node for node in body if local(node) != "sectPr"]
        merged = self.story.merged(before, after)
        for node in list(body):
            body.remove(node)
        body.extend([*merged, *sections])
        roots = {_DOCUMENT: self.new.roots[_DOCUMENT], _NOTES: self._notes_part()}
        if _HEADER in self.old.roots and _HEADER in self.new.roots:
            roots[_HEADER] = self._header()
        self._settle_lists(roots)
        self._carry_styles(roots)
        _number(list(roots.values()))
        for name, root in roots.items():
            self.parts[name] = xml.serialize(root)
        names = sorted(self.parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
        return Tracked(archive.pack({name: self.parts[name] for name in names}), tuple(self.story.changes))

    # --- footnotes ---------------------------------------------------------------------------------------------------

    def _note(self, old: str, new: str) -> str:
        """Merge two footnotes, or take over one; returns the identifier of what came of it."""
        before, after = self.old.notes.get(old), self.new.notes.get(new)
        if (old, new) in self.made_notes:
            return self.made_notes[old, new]
        identifier = str(len(self.made_notes) + 1)
        self.made_notes[old, new] = identifier
        note: Node = deepcopy(after if after is not None else before)
        note.set(tag("id"), identifier)
        contents = [[] if item is None else list(item) for item in (before, after)]
        for node in list(note):
            note.remove(node)
        if before is not None and after is not None:
            note.extend(self.story.merged(*contents))
        else:
            note.extend(self.story.whole_note(contents[0] or contents[1], "del" if after is None else "ins"))
        self.kept_notes.append(note)
        return identifier

    def _notes_part(self) -> Node:
        root = self.new.roots[_NOTES]
        for note in list(root):
            if note.get(tag("type")) is None:
                root.remove(note)
        root.extend(self.kept_notes)
        return root

    def _header(self) -> Node:
        root = self.new.roots[_HEADER]
        merged = self.story.merged(list(self.old.roots[_HEADER]), list(root))
        for node in list(root):
            root.remove(node)
        root.extend(merged)
        return root

    # --- what a text refers to ---------------------------------------------------------------------------------------

    def _carry_related(self, name: str) -> None:
        """Give pictures and addresses of the old text the names of the new, and bring what the new does not have."""
        path = f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels"
        if path not in self.old.parts:
            return
        before, after = xml.parse(self.old.parts[path]), xml.parse(self.parts[path])
        known = {self._content(item, self.new.parts): item.get("Id") for item in after}
        named = {item.get("Id"): item for item in before}
        renamed: dict[str, str] = {}
        for node in self.old.roots[name].iter():
            for key in (f"{{{_R}}}{key}" for key in ("id", "embed", "link")):
                identifier = node.get(key)
                if identifier in named and local(node) != "headerReference" and local(node) != "footerReference":
                    if identifier not in renamed:
                        content = self._content(named[identifier], self.old.parts)
                        if content not in known:
                            known[content] = self._brought(named[identifier], after, len(known))
                        renamed[identifier] = known[content]
                    node.set(key, renamed[identifier])
        self.parts[path] = xml.serialize(after)

    def _content(self, relationship: Node, parts: Mapping[str, bytes]) -> tuple[object, ...]:
        target = relationship.get("Target", "")
        content: object = target
        if relationship.get("Type") == _IMAGE and relationship.get("TargetMode") != "External":
            content = parts.get(f"word/{target}", target)
        return relationship.get("Type"), relationship.get("TargetMode"), content

    def _brought(self, relationship: Node, related: Node, count: int) -> str:
        identifier = f"rIdOld{count}"
        copy = deepcopy(relationship)
        copy.set("Id", identifier)
        target = relationship.get("Target", "")
        if relationship.get("Type") == _IMAGE and relationship.get("TargetMode") != "External":
            suffix = posixpath.splitext(target)[1]
            copy.set("Target", f"media/{identifier}{suffix}")
            self.parts[f"word/media/{identifier}{suffix}"] = self.old.parts[f"word/{target}"]
            self._declare(f"/word/media/{identifier}{suffix}", f"/word/{target}")
        related.append(copy)
        return identifier

    def _declare(self, name: str, like: str) -> None:
        """Say of a part what type it is: that which the old document said of it."""
        before, after = (xml.parse(parts["[Content_Types].xml"]) for parts in (self.old.parts, self.parts))
        for item in before.iter(f"{{{_TYPES}}}Override"):
            if item.get("PartName") == like:
                copy = deepcopy(item)
                copy.set("PartName", name)
                after.append(copy)
        self.parts["[Content_Types].xml"] = xml.serialize(after)

    def _settle_lists(self, roots: Mapping[str, Node]) -> None:
        """Say of each item of an old list to which it belongs now: the list that has most of its items, or its own."""
        best: dict[str, str] = {}
        for (before, after), _ in sorted(self.story.votes.items(), key=lambda item: (-item[1], item[0])):
            best.setdefault(before, after)
        numbering = self.new.roots["word/numbering.xml"]
        for number, name in [item for root in roots.values() for item in old_lists(root)]:
            if name not in best:
                best[name] = self._brought_list(numbering, name)
            number.set(tag("val"), best[name])
        self.parts["word/numbering.xml"] = xml.serialize(numbering)

    def _brought_list(self, numbering: Node, name: str) -> str:
        before = self.old.roots["word/numbering.xml"]
        found = next(item for item in before.iterfind(tag("num")) if item.get(tag("numId")) == name)
        look = found.find(tag("abstractNumId")).get(tag("val"))
        used = [int(item.get(tag("abstractNumId"))) for item in numbering.iterfind(tag("abstractNum"))]
        numbers = [int(item.get(tag("numId"))) for item in numbering.iterfind(tag("num"))]
        place = max(used) + 1
        for item in before.iterfind(tag("abstractNum")):
            if item.get(tag("abstractNumId")) == look:
                copy = deepcopy(item)
                copy.set(tag("abstractNumId"), str(place))
                for sign in copy.iterfind(tag("nsid")):  # Word takes lists of one sign for one (17.9.14)
                    sign.set(tag("val"), f"{0xC0110000 + place:08X}")
                numbering.insert(len(used), copy)
        copy = deepcopy(found)
        copy.set(tag("numId"), str(max(numbers) + 1))
        copy.find(tag("abstractNumId")).set(tag("val"), str(place))
        numbering.append(copy)
        return str(max(numbers) + 1)

    def _carry_styles(self, roots: Mapping[str, Node]) -> None:
        """Bring the styles of the old document that its text has and the new document has not."""
        before, after = (xml.parse(parts["word/styles.xml"]) for parts in (self.old.parts, self.parts))
        known = {style.get(tag("styleId")) for style in after.iterfind(tag("style"))}
        named = {style.get(tag("styleId")): style for style in before.iterfind(tag("style"))}
        kinds = [tag(kind) for kind in ("pStyle", "rStyle", "tblStyle")]
        wanted = [style.get(tag("val")) for root in roots.values() for style in root.iter(*kinds)]
        while wanted:
            name = wanted.pop()
            if name in known or name not in named:
                continue
            known.add(name)
            after.append(deepcopy(named[name]))
            wanted += [part.get(tag("val")) for part in named[name] if local(part) in ("basedOn", "next", "link")]
        self.parts["word/styles.xml"] = xml.serialize(after)


def shape_of_note(note: Node, side: Side) -> object:
    """Return what a footnote says, as a value; where it leads to is no part of that."""
    del side
    return tuple(
        (text.text or "") if local(text) == "t" else local(text)
        for text in note.iter(tag("t"), tag("p"), tag("tab"), tag("drawing"), tag("tbl"))
    )


def _identity(paragraph: Node) -> str:
    names = [start.get(tag("name"), "") for start in paragraph.iterchildren(tag("bookmarkStart"))]
    return names[0] if names else ""


def _settle_shared(root: Node) -> None:
    """Leave out the old bookmarks that the new document has in the same paragraph; the others get a name of their own.

    So a marker that is taken out leads to the item of the reference list that is taken out, once all is rejected.
    """
    homes = {
        start.get(tag("name")): next(start.iterancestors(tag("p")), None)
        for start in root.iter(tag("bookmarkStart"))
        if not start.get(tag("shared"))
    }
    moved: dict[str, str] = {}
    for mark in list(root.iter(tag("bookmarkStart"), tag("bookmarkEnd"))):
        if not mark.attrib.pop(tag("shared"), ""):
            continue
        name = mark.get(tag("id"), "")
        if homes.get(name) is next(mark.iterancestors(tag("p")), None):
            mark.getparent().remove(mark)
            continue
        moved[name] = f"was-{name}"[:_LONGEST]
        mark.set(tag("id"), moved[name])
        if mark.get(tag("name")):
            mark.set(tag("name"), moved[name])
    for link in root.iter(tag("hyperlink")):
        if link.get(tag("anchor")) in moved and len(link) and all(local(child) == "del" for child in link):
            link.set(tag("anchor"), moved[link.get(tag("anchor"))])


def _number(roots: Sequence[Node]) -> None:
    """Number bookmarks, changes and pictures from 1, in the order of the document."""
    count = 0
    names: dict[str, str] = {}
    pictures: Counter[str] = Counter()
    for root in roots:
        _settle_shared(root)
        for node in root.iter():
            kind: Any = local(node) if isinstance(node.tag, str) else ""
            if kind == "bookmarkStart":
                count += 1
                names[node.get(tag("id"))] = str(count)
                node.set(tag("id"), str(count))
            elif kind == "bookmarkEnd":
                node.set(tag("id"), names[node.get(tag("id"))])
            elif kind in ("ins", "del", "pPrChange"):
                count += 1
                node.set(tag("id"), str(count))
            elif kind in ("docPr", "cNvPr"):
                pictures[kind] += 1
                node.set("id", str(sum(pictures.values())))
        xml.etree().cleanup_namespaces(root, keep_ns_prefixes=[prefix for prefix in root.nsmap if prefix])
