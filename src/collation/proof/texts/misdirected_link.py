"""A cross-reference, a note's call, an entry of the contents or an address leads to another place than it was to.

“See Fig. 2” that leads to Fig. 1 shows the reader other evidence than the author means.

Basis: WCAG 2.2, 2.4.4: the purpose of a link is what its text says.
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.reading import Link
from collation.proof.texts.sources import location

CODE = "misdirected-link"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each link that leads elsewhere, or is none any more, in blocks whose text is as it was to be."""
    for index, found in sorted(comparison.pairs.items()):
        wanted, block = comparison.expected.blocks[index], comparison.reading.blocks[found]
        if wanted.text != block.text:
            continue
        markers = comparison.expected.markers.get(index, ())
        for link in wanted.links:
            if any(marker.start <= link.start and link.end <= marker.end for marker in markers):
                continue
            there = [other for other in block.links if other.start < link.end and link.start < other.end]
            whither = _whither(comparison, link, there)
            if whither:
                words = quoted(wanted.text[link.start : link.end])
                message = f"prints {words} {whither}"
                place = comparison.place(found, link.start)
                yield finding(CODE, comparison, place, message, source=location(comparison, index))
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
    if wanted is None or any(_is_near(comparison, other.target, wanted) for other in there):
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
    headings = {index for index, block in enumerate(comparison.reading.blocks) if block.kind == "heading"}
    for block in comparison.reading.blocks:
        for link in block.links if block.kind == "contents" else ():
            target = link.target
            if isinstance(target, int) and target in headings and comparison.reading.blocks[target].text == block.text:
                continue
            if isinstance(target, int) and target not in headings and _is_front(comparison, target):
                continue
            message = f"lists {quoted(block.text)} in its contents with a link that leads {_named(comparison, target)}"
            yield finding(CODE, comparison, block.place(link.start), message)


def _is_front(comparison: Comparison, target: int) -> bool:
    """Whether a link leads before the text: the contents of an EPUB list its title page."""
    return comparison.reading.blocks[target].kind in ("front", "contents")
