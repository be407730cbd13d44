"""Reads the outputs back, each by a library that has no part in writing it."""

from __future__ import annotations

import ctypes
import io
import re
import zipfile
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import lxml.html
import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPF = "http://www.idpf.org/2007/opf"
OPS = "http://www.idpf.org/2007/ops"
XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
NAMESPACES = {
    "w": W,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}
MARKER = re.compile(r"\[(\d+(?:[,-]\d+)*)\]")
ITEM = re.compile(r"\[(\d+)\]\s*(.*)", re.DOTALL)


def squeezed(text: str) -> str:
    """Text without spaces, which no two formats set alike, and without the hyphens at which lines were parted."""
    return re.sub(r"[\s\u00ad\u2060\ufffe]+", "", text)


def numbers(text: str) -> list[str]:
    """What stands in the brackets of each marker."""
    return MARKER.findall(text)


class Pdf:
    """A PDF as PDFium shows it."""

    def __init__(self, data: bytes) -> None:
        self.document = pypdfium2.PdfDocument(data)
        self.pages = [page.get_textpage().get_text_range() for page in self.document]

    @cached_property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def metadata(self) -> dict[str, str]:
        return dict(self.document.get_metadata_dict())

    @property
    def language(self) -> str:
        size = pdfium.FPDFCatalog_GetLanguage(self.document.raw, None, 0)
        buffer = (pdfium.FPDF_WCHAR * (size // 2))()
        pdfium.FPDFCatalog_GetLanguage(self.document.raw, buffer, size)
        return bytes(buffer).decode("utf-16-le").rstrip("\0")

    def runs(self) -> Iterator[tuple[str, str, bool]]:
        """Each piece of text with the name of its font, and whether that font is in the file."""
        for page in self.document:
            text_page = page.get_textpage()
            for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=9):
                font = pdfium.FPDFTextObj_GetFont(item.raw)
                size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(size)
                pdfium.FPDFFont_GetBaseFontName(font, name, size)
                length = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
                shown = (pdfium.FPDF_WCHAR * (length // 2))()
                pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, shown, length)
                text = bytes(shown).decode("utf-16-le").rstrip("\0")
                yield text, name.value.decode(), bool(pdfium.FPDFFont_GetIsEmbedded(font))

    @property
    def is_tagged(self) -> bool:
        return bool(pdfium.FPDFCatalog_IsTagged(self.document.raw))

    def alternatives(self) -> Iterator[str]:
        """The words that stand for the figures, for those who listen."""

        def walk(element: Any) -> Iterator[str]:
            size = pdfium.FPDF_StructElement_GetType(element, None, 0)
            kind = ctypes.create_string_buffer(size)
            pdfium.FPDF_StructElement_GetType(element, kind, size)
            if kind.raw.decode("utf-16-le").rstrip("\0") == "Figure":
                size = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
                words = ctypes.create_string_buffer(size)
                pdfium.FPDF_StructElement_GetAltText(element, words, size)
                yield words.raw.decode("utf-16-le").rstrip("\0")
            for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
                if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
                    yield from walk(child)

        for page in self.document:
            structure = pdfium.FPDF_StructTree_GetForPage(page.raw)
            for index in range(pdfium.FPDF_StructTree_CountChildren(structure)):
                yield from walk(pdfium.FPDF_StructTree_GetChildAtIndex(structure, index))
            pdfium.FPDF_StructTree_Close(structure)

    def links(self) -> Iterator[tuple[str, str]]:
        """The text of each link inside the document, and the number of the list item that stands where it leads."""
        for text, target in self._destinations():
            yield text, self._item(target)

    def cross_references(self) -> Iterator[tuple[str, int]]:
        """The text of each link to something that is no list item, and the index of the page that it leads to."""
        for text, target in self._destinations():
            if not text.isdigit():
                yield text, pdfium.FPDFDest_GetDestPageIndex(self.document.raw, target)

    def _destinations(self) -> Iterator[tuple[str, Any]]:
        for page in self.document:
            text_page = page.get_textpage()
            position = ctypes.c_int(0)
            link = pdfium.FPDF_LINK()
            while pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
                target = pdfium.FPDFLink_GetDest(self.document.raw, link)
                area = pdfium.FS_RECTF()
                pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(area))
                if target:
                    text = text_page.get_text_bounded(area.left, area.bottom, area.right, area.top)
                    yield text.strip(), target

    def _item(self, target: Any) -> str:
        page = self.document[pdfium.FPDFDest_GetDestPageIndex(self.document.raw, target)]
        has = [pdfium.FPDF_BOOL() for _ in range(3)]
        at = [pdfium.FS_FLOAT() for _ in range(3)]
        pdfium.FPDFDest_GetLocationInPage(target, *map(ctypes.byref, has), *map(ctypes.byref, at))
        x, y = at[0].value, at[1].value
        text_page = page.get_textpage()
        for item in re.finditer(r"(?m)^\[(\d+)\] ", text_page.get_text_range()):
            left, _, _, top = text_page.get_charbox(item.start())
            # The place is where the text of the item begins: right of its number, a line's height above its letters.
            if 0 <= x - left < 30 and 0 <= y - top < 14:
                return item[1]
        return ""


class Html:
    """A page as a browser's parser sees it."""

    def __init__(self, data: bytes) -> None:
        self.source = data.decode()
        self.root = lxml.html.document_fromstring(self.source)

    def select(self, path: str) -> list[Any]:
        return list(self.root.xpath(path))

    def one(self, path: str) -> Any:
        (found,) = self.select(path)
        return found

    @staticmethod
    def words(element: Any) -> str:
        return " ".join(element.text_content().split())

    @property
    def text(self) -> str:
        return self.words(self.one("//main"))

    @property
    def markers(self) -> list[str]:
        """What stands in the brackets, in the order of the page; the footnotes stand at its end."""
        spans = self.select("//*[contains(concat(' ', @class, ' '), ' citation ')]")
        return [found for span in spans for found in numbers(self.words(span))]

    @property
    def references(self) -> list[tuple[str, str]]:
        """The number and the text of each item of the list."""
        items = self.select("//*[@id='refs']/*[contains(@class, 'csl-entry')]")
        return [
            (
                self.words(item.xpath(".//*[@class='reference-number']")[0]),
                self.words(item.xpath(".//*[@class='reference-text']")[0]),
            )
            for item in items
        ]


class Epub(Html):
    """An EPUB as a reader sees it: its pages one after another; `archive`, `package` and `pages` are what it is made of."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.package = etree.fromstring(self.archive.read("EPUB/package.opf"))
        parts = {name: self.archive.read(f"EPUB/{name}") for name in self._files("application/xhtml+xml")}
        self.pages = {name: etree.fromstring(part) for name, part in parts.items()}
        items = {item.get("id"): item.get("href") for item in self.meta("//opf:item")}
        self.spine = [items[item.get("idref")] for item in self.meta("//opf:itemref")]
        mains = [main for name in self.spine for main in self.pages[name].iterfind("{*}body/*")]
        bodies = "".join(etree.tostring(main, method="html", encoding="unicode") for main in mains)
        self.source = f"<html><body>{bodies}</body></html>"
        self.root = lxml.html.document_fromstring(self.source)

    def _files(self, kind: str) -> list[str]:
        return [item.get("href") for item in self.meta("//opf:item") if item.get("media-type") == kind]

    def meta(self, path: str) -> list[Any]:
        """What the package document says; `opf`, `dc` are its namespaces."""
        return list(self.package.xpath(path, namespaces={"opf": OPF, "dc": NAMESPACES["dc"]}))

    def said(self, name: str) -> list[str]:
        """The values of one kind of metadata, `dc:title` or the property of a `meta` such as `dcterms:modified`."""
        path = f"//{name}/text()" if name.startswith("dc:") else f"//opf:meta[@property='{name}']/text()"
        return self.meta(path)

    def on(self, page: str, path: str) -> list[Any]:
        """What a path finds on one page; `h` stands for XHTML, `m` for MathML."""
        return list(self.pages[page].xpath(path, namespaces={"h": XHTML, "m": MATHML, "epub": OPS}))

    def text_of(self, page: str) -> str:
        """The words of one page."""
        return " ".join("".join(self.pages[page].find("{*}body").itertext()).split())

    @property
    def navigation(self) -> list[tuple[str, str]]:
        """The words and the target of each entry of the contents."""
        links = self.on("nav.xhtml", "//h:nav[@epub:type='toc']//h:a")
        return [(" ".join("".join(link.itertext()).split()), link.get("href")) for link in links]


class Docx:
    """A Word document as XML."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.document = self.part("word/document.xml")

    def part(self, name: str) -> Any:
        return etree.fromstring(self.archive.read(name))

    def select(self, path: str, root: Any = None) -> list[Any]:
        return list((self.document if root is None else root).xpath(path, namespaces=NAMESPACES))

    @staticmethod
    def words(element: Any) -> str:
        """The text that is shown: that of fields and links too, a tab as a space."""
        shown = []
        for node in element.iter(f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}br"):
            if node.getparent().tag == f"{{{W}}}r":  # not a tab stop of a paragraph's properties
                shown.append(node.text or "" if node.tag == f"{{{W}}}t" else " ")
        return "".join(shown)

    def paragraphs(self, style: str) -> list[str]:
        return [self.words(item) for item in self.select(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")]

    @property
    def text(self) -> str:
        return "\n".join(self.words(item) for item in self.select("//w:p"))

    @property
    def markers(self) -> list[str]:
        body = "\n".join(self.words(item) for item in self.select("//w:p[not(w:pPr/w:pStyle/@w:val='ReferenceItem')]"))
        return numbers(body)

    @property
    def references(self) -> list[tuple[str, str]]:
        return [
            (number, text) for number, _, text in (item.partition(" ") for item in self.paragraphs("ReferenceItem"))
        ]

    @property
    def bookmarks(self) -> list[str]:
        names = [f"{{{W}}}name"]
        parts = [self.document, self.part("word/footnotes.xml")]
        return [item.get(names[0]) for part in parts for item in self.select("//w:bookmarkStart", part)]


class Jats:
    """An article as a program reads it."""

    LANG = "{http://www.w3.org/XML/1998/namespace}lang"
    HREF = "{http://www.w3.org/1999/xlink}href"

    def __init__(self, data: bytes) -> None:
        self.root = etree.fromstring(data)

    def select(self, path: str, root: Any = None) -> list[Any]:
        return list((self.root if root is None else root).xpath(path))

    def one(self, path: str, root: Any = None) -> Any:
        (found,) = self.select(path, root)
        return found

    def words(self, element: Any) -> str:
        """The text that is shown: a formula once, a description not, and each language of a caption behind its label."""
        return " ".join("".join(self._shown(element)).split())

    def _shown(self, element: Any) -> Iterator[str]:
        if element.tag in ("tex-math", "alt-text", "element-citation"):
            return
        yield element.text or ""
        children = list(element)
        if element.tag in ("fig", "table-wrap"):
            children.sort(key=lambda child: (child.tag not in ("label", "caption"), child.get(self.LANG, "")))
        for child in children:
            yield from self._shown(child)
            yield child.tail or ""

    def texts(self, path: str, root: Any = None) -> list[str]:
        return [self.words(element) for element in self.select(path, root)]

    @property
    def text(self) -> str:
        return self.words(self.root)

    @property
    def markers(self) -> list[str]:
        """What stands in the brackets, in the order of the text; the footnotes stand at its end."""
        found = self.texts("//*[self::sup or self::named-content][xref/@ref-type='bibr']")
        return [number for marker in found for number in numbers(marker)]

    @property
    def references(self) -> list[tuple[str, str]]:
        return [
            (self.words(self.one("label", item)), self.words(self.one(".//mixed-citation", item)))
            for item in self.select("//ref-list/ref")
        ]
