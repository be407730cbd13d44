"""A citation on the wrong side of a full stop, comma or semicolon.

After the full stop the marker stands at the head of the next sentence, and a reader takes it for that one.  In Chinese
the marker stands before the mark; in English either is used, but by one manuscript the same throughout: of five markers
or more beside such a mark, the few that differ from four fifths of them are named.

Basis: the examples of GB/T 7714-2015, numeric system, have the marker inside the sentence, before its full stop or
comma; in English it differs from journal to journal.

Fails:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复。[@murphy2003]
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[@murphy2003]。此后，[@murphy2003]报道了随访结果。
"""

import re
from collections.abc import Iterator

from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript

CODE = "citation-placement"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

FEWEST, SHARE = 5, 0.8
"""From how many places on a habit can be seen, and what share of them makes one."""

_CHINESE = re.compile(r"(?<![\]］】〕^])[。，；！？]\s*$")
# [3]报道…: the citation is the subject of what follows; between two marks it stands for itself.
_GOES_ON = re.compile(
    r"\s*(?:[。，；、：！？]|报道|报告|指出|认为|发现|提出|显示|证实|证明|表明|提示|研究|描述|等|的|中|也|则|亦|曾|对|将|采用|通过|建立|及|和|与|均|所|已|还|又)"
)
_ENGLISH = re.compile(r"(?<![\]^.])[.,;](\s*)$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:al|etc|e\.g|i\.e|eg|ie|cf|vs|viz|ca|approx|figs?|tabs?|nos?|refs?|drs?|profs?|st|eqs?|secs?|vols?|pp?|eds?"
    r"|jr|sr|seq|see|[a-z])\.?,?|\d)\s*$",
    re.IGNORECASE,
)
_MARK = re.compile(r"[.,;](?![.\d])")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each marker that stands after a Chinese mark, and each English one against the manuscript's habit."""
    before, after = [], []
    for place in groups.places(manuscript):
        first = place.cluster.items[0]
        if first.is_narrative or first.prefix:
            continue
        if _CHINESE.search(place.before):
            if not _GOES_ON.match(place.after):
                yield _misplaced(place, "the marker stands before the mark that ends what it supports")
        elif _MARK.match(place.after):
            before.append(place)
        elif _stands_after(place):
            after.append(place)
    rarer, usual = sorted((before, after), key=len)
    if len(usual) + len(rarer) < FEWEST or len(usual) < SHARE * (len(usual) + len(rarer)):
        return
    side = "before" if usual is before else "after"
    for place in rarer:
        yield _misplaced(place, f"{len(usual)} of {len(usual) + len(rarer)} markers stand {side} the mark")


def _stands_after(place: groups.Place) -> bool:
    found = _ENGLISH.search(place.before)
    if found is None or _ABBREVIATION.search(place.before[: found.start() + (found[0][0] != ".")]):
        return False
    if found[0][0] != "." and found[1] and not place.raised:
        return False  # However, [1] showed …
    following = place.after.lstrip()
    is_sentence = found[0][0] != "." or not following[:1].islower()  # cf. and the like: what follows goes on
    return not following or (following != place.after and is_sentence)


def _misplaced(place: groups.Place, help: str) -> Diagnostic:
    text = place.passage.text
    head = text[: place.start].rstrip()
    is_after = head[-1:] in tuple("。，；！？.,;") and not _MARK.match(place.after)
    at = len(head) - 1 if is_after else place.end
    start = at if is_after else place.start - (len(text[: place.start]) - len(head))
    end = place.end if is_after else place.end + 1
    marker = groups.source(place, place.start, place.end)
    space = text[len(head) : place.start] if text[at].isascii() else ""
    moved = f"{space}{marker}{text[at]}" if is_after else f"{text[at]}{space}{marker}"
    edit = groups.edit(place.passage, start, end, moved)
    return Diagnostic(
        CODE,
        SEVERITY,
        place.location(place.start, place.end),
        f"{place.text} stands {'after' if is_after else 'before'} the {text[at]}",
        help,
        fix=None if "\n" in text[start:end] else Fix((edit,), is_safe=False, message=f"write {moved.strip()}"),
    )
