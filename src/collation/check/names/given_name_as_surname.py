"""A name is written surname first without a comma, so that the given name is taken for the surname.

`WANG Qiang` and `Wang Xiaoming` are in the order in which Chinese is written, but BibTeX takes the last word for the
surname: QIANG W is printed.

Basis: the BibTeX manual (Patashnik, "BibTeXing") reads `First von Last` or `von Last, First`; GB/T 7714-2015 and
GB/T 28039-2011 put the surname first in the pinyin of a Chinese name.  A name in small letters is reported only where
its first word is a common Chinese surname and its last a given name of two syllables.

Fails:
    references.bib:
        @article{murphy2003, author = {WANG Qiang}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Wang, Qiang and X. Li}, title = {Goats}, journal = {Bone}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import written
from collation.check.names.chinese import GIVEN_IN_PINYIN, HAN, PINYIN_SURNAMES
from collation.check.names.latin import BODY
from collation.check.names.written import WrittenName
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "given-name-as-surname"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_MIXED = re.compile(r"[^\W\d_a-z][-'’\w]*[^\W\d_A-Z]")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each name of two words of which the first is certainly the surname."""
    for entry, field in written.fields(manuscript):
        if field.value.count(",") > field.value.count(" and"):
            continue  # each name has its comma
        for name in written.names(entry, field):
            if not is_surname_first(name):
                continue
            surname, given = (word.text for word in name.words)
            shown = f"{surname.title() if surname.isupper() else surname}, {given}"
            fix = written.replacement(manuscript, field, name.start, name.end, shown, is_safe=False)
            place = written.location(manuscript, field, name.start, name.end)
            message = f"the surname of {name.text} would be {given}"
            help = f"write {shown}, or {given} {surname} if {surname} is the given name"
            yield Diagnostic(CODE, SEVERITY, place, message, help, entry.citekey, fix)


def is_surname_first(name: WrittenName) -> bool:
    """Return whether a name of two words without a comma begins with the surname."""
    if "," in name.bare or len(name.words) != 2 or "{" in name.text or HAN.search(name.text) or BODY.search(name.text):
        return False
    surname, given = (word.text for word in name.words)
    if not _MIXED.fullmatch(given) or not surname.isalpha():
        return False
    is_chinese = surname.lower() in PINYIN_SURNAMES
    if surname.isupper():
        return is_chinese or (len(surname) > 3 and bool(set(surname) & set("AEIOUY")))
    is_given = len(given) > 4 and bool(GIVEN_IN_PINYIN.fullmatch(given)) and given.lower() not in PINYIN_SURNAMES
    return is_chinese and surname.istitle() and is_given
