"""A range of typed numbers, or of the pages of a citation, that counts down.

Numbers are printed as a range all the same, with the lower first; but `[12-4]` may be a slip for `[12-14]`, and then
nine works are cited that were not meant.  Pages are printed as they stand, and one of the two is wrong; `123-5` is
short for 123 to 125.

Basis: GB/T 7714-2015, numeric system: of numbers in a row the first and the last are written, joined by a hyphen, and
of the pages of a citation the first and the last.

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

import re
from collections.abc import Iterator

from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript

CODE = "reversed-range"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


_PAGES = re.compile(r"(?<![\d.])(\d{1,9})(\s*(?:-{1,3}|[\u2010-\u2015~～])\s*)(\d{1,9})(?![\d.]|\s*[-\u2010-\u2015])")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each range whose first number is the higher."""
    yield from _locators(manuscript)
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


def _locators(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each range of pages within a citation that counts down, also where the last page is written short."""
    for cluster in manuscript.clusters:
        for item in cluster.items:
            is_of_pages = item.locator is not None and item.locator.label.lower().startswith(("p", "页"))
            found = _PAGES.search(item.locator.value) if item.locator and is_of_pages else None
            if found is None or _whole(found[1], found[3]) > int(found[1]):
                continue
            path = item.location.path
            source = manuscript.source[path]
            offset = source.lines.offset(item.location)
            written = re.compile(rf"{found[1]}(\s*[^\w\s]{{1,3}}\s*){found[3]}").search(
                source.text, offset, offset + 200
            )
            place, fix, help = item.location, None, "write the pages as they rise"
            if written:
                turned = f"{found[3]}{written[1]}{found[1]}"
                place = manuscript.locate(path, written.start(), len(written[0]))
                help = f"write {turned}, or the page that is meant"
                fix = Fix((Edit(path, *written.span(), turned),), is_safe=False, message=f"write {turned}")
            message = f"the pages {found[0]} count down"
            yield Diagnostic(CODE, SEVERITY, place, message, help, item.citekey, fix)


def _whole(first: str, last: str) -> int:
    """Return the last page with the digits that it leaves to the first; the first itself where both are one page."""
    whole = int(first[: max(0, len(first) - len(last))] + last)
    return whole + (whole == int(first))


def _other(first: str, last: str) -> str:
    """Return what else may be meant where the last number shares digits with the first: 12-4 is 12-14, as of pages."""
    completed = first[: len(first) - len(last)] + last
    return f", or {first}-{completed} if that is meant" if int(completed) > int(first) else ""
