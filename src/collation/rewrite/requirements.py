"""What must hold before citations are rewritten, and what must hold afterwards."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from collation import numbers, tree
from collation.diagnostics import CollationError, Location
from collation.model import Block, CitationCluster, Manuscript, Notation

_MOST_SHOWN = 10
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NAMES = {"number": "typed numbers", "citekey": "citekeys"}


class RewriteError(CollationError):
    """The citations cannot be rewritten without losing or changing something; no file was changed."""


def require(manuscript: Manuscript, notation: Notation) -> None:
    """Require that a manuscript can be rewritten from a notation.

    Raises:
        RewriteError: if it could not be read whole, a citation has no entry, or another notation is used too.
    """
    bibliography = manuscript.bibliography
    obstacles: list[tuple[Location, str]] = []
    obstacles += [(item.location, item.message) for item in manuscript.unread]
    obstacles += [(item.location, item.message) for item in manuscript.disagreements]
    obstacles += [(item.location, item.reason) for item in bibliography.broken]
    counts = Counter(entry.citekey for entry in bibliography.entries)
    obstacles += [
        (entry.location, f"the citekey {entry.citekey} is doubled")
        for entry in bibliography.entries
        if counts[entry.citekey] > 1
    ]
    if "metadata" in manuscript.missing_parts:
        obstacles += [(item.location, item.message) for item in manuscript.metadata_faults]
    obstacles += [
        (cluster.location, f"{cluster.text} stands in the front matter, where no citation may stand")
        for cluster in manuscript.front_matter_clusters
    ]
    for cluster in manuscript.clusters:
        if cluster.notation != notation:
            obstacles.append((cluster.location, f"{cluster.text} is not in {_NAMES[notation]}"))
        for item in cluster.items:
            if manuscript.citekey(item) not in bibliography.by_citekey:
                obstacles.append((item.location, f"{item.citekey or item.number} has no entry"))
    refuse(obstacles, "the citations cannot be rewritten while")
    if not manuscript.clusters:
        raise RewriteError("the manuscript has no citation; nothing was changed")


def refuse(obstacles: Iterable[tuple[Location, str]], why: str) -> None:
    """Raise where there is an obstacle, and name each with its place.

    Raises:
        RewriteError: if there is any.
    """
    found = sorted(set(obstacles))
    if found:
        shown = [f"  {place}: {message}" for place, message in found[:_MOST_SHOWN]]
        if len(found) > _MOST_SHOWN:
            shown.append(f"  and {len(found) - _MOST_SHOWN} more")
        raise RewriteError("\n".join([f"{why} (nothing was changed):", *shown]))


def same(before: Manuscript, after: Manuscript) -> None:
    """Require that two readings of a manuscript cite the same works at the same places of the same text.

    Raises:
        RewriteError: if anything but the form of the citations differs.
    """
    for cluster, (theirs, ours) in zip(
        [*before.clusters, None], zip(_works(before), _works(after), strict=False), strict=False
    ):
        if theirs != ours:
            place = cluster.location if cluster else before.bibliography.path
            raise RewriteError(f"{place}: rewritten, this citation would mean another work; nothing was changed")
    for section, old, new in zip(before.sections, _shape(before), _shape(after), strict=True):
        if old != new:
            kinds = {"Table": "a table whose columns are drawn"}
            changed = next((one["t"] for one, other in zip(old, new, strict=False) if one != other), "")
            what = kinds.get(changed, "its text")
            raise RewriteError(f"{section.path}: rewritten, {what} would be read otherwise; nothing was changed")
    is_same = (
        len(before.clusters) == len(after.clusters)
        and _records(before) == _records(after)
        and len(before.unread) == len(after.unread)
        and len(before.disagreements) == len(after.disagreements)
        and not after.bibliography.broken
    )
    if not is_same:
        raise RewriteError("rewritten, the manuscript would be read otherwise; nothing was changed")


def _works(manuscript: Manuscript) -> Iterator[frozenset[str]]:
    return (frozenset(map(manuscript.citekey, cluster.items)) for cluster in manuscript.clusters)


def _shape(manuscript: Manuscript) -> list[list[Block]]:
    """Return the document as pandoc has it, but for the form of each citation."""
    return [tree.map_inlines(section.blocks, _without_form) for section in manuscript.sections]


def _without_form(inlines: list[Block]) -> list[Block]:
    """Leave out the form of citations, and line ends between one and Chinese text, which no output shows."""
    kept = []
    for index, inline in enumerate(inlines):
        around = inlines[max(0, index - 1) : index + 2]
        if inline["t"] == "SoftBreak" and any(map(_is_cluster, around)) and any(map(_is_chinese, around)):
            continue
        kept.append(tree.span(inline["c"][0], ()) if _is_cluster(inline) else inline)
    return kept


def _is_cluster(inline: Block) -> bool:
    return inline["t"] == "Span" and "cluster" in tree.pairs(inline)


def _is_chinese(inline: Block) -> bool:
    shown = "" if _is_cluster(inline) else tree.plain_text([inline])
    return any(unicodedata.east_asian_width(character) in "WF" for character in shown[:1] + shown[-1:])


def _records(manuscript: Manuscript) -> tuple[list[object], list[str]]:
    """Return the entries with their values, in which every `@string` is resolved, and the strings themselves."""
    bibliography = manuscript.bibliography
    entries = sorted(bibliography.entries, key=lambda entry: entry.citekey)
    values = [
        (entry.text, [(item.name, item.value, [name for name, _ in item.undefined]) for item in entry.fields])
        for entry in entries
    ]
    return [*values], [item.text for item in bibliography.support]


def in_comments(manuscript: Manuscript) -> tuple[tuple[Location, str], ...]:
    """Return the groups of typed numbers in the comments of the sections, which no reader sees and none rewrites."""
    return tuple(
        (manuscript.locate(section.path, comment.start() + group.start(), len(group[0])), group[0])
        for section in manuscript.sections
        for comment in _COMMENT.finditer(manuscript.source[section.path].text)
        for group in numbers.GROUP.finditer(comment[0])
        if numbers.parts(group[1]) is not None
    )


def stretch(manuscript: Manuscript, cluster: CitationCluster) -> tuple[str, int, int]:
    """Return the file of a cluster, and where in it the cluster starts and ends, in characters from 0."""
    path = cluster.location.path
    start = manuscript.source[path].lines.offset(cluster.location)
    return path, start, start + len(cluster.text)
