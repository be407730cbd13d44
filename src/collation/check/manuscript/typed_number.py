"""A heading or a caption begins with its number, which every output prints itself.

The text comes from a word processor, and is printed as `1 1 引言` or `图1 图1 山羊`; after a move the numbers differ.

Basis: seen of the outputs, which number headings, figures and tables (GB/T 7713.2-2022 gives headings Arabic numbers,
set apart by a space).

Fails:
    manuscript/01-introduction.md:
        # 1 引言

        山羊模型[@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        # 引言

        山羊模型[@murphy2003]。

        # 2型糖尿病

        山羊模型[@murphy2003]。
"""

import re
from collections.abc import Iterator

from collation.check.manuscript.prose import is_caption
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript, Passage

CODE = "typed-number"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections",)

_CHINESE = "一二三四五六七八九十"
_HEADING = re.compile(
    r"(?:(?P<number>\d{1,2}(?:[.．]\d{1,2}){0,3})(?P<stop>[.．、]?)[ \t\u3000]+"
    rf"|第[{_CHINESE}\d]{{1,3}}[章节部][ \t\u3000]*|[{_CHINESE}]{{1,3}}[、.．][ \t]*"
    rf"|[(（][{_CHINESE}]{{1,3}}[)）][ \t]*)(?=\S)"
)
_CAPTION = re.compile(
    r"[!\[*_\s]*(?P<label>(?:[图表]|fig(?:ure)?\b\.?|tab(?:le)?\b\.?)[ \t\u3000]*\d{1,3}(?![\d%])"
    r"[.．、:：]?[ \t\u3000]*)(?=\S)",
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each number that would be printed twice."""
    titled = [target for target in manuscript.targets if target.kind == "section" and target.text]
    passages = [passage for section in manuscript.sections for passage in section.passages]
    headings = [passage for passage in passages if passage.context == "heading"]
    if len(titled) == len(headings):
        for target, passage in zip(titled, headings, strict=True):
            found = _HEADING.match(passage.text) if target.number else None
            typed = (found["number"] or "").replace("．", ".") if found else ""
            # `2 型` may open a title; a number is one when it is the heading's own, has parts or ends with a stop.
            if found and (not typed or typed == target.number or "." in typed or found["stop"]):
                yield _finding(manuscript, passage, *found.span(), is_same=typed == target.number)
    for passage in passages:
        found = _CAPTION.match(passage.text) if is_caption(passage) else None
        if found:
            yield _finding(manuscript, passage, *found.span("label"), is_same=False)


def _finding(manuscript: Manuscript, passage: Passage, start: int, end: int, *, is_same: bool) -> Diagnostic:
    typed = passage.text[start:end].strip()
    first = passage.place(start)
    return Diagnostic(
        CODE,
        SEVERITY,
        manuscript.locate(passage.path, first, len(typed)),
        f"the number {typed} is typed, and would be printed beside the one that is counted",
        "leave the number out: headings, figures and tables are numbered in the outputs",
        fix=Fix(
            (Edit(passage.path, first, passage.place(end - 1) + 1, ""),), is_safe=is_same, message=f"leave out {typed}"
        ),
    )
