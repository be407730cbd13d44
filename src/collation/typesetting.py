"""Typst source becomes a PDF or a drawing; the one door to typst.

Typst runs inside this process, sees no font but ours and no file outside the root it is given, and reads no
clock.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from collation import fonts
from collation.diagnostics import CollationError

if TYPE_CHECKING:
    import typst

# What typst calls a source that it was given as bytes.
_UNNAMED = "__typst_py_bytes__.typ"
_PLACE = re.compile(r"^( *┌─ )(.+)(:\d+:\d+)$", re.MULTILINE)
_LINE = re.compile(r"^ *┌─ .+:(\d+):\d+$", re.MULTILINE)
_PACKAGE_IMPORT = re.compile(r'\b(?:import|include)\s*"@[^"]*"')


class TypesettingError(CollationError):
    """Typst refused the source; the message holds each fault with its line and column in the source."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """What typst made, and what it warned of: nothing for a source that is in order."""

    data: bytes
    warnings: tuple[str, ...]


def typeset_pdf(source: str, root: Path, *, timestamp: int, standards: Sequence[str]) -> Typeset:
    """Typeset the Typst markup of `source` as PDF.

    Paths in the source, as of images, are relative to `root` and may not leave it.  `timestamp`, in seconds
    since 1970 UTC, becomes the date of creation, so that equal input gives equal bytes.  `standards` are
    names such as `a-2a` (ISO 19005-2) and `ua-1` (ISO 14289-1).  Raises `TypesettingError`, also for a
    letter that no font has, and `fonts.FontError`.
    """
    encoded = source.encode()
    if not any(standard.startswith(("a-", "ua-")) for standard in standards):
        _require_glyphs(encoded, root, "source.typ")
    return _compile(encoded, root, "source.typ", format="pdf", timestamp=timestamp, pdf_standards=list(standards))


def unprintable(characters: Sequence[str]) -> frozenset[str]:
    """Return those of some characters that a PDF cannot show: no font has them, or PDF/A forbids them.

    Raises `fonts.FontError` where the fonts cannot be had.
    """
    markup = "".join(f'#"\\u{{{ord(character):x}}}"\n\n' for character in characters)
    try:
        _compile(markup.encode(), Path(), "source.typ", format="pdf", timestamp=0, pdf_standards=["a-2a"])
    except TypesettingError as error:
        places = {int(line) for line in _LINE.findall(str(error))}
        if not places:
            raise
        return frozenset(characters[line // 2] for line in places)
    return frozenset()


def draw(path: Path, format: Literal["svg", "png"], *, pixels_per_inch: float) -> Typeset:
    """Render the drawing in the Typst file `path`, which is one page, as SVG or as PNG of that resolution.

    Files that the drawing reads are in its folder or below.  Raises `TypesettingError` for a drawing that is not
    one page, reads a package from the network, or has a letter that no font has, and `fonts.FontError`.
    """
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise TypesettingError(f"{path.name} cannot be read: {error}") from error
    return draw_source(source, path.parent, path.name, format, pixels_per_inch=pixels_per_inch)


def draw_source(
    source: str, root: Path, name: str, format: Literal["svg", "png"], *, pixels_per_inch: float
) -> Typeset:
    """Render Typst markup as `draw` does; `root` is the folder of the files that it reads, `name` for messages."""
    if package := _PACKAGE_IMPORT.search(source):
        raise TypesettingError(f"{name}: packages are not fetched from the network: {package[0]}")
    encoded = source.encode()
    _require_glyphs(encoded, root, name)
    return _compile(encoded, root, name, format=format, ppi=pixels_per_inch)


def _require_glyphs(source: bytes, root: Path, name: str) -> None:
    """Refuse letters that no font has: typst minds them only under such a standard, and else prints boxes."""
    _compile(source, root, name, format="pdf", timestamp=0, pdf_standards=["a-2b"])


def _compile(source: bytes, root: Path, name: str, **options: Any) -> Typeset:
    import typst

    root = root.absolute()
    try:
        compiler = typst.Compiler(source, root=root, font_paths=_fonts())
        data, warnings = compiler.compile_with_warnings(**options)
    except typst.TypstError as error:
        raise TypesettingError(_readable(error.diagnostic or error.message, root, name)) from error
    except (OSError, ValueError) as error:  # a root that is not there, a standard that typst does not know
        raise TypesettingError(f"{name} cannot be typeset: {error}") from error
    if not isinstance(data, bytes):  # PNG and SVG come as a list when there are several pages
        raise TypesettingError(f"{name}: a drawing is one page, and this one has {len(data or ())}")
    return Typeset(data, tuple(_readable(warning.diagnostic, root, name) for warning in warnings))


@functools.cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(path) for path in fonts.font_paths(_tell)])


def _tell(line: str) -> None:
    """The first PDF on a machine waits for a font to be made; a person should know what for."""
    sys.stderr.write(f"{line}\n")


def _readable(diagnostic: str, root: Path, name: str) -> str:
    """Give files as seen from `root`: typst gives them as seen from the current folder, or in full."""

    def from_root(place: re.Match[str]) -> str:
        return place[1] + os.path.relpath(place[2], root).replace(_UNNAMED, name) + place[3]

    return _PLACE.sub(from_root, diagnostic).replace(f"{root}{os.sep}", "").strip().removeprefix("error: ")
