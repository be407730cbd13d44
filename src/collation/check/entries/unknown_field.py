"""A field's name is misspelt, so that what it says is not printed.

BibTeX and pandoc pass over a field whose name they do not know without a word: `pagse = {388--92}` prints no pages.
For that reason a field that is merely unfamiliar is no fault (`bdsk-url-1`, `mesh-terms`, `x-color`, `keywords-plus`
serve databases and people): this check speaks only where a name is one slip of the hand away from a field that a reader
sees, and the entry has no field of that name yet.

Basis: BibTeXing (Patashnik): BibTeX ignores any field that is not required or optional; biber's check of the data model
names each unfamiliar field, which on exported libraries buries the misspelt ones.

Fails:
    references.bib:
        @article{murphy2003,
          author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003}, pagse = {388--392}
        }
Passes:
    references.bib:
        @article{murphy2003,
          author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003}, mesh-terms = {Goats},
          bdsk-url-1 = {https://example.org}, notes = {read}, eissn = {1234-5679}
        }
"""

from collections.abc import Iterator

from collation.check.entries import forms
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript

CODE = "unknown-field"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each misspelt field, but where missing-field says so already."""
    bibliography = manuscript.bibliography
    for entry in bibliography.entries:
        names = {item.name for item in entry.fields}
        slips = [item for item in entry.fields if forms.meant(item.name) and item.value.strip()]
        if not slips:
            continue
        required = {name for group in forms.missing(entry, bibliography) for name in group}
        for item in slips:
            field = forms.meant(item.name)
            if field in names or field in required:
                continue
            edit = Edit(bibliography.path, item.name_start, item.name_start + len(item.name), field)
            yield Diagnostic(
                CODE,
                SEVERITY,
                manuscript.locate(bibliography.path, item.name_start, len(item.name)),
                f"no style knows the field {item.name}, so its value is not printed",
                f"did you mean {field}?",
                entry.citekey,
                Fix((edit,), is_safe=False, message=f"rename {item.name} to {field}"),
            )
