"""The fonts of the PDF and of the drawn figures, taken from installed packages only.

Chinese typography sets the body in Song, the letter with serifs, and headings and bold in Hei, without
serifs.

- Song is Noto Serif SC, which PyPI carries with CFF outlines only.  Their subset in a PDF fails rule
  GLYPH-WIDTH of a checker for PDF/A (ISO 19005-2, 6.2.11.5) and the same outlines in the TrueType form
  pass, so they are converted, once on each machine, and kept in the user's cache.
- Hei is the variable Noto Sans SC, which has TrueType outlines and every weight, so bold is drawn, not
  imitated.

Both are under the SIL Open Font License, and neither reserves the name Noto.  What leaves the machine is the
subset embedded in a document, which that licence allows.

This module is the one door to fontTools and platformdirs.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import io
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from collation.diagnostics import CollationError

# Part of the cache key: raise it whenever `truetype_outlines` would give other bytes.
_CONVERTER_VERSION = "1"
# How far a TrueType outline may lie from the CFF one: 1 unit of 1000, below a pixel at any size that is read.
_TOLERANCE_PER_EM = 0.001
# Small enough that Ctrl-C is answered within a second, large enough that sending the results costs little.
_SLICE = 500
_EMPTY = b""

_preparing = threading.Lock()


class FontError(CollationError):
    """A font cannot be had; the message says which one, why, and what to do."""


class _Outline(NamedTuple):
    """One glyph in the form of the `glyf` table, with what the other tables must know of it (font units)."""

    data: bytes
    x_min: int
    y_min: int
    x_max: int
    y_max: int
    points: int
    contours: int


def font_paths(progress: Callable[[str], None] | None = None) -> list[Path]:
    """Return the folders that hold the Song and the Hei font files and no other font.

    They are folders because typst passes over anything else without a word.  The first call on a machine
    converts the Song font, which takes some ten seconds, and gives `progress` lines for a person to read.
    Raises `FontError` when a package is missing or the cache cannot be written.
    """
    hei = _hei_file()
    source = _song_source()
    prepared = _cache_file(source)
    # One thread converts and the others wait for it.  Two processes each convert, and the later one replaces
    # the earlier file with the same bytes.
    with _preparing:
        if not prepared.is_file():
            _prepare(source, prepared, progress or (lambda _line: None))
    return [prepared.parent, hei.parent]


def truetype_outlines(source: Path, progress: Callable[[str], None], *, processes: int | None = None) -> bytes:
    """Return the font of `source` (OpenType with a `CFF ` table) with TrueType outlines instead.

    Outlines become quadratic splines at most 1/1000 em away; advance widths and layout tables stay.  The
    bytes depend on the source and the version of fontTools only, not on `processes` (default: as many as
    there are processors, at most 8).  Tables are those of OpenType 1.9: `glyf` and `loca` replace `CFF ` and
    `VORG`, `maxp` is version 1.0, and `DSIG` goes because it signs bytes that are no more.  Raises
    `FontError` for a font that is not such a one.
    """
    try:
        # Bounding boxes are set from the outlines: fontTools would take each glyph apart again.
        font = _read(source, recalcBBoxes=False, recalcTimestamp=False)
        names = font.getGlyphOrder()
        outlines: list[_Outline] = []
        tenths = -1
        for converted in _slices(source, len(names), processes or _processors()):
            outlines += converted
            if 10 * len(outlines) // len(names) > tenths:
                tenths = 10 * len(outlines) // len(names)
                progress(f"preparing the font {source.name} for this machine, once: {10 * tenths} %")
        _replace_outlines(font, dict(zip(names, outlines, strict=True)))
        buffer = io.BytesIO()
        font.save(buffer)
        return buffer.getvalue()
    except Exception as error:  # fontTools meets a broken table with whatever its reader stumbles over
        raise FontError(f"{source.name} cannot be read as a font with CFF outlines: {error!r}") from error
    finally:
        _read_once.cache_clear()  # it holds every table of the font


def _replace_outlines(font: Any, outlines: dict[str, _Outline]) -> None:
    new_table = _fonttools("ttLib").newTable
    glyph = _fonttools("ttLib.tables._g_l_y_f").Glyph
    del font["CFF "]
    for tag in ("VORG", "DSIG"):
        if tag in font:
            del font[tag]
    font["loca"] = new_table("loca")
    font["glyf"] = glyf = new_table("glyf")
    glyf.glyphOrder = list(outlines)
    glyf.glyphs = {name: glyph(outline.data) for name, outline in outlines.items()}
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    _set_metrics(font, outlines)


def _set_metrics(font: Any, outlines: dict[str, _Outline]) -> None:
    """Make `hmtx`, `hhea`, `head` and `maxp` agree with the outlines."""
    drawn = {name: outline for name, outline in outlines.items() if outline.contours}
    advances = {name: advance for name, (advance, _bearing) in font["hmtx"].metrics.items()}
    font["hmtx"].metrics = {name: (advance, outlines[name].x_min) for name, advance in advances.items()}

    hhea = font["hhea"]
    hhea.minLeftSideBearing = min((o.x_min for o in drawn.values()), default=0)
    hhea.minRightSideBearing = min((advances[name] - o.x_max for name, o in drawn.items()), default=0)
    hhea.xMaxExtent = max((o.x_max for o in drawn.values()), default=0)

    head = font["head"]
    head.flags |= 1 << 1  # each left side bearing is the glyph's xMin
    head.glyphDataFormat = 0
    head.xMin = min((o.x_min for o in drawn.values()), default=0)
    head.yMin = min((o.y_min for o in drawn.values()), default=0)
    head.xMax = max((o.x_max for o in drawn.values()), default=0)
    head.yMax = max((o.y_max for o in drawn.values()), default=0)

    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxPoints = max((o.points for o in drawn.values()), default=0)
    maxp.maxContours = max((o.contours for o in drawn.values()), default=0)
    maxp.maxZones = 1  # no instructions, so no twilight zone
    for unused in (
        "maxCompositePoints",
        "maxCompositeContours",
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxComponentDepth",
    ):
        setattr(maxp, unused, 0)


def _processors() -> int:
    # Each process reads the font for itself: a second and 100 MB, which many would spend for little.
    return min(os.cpu_count() or 1, 8)


def _slices(source: Path, count: int, processes: int) -> Iterator[list[_Outline]]:
    """Convert glyphs 0 … count-1 in order, slice by slice, on several processors if there is enough to do."""
    starts = list(range(0, count, _SLICE))
    stops = [min(start + _SLICE, count) for start in starts]
    sources = [source] * len(starts)
    done = 0
    if min(processes, len(starts)) > 1:
        for converted in _in_processes(processes, sources, starts, stops):
            done += 1
            yield converted
    yield from map(_convert_slice, sources[done:], starts[done:], stops[done:])


def _in_processes(
    processes: int, sources: Iterable[Path], starts: Iterable[int], stops: Iterable[int]
) -> Iterator[list[_Outline]]:
    """Yield what processes of our own convert, and end early where the machine lets none start or live."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    try:
        # "spawn", because a fork of a process that has threads (typst's, or a build's) may hang.
        pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_ignore_interrupt)
    except (OSError, ImportError, NotImplementedError):  # no semaphores: some containers and sandboxes
        return
    try:
        yield from pool.map(_convert_slice, sources, starts, stops)
    except BrokenProcessPool:  # ended from outside, as for want of memory
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the process that a person started, so that one message is printed, not one for each."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(source: Path, **options: bool) -> Any:
    # From memory, because fontTools leaves a file open when what it holds is broken.
    return _fonttools("ttLib").TTFont(io.BytesIO(source.read_bytes()), **options)


@functools.cache
def _read_once(source: Path) -> Any:
    return _read(source)


def _convert_slice(source: Path, start: int, stop: int) -> list[_Outline]:
    """Convert glyphs start … stop-1 of the font; runs in a process of its own."""
    quadratic_pen = _fonttools("pens.cu2quPen").Cu2QuPen
    glyph_pen = _fonttools("pens.ttGlyphPen").TTGlyphPen
    font = _read_once(source)
    tolerance = _TOLERANCE_PER_EM * font["head"].unitsPerEm
    glyphs = font.getGlyphSet()
    outlines = []
    for name in font.getGlyphOrder()[start:stop]:
        pen = glyph_pen(None)
        # CFF contours run against the direction that TrueType wants for the outside of a shape.
        glyphs[name].draw(quadratic_pen(pen, tolerance, reverse_direction=True))
        glyph = pen.glyph()
        data = glyph.compile(None)  # sets the bounds too
        if data == _EMPTY:
            outlines.append(_Outline(_EMPTY, 0, 0, 0, 0, 0, 0))
        else:
            bounds = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
            outlines.append(_Outline(data, *bounds, len(glyph.coordinates), glyph.numberOfContours))
    return outlines


def _prepare(source: Path, target: Path, progress: Callable[[str], None]) -> None:
    """Convert `source` into `target`, which is there whole or not at all."""
    import tempfile

    part = None
    try:
        # The file is opened first, so that a cache that cannot be written is known before the long work.
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(prefix=target.stem, suffix=".part", dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(truetype_outlines(source, progress))
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(target)
        part = None
    except OSError as error:
        raise FontError(
            f"the Chinese font cannot be kept in {target.parent}: {error.strerror or error}; "
            "make that folder writable, with 20 MB free, or name another one in XDG_CACHE_HOME"
        ) from error
    finally:
        # Also after Ctrl-C: nothing half-written stays behind.
        if part is not None:
            Path(part).unlink(missing_ok=True)


def _fonttools(module: str) -> Any:
    """Import a module of fontTools, which is written without types."""
    return importlib.import_module(f"fontTools.{module}")


def _song_source() -> Path:
    return _package_file("pylopdf_fonts_zh_cn", "pylopdf-fonts-zh-cn", "NotoSerifSC-Regular.otf")


def _hei_file() -> Path:
    # The folders beside its own hold the Japanese, Korean and Taiwanese fonts, whose shapes of Han differ.
    return _package_file("justmytype_intl_cjk", "justmytype-intl-cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf")


def _package_file(module: str, distribution: str, path: str) -> Path:
    """Return a file of an installed package, which is not imported."""
    spec = importlib.util.find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise FontError(f"the font package {distribution} is not installed: run pip install {distribution}")
    file = Path(spec.submodule_search_locations[0], path)
    if not file.is_file():
        raise FontError(
            f"the font package {distribution} lacks {path}: run pip install --force-reinstall {distribution}"
        )
    return file


def _cache_file(source: Path) -> Path:
    """Return where the converted font belongs: a folder of its own, named for all that decides its bytes."""
    import hashlib

    import fontTools
    import platformdirs

    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    digest.update(f"\n{fontTools.version}\n{_CONVERTER_VERSION}".encode())
    return Path(
        platformdirs.user_cache_dir("collation", appauthor=False),
        "fonts",
        digest.hexdigest()[:16],
        f"{source.stem}.ttf",
    )


if __name__ == "__main__":
    # `make` prepares the fonts before the first build, so that no build seems to hang.
    try:
        font_paths(lambda line: print(line, flush=True))
    except FontError as failure:
        sys.exit(f"error: {failure}")
