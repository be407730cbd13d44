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

import re
from collections.abc import Iterator

from collation import tree
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "broken-formula"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_REFUSED = re.compile(r"Could not convert TeX math (.*), rendering as TeX:\n", re.DOTALL)
_REASON = re.compile(r"^unexpected [^\n]+", re.MULTILINE)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each formula that pandoc refuses; all are shown to it at once."""
    if not manuscript.formulas:
        return
    refused = _refused(list(dict.fromkeys(formula.text for formula in manuscript.formulas)))
    for formula in manuscript.formulas:
        if formula.text in refused:
            yield Diagnostic(
                CODE,
                SEVERITY,
                formula.location,
                f"the formula {' '.join(formula.text.split())[:40]} cannot be read: {refused[formula.text]}",
                "close its braces, and write it in plain TeX, without commands of packages",
            )


def _refused(formulas: list[str]) -> dict[str, str]:
    """Return the formulas that cannot be read, and what pandoc says of each."""
    from collation import pandoc

    maths = [{"t": "Math", "c": [{"t": "InlineMath"}, formula]} for formula in formulas]
    warnings = pandoc.write(tree.document([tree.paragraph(maths)]), "html").warnings
    known = set(formulas)
    found = {}
    for warning in warnings:
        refused = _REFUSED.match(warning)
        if refused and refused[1] in known:
            reason = _REASON.search(warning, refused.end())
            found[refused[1]] = reason[0].replace("eof", "end") if reason else "pandoc refuses it"
    return found
