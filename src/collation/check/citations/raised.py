"""Raised digits after a word: citations that no program reads, told from powers, units, charges and isotopes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript, Passage
from collation.numbers import Form

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_COMMA = r"\s?[,，、˒·]\s?"
_DASH = r"[⁻\-\u2010-\u2015~～]{1,3}"
_WORD = re.compile(r"(?:[\u3400-\u9fff”’）》][。，；：]?|[a-z\u00df-\u024f]{3,}(?:[.,;:]|[.,][\"”’])?|\)[.,;:])$")
_UNIT = re.compile(
    r"(?:[米尺寸丈里升秒克微毫厘平立方埃度分时]|(?:met(?:er|re)s?|inch(?:es)?|f(?:oo|ee)t|miles?|lit(?:er|re)s?|yards?"
    r"|acres?|seconds?|hours?|days?|cells?|m?mol|min|sec|rad|deg|bar|log|sin|cos|tan|exp|chi|eta))$",
    re.IGNORECASE,
)


def pattern(number: str) -> str:
    """Return the pattern of a list of numbers and ranges, for one of its numbers."""
    return rf"{number}(?:(?:{_COMMA}|{_DASH}){number})*"


@dataclass(frozen=True)
class Raised:
    """Raised digits that seem to cite: where they stand in their passage, and the works that they seem to mean."""

    passage: Passage
    start: int
    end: int
    works: frozenset[int]


def raised(manuscript: Manuscript, shape: re.Pattern[str], mark: str) -> Iterator[Raised]:
    """Yield raised digits that stand where a citation would, in a manuscript of typed numbers or of no citation at all.

    Args:
        manuscript: where to look.
        shape: what they look like; its group `works` holds the numbers.
        mark: a character that only passages with such digits hold, or several of which one does.
    """
    if "citekey" in manuscript.notations:
        return
    size = manuscript.bibliography.size
    passages = [passage for section in manuscript.sections for passage in section.passages]
    passages = [passage for passage in passages if any(one in passage.text for one in mark)]
    # A paragraph that opens with raised digits is a note of the author's own, and the digits call it.
    notes = {work for passage in passages if (own := shape.match(passage.text)) for work in _works(own["works"])}
    for passage in passages:
        if passage.context in ("table", "caption"):
            continue
        for match in shape.finditer(passage.text):
            before = passage.text[max(0, match.start() - 12) : match.start()]
            works = _works(match["works"]) - notes
            if works and max(works) <= size and _WORD.search(before) and not _UNIT.search(before.rstrip(".")):
                yield Raised(passage, match.start(), match.end(), works)


def diagnose(code: str, severity: Severity, manuscript: Manuscript, found: Raised, form: Form) -> Diagnostic:
    """Return the finding on raised digits, with the offer to write them as the manuscript writes its citations."""
    meant = form.marker(found.works)
    text = found.passage.text[found.start : found.end].strip("^\0")
    return Diagnostic(
        code,
        severity,
        groups.locate(manuscript, found.passage, found.start, found.end),
        f"the raised {text} looks like a citation and is none",
        f"write {meant}",
        fix=Fix((groups.edit(found.passage, found.start, found.end, meant),), is_safe=False, message=f"write {meant}"),
    )


def _works(text: str) -> frozenset[int]:
    """Return the works that digits mean, a range written out; none where a range counts down."""
    works: set[int] = set()
    for part in re.split(_COMMA, text.translate(_DIGITS)):
        first, *last = (int(number) for number in re.split(_DASH, part))
        if last and first >= last[-1]:
            return frozenset()
        works.update(range(first, last[-1] + 1) if last else [first])
    return frozenset(works)
