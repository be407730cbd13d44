"""A field stands twice in one entry.

Readers differ in which of the two they take, so nobody can say which one is printed; the entry is not read until one of
them is gone.

Basis: BibTeX ignores the second with a warning; bibtexparser gives the entry up, and pybtex refuses it.

Fails:
    references.bib:
        @article{murphy2003,
          author = {Murphy, J. Mary},
          title = {Stem cell therapy in a caprine model},
          journal = {Arthritis and Rheumatism},
          year = {2003},
          year = {2003}
        }
Passes:
    references.bib:
        @article{murphy2003,
          author = {Murphy, J. Mary},
          title = {Stem cell therapy in a caprine model},
          journal = {Arthritis and Rheumatism},
          year = {2003},
          origyear = {2002}
        }
"""

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Field, Manuscript

CODE = "duplicate-field"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()
_LINE_BEFORE = re.compile(r"(?:\r?\n|\r)?[ \t]*\Z")
_SEPARATOR_AFTER = re.compile(r"\s*,[ \t]*")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each field that its entry already has."""
    path = manuscript.bibliography.path
    for block in manuscript.bibliography.broken:
        seen: dict[str, Field] = {}
        for field in block.fields:
            first = seen.setdefault(field.name, field)
            if first is field:
                continue
            is_same = first.value.split() == field.value.split()
            values = "with the same value" if is_same else "with another value"
            fix = None
            if is_same:
                start, end = _extent(manuscript.source[path].text, field)
                fix = Fix((Edit(path, start, end, ""),), is_safe=True, message=f"remove the second {field.name}")
            yield Diagnostic(
                CODE,
                SEVERITY,
                field.location,
                f"the field {field.name} stands twice in {block.citekey}, {values}",
                f"keep one of the two; the first is on line {first.location.line}",
                block.citekey,
                fix,
            )


def _extent(text: str, field: Field) -> tuple[int, int]:
    """Return from where to where a field is to be taken out: with its comma, and with its line where it has one."""
    after = _SEPARATOR_AFTER.match(text, field.end)
    end = after.end() if after else field.end
    line = text.rfind("\n", 0, field.name_start) + 1
    if text[line : field.name_start].strip() or text[end : end + 1] not in ("", "\r", "\n"):
        return field.name_start, end  # it shares its line with others
    before = _LINE_BEFORE.search(text, max(0, line - 2), field.name_start)
    return (before.start() if before else field.name_start), end
