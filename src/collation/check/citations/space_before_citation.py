"""A space before a citation where the manuscript has none, or none where it has one.

Chinese has no space between a word and its marker; in English a bracket stands after a space and a raised marker close
to its word, in one manuscript the same throughout: of five markers or more, the few that differ from four fifths of
them are named.

Basis: the examples of GB/T 7714-2015 have no space before the bracket; for English the manuscript's own habit is the
measure.

Fails:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复 [@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[@murphy2003]，如 @murphy2003 所述。
"""

import re
from collections.abc import Iterator

from collation.check.citations import groups
from collation.check.citations.citation_placement import FEWEST, SHARE
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript

CODE = "space-before-citation"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

# A curly quote is Chinese where what it closes is.
_CHINESE = re.compile(
    r"(?:[\u3400-\u9fff\uf900-\ufaff》）」』]|[\u3400-\u9fff》）」』。！？][”’])"
    r"(?P<space>[ \t\u00a0\u2002-\u200a\u202f\u3000]+)$"
)
_LATIN = re.compile(r"[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff%)](?P<space>\s*)$")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each space between a Chinese word and its marker, and each place against the habit after a Latin word."""
    latin: dict[bool, list[tuple[groups.Place, str]]] = {True: [], False: []}
    for place in groups.places(manuscript):
        first = place.cluster.items[0]
        if first.is_narrative or first.prefix:
            continue
        chinese = _CHINESE.search(place.before)
        if chinese:
            yield _superfluous(place, chinese["space"], "in Chinese a marker stands close to its word")
            continue
        found = _LATIN.search(place.before)
        if found:
            latin[bool(place.raised)].append((place, found["space"]))
    for places in latin.values():
        yield from _against_habit(places)


def _against_habit(places: list[tuple[groups.Place, str]]) -> Iterator[Diagnostic]:
    spaced = sum(bool(space) for _, space in places)
    usual = max(spaced, len(places) - spaced)
    if len(places) < FEWEST or usual < SHARE * len(places):
        return
    for place, space in places:
        help = (
            f"{usual} of {len(places)} markers after a word have {'a' if spaced == usual else 'no'} space before them"
        )
        if space and spaced != usual and "\n" not in space:
            yield _superfluous(place, space, help)
        elif not space and spaced == usual:
            at = place.passage.place(place.start)
            yield Diagnostic(
                CODE,
                SEVERITY,
                place.location(place.start, place.end),
                f"no space stands before {place.text}",
                help,
                fix=Fix((Edit(place.passage.path, at, at, " "),), is_safe=True, message="put a space before it"),
            )


def _superfluous(place: groups.Place, space: str, help: str) -> Diagnostic:
    start = place.start - len(space)
    return Diagnostic(
        CODE,
        SEVERITY,
        place.location(start, place.start),
        f"a space stands before {place.text}",
        help,
        fix=Fix((groups.edit(place.passage, start, place.start, ""),), is_safe=True, message="take the space out"),
    )
