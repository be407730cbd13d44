"""A name is written in capitals.

Each style sets names as its rules want them, GB/T 7714 in capitals and NLM in small letters; a name that is already in
capitals stays so in every style, and in the middle of a sentence.

Basis: GB/T 7714-2015 permits capitals for surnames in the printed list, which the style makes of small letters; ICMJE
and NLM's Citing Medicine print small ones.  Words of up to three letters are reported only beside longer ones, for they
may be initials or an abbreviation.

Fails:
    references.bib:
        @article{murphy2003, author = {MURPHY, J. and Fink, D. J.}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. and LI, Yu}, title = {Goats}, journal = {Journal}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import lists, written
from collation.check.names.given_name_as_surname import is_surname_first
from collation.check.names.latin import BODY, DEGREE, SUFFIX
from collation.check.names.written import Span, WrittenName
from collation.chinese import HAN
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript

CODE = "capitals-in-name"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_SUSPECT = re.compile(r"(?<![\w\\])[^\W\d_a-z]{4}")
_VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜÝ")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield for each field the names in capitals, of which one at least has more than three letters."""
    for entry, field in lists.fields(manuscript):
        if not _SUSPECT.search(field.value):
            continue
        found = [word for name in written.names(entry, field) for word in _capitals(name)]
        clear = [word for word in found if len(word.text) > 3 and _VOWELS & set(word.text)]
        if not clear:
            continue
        offset, path = field.inner_start, manuscript.bibliography.path
        edits = tuple(Edit(path, offset + word.start, offset + word.end, _small(word.text)) for word in found)
        first = clear[0]
        more = f"; {len(found) - 1} more in this list" if len(found) > 1 else ""
        fix = Fix(edits, is_safe=False, message="write the names in small letters") if field.is_single else None
        place = written.location(manuscript, field, first.start, first.end)
        message = f"{first.text} is in capitals{more}"
        help = f"write {_small(first.text)}; the style makes capitals where it wants them"
        yield Diagnostic(CODE, SEVERITY, place, message, help, entry.citekey, fix)


def _capitals(name: WrittenName) -> Iterator[Span]:
    """Yield the words in capitals of a surname or, if they are longer than initials, of a given name."""
    if name.is_corporate or len(name.words) < 2 or HAN.search(name.bare) or BODY.search(name.bare):
        return
    if is_surname_first(name):
        return
    surname_end = name.parts[0].end if len(name.parts) > 1 else 0
    for word in name.words:
        text = word.text.rstrip(",")
        if (
            not text.replace("-", "").isalpha()
            or not text.isupper()
            or SUFFIX.fullmatch(text)
            or DEGREE.fullmatch(text)
        ):
            continue
        if len(text) > 3 or (len(text) > 1 and word.start < surname_end):
            yield Span(text, word.start)


def _small(word: str) -> str:
    text = word.title()
    return f"Mc{text[2:].title()}" if text.startswith("Mc") and len(text) > 4 else text
