"""A range of typed numbers that counts down.

It is printed as a range all the same, with the lower number first; but `[12-4]` may be a slip for `[12-14]`, and then
nine works are cited that were not meant.

Basis: GB/T 7714-2015, numeric system: of numbers in a row the first and the last are written, joined by a hyphen.

Fails:
    manuscript/01-introduction.md:
        两项动物研究[2-1]均有报道。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
Passes:
    manuscript/01-introduction.md:
        两项动物研究[1-2]均有报道，前一项[1]以山羊为对象。
    references.bib:
        @article{ma2003, author = {Ma, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
"""

from collections.abc import Iterator

from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "reversed-range"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each range whose first number is the higher."""
    for group in groups.typed(manuscript):
        for part in group.parts:
            if part.first <= part.last:
                continue
            text = group.passage.text
            first, last = text[part.start : part.first_end], text[part.last_start : part.end]
            turned = f"{last}{text[part.first_end : part.last_start]}{first}"
            is_short = len(last) < len(first)  # [12-4] may be 12-14: a person must see it
            yield Diagnostic(
                CODE,
                SEVERITY,
                group.location(part.start, part.end),
                f"the range {group.written(part)} counts down",
                f"write {turned}{_other(first, last)}",
                fix=group.fix(part.start, part.end, turned, is_safe=not is_short),
            )


def _other(first: str, last: str) -> str:
    """Return what else may be meant where the last number shares digits with the first: 12-4 is 12-14, as of pages."""
    completed = first[: len(first) - len(last)] + last
    return f", or {first}-{completed} if that is meant" if int(completed) > int(first) else ""
