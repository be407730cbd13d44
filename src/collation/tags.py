"""What a PDF says of itself: structure, links, outline, properties; the one door to pikepdf.

What its pages show is for `pages`.  Both number pages from 1, and name marked content by the same identifiers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeGuard

from collation import unpacked
from collation.diagnostics import CollationError

if TYPE_CHECKING:
    import pikepdf

_DEEPEST: Final = 150
"""How many elements may stand inside one another; what is deeper is taken for a child of the last of them."""
_ATTRIBUTED: Final = frozenset({"Figure", "Formula", "L", "Code"})
_SPOKEN: Final = {"/ActualText": "the text for copying", "/E": "the long form", "/Alt": "the alternative text"}
_IDENTITY: Final = frozenset({"/Identity-H", "/Identity-V"})
_STRING: Final = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)|<([0-9A-Fa-f\s]*)>", re.DOTALL)
# A string of codes of two bytes, up to one that is 0, as it is written in a content stream (ISO 32000-1, 7.3.4.2).
_ZERO: Final = re.compile(rb"(?:(?>\\[0-7]{1,3}|\\.|[^\\]){2})*?(?>\\0{1,2}(?![0-7])|\\000|\x00){2}", re.DOTALL)
_MEANT: Final = re.compile(rb"<[0-9A-F]+>\s*<([0-9A-F]+)>")
_TEXT_OPERATORS: Final = "q Q Tf Tj TJ ' \" Do"

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the left and the bottom of the page."""


class UnreadableFileError(CollationError):
    """The bytes are no PDF, or a locked one; the message says which, for a person."""


@dataclass(frozen=True, slots=True)
class Content:
    """A stretch of marked content of a page (ISO 32000-1, 14.6)."""

    page: int
    identifier: int


@dataclass(frozen=True, slots=True)
class Destination:
    """A place in the same file to which a link leads (ISO 32000-1, 12.3.2).

    Attributes:
        page: from 1.
        left: of the place, in points from the left of the page; None where any will do.
        top: in points from the bottom of the page; None for the top of the page.
        element: the element of the structure that it names, if it names one, as `Element.key`.
    """

    page: int
    left: float | None = None
    top: float | None = None
    element: object = None


Target = Destination | str | None
"""Where a link leads: a place in the file, an address outside, or None: nowhere."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link that lies over a page (ISO 32000-1, 12.5.6.5).

    Attributes:
        page: from 1.
        box: around all that hears a click.
        target: where it leads.
        name: what the file calls the target, for a message.
        areas: where a click is heard, if that is not all of the box: a link may go on in the next line.
    """

    page: int
    box: Box
    target: Target
    name: str
    areas: tuple[Box, ...] = ()

    def hears(self, x: float, y: float) -> bool:
        """Whether it hears a click at a place of its page, in points from the left and the bottom."""
        areas = self.areas or (self.box,)
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in areas)


@dataclass(slots=True, eq=False)
class Element:
    """An element of the logical structure (ISO 32000-1, 14.7).

    Attributes:
        kind: its type, as the role map has it: `P`, `H1`, `Link` …
        language: the BCP 47 tag that it, or the nearest element around it, is given; "" without one.
        alternative: the words that stand for it, of a figure or a formula.
        key: what a destination calls it.
        is_block: whether it says of itself that it stands apart, and not in a line.
        numbering: of a list, what its labels are; `None` for words.
        box: where it is drawn, if it says so, and on which page.
        children: in the order in which it is read.
    """

    kind: str
    language: str = ""
    alternative: str = ""
    key: object = None
    is_block: bool = False
    numbering: str = ""
    box: tuple[int, Box] | None = None
    children: list[Element | Content | Annotation] = field(default_factory=list)

    def descendants(self) -> Iterator[Element | Content | Annotation]:
        """Yield all that is in it, in the order in which it is read."""
        for child in self.children:
            yield child
            if isinstance(child, Element):
                yield from child.descendants()

    def contents(self) -> Iterator[Content]:
        """Yield all marked content that is in it."""
        return (child for child in self.descendants() if isinstance(child, Content))

    @property
    def page(self) -> int:
        """On which page it begins, 0 where nobody knows."""
        return self.box[0] if self.box else next((item.page for item in self.contents()), 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline, with its depth from 1."""

    title: str
    level: int
    target: Target
    name: str


class Words(NamedTuple):
    """Words that a file holds for a page without drawing them with it.

    Attributes:
        page: from 1; 0 where nobody knows.
        words: they themselves, perhaps "".
        holder: what holds them, in words.
    """

    page: int
    words: str
    holder: str


@dataclass(frozen=True, eq=False)
class Tags:
    """What a file says of itself.

    Attributes:
        root: of the structure; None where there is none.
        annotations: all links, page by page.
        outline: its entries, in their order.
        language: of the whole document, "" where it says nothing.
        properties: of the document information dictionary (ISO 32000-1, 14.3.3), by name without `/`.
        packet: the XMP metadata (14.3.2), as XML; None without any.
        undefined: page, font and character of glyphs that are drawn though the font has none for them.
        soft_hyphens: the whole names of fonts whose hyphen stands for a soft one, which only parts a word.
        damage: what had to be mended before the file could be read.
        layers: the names of what a reader can switch on and off (8.11).
        beside: what lies over the pages and is no link: text boxes, stamps, fields, comments (12.5.6).
        spoken: words that stand in the structure for others that are drawn (14.9.4, 14.9.5).
        repeated: the pages that show what an earlier page shows, each with that one.
    """

    root: Element | None
    annotations: tuple[Annotation, ...]
    outline: tuple[Entry, ...]
    language: str
    properties: Mapping[str, str]
    packet: bytes | None
    undefined: tuple[tuple[int, str, str], ...]
    soft_hyphens: frozenset[str]
    damage: tuple[str, ...]
    layers: tuple[str, ...] = ()
    beside: tuple[Words, ...] = ()
    spoken: tuple[Words, ...] = ()
    repeated: Mapping[int, int] = field(default_factory=dict)


def read(data: bytes) -> Tags:
    """Read what a PDF says of itself.

    Raises:
        UnreadableFileError: if it is no PDF, is locked by a password, or unpacks to more than `limits` has.
    """
    import pikepdf

    if b"%PDF-" not in data[:1024]:  # where readers look for it (ISO 32000-1, annex H, note 13)
        raise UnreadableFileError("it is no PDF" if data.strip() else "it is empty")
    try:
        unpacked.inspect_bytes(data)
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as file:
            unpacked.inspect(file)
            return _Reader(file).read()
    except unpacked.TooLargeError as error:
        raise UnreadableFileError(str(error)) from error
    except pikepdf.PasswordError as error:
        raise UnreadableFileError("it is locked by a password") from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, OverflowError) as error:
        raise UnreadableFileError(f"it is no PDF that can be read: {_plain(str(error))}") from error
    except UnicodeError as error:
        raise UnreadableFileError("it is damaged: a name in it has no characters") from error


def _plain(message: str) -> str:
    """Return a message of qpdf's, less the name that it has for bytes in memory."""
    return re.sub(r"(?:\bstream )?<_io\.BytesIO object at \w+>:?\s*", "", message).strip()


class _Reader:
    """Reads one file.  Whatever is not as the standard has it is passed over: what is missing then, checks see."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        import pikepdf

        self._pikepdf = pikepdf
        self._file = file
        self._root = file.Root
        self._pages: dict[tuple[int, int], int] = {}
        self._repeated: dict[int, int] = {}
        shown: dict[object, int] = {}
        for number, page in enumerate(file.pages, start=1):
            self._pages.setdefault(page.obj.objgen, number)
            contents = page.obj.get("/Contents")  # qpdf makes two objects of a page that is there twice
            first = shown.setdefault(_key(contents), number) if isinstance(contents, pikepdf.Object) else number
            if first != number:
                self._repeated[number] = first
        self._annotations: dict[tuple[int, int], Annotation] = {}
        self._beside: list[Words] = []
        self._spoken: list[Words] = []
        self._names: Mapping[str, Any] | None = None

    def read(self) -> Tags:
        """Read all of it."""
        annotations = tuple(self._all_annotations())
        return Tags(
            self._structure(),
            annotations,
            tuple(self._outline()),
            _text(self._root.get("/Lang")),
            self._properties(),
            self._packet(),
            tuple(dict.fromkeys(self._undefined())),
            frozenset(self._soft_hyphens()),
            tuple(dict.fromkeys(_plain(str(warning)) for warning in self._file.get_warnings())),
            tuple(self._layers()),
            tuple(self._beside),
            tuple(self._spoken),
            self._repeated,
        )

    def _is_dictionary(self, value: object) -> TypeGuard[Any]:
        return isinstance(value, self._pikepdf.Dictionary | self._pikepdf.Stream)

    def _is_array(self, value: object) -> TypeGuard[Any]:
        return isinstance(value, self._pikepdf.Array)

    # --- properties --------------------------------------------------------------------------------------------------

    def _properties(self) -> dict[str, str]:
        information = self._file.trailer.get("/Info")
        if not self._is_dictionary(information):
            return {}
        return {name[1:]: _text(value) for name, value in information.items() if _text(value)}

    def _packet(self) -> bytes | None:
        return _bytes(self._root.get("/Metadata")) or None

    # --- links -------------------------------------------------------------------------------------------------------

    def _all_annotations(self) -> Iterator[Annotation]:
        for number, page in enumerate(self._file.pages, start=1):
            listed = page.obj.get("/Annots") if number not in self._repeated else None
            for item in listed if self._is_array(listed) else ():
                if not self._is_dictionary(item):
                    continue
                kind = _name(item.get("/Subtype"))[1:]
                if kind != "Link" or "/AP" in item:
                    if kind != "Popup":  # which shows the words of another
                        words = _text(item.get("/Contents")) or _text(item.get("/V"))
                        self._beside.append(Words(number, words, f"an annotation ({kind or 'without a kind'})"))
                    if kind != "Link":
                        continue
                box = _ordered(self._numbers(item.get("/Rect")))
                areas = self._areas(self._numbers(item.get("/QuadPoints")), box)
                annotation = Annotation(number, box, *self._target(item), areas)
                if item.is_indirect:
                    self._annotations.setdefault(item.objgen, annotation)
                yield annotation

    def _areas(self, numbers: list[float], box: Box) -> tuple[Box, ...]:
        """Return the stretches of a link; as the standard has it, they count only if all are within its box."""
        areas = []
        for start in range(0, len(numbers) - 7, 8):
            across, upwards = numbers[start : start + 8 : 2], numbers[start + 1 : start + 8 : 2]
            areas.append((min(across), min(upwards), max(across), max(upwards)))
        left, bottom, right, top = (box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1)
        inside = all(left <= a[0] and bottom <= a[1] and a[2] <= right and a[3] <= top for a in areas)
        return tuple(areas) if inside else ()

    def _layers(self) -> Iterator[str]:
        properties = self._root.get("/OCProperties")
        if not self._is_dictionary(properties):
            return
        groups = properties.get("/OCGs")
        names = (
            [_text(one.get("/Name")) for one in groups if self._is_dictionary(one)] if self._is_array(groups) else []
        )
        yield from (name or "without a name" for name in names or [""])

    def _target(self, item: Any) -> tuple[Target, str]:
        """Return where a link, or an entry of the outline, leads, and what the file calls it."""
        if "/Dest" in item:
            return self._destination(item["/Dest"]), self._named(item["/Dest"])
        action = item.get("/A")
        if not self._is_dictionary(action):
            return None, "nothing"
        kind = _name(action.get("/S"))
        if kind == "/URI":
            address = _text(action.get("/URI"))
            return address or None, address or "an empty address"
        if kind == "/GoTo":
            for name in ("/SD", "/D"):
                if name in action:
                    return self._destination(action[name]), self._named(action[name])
        if kind in ("/GoToR", "/Launch"):
            file = action.get("/F")
            address = _text(file.get("/UF", file.get("/F")) if self._is_dictionary(file) else file)
            return address or None, address or "another file"
        return None, f"an action {kind}"

    def _named(self, value: Any) -> str:
        """Say what the file calls a destination."""
        if self._is_array(value):
            page = value[0] if len(value) else None
            number = self._pages.get(page.objgen) if self._is_dictionary(page) else None
            return f"a place on page {number}" if number else "a place on a page"
        return _text(value) or _name(value) or "nothing"

    def _destination(self, value: Any, depth: int = 0) -> Destination | None:
        if self._is_dictionary(value):
            for name in ("/SD", "/D"):
                if name in value:
                    return self._destination(value[name], depth + 1) if depth < 4 else None
            return None
        if self._is_array(value):
            return self._place(value)
        found = self._named_place(_text(value) or _name(value))
        return self._destination(found, depth + 1) if found is not None and depth < 4 else None

    def _place(self, value: Any) -> Destination | None:
        parts = list(value)
        page = parts[0] if parts else None
        element: object = None
        if self._is_dictionary(page) and page.get("/S") is not None and _name(page.get("/Type")) != "/Page":
            element, page = _key(page), page.get("/Pg")
            if page is None:
                return Destination(1, element=element)
        if self._is_dictionary(page):
            number = self._pages.get(page.objgen, 0)
        else:
            number = page + 1 if isinstance(page, int) and 0 <= page < len(self._pages) else 0
        if not number:
            return None
        numbers = [_number(part) for part in parts[2:]]
        left, top = {
            "/XYZ": (0, 1),
            "/FitH": (None, 0),
            "/FitBH": (None, 0),
            "/FitV": (0, None),
            "/FitBV": (0, None),
            "/FitR": (0, 3),
        }.get(_name(parts[1]) if len(parts) > 1 else "", (None, None))
        return Destination(number, _at(numbers, left), _at(numbers, top), element)

    def _named_place(self, name: str) -> Any:
        """Look up a named destination, in the name tree (ISO 32000-1, 12.3.2.3) or the older dictionary."""
        if self._names is None:
            self._names = dict(self._all_names())
        return self._names.get(name)

    def _all_names(self) -> Iterator[tuple[str, Any]]:
        older = self._root.get("/Dests")
        if self._is_dictionary(older):
            yield from older.items()
        names = self._root.get("/Names")
        tree = names.get("/Dests") if self._is_dictionary(names) else None
        if self._is_dictionary(tree):
            yield from self._pikepdf.NameTree(tree).items()

    # --- outline -----------------------------------------------------------------------------------------------------

    def _outline(self) -> Iterator[Entry]:
        outlines = self._root.get("/Outlines")
        waiting = [(outlines.get("/First"), 1)] if self._is_dictionary(outlines) else []
        seen: set[object] = set()
        while waiting:
            item, level = waiting.pop()
            if not self._is_dictionary(item) or item.objgen in seen:
                continue
            seen.add(item.objgen)
            yield Entry(_text(item.get("/Title")), level, *self._target(item))
            waiting += [(item.get("/Next"), level), (item.get("/First"), level + 1)]

    # --- structure ---------------------------------------------------------------------------------------------------

    def _structure(self) -> Element | None:
        top = self._root.get("/StructTreeRoot")
        if not self._is_dictionary(top) or top.get("/K") is None:
            return None
        roles = self._roles(top)
        root = Element("StructTreeRoot", _text(self._root.get("/Lang")))
        seen: set[object] = set()
        waiting = [(root, child, 0, 1) for child in self._children(top)[::-1]]
        while waiting:  # a list and no calls: a hostile file may nest as deep as it likes
            parent, item, page, depth = waiting.pop()
            if isinstance(item, int):
                parent.children.append(Content(page, item))
                continue
            if not self._is_dictionary(item):
                continue
            kind = _name(item.get("/Type"))
            if kind == "/MCR":
                number = item.get("/MCID")
                if isinstance(number, int):
                    parent.children.append(Content(self._page_of(item, page), number))
            elif kind == "/OBJR":
                target = item.get("/Obj")
                annotation = self._annotations.get(target.objgen) if self._is_dictionary(target) else None
                if annotation:
                    parent.children.append(annotation)
            else:
                key = _key(item)
                if key in seen:
                    continue
                seen.add(key)
                name = _name(item.get("/S"))[1:]
                element = Element(roles.get(name, name), _text(item.get("/Lang")) or parent.language, key=key)
                inside = self._page_of(item, page)
                self._describe(element, item, inside)
                parent.children.append(element)
                around = element if depth < _DEEPEST else parent
                waiting += [(around, child, inside, depth + 1) for child in self._children(item)[::-1]]
        return root

    def _roles(self, top: Any) -> dict[str, str]:
        """Return for each type of the file's own the standard type that it stands for."""
        mapped = top.get("/RoleMap")
        if not self._is_dictionary(mapped):
            return {}
        plain = {name[1:]: _name(role)[1:] for name, role in mapped.items()}
        roles = {}
        for name in plain:
            role, seen = name, set[str]()
            while role in plain and role not in seen:
                seen.add(role)
                role = plain[role]
            roles[name] = role
        if roles.get("Title") == "P":
            del roles["Title"]  # of PDF 2.0; it says more than what stands for it in PDF 1.7
        return roles

    def _children(self, item: Any) -> list[Any]:
        children = item.get("/K")
        if self._is_array(children):
            return list(children)
        return [] if children is None else [children]

    def _page_of(self, item: Any, around: int) -> int:
        """Return the page of an element; 0 for one that the file no longer has: nothing of it is shown."""
        page = item.get("/Pg")
        return self._pages.get(page.objgen, 0) if self._is_dictionary(page) else around

    def _describe(self, element: Element, item: Any, page: int) -> None:
        for name, holder in _SPOKEN.items():
            if (words := _text(item.get(name))) and (name != "/Alt" or element.kind not in _ATTRIBUTED):
                self._spoken.append(Words(page, words, f"{holder} of {element.kind}"))
        if element.kind not in _ATTRIBUTED:
            return
        element.alternative = _text(item.get("/Alt"))
        attributes = item.get("/A")
        for given in attributes if self._is_array(attributes) else [attributes]:
            if not self._is_dictionary(given):
                continue
            element.is_block |= _name(given.get("/Placement")) == "/Block"
            element.numbering = _name(given.get("/ListNumbering"))[1:] or element.numbering
            box = self._numbers(given.get("/BBox"))
            if len(box) == 4:
                element.box = page, (box[0], box[1], box[2], box[3])

    def _numbers(self, value: Any) -> list[float]:
        return [number for part in value if (number := _number(part)) is not None] if self._is_array(value) else []

    # --- characters --------------------------------------------------------------------------------------------------

    def _soft_hyphens(self) -> Iterator[str]:
        """Yield the fonts that have a character for a soft hyphen and none for a hard one (ISO 32000-1, 9.10.3)."""
        seen: set[object] = set()
        for page in self._file.pages:
            resources = page.obj.get("/Resources")
            fonts = resources.get("/Font") if self._is_dictionary(resources) else None
            for _, font in fonts.items() if self._is_dictionary(fonts) else ():
                if not self._is_dictionary(font) or _key(font) in seen:
                    continue
                seen.add(_key(font))
                meant = set(_MEANT.findall(_bytes(font.get("/ToUnicode")).upper()))
                if b"00AD" in meant and b"002D" not in meant:
                    yield self._font_name(font)

    def _font_name(self, font: Any) -> str:
        """Return the name of a font; that of a composite one is that of the font in it (ISO 32000-1, 9.7.6.1)."""
        inner = font.get("/DescendantFonts")
        if self._is_array(inner) and len(inner) and self._is_dictionary(inner[0]):
            font = inner[0]
        return _name(font.get("/BaseFont"))[1:]

    # --- glyphs ------------------------------------------------------------------------------------------------------

    def _undefined(self) -> Iterator[tuple[int, str, str]]:
        """Yield the glyphs 0 that are drawn: `.notdef`, by which a font says that it lacks a character."""
        for number, page in enumerate(self._file.pages, start=1):
            for font in self._zeros(page.obj, page.obj.get("/Resources"), set()):
                name = self._font_name(font)
                yield number, name[7:] if name[6:7] == "+" else name, _meaning(font)

    def _zeros(self, holder: Any, resources: Any, seen: set[object]) -> Iterator[Any]:
        """Yield the fonts of which a page, or a form, draws the glyph 0."""
        if not self._is_dictionary(resources) or _key(holder) in seen:
            return
        seen.add(_key(holder))
        forms = self._forms(resources)
        fonts = resources.get("/Font")
        if self._is_dictionary(fonts) and self._may_draw_zero(holder):
            yield from self._drawn_zeros(holder, fonts)
        for form in forms:
            yield from self._zeros(form, form.get("/Resources", resources), seen)

    def _forms(self, resources: Any) -> list[Any]:
        objects = resources.get("/XObject")
        if not self._is_dictionary(objects):
            return []
        return [
            item for _, item in objects.items() if self._is_dictionary(item) and _name(item.get("/Subtype")) == "/Form"
        ]

    def _may_draw_zero(self, holder: Any) -> bool:
        """Whether a string has the code 0; only then it is worth reading the operators, which takes much longer."""
        contents = holder if isinstance(holder, self._pikepdf.Stream) else holder.get("/Contents")
        streams = contents if self._is_array(contents) else [contents]
        data = b"\n".join(map(_bytes, streams))
        return any(map(_may_be_zero, _STRING.finditer(data)))

    def _drawn_zeros(self, holder: Any, fonts: Any) -> Iterator[Any]:
        composite = {
            name: font
            for name, font in fonts.items()
            if self._is_dictionary(font) and _name(font.get("/Encoding")) in _IDENTITY
        }
        source = holder if isinstance(holder, self._pikepdf.Stream) else self._pikepdf.Page(holder)
        font, kept = "", list[str]()
        try:
            operations = self._pikepdf.parse_content_stream(source, _TEXT_OPERATORS)
        except (self._pikepdf.PdfError, TypeError):  # what is drawn of it cannot be told
            return
        for operation in operations:
            operands, name = operation.operands, str(operation.operator)
            if name == "q":
                kept.append(font)
            elif name == "Q":
                font = kept.pop() if kept else font
            elif name == "Tf":
                font = _name(operands[0]) if len(operands) else ""
            elif font in composite and len(operands):
                shown = operands[0] if self._is_array(operands[0]) else operands
                if any(isinstance(part, self._pikepdf.String) and _has_zero(bytes(part)) for part in shown):
                    yield composite[font]


def _may_be_zero(string: re.Match[bytes]) -> bool:
    """Whether a string in a content stream has the code 0, if its codes have two bytes."""
    literal, hexadecimal = string.groups()
    return bool(_ZERO.match(literal)) if hexadecimal is None else b"0000" in hexadecimal


def _has_zero(codes: bytes) -> bool:
    """Whether one of some codes of two bytes is 0."""
    place = codes.find(b"\0\0")
    while place >= 0:
        if place % 2 == 0:
            return True
        place = codes.find(b"\0\0", place + 1)
    return False


def _meaning(font: Any) -> str:
    """Return the character that the glyph 0 stands for, "" where the file does not say, or names none."""
    found = re.search(rb"<0000>\s*<((?:[0-9A-Fa-f]{4})+)>", _bytes(font.get("/ToUnicode")))
    meant = bytes.fromhex(found[1].decode()).decode("utf-16-be", "replace") if found else ""
    return meant if meant.isprintable() else ""


def _bytes(stream: Any) -> bytes:
    """Return what a stream holds; nothing of one that cannot be unpacked, and of what is none."""
    import pikepdf

    try:
        return bytes(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else b""
    except (pikepdf.PdfError, pikepdf.DataDecodingError):
        return b""


def _key(item: Any) -> object:
    """Return what tells an object from all others; one that is no object of its own is met only once."""
    return item.objgen if item.is_indirect else object()


def _ordered(numbers: list[float]) -> Box:
    """Return a rectangle, of which a file may name any two opposite corners, by left, bottom, right and top."""
    first, second, third, fourth = (*numbers, 0.0, 0.0, 0.0, 0.0)[:4]
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)


def _text(value: Any) -> str:
    """Return a text string as characters; "" for anything else."""
    import pikepdf

    return str(value) if isinstance(value, pikepdf.String) else ""


def _name(value: Any) -> str:
    """Return a name with its `/`; "" for anything else, and for one that has no characters."""
    import pikepdf

    try:
        return str(value) if isinstance(value, pikepdf.Name) else ""
    except UnicodeError:
        return ""


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, str | bool) or value is None else float(value)
    except (TypeError, ValueError):
        return None


def _at(numbers: list[float | None], index: int | None) -> float | None:
    return numbers[index] if index is not None and index < len(numbers) else None
