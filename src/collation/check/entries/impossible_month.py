"""The month of an entry is none.

A month is 1 to 12, or its name or abbreviation; a style that prints it prints 13 or Febuary as it stands, or nothing.

Basis: the BibTeX documentation (btxdoc) defines jan to dec; the biblatex manual asks for a number from 1 to 12.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          month = {13}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          month = may # "--" # jun}
"""

import re
from collections.abc import Iterator

from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Field, Manuscript
from collation.suggestion import nearest

CODE = "impossible-month"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_LONGEST = 100
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_RIGHT = frozenset(
    {*map(str, range(1, 13)), *(name.lower() for name in _MONTHS), *(name[:3].lower() for name in _MONTHS), "sept"}
)
# Months of other languages that look like misspelled English ones.
_FOREIGN = (
    "januar jänner februar märz maerz mai juni juli oktober dezember janvier février fevrier mars avril juin juillet "
    "août aout septembre octobre novembre décembre decembre enero febrero marzo abril mayo junio julio agosto "
    "septiembre setiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre "
    "dicembre janeiro fevereiro março marco maio junho julho setembro outubro novembro dezembro januari februari maart "
    "mei augustus spring summer autumn fall winter"
)
_ELSEWHERE = frozenset(_FOREIGN.split())
_SHORT = {**{month[:3].lower(): month for month in _MONTHS}, "june": "June", "july": "July", "sept": "September"}
# `Arp`: two neighbours of a short name stand the wrong way round.
_SWAPPED = {
    short[:index] + short[index + 1] + short[index] + short[index + 2 :]: month
    for short, month in _SHORT.items()
    for index in range(len(short) - 1)
}
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"[0-9]+")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each month that is none of the twelve."""
    for entry in manuscript.bibliography.entries:
        field = entry.field("month")
        if field and field.is_single and field.value.lower() not in _RIGHT and len(field.value) <= _LONGEST:
            yield from _find(manuscript, entry, field)


def _find(manuscript: Manuscript, entry: BibliographyEntry, field: Field) -> Iterator[Diagnostic]:
    value = field.value
    words = [found for found in _WORD.finditer(value) if found[0].isascii() or found[0].lower() in _ELSEWHERE]
    for number in () if words or not value.isascii() else _NUMBER.finditer(value):
        if not 1 <= int(number[0]) <= 12 and not 21 <= int(number[0]) <= 24:  # 21 to 24 are the seasons of ISO 8601-2
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, field, *number.span()),
                f"the month of {entry.citekey} is {number[0]}",
                "write 1 to 12",
                citekey=entry.citekey,
            )
    for word in words:
        name = word[0].lower()
        if name in _ELSEWHERE or any(month.lower().startswith(name) for month in _MONTHS):
            continue
        meant = nearest(name, _MONTHS) if len(name) > 4 else _SWAPPED.get(name, "")
        if meant:
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, field, *word.span()),
                f"the month of {entry.citekey} is misspelled: {word[0]}",
                f"write {meant}",
                citekey=entry.citekey,
                fix=replace(manuscript, field, meant, *word.span(), is_safe=False),
            )
