"""EPUB read back: the content documents in the order of the spine, and the navigation document (EPUB 3.3)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from collation import archive, xml
from collation.proof.html import Pages
from collation.proof.look import traits
from collation.proof.reading import Fault, Metadata, Place, Reading, UnreadableOutputError
from collation.xml import Node

_CONTAINER: Final = "META-INF/container.xml"
_NAMESPACES: Final = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_OTHERS: Final = (
    *("identifier", "description", "date", "publisher", "rights", "contributor", "source", "relation", "coverage"),
    *("type", "format"),
)
"""What else a package may say of itself, in the fifteen elements of Dublin Core."""
_MIMETYPE: Final = b"application/epub+zip"


def read(data: bytes) -> Reading:
    """Read a publication.

    Raises:
        UnreadableOutputError: if the bytes are no EPUB, or it has no package document.
    """
    try:
        return read_parts(archive.unpack(data))
    except archive.ArchiveError as error:
        raise UnreadableOutputError(str(error)) from error


def read_parts(parts: Mapping[str, bytes]) -> Reading:
    """Read a publication from its files by name.

    Raises:
        UnreadableOutputError: if they are no EPUB, or it has no package document.
    """
    package, name = _package(parts)
    faults = [] if parts.get("mimetype") == _MIMETYPE else [Fault("missing-part", "the file mimetype of an EPUB")]
    faults += [
        Fault("missing-part", f"the file {missing}")
        for missing in _manifest(package, name).values()
        if missing not in parts
    ]
    files = _manifest(package, name)
    faults += [
        Fault("missing-part", f"{files[item.get('idref', '')]} in the order of reading, for it is not linear")
        for item in package.iterfind("opf:spine/opf:itemref[@linear]", _NAMESPACES)
        if item.get("linear") != "yes" and item.get("idref") in files
    ]
    pages: dict[str, Node] = {}
    for document in _documents(package, name):
        if document not in parts:
            continue
        try:
            pages[document] = xml.parse(parts[document])
        except xml.MarkupError as error:
            faults.append(Fault("missing-part", f"{document} that can be read: {error}", Place(file=document)))
    read_back = Pages(pages, frozenset(parts))
    found = tuple(trait for page, root in pages.items() for trait in traits(root, page, parts))
    return Reading("epub", read_back.blocks, _metadata(package), (*faults, *read_back.faults), traits=found)


def documents(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the names of the content documents in reading order; one that is named may not be there.

    Raises:
        UnreadableOutputError: as `read_parts`.
    """
    return tuple(_documents(*_package(parts)))


def _package(parts: Mapping[str, bytes]) -> tuple[Node, str]:
    """Return the package document and its name."""
    try:
        root = xml.parse(_part(parts, _CONTAINER)).find(".//c:rootfile", _NAMESPACES)
        name = "" if root is None else root.get("full-path", "")
        return xml.parse(_part(parts, name)), name
    except xml.MarkupError as error:
        raise UnreadableOutputError(str(error)) from error


def _part(parts: Mapping[str, bytes], name: str) -> bytes:
    if name not in parts:
        raise UnreadableOutputError(f"it is no EPUB: it has no {name or 'package document'}")
    return parts[name]


def _manifest(package: Node, name: str) -> dict[str, str]:
    """Return the files of the manifest by identifier, as the archive names them."""
    folder = posixpath.dirname(name)
    return {
        item.get("id", ""): posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in package.iterfind("opf:manifest/opf:item", _NAMESPACES)
        if "://" not in item.get("href", "")
    }


def _documents(package: Node, name: str) -> Iterator[str]:
    """Yield the content documents in reading order; the contents come first unless the spine has them elsewhere."""
    files = _manifest(package, name)
    spine = [
        files[item.get("idref", "")]
        for item in package.iterfind("opf:spine/opf:itemref", _NAMESPACES)
        if item.get("idref") in files
    ]
    for item in package.iterfind("opf:manifest/opf:item", _NAMESPACES):
        if "nav" in (item.get("properties") or "").split() and files.get(item.get("id", "")) not in spine:
            yield files[item.get("id", "")]
    yield from dict.fromkeys(spine)


def _metadata(package: Node) -> Metadata:
    def said(name: str) -> list[Node]:
        return list(package.iterfind(f"opf:metadata/dc:{name}", _NAMESPACES))

    def texts(elements: list[Node]) -> tuple[str, ...]:
        return tuple("".join(element.itertext()).strip() for element in elements)

    titles, languages = texts(said("title")), texts(said("language"))
    others = {name: " ".join(texts(said(name))) for name in _OTHERS}
    others["second title"] = " ".join(titles[1:])
    return Metadata(
        title=titles[0] if titles else None,
        authors=texts(said("creator")),
        language=languages[0] if languages else None,
        keywords=texts(said("subject")),
        others=tuple((name, words) for name, words in others.items() if words),
    )
