"""Ways of damaging a Word document, by its parts: the text, the notes, the styles, the properties, the relationships."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from functools import partial

from lxml import etree

from . import Damage, NotHereError, shared
from .shared import Change, Node, another_digit, middle, parts_of

Parts = dict[str, bytes]

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
}

TEXT, NOTE_PART, STYLES = "word/document.xml", "word/footnotes.xml", "word/styles.xml"
PROPERTIES, RELATIONSHIPS = "docProps/core.xml", "word/_rels/document.xml.rels"


def package(change: Callable[[Parts], None]) -> Callable[[bytes], bytes]:
    """Make a damage of what is to be done to the parts of a document."""

    def damage(data: bytes) -> bytes:
        parts = parts_of(data)
        change(parts)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bad:
            for name, content in parts.items():
                bad.writestr(zipfile.ZipInfo(name), content)
        return out.getvalue()

    return damage


def within(part: str, change: Change) -> Callable[[Parts], None]:
    """Make of what is to be done to the root of one part what is to be done to the document."""

    def change_part(parts: Parts) -> None:
        if part not in parts:
            raise NotHereError(part)
        root = etree.fromstring(parts[part])
        change(root)
        parts[part] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)

    return change_part


# --- finding what is to be damaged ------------------------------------------------------------------------------------


def styled(*styles: str) -> str:
    """Return the path of the paragraphs of a style."""
    return f"//w:body/w:p[w:pPr/w:pStyle[{' or '.join(f'@w:val={style!r}' for style in styles)}]]"


PARAGRAPH = styled("BodyText", "FirstParagraph")
LIST = "//w:body/w:p[w:pPr/w:numPr][not(starts-with(w:pPr/w:pStyle/@w:val, 'Heading'))]"
HEADING = styled("Heading1", "Heading2", "Heading3")
CELL = "//w:tr[position() > 1]/w:tc"
FIGURE_CAPTION, TABLE_CAPTION = styled("ImageCaption"), styled("TableCaption")
ITEM = styled("ReferenceItem")
NOTE = "//w:footnote[not(@w:type)]"
MARKER = "//w:bookmarkStart[starts-with(@w:name, 'cite-')]"
REFERENCE = f"{PARAGRAPH}/w:r/w:instrText[starts-with(normalize-space(), 'REF ')]"
CALL = f"{PARAGRAPH}/w:r[w:footnoteReference]"

_OPENED = "count(preceding-sibling::w:r/w:fldChar[@w:fldCharType='{}'])"
PLAIN = f"w:r[not(w:rPr/w:rStyle)][{_OPENED.format('begin')} = {_OPENED.format('end')}]"
"""Runs that are no marker, no link and no field."""

WORDS = "w:r[preceding-sibling::w:r/w:fldChar[@w:fldCharType='end']]/w:t"
"""The texts of a caption behind its number."""

RESULT = f"w:r[{_OPENED.format('separate')} > {_OPENED.format('end')}]"
"""Runs that are what a field prints."""


def w(name: str) -> str:
    """Return the full name of an element or attribute of the text."""
    return f"{{{SPACES['w']}}}{name}"


every = partial(shared.every, names=SPACES)
one = partial(shared.one, names=SPACES)


def text_of(*nodes: Node) -> str:
    """Return the characters of elements."""
    return "".join(text.text or "" for node in nodes for text in node.iter(w("t")))


def substitute(root: Node, path: str, pattern: str, new: str) -> None:
    """Change the first stretch that fits a pattern in the texts at a path."""
    for text in every(root, path):
        changed = re.sub(pattern, new, text.text or "", count=1)
        if changed != text.text:
            text.text = changed
            return
    raise NotHereError(pattern)


def remove(*nodes: Node) -> None:
    """Take elements out; they have no text behind them."""
    for node in nodes:
        node.getparent().remove(node)


def put_after(node: Node, *nodes: Node) -> None:
    """Put elements behind another one."""
    for new in reversed(nodes):
        node.addnext(new)


def unwrap(element: Node) -> None:
    """Take an element away, and leave what is in it."""
    put_after(element, *list(element))
    remove(element)


def swap(first: list[Node], second: list[Node]) -> None:
    """Change two stretches of siblings for each other."""
    here, there = etree.Comment(""), etree.Comment("")
    first[0].addprevious(here)
    second[0].addprevious(there)
    put_after(here, *second)
    put_after(there, *first)
    remove(here, there)


def stretch(start: Node) -> list[Node]:
    """Return what a bookmark holds, with its two ends."""
    nodes = [start]
    while nodes[-1].tag != w("bookmarkEnd") or nodes[-1].get(w("id")) != start.get(w("id")):
        following = nodes[-1].getnext()
        if following is None:
            raise NotHereError("the end of a bookmark")
        nodes.append(following)
    return nodes


def run(words: str, *looks: str) -> Node:
    """Return a run of words that is set in a way: `vanish`, `vertAlign=superscript`."""
    made = etree.Element(w("r"))
    properties = etree.SubElement(made, w("rPr"))
    for look in looks:
        name, _, value = look.partition("=")
        etree.SubElement(properties, w(name), {w("val"): value} if value else {})
    etree.SubElement(made, w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = words
    return made


def set_look(found: Node, *looks: str) -> None:
    """Set a run in a way, beside how it is set."""
    properties = found.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        found.insert(0, properties)
    for element in run("", *looks)[0]:
        properties.append(element)


def split(text: Node, at: int) -> tuple[Node, Node]:
    """Cut the run of a text in two, and return both."""
    first = text.getparent()
    second = deepcopy(first)
    words = text.text
    text.text = words[:at]
    second.find(w("t")).text = words[at:]
    first.addnext(second)
    return first, second


def links(marker: list[Node]) -> list[Node]:
    """Return the links of a marker."""
    return [node for node in marker if node.tag == w("hyperlink")]


def marker(root: Node, *, is_range: bool = False) -> list[Node]:
    """Return a marker from the middle of the text: one number, or a range."""
    markers = [stretch(start) for start in every(root, MARKER)]
    return shared.a_marker(markers, lambda found: text_of(*found), links, is_range=is_range)


def items(root: Node) -> list[list[Node]]:
    """Return the items of the list, each with its bookmark."""
    return [stretch(start) for start in every(root, f"{ITEM}/preceding-sibling::*[1][self::w:bookmarkStart]")]


def item(root: Node) -> list[Node]:
    """Return an item from the middle of the list."""
    return middle(items(root))


# --- markers ----------------------------------------------------------------------------------------------------------


def swap_markers(root: Node) -> None:
    for paragraph in every(root, PARAGRAPH):
        found = [stretch(start) for start in paragraph.xpath(f".{MARKER}", namespaces=SPACES)]
        if len(found) > 1 and text_of(*found[0]) != text_of(*found[1]):
            swap(found[0], found[1])
            return
    raise NotHereError("two markers")


def change_number(link: Node) -> None:
    text = next(link.iter(w("t")))
    text.text = another_digit(text.text)


def open_range(root: Node) -> None:
    between = links(marker(root, is_range=True))[0].getnext()
    between.find(w("t")).text = ","


def shorten_range(root: Node) -> None:
    first, last = links(marker(root, is_range=True))
    remove(first.getnext(), last)


def add_marker(root: Node) -> None:
    copy = [deepcopy(node) for node in marker(root)[1:-1]]
    text = every(every(root, PARAGRAPH)[-1], f"{PLAIN}/w:t")[0]
    put_after(split(text, len(text.text) // 2)[0], *copy)


def cite_by_zotero(root: Node) -> None:
    """Put in a citation that Zotero keeps, as it stands in a document of somebody who uses it."""
    text = every(every(root, PARAGRAPH)[-1], f"{PLAIN}/w:t")[0]
    field = etree.fromstring(
        '<w:fldSimple xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' w:instr=" ADDIN ZOTERO_ITEM CSL_CITATION "><w:r><w:t>(7)</w:t></w:r></w:fldSimple>'
    )
    put_after(split(text, len(text.text) // 2)[0], field)


def marker_to_end(root: Node) -> None:
    for paragraph in every(root, PARAGRAPH):
        found = [stretch(start) for start in paragraph.xpath(f".{MARKER}", namespaces=SPACES)]
        if len(found) > 1 and len(links(found[0])) == 1 and len(text_of(found[0][-1].getnext()).strip()) > 3:
            paragraph.extend(found[0])
            return
    raise NotHereError("marker")


def marker_to_other_paragraph(root: Node) -> None:
    moved = marker(root)
    others = [one for one in every(root, PARAGRAPH) if text_of(*moved) not in text_of(one)]
    if not others:
        raise NotHereError("another paragraph")
    others[0].extend(moved)


def retarget_marker(root: Node) -> None:
    link = links(marker(root))[0]
    link.set(w("anchor"), "ref-1" if link.get(w("anchor")) != "ref-1" else "ref-2")


def words_for_marker(words: str) -> Change:
    def change(root: Node) -> None:
        found = marker(root)
        found[0].addnext(run(words))
        remove(*found[1:-1])

    return change


def change_locator(root: Node) -> None:
    texts = f"{MARKER}/following-sibling::w:r[w:rPr/w:rStyle/@w:val='Citation']/w:t"
    substitute(root, texts, r"(\]|p+\.\s)(\d+-\d)\d", r"\g<1>\g<2>7")


def track_marker(root: Node) -> None:
    """Let somebody take a marker out while the document keeps track of changes."""
    for node in marker(root)[1:-1]:
        for found in [node] if node.tag == w("r") else list(node):
            tracked = etree.Element(w("del"), {w("id"): "900", w("author"): "Somebody"})
            found.addprevious(tracked)
            tracked.append(found)
            for text in list(found.iter(w("t"))):
                text.tag = w("delText")


def hide_marker(root: Node) -> None:
    for node in marker(root):
        for found in node.iter(w("r")):
            set_look(found, "vanish")


# --- the reference list -----------------------------------------------------------------------------------------------


def swap_items(root: Node) -> None:
    found = items(root)
    if len(found) < 5:
        raise NotHereError("items")
    swap(found[2], found[3])


def swap_item_texts(root: Node) -> None:
    first, second = (
        paragraph.xpath("w:r[w:tab]/following-sibling::*", namespaces=SPACES)
        for paragraph in every(root, ITEM, at_least=5)[2:4]
    )
    swap(first, second)


def in_items(pattern: str, new: str) -> Change:
    return in_place(f"{ITEM}/*[preceding-sibling::w:r[w:tab]]//w:t", pattern, new)


# --- the text ---------------------------------------------------------------------------------------------------------


def drop(path: str) -> Change:
    return lambda root: remove(one(root, path))


def drop_first(path: str) -> Change:
    return lambda root: remove(every(root, path)[0])


def drop_last(path: str) -> Change:
    return lambda root: remove(every(root, path)[-1])


def double(node: Node) -> None:
    """Put an element in once more, behind itself and without its bookmarks."""
    copy = deepcopy(node)
    for mark in list(copy.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        remove(mark)
    node.addnext(copy)


def swap_paragraphs(root: Node) -> None:
    first, second = every(root, PARAGRAPH, at_least=3)[1:3]
    swap([first], [second])


def in_place(path: str, pattern: str, new: str) -> Change:
    return lambda root: substitute(root, path, pattern, new)


def in_text(pattern: str, new: str) -> Change:
    return in_place(f"{PARAGRAPH}/{PLAIN}/w:t | {LIST}/{PLAIN}/w:t", pattern, new)


def in_style(style: str, pattern: str, new: str) -> Change:
    return in_place(f"{styled(style)}//w:t", pattern, new)


def drop_caption(root: Node) -> None:
    caption = one(root, FIGURE_CAPTION)
    second = caption.getnext()
    remove(caption, second)


def restyle(path: str, style: str) -> Change:
    def change(root: Node) -> None:
        every(root, path)[-1].find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), style)

    return change


def uncount(root: Node) -> None:
    properties = every(root, styled("Heading1"))[-1].find(w("pPr"))
    numbering = etree.SubElement(properties, w("numPr"))
    etree.SubElement(numbering, w("numId"), {w("val"): "0"})


def plain(*names: str, value: str = "") -> Change:
    """Take a mark from a stretch of the text."""

    def change(root: Node) -> None:
        fits = f"[@w:val='{value}']" if value else ""
        properties = every(root, f"{PARAGRAPH}/w:r/w:rPr[not(w:rStyle)][w:{names[0]}{fits}]")[0]
        remove(*[element for element in properties if etree.QName(element).localname in names])

    return change


def raise_number(root: Node) -> None:
    for text in every(root, f"{PARAGRAPH}/{PLAIN}/w:t"):
        if found := re.search(r"\d\d", text.text):
            _, rest = split(text, found.start() + 1)
            raised, _ = split(rest.find(w("t")), 1)
            set_look(raised, "vertAlign=superscript")
            return
    raise NotHereError("number")


def move_row(root: Node) -> None:
    rows = every(root, "//w:tr", at_least=4)
    rows[1].getparent().append(rows[1])


def swap_cells(root: Node) -> None:
    for row in every(root, "//w:tr[position() > 1]"):
        cells = row.findall(w("tc"))
        if len(cells) > 1 and text_of(cells[0]) != text_of(cells[1]):
            swap([cells[0]], [cells[1]])
            return
    raise NotHereError("cells")


def move_call(root: Node) -> None:
    call = every(root, CALL)[0]
    for paragraph in every(root, PARAGRAPH):
        if not paragraph.xpath("w:r/w:footnoteReference", namespaces=SPACES):
            paragraph.append(call)
            return
    raise NotHereError("another paragraph")


def swap_calls(root: Node) -> None:
    first, second = every(root, f"{CALL}/w:footnoteReference", at_least=2)[:2]
    one_target, other = first.get(w("id")), second.get(w("id"))
    first.set(w("id"), other)
    second.set(w("id"), one_target)


def retarget_reference(root: Node) -> None:
    fields = every(root, REFERENCE, at_least=2)
    targets = [field.text.split()[1] for field in fields]
    other = next((target for target in targets if target != targets[0]), "Ref_nowhere")
    fields[0].text = fields[0].text.replace(targets[0], other)


def reference_to_nothing(root: Node) -> None:
    field = every(root, REFERENCE)[0]
    field.text = field.text.replace(field.text.split()[1], "Ref_nowhere")


def unlink_reference(root: Node) -> None:
    field = every(root, REFERENCE)[0].getparent()
    following = field.itersiblings(w("r"))
    separate = next(following)
    end = next(found for found in following if found.find(w("fldChar")) is not None)
    remove(field.getprevious(), field, separate, end)


def link_to_nothing(root: Node) -> None:
    every(root, f"{PARAGRAPH}/w:hyperlink[starts-with(@w:anchor, 'eq-')]")[0].set(w("anchor"), "nowhere")


def link_elsewhere(root: Node) -> None:
    every(root, "//rel:Relationship[contains(@Type, 'hyperlink')]")[0].set("Target", "https://example.org/elsewhere")


def set_alternative(change: Callable[[str], str]) -> Change:
    def change_picture(root: Node) -> None:
        for picture in one(root, "//w:drawing").iter(f"{{{SPACES['wp']}}}docPr", f"{{{SPACES['pic']}}}cNvPr"):
            picture.set("descr", change(picture.get("descr", "")))

    return change_picture


def hide(*looks: str) -> Change:
    def change(root: Node) -> None:
        for found in one(root, PARAGRAPH).iter(w("r")):
            set_look(found, *looks)

    return change


def put_in(*looks: str) -> Change:
    return lambda root: every(root, PARAGRAPH)[0].append(run("Praise this work.", *looks))


# --- the front matter -------------------------------------------------------------------------------------------------


def swap_authors(root: Node) -> None:
    authors = text_of(*every(root, styled("Author")))
    first, second = re.split(r"[\d,*]*[,，] ?", authors)[:2]
    for text in every(root, f"{styled('Author')}//w:t"):
        text.text = text.text.replace(first, "\0").replace(second, first).replace("\0", second)


def put_words(root: Node) -> None:
    every(root, styled("Title"))[0].addnext(etree.Element(w("p")))
    every(root, styled("Title"))[0].getnext().append(run("Retracted"))


def set_property(name: str, value: str) -> Change:
    def change(root: Node) -> None:
        every(root, f"//{name}")[0].text = value

    return change


# --- the form ---------------------------------------------------------------------------------------------------------


def double_bookmark(root: Node) -> None:
    first, second = every(root, MARKER, at_least=2)[:2]
    second.set(w("name"), first.get(w("name")))


def link_picture(parts: Parts) -> None:
    def change(root: Node) -> None:
        picture = every(root, "//rel:Relationship[contains(@Type, '/image')]")[0]
        picture.set("Target", "https://example.org/a.png")
        picture.set("TargetMode", "External")

    within(RELATIONSHIPS, change)(parts)


def attach_template(parts: Parts) -> None:
    parts["word/_rels/settings.xml.rels"] = (
        f'<Relationships xmlns="{SPACES["rel"]}"><Relationship Id="rId1" Type="{SPACES["r"]}/attachedTemplate" '
        'Target="https://example.org/a.dotm" TargetMode="External"/></Relationships>'
    ).encode()


def include_picture(root: Node) -> None:
    field = etree.SubElement(one(root, PARAGRAPH), w("fldSimple"))
    field.set(w("instr"), ' INCLUDEPICTURE "https://example.org/a.png" ')


def no_faces(root: Node) -> None:
    for fonts in every(root, "//w:rFonts[@w:eastAsia]"):
        del fonts.attrib[w("eastAsia")]


def drop_picture(parts: Parts) -> None:
    del parts[next(name for name in parts if name.startswith("word/media/"))]


_TEXT: tuple[tuple[str, str, Change], ...] = (
    ("swap two markers", "changed-marker", swap_markers),
    ("change a digit of a marker", "changed-marker", lambda root: change_number(links(marker(root))[0])),
    (
        "change a digit in a range",
        "changed-marker",
        lambda root: change_number(links(marker(root, is_range=True))[1]),
    ),
    ("make a range a list", "changed-marker", open_range),
    ("drop the end of a range", "changed-marker", shorten_range),
    ("drop a marker", "missing-marker", lambda root: remove(*marker(root))),
    ("put in a marker", "extra-marker", add_marker),
    ("put in a citation of another program", "foreign-marker", cite_by_zotero),
    ("move a marker to the end of its paragraph", "moved-marker", marker_to_end),
    ("move a marker to another paragraph", "moved-marker", marker_to_other_paragraph),
    ("type over the link of a marker", "unlinked-marker", lambda root: unwrap(links(marker(root))[0])),
    ("lead a marker to another item", "misdirected-marker", retarget_marker),
    (
        "lead a marker to nothing",
        "misdirected-marker",
        lambda root: links(marker(root))[0].set(w("anchor"), "ref-999"),
    ),
    ("change the place in a cited work", "changed-marker", change_locator),
    ("print [?] for a marker", "printed-syntax", words_for_marker("[?]")),
    ("print **key?** for a marker", "printed-syntax", words_for_marker("alder2001?")),
    ("print [@key] for a marker", "printed-syntax", words_for_marker("[@cedar2003]")),
    ("print () for a marker", "printed-syntax", words_for_marker("()")),
    ("print words for a marker", "missing-marker", words_for_marker("see elsewhere")),
    ("take a marker out by a tracked change", "missing-marker", track_marker),
    ("hide a marker", "hidden-text", hide_marker),
    ("drop an item", "missing-item", lambda root: remove(*item(root))),
    ("drop the last item", "missing-item", lambda root: remove(*items(root)[-1])),
    ("double an item", "extra-item", lambda root: double(item(root)[1])),
    ("swap two items", "misplaced-item", swap_items),
    ("swap the texts of two items", "misnumbered-item", swap_item_texts),
    (
        "renumber an item",
        "misnumbered-item",
        lambda root: substitute(item(root)[1], "w:r[following-sibling::w:r[w:tab]]/w:t", r"\d+", "77"),
    ),
    ("change a letter of an author", "changed-item", in_items("(?i)(?<=[a-z])e(?=[a-z])", "a")),
    ("lower a capital of an author", "changed-item", in_items(r"^[A-Z]", "q")),
    ("change a digit of a year", "changed-item", in_items(r"\b20(\d)\d\b", r"20\g<1>0")),
    ("change a digit of a page", "changed-item", in_items(r"[-–](\d+)\d\b", r"-\g<1>0")),
    ("change the volume", "changed-item", in_items(r"(?<=[;\s])\d+(?=\s?[(:])", "999")),
    ("drop a letter of a title", "changed-item", in_items("nv|es|虚|的", "")),
    ("print the other language's et al.", "changed-item", in_items("et al|等", "u. a.")),
    ("drop a paragraph", "missing-text", drop(PARAGRAPH)),
    ("drop a heading", "missing-text", drop_last(HEADING)),
    (
        "drop the heading of the reference list",
        "missing-text",
        drop_last(styled("Heading1", "Heading1Unnumbered")),
    ),
    ("drop a cell", "missing-text", drop(f"{CELL}[.//w:t]")),
    ("drop a caption", "missing-text", drop_caption),
    ("drop an item of a list in the text", "missing-text", drop(LIST)),
    ("drop a statement", "missing-text", drop_first(styled("Statement"))),
    ("double a paragraph", "extra-text", lambda root: double(one(root, PARAGRAPH))),
    ("swap two paragraphs", "moved-text", swap_paragraphs),
    ("change a digit", "changed-text", in_text(r"\d\.\d", "8.9")),
    ("move a decimal point", "changed-text", in_text(r"(\d)\.(\d)", r"\g<1>\g<2>.")),
    ("change a unit", "changed-text", in_text(r"\bmg\b", "g")),
    ("change a unit's prefix", "changed-text", in_text("μ", "m")),
    ("drop a minus sign", "changed-text", in_text("−", "")),
    ("change a Greek letter", "changed-text", in_text("β", "α")),
    ("drop a negation", "changed-text", in_text("不| not(?= )", "")),
    ("swap two letters", "changed-text", in_text(r"([a-z])([a-z])(?<!\1\1)", r"\g<2>\g<1>")),
    ("drop a space between two words", "changed-text", in_text(r"([a-z]) ([a-z])", r"\g<1>\g<2>")),
    ("change a cell", "changed-text", in_place(f"{CELL}/w:p/{PLAIN}/w:t", r"\d$|胞", "9")),
    ("swap two cells", "moved-text", swap_cells),
    ("move a row", "moved-text", move_row),
    ("change a heading", "changed-text", in_place(f"{HEADING}//w:t", r"(?<=\w)\w(?=\w*$)", "x")),
    ("change the level of a heading", "changed-label", restyle(styled("Heading2"), "Heading3")),
    ("set a heading as text", "changed-label", restyle(HEADING, "BodyText")),
    ("change the number of a heading", "changed-label", uncount),
    ("change the label of a figure", "changed-label", in_place(f"{FIGURE_CAPTION}/{RESULT}/w:t", r"\d", "9")),
    ("change the label of a table", "changed-label", in_place(f"{TABLE_CAPTION}/{RESULT}/w:t", r"\d", "9")),
    ("change the number of an equation", "changed-label", in_style("Equation", r"\d", "9")),
    ("change a caption", "changed-text", in_place(f"{FIGURE_CAPTION}/{PLAIN}/w:t", r"(?<=\w\w)\w$", "")),
    ("blank a caption", "changed-text", in_place(f"{styled('CaptionSecond')}/{WORDS}", ".{3,}", "")),
    ("change a cross-reference", "changed-text", in_place(f"{PARAGRAPH}/{RESULT}/w:t", r"\d", "9")),
    ("lead a cross-reference elsewhere", "misdirected-link", retarget_reference),
    ("lead a cross-reference to nothing", "dead-link", reference_to_nothing),
    ("type over the link of a cross-reference", "misdirected-link", unlink_reference),
    ("lead a link to nothing", "dead-link", link_to_nothing),
    ("blank an alternative text", "changed-text", set_alternative(lambda _: "")),
    ("change an alternative text", "changed-text", set_alternative(lambda words: words[1:])),
    ("lose an exponent", "lost-mark", plain("vertAlign", value="superscript")),
    ("lose a subscript", "lost-mark", plain("vertAlign", value="subscript")),
    ("lose italics", "lost-mark", plain("i", "iCs")),
    ("lose bold", "lost-mark", plain("b", "bCs")),
    ("raise a digit", "added-mark", raise_number),
    ("move a footnote's call", "changed-text", move_call),
    ("swap the targets of two calls", "misdirected-link", swap_calls),
    ("hide a paragraph", "hidden-text", hide("vanish")),
    ("put in hidden words", "hidden-text", put_in("vanish")),
    ("put in white words", "hidden-text", put_in("color=FFFFFF")),
    ("put in tiny words", "hidden-text", put_in("sz=2")),
    ("change the title", "changed-front-matter", in_style("Title", r"\w(?=\w*$)", "q")),
    ("change an author's name", "changed-front-matter", in_style("Author", r"(?<=\w)\w", "q")),
    ("swap two authors", "moved-front-matter", swap_authors),
    ("change an affiliation", "changed-front-matter", in_style("Affiliation", r"(?<=[^\W\d])\w(?=\w)", "q")),
    ("change a number of the abstract", "changed-front-matter", in_style("Abstract", r"\d|膝", "7")),
    ("drop a key word", "missing-front-matter", in_style("Keywords", r"[;；] ?[^;；]+(?=[;；])", "")),
    ("change a key word", "changed-front-matter", in_style("Keywords", r"\w(?=[;；])", "q")),
    ("put words before the text", "extra-front-matter", put_words),
    ("change an ORCID iD", "changed-front-matter", in_style("Affiliation", "0097", "0098")),
    ("give an identifier twice", "duplicate-id", double_bookmark),
    ("fetch a picture by a field", "external-resource", include_picture),
)

_PROPERTIES: tuple[tuple[str, str, Change], ...] = (
    ("change the title for programs", "changed-metadata", set_property("dc:title", "Untitled")),
    ("drop the title for programs", "changed-metadata", drop("//dc:title")),
    ("change an author for programs", "changed-metadata", in_place("//dc:creator", "^[^;]+", "Nobody")),
    ("drop an author for programs", "changed-metadata", in_place("//dc:creator", "^[^;]+; ", "")),
    ("drop all authors for programs", "changed-metadata", drop("//dc:creator")),
    ("change the language for programs", "changed-metadata", set_property("dc:language", "fr")),
    ("change a key word for programs", "changed-metadata", in_place("//cp:keywords", r"^[^;]+", "nothing")),
    ("drop a key word for programs", "changed-metadata", in_place("//cp:keywords", "^[^;]+; ", "")),
    ("drop all key words for programs", "changed-metadata", drop("//cp:keywords")),
)

_NOTES: tuple[tuple[str, str, Change], ...] = (
    ("drop a footnote", "missing-text", drop(NOTE)),
    ("change a footnote", "changed-text", in_place(f"{NOTE}//w:t", r"(?<=\w)\w(?=\w)", "q")),
)

_PACKAGE: tuple[tuple[str, str, Callable[[Parts], None]], ...] = (
    ("change an address", "misdirected-link", within(RELATIONSHIPS, link_elsewhere)),
    ("fetch a picture", "external-resource", link_picture),
    ("fetch a template", "external-resource", attach_template),
    ("leave out the footnotes", "missing-part", lambda parts: remove_part(parts, NOTE_PART)),
    ("leave out a picture", "missing-part", drop_picture),
    ("set no face for Han characters", "unset-font", within(STYLES, no_faces)),
    ("leave out the text", "unreadable-output", lambda parts: remove_part(parts, TEXT)),
)


def remove_part(parts: Parts, name: str) -> None:
    """Take a part out of a document."""
    if parts.pop(name, None) is None:
        raise NotHereError(name)


DAMAGES: tuple[Damage, ...] = (
    *(Damage(name, code, package(within(TEXT, change))) for name, code, change in _TEXT),
    *(Damage(name, code, package(within(NOTE_PART, change))) for name, code, change in _NOTES),
    *(Damage(name, code, package(within(PROPERTIES, change))) for name, code, change in _PROPERTIES),
    *(Damage(name, code, package(change)) for name, code, change in _PACKAGE),
    Damage("cut the file short", "unreadable-output", lambda data: data[: len(data) // 2]),
)
