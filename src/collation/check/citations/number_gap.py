"""Typed numbers leave out a work of the list, though a higher number is cited.

The reference list would hold a work that the text never cites, or the number was lost when a sentence was cut.  The
finding says what every number must become if the work is to go; where one number alone is out of place and the one that
is left out would put all in order, it asks first whether that was meant.

Basis: GB/T 7714-2015, numeric system: the numbers run on without a break in the order of citation; the ICMJE
recommendations list what the text cites and nothing else.

Fails:
    manuscript/01-introduction.md:
        山羊模型[1]，临床试验[3]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{smith2003, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
Passes:
    manuscript/01-introduction.md:
        山羊模型[1]，临床试验[2-3]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
        @article{smith2003, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}
"""

from collections.abc import Iterator

from collation.check.citations import malformed_number, raised_number, renumbering, split_range, unicode_superscript
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import CitationItem, Manuscript

CODE = "number-gap"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections", "bibliography")

_UNREADABLE = (malformed_number, raised_number, split_range, unicode_superscript)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each number below the highest that is never cited, at the first citation that passes over it."""
    missing = gaps(manuscript)
    mistyped, meant = slip(manuscript) if missing else (None, 0)
    plan = renumbering.describe(renumbering.plan(manuscript)) if missing and not meant else ""
    path = manuscript.bibliography.path
    for cluster in manuscript.clusters:
        for item in cluster.items:
            passed = sorted(number for number in missing if number < item.number)
            missing.difference_update(passed)
            for number in passed:
                help = f"cite entry {number} of {path} before this place, or remove it"
                help += f": then {plan}" if plan else ", as the first finding of this kind says"
                fix = None
                if item is mistyped:
                    help = f"is [{meant}] meant? Then all numbers are in order; if not, cite entry {number} before"
                    fix = _fix(manuscript, item, meant)
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    item.location,
                    f"[{number}] is never cited, but [{item.number}] is",
                    help,
                    fix=fix,
                )
                plan = ""


def slip(manuscript: Manuscript) -> tuple[CitationItem | None, int]:
    """Return the one number that is out of place and the number left out that would put all in order there, or neither.

    Only a number that stands alone in its bracket, and whose own work is cited elsewhere or that has none, was mistyped
    for certain: any other may be a citation that was put in, or one of a series that was lost.
    """
    if manuscript.notations != {"number"}:
        return None, 0
    size = manuscript.bibliography.size
    missing, unreadable = gaps(manuscript), meant(manuscript)
    seen: set[int] = set()
    following = 1
    slipped: tuple[CitationItem | None, int] = (None, 0)
    for cluster in manuscript.clusters:
        for item in sorted(cluster.items, key=lambda item: item.number):
            while following in unreadable and following not in seen:
                following += 1
            number = item.number
            if number not in seen and number != following:
                is_slip = number > following + 1 and following in missing and len(cluster.items) == 1
                if slipped[1] or not is_slip:
                    return None, 0
                slipped, number = (item, following), following
            seen.add(number)
            following = max(following, number + 1)
    is_whole = slipped[0] is not None and (slipped[0].number in seen or slipped[0].number > size)
    return slipped if is_whole else (None, 0)


def _fix(manuscript: Manuscript, item: CitationItem, meant: int) -> Fix | None:
    path, written = item.location.path, str(item.number)
    source = manuscript.source[path]
    start = source.lines.offset(item.location)
    edit = Edit(path, start, start + len(written), str(meant))
    if source.text[start : edit.end] != written:
        return None  # it is in full-width digits
    return Fix((edit,), is_safe=False, message=f"write [{meant}]")


def gaps(manuscript: Manuscript) -> set[int]:
    """Return the numbers that are never cited, though a higher one is that has an entry.

    A number whose citation cannot be read is meant to be cited: of that another check speaks.
    """
    if manuscript.notations != {"number"}:
        return set()  # beside citekeys a number says nothing of the order: mixed-notations speaks of it
    size = manuscript.bibliography.size
    cited = {item.number for cluster in manuscript.clusters for item in cluster.items}
    missing = set(range(1, max((number for number in cited if number <= size), default=0))) - cited
    return missing - meant(manuscript) if missing else missing


def meant(manuscript: Manuscript) -> frozenset[int]:
    """Return the numbers of works whose citation other checks find unreadable: they are not left out."""
    found = frozenset[int]()
    return found.union(*(check.suspects(manuscript) for check in _UNREADABLE))
