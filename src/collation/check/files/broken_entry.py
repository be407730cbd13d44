r"""An entry of the bibliography cannot be read.

A parser dies where it loses the thread, often many lines below; the fault is shown where the brace opens that nothing
closes, or where the comma is missing.  The entries after it are read all the same.

Fails:
    references.bib:
        @article{murphy2003,
          title = {Stem cell therapy in a caprine model of osteoarthritis,
          year = {2003}
        }
Passes:
    references.bib:
        @article{murphy2003,
          author = {Murphy, J. Mary},
          title = {Stem cell therapy in a {caprine} model},
          journal = {Arthritis \& Rheumatism},
          year = {2003}
        }
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "broken-entry"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each block that cannot be read, at the place where it opens."""
    for block in manuscript.bibliography.broken:
        yield Diagnostic(CODE, SEVERITY, block.location, block.reason, block.help)
