r"""Pages are written with a label, or joined by a sign, that is printed as it stands.

The style sets `pp.` or 页 itself and prints the sign that its language wants between two pages.  It knows `--`, `-` and
the en dash as that sign; a full-width tilde, an em dash or a minus is printed as typed, a `~` as a space, and of
`363\textendash 388` nothing but the first page.

Basis: the BibTeX documentation (btxdoc) and the biblatex manual write pages as numbers with `--`; what happens to every
other sign was measured with pandoc's citeproc and the styles GB/T 7714-2015 and Vancouver.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          pages = {363～388}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          pages = {363-388, e12}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.pages import LONGEST, ranges, without_label
from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "page-form"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_RIGHT = re.compile(r"[A-Za-z0-9.]+(?:-{1,2}[A-Za-z0-9.]+)?(?<!\.)")
_JOINT = re.compile(
    r"(?<=[0-9A-Za-z])\s*(?:---+|[—―−‐‑‒－~～〜]+|\\text(?:en|em)dash(?:\{\}|\s)|(?<=\s)to(?=\s)|[至到])\s*"
    r"(?=[0-9A-Za-z])"
)
_AFTER = re.compile(r"(?<=[0-9A-Za-z])\s*(?:页|pp?\.|pp\b|[.,;。，；])+\s*$")
_COUNT = re.compile(r"[页p]")
_OPEN = re.compile(r"[0-9]\s*(?:--?|–)\s*(?:\?+)?\s*$|^\s*(?:\?+)?\s*(?:--?|–)\s*[0-9?]")
_DOI = re.compile(r"(?:^|[:/])\s*10\.[0-9]{4,}")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each label, each sign and each end of a value of pages that is none of the pages."""
    for entry in manuscript.bibliography.entries:
        field = entry.field("pages")
        if field and not _RIGHT.fullmatch(field.value) and len(field.value) <= LONGEST:
            yield from _find(manuscript, entry, field)


def _find(manuscript: Manuscript, entry: BibliographyEntry, field: Field) -> Iterator[Diagnostic]:
    value = field.value
    if _DOI.search(value):  # misplaced-doi speaks of it
        return
    label = without_label(value)
    stretches = [(0, label, "", "before")] if label else []
    stretches.extend((found.start(), found.end(), "--", "between") for found in _JOINT.finditer(value))
    if after := _AFTER.search(value):
        stretches.append((after.start(), after.end(), "", "after"))
    is_range = bool(ranges(value))
    for start, end, text, where in stretches:
        written = value[start:end].strip()
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, field, start, end),
            f"{written} stands {where} the pages of {entry.citekey}" + (", where -- is read" if text else ""),
            "write -- between two pages" if text else "leave it out; the style prints what it wants there",
            citekey=entry.citekey,
            fix=replace(
                manuscript,
                field,
                text,
                start,
                end,
                # `320 p.` may be how many pages a book has
                is_safe=is_range or where != "after" or not _COUNT.search(written),
                message=f"write {text}" if text else f"leave out {written}",
            ),
        )
    if _OPEN.search(value):
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, field),
            f"the pages of {entry.citekey} have only one end: {value.strip()}",
            "look up the other page, or write one page alone",
            citekey=entry.citekey,
        )
