"""No comma stands between two fields of an entry, or after its citekey.

Readers differ in what they then lose: the next field, the whole entry, or all entries up to the next @.

Basis: the grammar of BibTeX separates the citekey and the fields by commas ("BibTeXing", O. Patashnik 1988).

Fails:
    references.bib:
        @article{murphy2003,
          author = {Murphy, J. Mary},
          title = {Stem cell therapy in a caprine model}
          journal = {Arthritis and Rheumatism},
          year = {2003}
        }
Passes:
    references.bib:
        @article{murphy2003,
          author = {Murphy, J. Mary},
          title = {Stem cell therapy in a caprine model},
          journal = {Arthritis and Rheumatism},
          year = {2003}
        }
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript

CODE = "missing-comma"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each place where a comma is missing, at the character after which it belongs."""
    path = manuscript.bibliography.path
    for block in manuscript.bibliography.broken:
        if block.kind == "comma":
            at, fix = block.insertion, None
            if at is not None:
                end = at + manuscript.source[path].text.startswith(("，", "、", "；", ";", "."), at)
                # An offer, for the entry cannot be read: what follows may be no field but the rest of a value.
                fix = Fix((Edit(path, at, end, ","),), is_safe=False, message="write the comma")
            yield Diagnostic(CODE, SEVERITY, block.location, block.reason, block.help, block.citekey, fix)
