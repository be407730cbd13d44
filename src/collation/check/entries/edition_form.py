"""An edition is written as a word or with one, not as a number.

From the number 2 a style makes `2nd ed.` or 2版, as its language wants; `2nd` and `Second` are printed as they stand,
in a Chinese list too, without a word that says edition.  What has no number (修订版, Rev. ed.) keeps its words.

Basis: GB/T 7714-2015 prints 3版 and 5th ed. in Arabic figures; the biblatex manual asks for an integer where there is
one.  What is printed was measured with pandoc's citeproc.  BibTeX's own styles want the word (Second), so the change is
only offered.

Fails:
    references.bib:
        @book{murphy2003, author = {Murphy, J. M.}, title = {Goats}, publisher = {Press}, year = {2003},
          edition = {Second}}
Passes:
    references.bib:
        @book{murphy2003, author = {Murphy, J. M.}, title = {Goats}, publisher = {Press}, year = {2003},
          edition = {2}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "edition-form"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ()

_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
          "twelfth")  # fmt: skip
_HAN = "一二三四五六七八九十"
_EDITION = re.compile(
    rf"\s*(?:(?:([0-9]{{1,2}})(?:st|nd|rd|th)?|({'|'.join(_WORDS)}))\s*(?:edition|edn?)?\.?"
    rf"|第?\s*([0-9]{{1,2}}|[{_HAN}])\s*版)\s*",
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each edition that has a number and says it otherwise."""
    for entry in manuscript.bibliography.entries:
        field = entry.field("edition")
        if field is None or field.value.isdecimal() or len(field.value) > 40:
            continue
        found = _EDITION.fullmatch(field.value)
        if found:
            number = str(_number(found[1] or found[2] or found[3]))
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, field),
                f"the edition of {entry.citekey} is {field.value.strip()}, not the number {number}",
                f"write edition = {{{number}}}",
                citekey=entry.citekey,
                fix=replace(manuscript, field, number, is_safe=False),
            )


def _number(text: str) -> int:
    if text in _HAN:
        return _HAN.index(text) + 1
    return int(text) if text.isdecimal() else _WORDS.index(text.lower()) + 1
