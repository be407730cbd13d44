"""Accepting and rejecting tracked changes, written for the tests alone from ECMA-376 Part 1, 17.13.5."""

from __future__ import annotations

import hashlib
import io
import zipfile
from copy import deepcopy

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class Package:
    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            self.parts = {name: opened.read(name) for name in opened.namelist()}

    def root(self, name: str):
        return etree.fromstring(self.parts[f"word/{name}.xml"])

    def target(self, part: str, identifier: str) -> str:
        for item in etree.fromstring(self.parts[f"word/_rels/{part}.xml.rels"]):
            if item.get("Id") == identifier:
                name = f"word/{item.get('Target')}"
                return hashlib.sha256(self.parts[name]).hexdigest()[:8] if name in self.parts else item.get("Target")
        raise AssertionError(identifier)

    def list_look(self, identifier: str) -> str:
        numbering = self.root("numbering")
        number = numbering.find(f"{W}num[@{W}numId='{identifier}']")
        look = number.find(f"{W}abstractNumId").get(f"{W}val")
        levels = numbering.find(f"{W}abstractNum[@{W}abstractNumId='{look}']").iter(f"{W}lvlText", f"{W}numFmt")
        return "/".join(level.get(f"{W}val") for level in levels)


def settle(root, *, accepts: bool):
    """Return a part in which every change is made, or none."""
    root = deepcopy(root)
    gone, kept = (f"{W}del", f"{W}ins") if accepts else (f"{W}ins", f"{W}del")
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{gone}") is not None:
            row.getparent().remove(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for change in list(root.iter(f"{W}pPrChange")):
        properties = change.getparent()
        properties.remove(change)
        if not accepts:
            mark = properties.find(f"{W}rPr")
            for part in list(properties):
                properties.remove(part)
            properties.extend([*change[0], *([] if mark is None else [mark])])
    for node in list(root.iter(gone)):
        if node.getparent().tag != f"{W}rPr":
            node.getparent().remove(node)
    for node in list(root.iter(kept)):
        parent = node.getparent()
        place = parent.index(node)
        parent.remove(node)
        if parent.tag not in (f"{W}rPr", f"{W}trPr"):
            parent[place:place] = list(node)
    for link in [link for link in root.iter(f"{W}hyperlink") if not len(link)]:
        link.getparent().remove(link)
    for paragraph in list(root.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr/{gone}")
        if mark is None:
            continue
        content = [node for node in paragraph if node.tag != f"{W}pPr"]
        following = paragraph.getnext()
        if following is not None and following.tag == f"{W}p":
            place = 1 if following.find(f"{W}pPr") is not None else 0
            following[place:place] = content
            paragraph.getparent().remove(paragraph)
        elif not any(node.tag not in (f"{W}bookmarkStart", f"{W}bookmarkEnd") for node in content):
            paragraph.getparent().remove(paragraph)
    for node in root.iter(f"{W}delText"):
        node.tag = f"{W}t"
    for node in root.iter(f"{W}delInstrText"):
        node.tag = f"{W}instrText"
    return root


def story(root, package: Package, part: str, notes) -> list[object]:
    """Return what a reader sees of a text: of each paragraph its style, its list and its pieces, of tables their cells."""
    found: list[object] = []
    for node in root:
        if node.tag == f"{W}p":
            found.append(paragraph(node, package, part, notes))
        elif node.tag == f"{W}tbl":
            found.append(
                [
                    [story(cell, package, part, notes) for cell in row.findall(f"{W}tc")]
                    for row in node.findall(f"{W}tr")
                ]
            )
    return found


def paragraph(node, package: Package, part: str, notes) -> object:
    style = node.find(f"{W}pPr/{W}pStyle")
    number = node.find(f"{W}pPr/{W}numPr/{W}numId")
    level = node.find(f"{W}pPr/{W}numPr/{W}ilvl")
    listed = "" if number is None else f"{package.list_look(number.get(f'{W}val'))} {level.get(f'{W}val')}"
    pieces: list[object] = []
    for run in node.iter(f"{W}r", f"{M}oMath"):
        if run.tag == f"{M}oMath":
            pieces.append(("math", "".join(run.itertext())))
            continue
        look = run.find(f"{W}rPr")
        set_as = [] if look is None else sorted(child.tag[len(W) :] for child in look if child.tag != f"{W}rFonts")
        for child in run:
            if child.tag in (f"{W}t", f"{W}instrText"):
                last = pieces[-1] if pieces else None
                if isinstance(last, list) and last[0] == set_as:
                    last[1] += child.text or ""
                else:
                    pieces.append([set_as, child.text or ""])
            elif child.tag == f"{W}footnoteReference":
                pieces.append(("note", story(notes[child.get(f"{W}id")], package, "footnotes", notes)))
            elif child.tag == f"{W}drawing":
                pieces += [("picture", package.target(part, blip.get(f"{R}embed"))) for blip in child.iter(f"{A}blip")]
            elif child.tag in (f"{W}tab", f"{W}br"):
                pieces.append(child.tag[len(W) :])
    return ["" if style is None else style.get(f"{W}val"), listed, pieces]


def text_of(data: bytes, *, accepts: bool = True) -> list[object]:
    """Return what a document says once every change in it is accepted, or rejected."""
    package = Package(data)
    notes = {note.get(f"{W}id"): note for note in settle(package.root("footnotes"), accepts=accepts)}
    body = settle(package.root("document"), accepts=accepts).find(f"{W}body")
    header = settle(package.root("header1"), accepts=accepts)
    return [story(body, package, "document", notes), story(header, package, "header1", notes)]


def links_of(data: bytes, *, accepts: bool) -> dict[str, list[str]]:
    """Return to the text of which paragraph each link in the text leads, by the words of the link."""
    root = settle(Package(data).root("document"), accepts=accepts)
    homes = {}
    for start in root.iter(f"{W}bookmarkStart"):
        home = next(start.iterancestors(f"{W}p"), None)
        home = (
            home if home is not None else next((p for node in start.itersiblings() for p in node.iter(f"{W}p")), None)
        )
        homes[start.get(f"{W}name")] = "" if home is None else "".join(t.text or "" for t in home.iter(f"{W}t"))
    found: dict[str, list[str]] = {}
    for link in root.iter(f"{W}hyperlink"):
        words = "".join(text.text or "" for text in link.iter(f"{W}t"))
        if words:
            found.setdefault(words, []).append(homes.get(link.get(f"{W}anchor"), "nowhere"))
    return found
