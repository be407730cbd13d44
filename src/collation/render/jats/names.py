"""Personal names in their parts, where those can be told; where not, the name as it stands."""

from __future__ import annotations

from collation import chinese
from collation.document import names
from collation.model import Name
from collation.render.jats.elements import make
from collation.xml import Node


def of_byline(name: str, other: str = "", language: str = "") -> Node:
    """Return the name of an author, in the language whose code is given; `other` is the one in the other language."""
    parts = names.part(name, other)
    if parts is None:
        return make("string-name", name, lang=language)
    return _name(parts.order, parts.surname, parts.given, suffix=parts.suffix, language=language)


def of_entry(name: Name) -> Node:
    """Return a person, a body (`collab`) or `and others` (`etal`) of a bibliography entry."""
    if name.is_corporate:
        return make("collab", name.family)
    if name.family == "others" and not name.given:
        return make("etal")
    if chinese.HAN.search(name.family):
        parts = (name.family, name.given) if name.given else chinese.split_name(name.family)
        return _name("eastern", *parts) if parts else make("string-name", name.family)
    return _name("western", name.surname, name.given, suffix=name.suffix)


def _name(style: str, surname: str, given: str, *, suffix: str = "", language: str = "") -> Node:
    return make(
        "name",
        make("surname", surname),
        make("given-names", given) if given else None,
        make("suffix", suffix) if suffix else None,
        name_style=style,
        lang=language,
    )
