"""Two citations side by side that should share one bracket.

`[1][2]` and `[1],[2]` are printed as two markers; a reader looks for what stands between them, and neither order nor
range is told from one bracket to the next.

Basis: GB/T 7714-2015, numeric system: several works cited at one place are all listed in one bracket.

Fails:
    manuscript/01-introduction.md:
        山羊和绵羊模型中软骨得到修复[1][2]。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
Passes:
    manuscript/01-introduction.md:
        山羊和绵羊模型中软骨得到修复[1,2]，文献[1]和[2]均有报道。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript

CODE = "adjacent-citations"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_BETWEEN = re.compile(r"\s*([,，、;；]?)\s*")
# After a comma the second citation may open a clause of its own: 见文献[1]，[2]则相反.
_ENDED = re.compile(r"\s*(?:$|[.,;:。，；：、)）”\"]|\[|［|【|〔|\^|(?:and|or)\b|和|及|与|等)")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each citation that follows another with nothing but a comma or space between them."""
    form = groups.form(groups.typed(manuscript))
    for first, second in pairwise(groups.places(manuscript)):
        if first.passage is not second.passage or first.cluster.notation != second.cluster.notation:
            continue
        opening = second.cluster.items[0]
        if (
            first.cluster.items[0].is_narrative
            or opening.is_narrative
            or opening.prefix
            or opening.is_author_suppressed
        ):
            continue
        between = _BETWEEN.fullmatch(first.passage.text[first.end : second.start])
        if between is None or (between[1] not in ("", "、") and not _ENDED.match(second.after)):
            continue
        is_typed = first.cluster.notation == "number"
        if not is_typed and first.end == second.start:
            continue  # [@a][@b] is no citation at all: stray-citation-syntax speaks of it
        yield Diagnostic(
            CODE,
            SEVERITY,
            second.location(second.start, second.end),
            f"{second.text} stands right beside {first.text}",
            "write both in one bracket",
            fix=_fix(first, second, form.separator if is_typed else "; "),
        )


def _fix(first: groups.Place, second: groups.Place, separator: str) -> Fix | None:
    """Return the fix that takes out the brackets between the two, or None where they are not alike."""
    text = first.passage.text
    length = len(first.raised) if first.raised == "^" else 0
    close, open_ = first.cited.end - 1 - length, second.cited.start + length
    is_alike = first.raised == second.raised and text[first.cited.start + length] == text[open_]
    if not is_alike or text[close] not in "]］】〕":
        return None
    return Fix(
        (groups.edit(first.passage, close, open_ + 1, separator),), is_safe=False, message="write both in one bracket"
    )
