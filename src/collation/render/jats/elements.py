"""JATS elements: how they are made, and how a file of them is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from collation import xml
from collation.xml import Node

Content = str | Node | None
"""Text, an element, or nothing."""

XLINK = "http://www.w3.org/1999/xlink"
MATHML = "http://www.w3.org/1998/Math/MathML"
_XML = "http://www.w3.org/XML/1998/namespace"
_QUALIFIED = {"lang": f"{{{_XML}}}lang", "space": f"{{{_XML}}}space", "href": f"{{{XLINK}}}href"}
_NAMESPACES = {"xlink": XLINK, "mml": MATHML}

# XML 1.0 2.2: what no document can hold, not even escaped.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def make(tag: str, *content: Content, **attributes: str) -> Node:
    """Make an element; an attribute without value is left out, and an underscore in its name stands for a hyphen.

    `lang` and `space` are those of XML, `href` is that of XLink.
    """
    element = xml.etree().Element(tag, nsmap=_NAMESPACES)
    for name, value in attributes.items():
        if value:
            element.set(_QUALIFIED.get(name, name.replace("_", "-")), _FORBIDDEN.sub("", value))
    return fill(element, content)


def fill(element: Node, content: Iterable[Content]) -> Node:
    """Put text and elements behind what an element holds, and return it."""
    for item in content:
        if isinstance(item, str):
            words = _FORBIDDEN.sub("", item)
            if len(element):
                element[-1].tail = (element[-1].tail or "") + words
            else:
                element.text = (element.text or "") + words
        elif item is not None:
            element.append(item)
    return element


def is_empty(element: Node) -> bool:
    """Whether an element holds neither text nor elements."""
    return not len(element) and not (element.text or "").strip()


_OF_ELEMENTS = (
    "article front journal-meta article-meta article-categories subj-group title-group trans-title-group contrib-group "
    "contrib name name-alternatives aff-alternatives author-notes abstract trans-abstract kwd-group funding-group "
    "counts notes body sec back ack ref-list ref citation-alternatives element-citation person-group fig graphic "
    "table-wrap table-wrap-foot table colgroup thead tbody tr caption list list-item def-list def-item def fn-group fn "
    "disp-quote verse-group"
)
_STRUCTURE = frozenset(_OF_ELEMENTS.split())
"""Elements in which only elements stand, so that space between them is no text."""


def lay_out(element: Node, depth: int = 0) -> None:
    """Put each element of the structure on a line of its own; within text nothing is changed."""
    if element.tag not in _STRUCTURE or not len(element):
        return
    inner = "\n" + "  " * (depth + 1)
    element.text = inner
    for child in element:
        lay_out(child, depth + 1)
        child.tail = inner
    element[-1].tail = inner[:-2]
