"""A citation typed with raised digits, such as `³⁻⁵`, which no program reads.

It looks like a marker in print, but no check sees it, no link leads from it, and its works count as uncited.

Basis: Unicode (Superscripts and Subscripts, U+2070 to U+209F) has these digits for phonetic and mathematical notation
in plain text and asks for markup where text is raised.  Powers, units, charges, isotopes, tables and the author's own
notes are left alone.

Fails:
    manuscript/01-introduction.md:
        山羊模型[1]中软骨得到修复¹。
Passes:
    manuscript/01-introduction.md:
        山羊模型[1]注射10⁶个细胞，面积1 cm²，体积1 米³，Ca²⁺升高，以¹⁸F标记。
"""

import re
from collections.abc import Iterator

from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript, Passage

CODE = "unicode-superscript"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("bibliography",)

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_RAISED, "0123456789")
_NUMBER = rf"[¹²³⁴-⁹][{_RAISED}]{{0,2}}"
_DASH = r"[⁻\-\u2010-\u2015~～]"
_COMMA = r"\s?[,，、˒·]\s?"
_GROUP = re.compile(
    rf"(?<![{_RAISED}⁺⁻\d.]){_NUMBER}(?:(?:{_COMMA}|{_DASH}){_NUMBER})*(?![{_RAISED}⁺⁻⁼⁽ⁿⁱA-Za-z\u02b0-\u02ff\u1d00-\u1dbf])"
)
_WORD = re.compile(r"(?:[\u3400-\u9fff”’）》]|[a-z\u00df-\u024f]{3,}[.,;:]?|\)[.,;:])$")
_UNIT = re.compile(
    r"(?:[米尺寸丈里升秒克微毫厘平立方埃度分时]|(?:met(?:er|re)s?|inch(?:es)?|f(?:oo|ee)t|miles?|lit(?:er|re)s?|yards?"
    r"|acres?|seconds?|hours?|days?|cells?|m?mol|min|sec|rad|deg|bar|log|sin|cos|tan|exp|chi|eta))$",
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each group of raised digits after a word, in a manuscript that cites by typed numbers or seems not to."""
    house = groups.house(groups.typed(manuscript))
    for passage, match, works in _found(manuscript):
        meant = house.marker(works)
        yield Diagnostic(
            CODE,
            SEVERITY,
            groups.locate(manuscript, passage, match.start(), match.end()),
            f"{match[0]} looks like a citation and is none",
            f"write {meant}",
            fix=Fix(
                (groups.edit(passage, match.start(), match.end(), meant),), is_safe=False, message=f"write {meant}"
            ),
        )


def suspects(manuscript: Manuscript) -> frozenset[int]:
    """Return the numbers of the works that raised digits seem to cite."""
    return frozenset(work for _, _, works in _found(manuscript) for work in works)


def _found(manuscript: Manuscript) -> Iterator[tuple[Passage, re.Match[str], frozenset[int]]]:
    if "citekey" in manuscript.notations:
        return
    size = manuscript.bibliography.size
    passages = [passage for section in manuscript.sections for passage in section.passages]
    passages = [passage for passage in passages if any(digit in passage.text for digit in _RAISED)]
    # A paragraph that opens with a raised digit is a note of the author's own, and the digit calls it.
    notes = {work for passage in passages if (own := _GROUP.match(passage.text)) for work in _works(own[0])}
    for passage in passages:
        if passage.context in ("table", "caption"):
            continue
        for match in _GROUP.finditer(passage.text):
            before = passage.text[max(0, match.start() - 12) : match.start()]
            works = _works(match[0]) - notes
            if works and max(works) <= size and _WORD.search(before) and not _UNIT.search(before):
                yield passage, match, works


def _works(text: str) -> frozenset[int]:
    """Return the works that raised digits mean, a range written out; none where a range counts down."""
    works: set[int] = set()
    for part in re.split(_COMMA, text.translate(_DIGITS)):
        first, *last = (int(number) for number in re.split(_DASH, part))
        if last and first >= last[-1]:
            return frozenset()
        works.update(range(first, last[-1] + 1) if last else [first])
    return frozenset(works)
