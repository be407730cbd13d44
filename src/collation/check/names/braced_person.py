"""Persons stand in braces, as only the name of a body may.

Braces around `Murphy, J. and Fink, D.` make one body of them: its name is not taken apart, and citeproc prints it only
up to the first comma.  The braces of the field are enough.

Basis: the BibTeX manual (Patashnik, "BibTeXing") and the biblatex manual: what stands in braces is one name, printed as
it is.

Fails:
    references.bib:
        @article{murphy2003, author = {{Murphy, J. and Fink, D.}}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {{Ministry of Health and Welfare}}, title = {Goats}, journal = {Journal},
          year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import written
from collation.check.names.chinese import ONLY_HAN, is_full_name, surname_length
from collation.check.names.given import is_given
from collation.check.names.latin import BODY, PLACES, is_initials, is_surname_word, medline
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "braced-person"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_COMPANIES = frozenset(["AB", "AG", "AS", "BV", "KG", "NV", "OY", "PLC", "SA", "SAS", "SE", "SpA"])
_AND = re.compile(r"\s+and\s+|\s*[;；]\s*", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,，、;；]\s*")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each name in braces that is the name of a person, or of several."""
    for entry, field in written.fields(manuscript):
        if "{" not in field.value:
            continue
        for name in written.names(entry, field):
            if not name.is_corporate:
                continue
            inner = name.text
            while inner[:1] == "{" and inner[-1:] == "}" and written.hide_braced(inner).replace("\0", "") == "{}":
                inner = inner[1:-1].strip()
            if not inner or BODY.search(inner) or not _are_persons(inner):
                continue
            fix = written.replacement(manuscript, field, name.start, name.end, inner, is_safe=False)
            place = written.location(manuscript, field, name.start, name.end)
            message = f"the person in braces would be printed as a body: {inner}"
            help = "remove the braces around the name; only the name of a body stands in them"
            yield Diagnostic(CODE, SEVERITY, place, message, help, entry.citekey, fix)


def _are_persons(text: str) -> bool:
    """Whether a text is `Family, J. M.` or `Family, John`, a list of such, of MEDLINE's form, or of Chinese names."""
    names = [name for name in _AND.split(text) if name != "others"]
    if names and all(map(_is_inverted, names)) and any(map(_has_given_name, names)):
        return True
    pieces = [piece for name in names for piece in _COMMA.split(name)]
    if len(pieces) == 2 and len(pieces[0]) == surname_length(pieces[0]) and len(pieces[1]) < 3:
        return ONLY_HAN.fullmatch(pieces[1]) is not None  # 王, 强
    return len(pieces) > 1 and (all(map(is_full_name, pieces)) or all(map(medline, pieces)))


def _is_inverted(name: str) -> bool:
    family, comma, given = name.partition(",")
    words = [*family.split(), *given.split()]
    return bool(comma and family.strip() and given.strip()) and len(words) < 6 and all(map(_may_be_of_person, words))


def _may_be_of_person(word: str) -> bool:
    return is_surname_word(word) or is_initials(word)


def _has_given_name(name: str) -> bool:
    """Whether what stands behind the comma is initials or a given name, and no place or form of a company."""
    given = name.partition(",")[2].split()
    return given[0] not in PLACES | _COMPANIES and (is_initials(" ".join(given)) or is_given(given[0]))
