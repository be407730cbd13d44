"""Ways of damaging an article in JATS, by its tags."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from . import Damage, NotHereError
from .shared import (
    Change,
    Node,
    a_marker,
    another_digit,
    double,
    drop,
    drop_first,
    every,
    in_place,
    one,
    remove,
    say_instead,
    substitute,
    substitute_first,
    swap,
    to_the_end,
    twice,
)

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HREF = "{http://www.w3.org/1999/xlink}href"


def article(change: Change) -> Callable[[bytes], bytes]:
    """Make a damage of what is to be done to the root of an article."""

    def damage(data: bytes) -> bytes:
        root = etree.fromstring(data)
        change(root)
        return bytes(etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True))

    return damage


# --- finding what is to be damaged ------------------------------------------------------------------------------------

NUMBER = "xref[@ref-type='bibr']"
MARKER = f"//body//*[{NUMBER}]"
PARAGRAPH = "//body//sec/p"
ITEM = "//ref-list/ref"
PRINTED = f"{ITEM}//mixed-citation"
RECORD = f"{ITEM}//element-citation"
NOTES = "//back/fn-group/fn"
CALL = "//body//xref[@ref-type='fn']"
REFERENCE = "//body//xref[not(@ref-type='bibr' or @ref-type='fn')]"
NAME = "//contrib/name-alternatives/*[1]/descendant-or-self::*[self::surname or self::string-name]"
AUTHOR = "//contrib[@contrib-type='author']"
ABSTRACT = "//article-meta/abstract//p"


def text_of(element: Node) -> str:
    """Return the characters of an element."""
    return "".join(element.itertext())


def unwrap(element: Node) -> None:
    """Take an element away, and leave what is in it."""
    element.tag = "unwrapped"
    etree.strip_tags(element.getparent(), "unwrapped")


def marker(root: Node, *, is_range: bool = False) -> Node:
    """Return a marker from the middle of the text: one number, or a range."""
    return a_marker(every(root, MARKER), text_of, numbers, is_range=is_range)


def numbers(marker: Node) -> list[Node]:
    """Return the links of a marker."""
    return list(marker.findall(NUMBER))


def lone(root: Node) -> Node:
    """Return a marker of one number that has words behind it in its paragraph, and another marker."""
    for paragraph in every(root, PARAGRAPH):
        found = paragraph.xpath(f"*[{NUMBER}]")
        if len(found) > 1 and len((found[0].tail or "").strip()) > 3 and len(numbers(found[0])) == 1:
            return found[0]
    raise NotHereError("marker")


# --- markers ----------------------------------------------------------------------------------------------------------


def swap_markers(root: Node) -> None:
    for paragraph in every(root, PARAGRAPH):
        found = paragraph.xpath(f"*[{NUMBER}]")
        if len(found) > 1 and text_of(found[0]) != text_of(found[1]):
            swap(found[0], found[1])
            return
    raise NotHereError("two markers")


def change_marker(root: Node) -> None:
    link = numbers(marker(root))[0]
    link.text = another_digit(link.text)


def change_range(root: Node) -> None:
    link = numbers(marker(root, is_range=True))[1]
    link.text = another_digit(link.text)


def open_range(root: Node) -> None:
    first = numbers(marker(root, is_range=True))[0]
    first.tail = first.tail.replace("-", ",")


def shorten_range(root: Node) -> None:
    first, last = numbers(marker(root, is_range=True))
    first.tail = ""
    remove(last)


def drop_marker(root: Node) -> None:
    remove(marker(root))


def add_marker(root: Node) -> None:
    copy = deepcopy(marker(root))
    copy.tail = None
    del copy.attrib["id"]
    target = every(root, PARAGRAPH)[-1]
    words = target.text or ""
    target.text, copy.tail = words[: len(words) // 2], words[len(words) // 2 :]
    target.insert(0, copy)


def marker_to_end(root: Node) -> None:
    to_the_end(lone(root))


def marker_to_other_paragraph(root: Node) -> None:
    moved = marker(root)
    remove(moved)
    others = [one for one in every(root, PARAGRAPH) if text_of(moved) not in text_of(one)]
    if not others:
        raise NotHereError("another paragraph")
    others[0].append(moved)


def type_over_marker(root: Node) -> None:
    unwrap(numbers(marker(root))[0])


def retarget_marker(root: Node) -> None:
    link = numbers(marker(root))[0]
    link.set("rid", next(one.get("id") for one in every(root, ITEM) if one.get("id") != link.get("rid")))


def marker_to_nothing(root: Node) -> None:
    numbers(marker(root))[0].set("rid", "ref-999")


def words_for_marker(words: str) -> Change:
    return lambda root: say_instead(marker(root), words)


def change_locator(root: Node) -> None:
    substitute_first(root, MARKER, r"(\]|p+\.\s)(\d+-\d)\d", r"\g<1>\g<2>7")


# --- the reference list -----------------------------------------------------------------------------------------------


def drop_last_item(root: Node) -> None:
    remove(every(root, ITEM)[-1])


def swap_items(root: Node) -> None:
    swap(*every(root, ITEM, at_least=5)[2:4])


def swap_in_items(path: str) -> Change:
    return lambda root: swap(*every(root, path, at_least=5)[2:4])


def renumber_item(root: Node) -> None:
    substitute(one(root, f"{ITEM}/label"), r"\d+", "77")


def in_items(pattern: str, new: str) -> Change:
    return lambda root: substitute_first(root, PRINTED, pattern, new)


def in_records(tag: str, pattern: str, new: str) -> Change:
    return lambda root: substitute_first(root, f"{RECORD}//{tag}", pattern, new)


# --- the text ---------------------------------------------------------------------------------------------------------


def swap_paragraphs(root: Node) -> None:
    swap(*every(root, PARAGRAPH, at_least=3)[1:3])


def in_text(pattern: str, new: str) -> Change:
    return lambda root: substitute_first(root, f"{PARAGRAPH} | //body//list", pattern, new)


def raise_section(root: Node) -> None:
    """Put the last nested section behind the one in which it is."""
    section = every(root, "//body/sec/sec[last()]")[-1]
    parent = section.getparent()
    remove(section)
    parent.addnext(section)


def lower_section(root: Node) -> None:
    """Put a section into the one before it."""
    section = every(root, "//body/sec", at_least=3)[-1]
    before = section.getprevious()
    remove(section)
    before.append(section)


def change_caption(root: Node) -> None:
    caption = every(root, "//fig/caption/p[not(*)]")[-1]
    caption.text = caption.text.rstrip()[:-1]


def blank_caption(root: Node) -> None:
    """Leave of a caption in the second language only its label."""
    one(root, "//fig/caption[2]/p").text = None


def plain(path: str) -> Change:
    """Take the mark from a stretch of the text."""
    return lambda root: unwrap(every(root, path)[0])


def raise_number(root: Node) -> None:
    for paragraph in every(root, PARAGRAPH):
        if paragraph.text and (found := re.search(r"\d\d", paragraph.text)):
            raised = etree.Element("sup")
            raised.text, raised.tail = found[0][1], paragraph.text[found.end() :]
            paragraph.text = paragraph.text[: found.start() + 1]
            paragraph.insert(0, raised)
            return
    raise NotHereError("number")


def move_row(root: Node) -> None:
    rows = every(root, "//body//tbody/tr", at_least=3)
    rows[0].getparent().append(rows[0])


def swap_cells(root: Node) -> None:
    for row in every(root, "//body//tbody/tr"):
        if len(row) > 1 and text_of(row[0]) != text_of(row[1]):
            swap(row[0], row[1])
            return
    raise NotHereError("cells")


def move_call(root: Node) -> None:
    call = every(root, CALL)[0]
    others = [one for one in every(root, PARAGRAPH) if not one.xpath("xref[@ref-type='fn']")]
    if not others:
        raise NotHereError("another paragraph")
    remove(call)
    others[0].append(call)


def swap_calls(root: Node) -> None:
    first, second = every(root, CALL, at_least=2)[:2]
    one_target, other = first.get("rid"), second.get("rid")
    first.set("rid", other)
    second.set("rid", one_target)


def retarget_reference(root: Node) -> None:
    links = every(root, REFERENCE, at_least=2)
    others = [link.get("rid") for link in links if link.get("rid") != links[0].get("rid")]
    if not others:
        raise NotHereError("another target")
    links[0].set("rid", others[0])


def link_to_nothing(root: Node) -> None:
    every(root, REFERENCE)[0].set("rid", "nowhere")


def link_elsewhere(root: Node) -> None:
    every(root, "//body//p//ext-link")[0].set(_HREF, "https://example.org/elsewhere")


def blank_alternative(root: Node) -> None:
    one(root, "//fig//alt-text").text = None


def change_alternative(root: Node) -> None:
    words = one(root, "//fig//alt-text")
    words.text = words.text[1:]


# --- the front matter -------------------------------------------------------------------------------------------------


def swap_authors(root: Node) -> None:
    swap(*every(root, "//contrib-group/contrib", at_least=2)[:2])


def add_subtitle(root: Node) -> None:
    subtitle = etree.Element("subtitle")
    subtitle.text = "Retracted"
    one(root, "//title-group/article-title").addnext(subtitle)


def retarget_affiliation(root: Node) -> None:
    """Let the first author who can lead to another affiliation, and print its number."""
    targets = every(root, "//contrib-group//*[@id][self::aff or self::aff-alternatives]", at_least=2)
    for link in every(root, f"{AUTHOR}/xref[@ref-type='aff']"):
        used = {other.get("rid") for other in link.getparent().iterfind("xref")}
        free = [target for target in targets if target.get("id") not in used]
        if free:
            link.set("rid", free[0].get("id"))
            substitute(link, r"\d+", text_of(free[0].find(".//label")))
            return
    raise NotHereError("another affiliation")


def move_correspondence(root: Node) -> None:
    """Let another author be the one to whom letters are to be sent."""
    first = one(root, f"{AUTHOR}[@corresp]")
    other = one(root, f"{AUTHOR}[not(@corresp)]")
    del first.attrib["corresp"]
    other.set("corresp", "yes")
    other.append(first.xpath("xref[@ref-type='corresp']")[0])


def set_language(root: Node) -> None:
    root.set(_LANGUAGE, "fr")


# --- the form ---------------------------------------------------------------------------------------------------------


def double_identifier(root: Node) -> None:
    one(root, PARAGRAPH).set("id", every(root, "//body//sec[@id]")[0].get("id"))


def fetch(address: str) -> Change:
    return lambda root: one(root, "//body//graphic").set(_HREF, address)


_LICENCE = (
    '<permissions><license xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://example.org/free">'
    "<license-p>Free to all.</license-p></license></permissions>"
)
_RELATED = '<related-article related-article-type="retracted-article" ext-link-type="doi"/>'
_SUPPLEMENT = '<supplementary-material content-type="data"/>'


def put_in(path: str, markup: str) -> Change:
    """Put something in at the end of what stands in the middle of everything at a path."""

    def change(root: Node) -> None:
        one(root, path).append(etree.fromstring(f"<put>{markup}</put>")[0])

    return change


def set_at(path: str, attribute: str, value: str) -> Change:
    return lambda root: one(root, path).set(attribute, value)


def unset_at(path: str, attribute: str) -> Change:
    return lambda root: one(root, path).attrib.pop(attribute)


_WAYS: tuple[tuple[str, str, Change], ...] = (
    ("swap two markers", "changed-marker", swap_markers),
    ("change a digit of a marker", "changed-marker", change_marker),
    ("change a digit in a range", "changed-marker", change_range),
    ("make a range a list", "changed-marker", open_range),
    ("drop the end of a range", "changed-marker", shorten_range),
    ("drop a marker", "missing-marker", drop_marker),
    ("put in a marker", "extra-marker", add_marker),
    ("move a marker to the end of its paragraph", "moved-marker", marker_to_end),
    ("move a marker to another paragraph", "moved-marker", marker_to_other_paragraph),
    ("type over the link of a marker", "unlinked-marker", type_over_marker),
    ("lead a marker to another item", "misdirected-marker", retarget_marker),
    ("lead a marker to nothing", "misdirected-marker", marker_to_nothing),
    ("change the place in a cited work", "changed-marker", change_locator),
    ("print [?] for a marker", "printed-syntax", words_for_marker("[?]")),
    ("print **key?** for a marker", "printed-syntax", words_for_marker("alder2001?")),
    ("print [@key] for a marker", "printed-syntax", words_for_marker("[@cedar2003]")),
    ("print () for a marker", "printed-syntax", words_for_marker("()")),
    ("print words for a marker", "missing-marker", words_for_marker("see elsewhere")),
    ("drop an item", "missing-item", drop(ITEM)),
    ("drop the last item", "missing-item", drop_last_item),
    ("double an item", "extra-item", lambda root: double(one(root, ITEM))),
    ("swap two items", "misplaced-item", swap_items),
    ("swap the texts of two items", "misnumbered-item", swap_in_items(PRINTED)),
    ("renumber an item", "misnumbered-item", renumber_item),
    ("change a letter of an author", "changed-item", in_items("(?i)(?<=[a-z])e(?=[a-z])", "a")),
    ("lower a capital of an author", "changed-item", in_items(r"^[A-Z]", "q")),
    ("change a digit of a year", "changed-item", in_items(r"\b20(\d)\d\b", r"20\g<1>0")),
    ("change a digit of a page", "changed-item", in_items(r"[-–](\d+)\d\b", r"-\g<1>0")),
    ("change the volume", "changed-item", in_items(r"(?<=[;\s])\d+(?=\s?[(:])", "999")),
    ("drop a letter of a title", "changed-item", in_items("nv|es|虚|的", "")),
    ("print the other language's et al.", "changed-item", in_items("et al|等", "u. a.")),
    ("change a DOI for programs", "changed-record", in_records("pub-id[@pub-id-type='doi']", r"\d$", "x")),
    ("drop a DOI for programs", "changed-record", drop_first(f"{RECORD}/pub-id[@pub-id-type='doi']")),
    ("change a year for programs", "changed-record", in_records("year", r"\d$", "x")),
    ("drop a year for programs", "changed-record", drop(f"{RECORD}/year")),
    ("change a volume for programs", "changed-record", in_records("volume", r"\d$", "99")),
    ("drop a volume for programs", "changed-record", drop(f"{RECORD}/volume")),
    ("change an issue for programs", "changed-record", in_records("issue", r"\d$", "99")),
    ("change a page for programs", "changed-record", in_records("fpage", r"\d$", "x")),
    ("change a cited title for programs", "changed-record", in_records("article-title", r"^\w", "q")),
    ("change a cited author for programs", "changed-record", in_records("surname", r"\w$", "q")),
    ("drop a letter of a cited author for programs", "changed-record", in_records("surname", r"[a-z]$", "")),
    ("drop a cited author for programs", "changed-record", drop_first(f"{RECORD}/person-group/name")),
    ("drop the data of an item for programs", "changed-record", drop(RECORD)),
    ("swap the data of two items for programs", "changed-record", swap_in_items(RECORD)),
    ("drop a paragraph", "missing-text", drop(PARAGRAPH)),
    ("drop a heading", "missing-text", drop("//body//sec/title")),
    ("drop the heading of the reference list", "missing-text", drop("//ref-list/title")),
    ("drop a cell", "missing-text", drop("//body//tbody//td[normalize-space()]")),
    ("drop a row", "missing-text", drop("//body//tbody/tr")),
    ("drop a caption", "missing-text", drop("//fig/caption[1]")),
    ("drop a figure", "missing-text", drop("//body//fig")),
    ("drop a footnote", "missing-text", drop(NOTES)),
    ("drop an item of a list in the text", "missing-text", drop("//body//list/list-item")),
    ("drop a statement", "missing-text", drop_first("//author-notes/fn")),
    ("drop the statement on funding", "missing-text", drop("//funding-statement")),
    ("change a statement", "changed-text", in_place("//funding-statement", r"\d", "9")),
    ("double a paragraph", "extra-text", twice(PARAGRAPH)),
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
    ("change a cell", "changed-text", in_place(f"//body//tbody//td[not(.//{NUMBER})]", r"\d$|胞", "9")),
    ("swap two cells", "moved-text", swap_cells),
    ("move a row", "moved-text", move_row),
    ("change a heading", "changed-text", in_place("//body//sec/title", r"(?<=\w)\w(?=\w*$)", "x")),
    ("change the level of a heading", "changed-label", raise_section),
    ("put a section into the one before it", "changed-label", lower_section),
    ("change the number of a heading", "changed-label", in_place("//body//sec/label", r"\d$", "9")),
    ("drop the number of a heading", "changed-label", drop("//body//sec/label")),
    ("change the label of a figure", "changed-label", in_place("//fig/label", r"\d", "9")),
    ("change the label of a table", "changed-label", in_place("//table-wrap/label", r"\d", "9")),
    ("change the number of an equation", "changed-label", in_place("//disp-formula/label", r"\d", "9")),
    ("change a caption", "changed-text", change_caption),
    ("blank a caption", "changed-text", blank_caption),
    ("change a footnote", "changed-text", in_place(f"{NOTES}/p", r"(?<=\w)\w(?=\w)", "q")),
    ("change a cross-reference", "changed-text", in_place(REFERENCE, r"\d", "9")),
    ("lead a cross-reference elsewhere", "misdirected-link", retarget_reference),
    ("lead a cross-reference to nothing", "dead-link", link_to_nothing),
    ("type over the link of a cross-reference", "misdirected-link", plain(REFERENCE)),
    ("change an address", "misdirected-link", link_elsewhere),
    ("blank an alternative text", "changed-text", blank_alternative),
    ("change an alternative text", "changed-text", change_alternative),
    ("lose an exponent", "lost-mark", plain(f"{PARAGRAPH}/sup[not({NUMBER})]")),
    ("lose a subscript", "lost-mark", plain(f"{PARAGRAPH}/sub")),
    ("lose italics", "lost-mark", plain(f"{PARAGRAPH}/italic")),
    ("lose bold", "lost-mark", plain(f"{PARAGRAPH}/bold")),
    ("raise a digit", "added-mark", raise_number),
    ("move a footnote's call", "changed-text", move_call),
    ("swap the targets of two calls", "misdirected-link", swap_calls),
    ("change the title", "changed-front-matter", in_place("//article-title[not(ancestor::ref)]", r"\w(?=\w*$)", "q")),
    ("change the title for programs", "changed-metadata", in_place("//title-group/article-title", r"^\w+", "Untitled")),
    ("change the title in the other language", "changed-front-matter", in_place("//trans-title", r"^\w", "q")),
    ("change an author's name", "changed-front-matter", in_place("//contrib//given-names", r"\w$", "q")),
    ("change an author for programs", "changed-metadata", in_place(NAME, r"\w$", "q")),
    ("drop an author for programs", "changed-metadata", drop("//contrib-group/contrib")),
    ("swap two authors", "moved-front-matter", swap_authors),
    ("change an affiliation", "changed-front-matter", in_place("//contrib-group//aff", r"(?<=\w)\w(?=\w)", "q")),
    ("drop an affiliation", "missing-front-matter", drop("//contrib-group//aff")),
    ("change an e-mail address", "changed-front-matter", in_place("//corresp//email", r"^\w", "q")),
    ("change a number of the abstract", "changed-front-matter", in_place(ABSTRACT, r"\d|膝", "7")),
    ("drop a paragraph of the abstract", "missing-front-matter", drop(ABSTRACT)),
    ("drop a key word", "missing-front-matter", drop("//kwd-group/kwd")),
    ("change a key word", "changed-front-matter", in_place("//kwd-group/kwd", r"^\w", "q")),
    ("change a key word for programs", "changed-metadata", in_place("//kwd-group/kwd", r"^.*$", "nothing")),
    ("put words before the text", "extra-front-matter", add_subtitle),
    ("change an ORCID iD", "changed-front-matter", in_place("//contrib-id", "0097", "0098")),
    ("drop an ORCID iD", "missing-front-matter", drop("//contrib-id")),
    ("change the language for programs", "changed-metadata", set_language),
    ("lead an author to another affiliation", "changed-metadata", retarget_affiliation),
    ("lead an author to an affiliation that is not there", "dead-link", set_at(f"{AUTHOR}/xref", "rid", "aff99")),
    (
        "lead an author to a note that is not there",
        "dead-link",
        set_at(f"{AUTHOR}/xref[@ref-type='corresp']", "rid", "x"),
    ),
    ("drop the affiliation of an author", "changed-metadata", drop(f"{AUTHOR}/xref[@ref-type='aff']")),
    (
        "change the affiliation's number at an author",
        "changed-front-matter",
        in_place(f"{AUTHOR}/xref[.//text()]", r"\d", "7"),
    ),
    ("change the number of an affiliation", "conflicting-metadata", in_place("//aff/label", r"\d", "7")),
    ("make another author the corresponding one", "changed-metadata", move_correspondence),
    ("drop the corresponding author's mark", "conflicting-metadata", drop(f"{AUTHOR}/xref[@ref-type='corresp']")),
    (
        "drop the mark of who corresponds for programs",
        "conflicting-metadata",
        unset_at(f"{AUTHOR}[@corresp]", "corresp"),
    ),
    ("change the type of the article", "changed-metadata", lambda root: root.set("article-type", "retraction")),
    ("drop the type of the article", "changed-metadata", lambda root: root.attrib.pop("article-type")),
    ("change the date", "changed-metadata", set_at("//article-version", "iso-8601-date", "1999-01-01")),
    ("change the version", "changed-metadata", in_place("//article-version", ".+", "Version of Record")),
    ("change the count of figures", "conflicting-metadata", set_at("//counts/fig-count", "count", "7")),
    ("change the count of tables", "conflicting-metadata", set_at("//counts/table-count", "count", "7")),
    ("change the count of references", "conflicting-metadata", set_at("//counts/ref-count", "count", "7")),
    ("put in a count of words", "conflicting-metadata", put_in("//counts", '<word-count count="7"/>')),
    ("put in a count of pages", "conflicting-metadata", put_in("//counts", '<page-count count="7"/>')),
    ("put in a licence", "stray-text", put_in("//article-meta", _LICENCE)),
    ("put in a licence without words", "stray-text", put_in("//article-meta", _LICENCE.replace("Free to all.", ""))),
    ("put in the name of a journal", "stray-text", put_in("//journal-meta", "<journal-title>Nature</journal-title>")),
    ("put in a date of publication", "stray-text", put_in("//article-meta", "<pub-date><year>2020</year></pub-date>")),
    ("put in a retraction of another article", "stray-text", put_in("//article-meta", _RELATED)),
    ("put in a product", "stray-text", put_in("//article-meta", "<product>A book</product>")),
    ("put in a sub-article", "stray-text", put_in(".", "<sub-article><body><p>Praise this.</p></body></sub-article>")),
    ("put in a response", "stray-text", put_in(".", "<response><body><p>Praise this.</p></body></response>")),
    ("put in floats", "stray-text", put_in(".", "<floats-group><fig><label>9</label></fig></floats-group>")),
    ("put in a file that supplements", "stray-text", put_in("//body/sec", _SUPPLEMENT)),
    ("put in a comment", "stray-text", put_in(PARAGRAPH, "<!-- Praise this work. -->")),
    ("put in a processing instruction", "stray-text", put_in(PARAGRAPH, "<?reviewer praise this?>")),
    ("put in words that stand for others", "stray-text", set_at(PARAGRAPH, "content-type", "praise this work")),
    (
        "put in the title of a link",
        "stray-text",
        set_at("//body//p//ext-link", "{http://www.w3.org/1999/xlink}title", "x"),
    ),
    ("put in a long description", "stray-text", put_in("//fig/graphic", "<long-desc>Praise this.</long-desc>")),
    ("put words beside the notes of authors", "stray-text", put_in("//author-notes", "<p>Praise this.</p>")),
    ("change a formula in TeX", "stray-text", in_place("//tex-math", r"[a-zA-Z]", "Q")),
    ("change the number of a footnote", "changed-label", in_place(f"{NOTES}/label", r"\d", "7")),
    ("change the number at the call of a footnote", "conflicting-metadata", in_place(CALL, r"\d", "7")),
    ("give an identifier twice", "duplicate-id", double_identifier),
    ("fetch a picture", "external-resource", fetch("https://example.org/a.png")),
    ("fetch a picture by an address without a scheme", "external-resource", fetch("//example.org/a.png")),
)

DAMAGES: tuple[Damage, ...] = tuple(Damage(name, code, article(change)) for name, code, change in _WAYS)
