"""What the pages of a PDF show: each run of text as it is drawn, and the faces that draw it; the one door to pdfium.

What the file says of itself beside its pages (structure, links, properties) is for `tags`.
"""

from __future__ import annotations

import codecs
import ctypes
import unicodedata
from collections import defaultdict
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
_ROW: Final = 12.0
"""How high, in points, the stretches are in which what lies over the words of a page is looked for."""
_SMALLEST: Final = 1.0
_THINNEST: Final = 0.5
_IMITATED: Final = 0.1
"""How far, in ems, a second stroke lies beside the first where it is to look bold."""
_LIGATED: Final = frozenset("bfhijkltT")
"""Letters that may be drawn only as a part of a ligature: pdfium then gives the outline of some other glyph."""
_MOST_LOOKED: Final = 20_000_000
"""How often it is looked whether something lies under a white text; a file that asks for more hides it."""
_CLIPPED: Final = 0.3
"""How much of a run, in ems, may be beyond the edge at which what is drawn ends: the ink of a letter is no box."""
_COVERED: Final = 0.25
"""From how many ems on, in either direction, what is painted over words hides something of them; a rule does not."""
_OPAQUE: Final = 128
_THICK: Final = 2.5
"""From how many points on a line is thick enough to hide words."""
_HYPHENS: Final = "\x02\ufffe"

HYPHEN: Final = "\x02"
"""Ends a run that ends with a hyphen of which the page does not say whether it only parts a word there.

pdfium has this one sign for both; it is for `Tags.soft_hyphens` to say which, by the font.
"""


class UnreadablePagesError(CollationError):
    """The file has no pages that can be drawn; the message says why, for a person."""


_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Box = tuple[float, float, float, float]
_EVERYWHERE: Final = (-1e9, -1e9, 1e9, 1e9)


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
        replaced: page and words of what is copied, searched and heard in place of what is drawn (14.9.4), but for a
            soft hyphen.
    """

    runs: tuple[Run, ...]
    faces: tuple[Face, ...]
    unmapped: tuple[tuple[int, str], ...]
    count: int
    replaced: tuple[tuple[int, str], ...] = ()


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
    clip: _Box = _EVERYWHERE


class _Painted(NamedTuple):
    """What is drawn on a page and is no text.

    Attributes:
        item: what pdfium knows it by.
        matrix: of the form in which it is.
        content: the marked content that it is part of, or -1.
        behind: how many runs of text were drawn before it.
    """

    item: Any
    matrix: _Matrix
    content: int
    behind: int


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
        self._replaced: dict[tuple[int, str], None] = {}
        self._buffer = (self._pdfium.FPDF_WCHAR * 4096)()
        self._matrix = self._pdfium.FS_MATRIX()
        self._floats = [ctypes.c_float() for _ in range(5)]
        self._blob, self._length = (ctypes.c_ubyte * 256)(), ctypes.c_ulong()
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
        count = len(self._document)
        return Pages(tuple(self._runs), faces, tuple(self._unmapped), count, tuple(self._replaced))

    # --- runs --------------------------------------------------------------------------------------------------------

    def _page(self, page: Any, number: int) -> None:
        pdfium = self._pdfium
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            return
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self._box = box.left, box.bottom, box.right, box.top
        self._painted: list[_Painted] = []
        first = len(self._runs)
        self._places: list[tuple[float, float, float, float]] = []
        self._text_page, self._number = text_page, number
        self._said: list[tuple[Any, str, str]] = []
        try:
            self._objects(self._of_page(page), _Around())
            self._cover(first)
            has_no_meaning = pdfium.FPDFText_HasUnicodeMapError
            for index in range(pdfium.FPDFText_CountChars(text_page)):
                if has_no_meaning(text_page, index) == 1:
                    item = pdfium.FPDFText_GetTextObject(text_page, index)
                    name = self._font(pdfium.FPDFTextObj_GetFont(item)).name if item else ""
                    self._unmapped[number, name] = None
        finally:
            pdfium.FPDFText_ClosePage(text_page)
        self._compare_words(page)

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
                content = pdfium.FPDFPageObj_GetMarkedContentID(item)
                content = around.content if content < 0 else content
                self._painted.append(_Painted(item, around.matrix, content, len(self._runs)))
            elif around.depth < _DEEPEST:
                inside = self._inside(item, around)
                matrix = _together(self._matrix_of(item), around.matrix)
                self._note_words(item, "")
                clip = self._clip_of(item, around)
                inside = inside._replace(matrix=matrix, depth=around.depth + 1, clip=clip)
                self._objects(self._of_form(item), inside)

    def _inside(self, item: Any, around: _Around) -> _Around:
        """Return what is known of an object: its own marked content goes before that of the form in which it is."""
        content = self._pdfium.FPDFPageObj_GetMarkedContentID(item)
        if content >= 0:
            return around._replace(content=content, is_artifact=False)
        if not around.is_artifact and around.content < 0 and self._has_mark(item, "Artifact"):
            return around._replace(is_artifact=True)
        return around

    def _note_words(self, item: Any, text: str) -> None:
        """Take note of words that stand for an object in place of what it draws, which pdfium then does not tell.

        A hyphen at the end of a line may be said to be one, or to be soft: that, pdfium tells.
        """
        for mark in self._marks(item):
            words = self._text_at(mark, b"ActualText")
            if words and not (text[-1:] in tuple(_HYPHENS) and words in ("\N{SOFT HYPHEN}", "-")):
                self._said.append((item, words, text))

    def _compare_words(self, page: Any) -> None:
        """Take the words away that stand in place of what is drawn, and look what that is."""
        pdfium = self._pdfium
        if not self._said:
            return
        for item, _, _ in self._said:
            for mark in [mark for mark in self._marks(item) if self._text_at(mark, b"ActualText")]:
                pdfium.FPDFPageObj_RemoveMark(item, mark)
        text_page = pdfium.FPDFText_LoadPage(page)
        drawn: list[list[str]] = []
        for item, words, text in self._said:
            if text or not drawn or drawn[-1][0] != words:
                drawn.append([words, ""])
            drawn[-1][1] += self._raw(item, text_page) if text_page else ""
        pdfium.FPDFText_ClosePage(text_page)
        for words, shown in drawn:
            if _folded(words) != _folded(shown):
                self._replaced[self._number, words] = None

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
        return _box_around([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])

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
        unseen = ""
        if text.strip():
            unseen = self._unseen(item, bounds, height) or self._clipped(item, bounds, height, around)
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

    def _raw(self, item: Any, text_page: Any) -> str:
        """Return the text of an object as pdfium tells it."""
        pdfium, size = self._pdfium, len(self._buffer) * 2
        length = pdfium.FPDFTextObj_GetText(item, text_page, self._buffer, size)
        if length > size:
            self._buffer = (pdfium.FPDF_WCHAR * length)()
            length = pdfium.FPDFTextObj_GetText(item, text_page, self._buffer, length)
        return _characters(self._buffer, length)

    def _characters(self, item: Any) -> str:
        text = self._raw(item, self._text_page)
        self._note_words(item, text)
        if text and text[-1] in _HYPHENS:
            meant = self._property(item, "Span", b"ActualText")
            return text[:-1] + (HYPHEN if meant is None else meant)
        return text

    def _has_mark(self, item: Any, name: str) -> bool:
        """Whether an object is part of marked content of a name."""
        return any(self._name_of(mark) == name for mark in self._marks(item))

    def _property(self, item: Any, name: str, key: bytes) -> str | None:
        """Return a text that marked content of a name has as a property."""
        texts = (self._text_at(mark, key) for mark in self._marks(item) if self._name_of(mark) == name)
        return next((text for text in texts if text is not None), None)

    def _text_at(self, mark: Any, key: bytes) -> str | None:
        """Return a text, or its beginning, that a mark has as a property."""
        # As bytes: the function for texts gives U+0000 for the soft hyphen.
        buffer, length = self._blob, self._length
        if not self._pdfium.FPDFPageObjMark_GetParamBlobValue(mark, key, buffer, len(buffer), length):
            return None
        data = bytes(buffer)[: min(length.value, len(buffer))]
        is_wide = data.startswith(codecs.BOM_UTF16_BE)
        return data[2:].decode("utf-16-be", "replace") if is_wide else data.decode("latin-1")

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
        if mode > pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            return "drawn as the edge of what follows"
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
        x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
        self._places += [self._bounds_of(one.item, one.matrix) for one in self._painted[len(self._places) :]]
        self._looked += len(self._painted)
        if self._looked > _MOST_LOOKED:
            return False
        return any(
            left <= x <= right and bottom <= y <= top and self._is_coloured(one.item)
            for one, (left, bottom, right, top) in zip(self._painted, self._places, strict=True)
        )

    def _is_coloured(self, item: Any) -> bool:
        """Whether an object fills its place with something on which white can be seen."""
        pdfium = self._pdfium
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            return True
        if self._is_filled(item) and pdfium.FPDFPageObj_GetFillColor(item, *self._colours):
            *paint, alpha = (colour.value for colour in self._colours)
            return bool(alpha) and min(paint) < _PALEST
        return False

    def _is_filled(self, path: Any) -> bool:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        self._pdfium.FPDFPath_GetDrawMode(path, mode, stroke)
        return bool(mode.value)

    def _clip_of(self, item: Any, around: _Around) -> _Box:
        """Return the box out of which nothing of an object is drawn (ISO 32000-1, 8.5.4)."""
        pdfium = self._pdfium
        clip = pdfium.FPDFPageObj_GetClipPath(item)
        box = around.clip
        x, y = self._floats[:2]
        a, b, c, d, e, f = around.matrix
        for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip)) if clip else 0):
            points = []
            for index in range(max(0, pdfium.FPDFClipPath_CountPathSegments(clip, path))):
                pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
                points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            left, bottom, right, top = _box_around(points)
            box = max(box[0], left), max(box[1], bottom), min(box[2], right), min(box[3], top)
        return box

    def _clipped(self, item: Any, bounds: _Box, size: float, around: _Around) -> str:
        """Say that something of a run is cut off, if so."""
        left, bottom, right, top = self._clip_of(item, around)
        loose = _CLIPPED * size
        is_inside = bounds[0] >= left - loose and bounds[2] <= right + loose
        return "" if is_inside and bounds[1] >= bottom - loose and bounds[3] <= top + loose else "cut off"

    def _cover(self, first: int) -> None:
        """Tell the runs of a page over which something is painted; what a picture does with its own is its matter."""
        rows: dict[int, list[int]] = defaultdict(list)
        for index, run in enumerate(self._runs[first:], start=first):
            if run.text.strip() and not run.unseen:
                rows[int(run.y // _ROW)].append(index)
        for painted in self._painted:
            if painted.behind == first or not self._hides(painted.item):
                continue
            box = self._bounds_of(painted.item, painted.matrix)
            lowest, highest = (int(max(-1e6, min(1e6, side)) // _ROW) for side in (box[1], box[3]))
            near = rows if highest - lowest > len(rows) else range(lowest - 1, highest + 1)
            for index in [index for row in near for index in rows.get(row, ())]:
                run = self._runs[index]
                self._looked += 1
                is_own = 0 <= painted.content == run.content
                if self._looked > _MOST_LOOKED or (index < painted.behind and not is_own and _covers(box, run)):
                    self._runs[index] = run._replace(unseen="painted over")

    def _hides(self, item: Any) -> bool:
        """Whether nothing can be seen through an object: a filled path, a thick line, a picture."""
        pdfium = self._pdfium
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            return kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
        if self._is_filled(item):
            return not pdfium.FPDFPageObj_GetFillColor(item, *self._colours) or self._colours[3].value >= _OPAQUE
        width = self._floats[4]
        return bool(pdfium.FPDFPageObj_GetStrokeWidth(item, width)) and width.value > _THICK

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


def _folded(text: str) -> str:
    """Return a text so that two that one glyph draws are one: blanks, hyphens, and forms of one character."""
    folded = unicodedata.normalize("NFKC", text)
    hyphens = dict.fromkeys(map(ord, f"{_HYPHENS}\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}"), "-")
    return "".join(one for one in folded.translate(hyphens) if not one.isspace() and unicodedata.category(one) != "Cf")


def _box_around(points: list[tuple[float, float]]) -> _Box:
    """Return the box around some points; around none it is empty."""
    across, upwards = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    return min(across), min(upwards), max(across), max(upwards)


def _covers(box: _Box, run: Run) -> bool:
    """Whether what is painted in a box hides something of a run."""
    left, bottom, right, top = box
    across = min(right, run.right) - max(left, run.x)
    upwards = min(top, run.y + 0.6 * run.size) - max(bottom, run.y)
    return across > min(_COVERED * run.size, 0.5 * (run.right - run.x)) and upwards > _COVERED * run.size


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
