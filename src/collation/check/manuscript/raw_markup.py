"""Raw HTML in the text or the metadata, which only the page shows: all other outputs leave it out without a word.

`<b>` prints bold in a browser and nothing elsewhere, and a raw table is lost.  `<sup>`, `<sub>`, `<div>` and `<span>`
are understood; comments are in no output.

Basis: pandoc's manual, Raw HTML: it is passed unchanged to HTML and its kin, and suppressed in other formats.

Fails:
    manuscript/01-introduction.md:
        山羊模型中软骨<b>得到修复</b>[@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨**得到修复**<sup>[@murphy2003]</sup>，H<sub>2</sub>O。<!-- 再查一次 -->
"""

from collections.abc import Iterator

from collation.check.manuscript.unprovable_markup import changed_output
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "raw-markup"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each piece of raw markup that opens something; its closing tag goes with it.

    What would say something else in one output is told by another check.
    """
    for raw in manuscript.raw:
        if raw.text and not raw.text.startswith("</") and not changed_output(manuscript, raw):
            yield Diagnostic(
                CODE,
                SEVERITY,
                raw.location,
                f"raw {raw.format} is shown in one format only: {' '.join(raw.text.split())[:40]}",
                "write it in Markdown: **bold**, *italic*, a pipe table",
            )
