"""A suffix such as Jr or III stands where BibTeX takes it for a given name or a surname.

The suffix stands between two commas, `Murphy, Jr., J. M.`; at the end of a name it is printed as part of the given
name, MURPHY Jr J. M., or becomes the surname itself: JR. J S.

Basis: the BibTeX manual (Patashnik, "BibTeXing"): `von Last, Jr, First` is the only form for a name with a suffix.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M., Jr.}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, Jr., J. M.}, title = {Goats}, journal = {Journal}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import written
from collation.check.names.latin import PARTICLES, SUFFIX, is_initials
from collation.check.names.written import WrittenName
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "misplaced-suffix"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_SUSPECT = re.compile(r"[\s,~](?:[JS]r\.?|I{2,3}|IV|[2-4](?:nd|rd|th))\s*(?:,|[\s~]and\s|$)", re.IGNORECASE)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each suffix that is not the second of three parts."""
    for entry, field in written.fields(manuscript):
        if not _SUSPECT.search(field.value):
            continue
        for name in written.names(entry, field):
            found = _rewritten(name)
            if found is None:
                continue
            text, is_safe = found
            suffix = name.words[-1]
            fix = written.replacement(manuscript, field, name.start, name.end, text, is_safe=is_safe)
            place = written.location(manuscript, field, suffix.start, suffix.end)
            message = f"the suffix {suffix.text} of {name.text} is not read as one"
            yield Diagnostic(CODE, SEVERITY, place, message, f"write {text}", entry.citekey, fix)


def _rewritten(name: WrittenName) -> tuple[str, bool] | None:
    """Return a name that ends in a suffix as BibTeX reads it, and whether nothing else can be meant."""
    words = [word.text for word in name.words]
    if name.is_corporate or len(words) < 2 or not SUFFIX.fullmatch(words[-1]):
        return None
    parts = [part.text for part in name.parts]
    if len(parts) == 3:
        family, given, suffix = parts
        return (f"{family}, {suffix}, {given}", True) if SUFFIX.fullmatch(suffix) and given else None
    if len(parts) == 2 and not SUFFIX.fullmatch(parts[1]):
        given = parts[1][: -len(words[-1])].rstrip(" ~\t\r\n")
        return f"{parts[0]}, {words[-1]}, {given}", words[-1][0] in "JSjs" or is_initials(given)
    if len(parts) > 2 or len(words) < 3:
        return None
    before = [word.rstrip(",") for word in words[:-1]]
    first = len(before) - 1
    while first > 1 and before[first - 1] in PARTICLES:
        first -= 1
    if is_initials(before[-1]):
        return None  # `Murphy JM Jr`: initials-as-surname speaks
    return f"{' '.join(before[first:])}, {words[-1]}, {' '.join(before[:first])}", False
