"""Authors are parted by something else than the word `and`.

A list as PubMed gives it, `Doe J, Roe R`, or as Chinese is written, 王强, 李明, is one person for BibTeX: the
reader sees DOE J R R or 王强李明, and the authors are lost.  `AND` in capitals is read by BibTeX, but not by pandoc.

Basis: the BibTeX manual (Patashnik, "BibTeXing") parts names by `and` and takes a comma for the end of the family name;
author errors are the most frequent ones in reference lists, in English (39% of errors: Aronsky 2005, JAMIA 12:225) and
in Chinese (27.6%: 朱红梅 2016).

Fails:
    references.bib:
        @article{murphy2003, author = {王强, 李明, 张三}, title = {山羊}, journal = {某杂志}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {王强 and 李明 and 张三}, title = {山羊}, journal = {某杂志}, year = {2003}}
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from collation.check.names import written
from collation.check.names.chinese import HAN, JAPANESE_FAMILY, KANA, ONLY_HAN, is_full_name
from collation.check.names.latin import BODY, DEGREE, NO_NAME, inverted, is_clearly_initials, is_initials, medline
from collation.check.names.written import MARK, WrittenName
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "missing-and"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_CAPITAL_AND = re.compile(r"\s(?!and\s)([Aa][Nn][Dd])(?=\s)")
_ENTITY = re.compile(r"&(?!amp;)\w+;|&#\w+;")
_SEPARATOR = re.compile(r"[\s,]*(?:\\?&(?:amp;)?|[＆;；、])[\s,]*")
_COMMA = re.compile(r"\s*[,，]\s*")
_OTHERS = re.compile(r"\s*(?:et\.?\s*al\.?|others|等\.?)\s*", re.IGNORECASE)
_GAP = re.compile(r"\s+")
_HAN_AND = re.compile(r"\s*[和与及]\s*")


@dataclass(frozen=True)
class Joined:
    """Several persons in one name: what parts them, and the names as they should be written.

    `text` is "" where nobody can tell one from the next; `is_certain` says that nothing but this can be meant.
    """

    separator: str
    text: str
    is_certain: bool


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each name that is several, and each `and` in capitals."""
    for entry, field in written.fields(manuscript):
        value = field.value
        for found in _CAPITAL_AND.finditer(written.hide_braced(value)) if "AND" in value or "And" in value else ():
            fix = written.replacement(manuscript, field, found.start(1), found.end(1), "and", is_safe=True)
            place = written.location(manuscript, field, found.start(1), found.end(1))
            message, help = f"{found[1]} joins two authors into one", "write `and` in small letters"
            yield Diagnostic(CODE, SEVERITY, place, message, help, citekey=entry.citekey, fix=fix)
        for name in written.names(entry, field):
            found_names = joined(name)
            if found_names is not None:
                yield _finding(manuscript, name, found_names)


def _finding(manuscript: Manuscript, name: WrittenName, found: Joined) -> Diagnostic:
    fix = None
    end = name.end
    if found.text:
        while end < len(name.field.value) and name.field.value[end] == ",":  # `Murphy, J., Fink, D., and Barry, F.`
            end += 1
        fix = written.replacement(manuscript, name.field, name.start, end, found.text, is_safe=found.is_certain)
    what = {",": "a comma", "，": "a comma", " ": "a space"}.get(found.separator, found.separator)
    shown = name.text if len(name.text) <= 60 else f"{name.text[:57]}…"
    help = f"write {found.text}" if found.text else "write `and` between the authors; a body's name stands in braces"
    message = f"{what} stands between authors instead of `and`: {shown}"
    if not found.separator:
        message = f"a name has a family name, a suffix such as Jr and a given name, and no more: {shown}"
    place = written.location(manuscript, name.field, name.start, name.end)
    return Diagnostic(CODE, SEVERITY, place, message, help, name.entry.citekey, fix)


def joined(name: WrittenName) -> Joined | None:
    """Return what joins several persons in one written name, or None where it is one name."""
    bare = name.bare
    has_han = bool(HAN.search(bare))
    comma = bare.find(",")
    if not has_han and not _SEPARATOR.search(bare):
        before = bare[:comma].rstrip()[-1:]
        if comma == -1 or (bare.count(",") == 1 and not before.isupper() and before != "."):
            return None  # nearly every name is `Family, Given`
    if name.is_corporate or BODY.search(bare) or MARK.search(bare):
        return None  # other checks speak of a body without braces, and of affiliation marks
    return _by_separator(name) or (_in_han(name) if has_han else _by_comma(name))


def _by_separator(name: WrittenName) -> Joined | None:
    """Read `Murphy, J.; Fink, D.`, `Murphy J & Fink D` and 王强、李明."""
    hidden = _ENTITY.sub(lambda entity: "\0" * len(entity[0]), name.bare)
    separators = list(_SEPARATOR.finditer(hidden))
    pieces = _pieces(name.text, [found.span() for found in separators])
    if not separators or not pieces:
        return None
    written_names: list[str] = []
    is_certain = True
    for piece in pieces:
        parts = _COMMA.split(piece)
        names = [piece] if len(parts) == 2 and is_initials(parts[1]) else _latin(parts) or _han(parts)
        is_certain = is_certain and bool(names) and _is_clear(parts)
        written_names.extend(names or [piece])
    separator = separators[0][0].strip(" ,\t\r\n") or separators[0][0]
    return Joined(separator, _list(written_names), is_certain and len(written_names) > 1)


def _pieces(text: str, cuts: Sequence[tuple[int, int]]) -> list[str]:
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [piece for start, end in zip(starts, ends, strict=True) if (piece := text[start:end].strip(" \t\r\n,"))]


def _by_comma(name: WrittenName) -> Joined | None:
    """Read `Doe J, Roe R` and `Doe, J., Roe, R.`; three parts are right where the second is a suffix."""
    parts = [part.text for part in name.parts]
    if len(parts) < 2:
        return None
    names = _latin(parts)
    if len(names) > 1:
        return Joined(",", _list(names), is_certain=_is_clear(parts))
    if len(parts) > 2 and all(len(part.split()) > 1 for part in parts):  # `John Murphy, David Fink, Frank Barry`
        return Joined(",", _list(parts), is_certain=False)
    persons = [part for part in parts if part and not _OTHERS.fullmatch(part) and not DEGREE.fullmatch(part)]
    if len(persons) < 3 or (len(persons) == 3 and any(NO_NAME.fullmatch(part) for part in persons[1:])):
        return None
    return Joined("", "", is_certain=False)


def _is_clear(parts: Sequence[str]) -> bool:
    """Whether what stands behind each surname can only be initials: `Jun LI, Wei WU` may be whole names."""
    return all(is_clearly_initials(word) for part in parts for word in part.split()[1:])


def _latin(parts: Sequence[str]) -> list[str]:
    """Return the names of a list in MEDLINE's form or of surnames and initials in turn; [] where it is neither."""
    has_others = len(parts) > 1 and bool(_OTHERS.fullmatch(parts[-1]))
    persons = [part for part in (parts[:-1] if has_others else parts) if part]
    others = ["others"] if has_others else []
    found = [medline(part) for part in persons]
    names = [inverted(*item) for item in found if item is not None]
    if names and len(names) == len(persons):
        is_initialled = any(_is_clear([person]) for person in persons)
        return (names if is_initialled else persons) + others
    pairs = list(zip(persons[::2], persons[1::2], strict=False))
    is_even = len(persons) > 2 and len(persons) % 2 == 0
    if is_even and all(is_initials(second) and not is_initials(first) for first, second in pairs):
        return [f"{first}, {second}" for first, second in pairs] + others
    return []


def _in_han(name: WrittenName) -> Joined | None:
    """Read 王强, 李明 and 王强 李明; 田中, 康夫 may be one Japanese name, and 王, 强 is one Chinese."""
    text = name.text
    for cut, separator in ((_COMMA, "，" if "，" in text else ","), (_HAN_AND, "和"), (_GAP, " ")):
        parts = cut.split(text)
        names = _han(parts)
        persons = [item for item in names if item != "others"]
        if len(persons) < 2 or KANA.search(text):
            continue
        if len(persons) == 2 and JAPANESE_FAMILY.fullmatch(persons[0]) and not _is_chinese(name):
            return None
        is_certain = cut is _COMMA and (len(names) > 2 or "，" in text or _is_chinese(name))
        return Joined(separator, _list(names), is_certain)
    return None


def _is_chinese(name: WrittenName) -> bool:
    language = name.entry.value("langid") or name.entry.value("language")
    return language.strip().lower().startswith(("chinese", "zh", "中文", "汉"))


def _han(parts: Sequence[str]) -> list[str]:
    """Return the full Chinese names of a list, or [] where a part is no such name."""
    has_others = len(parts) > 1 and bool(_OTHERS.fullmatch(parts[-1]))
    persons = [part for part in (parts[:-1] if has_others else parts) if part]
    if len(persons) > 2 and all(ONLY_HAN.fullmatch(part) and 1 < len(part) < 5 for part in persons):
        return [*persons, *(["others"] if has_others else [])]
    if persons and all(is_full_name(part) for part in persons):
        return [*persons, *(["others"] if has_others else [])]
    return []


def _list(names: Sequence[str]) -> str:
    return " and ".join("others" if _OTHERS.fullmatch(name) else name for name in names if name)
