"""The one door to lxml: XML is read without entities and without a network; one tree is always the same bytes."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def etree() -> Any:
    """Return lxml's module, which takes 20 ms to import: only what reads or writes XML pays for it."""
    from lxml import etree

    return etree


def parse(data: bytes) -> Any:
    """Read a document; entities that it defines itself stay unresolved, and nothing that it names is fetched.

    Returns:
        Its root element, as lxml has it.

    Raises:
        lxml.etree.XMLSyntaxError: if it is not well formed.
    """
    return etree().fromstring(data, etree().XMLParser(resolve_entities=False, no_network=True))


def serialize(root: Any, doctype: str | None = None) -> bytes:
    """Write a document in UTF-8, with its declaration; `doctype` is a whole one, as `<!DOCTYPE html>`."""
    standalone = None if doctype else True
    return bytes(etree().tostring(root, xml_declaration=True, encoding="UTF-8", standalone=standalone, doctype=doctype))
