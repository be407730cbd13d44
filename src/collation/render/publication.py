"""What an EPUB says of itself: its package document, and its contents once more for readers of EPUB 2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

from collation import tree, xml
from collation.document import front_matter, names
from collation.document.labels import label
from collation.document.numbered import Document
from collation.project import Project
from collation.render import pictures
from collation.xml import Node

XHTML: Final = "http://www.w3.org/1999/xhtml"
MATHML: Final = "http://www.w3.org/1998/Math/MathML"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_OPF: Final = "http://www.idpf.org/2007/opf"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_NCX: Final = "http://www.daisy.org/z3986/2005/ncx/"
_CONTAINER: Final = "urn:oasis:names:tc:opendocument:xmlns:container"

_TYPES: Final = pictures.TYPES | {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".ncx": "application/x-dtbncx+xml",
}

# Characters that XML 1.0 has not (2.2); an entity such as `&#1;` can bring them into a text.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Publication:
    """What the package document, and the contents for readers of EPUB 2, say of the pages."""

    def __init__(
        self, document: Document, project: Project, pages: Mapping[str, Node], figures: Mapping[str, bytes]
    ) -> None:
        self.document = document
        self.pages = pages
        self.figures = figures
        self.matter = front_matter.data(document)
        self.title = title(document, project)
        self.has_formulas = any(map(_has_formulas, pages.values()))
        second = self.matter["lang-second"]
        self.is_bilingual = any(pages[name].xpath("//*[@lang=$second]", second=second) for name in ("front", "text"))
        self.identifier = front_matter.identifier(self.matter, self.title)

    def package(self, files: Iterable[str]) -> Node:
        """The package document (EPUB 3.3, 5): what the publication is, its files, and in which order they are read."""
        root = _root("package", {None: _OPF, "dc": _DC})
        root.attrib.update({"version": "3.0", "unique-identifier": "identifier", LANG: self.matter["lang"]})
        self._describe(_add(root, "metadata"))
        manifest = _add(root, "manifest")
        for name in files:
            stem, _, suffix = name.rpartition(".")
            item = _add(manifest, "item", id=_item(name), href=name, media_type=_TYPES[f".{suffix}"])
            page = self.pages.get(stem) if suffix == "xhtml" else None
            if page is not None:
                has = {"nav": stem == "nav", "mathml": _has_formulas(page)}
                if any(has.values()):
                    item.set("properties", " ".join(name for name, holds in has.items() if holds))
        spine = _add(root, "spine", toc=_item("toc.ncx"))
        for name in self.pages:
            if name != "nav":  # every reading system shows the contents in a place of its own
                _add(spine, "itemref", idref=_item(f"{name}.xhtml"))
        return root

    def _describe(self, metadata: Node) -> None:
        matter, first, second = self.matter, self.matter["lang"], self.matter["lang-second"]
        _add(metadata, "dc:identifier", self.identifier, id="identifier")
        _add(metadata, "dc:title", self.title, id="title", lang=first)
        _add(metadata, "meta", "main", refines="#title", property="title-type")
        if "title-second" in matter:
            _add(metadata, "dc:title", tree.plain_text(matter["title-second"]), lang=second)
        languages = (first, second) if self.is_bilingual else (first,)
        for language in languages:
            _add(metadata, "dc:language", language)
        for index, author in enumerate(matter["authors"], start=1):
            self._name(metadata, author, f"creator-{index}")
        for abstract in matter.get("abstracts", ()):
            _add(metadata, "dc:description", front_matter.summary(abstract), lang=abstract["lang"])
        for keywords in matter.get("keyword-lists", ()):
            for word in keywords["words"]:
                _add(metadata, "dc:subject", tree.plain_text(word), lang=keywords["lang"])
        if "date" in matter:
            _add(metadata, "dc:date", matter["date"])
        modified = datetime.fromtimestamp(self.document.timestamp, UTC)
        _add(metadata, "meta", f"{modified:%Y-%m-%dT%H:%M:%SZ}", property="dcterms:modified")
        self._describe_access(metadata, languages)

    def _name(self, metadata: Node, author: Mapping[str, Any], identifier: str) -> None:
        first, second = author["name"], author["name-second"]
        languages = self.matter["lang"], self.matter["lang-second"]
        name, language = (first, languages[0]) if first else (second, languages[1])
        refined = {"refines": f"#{identifier}"}
        _add(metadata, "dc:creator", name, id=identifier, lang=language)
        _add(metadata, "meta", "aut", **refined, property="role", scheme="marc:relators")
        _add(metadata, "meta", names.filed(name, second if first else ""), **refined, property="file-as")
        if first and second:
            _add(metadata, "meta", second, **refined, property="alternate-script", lang=languages[1])

    def _describe_access(self, metadata: Node, languages: Iterable[str]) -> None:
        """What the publication offers to whom (EPUB Accessibility 1.1, 2): only what holds for these very pages.

        That it conforms to WCAG is for a person to say, who has read it; so nothing says it here.
        """
        images = [image for page in self.pages.values() for image in page.iter(f"{{{XHTML}}}img")]
        are_described = all(image.get("alt") for image in images)
        features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
        sentences = ["accessible-structure"]
        if images:
            features += ["alternativeText"] if are_described else []
            sentences.append("accessible-images" if are_described else "inaccessible-images")
        if self.has_formulas:
            features.append("MathML")
            sentences.append("accessible-formulas")
        moves = any(_may_move(name, data) for name, data in self.figures.items())
        sufficient = ["textual"] if are_described else []
        values = [
            *(("accessMode", mode) for mode in (["textual", "visual"] if images else ["textual"])),
            *(("accessModeSufficient", modes) for modes in [*sufficient, *(["textual,visual"] if images else [])]),
            *(("accessibilityFeature", feature) for feature in features),
            ("accessibilityHazard", "unknown" if moves else "none"),
        ]
        for name, value in values:
            _add(metadata, "meta", value, property=f"schema:{name}")
        for language in languages:
            spoken = language.partition("-")[0]
            said = [label(spoken, name) for name in [*sentences, "accessibility-unclaimed"]]
            words = label(spoken, "sentence-separator").join(said)
            _add(metadata, "meta", words, property="schema:accessibilitySummary", lang=language)

    def contents(self) -> Node:
        """The contents as readers of EPUB 2 have them (OPF 2.0.1, 2.4.1)."""
        root = _root("ncx", {None: _NCX})
        root.attrib.update({"version": "2005-1", LANG: self.matter["lang"]})
        _add(_add(root, "head"), "meta", name="dtb:uid", content=self.identifier)
        _add(_add(root, "docTitle"), "text", self.title)
        items = self.pages["nav"].find(f".//{{{XHTML}}}nav[@role='doc-toc']/{{{XHTML}}}ol")
        self._points(_add(root, "navMap"), items, count(1))
        return root

    def _points(self, parent: Node, items: Node, numbers: Iterator[int]) -> None:
        for item in items:
            link, *nested = item
            number = str(next(numbers))
            point = _add(parent, "navPoint", id=f"point-{number}", playOrder=number)
            words = "".join(link.xpath(".//text()[not(ancestor::m:annotation)]", namespaces={"m": MATHML}))
            _add(_add(point, "navLabel"), "text", words)
            _add(point, "content", src=link.get("href"))
            for further in nested:
                self._points(point, further, numbers)


def title(document: Document, project: Project) -> str:
    """Return the title, which no publication may be without: the name of the file where there is none."""
    return tree.plain_text(front_matter.data(document)["title"]) or project.name


def container(package: str) -> Node:
    """META-INF/container.xml (EPUB 3.3, 4.2.6.3.1): where the package document is."""
    root = _root("container", {None: _CONTAINER})
    root.set("version", "1.0")
    _add(_add(root, "rootfiles"), "rootfile", full_path=package, media_type="application/oebps-package+xml")
    return root


def _root(name: str, namespaces: Mapping[str | None, str]) -> Node:
    return xml.etree().Element(f"{{{namespaces[None]}}}{name}", nsmap=dict(namespaces))


def _add(parent: Node, name: str, text: str = "", /, *, lang: str = "", **attributes: str) -> Node:
    """Add an element to one of the same namespace, or of Dublin Core; an underscore in a name stands for a hyphen."""
    namespace, _, local = name.rpartition(":")
    element = xml.etree().SubElement(parent, f"{{{parent.nsmap[namespace or None]}}}{local}")
    element.text = FORBIDDEN.sub("", text) or None
    for key, value in attributes.items():
        element.set(key.replace("_", "-"), value)
    if lang:
        element.set(LANG, lang)
    return element


def _item(name: str) -> str:
    return re.sub(r"[/.]", "-", name)


def _has_formulas(page: Node) -> bool:
    return next(page.iter(f"{{{MATHML}}}math"), None) is not None


def _may_move(name: str, data: bytes) -> bool:
    """Whether an image may move or flash: of SVG its words say it, of a GIF nothing but its pictures."""
    return name.endswith(".gif") or (
        name.endswith(".svg") and re.search(rb"<animate|<set\b|@keyframes", data) is not None
    )
