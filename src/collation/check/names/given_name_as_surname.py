"""A name is written in such an order that the given name is taken for the surname.

`WANG Qiang` and `Wang Xiaoming` are in the order in which Chinese is written, but BibTeX takes the last word for the
surname: QIANG W is printed.  In `Xiaoming, Wang` the comma stands behind the given name.

Basis: the BibTeX manual (Patashnik, "BibTeXing") reads `First von Last` or `von Last, First`; GB/T 7714-2015 and
GB/T 28039-2011 put the surname first in the pinyin of a Chinese name.  The order is questioned only where capitals,
common surnames of East Asia or known given names show it, and no other name of the list speaks against it: of
`Jun, Wei` and `Lin Yu` nothing is concluded.

Fails:
    references.bib:
        @article{murphy2003, author = {WANG Qiang}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Wang, Qiang and X. Li}, title = {Goats}, journal = {Bone}, year = {2003}}
"""

from collections.abc import Iterator, Sequence

from collation.check.names import lists, written
from collation.check.names.given import is_given
from collation.check.names.latin import BODY
from collation.check.names.lists import in_order
from collation.check.names.order import order
from collation.check.names.pinyin import (
    KOREAN_SURNAMES,
    NEVER_GIVEN,
    NOWHERE_GIVEN,
    SURNAMES,
    are_syllables,
    is_hyphenated_given,
    is_pinyin_given,
)
from collation.check.names.written import WrittenName
from collation.chinese import HAN
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript

CODE = "given-name-as-surname"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield for each field its names in the wrong order."""
    for entry, field in lists.fields(manuscript):
        value = field.value
        if value.count(",") > value.count(" and ") and not written.EXCHANGED.search(value):
            continue  # each name has its comma
        names = list(written.names(entry, field))
        found = [*_surname_first(names), *_exchanged(names)]
        if not found:
            continue
        offset, path = field.inner_start, manuscript.bibliography.path
        edits = tuple(Edit(path, offset + name.start, offset + name.end, shown) for name, shown in found)
        name, shown = found[0]
        fix = Fix(edits, is_safe=False, message=f"write {shown}") if field.is_single and not field.strings else None
        more = f"; {len(found) - 1} more in this list are written so" if len(found) > 1 else ""
        printed = name.parts[0].text if len(name.parts) > 1 else name.words[-1].text
        place = written.location(manuscript, field, name.start, name.end)
        message = f"the surname of {name.text} would be {printed}{more}"
        help = f"write {shown}, if {shown.partition(',')[0]} is the surname"
        yield Diagnostic(CODE, SEVERITY, place, message, help, entry.citekey, fix)


def is_surname_first(name: WrittenName) -> bool:
    """Return whether a name without a comma certainly begins with the surname."""
    return _is_plain(name) and order(_words(name)) > 1


def _words(name: WrittenName) -> list[str]:
    return [word.text for word in name.words]


def _is_plain(name: WrittenName) -> bool:
    """Whether a name is one of a person in Latin letters, of two words or more and without commas and braces."""
    if "," in name.bare or "{" in name.text or len(name.words) < 2:
        return False
    return not HAN.search(name.text) and not BODY.search(name.text)


def _surname_first(names: Sequence[WrittenName]) -> Iterator[tuple[WrittenName, str]]:
    """Yield the names without a comma that begin with the surname, and how BibTeX reads them right."""
    plain = [(name, _words(name)) for name in names if _is_plain(name)]
    orders = [order(words) for _, words in plain]
    has_given_first = any(found < 0 for found in orders)
    others_have_commas = len(names) > len(plain) and all("," in name.bare for name in names if not _is_plain(name))
    is_list = any(found > 0 and are_syllables(words) for (_, words), found in zip(plain, orders, strict=True))
    for (name, words), found in zip(plain, orders, strict=True):
        is_eastern = len(words) == 2 and are_syllables(words)
        if found == 2 or (found == 1 and not has_given_first and (is_eastern or others_have_commas)):
            is_wrong = True
        else:  # `Wei Fei and Zhang Jing and Liu Yang`
            is_wrong = found == 0 and is_eastern and is_list and not has_given_first and words[0].lower() in SURNAMES
        family, comma, given = (in_order(words, 1) if is_wrong else "").partition(", ")
        if comma:
            yield name, f"{family.title() if family.isupper() else family}, {given}"


def _exchanged(names: Sequence[WrittenName]) -> Iterator[tuple[WrittenName, str]]:
    """Yield the names with a comma whose given name stands in the surname's place, and the two exchanged."""
    for name in names:
        if len(name.parts) == 2 and _is_exchanged(*(part.text for part in name.parts)):
            given, surname = (part.text for part in name.parts)
            yield name, f"{surname}, {given}"


def _is_exchanged(first: str, second: str) -> bool:
    given, surname = first.lower(), second.lower()
    if not (first[:1].isupper() and second.istitle() and surname in SURNAMES) or given in SURNAMES:
        return False
    if surname in NEVER_GIVEN and are_syllables([given]):
        return True
    if surname in NOWHERE_GIVEN and (is_pinyin_given(given) or is_given(first)):
        return True
    return (
        surname in NOWHERE_GIVEN | KOREAN_SURNAMES
        and is_hyphenated_given(given)
        and not set(given.split("-")) <= SURNAMES
    )
