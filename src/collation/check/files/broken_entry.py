"""An entry of the bibliography has not the form of one.

It has no type, no citekey, a field without a name or a value, or a value without braces: what it says cannot be known.
The entries after it are read all the same.  Braces that do not balance, commas that are missing and fields that stand
twice have checks of their own.

Basis: the grammar of BibTeX ("BibTeXing", O. Patashnik 1988); one of twelve peers that we tried wrote such a file back
without the entry and ended with success.

Fails:
    references.bib:
        @article{
          author = {Murphy, J. Mary},
          title = {Stem cell therapy in a caprine model},
          year = {2003}
        }
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复。
Passes:
    references.bib:
        @article{murphy2003,
          author = {Murphy, J. Mary},
          title = {Stem cell therapy in a caprine model},
          journal = {Arthritis and Rheumatism},
          year = 2003
        }
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "broken-entry"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each block that cannot be read for its form, at the place of the fault."""
    for block in manuscript.bibliography.broken:
        if block.kind == "form":
            yield Diagnostic(CODE, SEVERITY, block.location, block.reason, block.help, block.citekey)
