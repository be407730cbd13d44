"""An image whose file is not there.

pandoc leaves the image out with a warning and ends with success; the figure is then only a caption.

Basis: seen of pandoc: a file that is not there is replaced by its description, with a warning and the exit code 0.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@fig-one]。

        ![图题](figures/nothing.png){#fig-one alt="一张图"}
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@fig-one]。

        ![图题](figures/dot.svg){#fig-one alt="一个点"}
    manuscript/figures/dot.svg:
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "missing-image"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each image that has no file."""
    for image in manuscript.images:
        if image.is_found:
            continue
        message, help = f"there is no file {image.path}", "the path is relative to the manuscript's folder"
        if ":" in image.path:
            message, help = f"{image.path} is not in the project", "download it to the manuscript's folder"
        yield Diagnostic(CODE, SEVERITY, image.location, message, help)
