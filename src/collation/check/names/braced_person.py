"""Persons stand in braces, as only the name of a body may.

Braces around `Murphy, J. and Fink, D.` make one body of them: its name is not taken apart, and citeproc prints it only
up to the first comma.  The braces of the field are enough.  One name alone, `Clive Murphy` or `Murphy P`,
is printed whole, but not in the form of the others; it is questioned only where the given name is known or the last
word can be nothing but initials, and is a warning.

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
from collation.check.names.given import is_given, may_be_given
from collation.check.names.latin import (
    BODY,
    NO_NAME,
    PARTICLES,
    PLACES,
    is_clearly_joined,
    is_initials,
    is_surname_word,
    is_written_out,
    medline,
)
from collation.chinese import ONLY_HAN, is_full_name, surname_length
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "braced-person"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_COMPANIES = frozenset(["AB", "AG", "AS", "BV", "KG", "NV", "OY", "PLC", "SA", "SAS", "SE", "SpA"])
_AND = re.compile(r"\s+and\s+|\s*[;；]\s*", re.IGNORECASE)
_GROUP = re.compile(r"(?:^|\sand)\s*\{", re.IGNORECASE)
# Behind a given name or before a letter these make the name of a body or a thing.
_NO_SURNAME = re.compile(
    r"(?:academy|analytics|archives?|associates|bank|church|class|clinics?|cohort|college|communications|community|company|"
    r"computing|corporation|developers?|diagnostics|factor|fonds|fund|health\w*|hepatitis|hilfe|hospice|house|index|"
    r"international|klinik|labs?|language|library|media|medicine|memorial|museum|partners|patient|phase|plan|press|project|"
    r"protein|publishing|radio|register|registry|research|school|services|software|stiftung|study|support|team|therapeutics|"
    r"trial|trust|type|unit|verlag|vitamin|ward|\w+(?:ics|logy|pharma?|sciences?|soft|systems?|tech|ware))",
    re.IGNORECASE,
)
_TOWNS = frozenset(["Austin", "Florence", "Jordan", "Leon", "Milan", "Santiago", "Sydney", "Victoria", "Virginia"])
_LETTERS_OF_KINDS = frozenset("ABCDIVXYZ")
_COMMA = re.compile(r"\s*[,，、;；]\s*")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each name in braces that is the name of a person, or of several."""
    for entry, field in _fields(manuscript):
        for name in written.names(entry, field):
            if not name.is_corporate:
                continue
            inner = name.text
            while inner[:1] == "{" and inner[-1:] == "}" and written.hide_braced(inner).replace("\0", "") == "{}":
                inner = inner[1:-1].strip()
            if not inner or BODY.search(inner):
                continue
            if _are_persons(inner):
                severity, message = SEVERITY, f"the person in braces would be printed as a body: {inner}"
            elif _is_likely(inner):
                severity, message = Severity.WARNING, f"what stands in braces looks like a person: {inner}"
            else:
                continue
            fix = written.replacement(manuscript, field, name.start, name.end, inner, is_safe=False)
            place = written.location(manuscript, field, name.start, name.end)
            help = "remove the braces around the name; only the name of a body stands in them"
            yield Diagnostic(CODE, severity, place, message, help, entry.citekey, fix)


def _fields(manuscript: Manuscript) -> Iterator[tuple[BibliographyEntry, Field]]:
    for entry in manuscript.bibliography.entries:
        for field in entry.fields:
            if field.name in written.NAME_FIELDS and "{" in field.value and _GROUP.search(field.value):
                yield entry, field


def _is_likely(text: str) -> bool:
    """Whether a text is likely `Clive M. Murphy`, `Murphy PJ` or `Murphy P.`, or a list of `Murphy, Clive`."""
    if "," in text:
        names = [name for name in _AND.split(text) if name != "others"]
        return len(names) > 1 and all(map(_is_inverted, names)) and any(map(_may_have_given_name, names))
    words = text.split()
    if not 1 < len(words) < 5 or any(map(_NO_SURNAME.fullmatch, words)):
        return False
    if is_given(words[0]) and is_written_out(words[-1]):
        return all(is_initials(word) or word in PARTICLES for word in words[1:-1])
    return _is_medline(text)


def _is_medline(text: str) -> bool:
    parts = medline(text)
    if parts is None or not all(is_written_out(word) or word in PARTICLES for word in parts[0].split()):
        return False
    letters = re.sub(r"\W", "", parts[1])
    if letters in PLACES | _COMPANIES or NO_NAME.fullmatch(letters):
        return False
    return is_clearly_joined(letters) or "." in parts[1] or (len(letters) == 1 and letters not in _LETTERS_OF_KINDS)


def _may_have_given_name(name: str) -> bool:
    given = name.partition(",")[2].split()
    return may_be_given(given[0]) and given[0] not in _TOWNS


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
