"""SVG as one file of a package: nothing in it runs, nothing is fetched, and what is no drawing is left out."""

from __future__ import annotations

import re
from typing import Final

from collation import xml
from collation.xml import Node

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
# Words in a drawing may be HTML, and formulas MathML, in a `foreignObject`.
_SHOWN: Final = frozenset({_SVG, "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"})
_FETCHING: Final = frozenset({"href", f"{{{_XLINK}}}href", "src"})
_BLANK: Final = re.compile(r"\s")
_HERE: Final = re.compile(r"#|data:image/")
_IMPORT: Final = re.compile(r"@import\b[^;]*;?", re.IGNORECASE)
_FETCHED: Final = re.compile(r"""url\(\s*["']?(?!["']?(?:#|data:))[^)]*\)""", re.IGNORECASE)


def contained(data: bytes) -> bytes:
    """Return a drawing as a file that needs no other and that does nothing.

    Editors leave their own elements and attributes in it, and a reference to a DTD on the web; EPUB allows neither a
    reference to what is not in the package nor an identifier that occurs twice.

    Raises:
        MarkupError: if it is no SVG.
    """
    root = xml.parse(data, resolves_entities=True)
    if root.tag != f"{{{_SVG}}}svg":
        raise xml.MarkupError(f"it is not SVG: its root is {root.tag}")
    kept = {element.tag for element in root.iter() if isinstance(element.tag, str) and _is_shown(element)}
    others = {element.tag for element in root.iter()} - kept
    xml.etree().strip_elements(root, *others, with_tail=False)
    identifiers: set[str] = set()
    for element in root.iter():
        if element.tag == f"{{{_SVG}}}a":  # a picture on a page leads nowhere
            element.tag = f"{{{_SVG}}}g"
        if element.tag == f"{{{_SVG}}}style":
            element.text = _FETCHED.sub("none", _IMPORT.sub("", element.text or ""))
        for name, value in element.attrib.items():
            if not _is_harmless(name, value) or (name == "id" and (value in identifiers or _BLANK.search(value))):
                del element.attrib[name]
            elif "url(" in value:
                element.set(name, _FETCHED.sub("none", value))
        identifiers.add(element.get("id", ""))
    xml.etree().cleanup_namespaces(root)
    return xml.serialize(root)


def _is_shown(element: Node) -> bool:
    name = xml.etree().QName(element)
    return name.namespace in _SHOWN and name.localname not in ("script", "metadata")


def _is_harmless(name: str, value: str) -> bool:
    if name in _FETCHING:
        return _HERE.match(value) is not None
    namespace, _, local = name.rpartition("}")
    return namespace.lstrip("{") in ("", _XLINK, _XML) and not local.startswith("on")
