"""A title ends in a type mark, such as [J] or [M], which the style sets itself.

Copied from a reference list in the form of GB/T 7714, the mark of the work's type comes with its title; the style adds
its own, and `[J][J]` is printed, or `[j][J]`, for a title is set small.  A style without such marks prints one where no
other reference has one.

Basis: GB/T 7714-2015, type and carrier marks (M, C, G, N, J, D, R, S, P, DB, CP, EB, A, CM, DS, Z; OL, CD, MT, DK),
which belong behind the title and come from the type of the entry.

Fails:
    references.bib:
        @article{murphy2003, author = {王强}, title = {山羊模型的研究[J]}, journal = {某杂志}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {王强}, title = {苯并[a]芘与维生素{E}[综述]}, journal = {某杂志}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "type-mark-in-title"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_FIELDS = frozenset(("title", "booktitle"))
_MARK = re.compile(
    r"\s*[\[［【〔]\s*\{?\s*(?:[MCGNJDRSPAZ]|DB|CP|EB|CM|DS)(?:\s*[/／]\s*(?:MT|DK|CD|OL))?\s*\}?\s*[\]］】〕][\s.。．]*\Z"
)
_CHEMISTRY = re.compile(r"[A-Za-z]\[[A-Z]\]\s*\Z")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each title with a type mark at its end."""
    for entry in manuscript.bibliography.entries:
        for field in entry.fields:
            found = mark(field.value) if field.name in _FIELDS else None
            if found:
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    place(manuscript, field, *found.span()),
                    f"the {field.name} of {entry.citekey} ends in the type mark {found[0].strip()}",
                    "leave it out; a style that prints such a mark sets it itself",
                    entry.citekey,
                    replace(
                        manuscript,
                        field,
                        "",
                        *found.span(),
                        is_safe=not _CHEMISTRY.search(field.value),
                        message="take the mark out",
                    ),
                )


def mark(title: str) -> re.Match[str] | None:
    """Find the type mark at the end of a title, with the full stop behind it."""
    return _MARK.search(title) if title.rstrip(" \t\r\n.。．")[-1:] in ("]", "］", "】", "〕") else None
