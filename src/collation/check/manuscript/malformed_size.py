"""The width or height of an image is no length that every format understands.

Typst refuses it, a browser leaves it out, and Word guesses.

Basis: pandoc's manual, Extension: link_attributes: px, cm, mm, in, inch, % and no unit are the units of sizes.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@fig-goat]。

        ![山羊的膝关节](figures/dot.svg){#fig-goat alt="一个圆点" width="half"}
    manuscript/figures/dot.svg:
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@fig-goat]。

        ![山羊的膝关节](figures/dot.svg){#fig-goat alt="一个圆点" width=50%}
    manuscript/figures/dot.svg:
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>
"""

import re
from collections.abc import Iterator

from collation import tree
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "malformed-size"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections",)

_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:%|cm|mm|in|pt|em|px)?\s*")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each image whose size is no length, or none at all."""
    shown = (
        element
        for section in manuscript.sections
        for element in tree.elements(section.blocks)
        if element["t"] == "Image"
    )
    for image, element in zip(manuscript.images, shown, strict=False):
        for side, value in tree.pairs(element).items():
            if side not in ("width", "height"):
                continue
            match = _LENGTH.fullmatch(value)
            if match is None or not float(match[1]):
                message = f"the {side} {value!r} of {image.path} is not a length"
                yield Diagnostic(CODE, SEVERITY, image.location, message, "write 80% or 12cm")
