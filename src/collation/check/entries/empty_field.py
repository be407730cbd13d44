"""A field of an entry has no value, or only a placeholder such as n/a.

An empty field prints nothing, but it looks as if the value had been looked up; in most lists it is what an export or a
hurried hand left behind.  A placeholder is printed as it stands: `2003, n/a(n/a): n/a-n/a`.  Where a reader needs the
field and it is empty, missing-field speaks of it.  In an entry with a `crossref` or `xdata` parent an empty field keeps
the parent's value away, which is its purpose.

Basis: biblatex's manual (cross-referencing entries) gives an empty field a meaning only where a parent would supply it;
the BibTeX manual treats an empty field as a missing one.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003}, volume = {}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003}, pages = {9}}
"""

import re
from collections.abc import Iterator

from collation.check.entries import forms
from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "empty-field"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_LINE_END = re.compile(r"[^\S\n]*\n")
# What programs and hands write where they have nothing; a dash or a zero may be meant.
_PLACEHOLDER = re.compile(
    r"[\s{]*(?:n/a|n\.a\.|null|none|nan|undefined|tba|tbd|todo|x{3,}|[?？]+|不详|暂无|无|待补)"
    r"(?:\s*-+\s*(?:n/a|null|[?？]+))?[\s}]*",
    re.IGNORECASE,
)
_WITH_PLACEHOLDER = frozenset(
    ("address", "booktitle", "edition", "institution", "issue", "journal", "journaltitle", "location", "number",
     "pages", "publisher", "school", "title", "volume")
)  # fmt: skip
_LONGEST = 20
_REST = re.compile(r"[^\S\n]*,?[^\S\n]*")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each field with a placeholder, and each without a value that is not a required one."""
    bibliography = manuscript.bibliography
    for entry in bibliography.entries:
        for item in entry.fields:
            if item.name in _WITH_PLACEHOLDER and len(item.value) <= _LONGEST and _PLACEHOLDER.fullmatch(item.value):
                yield _placeholder(manuscript, entry, item)
        empty = [item for item in entry.fields if not item.value.strip(" \t\r\n{}")]
        if not empty or entry.parents:
            continue
        required = {name for group in forms.missing(entry, bibliography) for name in group}
        for item in empty:
            if item.name in required:
                continue
            start, end = _stretch(manuscript.source[bibliography.path].text, item)
            fix = Fix((Edit(bibliography.path, start, end, ""),), is_safe=True, message="take the empty field out")
            yield Diagnostic(
                CODE,
                SEVERITY,
                item.location,
                f"the field {item.name} of {entry.citekey} is empty",
                "write its value or take it out",
                entry.citekey,
                None if item.strings else fix,
            )


def _placeholder(manuscript: Manuscript, entry: BibliographyEntry, item: Field) -> Diagnostic:
    return Diagnostic(
        CODE,
        SEVERITY,
        place(manuscript, item),
        f"the field {item.name} of {entry.citekey} holds a placeholder, which is printed: {item.value.strip()}",
        "look the value up, or take the field out",
        entry.citekey,
    )


def _stretch(text: str, item: Field) -> tuple[int, int]:
    """Return where a field with its comma starts and ends, with its line where it has one to itself."""
    start = item.name_start
    rest = _REST.match(text, item.end)
    end = rest.end() if rest else item.end
    if "," not in text[item.end : end]:
        end = item.end
    line = text.rfind("\n", 0, start) + 1
    after = _LINE_END.match(text, end)
    if not text[line:start].strip() and after:
        return line, after.end()
    return start, end
