"""Ways of damaging an EPUB: those of a page, in whichever of its pages has the thing, and those of its package."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree, html

from collation import archive

from . import Damage, NotHereError
from .html import WAYS
from .shared import Change, parts_of

PACKAGE = "EPUB/package.opf"


def in_a_page(change: Change) -> Callable[[bytes], bytes]:
    """Make a damage of what is to be done to the root of the first page that has what is to be damaged."""

    def damage(data: bytes) -> bytes:
        parts = parts_of(data)
        pages = [name for name in parts if name.endswith(".xhtml")]
        for name in sorted(pages, key=lambda name: "front" in name):  # the text has more than the title page
            root = html.document_fromstring(parts[name], parser=html.HTMLParser(encoding="utf-8"))
            try:
                change(root)
            except NotHereError:
                continue
            changed = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>")
            return archive.pack({**parts, name: changed})
        raise NotHereError(change)

    return damage


def in_the_package(pattern: str, new: str) -> Callable[[bytes], bytes]:
    """Make a damage of what is to be written in the package document in place of the first stretch that fits."""

    def damage(data: bytes) -> bytes:
        parts = parts_of(data)
        changed = re.sub(pattern, new, parts[PACKAGE].decode(), count=1, flags=re.DOTALL)
        if changed.encode() == parts[PACKAGE]:
            raise NotHereError(pattern)
        return archive.pack({**parts, PACKAGE: changed.encode()})

    return damage


def without(suffix: str) -> Callable[[bytes], bytes]:
    """Make a damage of leaving out the first file of a kind."""

    def damage(data: bytes) -> bytes:
        parts = parts_of(data)
        name = next((name for name in parts if name.endswith(suffix)), None)
        if name is None:
            raise NotHereError(suffix)
        return archive.pack({other: part for other, part in parts.items() if other != name})

    return damage


def in_the_style_sheet(rule: str) -> Callable[[bytes], bytes]:
    """Make a damage of a rule that is put in behind all others."""

    def damage(data: bytes) -> bytes:
        parts = parts_of(data)
        name = next(name for name in parts if name.endswith(".css"))
        return archive.pack({**parts, name: parts[name] + rule.encode()})

    return damage


def before_the_page(data: bytes) -> bytes:
    """Lead the text to a style sheet before it begins."""
    parts = parts_of(data)
    name = next(name for name in parts if name.endswith("text.xhtml"))
    sheet = b'<?xml-stylesheet type="text/css" href="data:text/css,p%7Bopacity:0%7D"?><html'
    return archive.pack({**parts, name: parts[name].replace(b"<html", sheet, 1)})


_PACKAGE_WAYS = (
    ("change the title for programs", "changed-metadata", in_the_package(r"(<dc:title[^>]*>)[^<]", r"\1Q")),
    ("drop the title for programs", "changed-metadata", in_the_package(r"<dc:title id.*?</dc:title>", "")),
    ("change an author for programs", "changed-metadata", in_the_package(r"(<dc:creator[^>]*>)[^<]+", r"\1Nobody")),
    ("drop an author for programs", "changed-metadata", in_the_package(r"<dc:creator.*?</dc:creator>", "")),
    ("change the language for programs", "changed-metadata", in_the_package(r"(<dc:language>)[^<]+", r"\1fr")),
    ("change a key word for programs", "changed-metadata", in_the_package(r"(<dc:subject[^>]*>)[^<]+", r"\1nothing")),
    ("drop a key word for programs", "changed-metadata", in_the_package(r"<dc:subject.*?</dc:subject>", "")),
    ("hide raised characters", "changed-look", in_the_style_sheet("sup { display: none }")),
    ("print a number behind each paragraph", "changed-look", in_the_style_sheet('p::after { content: "[99]" }')),
    ("put in a style sheet before the page", "changed-look", before_the_page),
    (
        "take the text out of the order of reading",
        "missing-part",
        in_the_package(r'(idref="text-xhtml")', r'\1 linear="no"'),
    ),
    ("change the identifier", "changed-metadata", in_the_package(r"(<dc:identifier[^>]*>)[^<]+", r"\1urn:isbn:0")),
    ("name a publisher", "changed-metadata", in_the_package("(</metadata>)", r"<dc:publisher>Nobody</dc:publisher>\1")),
    ("claim rights", "changed-metadata", in_the_package("(</metadata>)", r"<dc:rights>All reserved</dc:rights>\1")),
    ("change the abstract for programs", "changed-metadata", in_the_package(r"(<dc:description[^>]*>)[^<]", r"\1Q")),
    ("leave out a page", "missing-part", without("text.xhtml")),
    ("leave out a picture", "missing-part", without(".svg")),
    ("leave out the style sheet", "missing-part", without(".css")),
    ("leave out the package document", "unreadable-output", without(".opf")),
)
_OF_THE_PACKAGE = {name for name, _, _ in _PACKAGE_WAYS}

DAMAGES: tuple[Damage, ...] = (
    *(Damage(name, code, in_a_page(change)) for name, code, change in WAYS if name not in _OF_THE_PACKAGE),
    *(Damage(name, code, damage) for name, code, damage in _PACKAGE_WAYS),
)
