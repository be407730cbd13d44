"""One name is written in characters and in pinyin side by side.

The pinyin is printed as a part of the name, 王强W Q or 王强 (WANG QIANG), and the work is cited by neither form.  The
characters are for a Chinese entry, the pinyin for an English one; so it is with Korean, Japanese and Russian names.

Basis: GB/T 7714-2015 gives an author's name in the language of the cited work; the BibTeX manual (Patashnik,
"BibTeXing") has no place for a second form of a name.

Fails:
    references.bib:
        @article{murphy2003, author = {王强 (Wang Qiang)}, title = {山羊}, journal = {某杂志}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {王强 and J.K.罗琳}, title = {山羊}, journal = {某杂志}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import lists, written
from collation.check.names.et_al_as_author import GLUED
from collation.check.names.latin import BODY, DEGREE
from collation.check.names.written import WrittenName
from collation.chinese import BODY as CHINESE_BODY
from collation.chinese import HAN, ONLY_HAN
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "pinyin-beside-characters"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_SCRIPTS = r"\u0400-\u04ff\u0590-\u06ff\u3040-\u30ff\uac00-\ud7af"
"""Cyrillic, Hebrew and Arabic letters, kana, hangul."""
_OTHER_SCRIPT = re.compile(rf"[{_SCRIPTS}][\s.{_SCRIPTS}-]+")
_CHARACTERS = re.compile(rf"{HAN.pattern}|[{_SCRIPTS}]")
_LATIN = re.compile(r"[\s(（\[【,，~]*[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]+(?:[\s~,-]+[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*)*[\s)）\]】]*")
_EDGE = " ()（）[]【】,，~"
_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each name that has both characters and a Latin word of two letters or more."""
    for entry, field in lists.fields(manuscript):
        if field.value.isascii() or not _CHARACTERS.search(field.value) or not _WORD.search(field.value):
            continue
        for name in written.names(entry, field):
            latin = _latin(name)
            if latin is None:
                continue
            start, end = name.start + latin.start(), name.start + latin.end()
            shown = name.text[latin.start() : latin.end()].strip(_EDGE)
            rest = (field.value[name.start : start] + field.value[end : name.end]).strip(_EDGE)
            is_name = (" " in shown or any(map(str.islower, shown))) and shown.lower() != "and"
            is_chinese = bool(ONLY_HAN.fullmatch(rest)) and len(rest) < 5
            if not is_name or not (is_chinese or _OTHER_SCRIPT.fullmatch(rest)):
                continue  # 中国 CDC
            fix = written.replacement(manuscript, field, name.start, name.end, rest, is_safe=False)
            first = start + latin[0].index(shown)
            place = written.location(manuscript, field, first, first + len(shown))
            message = f"{shown} is printed as part of the name {rest}"
            help = f"write {rest} in a Chinese entry, {shown} in an English one"
            yield Diagnostic(CODE, SEVERITY, place, message, help, entry.citekey, fix)


def _latin(name: WrittenName) -> re.Match[str] | None:
    if name.is_corporate or not _CHARACTERS.search(name.bare) or not _WORD.search(name.bare):
        return None
    if BODY.search(name.bare) or CHINESE_BODY.search(name.bare) or GLUED.search(name.text):
        return None
    found = _LATIN.search(name.bare)
    if found is None or not _WORD.search(found[0]) or DEGREE.fullmatch(found[0].strip(" ,，")):
        return None
    if found[0].isalpha() and not HAN.search(name.bare):
        return None  # a letter of another script inside a Latin word
    return found
