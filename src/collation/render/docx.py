"""DOCX: a Word manuscript with real styles, numbered headings, and captions and cross-references as fields."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from collation import pandoc, tree, word, yaml
from collation.document import front_matter
from collation.document.labels import label
from collation.document.numbered import Document, ReferenceListItem, RenderError, meta
from collation.form import Layout
from collation.project import Project, find_style
from collation.render import pictures
from collation.tree import Element


def render(document: Document, project: Project) -> bytes:
    """Write the document for Word.

    Raises:
        RenderError: if an image cannot be shown or the look of `styles/docx.yaml` is not sound.
    """
    writer = _Writer(document)
    blocks = [*writer.front(), *tree.map_blocks(document.blocks, writer.block), *writer.back()]
    blocks = tree.map_inlines(blocks, writer.inlines)
    with tempfile.TemporaryDirectory(prefix="collation-") as folder:
        root = Path(folder)
        look = _laid_out(_look(project, writer.running_title), project.layout)
        reference = root / "reference.docx"
        try:
            reference.write_bytes(word.reference_document(_base(), look))
            stored = _Pictures(project, root, word.text_width(look))
            blocks = pictures.replace(blocks, stored)
            reply = pandoc.write(
                tree.document(blocks, {"lang": meta(writer.data["lang"])}),
                "docx",
                reference_document=reference,
                media=stored.media.values(),
            )
            data = word.finish(reply.data, core=writer.core)
        except word.WordError as error:
            raise RenderError(str(error)) from error
    if reply.warnings:
        raise RenderError("; ".join(reply.warnings))
    return data


@cache
def _base() -> bytes:
    return pandoc.data_file("reference.docx")


def _look(project: Project, running_title: str) -> dict[str, Any]:
    path = find_style(project, "docx.yaml")
    if path is None:
        raise RenderError("styles/docx.yaml is missing")
    try:
        look = yaml.values("styles/docx.yaml", path.read_text(encoding="utf-8"))
    except yaml.YamlError as error:
        raise RenderError(f"styles/docx.yaml:{error.location.line}: {error}") from error
    except UnicodeDecodeError as error:
        raise RenderError(f"styles/docx.yaml: {error}") from error
    if not isinstance(look, dict):
        raise RenderError("styles/docx.yaml must be a mapping")
    return {**look, "header": {"running-title": running_title}}


# Running text has the line spacing that a journal asks for; these are no running text.
_SPACED_ALONE = frozenset({"Compact", "Source Code", "Figure", "Captioned Figure", "Comment Text", "Header", "Footer"})


def _laid_out(look: dict[str, Any], layout: Layout) -> dict[str, Any]:
    """Return a look as a journal wants it; one that is not sound is as it was, and told as such."""
    tables = [look.get(name) for name in ("fonts", "styles")]
    is_sound = all(isinstance(table, dict) and all(isinstance(one, dict) for one in table.values()) for table in tables)
    if layout == Layout() or not (is_sound and "Normal" in look["styles"] and isinstance(look.get("footer"), dict)):
        return look
    fonts = {name: dict(face) for name, face in look["fonts"].items()}
    for name, face in fonts.items():
        if layout.latin_font and name != "code":
            face["latin"] = layout.latin_font
        han = layout.han_heading_font if name == "heading" else layout.han_font
        if han:
            face["east-asian"] = han
            face.pop("alias", None)
    styles = {name: dict(style) for name, style in look["styles"].items()}
    if layout.size is not None:
        styles["Normal"]["size"] = layout.size
    if layout.line_spacing is not None:
        for name in styles.keys() - _SPACED_ALONE:
            styles[name].pop("line-spacing", None)
        styles["Normal"]["line-spacing"] = layout.line_spacing
    shown = look["footer"].get("page-number", True) if layout.page_numbers is None else layout.page_numbers
    lines = layout.line_numbers or look.get("line-numbers", "none")
    return {**look, "fonts": fonts, "styles": styles, "line-numbers": lines, "footer": {"page-number": shown}}


class _Pictures:
    """Names images plainly, for pandoc writes the name of an image's file into the document, and gives them their size.

    pandoc takes a percentage for the greatest width that an image may have, not for the width that it has.
    """

    def __init__(self, project: Project, root: Path, text_width: float) -> None:
        self.project = project
        self.root = root
        self.text_width = text_width
        self.media: dict[tuple[str, float], pandoc.Media] = {}

    def __call__(self, source: str, width: str) -> tuple[str, str]:
        percentage = re.fullmatch(r"(\d+(?:\.\d+)?)%", width)
        shown = self.text_width * float(percentage[1]) / 100 if percentage else 0.0
        if (source, shown) not in self.media:
            suffix, data = pictures.raster(self.project, source, shown)
            path = self.root / f"image-{len(self.media) + 1}{suffix}"
            path.write_bytes(data)
            self.media[source, shown] = pandoc.Media(path.name, path, pictures.TYPES[suffix])
        return self.media[source, shown].name, f"{shown:.2f}mm" if shown else width


class _Writer:
    """Says what the document says in Word's own terms; see `collation.word` for what pandoc makes of each."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.language = document.language
        self.data: Mapping[str, Any] = front_matter.data(document)
        matter = document.manuscript.front_matter
        self.running_title = matter.running_title.first or matter.title.first
        self.core = {
            "title": tree.plain_text(self.data["title"]),
            "creator": [author.name.first for author in matter.authors],
            "keywords": list(self.data.get("keywords", ())),
            "language": matter.first_language if matter.first_language != "zh" else "zh-CN",
        }
        if matter.date:
            self.core["date"] = matter.date

    # --- before the text -----------------------------------------------------------------------------------------

    def front(self) -> list[Element]:
        first, second = str(self.data["lang"]), str(self.data["lang-second"])
        separator, separator_second = self.data["author-separator"], self.data["author-separator-second"]
        blocks = [_styled("Title", self.data["title"]), _styled("Author", self._byline("name", separator))]
        blocks.extend(self._affiliations("text"))
        blocks.extend(self._contacts())
        blocks.extend(self._abstract(first, ""))
        if "title-second" in self.data:
            blocks.append(_styled("Title Second", self.data["title-second"], second))
            blocks.append(_styled("Author Second", self._byline("name-second", separator_second), second))
            blocks.extend(self._affiliations("text-second", second))
        blocks.extend(self._abstract(second, second))
        blocks.extend(self._notes(first))
        return blocks

    def _byline(self, key: str, separator: str) -> list[Element]:
        inlines: list[Element] = []
        for author in self.data["authors"]:
            if inlines:
                inlines.extend(tree.text(separator))
            inlines.extend(tree.text(author[key] or author["name"]))
            marks = [*author["affiliation-numbers"], *("*" if author["is-corresponding"] else "")]
            if marks:
                inlines.append(tree.wrapped("Superscript", [tree.string(",".join(marks))]))
        return inlines

    def _affiliations(self, key: str, language: str = "") -> list[Element]:
        blocks = []
        for item in self.data.get("affiliations", ()):
            if item[key]:
                number = [tree.string(item["number"]), {"t": "Space"}] if item["number"] else []
                blocks.append(_styled("Affiliation", [*number, *item[key]], language))
        return blocks

    def _contacts(self) -> list[Element]:
        blocks = []
        colon = label(self.language, "colon")
        for author in self.data["authors"]:
            if author["is-corresponding"]:
                words = f"* {self.data['corresponding-label']}{colon}{author['name']}"
                if author["email"]:
                    words += f"{self.data['author-separator']}{author['email']}"
                blocks.append(_styled("Affiliation", tree.text(words)))
            if author["orcid"]:
                blocks.append(_styled("Affiliation", tree.text(f"ORCID {author['name']} {author['orcid']}")))
        return blocks

    def _abstract(self, tag: str, language: str) -> list[Element]:
        """The abstract and the key words of one language; `language` is "" for that of the document."""
        blocks = []
        for abstract in self.data.get("abstracts", ()):
            if abstract["lang"] == tag:
                blocks.append(_styled("Abstract Heading", tree.text(abstract["heading"]), language))
                for part in abstract["parts"]:
                    blocks.append(_styled("Abstract", [*_strong(part.get("label", "")), *part["text"]], language))
        for keywords in self.data.get("keyword-lists", ()):
            if keywords["lang"] == tag:
                inlines = _strong(keywords["heading"])
                for place, words in enumerate(keywords["words"]):
                    if place:
                        inlines.extend(tree.text(keywords["separator"]))
                    inlines.extend(words)
                blocks.append(_styled("Keywords", inlines, language))
        return blocks

    def _notes(self, first: str) -> list[Element]:
        blocks = []
        for place, note in enumerate(self.data.get("note", ())):
            heading = _strong(self.data["note-heading"]) if place == 0 else []
            language = "" if note["lang"] == first else note["lang"]
            blocks.append(_styled("Front Note", [*heading, *note["text"]], language))
        return blocks

    # --- the text ------------------------------------------------------------------------------------------------

    def block(self, block: Element) -> list[Element] | None:
        kind = block["t"]
        if kind == "Header":
            return [self._heading(block)]
        if kind == "Figure":
            attribute, caption, content = block["c"]
            attribute = [attribute[0], attribute[1], []]
            return [{**block, "c": [attribute, self._caption("figure", attribute[0], caption), content]}]
        if kind == "Table" and "number" in tree.pairs(block):
            attribute, caption, *rest = block["c"]
            attribute = [attribute[0], attribute[1], []]
            return [{**block, "c": [attribute, self._caption("table", attribute[0], caption), *rest]}]
        if kind == "Div" and "equation" in tree.attribute_of(block)[1]:
            return [self._equation(block)]
        return None

    def _heading(self, block: Element) -> Element:
        level, (identifier, _, pairs), inlines = block["c"]
        if level <= 3 and "number" not in dict(pairs):
            attribute = [identifier, [], [["custom-style", f"Heading {level} Unnumbered"]]]
            return tree.div(attribute, [tree.paragraph(inlines)])
        marked = tree.span(tree.attributes(word.label_bookmark(identifier)), inlines)
        return {"t": "Header", "c": [level, [identifier, [], []], [marked]]}

    def _caption(self, kind: str, identifier: str, caption: list[Any]) -> list[Any]:
        blocks = []
        for block in caption[1]:
            is_second = block["t"] == "Div"
            inlines = block["c"][1][0]["c"] if is_second else block["c"]
            number = tree.pairs(inlines[0])["number"]
            language = self.document.second_language if is_second else self.language
            shown = [
                *self._label(kind, number, language, identifier="" if is_second else identifier),
                {"t": "Space"},
                *inlines[2:],
            ]
            if is_second:
                attribute = ["", [], [["custom-style", "Caption Second"], ["lang", language]]]
                blocks.append(tree.div(attribute, [tree.paragraph(shown)]))
            else:
                blocks.append({"t": "Plain", "c": shown})
        return [None, blocks]

    def _label(self, kind: str, number: str, language: str, *, identifier: str) -> list[Element]:
        """`图1` with its number as a field; the bookmark around it is what cross-references point to."""
        sequence = label(self.language, kind, number="").strip().rstrip(".")
        before, _, after = label(language, kind, number="\0").partition("\0")
        field = word.sequence_field(sequence, number, repeat=language != self.language)
        inlines = [*tree.text(before), tree.raw_inline("openxml", field), *tree.text(after)]
        if not identifier:
            return inlines
        return [tree.span(tree.attributes(word.label_bookmark(identifier)), inlines)]

    def _equation(self, block: Element) -> Element:
        (identifier, _, pairs), content = block["c"]
        number = dict(pairs)["number"]
        math = content[0]["c"][0]
        tab = tree.raw_inline("openxml", word.TAB)
        inline_math = {"t": "Math", "c": [{"t": "InlineMath"}, math["c"][1]]}
        numbered = tree.span(tree.attributes(word.label_bookmark(identifier)), [tree.string(f"({number})")])
        attribute = [identifier, [], [["custom-style", "Equation"]]]
        return tree.div(attribute, [tree.paragraph([tab, inline_math, tab, numbered])])

    def inlines(self, inlines: list[Element]) -> list[Element]:
        changed = []
        for inline in inlines:
            kind = inline["t"]
            if kind == "Span" and "citation" in inline["c"][0][1]:
                attribute = [inline["c"][0][0], [], [["custom-style", "Citation"]]]
                changed.append(tree.span(attribute, inline["c"][1]))
            elif kind == "Link" and "citation-number" in inline["c"][0][1]:
                styled = tree.span(["", [], [["custom-style", "Citation"]]], inline["c"][1])
                changed.append(tree.link([styled], inline["c"][2][0]))
            elif kind == "Link" and "cross-reference" in inline["c"][0][1]:
                changed.append(self._cross_reference(inline))
            else:
                changed.append(inline)
        return changed

    def _cross_reference(self, link: Element) -> Element:
        identifier = link["c"][2][0].removeprefix("#")
        target = self.document.targets[identifier]
        text = tree.plain_text(link["c"][1])
        if target.kind == "equation" or not target.number:  # Word has no field that says these words
            return tree.link(link["c"][1], f"#{identifier}")
        bookmark = word.label_bookmark(identifier)
        return tree.raw_inline("openxml", word.reference_field(bookmark, text, number=target.kind == "section"))

    # --- after the text ------------------------------------------------------------------------------------------

    def back(self) -> list[Element]:
        blocks = []
        for statement in self.data.get("statements", ()):
            blocks.append(_styled("Statement", [*_strong(statement["heading"]), *statement["text"]]))
        if not self.document.references:
            return blocks
        heading = ["references", [], [["custom-style", "Heading 1 Unnumbered"]]]
        blocks.append(tree.div(heading, [tree.paragraph(tree.text(self.data["references-heading"]))]))
        blocks.append(tree.div(tree.attributes("refs"), [self._reference(item) for item in self.document.references]))
        return blocks

    def _reference(self, item: ReferenceListItem) -> Element:
        tab = tree.raw_inline("openxml", word.TAB)
        attribute = [f"ref-{item.number}", [], [["custom-style", "Reference Item"]]]
        return tree.div(attribute, [tree.paragraph([tree.string(item.label), tab, *item.inlines])])


def _strong(words: str) -> list[Element]:
    return [tree.wrapped("Strong", tree.text(words)), {"t": "Space"}] if words else []


def _styled(style: str, inlines: Sequence[Element], language: str = "") -> Element:
    pairs = [["custom-style", style]]
    if language:
        pairs.append(["lang", language])
    return tree.div(["", [], pairs], [tree.paragraph(inlines)])
