"""PDF: a journal article on A4, typeset by Typst from the markup that pandoc writes."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from collation import fonts, pandoc, tree, typesetting
from collation.document import front_matter
from collation.document.numbered import Document, ReferenceListItem, RenderError, meta
from collation.project import Project, find_style
from collation.render import pictures
from collation.tree import Element, quoted

STANDARDS = ("a-2a", "ua-1")
"""PDF/A-2a (ISO 19005-2) for archives, PDF/UA-1 (ISO 14289-1) for readers who cannot see."""

_MARKS = frozenset({"insertion", "deletion"})
# A dot at the start, before a letter, would ask what stands before it, as emphasis, for a field of that name.
_READ_ANEW = re.compile(r"([“”‘’]|\.\.\.|(?<!\w)-(?=\d)|^\.(?=[^\W\d]))")
_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
_COMMANDS = {
    "cap": "∩", "bigcap": "⋂", "Cap": "⋒", "sqcap": "⊓", "ominus": "⊖", "odot": "⊙", "otimes": "⊗", "bigodot": "⨀",
    "bigotimes": "⨂", "circleddash": "⊝", "llbracket": "⟦", "rrbracket": "⟧", "lBrace": "⦃", "rBrace": "⦄",
}  # fmt: skip
_RENAMED = re.compile(rf"(?<!\\left)(?<!\\right)\\({'|'.join(_COMMANDS)})(?![A-Za-z])")
_STAND_INS = {ord(symbol): 0xF000 + place for place, symbol in enumerate("∩⋂⋒⊓⊖⊙⊗⨀⨂⊜⊝⨅⩀⩄⩎⨙«»‹›⦶⦷⦸⦹⧀⧁⨸⟴⦜⦡⦦⟦⟧⦃⦄⦅⦆⟬⟭")}
"""What pandoc names as Typst does no more is shown to it as a character that it knows nothing of."""
_SYMBOLS = {stand_in: symbol for symbol, stand_in in _STAND_INS.items()}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(%|cm|mm|in|pt|em|px)?")


def render(document: Document, project: Project, *, has_line_numbers: bool = False) -> bytes:
    """Write the document as PDF/A-2a and PDF/UA-1.

    Args:
        document: the numbered document.
        project: where its images and its look are.
        has_line_numbers: whether each line of the text has its number beside it, as reviewers want it.

    Raises:
        RenderError: if Typst refuses the markup, a letter is in none of the fonts, or an image cannot be shown.
    """
    with tempfile.TemporaryDirectory(prefix="collation-") as folder:
        root = Path(folder)
        blocks = pictures.replace(document.blocks, _Pictures(project, root))
        blocks = tree.map_blocks(_with_notes(blocks), _block)
        blocks = tree.map_inlines(blocks, _inlines)
        matter = front_matter.data(document)
        matter["note"] = [_note(note, matter["lang"]) for note in matter.get("note", ())]
        values: dict[str, Any] = {name: meta(_set(value)) for name, value in matter.items()}
        values |= {name: meta(value) for name, value in _properties(matter).items()}
        values["line-numbers"] = meta(has_line_numbers)
        values["reference-list"] = {"t": "MetaBlocks", "c": tree.map_inlines(_references(document), _inlines)}
        template = find_style(project, "typst/article.typ")
        if template is None:
            raise RenderError("styles/typst/article.typ is missing")
        reply = pandoc.write(
            tree.document(blocks, values), "typst-citations", template=template.read_text(encoding="utf-8")
        )
        if reply.warnings:  # they name what the author wrote; Typst would name what pandoc made of it
            raise RenderError("; ".join(reply.warnings))
        try:
            source = reply.data.decode().translate(_SYMBOLS)
            typeset = typesetting.typeset_pdf(source, root, timestamp=document.timestamp, standards=STANDARDS)
        except (typesetting.TypesettingError, fonts.FontError) as error:
            raise RenderError(str(error)) from error
    if typeset.warnings:
        raise RenderError("; ".join(typeset.warnings))
    return typeset.data


def _properties(matter: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the file is to say of itself, each text as a literal: of markup Typst would straighten the quotes."""
    texts = {
        "document-authors": [author["name"] for author in matter["authors"]],
        "document-keywords": matter.get("keywords", []),
    }
    literals = {name: [[_string(text)] for text in several] for name, several in texts.items()}
    return {"document-title": [_string(tree.plain_text(tree.settled(matter["title"])))], **literals}


def _string(text: str) -> Element:
    return tree.raw_inline("typst", quoted(text))


class _Pictures:
    """Puts each image beside the markup under a plain name: no path of this machine may reach the PDF."""

    def __init__(self, project: Project, root: Path) -> None:
        self.project = project
        self.root = root
        self.names: dict[str, str] = {}

    def __call__(self, source: str, width: str) -> tuple[str, str]:
        if source not in self.names:
            suffix, data = pictures.vector(self.project, source)
            name = f"image-{len(self.names) + 1}{suffix}"
            (self.root / name).write_bytes(data)
            self.names[source] = name
        return self.names[source], width


def _set(value: Any) -> Any:
    """Do for the texts of the front matter what is done for those of the body."""
    if isinstance(value, dict):
        return {name: _set(item) for name, item in value.items()}
    if not isinstance(value, list):
        return value
    if not value or not isinstance(value[0], dict) or "t" not in value[0]:
        return [_set(item) for item in value]
    (paragraph,) = tree.map_inlines([tree.paragraph(value)], _inlines)
    return paragraph["c"]


def _block(block: Element) -> list[Element] | None:
    kind = block["t"]
    if kind == "Header":
        level, (identifier, _, pairs), inlines = block["c"]
        number = dict(pairs).get("number", "")
        return [_called(f"numbered-heading({level}, {quoted(number)})", inlines, identifier)]
    if kind == "Figure":
        return _figure(block)
    if kind == "Table":
        return _table(block)
    if kind == "Div" and "equation" in tree.attribute_of(block)[1]:
        (identifier, _, pairs), content = block["c"]
        math = content[0]["c"][0]
        alternative = quoted(math["c"][1])
        return [_called(f"equation-block({quoted(dict(pairs)['number'])}, {alternative})", [_bare(math)], identifier)]
    if kind == "Div" and "".join(tree.attribute_of(block)[1][:1]) in _MARKS:
        opening, closing = tree.raw_block("typst", f"#changed-block({quoted(block['c'][0][1][0])})["), "]"
        return [opening, *tree.map_blocks(block["c"][1], _block), tree.raw_block("typst", closing)]
    return None


def _with_notes(blocks: Sequence[Element]) -> list[Element]:
    """Put the footnotes of what floats before it, into the text, for Typst prints none that is in a float itself."""
    numbers = count(1)

    def parted(block: Element) -> list[Element] | None:
        is_float = block["t"] == "Figure" or (block["t"] == "Table" and "number" in tree.pairs(block))
        if not is_float:
            return None
        notes: list[Element] = []

        def called(inlines: list[Element]) -> list[Element]:
            return [call(inline["c"]) if inline["t"] == "Note" else inline for inline in inlines]

        def call(note: list[Element]) -> Element:
            name = quoted(f"note-of-float-{next(numbers)}")
            opening, closing = tree.raw_block("typst", f"#note-of-float({name})["), tree.raw_block("typst", "]")
            notes.extend((opening, *note, closing))
            return tree.raw_inline("typst", f"#footnote(label({name}))")

        floating = tree.map_inlines([block], called)
        return [*notes, *floating]

    return tree.map_blocks(blocks, parted)


def _bare(math: Element) -> Element:
    """An equation that is already inside one of the template's calls."""
    return {**math, "t": "Math", "bare": True}


def _called(call: str, inlines: Sequence[Element], identifier: str = "") -> Element:
    """A paragraph that is one call of a function of the template, with a label where there is an identifier."""
    return tree.paragraph(
        [tree.raw_inline("typst", f"#{call}["), *inlines, tree.raw_inline("typst", f"]{_label(identifier)}")]
    )


def _label(identifier: str) -> str:
    """Typst's `<name>` allows fewer characters than an identifier may have."""
    return f" #label({quoted(identifier)})" if identifier else ""


def _note(note: Mapping[str, Any], main_language: str) -> list[Element]:
    """A first-page note; one in the second language inside the call that sets it as such."""
    text: list[Element] = note["text"]
    if note["lang"] == main_language:
        return text
    return [tree.raw_inline("typst", f"#in-language({quoted(note['lang'])})["), *text, tree.raw_inline("typst", "]")]


def _caption(caption: list[Any]) -> list[Element]:
    """Both languages of a caption as inlines; the second inside a call that sets it apart."""
    inlines: list[Element] = []
    for block in caption[1]:
        is_second = block["t"] == "Div"
        content = block["c"][1][0]["c"] if is_second else block["c"]
        if is_second:
            content = [tree.raw_inline("typst", "#caption-second["), *content, tree.raw_inline("typst", "]")]
        inlines.extend(content)
    return inlines


def _figure(block: Element) -> list[Element]:
    (identifier, _, _), caption, content = block["c"]
    images = [element for element in tree.elements(content) if element["t"] == "Image"]
    if len(images) != 1:
        raise RenderError(
            f"the figure {identifier or '(without identifier)'} has {len(images)} images; it must have one"
        )
    attribute, alternative, (source, _) = images[0]["c"]
    width = _length(dict(attribute[2]).get("width", ""))
    call = f"figure-block({quoted(source)}, {quoted(tree.plain_text(alternative))}, {width})"
    return [_called(call, _caption(caption), identifier)]


def _length(value: str) -> str:
    """A width in Typst's units, a pixel of CSS being 1/96 inch; without one an image has its own, but not more room."""
    if not value:
        return "auto"
    match = _LENGTH.fullmatch(value.strip())
    if match is None:
        raise RenderError(f"the width {value!r} of a figure is not a length; write 80% or 12cm")
    number, unit = match.groups()
    if unit in (None, "px"):
        return f"{float(number) * 0.75:g}pt"
    return f"{number}{unit}"


def _table(block: Element) -> list[Element]:
    attribute, caption, columns, *rest = block["c"]
    # Typst centres what a figure holds; a column whose alignment is left open begins at the left in all formats.
    columns = [[{"t": "AlignLeft"} if align["t"] == "AlignDefault" else align, width] for align, width in columns]
    bare = {"t": "Table", "c": [tree.attributes(), [None, []], columns, *rest]}
    if "number" not in tree.pairs(block):
        return [bare]
    opening = [
        tree.raw_inline("typst", "#table-block(["),
        *_caption(caption),
        tree.raw_inline("typst", "])["),
    ]
    return [tree.paragraph(opening), bare, tree.raw_block("typst", f"]{_label(attribute[0])}")]


def _inlines(inlines: list[Element]) -> list[Element]:
    changed: list[Element] = []
    for inline in inlines:
        classes = inline["c"][0][1] if inline["t"] == "Span" else []
        if "caption-label" in classes:
            changed.extend(
                [tree.raw_inline("typst", "#caption-label["), *inline["c"][1], tree.raw_inline("typst", "]")]
            )
        elif "".join(classes[:1]) in _MARKS:
            changed.extend(
                [tree.raw_inline("typst", f"#{classes[0]}["), *inline["c"][1], tree.raw_inline("typst", "]")]
            )
        elif "citation" in classes:  # nothing in the PDF leads back to a citation, so it needs no label
            changed.extend(inline["c"][1])
        elif inline["t"] == "Math" and inline.get("bare"):
            changed.append({"t": "Math", "c": _formula(inline["c"])})
        elif inline["t"] == "Math":
            changed.extend(_equation(inline))
        elif inline["t"] == "Image":
            changed.append(_image(inline))
        elif inline["t"] == "Quoted":
            opening, closing = "“”" if inline["c"][0]["t"] == "DoubleQuote" else "‘’"
            changed.extend((_literal(opening), *inline["c"][1], _literal(closing)))
        elif inline["t"] == "Str" and _READ_ANEW.search(inline["c"]):
            pieces = _READ_ANEW.split(inline["c"])
            changed.extend(_literal(piece) if index % 2 else tree.string(piece) for index, piece in enumerate(pieces))
        else:
            changed.append(inline)
    return changed


def _literal(text: str) -> Element:
    """Characters that Typst is to print as they are: it would choose quotation marks and signs itself."""
    return tree.raw_inline("typst", "".join(f"\\u{{{ord(character):x}}}" for character in text))


def _equation(math: Element) -> list[Element]:
    """An equation without a number, with its TeX as the words for those who cannot see it."""
    is_displayed = "true" if math["c"][0]["t"] == "DisplayMath" else "false"
    call = f"#math.equation(block: {is_displayed}, alt: {quoted(math['c'][1])}, "
    written = {**math, "c": _formula(math["c"])}
    return [tree.raw_inline("typst", call), written, tree.raw_inline("typst", ".body)")]


def _formula(content: list[Any]) -> list[Any]:
    """Write a formula in the TeX of which pandoc makes markup that our Typst takes.

    For `vmatrix` pandoc has the double bar of norms, and it names some symbols as older versions of Typst did; of a
    label, which no reader sees, it makes one of Typst's, which has no place there.
    """
    kind, tex = content
    tex = tex.replace(r"\begin{vmatrix}", r"\left|\begin{matrix}").replace(r"\end{vmatrix}", r"\end{matrix}\right|")
    tex = _LABEL.sub("", tex)
    tex = _RENAMED.sub(lambda found: _COMMANDS[found[1]], tex)
    return [kind, tex.translate(_STAND_INS)]


def _image(image: Element) -> Element:
    """An image in the line; PDF/UA wants words for it, which pandoc's own markup leaves out."""
    attribute, alternative, (source, _) = image["c"]
    pairs = dict(attribute[2])
    size = "".join(f", {side}: {_length(pairs[side])}" for side in ("width", "height") if side in pairs)
    call = f"image({quoted(source)}, alt: {quoted(tree.plain_text(alternative))}{size})"
    return tree.raw_inline("typst", f"#box({call})")


def _references(document: Document) -> list[Element]:
    items = [
        _called(f"reference-item({quoted(str(item.number))}, lang: {quoted(item.language)})", item.inlines)
        if item.number
        else _called(f"former-item({quoted(item.label)}, lang: {quoted(item.language)})", item.inlines)
        for item in document.references
    ]
    return [*map(_numbering, document.references[:1]), *items]


def _numbering(first: ReferenceListItem) -> Element:
    """Say how the style prints the number of an item: `[1]`, `1.`, `(1)`."""
    before, _, after = first.label.partition(str(first.number))
    pattern = f"{quoted(before)} + str(number) + {quoted(after)}"
    return tree.raw_block("typst", f"#set enum(numbering: number => {pattern})")
