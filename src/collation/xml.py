"""The one door to lxml: XML and HTML are read without entities and network; one tree is always the same bytes."""

from __future__ import annotations

from functools import cache
from typing import Any

from collation import limits
from collation.diagnostics import CollationError

Node = Any
"""An element as lxml has it; lxml is not typed."""


class MarkupError(CollationError):
    """The bytes are no document; the message says why, for a person."""


@cache
def etree() -> Any:
    """Return lxml's module, which takes 20 ms to import: only what reads or writes XML pays for it."""
    from lxml import etree

    return etree


def parse(data: bytes, *, resolves_entities: bool = False) -> Node:
    """Read a document; nothing that it names is fetched.

    Args:
        data: the document.
        resolves_entities: whether an entity that the document defines itself becomes what it stands for, as far as
            libxml2 takes that for honest, or stays as it is.

    Returns:
        Its root element, as lxml has it.

    Raises:
        MarkupError: if it is not well-formed, or is larger or deeper than an honest document.
    """
    _limit(data)
    try:
        entities = "internal" if resolves_entities else False
        return etree().fromstring(data, etree().XMLParser(resolve_entities=entities, no_network=True))
    except etree().XMLSyntaxError as error:
        raise MarkupError(f"it is not well-formed XML: {error}") from error


def parse_html(data: bytes) -> Node:
    """Read an HTML page in UTF-8 as browsers do, mending what is not well-formed.

    Raises:
        MarkupError: if there is no page in it at all, or it is larger than an honest one.
    """
    from lxml import html

    _limit(data)
    try:
        return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree().LxmlError, ValueError) as error:
        raise MarkupError(f"it is no HTML page: {error}") from error


def _limit(data: bytes) -> None:
    """Raise a MarkupError for more markup than `limits` has."""
    if len(data) > limits.MARKUP:
        raise MarkupError(f"it has {len(data) >> 20} MiB of markup, more than any document needs")
    if data.count(b"<") > limits.TAGS:
        raise MarkupError(f"it has {data.count(b'<')} tags, more than any document needs")


def classes(element: Node) -> frozenset[str]:
    """Return the classes of an HTML element."""
    return frozenset((element.get("class") or "").split())


def serialize(root: Node, doctype: str | None = None) -> bytes:
    """Write a document in UTF-8, with its declaration; `doctype` is a whole one, as `<!DOCTYPE html>`."""
    standalone = None if doctype else True
    return bytes(etree().tostring(root, xml_declaration=True, encoding="UTF-8", standalone=standalone, doctype=doctype))
