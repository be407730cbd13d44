"""The last digit of an ISSN, ISBN or ISMN does not fit the others.

It is reckoned from all the others, so one of them was mistyped, or two were swapped.  Which one the number does not
say: look at the work itself, and leave the number as it is until then, for it is the evidence.

Basis: ISO 3297 (ISSN, modulus 11), ISO 2108 (ISBN, modulus 11 with ten digits and 10 with thirteen), ISO 10957 (ISMN).
The reference list prints none of them and some books bear a wrong ISBN, so this is a warning.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          issn = {1234-5678}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          issn = {1234-5679 (Print), 2434-561X (Electronic)}}
"""

from collections.abc import Iterator
from functools import lru_cache

from collation.check.entries.numbers import LONGEST, STANDARDS, Number, numbers
from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Severity
from collation.identifiers import has_isbn_check_digit, has_ismn_check_digit, has_issn_check_digit
from collation.model import Manuscript

CODE = "wrong-check-digit"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each number of the right length whose last digit is wrong."""
    for entry in manuscript.bibliography.entries:
        for field in entry.fields:
            if field.name not in STANDARDS or len(field.value) > LONGEST:
                continue
            for name, number in _wrong(field.name, field.value):
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    place(manuscript, field, number.start, number.end),
                    f"the last digit of the {name} {number.text} of {entry.citekey} does not fit the others",
                    "compare all of its digits with the work; any of them may be the wrong one",
                    citekey=entry.citekey,
                )


@lru_cache(maxsize=16384)  # the same journals come again and again
def _wrong(field: str, value: str) -> tuple[tuple[str, Number], ...]:
    """Return the numbers of a value whose last digit is wrong, each with the name of its standard."""
    standard, lengths = STANDARDS[field]
    # programs write the ISSN into isbn and the reverse; what it is its length says
    named = (
        (standard if len(number.compact) in lengths else {8: "ISSN"}.get(len(number.compact), "ISBN"), number)
        for number in numbers(value, lengths)
        if len(number.compact) in (8, 10, 13)
    )
    return tuple((name, number) for name, number in named if not _is_right(name, number.compact))


def _is_right(name: str, compact: str) -> bool:
    if name == "ISSN":
        return has_issn_check_digit(compact)
    if compact.startswith(("M", "9790")):
        return has_ismn_check_digit(compact)
    if len(compact) == 13 and not compact.startswith(("978", "979")):
        return True  # no ISBN at all: malformed-identifier speaks of it
    return has_isbn_check_digit(compact)
