"""What a journal changes in how a manuscript is printed; without a journal nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Layout:
    """How a Word manuscript looks; None and "" leave what `styles/docx.yaml` says.

    Attributes:
        latin_font: the font of Latin text.
        han_font: the font of Chinese text.
        han_heading_font: the font of Chinese headings.
        size: of the text in points.
        line_spacing: as a multiple of a single line, of all running text.
        line_numbers: whether every line is numbered, on through all pages.
        page_numbers: whether every page is.
    """

    latin_font: str = ""
    han_font: str = ""
    han_heading_font: str = ""
    size: float | None = None
    line_spacing: float | None = None
    line_numbers: Literal["none", "continuous", ""] = ""
    page_numbers: bool | None = None
