"""Ways of damaging what is to be printed, before it is: every output then has it, and none differs from the document.

Only what does not believe the document can name it: the sources read by another reader, and the entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from collation.document.numbered import Document, ReferenceListItem

from . import DocumentDamage, NotHereError
from .shared import another_digit


def elements(node: Any, kind: str) -> Iterator[Any]:
    """Yield the elements of a kind, in their order."""
    if isinstance(node, dict) and node["t"] == kind:
        yield node
    for child in node.get("c", ()) if isinstance(node, dict) else node if isinstance(node, list | tuple) else ():
        yield from elements(child, kind)


def lose_a_letter(document: Document) -> Document:
    blocks = deepcopy(document.blocks)
    for paragraph in elements(blocks, "Para"):
        for word in elements(paragraph, "Str"):
            if len(word["c"]) > 4 and word["c"].isalpha():
                word["c"] = word["c"][:-1]
                return replace(document, blocks=blocks)
    raise NotHereError("a word")


def lose_a_paragraph(document: Document) -> Document:
    for index, block in enumerate(document.blocks):
        if block["t"] == "Para" and not any(elements(block, "Link")) and not any(elements(block, "Note")):
            return replace(document, blocks=document.blocks[:index] + document.blocks[index + 1 :])
    raise NotHereError("a paragraph without citations")


def number_as_another(document: Document) -> Document:
    blocks = deepcopy(document.blocks)
    for marker in elements(blocks, "Span"):
        links = list(elements(marker, "Link"))
        if "citation" in marker["c"][0][1] and len(links) == 1:
            number = another_digit(links[0]["c"][1][0]["c"])
            links[0]["c"][1][0]["c"] = number
            links[0]["c"][2][0] = f"#ref-{number}"
            return replace(document, blocks=blocks)
    raise NotHereError("a marker of one number")


def leave_out_the_volume(document: Document) -> Document:
    references = list(document.references)
    for index, item in enumerate(references):
        volume = document.manuscript.bibliography.by_citekey[item.citekey].value("volume")
        changed = _without(item, volume) if volume else item
        if changed != item:
            references[index] = changed
            return replace(document, references=tuple(references))
    raise NotHereError("a volume")


def _without(item: ReferenceListItem, volume: str) -> ReferenceListItem:
    inlines = deepcopy(item.inlines)
    for word in elements(inlines, "Str"):
        found = re.search(rf"(?<!\d){re.escape(volume)}(?=[(:：（])", word["c"])
        if found:
            word["c"] = word["c"][: found.start()] + word["c"][found.end() :]
            return replace(item, inlines=inlines)
    return item


DAMAGES: tuple[DocumentDamage, ...] = (
    DocumentDamage("lose a letter of the text before it is printed", "unprinted-source", lose_a_letter),
    DocumentDamage("lose a paragraph before it is printed", "unprinted-source", lose_a_paragraph),
    DocumentDamage("give a citation the number of another work", "misnumbered-marker", number_as_another),
    DocumentDamage("format an entry without its volume", "unprinted-datum", leave_out_the_volume),
)
