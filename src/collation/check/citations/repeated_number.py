"""A work that one bracket cites twice.

The marker is printed once, but the second number was meant to be another work, or the bracket was put together from two
and nobody looked.

Basis: GB/T 7714-2015, numeric system: all works cited at one place stand in one bracket, each with its number.

Fails:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[1,1]。
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[1]，随访1年后仍然如此[1]，坐标为$[1,1]$。
"""

from collections.abc import Iterator

from collation import numbers
from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import CitationItem, Manuscript

CODE = "repeated-number"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each number, range or citekey that adds nothing to its bracket."""
    for group in groups.typed(manuscript):
        yield from _numbers(group)
    for place in groups.places(manuscript):
        if place.cluster.notation == "citekey" and len(place.cluster.items) > 1:
            yield from _citekeys(place)


def _numbers(group: groups.Group) -> Iterator[Diagnostic]:
    added = new_parts(group)
    first = next((index for index, part in enumerate(group.parts) if part in added), 0)
    for index, part in enumerate(group.parts):
        again = sorted({number for other in group.parts[:index] if other in added for number in other.numbers})
        again = [number for number in again if number in part.numbers]
        if part not in added:
            # What is left out takes along the separator towards the parts that stay.
            start, end = (
                (part.start, group.parts[index + 1].start) if index < first else (group.parts[index - 1].end, part.end)
            )
            edit = groups.edit(group.passage, start, end, "")
            fix = Fix((edit,), is_safe=True, message=f"take {group.written(part)} out")
            message = f"{group.written(part)} stands in {group.text} twice"
        elif again:
            message, fix = f"{group.written(part)} repeats {', '.join(map(str, again[:3]))}", None
        else:
            continue
        yield Diagnostic(
            CODE, SEVERITY, group.location(part.start, part.end), message, "cite each work once in a bracket", fix=fix
        )


def new_parts(group: groups.Group) -> list[numbers.Part]:
    """Return the parts that add a work: none that stood there before, and no number that a range of the group holds."""
    ranges = [set(part.numbers) for part in group.parts if part.first != part.last]
    seen: set[int] = set()
    added = []
    for part in group.parts:
        meant = set(part.numbers)
        if not meant <= seen and not any(meant < other for other in ranges):
            added.append(part)
            seen |= meant
    return added


def _citekeys(place: groups.Place) -> Iterator[Diagnostic]:
    seen: set[tuple[object, ...]] = set()
    for item in place.cluster.items:
        what = (item.citekey, item.prefix, item.locator, item.suffix)  # two pages of a work are two citations
        if what in seen:
            edit = _without(place, item)
            yield Diagnostic(
                CODE,
                SEVERITY,
                item.location,
                f"@{item.citekey} stands in {place.text} twice",
                "cite each work once in a bracket",
                item.citekey,
                Fix((edit,), is_safe=True, message=f"take the second @{item.citekey} out") if edit else None,
            )
        seen.add(what)


def _without(place: groups.Place, item: CitationItem) -> Edit | None:
    """Return the edit that takes a bare item with its semicolon out, or None where words stand around it."""
    source = place.manuscript.source[place.passage.path]
    start = source.lines.offset(item.location)
    before = source.text[:start].rstrip(" -")
    if item.prefix or item.locator or item.suffix or not before.endswith(";"):
        return None
    return Edit(place.passage.path, len(before) - 1, start + item.location.length, "")
