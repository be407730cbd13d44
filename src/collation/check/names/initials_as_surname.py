"""An author's initials stand where BibTeX expects the surname.

Without a comma the last word of a name is the surname: `Murphy JM` is a person of the family JM, printed as JM M, and
sorted and cited under it.  PubMed writes surname and initials in this order, BibTeX needs the comma;
in `J. M., Murphy` it stands behind the initials.

Basis: the BibTeX manual (Patashnik, "BibTeXing") reads `First von Last` or `von Last, First`; NLM's Citing Medicine,
from which PubMed's form comes, puts the surname first without a comma.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy JM and Fink DJ}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M. and D. J. Fink}, title = {Goats}, journal = {Bone}, year = {2003}}
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from collation.check.names import lists, written
from collation.check.names.latin import (
    BODY,
    NO_NAME,
    PARTICLES,
    inverted,
    is_clearly_initials,
    is_clearly_joined,
    is_initials,
    is_surname_word,
    medline,
    spread,
)
from collation.check.names.written import WrittenName
from collation.chinese import HAN
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "initials-as-surname"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_SUSPECT = re.compile(
    r"[\s~](?:[^\W\d_]\.?[-‐]?){1,4}(?:[\s~]+(?:[JSjs]r\.?|I{2,3}|[2-4](?:nd|rd|th)))?\s*(?:[\s~]and\s|$)|"
    r"(?<!\S)(?:(?:[^\W\d_]\.[-‐\s~]*)++|[^\W\d_a-z]{2,4}+)\s*,"
)
_STOPS = re.compile(r"(?:[^\W\d_]\.[-‐\s~]*)+")


class _Misread(NamedTuple):
    """A name whose surname would be initials: what BibTeX takes, how it is to be written, and what can be meant."""

    name: WrittenName
    surname: str
    text: str
    is_clear: bool
    is_safe: bool


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield for each field its names whose surname would be initials; of `LI`, which may be one, beside clear ones."""
    for entry, field in lists.fields(manuscript):
        if not _SUSPECT.search(field.value):
            continue
        names = list(written.names(entry, field))
        found = [misread for name in names if (misread := _behind(name) or _before_comma(name))]
        if any(misread.is_clear for misread in found):
            # In a list that begins with the initials the last name may do so too.
            has_initials_first = any(map(_begins_with_initials, names))
            yield _finding(manuscript, entry, field, found, may_be_safe=not has_initials_first)


def _behind(name: WrittenName) -> _Misread | None:
    """Read `Murphy JM`."""
    if "," in name.bare or name.is_corporate or HAN.search(name.bare) or BODY.search(name.bare):
        return None
    parts = medline(name.text)
    if parts is None:
        return None
    is_clear = all(map(is_clearly_initials, parts[1].split()))
    surname = [word for word in parts[0].split() if word not in PARTICLES]
    # Of `Murphy John M.` nobody knows whether John is a given name.
    is_safe = is_clear and len(surname) == 1
    return _Misread(name, parts[2] or parts[1].split()[-1], inverted(*parts), is_clear, is_safe)


def _before_comma(name: WrittenName) -> _Misread | None:
    """Read `J. M., Murphy` and `JM, Murphy`."""
    initials, comma, _ = name.bare.partition(",")
    if not comma or not (_STOPS.fullmatch(initials) or is_clearly_joined(initials)) or len(name.parts) != 2:
        return None
    surname = name.parts[1].text
    if (
        not surname
        or not all(map(is_surname_word, surname.split()))
        or is_initials(surname)
        or NO_NAME.fullmatch(surname)
    ):
        return None
    return _Misread(name, initials, f"{surname}, {spread(initials)}", True, initials.count(".") > 1)


def _begins_with_initials(name: WrittenName) -> bool:
    words = name.words
    return "," not in name.bare and is_initials(words[0].text) and not is_initials(words[-1].text)


def _finding(
    manuscript: Manuscript, entry: BibliographyEntry, field: Field, found: list[_Misread], *, may_be_safe: bool
) -> Diagnostic:
    edits = tuple(
        Edit(
            manuscript.bibliography.path, field.inner_start + one.name.start, field.inner_start + one.name.end, one.text
        )
        for one in found
    )
    first = found[0]
    more = f"; {len(found) - 1} more in this list are written so" if len(found) > 1 else ""
    is_safe = may_be_safe and all(one.is_safe for one in found)
    fix = Fix(edits, is_safe, "put a comma after the surname") if field.is_single and not field.strings else None
    place = written.location(manuscript, field, first.name.start, first.name.end)
    message = f"the surname of {first.name.text} would be {first.surname}{more}"
    help = f"write the surname, a comma and the initials: {first.text}"
    return Diagnostic(CODE, SEVERITY, place, message, help, entry.citekey, fix)
