"""A name in Chinese characters is written so that a part of it is lost or misplaced.

A space inside 王 强 makes BibTeX take 王 for the given name, and only 强 is printed; a full-width comma is no comma for
BibTeX; and 强, 王 puts the surname last.  A Chinese name stands in one piece, 王强, or as `Family, Given`: 王, 强.

Basis: the BibTeX manual (Patashnik, "BibTeXing") reads `First Last` or `Last, First`, with the comma of ASCII;
GB/T 7714-2015 prints Chinese names surname first, in one piece.  The order is questioned only where the first part is
no surname and the second one of the most frequent; of names of other peoples in characters, such as 山田, 太郎,
nothing is concluded.

Fails:
    references.bib:
        @article{murphy2003, author = {王 强}, title = {山羊}, journal = {某杂志}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {王强 and 李, 明}, title = {山羊}, journal = {某杂志}, year = {2003}}
"""

from collections.abc import Iterator

from collation.check.names import lists, written
from collation.check.names.et_al_as_author import GLUED
from collation.check.names.latin import is_initials
from collation.check.names.written import WrittenName
from collation.chinese import (
    BODY,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    JAPANESE_FAMILY,
    NEVER_GIVEN,
    ONLY_HAN,
    TITLE,
    surname_length,
)
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "chinese-name-form"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each Chinese name that has a space or a full-width comma, or the surname last."""
    for entry, field in lists.fields(manuscript):
        if field.value.isascii():
            continue
        for name in written.names(entry, field):
            if name.is_corporate or name.text.isascii() or BODY.search(name.bare) or name.has_mark:
                continue
            words = [word.text for word in name.words]
            if TITLE.fullmatch(words[-1].rpartition("，")[2]) or GLUED.search(name.text):
                continue  # degree-in-name and et-al-as-author speak
            if "，" in name.bare:
                yield _comma(manuscript, name)
            elif len(words) > 1 and all(map(ONLY_HAN.fullmatch, words)):
                yield _space(manuscript, name, words)
            elif len(name.parts) == 2 and _is_given_first(*(part.text for part in name.parts)):
                yield _order(manuscript, name)


def _comma(manuscript: Manuscript, name: WrittenName) -> Diagnostic:
    first, _, second = (piece.strip() for piece in name.text.partition("，"))
    start = name.start + name.bare.index("，")
    is_safe = (0 < len(first) == surname_length(first) and len(second) < 3) or (first.isascii() and is_initials(second))
    new = ", " if first and second else ""
    fix = written.replacement(manuscript, name.field, start, start + 1, new, is_safe=is_safe or not new)
    place = written.location(manuscript, name.field, start, start + 1)
    message = f"the full-width comma of {name.text} parts no surname"
    return Diagnostic(CODE, SEVERITY, place, message, f"write {first}{new}{second}", name.entry.citekey, fix)


def _space(manuscript: Manuscript, name: WrittenName, words: list[str]) -> Diagnostic:
    whole = "".join(words)
    is_surname_first = len(words[0]) == surname_length(words[0]) or surname_length(whole) == 2 == len(words) - 1
    fix = None
    help = f"write {whole}, or the surname, a comma and the given name"
    if is_surname_first and len(whole) < 5:
        is_safe = len(words) == 2 and not (len(words[1]) == 1 and words[1] in COMMON_SURNAMES)
        fix = written.replacement(manuscript, name.field, name.start, name.end, whole, is_safe=is_safe)
    elif JAPANESE_FAMILY.fullmatch(words[0]) and len(words) == 2:
        help = f"write {words[0]}, {words[1]}"
        fix = written.replacement(manuscript, name.field, name.start, name.end, ", ".join(words), is_safe=False)
    place = written.location(manuscript, name.field, name.start, name.end)
    message = f"of the name {name.text} only {words[-1]} is printed"
    return Diagnostic(CODE, SEVERITY, place, message, help, name.entry.citekey, fix)


def _is_given_first(first: str, second: str) -> bool:
    if second not in NEVER_GIVEN or not ONLY_HAN.fullmatch(first) or len(first) > 2:
        return False
    return first not in COMMON_SURNAMES | COMPOUND_SURNAMES and not JAPANESE_FAMILY.fullmatch(first)


def _order(manuscript: Manuscript, name: WrittenName) -> Diagnostic:
    given, surname = (part.text for part in name.parts)
    fix = written.replacement(manuscript, name.field, name.start, name.end, f"{surname}, {given}", is_safe=False)
    place = written.location(manuscript, name.field, name.start, name.end)
    message = f"the surname of {name.text} would be {given}"
    return Diagnostic(CODE, Severity.WARNING, place, message, f"write {surname}, {given}", name.entry.citekey, fix)
