"""The words `et al.` are written as no style writes them, as in `et.al.` or `etal.`.

They stand so in the text that is printed.  `et` is a whole word and takes no stop, as in `et. al.`; with `al`, which is
short for `alii`, a stop is right, and some journals leave it out.

Basis: the manuals of the AMA and of Chicago write `et al.`, and NLM's Citing Medicine `et al`.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]由Centeno et.al.采用。
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]由Centeno *et al.*采用。
"""

import re
from collections.abc import Iterator

from collation.check.narrative.reading import locate, replacement
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript

CODE = "misspelt-et-al"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections",)

_MISSPELT = re.compile(r"(?<![A-Za-z.@/_-])et(?:\.[ \u00a0]?|[-,][ \u00a0]?|)al(?:\.|(?![A-Za-z.@/_-]))", re.ASCII)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each `et al.` with a stop, a hyphen, a comma or nothing in the place of its space."""
    for section in manuscript.sections:
        for passage in section.passages:
            for found in _MISSPELT.finditer(passage.text) if "al" in passage.text else ():
                meant = "et al." if found[0].endswith(".") else "et al"
                edit = replacement(passage, *found.span(), meant)
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    locate(manuscript, passage, *found.span()),
                    f"{found[0]} is written {meant}",
                    f"write {meant}",
                    fix=Fix((edit,), is_safe=True, message=f"write {meant}") if edit else None,
                )
