"""What a PDF says of itself to programs, in either of its two places."""

from __future__ import annotations

import re
from typing import Final

from collation import tags, xml
from collation.proof.reading import Fault, Metadata, settled

_DUBLIN_CORE: Final = "{http://purl.org/dc/elements/1.1/}"
_ADOBE: Final = "{http://ns.adobe.com/pdf/1.3/}"
_ITEM: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"


def read_metadata(said: tags.Tags) -> tuple[Metadata, list[Fault]]:
    """Return what a file says of itself, and where its properties and its XMP metadata differ.

    Typst writes all authors as one text, and so all key words: they are parted where a comma and a blank follow each
    other, which no name and no word of ours has inside.
    """
    older = {
        "title": [said.properties["Title"]] if "Title" in said.properties else [],
        "authors": _listed(said.properties.get("Author", "")),
        "keywords": _listed(said.properties.get("Keywords", "")),
        "language": [said.language] if said.language else [],
    }
    newer = _packet(said.packet) if said.packet else {}
    found = {name: values or newer.get(name, []) for name, values in older.items()}
    metadata = Metadata(
        title=next(iter(found["title"]), None),
        authors=tuple(found["authors"]) or None,
        language=next(iter(found["language"]), None),
        keywords=tuple(found["keywords"]) or None,
    )
    faults = []
    for name, values in older.items():
        others = newer.get(name, [])
        if values and others and list(map(settled, values)) != list(map(settled, others)):
            detail = f"the {name} “{'; '.join(values)}” in one place and “{'; '.join(others)}” in another"
            faults.append(Fault("conflicting-metadata", detail))
    return metadata, faults


def _listed(value: str) -> list[str]:
    """Part names, or words, that a property holds as one text."""
    return [part.strip() for part in re.split(r",\s|[;，；]", value) if part.strip()]


def _packet(data: bytes) -> dict[str, list[str]]:
    """Read the XMP metadata (ISO 16684-1)."""
    try:
        root = xml.parse(data)
    except xml.MarkupError:
        return {}

    def items(name: str) -> list[str]:
        holders = root.iter(f"{_DUBLIN_CORE}{name}")
        return [" ".join((item.text or "").split()) for holder in holders for item in holder.iter(_ITEM)]

    creators = items("creator")
    keywords = "; ".join(element.text or "" for element in root.iter(f"{_ADOBE}Keywords"))
    return {
        "title": items("title")[:1],
        "authors": creators if len(creators) > 1 else _listed("".join(creators)),
        "keywords": _listed(keywords) or items("subject"),
        "language": items("language")[:1],
    }
