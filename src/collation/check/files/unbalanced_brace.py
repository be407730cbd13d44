r"""A brace, parenthesis or quote of the bibliography is never closed, or one is too many.

A parser dies where it loses the thread, often many lines below and in another entry; the fault is shown at the value or
the entry that it opens in.  The entries after it are read all the same.

Basis: in BibTeX the braces of an entry and of each value must balance ("BibTeXing", O. Patashnik 1988); of the twelve
readers that we tried on a brace missing in line 12 most named line 19 or none, and one peer wrote the file back without
the entry.

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

CODE = "unbalanced-brace"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each block whose braces or quotes do not balance, at the place where the fault opens."""
    for block in manuscript.bibliography.broken:
        if block.kind == "brace":
            yield Diagnostic(CODE, SEVERITY, block.location, block.reason, block.help, block.citekey)
