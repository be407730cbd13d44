"""JATS read back: what a journal's system would show of the article, by the tags alone (ANSI/NISO Z39.96-2021)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise
from typing import Final

from collation import xml
from collation.document.labels import label as words_of
from collation.proof.jats_accounts import Accounts
from collation.proof.reading import (
    OBJECT,
    Aside,
    Block,
    BlockKind,
    Contributor,
    Fault,
    MarkKind,
    Metadata,
    Place,
    Reading,
    Record,
    TextBuilder,
    UnreadableOutputError,
    settled,
)
from collation.xml import Node

_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_MARKS: Final[Mapping[str, MarkKind]] = {
    "bold": "strong",
    "italic": "emphasis",
    "sup": "superscript",
    "sub": "subscript",
}
_BLOCKS: Final = frozenset(
    {
        *("sec", "title", "p", "list", "list-item", "def-list", "def-item", "term", "def", "disp-quote", "code"),
        *("preformat", "verse-group", "disp-formula", "fig", "fig-group", "table-wrap", "table"),
        *("thead", "tbody", "tfoot", "tr", "td", "th", "table-wrap-foot", "boxed-text", "ack", "fn-group", "statement"),
        *("attrib", "body", "supplementary-material", "disp-formula-group", "array"),
    }
)
_UNSHOWN: Final = frozenset({"alt-text", "long-desc", "colgroup", "object-id", "graphic", "media", "alternatives"})
_FORMULAS: Final = frozenset({"inline-formula", "math", "{http://www.w3.org/1998/Math/MathML}math", "tex-math"})
_OBJECTS: Final = frozenset({"inline-graphic", "inline-media"})
_MTEXT: Final = "{http://www.w3.org/1998/Math/MathML}mtext"
_FORMS: Final = {"tex-math": "TeX", _MTEXT: "MathML"}
# What a journal prints above a statement that JATS tells by its tag alone.
_STATEMENTS: Final[Mapping[str, str]] = {
    "coi-statement": "conflicts-of-interest",
    "con": "author-contributions",
    "financial-disclosure": "funding",
}
_FRONT_TEXTS: Final = (
    *("article-title", "subtitle", "trans-title", "trans-subtitle", "alt-title"),
    *("subject", "title", "p", "kwd"),
)
# JATS gives an ORCID iD as its address, which a journal links and need not print.
_ORCID: Final = "https://orcid.org/"
_COUNTED: Final = {
    "fig-count": "fig",
    "table-count": "table-wrap",
    "equation-count": "disp-formula",
    "ref-count": "ref",
}
_COUNTED_WORD: Final = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:['’.-][^\W_\u3400-\u9fff]+)*")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_DIGITS: Final = re.compile(r"\d+")


def read(data: bytes, companions: Collection[str] | None = None) -> Reading:
    """Read an article.

    Args:
        data: the XML.
        companions: the names of the files beside it; None where that is not known.

    Raises:
        UnreadableOutputError: if the bytes are no JATS article.
    """
    try:
        root = xml.parse(data)
    except xml.MarkupError as error:
        raise UnreadableOutputError(str(error)) from error
    if root.tag != "article":
        raise UnreadableOutputError("it is XML, but no JATS article")
    article = _Article(root, companions)
    return Reading(
        "jats",
        article.blocks,
        article.metadata,
        tuple(article.faults),
        records=article.records,
        asides=article.asides,
    )


def _plain(element: Node) -> str:
    return "".join(element.itertext())


class _Article:
    """Walks an article; what is shown becomes blocks."""

    def __init__(self, root: Node, companions: Collection[str] | None) -> None:
        self.root = root
        self.companions = companions
        self.language = root.get(_LANGUAGE, "")
        self.faults: list[Fault] = []
        self.records: tuple[Record, ...] = ()
        self._accounts = Accounts(root)
        self._beside: list[Aside] = []
        self._contributed: list[Contributor] = []
        self._found: list[Block] = []
        self._notes: list[Node] = []
        self._starts: dict[str, int] = {}
        self._builder: TextBuilder | None = None
        self._kind: BlockKind = "paragraph"
        self._label = ""
        self._awaited = ""
        self._level = 0
        self._place = Place()
        self._identified: dict[str, Node] = {}
        self._look_over()
        self._front()
        for part in root.iterfind("body"):
            self._children(part)
            self._flush()
        self._statements()
        for part in root.iterfind("back"):
            self._back(part)
        for note in self._notes:
            self._note(note)
        self.blocks = tuple(map(self._settle, self._found))
        self.metadata = self._metadata()
        self._count()
        self.asides = (*self._beside, *self._accounts.rest())

    def _metadata(self) -> Metadata:
        """Return what the article says of itself."""
        meta = self.root.find("front/article-meta")
        title = None if meta is None else meta.find("title-group/article-title")
        version = None if meta is None else meta.find("article-version")
        others = [("article type", self.root.get("article-type", ""))]
        if version is not None:
            others += [
                ("version", self._accounts.whole(version).strip()),
                ("kind of version", version.get("article-version-type", "")),
                ("date", version.get("iso-8601-date", "")),
            ]
        return Metadata(
            title=None if title is None else _plain(title),
            authors=tuple(author.name for author in self._contributed),
            language=self.language or None,
            keywords=() if meta is None else tuple(map(_plain, meta.iterfind("kwd-group/kwd"))),
            contributors=tuple(self._contributed),
            others=tuple(pair for pair in others if pair[1]),
        )

    # --- form ----------------------------------------------------------------------------------------------------

    def _look_over(self) -> None:
        seen: set[str] = set()
        for element in self.root.iter():
            if not isinstance(element.tag, str):
                continue
            identifier = element.get("id")
            if identifier in seen:
                self.faults.append(Fault("duplicate-id", identifier, Place(line=element.sourceline or 0)))
            elif identifier:
                seen.add(identifier)
                self._identified[identifier] = element
            if element.tag not in ("graphic", "inline-graphic", "media", "supplementary-material"):
                continue
            address = element.get(_HREF) or ""
            if "://" in address or address.startswith("//"):
                self.faults.append(Fault("external-resource", address, Place(line=element.sourceline or 0)))
            elif self.companions is not None and address not in self.companions:
                self.faults.append(Fault("missing-part", f"the file {address}", Place(line=element.sourceline or 0)))

    def _count(self) -> None:
        """Find counts of what is not there so often."""
        for stated in self.root.iterfind("front/article-meta/counts/*"):
            if not isinstance(stated.tag, str):
                continue
            said = stated.get("count", "")
            tags = _COUNTED.get(stated.tag)
            if tags:
                there = sum(1 for part in ("body", "back") for _ in self.root.iterfind(f"{part}//{tags}"))
            elif stated.tag == "word-count":
                there = sum(len(_COUNTED_WORD.findall(block.text)) for block in self._found if block.kind != "front")
            else:
                there = None  # of pages, and of what is not named, nothing is known
            if said != str(there):
                known = "unknown" if there is None else str(there)
                detail = f"a {stated.tag} of {said or '(none)'}, which is {known}"
                self.faults.append(Fault("conflicting-metadata", detail, _place(stated)))

    def _settle(self, block: Block) -> Block:
        """Say of each link to which block it leads, now that all are known."""
        links = []
        for link in block.links:
            target = link.target
            if isinstance(target, str) and target.startswith("#"):
                found = self._starts.get(target[1:])
                if found is None:
                    self.faults.append(Fault("dead-link", target, block.place(link.start)))
                target = None if found is None else min(found, len(self._found) - 1)
            links.append(replace(link, target=target))
        return replace(block, links=tuple(links))

    # --- before the text -----------------------------------------------------------------------------------------

    def _front(self) -> None:
        self._kind = "front"
        meta = self.root.find("front/article-meta")
        for element in meta if meta is not None else ():
            if element.tag in ("title-group", "article-categories", "abstract", "trans-abstract", "kwd-group"):
                self._front_texts(element)
            elif element.tag == "contrib-group":
                self._contributors(element)
            elif element.tag == "author-notes":
                for note in element.iterfind("corresp"):
                    self._block(note, "front", label=self._label_of(note))
        for notes in self.root.iterfind("front/notes"):
            self._front_texts(notes)
        self._kind = "paragraph"

    def _front_texts(self, element: Node) -> None:
        for part in element.iter(*_FRONT_TEXTS):
            self._block(part, "front")

    def _contributors(self, group: Node) -> None:
        for contributor in group.iterfind("contrib"):
            names = self._names(contributor)
            marks = self._marks(contributor)
            for place, name in enumerate(names):
                self._plain_block(name if place else f"{name}{marks}")
            for identifier in contributor.iterfind("contrib-id"):
                self._plain_block(self._accounts.whole(identifier).strip().removeprefix(_ORCID))
            for address in contributor.iterfind("email"):
                self._plain_block(self._accounts.whole(address))
            if contributor.get("contrib-type") == "author":
                self._contributed.append(self._contributor(contributor, next(iter(names), "")))
        for affiliation in group.iter("aff"):
            self._block(affiliation, "front", label=self._label_of(affiliation))

    def _names(self, contributor: Node) -> list[str]:
        """Return a contributor's names as they are printed, that in the article's own language first."""
        names = [*contributor.iter("name", "string-name", "collab")]
        names.sort(key=lambda name: name.get(_LANGUAGE, self.language) != self.language)
        return [self._name(name) for name in names]

    def _name(self, name: Node) -> str:
        if name.tag != "name":
            return self._accounts.whole(name).strip()
        prefix, surname, given, suffix = (
            self._accounts.whole(name.find(part)) for part in ("prefix", "surname", "given-names", "suffix")
        )
        parts = [prefix, *((surname, given) if name.get("name-style") == "eastern" else (given, surname))]
        between = "" if _HAN.search(surname) else " "
        return between.join(filter(None, parts)) + (f", {suffix}" if suffix else "")

    def _marks(self, contributor: Node) -> str:
        """Return what is printed behind a name: the numbers of affiliations and the sign of who corresponds."""
        return ",".join(filter(None, (self._accounts.whole(link).strip() for link in contributor.iterfind("xref"))))

    def _contributor(self, contributor: Node, name: str) -> Contributor:
        """Return what an author is connected with; a link that leads nowhere, or where its mark is not, is a fault."""
        affiliations: list[tuple[str, ...]] = []
        correspondence = ""
        for link in contributor.iterfind("xref"):
            place = Place(line=link.sourceline or 0)
            for identifier in (link.get("rid") or "").split() or [""]:
                target = self._identified.get(identifier)
                if target is None:
                    self.faults.append(Fault("dead-link", f"#{identifier}", place))
                elif target.tag in ("aff", "aff-alternatives"):
                    affiliations.append(tuple(map(_unlabelled, [*target.iter("aff")])))
                elif target.tag == "corresp":
                    correspondence = _unlabelled(target)
                else:
                    affiliations.append((f"a {target.tag}",))
                mark = _plain(link).strip()
                labels = set() if target is None else {_plain(label).strip() for label in target.iter("label")}
                if mark and labels and labels != {mark}:
                    detail = f"the mark {mark} of {name}, and {', '.join(sorted(labels))} where it leads"
                    self.faults.append(Fault("conflicting-metadata", detail, place))
        if (contributor.get("corresp") == "yes") != bool(correspondence):
            detail = f"that {name} is and is not a corresponding author"
            self.faults.append(Fault("conflicting-metadata", detail, Place(line=contributor.sourceline or 0)))
        return Contributor(name, tuple(affiliations), correspondence)

    def _label_of(self, element: Node) -> str:
        """Take the label of an element, and return it; "" where it has none."""
        return self._accounts.whole(element.find("label")).strip()

    def _plain_block(self, text: str) -> None:
        self._begun().add(text)
        self._flush()

    # --- statements, list and notes ------------------------------------------------------------------------------

    def _statements(self) -> None:
        """Statements that JATS keeps before the text, and that a journal prints behind it."""
        for funding in self.root.iterfind("front/article-meta/funding-group/funding-statement"):
            self._statement("funding", funding)
        for note in self.root.iterfind("front/article-meta/author-notes/fn"):
            name = _STATEMENTS.get(note.get("fn-type", ""))
            for paragraph in note.iterfind("p"):
                if name:
                    self._statement(name, paragraph)
                else:
                    self._block(paragraph, "front")

    def _statement(self, name: str, paragraph: Node) -> None:
        self._begun().add(words_of(self.language, name))
        self._level = 1
        self._flush("heading")
        self._level = 0
        self._block(paragraph, "paragraph")

    def _back(self, back: Node) -> None:
        for part in back:
            if part.tag == "ref-list":
                self._references(part)
            elif part.tag == "fn-group":
                self._notes.extend(part.iterfind("fn"))
            elif isinstance(part.tag, str):
                self._walk(part)
                self._flush()

    def _references(self, group: Node) -> None:
        self._remember(group)
        title = group.find("title")
        if title is not None:
            self._level = 1
            self._block(title, "heading")
            self._level = 0
        records = []
        for item in group.iterfind("ref"):
            self._remember(item)
            shown = item.find(".//mixed-citation")
            self._label = self._label_of(item)
            if shown is not None:
                self._children(shown)
            self._begun()
            self._flush("reference", label=self._label)
            data = item.find(".//element-citation")
            if data is not None:
                records.append(Record(self._label, tuple(self._data(data))))
        self.records = tuple(records)
        self._label = ""

    def _data(self, citation: Node) -> Iterator[tuple[str, str]]:
        """Yield what the structured form of a citation says, by the names of JATS."""
        for element in citation:
            if not isinstance(element.tag, str):
                continue
            if element.tag == "person-group":
                role = element.get("person-group-type", "")
                for name in element.iterchildren("name", "string-name", "collab", "etal"):
                    yield role, self._cited_name(name)
            elif element.tag == "pub-id":
                yield element.get("pub-id-type", "pub-id"), self._accounts.whole(element)
            else:
                yield element.tag, self._accounts.whole(element)

    def _cited_name(self, name: Node) -> str:
        """Return a name as an entry has it: surname, given names and suffix, parted by commas."""
        if name.tag == "etal":
            return "others"
        if name.tag != "name":
            return self._accounts.whole(name)
        parts = (self._accounts.whole(name.find(part)) for part in ("surname", "given-names", "suffix"))
        return ", ".join(filter(None, parts))

    def _note(self, note: Node) -> None:
        self._remember(note)
        self._kind, self._awaited = "footnote", self._label_of(note)
        for paragraph in note.iterfind("p"):
            self._walk(paragraph)
            self._flush()
        self._kind, self._awaited = "paragraph", ""

    # --- text ----------------------------------------------------------------------------------------------------

    def _block(self, element: Node, kind: BlockKind, *, label: str = "") -> None:
        """Read one element as one block."""
        self._flush()
        self._remember(element)
        self._children(element)
        self._flush(kind, label=label)

    def _children(self, element: Node) -> None:
        self._text(self._accounts.text(element))
        for child in element:
            if isinstance(child.tag, str):
                self._walk(child)
            self._text(self._accounts.tail(child))

    def _walk(self, element: Node) -> None:
        tag = element.tag
        if tag == "graphic":  # of no figure, whose graphics are not come to
            self._picture(element)
        if tag in _UNSHOWN or tag == "label":
            return
        if tag not in _BLOCKS:
            self._remember(element)
            self._inline(element)
            if tag == "verse-line":
                self._text(" ")
            return
        self._flush()
        self._remember(element)
        if tag == "sec":
            self._section(element)
        elif tag == "title":
            self._block(element, "heading")
        elif tag in ("fig", "table-wrap"):
            self._float(element)
        elif tag in ("td", "th"):
            around, self._kind = self._kind, self._kind if self._kind == "footnote" else "cell"
            self._children(element)
            self._flush()
            self._kind = around
        elif tag == "disp-formula":
            number = self._label_of(element)
            self._formula(element)
            self._flush("equation" if number else self._kind, label=number)
        else:
            if tag == "list":
                self._number(element)
            self._children(element)
            self._flush()

    def _number(self, listed: Node) -> None:
        """Take the numbers of a list that says them: each is one more than the one before."""
        labels = [(item, self._label_of(item)) for item in listed.iterfind("list-item")]
        for (_, before), (item, label) in pairwise(labels):
            earlier, later = _DIGITS.search(before), _DIGITS.search(label)
            if earlier and later and int(later[0]) != int(earlier[0]) + 1:
                detail = f"the number {label} in a list, behind {before}"
                self.faults.append(Fault("conflicting-metadata", detail, _place(item)))

    def _section(self, element: Node) -> None:
        self._level += 1
        title = element.find("title")
        if title is not None:
            self._remember(title)
            self._children(title)
            self._flush("heading", label=self._label_of(element))
        for child in element:
            if isinstance(child.tag, str) and child.tag not in ("label", "title", "sec-meta"):
                self._walk(child)
                self._flush()
        self._level -= 1

    def _float(self, element: Node) -> None:
        for picture in element.iter("graphic") if element.tag == "fig" else ():
            self._begun().add(self._accounts.whole(picture.find("alt-text")))
            self._remember(picture)
            self._flush("figure")
        labels = [self._accounts.whole(label) for label in element.iterfind("label")]
        for place, caption in enumerate(element.iterfind("caption")):
            self._remember(caption)
            for part in caption:
                self._children(part)
                self._text(" ")
            self._begun()
            self._flush("caption", label=labels[place] if place < len(labels) else "")
        for part in element:
            if part.tag == "table-wrap-foot":
                self._notes.extend(part.iterfind("fn"))
            elif part.tag not in ("label", "caption", "graphic") and isinstance(part.tag, str):
                self._walk(part)
                self._flush()

    def _inline(self, element: Node) -> None:
        tag = element.tag
        if tag == "xref" and element.get("ref-type") in ("fn", "table-fn"):
            self._call(element)
        elif tag == "fn":
            self._notes.append(element)
            with self._begun().link(f"#{element.get('id')}"):
                self._begun().add(OBJECT)
        elif tag in _FORMULAS:
            self._formula(element)
        elif tag in _OBJECTS:
            self._picture(element)
        elif tag == "break":
            self._text(" ")
        else:
            with ExitStack() as stack:
                if tag in _MARKS:
                    stack.enter_context(self._begun().mark(_MARKS[tag]))
                if tag == "xref":
                    stack.enter_context(self._begun().link(f"#{element.get('rid')}"))
                elif tag in ("ext-link", "uri", "email") and element.get(_HREF):
                    stack.enter_context(self._begun().link(element.get(_HREF)))
                self._children(element)

    def _call(self, element: Node) -> None:
        """Read the call of a note, which is an object in its line; its number is that of the note."""
        with self._begun().link(f"#{element.get('rid')}"):
            self._begun().add(OBJECT)
        mark, note = self._accounts.whole(element).strip(), self._identified.get(element.get("rid") or "")
        number = "" if note is None else (note.findtext("label") or "").strip()
        if note is not None and mark != number:
            detail = f"the number {mark or '(none)'} at the call of a note, and {number or '(none)'} at the note"
            self.faults.append(Fault("conflicting-metadata", detail, _place(element)))

    def _picture(self, element: Node) -> None:
        """Read a picture in a line: the words that stand for it are no part of that line."""
        self._begun().add(OBJECT)
        if words := self._accounts.whole(element.find("alt-text")).strip():
            self._beside.append(Aside(words, "the alternative text of a picture", _place(element)))

    def _formula(self, element: Node) -> None:
        """Read a formula, which is an object in its line; TeX, and the words in it, are told beside the text."""
        self._begun().add(OBJECT)
        self._accounts.whole(element)
        for part in element.iter("tex-math", _MTEXT):
            if words := _plain(part).strip():
                self._beside.append(Aside(words, f"a formula in {_FORMS[part.tag]}", _place(element)))

    def _remember(self, element: Node) -> None:
        """An identifier leads to the block in which it stands, or to the one that begins next."""
        identifier = element.get("id")
        if identifier:
            self._starts.setdefault(identifier, len(self._found))
            self._place = Place(anchor=identifier, line=element.sourceline or 0)
            if self._builder is not None:
                self._builder.at(self._place)

    def _text(self, text: str | None) -> None:
        if text and (self._builder is not None or text.strip()):
            self._begun().add(text)

    def _begun(self) -> TextBuilder:
        if self._builder is None:
            self._builder = TextBuilder()
            self._builder.at(self._place)
        return self._builder

    def _flush(self, kind: BlockKind | None = None, *, label: str = "") -> None:
        builder, self._builder = self._builder, None
        if builder is not None and (builder.text or label or kind == "figure"):
            made = kind or self._kind
            if made == self._kind and not label:  # the first block of a note or an item has its number
                label, self._awaited = self._awaited, ""
            level = self._level if made == "heading" else 0
            self._found.append(builder.block(made, label=label, level=level))


def _unlabelled(element: Node) -> str:
    """Return the characters of an affiliation or a note without its label."""
    return settled("".join(text for text in element.xpath(".//text()[not(ancestor::label)]")))


def _place(element: Node) -> Place:
    return Place(line=element.sourceline or 0)
