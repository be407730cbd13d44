"""A cross-reference, a note's call, an entry of the contents or an address leads to another place than it was to.

“See Fig. 2” that leads to Fig. 1 shows the reader other evidence than the author means.

Basis: WCAG 2.2, 2.4.4: the purpose of a link is what its text says.
"""

from bisect import bisect_right
from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.citations.leads import overlapping
from collation.proof.comparison import Comparison
from collation.proof.reading import Link
from collation.proof.texts.sources import location

CODE = "misdirected-link"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each link that leads elsewhere, or is none any more, where its words are as they were to be."""
    for index, found in sorted(comparison.pairs.items()):
        wanted, block = comparison.expected.blocks[index], comparison.reading.blocks[found]
        markers = comparison.expected.markers.get(index, ())
        starts = [marker.start for marker in markers]
        for link in wanted.links:
            before = bisect_right(starts, link.start) - 1
            if before >= 0 and link.end <= markers[before].end:
                continue
            stretch = comparison.stretch(index, link.start, link.end)
            if stretch is None:
                continue
            whither = _whither(comparison, link, overlapping(block.links, *stretch))
            if whither:
                words = quoted(wanted.text[link.start : link.end])
                place = comparison.place(found, stretch[0])
                yield finding(CODE, comparison, place, f"prints {words} {whither}", source=location(comparison, index))
    yield from _contents(comparison)


def _whither(comparison: Comparison, link: Link, there: list[Link]) -> str:
    """Say where a link leads that leads elsewhere than it was to, or ""."""
    if not there:
        return "without its link"
    if link.target is None:
        return ""
    if isinstance(link.target, str):
        return "" if any(other.target == link.target for other in there) else f"with a link to {there[0].target}"
    wanted = comparison.pairs.get(link.target)
    if wanted is None or there[0].target is None:  # `missing-text` says so, or `dead-link`
        return ""
    if any(_is_near(comparison, other.target, wanted) for other in there):
        return ""
    return f"with a link that leads {_named(comparison, there[0].target)}"


def _is_near(comparison: Comparison, target: int | str | None, wanted: int) -> bool:
    """Whether a link leads to a block, or to what belongs with it: a figure and its captions, a table and its cells."""
    if not isinstance(target, int):
        return False
    if target == wanted:
        return True
    kinds = {"figure", "caption", "cell"}
    first, last = sorted((target, wanted))
    between = comparison.reading.blocks[first : last + 1]
    if {"figure", "cell"} <= {block.kind for block in between}:  # a figure beside a table
        return False
    labels = {block.label for block in between if block.kind == "caption"}
    return all(block.kind in kinds for block in between) and len({_digits(label) for label in labels}) <= 1


def _digits(label: str) -> str:
    return "".join(character for character in label if character.isdigit())


def _named(comparison: Comparison, target: int | str | None) -> str:
    if target is None:
        return "nowhere"
    if isinstance(target, str):
        return f"to {target}"
    block = comparison.reading.blocks[target]
    return f"to {quoted(f'{block.label} {block.text}'.strip())}"


def _contents(comparison: Comparison) -> Iterator[Diagnostic]:
    """An entry of the contents leads to the heading whose words it has."""
    targets = {}
    for entry in reversed(comparison.expected.contents):
        target = entry.links[0].target
        assert isinstance(target, int)
        for text in (entry.text, comparison.expected.blocks[target].text):  # an outline repeats citations
            targets[entry.label, text] = target
    for block in comparison.reading.blocks:
        for link in block.links if block.kind == "contents" else ():
            wanted = targets.get((block.label, block.text))
            heading = None if wanted is None else comparison.pairs.get(wanted)
            if heading is None or link.target in (None, heading):
                continue
            if not _is_alike(comparison, link.target, heading):
                named = _named(comparison, link.target)
                message = f"lists {quoted(block.text)} in its contents with a link that leads {named}"
                yield finding(CODE, comparison, block.place(link.start), message)


def _is_alike(comparison: Comparison, target: int | str | None, heading: int) -> bool:
    """Whether a link leads to a heading that has the same words and number: their order is another matter."""
    if not isinstance(target, int):
        return False
    first, second = comparison.reading.blocks[target], comparison.reading.blocks[heading]
    return (first.kind, first.label, first.text) == (second.kind, second.label, second.text)
