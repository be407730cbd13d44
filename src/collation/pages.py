"""What the pages of a PDF show: each run of text as it is drawn, and the faces that draw it; the one door to pdfium.

What the file says of itself beside its pages (structure, links, properties) is for `tags`.
"""

from __future__ import annotations

import codecs
import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from collation import limits
from collation.diagnostics import CollationError

if TYPE_CHECKING:
    import pypdfium2

_SAMPLES: Final = 6
"""How many letters of a script tell how heavy a face is."""
_SCANS: Final = 11
_DEEPEST: Final = 12
"""How many forms may stand inside one another; pdfium, too, gives up soon after."""
_PALEST: Final = 250
_SMALLEST: Final = 1.0
_THINNEST: Final = 0.5
_IMITATED: Final = 0.1
"""How far, in ems, a second stroke lies beside the first where it is to look bold."""
_LIGATED: Final = frozenset("bfhijkltT")
"""Letters that may be drawn only as a part of a ligature: pdfium then gives the outline of some other glyph."""
_MOST_LOOKED: Final = 20_000_000
"""How often it is looked whether something lies under a white text; a file that asks for more hides it."""
_HYPHENS: Final = "\x02\ufffe"

HYPHEN: Final = "\x02"
"""Ends a run that ends with a hyphen of which the page does not say whether it only parts a word there.

pdfium has this one sign for both; it is for `Tags.soft_hyphens` to say which, by the font.
"""


class UnreadablePagesError(CollationError):
    """The file has no pages that can be drawn; the message says why, for a person."""


_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Run(NamedTuple):
    """Characters that one operator draws, so in one face, of one size, on one line.

    Attributes:
        page: from 1.
        text: as it would be copied; it may end with `HYPHEN`.
        face: the index in `Pages.faces`.
        size: of the letters, in points.
        x: where the run begins, in points from the left of the page.
        y: the line on which it stands, in points from the bottom.
        right: where its ink ends.
        content: the marked content that it is part of (ISO 32000-1, 14.6), or -1.
        is_artifact: whether it is marked as no part of the text, as running heads are (14.8.2.2).
        unseen: why nobody sees it, "" if it can be seen.
    """

    page: int
    text: str
    face: int
    size: float
    x: float
    y: float
    right: float
    content: int
    is_artifact: bool
    unseen: str


@dataclass(frozen=True, eq=False)
class Face:
    """A font as it is drawn, whatever its name says: a variable font calls all its weights by one name.

    Attributes:
        name: as in the file, without the tag of a subset.
        full_name: with it.
        is_embedded: whether its outlines are in the file.
        is_slanted: whether its letters lean, as italics do.
        stems: how thick the upright strokes of some of its characters are, in ems.
        weight: what the file says of it, for characters that have no strokes to measure; 0 where it says nothing.
    """

    name: str
    full_name: str
    is_embedded: bool
    is_slanted: bool
    stems: Mapping[str, float]
    weight: int = 0

    @property
    def family(self) -> str:
        """The name without weight and style."""
        return self.name.partition("-")[0]


@dataclass(frozen=True, eq=False)
class Pages:
    """All that is drawn as text, in the order in which it is drawn.

    Attributes:
        runs: the text of all pages.
        faces: the fonts that draw it; two of one name are two if their outlines are.
        unmapped: page and name of the font of characters that nobody can copy, search or hear.
        count: how many pages there are.
    """

    runs: tuple[Run, ...]
    faces: tuple[Face, ...]
    unmapped: tuple[tuple[int, str], ...]
    count: int


def read(data: bytes) -> Pages:
    """Read what the pages of a PDF draw as text.

    Raises:
        UnreadablePagesError: if there is nothing that pdfium could draw.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePagesError(f"it cannot be drawn: {error}") from error
    try:
        if not len(document):
            raise UnreadablePagesError("it has no pages")
        if len(document) > limits.PAGES:
            raise UnreadablePagesError(f"it says that it has {len(document)} pages, more than any article needs")
        return _Reader(document).read()
    finally:
        document.close()


@dataclass(eq=False)
class _Font:
    """A font of pdfium's, and the characters by which its face can be told."""

    handle: Any
    index: int
    full_name: str
    samples: dict[str, list[str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return self.full_name[7:] if self.full_name[6:7] == "+" else self.full_name

    def use(self, text: str) -> None:
        new = set(text) - self.seen
        self.seen |= new
        for character in sorted(new):
            script = script_of(character)
            known = self.samples.setdefault(script, [])
            if script and len(known) < _SAMPLES and character not in _LIGATED:
                known.append(character)


class _Around(NamedTuple):
    """What is known of an object by the form in which it is: where that lies on the page, and what it is part of."""

    content: int = -1
    is_artifact: bool = False
    matrix: _Matrix = _UNMOVED
    depth: int = 0


def _together(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """Return one transformation for two (ISO 32000-1, 8.3.4)."""
    if outer == _UNMOVED:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


@cache
def script_of(character: str) -> str:
    """Return what a character is to a typesetter: `han`, `latin` (any other letter), `digit`, or "" for the rest."""
    if "a" <= character <= "z" or "A" <= character <= "Z":
        return "latin"
    if "\u4e00" <= character <= "\u9fff":
        return "han"
    if character.isnumeric():
        return "digit"
    if not character.isalpha() or unicodedata.decomposition(character).startswith("<"):
        return ""
    return "han" if unicodedata.east_asian_width(character) in "WF" else "latin"


class _Reader:
    """Reads one document; pages stay open to the end, so that a font keeps its address."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        import pypdfium2.raw

        self._pdfium = pypdfium2.raw
        self._document = document
        self._fonts: dict[int, _Font] = {}
        self._runs: list[Run] = []
        self._looked = 0
        self._unmapped: dict[tuple[int, str], None] = {}
        self._buffer = (self._pdfium.FPDF_WCHAR * 4096)()
        self._matrix = self._pdfium.FS_MATRIX()
        self._floats = [ctypes.c_float() for _ in range(5)]
        self._colours = [ctypes.c_uint() for _ in range(4)]

    def read(self) -> Pages:
        """Read all pages, and then the faces."""
        opened = []
        try:
            for index in range(len(self._document)):
                page = self._pdfium.FPDF_LoadPage(self._document.raw, index)
                if page:
                    opened.append(page)
                    self._page(page, index + 1)
            faces = tuple(self._face(font) for font in self._fonts.values())
        finally:
            for page in opened:
                self._pdfium.FPDF_ClosePage(page)
        return Pages(tuple(self._runs), faces, tuple(self._unmapped), len(self._document))

    # --- runs --------------------------------------------------------------------------------------------------------

    def _page(self, page: Any, number: int) -> None:
        pdfium = self._pdfium
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            return
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self._box = box.left, box.bottom, box.right, box.top
        self._painted: list[tuple[Any, _Matrix]] = []
        self._places: list[tuple[float, float, float, float]] = []
        self._text_page, self._number = text_page, number
        try:
            self._objects(self._of_page(page), _Around())
            has_no_meaning = pdfium.FPDFText_HasUnicodeMapError
            for index in range(pdfium.FPDFText_CountChars(text_page)):
                if has_no_meaning(text_page, index) == 1:
                    item = pdfium.FPDFText_GetTextObject(text_page, index)
                    name = self._font(pdfium.FPDFTextObj_GetFont(item)).name if item else ""
                    self._unmapped[number, name] = None
        finally:
            pdfium.FPDFText_ClosePage(text_page)

    def _of_page(self, page: Any) -> Iterator[Any]:
        for index in range(self._pdfium.FPDFPage_CountObjects(page)):
            yield self._pdfium.FPDFPage_GetObject(page, index)

    def _of_form(self, form: Any) -> Iterator[Any]:
        for index in range(self._pdfium.FPDFFormObj_CountObjects(form)):
            yield self._pdfium.FPDFFormObj_GetObject(form, index)

    def _objects(self, items: Iterable[Any], around: _Around) -> None:
        """Read the objects of a page, or of a form: these are part of what the form is part of."""
        pdfium = self._pdfium
        for item in items:
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(item, self._inside(item, around))
            elif kind != pdfium.FPDF_PAGEOBJ_FORM:
                self._painted.append((item, around.matrix))
            elif around.depth < _DEEPEST:
                inside = self._inside(item, around)
                matrix = _together(self._matrix_of(item), around.matrix)
                self._objects(self._of_form(item), inside._replace(matrix=matrix, depth=around.depth + 1))

    def _inside(self, item: Any, around: _Around) -> _Around:
        """Return what is known of an object: its own marked content goes before that of the form in which it is."""
        content = self._pdfium.FPDFPageObj_GetMarkedContentID(item)
        if content >= 0:
            return around._replace(content=content, is_artifact=False)
        if not around.is_artifact and around.content < 0 and self._has_mark(item, "Artifact"):
            return around._replace(is_artifact=True)
        return around

    def _matrix_of(self, item: Any) -> _Matrix:
        matrix = self._matrix
        self._pdfium.FPDFPageObj_GetMatrix(item, matrix)
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _bounds_of(self, item: Any, placed: _Matrix) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of an object on its page."""
        left, bottom, right, top = self._floats[:4]
        self._pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        if placed == _UNMOVED:
            return left.value, bottom.value, right.value, top.value
        a, b, c, d, e, f = placed
        corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
        across = [a * x + c * y + e for x, y in corners]
        upwards = [b * x + d * y + f for x, y in corners]
        return min(across), min(upwards), max(across), max(upwards)

    def _text(self, item: Any, around: _Around) -> None:
        pdfium = self._pdfium
        text = self._characters(item)
        _, _, c, d, x, y = _together(self._matrix_of(item), around.matrix)
        size = self._floats[4]
        pdfium.FPDFTextObj_GetFontSize(item, size)
        height = size.value * (c * c + d * d) ** 0.5
        font = self._font(pdfium.FPDFTextObj_GetFont(item))
        bounds = self._bounds_of(item, around.matrix)
        if not text and bounds[2] - bounds[0] > _THINNEST:
            text = self._again(font.index, height, x, y)
        font.use(text)
        unseen = self._unseen(item, bounds, height) if text.strip() else ""
        run = Run(self._number, text, font.index, height, x, y, bounds[2], around.content, around.is_artifact, unseen)
        self._runs.append(run)

    def _again(self, face: int, size: float, x: float, y: float) -> str:
        """Return the text of a run that is drawn a second time, a little beside the first.

        pdfium gives no text for it, because some programs imitate bold in this way; then the two all but coincide.
        """
        for run in self._runs[-8:]:
            aside = max(abs(run.x - x), abs(run.y - y))
            if run.page == self._number and run.face == face and run.size == size and aside < size:
                return run.text if aside > _IMITATED * size else ""
        return ""

    def _characters(self, item: Any) -> str:
        pdfium, size = self._pdfium, len(self._buffer) * 2
        length = pdfium.FPDFTextObj_GetText(item, self._text_page, self._buffer, size)
        if length > size:
            self._buffer = (pdfium.FPDF_WCHAR * length)()
            length = pdfium.FPDFTextObj_GetText(item, self._text_page, self._buffer, length)
        text = _characters(self._buffer, length)
        if text and text[-1] in _HYPHENS:
            meant = self._property(item, "Span", b"ActualText")
            return text[:-1] + (HYPHEN if meant is None else meant)
        return text

    def _has_mark(self, item: Any, name: str) -> bool:
        """Whether an object is part of marked content of a name."""
        return any(self._name_of(mark) == name for mark in self._marks(item))

    def _property(self, item: Any, name: str, key: bytes) -> str | None:
        """Return a text that marked content of a name has as a property."""
        buffer, length = (ctypes.c_ubyte * 256)(), ctypes.c_ulong()
        for mark in self._marks(item):
            # As bytes: the function for texts gives U+0000 for the soft hyphen.
            if self._name_of(mark) == name and self._pdfium.FPDFPageObjMark_GetParamBlobValue(
                mark, key, buffer, 256, length
            ):
                data = bytes(buffer)[: min(length.value, 256)]
                is_wide = data.startswith(codecs.BOM_UTF16_BE)
                return data[2:].decode("utf-16-be", "replace") if is_wide else data.decode("latin-1")
        return None

    def _marks(self, item: Any) -> Iterator[Any]:
        for index in range(max(0, self._pdfium.FPDFPageObj_CountMarks(item))):
            yield self._pdfium.FPDFPageObj_GetMark(item, index)

    def _name_of(self, mark: Any) -> str:
        buffer, length = (self._pdfium.FPDF_WCHAR * 32)(), ctypes.c_ulong()
        self._pdfium.FPDFPageObjMark_GetName(mark, buffer, 64, length)
        return _characters(buffer, length.value)

    def _unseen(self, item: Any, bounds: tuple[float, float, float, float], size: float) -> str:
        """Say why a run of text cannot be seen, if so."""
        pdfium = self._pdfium
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
            return "drawn without ink"
        left, bottom, right, top = bounds
        if left >= self._box[2] or right <= self._box[0] or bottom >= self._box[3] or top <= self._box[1]:
            return "outside of the page"
        if size < _SMALLEST:
            return "too small to be seen"
        if pdfium.FPDFPageObj_GetFillColor(item, *self._colours):
            *paint, alpha = (colour.value for colour in self._colours)
            fills = mode != pdfium.FPDF_TEXTRENDERMODE_STROKE
            if fills and (alpha == 0 or (min(paint) >= _PALEST and not self._is_on_colour(bounds))):
                return "as pale as the paper"
        return ""

    def _is_on_colour(self, bounds: tuple[float, float, float, float]) -> bool:
        """Whether something dark was painted before at a place: white text may stand on it."""
        pdfium = self._pdfium
        x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
        self._places += [self._bounds_of(item, placed) for item, placed in self._painted[len(self._places) :]]
        self._looked += len(self._painted)
        if self._looked > _MOST_LOOKED:
            return False
        for (item, _), (left, bottom, right, top) in zip(self._painted, self._places, strict=True):
            if not (left <= x <= right and bottom <= y <= top):
                continue
            if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
                return True
            mode, stroke = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDFPath_GetDrawMode(item, mode, stroke)
            if mode.value and pdfium.FPDFPageObj_GetFillColor(item, *self._colours):
                *paint, alpha = (colour.value for colour in self._colours)
                if alpha and min(paint) < _PALEST:
                    return True
        return False

    # --- faces -------------------------------------------------------------------------------------------------------

    def _font(self, handle: Any) -> _Font:
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if address not in self._fonts:
            name = ""
            if handle:
                buffer = ctypes.create_string_buffer(256)
                self._pdfium.FPDFFont_GetBaseFontName(handle, buffer, 256)
                name = buffer.value.decode("utf-8", "replace")
            self._fonts[address] = _Font(handle, len(self._fonts), name)
        return self._fonts[address]

    def _face(self, font: _Font) -> Face:
        pdfium = self._pdfium
        if not font.handle:
            return Face(font.name, font.full_name, is_embedded=False, is_slanted=False, stems={})
        stems: dict[str, float] = {}
        upright = leaning = 0.0
        for script, characters in font.samples.items():
            for character in characters:
                edges = list(self._edges(font.handle, character))
                thickness = _thickness(edges)
                if thickness:
                    stems[character] = thickness
                if script == "latin":
                    upright += sum(_lengths(edges, -0.06, 0.06))
                    leaning += sum(_lengths(edges, 0.12, 0.32)) - sum(_lengths(edges, -0.32, -0.12))
        if upright + max(leaning, 0.0) >= 0.5:
            is_slanted = leaning > upright
        else:  # nothing but round or crooked letters: the file's own word for it
            angle = ctypes.c_int()
            is_slanted = bool(pdfium.FPDFFont_GetItalicAngle(font.handle, angle)) and angle.value != 0
        is_embedded = bool(pdfium.FPDFFont_GetIsEmbedded(font.handle))
        weight = max(0, pdfium.FPDFFont_GetWeight(font.handle))
        return Face(font.name, font.full_name, is_embedded, is_slanted, stems, weight)

    def _edges(self, font: Any, character: str) -> Iterator[tuple[float, float, float, float]]:
        """Yield the outline of a character as straight lines, in ems."""
        pdfium = self._pdfium
        path = pdfium.FPDFFont_GetGlyphPath(font, ord(character), 1.0)
        if not path:
            return
        x, y = self._floats[:2]
        first = last = (0.0, 0.0)
        bends: list[tuple[float, float]] = []
        for index in range(pdfium.FPDFGlyphPath_CountGlyphSegments(path)):
            segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = (x.value, y.value)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                yield (*last, *first)
                first = last = point
            elif kind == pdfium.FPDF_SEGMENT_BEZIERTO and len(bends) < 2:
                bends.append(point)
            elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                for passed in _bezier(last, bends[0], bends[1], point):
                    yield (*last, *passed)
                    last = passed
                bends = []
            else:
                yield (*last, *point)
                last = point
        yield (*last, *first)


def _characters(buffer: Any, length: int) -> str:
    """Return what pdfium wrote into a buffer: UTF-16 with a zero at its end, of so many bytes."""
    return ctypes.string_at(buffer, max(0, length - 2)).decode("utf-16-le", "replace")


def _bezier(
    start: tuple[float, float], first: tuple[float, float], second: tuple[float, float], end: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """Yield points of a cubic curve, the last of which is its end."""
    for step in (0.25, 0.5, 0.75):
        a, b, c, d = (1 - step) ** 3, 3 * (1 - step) ** 2 * step, 3 * (1 - step) * step**2, step**3
        yield (
            a * start[0] + b * first[0] + c * second[0] + d * end[0],
            a * start[1] + b * first[1] + c * second[1] + d * end[1],
        )
    yield end


def _thickness(edges: list[tuple[float, float, float, float]]) -> float:
    """Return how wide the ink of a character is, as the median of where level lines cross it; 0 where none does.

    Strokes along the lines, wider than a quarter of an em, are left out: what tells bold from regular are the others.
    """
    if not edges:
        return 0.0
    low = min(min(edge[1], edge[3]) for edge in edges)
    high = max(max(edge[1], edge[3]) for edge in edges)
    widths = []
    for scan in range(1, _SCANS + 1):
        level = low + (high - low) * scan / (_SCANS + 1) + 1e-6
        crossings = sorted(
            (x1 + (level - y1) * (x2 - x1) / (y2 - y1), 1 if y2 > y1 else -1)
            for x1, y1, x2, y2 in edges
            if (y1 <= level) != (y2 <= level)
        )
        depth, begin = 0, 0.0  # the strokes of a variable font overlap
        for x, way in crossings:
            if depth == 0:
                begin = x
            depth += way
            if depth == 0 and 0 < x - begin < 0.25:
                widths.append(x - begin)
    return median(widths) if widths else 0.0


def _lengths(edges: list[tuple[float, float, float, float]], least: float, most: float) -> Iterator[float]:
    """Yield the heights of the straight lines that lean so much, as a ratio of width to height."""
    for x1, y1, x2, y2 in edges:
        height = abs(y2 - y1)
        if height >= 0.08 and least < (x2 - x1) / (y2 - y1) < most:
            yield height
