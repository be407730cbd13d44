"""An image file that cannot be shown: cut short, of another type than its suffix says, or of a type no format knows.

Rendering stops at it, and only in the formats that decode it; a browser shows a broken frame.

Basis: the signatures and ends of PNG (W3C, 5.2 and 11.2.5), JPEG (ITU-T T.81, SOI and EOI), GIF89a and WebP; SVG, PNG,
JPEG, GIF, WebP and Typst drawings are what the outputs can show.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@fig-goat]。

        ![山羊的膝关节](goat.svg){#fig-goat alt="一只山羊"}
    manuscript/goat.svg:
        <html>Not found</html>
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@fig-goat]。

        ![山羊的膝关节](goat.svg){#fig-goat alt="一个点"}
    manuscript/goat.svg:
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unreadable-image"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each image whose file is there and cannot be shown."""
    for image in manuscript.images:
        if image.fault:
            yield Diagnostic(
                CODE,
                SEVERITY,
                image.location,
                f"{image.path} {image.fault}",
                "export it again, as SVG, PNG or JPEG, under the suffix of its type",
            )
