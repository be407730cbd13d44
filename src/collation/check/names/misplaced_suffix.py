"""A suffix such as Jr or III stands where BibTeX takes it for a given name or a surname.

The suffix stands between two commas, `Murphy, Jr., J. M.`; at the end of a name it is printed as part of the given
name, MURPHY Jr J. M., or becomes the surname itself: JR. J S.  Of `Murphy Jr., J. M.` it is printed with the surname,
MURPHY JR. J M, and not behind the initials; that is a warning.

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

from collation.check.names import lists, written
from collation.check.names.latin import SUFFIX, inverted, is_initials, medline
from collation.check.names.lists import in_order
from collation.check.names.order import order
from collation.check.names.written import Span, WrittenName
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "misplaced-suffix"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_SUSPECT = re.compile(
    r"[\s,~](?:[JS]r\.?|I{2,3}|IV|[2-4](?:nd|rd|th))\s*(?:,|[\s~]and\s|$)|"
    r",\s*(?:[JS]r\.?|[2-4](?:nd|rd|th))\s",
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each suffix that is not the second of three parts."""
    for entry, field in lists.fields(manuscript):
        if not _SUSPECT.search(field.value):
            continue
        for name in written.names(entry, field):
            found = _suffix(name)
            if found is None:
                continue
            suffix, text, is_safe = found
            fix = written.replacement(manuscript, field, name.start, name.end, text, is_safe=is_safe) if text else None
            place = written.location(manuscript, field, suffix.start, suffix.end)
            message = f"the suffix {suffix.text} of {name.text} is not read as one"
            help = f"write {text or 'the surname, a comma, the suffix, a comma and the given name'}"
            is_behind_family = len(name.parts) == 2 and suffix.end == name.parts[0].end
            severity = Severity.WARNING if is_behind_family else SEVERITY
            yield Diagnostic(CODE, severity, place, message, help, entry.citekey, fix)


def _suffix(name: WrittenName) -> tuple[Span, str, bool] | None:
    """Return a misplaced suffix, the name as it should be ("" where nobody can tell), and whether that is certain."""
    words, parts = name.words, name.parts
    if name.is_corporate or len(words) < 2 or len(parts) > 3:
        return None
    family, last = parts[0].text, parts[-1].text
    if len(parts) > 1 and not (family and last):
        return None
    if len(parts) == 3:
        given = parts[1].text
        return (parts[2], f"{family}, {last}, {given}", True) if SUFFIX.fullmatch(last) and given else None
    first = next((word for word in words if word.start == parts[-1].start), words[-1])
    if len(parts) == 2 and first is not words[-1] and SUFFIX.fullmatch(first.text) and first.text[0] in "JSjs234":
        return first, f"{family}, {first.text}, {last[len(first.text) :].strip()}", True
    *before, behind = re.split(r"[\s~]+", family)
    if len(parts) == 2 and before and SUFFIX.fullmatch(behind):
        surname = family[: -len(behind)].rstrip(" ~\t\r\n")
        return Span(behind, parts[0].end - len(behind)), f"{surname}, {behind}, {last}", True
    suffix = words[-1]
    if not SUFFIX.fullmatch(suffix.text):
        return None
    if len(parts) == 2 and last != suffix.text:
        given = last[: -len(suffix.text)].rstrip(" ~\t\r\n")
        return suffix, f"{family}, {suffix.text}, {given}", suffix.text[0] in "JSjs" or is_initials(given)
    before = (family if len(parts) == 2 else family[: -len(suffix.text)]).split()
    in_medline = medline(" ".join(before))
    if in_medline and len(parts) == 1:
        return None  # `Murphy JM Jr`: initials-as-surname speaks
    if in_medline:
        return suffix, inverted(in_medline[0], in_medline[1], suffix.text), is_initials(in_medline[1])
    return (suffix, in_order(before, order(before) or -1, suffix.text), False) if len(before) > 1 else None
