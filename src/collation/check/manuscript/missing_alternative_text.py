"""An image without a text that says what is to be seen.

PDF/UA-1 and WCAG 2 require it, and so do more and more journals; a caption says what the figure shows, not what is to
be seen.

Basis: PDF/UA-1 (ISO 14289-1, 7.3: a figure has an alternate description) and WCAG 2, success criterion 1.1.1.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@fig-one]。

        ![图题](figures/dot.svg){#fig-one}
    manuscript/figures/dot.svg:
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@fig-one]。

        ![图题](figures/dot.svg){#fig-one alt="白底上的一个黑点"}
    manuscript/figures/dot.svg:
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "missing-alternative-text"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each image without alternative text."""
    for image in manuscript.images:
        if not image.alternative_text:
            yield Diagnostic(
                CODE,
                SEVERITY,
                image.location,
                f"the image {image.path} has no alternative text",
                'say what is to be seen: ![caption](file){alt="…"}',
            )
