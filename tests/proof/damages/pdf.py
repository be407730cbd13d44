"""Ways of damaging a PDF: by its structure, its links and properties, and the glyphs that its pages draw."""

from __future__ import annotations

import io
import operator
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Pdf, String

from . import Damage, NotHereError
from .shared import another_digit, first_that_can, middle

Object = Any


@dataclass(eq=False)
class Font:
    """A font of a page, by its `ToUnicode`: what its codes mean, and the code of each character."""

    name: str
    meanings: dict[bytes, str]
    codes: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.codes = {meaning: code for code, meaning in reversed(self.meanings.items())}


@dataclass(eq=False)
class Glyph:
    """A drawn glyph: its code or codes, which may be changed, and what they meant."""

    code: bytes
    text: str
    font: Font


@dataclass(eq=False)
class Part:
    """A stretch of marked content: its glyphs, and where among the instructions of its page it stands."""

    page: Page
    glyphs: list[Glyph] = field(default_factory=list)
    instructions: list[int] = field(default_factory=list)

    def change(self, name: str, change: Callable[[list[Object]], Sequence[Object]]) -> None:
        """Change the operands of each instruction of a kind."""
        for index in self.instructions:
            found = self.page.instructions[index]
            if str(found.operator) == name:
                self.page.instructions[index] = ContentStreamInstruction(
                    list(change(list(found.operands))), found.operator
                )

    def place(self, name: str) -> int:
        """Return where the first instruction of a kind stands."""
        return next(index for index in self.instructions if str(self.page.instructions[index].operator) == name)

    def drawn(self) -> list[tuple[str, list[Object]]]:
        """Return what draws it, without what marks it: operators and their operands."""
        whole = self.page.drawn()
        found = [(str(whole[index].operator), list(whole[index].operands)) for index in self.instructions]
        return [one for one in found if one[0] not in ("BDC", "EMC")]

    def box(self) -> tuple[float, float, float, float]:
        """Return about where it is drawn: left, bottom, width and height."""
        x, y = map(float, self.operands("cm")[4:6])
        size = float(self.operands("Tf")[1])
        return x, y - 0.3 * size, 0.5 * size * len(self.glyphs), 1.3 * size

    def operands(self, name: str) -> list[Object]:
        """Return the operands of the first instruction of a kind."""
        found = [self.page.instructions[index] for index in self.instructions]
        return next((list(one.operands) for one in found if str(one.operator) == name), [])


@dataclass(eq=False)
class Page:
    """A page: the instructions that draw it, and its stretches of marked content by their identifiers."""

    instructions: list[Any]
    parts: dict[int, Part] = field(default_factory=dict)
    shown: list[tuple[int, list[Glyph | Object]]] = field(default_factory=list)
    added: dict[int, list[Any]] = field(default_factory=dict)

    def copy(self) -> Page:
        """Return a page whose glyphs and instructions can be changed without changing this one's."""
        page = Page(list(self.instructions))
        glyphs: dict[Glyph, Glyph] = {}
        for index, items in self.shown:
            copied = [Glyph(item.code, item.text, item.font) if isinstance(item, Glyph) else item for item in items]
            glyphs.update(pair for pair in zip(items, copied, strict=True) if isinstance(pair[0], Glyph))
            page.shown.append((index, copied))
        for identifier, part in self.parts.items():
            own = [glyphs[glyph] for glyph in part.glyphs]
            page.parts[identifier] = Part(page, own, part.instructions)
        return page

    def drawn(self) -> list[Any]:
        """Return the instructions, with the codes of the glyphs as they are now."""
        instructions = list(self.instructions)
        for index, items in self.shown:
            codes = [String(item.code) if isinstance(item, Glyph) else item for item in items]
            instructions[index] = ContentStreamInstruction([Array(codes)], Operator("TJ"))
        for index in sorted(self.added, reverse=True):
            instructions[index:index] = self.added[index]
        return instructions

    def add(self, *instructions: tuple[str, Sequence[Object]], at: int | None = None) -> None:
        """Draw something more, before an instruction or after all that is there: operators and their operands."""
        new = [ContentStreamInstruction(list(operands), Operator(name)) for name, operands in instructions]
        self.added.setdefault(len(self.instructions) if at is None else at, []).extend(new)

    def is_like(self, other: Page) -> bool:
        """Whether a page is drawn like another."""
        codes = [
            [item.code for _, items in page.shown for item in items if isinstance(item, Glyph)]
            for page in (self, other)
        ]
        is_same = all(map(operator.is_, self.instructions, other.instructions))
        return is_same and not self.added and codes[0] == codes[1]


Pages = dict[tuple[int, int], Page]


@dataclass(eq=False)
class Good:
    """A good file, read once for all ways of damaging it; it stays open, for what draws its pages is part of it."""

    pdf: Pdf
    pages: Pages


@lru_cache(maxsize=4)
def _good(data: bytes) -> Good:
    source = Pdf.open(io.BytesIO(data))
    fonts: dict[object, Font] = {}
    return Good(source, {page.obj.objgen: _page(page, fonts) for page in source.pages})


def _page(source: pikepdf.Page, fonts: dict[object, Font]) -> Page:
    page = Page(list(pikepdf.parse_content_stream(source)))
    font, inside = None, [-1]
    for index, (operands, name) in enumerate(page.instructions):
        kind = str(name)
        if kind in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else None
            inside.append(int(properties.get("/MCID", -1)) if isinstance(properties, Dictionary) else -1)
        part = page.parts.setdefault(inside[-1], Part(page))
        part.instructions.append(index)
        if kind == "EMC":
            inside.pop()
        elif kind == "Tf":
            font = _font(source.Resources.Font[str(operands[0])], fonts)
        elif kind in ("Tj", "TJ") and font:
            items: list[Glyph | Object] = []
            for item in operands[0] if kind == "TJ" else operands:
                glyphs = list(_glyphs(bytes(item), font)) if isinstance(item, String) else []
                part.glyphs += glyphs
                items += glyphs or [item]
            page.shown.append((index, items))
    return page


def _font(source: Object, fonts: dict[object, Font]) -> Font:
    if source.objgen not in fonts:
        table = re.findall(rb"<(\w{4})> <(\w+)>\n", source.ToUnicode.read_bytes())
        meanings = {bytes.fromhex(c.decode()): bytes.fromhex(t.decode()).decode("utf-16-be") for c, t in table}
        fonts[source.objgen] = Font(str(source.BaseFont), meanings)
    return fonts[source.objgen]


class File:
    """A PDF whose glyphs can be changed like letters."""

    def __init__(self, pdf: Pdf, good: Good) -> None:
        self.pdf = pdf
        self._good = good
        self._pages: Pages = {}
        self.document = pdf.Root.StructTreeRoot.K[0]

    def save(self) -> bytes:
        """Return the bytes of the file with its changed pages."""
        for page in self.pdf.pages:
            changed = self._pages.get(page.obj.objgen)
            if changed and not changed.is_like(self._good.pages[page.obj.objgen]):
                page.Contents = self.pdf.make_stream(pikepdf.unparse_content_stream(changed.drawn()))
        buffer = io.BytesIO()
        self.pdf.save(buffer, deterministic_id=True)
        return buffer.getvalue()

    def page(self, source: Object) -> Page:
        """Return what draws a page, to be changed."""
        if source.objgen not in self._pages:
            self._pages[source.objgen] = self._good.pages[source.objgen].copy()
        return self._pages[source.objgen]

    def drawn(self) -> Iterator[Glyph]:
        """Yield all glyphs of all pages."""
        for source in self.pdf.pages:
            yield from (item for _, items in self.page(source.obj).shown for item in items if isinstance(item, Glyph))

    # --- the structure ---

    def parts(self, element: Object) -> Iterator[Part]:
        """Yield the marked content of an element, without its notes and formulas."""
        yield from self._parts(element, None)

    def _parts(self, element: Object, page: Object) -> Iterator[Part]:
        page = element.get("/Pg", page)
        for child in kids(element):
            if isinstance(child, int):
                yield self.page(page).parts[child]
            elif "/S" in child:
                if child.S not in (Name.Note, Name.Formula):
                    yield from self._parts(child, page)
            elif "/MCID" in child:
                yield self.page(child.get("/Pg", page)).parts[int(child.MCID)]

    def glyphs(self, element: Object) -> list[Glyph]:
        """Return the glyphs of an element in their order in the text."""
        return [glyph for part in self.parts(element) for glyph in part.glyphs]

    def text(self, element: Object) -> str:
        """Return the characters of an element, which have blanks only where they are drawn."""
        return "".join(glyph.text for glyph in self.glyphs(element))

    def every(self, *kinds: str, among: Object = None, at_least: int = 1) -> list[Object]:
        """Return the elements of some kinds that have text or another content, in their order in the text."""
        found = [one for one in below(self.document if among is None else among) if str(one.S)[1:] in kinds]
        if len(found) < at_least:
            raise NotHereError(str(kinds))
        return found

    def front(self) -> list[Object]:
        """Return what stands before the first heading."""
        top = kids(self.document)
        return top[: next(index for index, one in enumerate(top) if one.S == Name.H1)]

    def paragraphs(self) -> list[Object]:
        """Return the paragraphs of the text."""
        found = [one for one in kids(self.document)[len(self.front()) :] if one.S == Name.P]
        if len(found) < 3:
            raise NotHereError("paragraphs")
        return found

    def list(self) -> Object:
        """Return the reference list."""
        return self.every("L")[-1]

    def markers(self, paragraph: Object) -> list[tuple[Object, list[Glyph]]]:
        """Return each linked citation number of a paragraph: the link, and its glyphs."""
        text, starts = "", {}
        for glyph in self.glyphs(paragraph):
            starts[glyph] = text
            text += glyph.text
        found = []
        for link in self.every("Link", among=paragraph, at_least=0):
            glyphs = self.glyphs(link)
            if re.fullmatch(r"\d+", "".join(one.text for one in glyphs)) and starts.get(glyphs[0], "")[-1:] in (
                *"[,-",
            ):
                found.append((link, glyphs))
        return found

    def marker(self) -> tuple[Object, Object, list[Glyph]]:
        """Return a marker of one number from the middle of the text: its paragraph, its link and its glyphs."""
        found = []
        for paragraph in self.paragraphs():
            glyphs = self.glyphs(paragraph)
            for link, own in self.markers(paragraph):
                before, after = glyphs[glyphs.index(own[0]) - 1], glyphs[glyphs.index(own[-1]) + 1 :]
                behind = "".join(glyph.text for glyph in after[:2])
                if before.text == "[" and re.fullmatch(r"\]\D?", behind):  # a digit: pages within the work
                    found.append((paragraph, link, own))
        return middle(found)

    def range(self) -> tuple[list[Glyph], Glyph, list[Glyph]]:
        """Return a range from the text: its first number, its dash and its last number."""
        for paragraph in self.paragraphs():
            glyphs = self.glyphs(paragraph)
            for (_, first), (_, last) in pairwise(self.markers(paragraph)):
                dash = glyphs[glyphs.index(last[0]) - 1]
                if dash.text == "-" and glyphs.index(last[0]) == glyphs.index(first[-1]) + 2:
                    return first, dash, last
        raise NotHereError("range")

    def annotation(self, link: Object) -> Object:
        """Return what makes a link of an element."""
        return next(one.Obj for one in kids(link) if not isinstance(one, int) and "/Obj" in one)

    def links(self) -> Iterator[Object]:
        """Yield what makes the links of the citations."""
        for paragraph in self.paragraphs():
            for link, _ in self.markers(paragraph):
                yield self.annotation(link)

    def references(self) -> list[Object]:
        """Return the links within the text that are no citations."""
        found = []
        for paragraph in self.paragraphs():
            cited, own = [link for link, _ in self.markers(paragraph)], self.glyphs(paragraph)
            for link in self.every("Link", among=paragraph, at_least=0):
                is_of_text = Name.Lbl != link.P.S and self.glyphs(link)[0] in own
                if is_of_text and link not in cited and isinstance(self.annotation(link).get("/Dest"), Array):
                    found.append(link)
        if len(found) < 2:
            raise NotHereError("cross-references")
        return found


Change = Callable[[File], None]


def pdf(change: Change) -> Callable[[bytes], bytes]:
    """Make a damage of what is to be done to a file."""

    def damage(data: bytes) -> bytes:
        with Pdf.open(io.BytesIO(data)) as source:
            file = File(source, _good(data))
            change(file)
            return file.save()

    return damage


# --- what is damaged --------------------------------------------------------------------------------------------------


def _glyphs(codes: bytes, font: Font) -> Iterator[Glyph]:
    for start in range(0, len(codes), 2):
        code = codes[start : start + 2]
        yield Glyph(code, font.meanings.get(code, ""), font)


def kids(element: Object) -> list[Object]:
    """Return what is in an element."""
    found = element.get("/K", Array())
    return list(found) if isinstance(found, Array) else [found]


def below(element: Object) -> Iterator[Object]:
    """Yield the elements in an element."""
    for child in kids(element):
        if not isinstance(child, int) and "/S" in child:
            yield child
            yield from below(child)


def write(glyphs: Sequence[Glyph], text: str) -> None:
    """Draw other characters with the fonts of some glyphs; NotHereError where these have no such character."""
    shares = [*text[: len(glyphs) - 1], text[len(glyphs) - 1 :]] + [""] * len(glyphs)
    changes = list(zip(glyphs, shares, strict=False))
    if any(character not in glyph.font.codes for glyph, share in changes for character in share):
        raise NotHereError(text)
    for glyph, share in changes:
        glyph.code = b"".join(glyph.font.codes[character] for character in share)


def blank(glyphs: Sequence[Glyph]) -> None:
    """Draw nothing in the place of some glyphs."""
    write(glyphs, "")


def substitute(glyphs: Sequence[Glyph], pattern: str, new: str) -> None:
    """Change the first stretch of glyphs that fits a pattern and can be changed."""
    owners = [glyph for glyph in glyphs for _ in glyph.text]
    for found in re.finditer(pattern, "".join(glyph.text for glyph in glyphs)):
        changed, stretch = found.expand(new), owners[found.start() : found.end()]
        if changed == found[0] or any(len(glyph.text) > 1 for glyph in stretch):
            continue
        with suppress(NotHereError):
            write(stretch, changed)
            return
    raise NotHereError(pattern)


def take_out(element: Object) -> None:
    """Take an element out of the structure."""
    element.P.K = Array([one for one in kids(element.P) if isinstance(one, int) or one != element])


def remove(file: File, element: Object) -> None:
    """Take an element out of the structure, and its text and its links off the pages."""
    blank(file.glyphs(element))
    for link in file.every("Link", among=element, at_least=0):
        unlink(file, link)
    take_out(element)


def unlink(file: File, link: Object) -> None:
    """Take a link off its words."""
    annotation = file.annotation(link)
    for page in file.pdf.pages:
        if "/Annots" in page:
            page.Annots = Array([one for one in page.Annots if one != annotation])
    link.K = Array([one for one in kids(link) if isinstance(one, int) or "/Obj" not in one])
    link.S = Name.Span


def swap_in_structure(first: Object, second: Object) -> None:
    """Change two elements of one parent for each other in the structure only."""
    parent = first.P
    order = {True: second, False: first}
    parent.K = Array(
        [order[one == first] if not isinstance(one, int) and one in (first, second) else one for one in kids(parent)]
    )


# --- markers ----------------------------------------------------------------------------------------------------------


def swap_markers(file: File) -> None:
    for paragraph in file.paragraphs():
        for (_, first), (_, second) in pairwise(file.markers(paragraph)):
            words = ["".join(glyph.text for glyph in one) for one in (first, second)]
            glyphs = file.glyphs(paragraph)
            between = glyphs[glyphs.index(first[-1]) + 1 : glyphs.index(second[0])]
            if words[0] != words[1] and len(between) > 3:
                write(first, words[1])
                write(second, words[0])
                return
    raise NotHereError("two markers")


def change_marker(file: File) -> None:
    _, _, glyphs = file.marker()
    write(glyphs[-1:], another_digit(glyphs[-1].text))


def change_range(file: File) -> None:
    *_, last = file.range()
    write(last[-1:], another_digit(last[-1].text))


def open_range(file: File) -> None:
    _, dash, _ = file.range()
    write([dash], ",")


def shorten_range(file: File) -> None:
    _, dash, last = file.range()
    blank([dash, *last])


def whole_marker(file: File) -> tuple[Object, list[Glyph]]:
    """Return the link of a marker, and its glyphs with the brackets."""
    paragraph, link, own = file.marker()
    glyphs = file.glyphs(paragraph)
    return link, glyphs[glyphs.index(own[0]) - 1 : glyphs.index(own[-1]) + 2]


def drop_marker(file: File) -> None:
    link, glyphs = whole_marker(file)
    blank(glyphs)
    unlink(file, link)


def add_marker(file: File) -> None:
    paragraph = file.paragraphs()[-1]
    glyphs = file.glyphs(paragraph)
    first_that_can(glyphs[len(glyphs) // 2 :], lambda glyph: write([glyph], glyph.text + "[2]"))


def type_over_marker(file: File) -> None:
    unlink(file, file.marker()[1])


def retarget_marker(file: File) -> None:
    annotation = file.annotation(file.marker()[1])
    for paragraph in file.paragraphs():
        for link, _ in file.markers(paragraph):
            other = file.annotation(link)
            if [str(one) for one in other.Dest[1:]] != [str(one) for one in annotation.Dest[1:]]:
                annotation.Dest = other.Dest
                return
    raise NotHereError("another item")


def marker_to_nothing(file: File) -> None:
    file.annotation(file.marker()[1]).Dest = String("ref-999")


def empty_marker(file: File) -> None:
    link, glyphs = whole_marker(file)
    blank(glyphs[1:-1])
    unlink(file, link)


def marker_to_end(file: File) -> None:
    for paragraph in file.paragraphs():
        glyphs = file.glyphs(paragraph)
        for _, own in file.markers(paragraph)[:1]:
            start, end = glyphs.index(own[0]) - 1, glyphs.index(own[-1]) + 2
            text = "".join(glyph.text for glyph in glyphs[start:end])
            if re.fullmatch(r"\[\d+\]", text) and len(glyphs) > end + 9:
                write(glyphs[-1:], glyphs[-1].text + text)
                blank(glyphs[start:end])
                return
    raise NotHereError("marker")


# --- the reference list -----------------------------------------------------------------------------------------------


def items(file: File) -> list[Object]:
    """Return the items of the reference list."""
    return file.every("LI", among=file.list(), at_least=5)


def drop_item(file: File) -> None:
    remove(file, middle(items(file)))


def drop_last_item(file: File) -> None:
    remove(file, items(file)[-1])


def swap_items(file: File) -> None:
    swap_in_structure(*items(file)[2:4])


def swap_item_texts(file: File) -> None:
    first, second = items(file)[2:4]
    (label, text), (other, body) = kids(first), kids(second)
    first.K, second.K = Array([label, body]), Array([other, text])


def renumber_item(file: File) -> None:
    substitute(file.glyphs(kids(middle(items(file)))[0]), r"\d+", "77")


def in_items(pattern: str, new: str) -> Change:
    def change(file: File) -> None:
        in_first([kids(item)[1] for item in items(file)], pattern, new)(file)

    return change


# --- the text ---------------------------------------------------------------------------------------------------------


def in_first(elements: Sequence[Object], pattern: str, new: str) -> Change:
    """Change the first stretch that fits a pattern in whichever element has one."""

    return lambda file: first_that_can(elements, lambda element: substitute(file.glyphs(element), pattern, new))


def in_text(pattern: str, new: str) -> Change:
    return lambda file: in_first(file.paragraphs(), pattern, new)(file)


def in_every(*kinds: str, pattern: str, new: str) -> Change:
    return lambda file: in_first(file.every(*kinds), pattern, new)(file)


def drop(*kinds: str) -> Change:
    return lambda file: remove(file, middle([one for one in file.every(*kinds) if file.text(one).strip()]))


def drop_paragraph(file: File) -> None:
    remove(file, middle(file.paragraphs()))


def drop_list_item(file: File) -> None:
    remove(file, file.every("L", at_least=2)[0].K[0])


def swap_paragraphs(file: File) -> None:
    swap_in_structure(*[one for one in file.paragraphs() if not file.every("Note", among=one, at_least=0)][1:3])


def retag(old: str, new: str) -> Change:
    def change(file: File) -> None:
        file.every(old)[0].S = Name("/" + new)

    return change


def move_row(file: File) -> None:
    body = next((one for one in file.every("TBody") if len(kids(one)) > 2), None)
    if body is None:
        raise NotHereError("rows")
    body.K = Array([*kids(body)[1:], kids(body)[0]])


def swap_cells(file: File) -> None:
    for row in file.every("TR"):
        cells = [cell for cell in kids(row) if cell.S == Name.TD]
        if len(cells) > 1 and file.text(cells[0]) != file.text(cells[1]):
            swap_in_structure(cells[0], cells[1])
            return
    raise NotHereError("cells")


def retarget_reference(file: File) -> None:
    first, *others = [file.annotation(link) for link in file.references()]
    first.Dest = next(one.Dest for one in others if [*map(str, one.Dest[1:])] != [*map(str, first.Dest[1:])])


def reference_to_nothing(file: File) -> None:
    file.annotation(file.references()[0]).Dest = String("nowhere")


def unlink_reference(file: File) -> None:
    unlink(file, file.references()[0])


def change_reference(file: File) -> None:
    in_first(file.references(), r"\d", "8")(file)


def change_address(file: File) -> None:
    for paragraph in file.paragraphs():
        for link in file.every("Link", among=paragraph, at_least=0):
            annotation = file.annotation(link)
            if "/A" in annotation:
                annotation.A.URI = String("https://example.org/elsewhere")
                return
    raise NotHereError("address")


def alternative(change: Callable[[str], str]) -> Change:
    def damage(file: File) -> None:
        figure = middle(file.every("Figure"))
        figure.Alt = String(change(str(figure.Alt)))

    return damage


def hide(file: File) -> None:
    for part in file.parts(middle(file.paragraphs())):
        part.change("Tr", lambda _: [3])


def words(file: File) -> Part:
    """Return words within a paragraph."""
    for paragraph in file.paragraphs():
        for part in list(file.parts(paragraph))[1:-1]:
            if len(part.glyphs) > 6:
                return part
    raise NotHereError("words within a paragraph")


def untag(file: File) -> None:
    words(file).change("BDC", lambda operands: [operands[0], Dictionary(MCID=99999)])


def disown(file: File) -> None:
    words(file).change("BDC", lambda _: [Name.Artifact, Dictionary()])


def whiten(file: File) -> None:
    words(file).change("scn", lambda operands: [1] * len(operands))


def shrink(file: File) -> None:
    words(file).change("Tf", lambda operands: [operands[0], 0.1])


def draw_outside(file: File) -> None:
    words(file).change("cm", lambda operands: [*operands[:4], 2000, operands[5]])


def draw_lower(file: File) -> None:
    words(file).change("cm", lambda operands: [*operands[:5], float(operands[5]) - 90])


def swap_on_page(file: File) -> None:
    for paragraph in file.paragraphs():
        parts = [part for part in file.parts(paragraph) if len(part.glyphs) > 6]
        lines = {part.operands("cm")[5]: part for part in parts}
        if len(lines) > 1 and len({id(part.page) for part in parts}) == 1:
            first, second = list(lines.values())[:2]
            old, new = first.operands("cm"), second.operands("cm")
            first.change("cm", lambda _, new=new: new)
            second.change("cm", lambda _, old=old: old)
            return
    raise NotHereError("two lines")


def glaze(file: File) -> None:
    part = words(file)
    for page in file.pdf.pages:
        page.Resources.ExtGState = Dictionary(Glass=Dictionary(Type=Name.ExtGState, ca=0, CA=0))
    part.page.add(("gs", [Name.Glass]), at=part.place("BT"))


def clip(file: File) -> None:
    part = words(file)
    part.page.add(("re", [0, 0, 1, 1]), ("W", []), ("n", []), at=part.place("BT"))


def switch_off(file: File) -> None:
    part = words(file)
    layer = file.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    file.pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Name=String("All")))
    for page in file.pdf.pages:
        page.Resources.Properties = Dictionary(Draft=layer)
    part.page.add(("BDC", [Name.OC, Name.Draft]), at=part.place("q"))
    part.page.add(("EMC", []), at=part.place("EMC"))


def paint_over(file: File) -> None:
    part = words(file)
    box = ("re", list(part.box()))
    part.page.add(("BMC", [Name.Artifact]), ("q", []), ("rg", [1, 1, 1]), box, ("f", []), ("Q", []), ("EMC", []))


def draw_marker_over(file: File) -> None:
    paragraph, _, glyphs = file.marker()
    part = next(part for part in file.parts(paragraph) if glyphs[0] in part.glyphs)
    other = another_digit(glyphs[0].text)
    drawn = part.drawn()
    codes = [
        (name, [Array([String(glyphs[0].font.codes[other])])]) if name == "TJ" else (name, given)
        for name, given in drawn
    ]
    part.page.add(("BMC", [Name.Artifact]), *codes, ("EMC", []))


def draw_twice(file: File) -> None:
    part = words(file)
    aside = ("cm", [1, 0, 0, 1, 3, 0])
    part.page.add(("q", []), aside, *part.drawn(), ("Q", []), at=part.place("EMC"))


def add_artifact(file: File) -> None:
    part = words(file)
    below = [("cm", [*given[:4], 60, 30]) if name == "cm" else (name, given) for name, given in part.drawn()]
    part.page.add(("BMC", [Name.Artifact]), *below, ("EMC", []))


def say_otherwise(file: File) -> None:
    middle(file.paragraphs()).ActualText = String("Nothing of this was said.")


def copy_otherwise(file: File) -> None:
    for paragraph in file.paragraphs():
        for part in list(file.parts(paragraph))[1:-1]:
            text = "".join(glyph.text for glyph in part.glyphs)
            if re.search(r"\d", text) and len(text) > 6:
                substitute(part.glyphs, r"\d", "8")
                meant = Dictionary(MCID=part.operands("BDC")[1].MCID, ActualText=String(text))
                part.change("BDC", lambda given, meant=meant: [given[0], meant])
                return
    raise NotHereError("a number in the text")


# --- the pages --------------------------------------------------------------------------------------------------------


def swap_pages(file: File) -> None:
    pages = file.pdf.pages
    first, second = pages[0].obj, pages[1].obj
    file.pdf.Root.Pages.Kids = Array([second, first, *[page.obj for page in pages][2:]])


def double_page(file: File) -> None:
    file.pdf.pages.append(file.pdf.pages[0])


def crop_page(file: File) -> None:
    left, bottom, right, top = map(float, file.pdf.pages[0].MediaBox)
    file.pdf.pages[0].CropBox = Array([left, bottom, right, bottom + 0.6 * (top - bottom)])


def cover_link(file: File) -> None:
    link = file.annotation(file.marker()[1])
    other = next(one for one in file.links() if [*map(str, one.Dest[1:])] != [*map(str, link.Dest[1:])])
    copy = file.pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=link.Rect, Dest=other.Dest))
    for page in file.pdf.pages:
        if "/Annots" in page and link in list(page.Annots):
            page.Annots.append(copy)


def move_link(file: File) -> None:
    link = file.annotation(file.marker()[1])
    link.Rect = Array([float(side) + 40 for side in link.Rect])


def put_box(file: File) -> None:
    box = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([60, 60, 200, 90]), Contents=String("Retracted.")
    )
    box.DA = String("/Helv 12 Tf 0 g")
    page = file.pdf.pages[0]
    page.Annots = Array([*(page.Annots if "/Annots" in page else ()), file.pdf.make_indirect(box)])


def shifted(kind: int) -> Change:
    """Draw a raised (1) or lowered (-1) stretch of the text on the line and as large as what stands before it."""

    def change(file: File) -> None:
        for paragraph in file.paragraphs():
            cited = [glyph for _, glyphs in file.markers(paragraph) for glyph in glyphs]
            for before, part in pairwise(file.parts(paragraph)):
                (old, new) = before.operands("cm"), part.operands("cm")
                if not (old and new and part.glyphs and before.glyphs) or part.page is not before.page:
                    continue
                rise, size = float(new[5]) - float(old[5]), before.operands("Tf")[1]
                text = "".join(glyph.text for glyph in part.glyphs)
                small = float(part.operands("Tf")[1]) < 0.9 * float(size)
                if small and 0.2 < kind * rise < 6 and part.glyphs[0] not in cited and "[" not in text:
                    part.change("cm", lambda operands, old=old: [*operands[:5], old[5]])
                    part.change("Tf", lambda operands, size=size: [operands[0], size])
                    return
        raise NotHereError("a stretch out of line")

    return change


def raise_digit(file: File) -> None:
    for paragraph in file.paragraphs():
        sizes = [float(part.operands("Tf")[1]) for part in file.parts(paragraph) if part.glyphs]
        for part in file.parts(paragraph):
            text = "".join(glyph.text for glyph in part.glyphs)
            if re.fullmatch(r"\D?\d+\D?", text) and float(part.operands("Tf")[1]) == max(sizes):
                part.change("cm", lambda operands: [*operands[:5], float(operands[5]) + 4])
                part.change("Tf", lambda operands: [operands[0], float(operands[1]) * 0.6])
                return
    raise NotHereError("digit")


def redrawn(kind: str) -> Change:
    """Draw a stretch of the text that is bold or slanted in the upright face beside it."""

    def change(file: File) -> None:
        for paragraph in file.paragraphs():
            for element in file.every(kind, among=paragraph, at_least=0):
                plain = [
                    (part, glyph.font)
                    for part in file.parts(paragraph)
                    for glyph in part.glyphs
                    if re.search(r"Serif(SC)?-Regular", glyph.font.name)
                ]
                glyphs = file.glyphs(element)
                for part, font in plain:
                    if all(glyph.text in font.codes for glyph in glyphs):
                        name = part.operands("Tf")[0]
                        for glyph in glyphs:
                            glyph.code = font.codes[glyph.text]
                        for one in file.parts(element):
                            one.change("Tf", lambda operands, name=name: [name, operands[1]])
                        return
        raise NotHereError(kind)

    return change


# --- the front matter and the properties ------------------------------------------------------------------------------


def in_front(pattern: str, new: str, *, first: int = 0, last: int | None = None) -> Change:
    return lambda file: in_first(file.front()[first:last], pattern, new)(file)


def drop_front(pattern: str) -> Change:
    """Take away what fits a pattern in the front matter."""
    return in_front(pattern, "")


_PLACES = {"Title": "dc:title", "Author": "dc:creator", "Keywords": "pdf:Keywords"}


def packet(file: File, pattern: str, new: str) -> None:
    """Change the metadata packet."""
    found = file.pdf.Root.Metadata.read_bytes().decode()
    changed = re.sub(pattern, new, found, count=1, flags=re.DOTALL)
    assert changed != found
    file.pdf.Root.Metadata.write(changed.encode())


def set_property(name: str, value: str) -> Change:
    def change(file: File) -> None:
        old = str(file.pdf.trailer.Info["/" + name])
        file.pdf.trailer.Info["/" + name] = String(value)
        packet(file, re.escape(old), value)

    return change


def drop_property(name: str) -> Change:
    def change(file: File) -> None:
        del file.pdf.trailer.Info["/" + name]
        packet(file, f"<{_PLACES[name]}>.*?</{_PLACES[name]}>", "")

    return change


def drop_keyword(file: File) -> None:
    words = str(file.pdf.trailer.Info.Keywords).split(", ")
    set_property("Keywords", ", ".join(words[1:]))(file)


def change_keyword(file: File) -> None:
    words = str(file.pdf.trailer.Info.Keywords).split(", ")
    set_property("Keywords", ", ".join(["nothing", *words[1:]]))(file)


def rename_in_one_place(file: File) -> None:
    file.pdf.trailer.Info.Title = String("Another title")


def set_language(file: File) -> None:
    file.pdf.Root.Lang = String("fr")
    packet(file, "(<dc:language><rdf:Bag><rdf:li>)[^<]*", r"\g<1>fr")


# --- the outline ------------------------------------------------------------------------------------------------------


def lead_entry_elsewhere(file: File) -> None:
    entry = file.pdf.Root.Outlines.First
    entry.Dest = entry.Next.Next.Dest


def entry_to_nothing(file: File) -> None:
    file.pdf.Root.Outlines.First.Dest = String("nowhere")


def drop_entry(file: File) -> None:
    outline = file.pdf.Root.Outlines
    outline.First = outline.First.Next
    del outline.First["/Prev"]


def rename_entry(file: File) -> None:
    file.pdf.Root.Outlines.First.Title = String("Nothing")


# --- the form ---------------------------------------------------------------------------------------------------------


def fonts(file: File) -> Iterator[Object]:
    """Yield the fonts of the text."""
    for page in file.pdf.pages:
        yield from (font for _, font in page.Resources.Font.items() if "Serif" in str(font.BaseFont))


def unembed(file: File) -> None:
    descriptor = next(fonts(file)).DescendantFonts[0].FontDescriptor
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def mean(line: str) -> Change:
    """Let a glyph that is drawn only once in the text be copied as something else, or not at all: by its line in `ToUnicode`."""

    def change(file: File) -> None:
        paragraphs = [glyph for paragraph in file.paragraphs() for glyph in file.glyphs(paragraph)]
        drawn = Counter((glyph.font, glyph.code) for glyph in file.drawn())
        for glyph in paragraphs:
            if drawn[glyph.font, glyph.code] == 1 and len(glyph.text) == 1 and glyph.text.isalpha():
                old = f"(?i)<{glyph.code.hex()}> <{ord(glyph.text):04x}>"
                for font in fonts(file):
                    if str(font.BaseFont) == glyph.font.name:
                        table = font.ToUnicode.read_bytes().decode()
                        new = re.sub(old, line.format(glyph.code.hex()), table)
                        font.ToUnicode = file.pdf.make_stream(new.encode())
                return
        raise NotHereError("a glyph")

    return change


def draw_nothing(file: File) -> None:
    file.glyphs(middle(file.paragraphs()))[3].code = b"\0\0"


def deny_tags(file: File) -> None:
    del file.pdf.Root.MarkInfo


def run_script(file: File) -> None:
    file.pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def silence_link(file: File) -> None:
    del file.annotation(file.marker()[1]).Contents


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def cut_end(data: bytes) -> bytes:
    return data[: data.rindex(b"startxref")]


HEADINGS = ("H1", "H2", "H3")
LETTER = r"(?<=[a-z\u4e00-\u9fff])(?:[a-z]|[\u4e00-\u9fff])(?=[a-z\u4e00-\u9fff])"
LAST_LETTER = r"[a-z](?=[a-z]$)|[\u4e00-\u9fff](?=[\u4e00-\u9fff]$)"
_WAYS: tuple[tuple[str, str, Change], ...] = (
    ("swap two markers", "changed-marker", swap_markers),
    ("change a digit of a marker", "changed-marker", change_marker),
    ("change a digit in a range", "changed-marker", change_range),
    ("make a range a list", "changed-marker", open_range),
    ("drop the end of a range", "changed-marker", shorten_range),
    ("drop a marker", "missing-marker", drop_marker),
    ("put in a marker", "extra-marker", add_marker),
    ("move a marker to the end of its paragraph", "moved-marker", marker_to_end),
    ("type over the link of a marker", "unlinked-marker", type_over_marker),
    ("lead a marker to another item", "misdirected-marker", retarget_marker),
    ("lead a marker to nothing", "misdirected-marker", marker_to_nothing),
    ("lay another link over a marker", "misdirected-marker", cover_link),
    ("move the link of a marker aside", "unlinked-marker", move_link),
    ("print [] for a marker", "printed-syntax", empty_marker),
    ("drop an item", "missing-item", drop_item),
    ("drop the last item", "missing-item", drop_last_item),
    ("swap two items", "misplaced-item", swap_items),
    ("swap the texts of two items", "misnumbered-item", swap_item_texts),
    ("renumber an item", "misnumbered-item", renumber_item),
    ("change a letter of an author", "changed-item", in_items("(?i)(?<=[a-z])e(?=[a-z])", "a")),
    ("change a digit of a year", "changed-item", in_items(r"\b20(\d)\d\b", r"20\g<1>0")),
    ("change a digit of a page", "changed-item", in_items(r"[-–](\d+)\d\b", r"-\g<1>0")),
    ("change the volume", "changed-item", in_items(r"(?<=[;\s,，])\d+(?=\s?[(:])", "999")),
    ("drop a letter of a title", "changed-item", in_items("nv|es|虚|的", "")),
    ("drop a paragraph", "missing-text", drop_paragraph),
    ("drop a heading", "missing-text", drop(*HEADINGS)),
    ("drop a cell", "missing-text", drop("TD")),
    ("drop a caption", "missing-text", drop("Caption")),
    ("drop a footnote", "missing-text", drop("Note")),
    ("drop an item of a list in the text", "missing-text", drop_list_item),
    ("swap two paragraphs", "moved-text", swap_paragraphs),
    ("change a digit", "changed-text", in_text(r"\d\.\d", "5.2")),
    ("move a decimal point", "changed-text", in_text(r"(\d)\.(\d)", r"\g<1>\g<2>.")),
    ("change a unit", "changed-text", in_text(r"mg\b", "g")),
    ("drop a minus sign", "changed-text", in_text("−", "")),
    ("change a Greek letter", "changed-text", in_text("β", "μ")),
    ("drop a negation", "changed-text", in_text("不| not(?= )", "")),
    ("swap two letters", "changed-text", in_text(r"([a-z])([a-z])(?<!\1\1)", r"\g<2>\g<1>")),
    ("change a cell", "changed-text", in_every("TD", pattern=r"\d(?=$)|胞", new="6")),
    ("swap two cells", "moved-text", swap_cells),
    ("move a row", "moved-text", move_row),
    ("change a heading", "changed-text", in_every(*HEADINGS, pattern=LETTER, new="")),
    ("change the level of a heading", "changed-label", retag("H2", "H1")),
    ("change the number of a heading", "changed-label", in_every(*HEADINGS, pattern=r"^\d", new="2")),
    (
        "change the label of a figure",
        "changed-label",
        in_every("Caption", pattern=r"(?<=[Fig图]\s)\d|(?<=图)\d", new="2"),
    ),
    ("change a caption", "changed-text", in_every("Caption", pattern=LAST_LETTER, new="")),
    ("change a footnote", "changed-text", in_every("Note", pattern=LETTER, new="")),
    ("change a cross-reference", "changed-text", change_reference),
    ("lead a cross-reference elsewhere", "misdirected-link", retarget_reference),
    ("lead a cross-reference to nothing", "dead-link", reference_to_nothing),
    ("type over the link of a cross-reference", "misdirected-link", unlink_reference),
    ("change an address", "misdirected-link", change_address),
    ("lead an entry of the contents elsewhere", "misdirected-link", lead_entry_elsewhere),
    ("lead an entry of the contents to nothing", "dead-link", entry_to_nothing),
    ("drop an entry of the contents", "changed-contents", drop_entry),
    ("change an entry of the contents", "changed-contents", rename_entry),
    ("blank an alternative text", "changed-text", alternative(lambda _: "")),
    ("change an alternative text", "changed-text", alternative(lambda text: text[1:])),
    ("lose an exponent", "lost-mark", shifted(1)),
    ("lose a subscript", "lost-mark", shifted(-1)),
    ("lose italics", "lost-mark", redrawn("Em")),
    ("lose bold", "lost-mark", redrawn("Strong")),
    ("raise a digit", "added-mark", raise_digit),
    ("hide a paragraph", "hidden-text", hide),
    ("draw words in white", "hidden-text", whiten),
    ("draw words too small", "hidden-text", shrink),
    ("draw words outside of the page", "hidden-text", draw_outside),
    ("draw words through clear glass", "hidden-text", glaze),
    ("clip words away", "hidden-text", clip),
    ("put words on a layer that is switched off", "hidden-text", switch_off),
    ("paint over words", "hidden-text", paint_over),
    ("draw words lower on the page", "misplaced-text", draw_lower),
    ("swap two lines on the page only", "misplaced-text", swap_on_page),
    ("draw a number over that of a marker", "misplaced-text", draw_marker_over),
    ("draw words twice", "changed-text", draw_twice),
    ("draw words that are no part of the text", "stray-text", add_artifact),
    ("say a paragraph in other words than are drawn", "hidden-text", say_otherwise),
    ("draw another number than is copied", "hidden-text", copy_otherwise),
    ("put a text box on a page", "stray-text", put_box),
    ("swap two pages", "misplaced-text", swap_pages),
    ("double a page", "extra-text", double_page),
    ("crop a page", "hidden-text", crop_page),
    ("take words out of the structure", "untagged-text", untag),
    ("mark words as no part of the text", "changed-text", disown),
    ("change the title", "changed-front-matter", in_front(LETTER, "", last=1)),
    ("change an author's name", "changed-front-matter", in_front(LETTER, "", first=1, last=2)),
    ("change an affiliation", "changed-front-matter", in_front(LETTER, "", first=2, last=3)),
    ("change a number of the abstract", "changed-front-matter", in_front(r"\d(?=个| species)|膝", "6", first=3)),
    (
        "change a key word",
        "changed-front-matter",
        in_front(r"(?<=】)[a-z软外]|(?<=】 )[a-z]|(?<=words】)\w", "", first=3),
    ),
    ("change the title for programs", "changed-metadata", set_property("Title", "Untitled")),
    ("drop the title for programs", "changed-metadata", drop_property("Title")),
    ("change an author for programs", "changed-metadata", set_property("Author", "Nobody")),
    ("drop an author for programs", "changed-metadata", drop_property("Author")),
    ("change the language for programs", "changed-metadata", set_language),
    ("change a key word for programs", "changed-metadata", change_keyword),
    ("drop a key word for programs", "changed-metadata", drop_keyword),
    ("change the title for programs in one place", "conflicting-metadata", rename_in_one_place),
    ("take a font out", "unembedded-font", unembed),
    ("take away what a glyph means", "missing-glyph", mean("<FFFE> <0071>")),
    ("change what a glyph means", "changed-text", mean("<{}> <0071>")),
    ("draw a glyph that is none", "missing-glyph", draw_nothing),
)

_FOR_VALIDATORS: tuple[tuple[str, Change], ...] = (
    ("say no more that the file is tagged", deny_tags),
    ("run a script when the file is opened", run_script),
    ("leave out what a link says to those who do not see it", silence_link),
)

DAMAGES: tuple[Damage, ...] = (
    *(Damage(name, code, pdf(change)) for name, code, change in _WAYS),
    *(Damage(name, "unmet-standard", pdf(change), asks_standards=True) for name, change in _FOR_VALIDATORS),
    Damage("cut the file in two", "unreadable-output", cut),
    Damage("cut the end off the file", "damaged-file", cut_end),
)
