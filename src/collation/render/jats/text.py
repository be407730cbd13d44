"""The text in JATS: sections, paragraphs, floats, lists, notes, formulas and everything inside a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from collation import pandoc, tree, xml
from collation.document.numbered import Document, RenderError
from collation.model import OUTPUT_IDENTIFIER
from collation.render.jats import graphics
from collation.render.jats.elements import MATHML, Content, fill, is_empty, make
from collation.tree import Element
from collation.xml import Node

Where = Literal["paragraph", "cell", "title", "emphasis", "limited", "affiliation"]
"""What may stand at a place.  A displayed formula stands in a paragraph or a cell, a line break in a cell or a title;
`limited` (a keyword, a link) has only words and emphasis, all else must be wrapped there, and in an affiliation it is
words too."""

_EMPHASIS = {
    "Emph": "italic", "Strong": "bold", "Underline": "underline", "Strikeout": "strike", "Superscript": "sup",
    "Subscript": "sub", "SmallCaps": "sc",
}  # fmt: skip
_LISTS = {
    "LowerAlpha": "alpha-lower", "UpperAlpha": "alpha-upper", "LowerRoman": "roman-lower", "UpperRoman": "roman-upper",
}  # fmt: skip
_ALIGNMENTS = {"AlignLeft": "left", "AlignCenter": "center", "AlignRight": "right"}
_REFERENCE_TYPES = {
    "ref": "bibr", "fig": "fig", "table-wrap": "table", "sec": "sec", "disp-formula": "disp-formula", "fn": "fn",
    "list": "list",
}  # fmt: skip

# XML 1.0 (5th edition) 2.3 without the colon, which namespaces take (Namespaces in XML 1.0, NCName).
_START = (
    r"A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    r"\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
_NOT_IN_NAME = re.compile(rf"[^{_START}0-9.\u00b7\u0300-\u036f\u203f\u2040-]+")
_OWN = re.compile(rf"{OUTPUT_IDENTIFIER.pattern}|(?:aff|cor)\d+")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Text:
    """Writes a document's blocks; what stands elsewhere in the article (notes, formulas) is gathered on the way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.graphics = graphics.of(document)
        self.notes: list[Node] = []
        self._note_count = 0
        self._places: list[list[Node]] = [self.notes]
        self._formulas: list[tuple[Node, Element]] = []
        self._identifiers: dict[str, str] = {}
        self._taken: set[str] = set()

    # --- the whole -----------------------------------------------------------------------------------------------

    def body(self) -> Node:
        """Return the body: sections nest as their headings do."""
        body = make("body")
        path: list[tuple[int, Node]] = [(0, body)]
        awaited: list[str] = []
        for block in _flat(self.document.blocks):
            if isinstance(block, str):
                awaited.append(block)
                continue
            if block["t"] == "Header":
                level = block["c"][0]
                while path[-1][0] >= level:
                    path.pop()
                made = [self._section(block)]
                path[-1][1].append(made[0])
                path.append((level, made[0]))
            else:
                made = self.block(block)
                fill(path[-1][1], made)
            if made:
                self._name(made[0], awaited)
                awaited = []
        return body

    def finish(self, article: Node) -> None:
        """Give each cross-reference its kind and its target, and each formula its forms.

        Raises:
            RenderError: if pandoc cannot show a formula.
        """
        targets = {element.get("id"): element for element in article.iter() if element.get("id")}
        for reference in list(article.iter("xref")):
            name = reference.get("rid")
            if name.startswith("#"):  # a link of the author's, by what he calls its target
                name = self._identifiers.get(name[1:], name[1:])
            target = targets.get(name)
            if target is None:
                del reference.attrib["ref-type"], reference.attrib["rid"]
                reference.tag = "styled-content" if reference.get("id") else "unresolved"
                continue
            kind = _REFERENCE_TYPES.get(target.tag, reference.get("ref-type"))
            is_of_table = target.tag == "fn" and target.getparent().tag == "table-wrap-foot"
            reference.set("ref-type", "table-fn" if is_of_table else kind)
            reference.set("rid", target.get("id"))
        xml.etree().strip_tags(article, "unresolved")
        self._fill_formulas()

    def _section(self, header: Element) -> Node:
        _, (identifier, _, pairs), inlines = header["c"]
        number = dict(pairs).get("number", "")
        return make(
            "sec",
            make("label", number) if number else None,
            make("title", *self.inlines(inlines, "title")),
            id=self._identify(identifier),
        )

    # --- identifiers ---------------------------------------------------------------------------------------------

    def _identify(self, source: str) -> str:
        """Return the identifier that stands for one of the manuscript: its own where XML and this article allow."""
        if not source:
            return ""
        name = _NOT_IN_NAME.sub("-", source)
        if not re.match(rf"[{_START}]", name):
            name = f"id-{name}"
        plain, count = name, 1
        while name in self._taken or _OWN.fullmatch(name):
            count += 1
            name = f"{plain}-{count}"
        self._taken.add(name)
        self._identifiers.setdefault(source, name)
        return name

    def _name(self, element: Node, sources: Sequence[str]) -> None:
        """Let the identifier of a division, which has no element of its own, mean what stands first in it."""
        for source in sources:
            if not element.get("id"):
                element.set("id", self._identify(source))
            self._identifiers.setdefault(source, element.get("id"))

    # --- blocks --------------------------------------------------------------------------------------------------

    def blocks(self, blocks: Sequence[Element]) -> list[Node]:
        """Write blocks that stand within another: a heading there opens no section."""
        nodes: list[Node] = []
        awaited: list[str] = []
        for block in _flat(blocks):
            if isinstance(block, str):
                awaited.append(block)
                continue
            made = self.block(block)
            if made:
                self._name(made[0], awaited)
                awaited = []
            nodes.extend(made)
        return nodes

    def paragraphs(self, blocks: Sequence[Element]) -> list[Node]:
        """Write blocks where only paragraphs may stand: what is none is put into one."""
        return [node if node.tag == "p" else make("p", node) for node in self.blocks(blocks)]

    def block(self, block: Element) -> list[Node]:
        """Write one block that is no section's heading; a rule and what is raw for another format is nothing here."""
        kind, content = block["t"], _content(block)
        if kind in ("Plain", "Para"):
            return self._paragraph(content)
        if kind == "Header":
            number = tree.pairs(block).get("number", "")
            words = [f"{number} " if number else None, *self.inlines(content[2], "emphasis")]
            return [make("p", make("bold", *words), id=self._identify(content[1][0]))]
        if kind == "CodeBlock":
            (identifier, classes, _), text = content
            language = classes[0] if classes else ""
            return [make("code", text, id=self._identify(identifier), language=language, space="preserve")]
        if kind == "BlockQuote":
            return [make("disp-quote", *self.blocks(content))]
        if kind == "BulletList":
            return [make("list", *self._items(content), list_type="bullet")]
        if kind == "OrderedList":
            return [self._ordered(content)]
        if kind == "DefinitionList":
            return [make("def-list", *(self._definition(*item) for item in content))]
        if kind == "LineBlock":
            return [make("verse-group", *(make("verse-line", *self.inlines(line, "limited")) for line in content))]
        if kind == "Div":  # all others were opened
            return [self._equation(block)]
        if kind == "Figure":
            return [self._figure(content)]
        if kind == "Table":
            return [self._table(content)]
        return []

    def _paragraph(self, inlines: Sequence[Element]) -> list[Node]:
        shown = [inline for inline in inlines if inline["t"] not in ("Space", "SoftBreak", "RawInline")]
        if len(shown) == 1 and shown[0]["t"] == "Image" and shown[0]["c"][2][0] in self.graphics:
            return [make("p", self._graphic(shown[0]))]
        if len(shown) == 1 and shown[0]["t"] == "Math" and shown[0]["c"][0]["t"] == "DisplayMath":
            return [self._formula("disp-formula", shown[0])]
        node = make("p", *self.inlines(inlines, "paragraph"))
        return [] if is_empty(node) else [node]

    def _items(self, items: Sequence[Sequence[Element]], labels: Sequence[str] = ()) -> Iterator[Node]:
        for index, blocks in enumerate(items):
            nodes = [node if node.tag in ("p", "list", "def-list") else make("p", node) for node in self.blocks(blocks)]
            label = make("label", labels[index]) if labels else None
            yield make("list-item", label, *(nodes or [make("p")]))

    def _ordered(self, content: list[Any]) -> Node:
        (start, style, delimiter), items = content
        labels = [_item_label(start + index, style["t"], delimiter["t"]) for index in range(len(items))]
        # A list that starts elsewhere says each number, for JATS has no other word for it.
        shown = self._items(items, labels if start != 1 else ())
        return make("list", *shown, list_type=_LISTS.get(style["t"], "order"))

    def _definition(self, term: Sequence[Element], definitions: Sequence[Sequence[Element]]) -> Node:
        shown = (make("def", *(self.paragraphs(blocks) or [make("p")])) for blocks in definitions)
        return make("def-item", make("term", *self.inlines(term, "emphasis")), *shown)

    def _equation(self, div: Element) -> Node:
        (identifier, _, pairs), content = div["c"]
        label = make("label", f"({dict(pairs)['number']})")
        node = self._formula("disp-formula", content[0]["c"][0], id=self._identify(identifier))
        return fill(node, [label])

    def _captions(self, caption: list[Any]) -> list[Node]:
        """Return the labels and then the captions of a figure or table, the second language's behind the first's."""
        labels, captions = [], []
        others: list[Element] = []
        for block in caption[1]:
            is_second = block["t"] == "Div" and "caption-second" in block["c"][0][1]
            language = tree.pairs(block)["lang"] if is_second else ""
            (written,) = block["c"][1] if is_second else (block,)
            inlines = written["c"] if written["t"] in ("Plain", "Para") else []
            if inlines and inlines[0]["t"] == "Span" and "caption-label" in inlines[0]["c"][0][1]:
                labels.append(make("label", tree.plain_text(inlines[0]["c"][1]), lang=language))
                captions.append(make("caption", *self.paragraphs([tree.paragraph(inlines[2:])]), lang=language))
            else:
                others.append(block)
        if others:
            captions.append(make("caption", *self.paragraphs(others)))
        return [*labels, *(caption for caption in captions if not is_empty(caption))]

    def _figure(self, content: list[Any]) -> Node:
        attribute, caption, blocks = content
        images = [image for image in tree.elements(blocks) if image["t"] == "Image"]
        shown = map(self._graphic, images)
        return make("fig", *self._captions(caption), *shown, id=self._identify(attribute[0]))

    def _graphic(self, image: Element, tag: str = "graphic") -> Node:
        attribute, inlines, (source, _) = image["c"]
        name = self.graphics[source].name
        kind = name.rpartition(".")[2].replace("jpg", "jpeg")
        described = dict(attribute[2]).get("alt", tree.plain_text(inlines))
        alternative = make("alt-text", described) if described.strip() else None
        identifier = self._identify(attribute[0])
        return make(tag, alternative, id=identifier, mimetype="image", mime_subtype=kind, href=name)

    # --- tables --------------------------------------------------------------------------------------------------

    def _table(self, content: list[Any]) -> Node:
        attribute, caption, columns, head, bodies, foot = content
        self._places.append([])
        wrap = make("table-wrap", *self._captions(caption), id=self._identify(attribute[0]))
        alignments = [_ALIGNMENTS.get(alignment["t"], "") for alignment, _ in columns]
        table = make("table")
        widths = [f"{width['c'] * 100:.4g}%" if width["t"] == "ColWidth" else "" for _, width in columns]
        if any(widths):
            table.append(make("colgroup", *(make("col", width=width) for width in widths)))
        rows = self._rows(head[1], alignments, heads=len(columns), scope="col")
        if rows:
            table.append(make("thead", *rows))
        bodies = [self._table_body(body, alignments) for body in bodies]
        bodies.append(make("tbody", *self._rows(foot[1], alignments)))
        empty = make("tbody", make("tr", *(make("td") for _ in columns or [None])))
        fill(table, [body for body in bodies if len(body)] or [empty])
        wrap.append(table)
        notes = self._places.pop()
        if notes:
            wrap.append(make("table-wrap-foot", *notes))
        return wrap

    def _table_body(self, body: list[Any], alignments: Sequence[str]) -> Node:
        _, heads, head_rows, rows = body
        shown = self._rows(head_rows, alignments, heads=len(alignments), scope="col")
        return make("tbody", *shown, *self._rows(rows, alignments, heads=heads))

    def _rows(
        self, rows: Sequence[list[Any]], alignments: Sequence[str], *, heads: int = 0, scope: str = "row"
    ) -> list[Node]:
        """Write rows; `heads` of their columns hold the heads of rows or columns, as `scope` says."""
        written = []
        held = [0] * len(alignments)  # how many rows more a cell above reaches down
        for _, cells in rows:
            shown = []
            column = 0
            for _, alignment, down, across, blocks in cells:
                while column < len(held) and held[column]:
                    held[column] -= 1
                    column += 1
                own = _ALIGNMENTS.get(alignment["t"], "")
                cell = make(
                    "th" if column < heads else "td",
                    *self._cell(blocks),
                    align=own or (alignments[column] if column < len(alignments) else ""),
                    scope=scope if column < heads else "",
                    rowspan=str(down) if down > 1 else "",
                    colspan=str(across) if across > 1 else "",
                )
                shown.append(cell)
                held[column : column + across] = [down - 1] * len(held[column : column + across])
                column += across
            for rest in range(column, len(held)):
                held[rest] = max(held[rest] - 1, 0)
            if shown:
                written.append(make("tr", *shown))
        return written

    def _cell(self, blocks: Sequence[Element]) -> list[Content]:
        if len(blocks) == 1 and blocks[0]["t"] in ("Plain", "Para"):
            return self.inlines(blocks[0]["c"], "cell")
        return list(self.paragraphs(blocks))

    # --- inside a line -------------------------------------------------------------------------------------------

    def inlines(self, inlines: Sequence[Element], where: Where) -> list[Content]:
        """Write inlines, as far as the place where they stand can hold them."""
        written: list[Content] = []
        for inline in inlines:
            written.extend(self._inline(inline, where))
        return written

    def _inline(self, inline: Element, where: Where) -> list[Content]:
        kind, content = inline["t"], _content(inline)
        if kind == "Str":
            return [content]
        if kind in ("Space", "SoftBreak"):
            return [" "]
        if kind == "LineBreak":
            return [make("break") if where in ("cell", "title") else " "]
        if kind in _EMPHASIS:
            inner: Where = "affiliation" if where == "affiliation" else "emphasis"
            return [make(_EMPHASIS[kind], *self.inlines(content, inner))]
        if kind == "Quoted":
            before, after = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
            return [before, *self.inlines(content[1], where), after]
        if kind == "Code":
            return [make("monospace", content[1])]
        if kind == "Math":
            return self._math(inline, where)
        if kind == "Link":
            return self._link(content, where)
        if kind == "Image":
            if content[2][0] not in self.graphics or where == "affiliation":
                return [dict(content[0][2]).get("alt", tree.plain_text(content[1]))]
            return [_held(self._graphic(inline, "inline-graphic"), where)]
        if kind == "Note":
            return [] if where == "affiliation" else [_held(self._note(content), where)]
        if kind == "Span":
            return self._span(content, where)
        return self.inlines(content[1], where) if kind == "Cite" else []

    def _math(self, math: Element, where: Where) -> list[Content]:
        if where == "affiliation":
            return [math["c"][1]]
        is_displayed = math["c"][0]["t"] == "DisplayMath" and where in ("paragraph", "cell")
        return [_held(self._formula("disp-formula" if is_displayed else "inline-formula", math), where)]

    def _link(self, content: list[Any], where: Where) -> list[Content]:
        attribute, inlines, (target, _) = content
        inner = self.inlines(inlines, "limited")
        if where == "affiliation" and target.startswith("#"):
            return inner
        name, words = self._identify(attribute[0]), tree.plain_text(inlines)
        if target.startswith("#"):
            shown = make("xref", *inner, id=name, ref_type="other", rid=target)
        elif target == f"mailto:{words}":
            shown = make("email", words, href=target)
        else:
            shown = make("ext-link", *inner, ext_link_type="uri", href=target)
        return [_held(shown, where)]

    def _note(self, blocks: Sequence[Element]) -> Node:
        self._note_count += 1
        number = str(self._note_count)
        shown = self.paragraphs(blocks) or [make("p")]
        self._places[-1].append(make("fn", make("label", number), *shown, id=f"fn{number}"))
        return make("xref", make("sup", number), ref_type="fn", rid=f"fn{number}")

    def _span(self, content: list[Any], where: Where) -> list[Content]:
        (identifier, classes, pairs), inlines = content
        if "citation" in classes:
            is_cluster = re.fullmatch(r"cite-\d+", identifier) is not None
            return self._citation(identifier if is_cluster else self._identify(identifier), inlines)
        language = dict(pairs).get("lang", "")
        if where == "affiliation" or not (identifier or language):
            return self.inlines(inlines, where)
        return [
            make("styled-content", *self.inlines(inlines, "emphasis"), id=self._identify(identifier), lang=language)
        ]

    def _citation(self, identifier: str, inlines: Sequence[Element]) -> list[Content]:
        """A marker has the id `cite-N`, that of its cluster, wherever JATS has an element for it to stand on."""
        if [inline["t"] for inline in inlines] == ["Superscript"]:
            return [make("sup", *self.inlines(inlines[0]["c"], "emphasis"), id=identifier)]
        return [make("named-content", *self.inlines(inlines, "emphasis"), content_type="citation", id=identifier)]

    # --- formulas ------------------------------------------------------------------------------------------------

    def _formula(self, tag: str, math: Element, id: str = "") -> Node:
        node = make(tag, make("alternatives"), id=id)
        self._formulas.append((node[0], math))
        return node

    def _fill_formulas(self) -> None:
        """Write every formula as TeX and as MathML, which pandoc makes of it: all of them at once."""
        if not self._formulas:
            return
        reply = pandoc.write(tree.document([tree.paragraph([math]) for _, math in self._formulas]), "jats_publishing")
        if reply.warnings:
            raise RenderError("; ".join(reply.warnings))
        made = xml.parse(b"<made>" + reply.data + b"</made>")
        for (alternatives, math), paragraph in zip(self._formulas, made, strict=True):
            shown = next(paragraph.iter(f"{{{MATHML}}}math"))
            shown.tail = None
            fill(alternatives, [make("tex-math", math["c"][1].strip(), notation="LaTeX"), shown])


def _content(element: Element) -> Any:
    return element.get("c")


def _flat(blocks: Sequence[Element]) -> Iterator[Element | str]:
    """Yield blocks with those of divisions in their place, and before them the division's identifier."""
    for block in blocks:
        if block["t"] != "Div" or "equation" in block["c"][0][1]:
            yield block
            continue
        if block["c"][0][0]:
            yield block["c"][0][0]
        yield from _flat(block["c"][1])


def _held(node: Node, where: Where) -> Node:
    """Put a formula, an image or a link where only words may stand: `styled-content` may stand there and hold it."""
    return make("styled-content", node) if where == "limited" else node


def _item_label(number: int, style: str, delimiter: str) -> str:
    shown = str(number)
    if style.endswith("Alpha"):
        shown = ""
        while number > 0:
            number, place = divmod(number - 1, 26)
            shown = chr(ord("a") + place) + shown
    elif style.endswith("Roman"):
        shown = ""
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            shown += letters * count
    if style.startswith("Upper"):
        shown = shown.upper()
    before, after = {"OneParen": ("", ")"), "TwoParens": ("(", ")")}.get(delimiter, ("", "."))
    return f"{before}{shown}{after}"
