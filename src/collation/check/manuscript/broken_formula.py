r"""A formula that cannot be read: a brace that nothing closes, or a command that pandoc does not know.

No format can show it: pandoc would print its TeX, so rendering stops, with a message that does not say where it stands.

Basis: seen of pandoc: one reader of TeX serves its DOCX, HTML and Typst formats, so what it refuses fails in all three;
commands of packages (`\ce` of mhchem, `\textcolor`) are not known to it.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]中$\frac{a}{b$升高。
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]中$\frac{a}{b}$升高，$\text{比例} = 50\%$。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "broken-formula"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each formula that pandoc refuses; all are shown to it at once."""
    if not manuscript.formulas:
        return
    from collation import pandoc

    refused = pandoc.refused_formulas(list(dict.fromkeys(formula.text for formula in manuscript.formulas)))
    for formula in manuscript.formulas:
        if formula.text in refused:
            yield Diagnostic(
                CODE,
                SEVERITY,
                formula.location,
                f"the formula {' '.join(formula.text.split())[:40]} cannot be read: {refused[formula.text]}",
                "close its braces, and write it in plain TeX, without commands of packages",
            )
