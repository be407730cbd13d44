"""A figure or table that the text never refers to.

Readers meet it without knowing why, and an editor asks where it belongs; often the reference was lost when a paragraph
was rewritten.  Equations may be numbered without being referred to, so they are not asked for.

Basis: ICMJE Recommendations, Preparing a Manuscript for Submission (tables and figures are numbered in the order in
which the text cites them, so each is cited); GB/T 7713.2-2022 asks the same of Chinese articles.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]。

        ![山羊的膝关节](figures/dot.svg){#fig-goat alt="一个点"}
    manuscript/figures/dot.svg:
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@fig-goat]。

        ![山羊的膝关节](figures/dot.svg){#fig-goat alt="一个点"}
    manuscript/figures/dot.svg:
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>
"""

from collections.abc import Iterator

from collation.check.manuscript.prose import mentions
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "uncited-target"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each figure and table that nothing refers to."""
    targets = [target for target in manuscript.targets if target.kind in ("figure", "table")]
    if not targets:
        return
    referred = {reference.target for reference in (*manuscript.cross_references, *manuscript.links)}
    numbers = {(mention.kind, str(number)) for mention in mentions(manuscript) for number in mention.numbers}
    for target in targets:
        if target.identifier in referred or (target.kind, target.number) in numbers:
            continue
        label = target.identifier or ("fig-…" if target.kind == "figure" else "tbl-…")
        yield Diagnostic(
            CODE,
            SEVERITY,
            target.location,
            f"the text never refers to {target.kind} {target.number}",
            f"write [@{label}] where the text speaks of it"
            + ("" if target.identifier else f", and label the {target.kind} itself: {{#{label}}}"),
        )
