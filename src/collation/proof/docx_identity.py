"""Who a Word document names beside its text: in its properties, comments, tracked changes, and in paths of files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from collation.proof.docx_package import Package, Parts, name, tag, value
from collation.proof.reading import Trace, UnreadableOutputError

_CORE: Final = {"creator": "author", "contributor": "contributor", "lastModifiedBy": "last editor"}
_APP: Final = {"Company": "company", "Manager": "manager"}
_FOLDER: Final = re.compile(r"[\\/](?:Users|home|Documents and Settings)[\\/]([^\\/]+)", re.IGNORECASE)
"""The folder of a person, which Windows, macOS and Linux call by the account."""

_FETCHED: Final = re.compile(r"https?:", re.IGNORECASE)
_PACKAGE: Final = re.compile(r"\.(?:doc|xls|ppt)[xm]$", re.IGNORECASE)

_Found = tuple[str, str, str]
"""A part, a role and a name."""


def identity(data: bytes) -> tuple[Trace, ...]:
    """Return every place of a document, its text excepted, where the name of a person stands or may stand.

    Properties that an author invented are all returned, for nobody else knows which of them is a name.  Pictures may
    carry names too, in formats of their own, and are not looked into.

    Raises:
        UnreadableOutputError: if the bytes are no Word document.
    """
    counted = Counter(_found(Package(data), is_inner=False))
    return tuple(sorted(Trace(*found, count) for found, count in counted.items()))


def _found(package: Parts, *, is_inner: bool) -> Iterator[_Found]:
    yield from _properties(package)
    yield from _paths(package)
    yield from ((part, "picture of the first page", "") for part in package.related("", "thumbnail"))
    for part in package.names:
        if part.casefold().endswith(".xml"):
            yield from _in_text(package, part)
        elif _PACKAGE.search(part) and not is_inner:  # the workbook behind a chart has an author of its own
            try:
                inner = Parts(package.bytes(part))
            except UnreadableOutputError:
                continue
            yield from ((f"{part}/{place}", role, who) for place, role, who in _found(inner, is_inner=True))


def _properties(package: Parts) -> Iterator[_Found]:
    for kind, roles in (("core-properties", _CORE), ("extended-properties", _APP)):
        for part in package.related("", kind):
            root = package.tree(part)
            for element in () if root is None else root:
                role = roles.get(name(element).partition(":")[2])
                for who in re.split("[;；]", element.text or "") if role else ():
                    if who.strip():
                        yield part, str(role), who.strip()
    for part in package.related("", "custom-properties"):
        root = package.tree(part)
        for element in () if root is None else root:
            if words := "".join(element.itertext()).strip():
                yield part, f"property {element.get('name') or ''}", words


def _in_text(package: Parts, part: str) -> Iterator[_Found]:
    """Yield who is named in the markup of a text: of comments, of tracked changes, of the list of people."""
    root = package.tree(part)
    if root is None:
        return
    for element in root.iter(tag("w:comment")):
        yield from _named(part, "initials of a comment", value(element, "w:initials"))
    for who in root.xpath("//@w:author", namespaces={"w": tag("w:p")[1:-2]}):
        kind = "comment" if name(who.getparent()) == "w:comment" else "tracked change"
        yield from _named(part, kind, str(who))
    for person in root.iter(tag("w15:person")):
        yield from _named(part, "person", value(person, "w15:author"))
        for presence in person.iter(tag("w15:presenceInfo")):
            yield from _named(part, "account", value(presence, "w15:userId"))
    for element in root.iter(tag("wp:docPr"), tag("pic:cNvPr")):
        for words in (element.get("descr") or "", element.get("name") or ""):
            yield from _folders(part, words)


def _named(part: str, role: str, who: str) -> Iterator[_Found]:
    if who.strip():
        yield part, role, who.strip()


def _paths(package: Parts) -> Iterator[_Found]:
    for part in package.names:
        for related in package.relationships(part).values():
            if related.is_external:
                yield from _folders(part, unquote(related.target))


def _folders(part: str, path: str) -> Iterator[_Found]:
    if not _FETCHED.match(path):
        yield from ((part, "folder of a person", who) for who in _FOLDER.findall(path))
