"""The package of a Word document: which part is which, by relationships and not by names (ECMA-376 Part 2).

Documents that keep strictly to ISO/IEC 29500 name everything otherwise; they are read as if they were transitional.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Literal
from urllib.parse import unquote

from collation import archive, xml
from collation.proof.reading import Fault, Place, UnreadableOutputError
from collation.xml import Node

_NAMESPACES: Final[Mapping[str, str]] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
_URIS: Final[Mapping[str, str]] = {
    prefix: uri for uri, prefix in _NAMESPACES.items() if not uri.startswith("http://purl.oclc.org/")
}
_STRICT: Final = "http://purl.oclc.org/ooxml/"
# Relationships that may lead outside: a person follows a hyperlink, a program does not (Part 1, 15.3).
_FOLLOWED: Final = frozenset({"hyperlink"})
_BESIDE: Final = ("footnotes", "endnotes", "header", "footer", "comments")


@cache
def tag(name: str) -> str:
    """Return the name of an element or attribute as lxml has it: `w:p` with its whole namespace."""
    prefix, _, local = name.partition(":")
    return f"{{{_URIS[prefix]}}}{local}"


@cache
def _short(full: str) -> str:
    uri, _, local = full[1:].rpartition("}")
    return f"{_NAMESPACES.get(uri, '?')}:{local}"


def name(element: Node) -> str:
    """Return the name of an element with a short prefix, `?` for a namespace unknown here; "" of a comment."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def value(element: Node | None, attribute: str = "w:val") -> str:
    """Return an attribute of an element that may not be there; "" where there is none."""
    return "" if element is None else str(element.get(tag(attribute), ""))


@dataclass(frozen=True)
class Relationship:
    """What a part says of another: what it is to it, and where it is.

    Attributes:
        kind: the last word of its type, `styles` or `image`.
        target: the name of the part, or an address outside the package.
        is_external: which of the two.
    """

    kind: str
    target: str
    is_external: bool


class Parts:
    """The parts of a package of any Office program, and what is wrong with the package by itself.

    Args:
        data: the bytes of the file.

    Raises:
        UnreadableOutputError: if it is no package, or one that cannot be opened.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):  # an OLE compound file
            raise UnreadableOutputError(
                "it is protected by a password, or of a Word before 2007: save it as .docx without a password"
            )
        try:
            files = archive.unpack(data)
        except archive.ArchiveError as error:
            raise UnreadableOutputError(f"not a Word document: {error}") from error
        self._files = {part.casefold(): content for part, content in files.items()}
        self._roots: dict[str, Node | None] = {}
        self.names = tuple(files)
        self.faults: list[Fault] = []

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._files

    def bytes(self, part: str) -> bytes:
        """Return what is in a part that is there."""
        return self._files[part.casefold()]

    # --- relationships -----------------------------------------------------------------------------------------------

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """Return what a part (the package itself for "") is related to, by the identifiers that it uses."""
        return self._relationships.get(part.casefold(), {})

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that are of a kind to a part, and are there."""
        found = self.relationships(part).values()
        return [item.target for item in found if item.kind == kind and not item.is_external and item.target in self]

    @cached_property
    def _relationships(self) -> Mapping[str, Mapping[str, Relationship]]:
        found = {}
        for part in self.names:
            folder, file = posixpath.split(part)
            if posixpath.basename(folder).casefold() == "_rels" and file.casefold().endswith(".rels"):
                source = posixpath.join(posixpath.dirname(folder), file[: -len(".rels")])
                found[source.casefold()] = self._read_relationships(source, part)
        return found

    def _read_relationships(self, source: str, part: str) -> dict[str, Relationship]:
        found = {}
        root = self.tree(part)
        for element in () if root is None else root:
            target = element.get("Target") or ""
            is_external = element.get("TargetMode") == "External" or target.startswith("#")
            if not is_external:
                target = _resolved(source, target)
            kind = (element.get("Type") or "").rpartition("/")[2]
            found[element.get("Id") or ""] = Relationship(kind, target, is_external)
        return found

    # --- parts -------------------------------------------------------------------------------------------------------

    def properties(self, kind: str) -> Node | None:
        """Return the root of a part that is of a kind to the package, such as `core-properties`."""
        part = next(iter(self.related("", kind)), None)
        return None if part is None else self.tree(part)

    def tree(self, part: str) -> Node | None:
        """Return the root of a part that is there; one that cannot be read is a fault, and None."""
        key = part.casefold()
        if key not in self._roots:
            try:
                self._roots[key] = self._parsed(part)
            except xml.MarkupError as error:
                self._roots[key] = None
                self._fault("missing-part", f"{part} ({error})")
        return self._roots[key]

    def _parsed(self, part: str) -> Node:
        content = self._files[part.casefold()]
        root = xml.parse(content)
        if root.getroottree().docinfo.internalDTD is not None:  # Part 2, 8.2.5: it could hide text in entities
            raise xml.MarkupError("it declares a document type, which is not allowed in a Word document")
        if _STRICT.encode() in content:
            _loosen(root)
        return root

    def _fault(self, kind: Literal["missing-part", "external-resource"], detail: str, source: str = "") -> None:
        self.faults.append(Fault(kind, detail, Place(file=source)))


class Package(Parts):
    """The package of a Word document.

    Args:
        data: the bytes of the file.

    Raises:
        UnreadableOutputError: if it is no Word document, or one that cannot be opened.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        main = self.related("", "officeDocument")
        if not main:
            raise UnreadableOutputError("not a Word document: its package names no main part")
        self.main = main[0]
        try:
            self.document = self._roots[self.main.casefold()] = self._parsed(self.main)
        except xml.MarkupError as error:
            raise UnreadableOutputError(f"its main part {self.main} cannot be read: {error}") from error
        if name(self.document) != "w:document":
            raise UnreadableOutputError(f"not a Word document: its main part {self.main} is none")
        self._look_over()

    def texts(self) -> Iterator[tuple[str, Node]]:
        """Yield the parts that hold text, by name, with their roots."""
        yield self.main, self.document
        for kind in _BESIDE:
            yield from self.roots(kind)

    def root(self, kind: str) -> Node | None:
        """Return the root of the part that is of a kind to the document, or None where there is none."""
        return next((root for _, root in self.roots(kind)), None)

    def roots(self, kind: str) -> Iterator[tuple[str, Node]]:
        """Yield the parts of a kind, such as the headers, by name, with their roots."""
        for part in self.related(self.main, kind):
            root = self.tree(part)
            if root is not None:
                yield part, root

    def _look_over(self) -> None:
        """Find parts that are named and missing, and what would have to be fetched."""
        if "[Content_Types].xml" not in self:
            self._fault("missing-part", "[Content_Types].xml")
        for source, relationships in self._relationships.items():
            if source and source not in self:  # nothing uses them
                continue
            for item in relationships.values():
                if not item.is_external and item.target not in self:
                    self._fault("missing-part", item.target, source)
                elif item.is_external and item.kind not in _FOLLOWED:
                    self._fault("external-resource", item.target, source)


def _resolved(source: str, target: str) -> str:
    """Return the name of the part to which a relationship of a part leads (Part 2, 6.5.3.4 and RFC 3986, 5.2)."""
    path = unquote(target.partition("#")[0].replace("\\", "/"))
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")


def _loosen(root: Node) -> None:
    """Give every element and attribute of a strict document the name that it has in a transitional one."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag.startswith(f"{{{_STRICT}"):
            element.tag = _loosened(element.tag)
        for key, content in element.attrib.items():
            if key.startswith(f"{{{_STRICT}"):
                del element.attrib[key]
                element.set(_loosened(key), content)


@cache
def _loosened(full: str) -> str:
    uri, _, local = full[1:].rpartition("}")
    return f"{{{_URIS[_NAMESPACES[uri]]}}}{local}" if uri in _NAMESPACES else full
